"""Tasks from others: taken at once, offered first, or not taken."""

INCOMING: dict[str, str] = {
    "answered.offer_gone": "{task} isn't offered to you any more.",
    "answered.offer_over": (
        "The offer of {task} is over. Nobody has it so far; to take it: `/task claim {handle}`"
    ),
    "answered.offer_taken": "{task} is yours now.",
    "ask.offered": "{name} asks whether you take {task}.",
    "button.decline_offer": "No thanks",
    "button.take_offer": "Take it",
    "echo.offered": (
        "{name} is asked first, and takes it or not. Nobody has it until then; anybody who sees it "
        "can take it."
    ),
    "error.already_offered": "{task} is offered to {who} already. To see how it stands, type:",
    "error.already_offered.bare": "{task} is offered to that very person. To see it, type:",
    "error.offer_gone": "{task} isn't offered to you any more. To see how it stands, type:",
    "error.takes_none": (
        "{who} takes no tasks from others here. Nothing is saved: ask somebody else, or leave it "
        "open."
    ),
    "error.takes_none.bare": (
        "That person takes no tasks from others here. Nothing is saved: ask somebody else, or "
        "leave it open."
    ),
    "error.which_incoming": (
        "I don't know “{typed}”. Tasks from others come direct, ask first, or off. For example:"
    ),
    "fallback.ask_offered": "{task}: do you take it?",
    "field.incoming": "Tasks that others give you",
    "history.offer_ended": "The offer ended; it was not taken.",
    "history.offer_declined": "{who} didn't take it.",
    "history.offered": "{who} offered it to {name}.",
    "next.offer_open": (
        "No answer is fine. {when} I tell {name} that it is open; {end} the offer ends."
    ),
    "next.offer_open_ends": "{when} the offer ends by itself, and you hear that.",
    "next.offered_ends": "No answer is fine. {when} the offer ends, and who made it hears that.",
    "option.incoming_ask": "Ask me first",
    "option.incoming_direct": "They are mine at once",
    "option.incoming_off": "None from others",
    "option.incoming_usual": "As usual here",
    "remark.offered": "is offered to you",
    "remark.offered_to": "offered to {name}",
    "said.decline_offer": "Fine. {task} isn't yours, and who asked for it is told.",
    "said.offered": "{task} is offered to {name}, who takes it or not.",
    "settings.incoming_ask": "Tasks from others: I ask you first.",
    "settings.incoming_direct": "Tasks from others: they are yours at once.",
    "settings.incoming_off": "Tasks from others: none. Who gives you one is told so.",
    "spoken.decline_offer": "Don't take {task}",
    "spoken.take_offer": "Take {task}",
    "told.offer_declined": "{name} doesn't take {task}. Who else?",
    "told.offer_declined_owned": "{name} doesn't take {task}; {owner} has it as before.",
    "told.offer_ended": "{task} was offered to {name}; the offer is over. Who else?",
    "told.offer_ended_owned": (
        "{task} was offered to {name}; the offer is over, and {owner} has it as before."
    ),
    "told.offer_no_more": "{task} isn't offered to {name} any more.",
    "told.offer_taken": "{name} has taken {task}.",
    "told.offer_open": "{task} is still offered to {name}. Wait, or ask somebody else?",
    "why.rule_offer_declined": "{task}: who asked for it hears that it was not taken.",
    "why.rule_offer_ended": "{task}: an offer that nobody takes ends; who made it hears that.",
    "why.rule_offer_open": "{task}: who offered it hears once when it is open after a working day.",
    "why.rule_offered": "{task}: you want to be asked before a task of somebody else is yours.",
}
