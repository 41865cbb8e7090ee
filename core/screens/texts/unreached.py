"""Whom no message reaches: in the open, to who leads, and to themselves."""

UNREACHED: dict[str, str] = {
    "unreached.how": (
        "Whose name this is: `/task` shows what is yours, to you alone. An admin can look in the "
        "app's settings, under App Home, whether the Messages tab is on. I try again within a "
        "working day."
    ),
    "unreached.how.discord": (
        "Whose name this is: tap the server's name, Privacy Settings, and allow direct messages. "
        "I try again within a working day; until then `/task list` shows what is yours, to you "
        "alone."
    ),
    "unreached.lead": "I have something for {name}, and no message of mine reaches them.",
    "unreached.lead_next": (
        "It waits, and their silence counts as no answer: nobody is told of it. I try again each "
        "working day. If it is urgent, ask them yourself."
    ),
    "unreached.line": "I have something for {names}, and no direct message of mine arrives.",
    "unreached.more": " The same for {n} more.",
    "unreached.over": "My messages reach {name} again.",
    "unreached.yours": "I have messages for you, and none of them arrives.",
    "unreached.yours.discord": (
        "I have messages for you, and you take no direct messages from this server."
    ),
    "unreached.yours_how": (
        "An admin can look in the app's settings, under App Home, whether the Messages tab is on. "
        "I try again within a working day; until then `/task list` shows what is yours."
    ),
    "unreached.yours_how.discord": (
        "To get them: tap the server's name, Privacy Settings, and allow direct messages. I try "
        "again within a working day; until then `/task list` shows what is yours."
    ),
    "why.rule_unreached": "No direct message reaches somebody: it is said where they may read it.",
    "why.rule_unreached_lead": (
        "Who leads a project hears once that no message reaches somebody there."
    ),
}
