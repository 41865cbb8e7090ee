"""Admins, and messages that are paused."""

ADMINISTRATION: dict[str, str] = {
    "admin.added_other": "{name} is an admin of this workspace now.",
    "admin.added_you": (
        "You are an admin of this workspace now. Type `/task admin` to see what for."
    ),
    "admin.are": "Admins: {names}.",
    "admin.code": (
        "The machine that I run on has printed a code at my start. Who has it types: "
        "`/task admin ABCD-EFGH`"
    ),
    "admin.dead": "A message of mine was refused as wrong, so nobody got it. I don't try again.",
    "admin.dead_next": (
        "What it was and why, for whoever runs me: chivvy deadletter list. Then: deadletter retry, "
        "or drop."
    ),
    "admin.going": "Messages go out as usual.",
    "admin.may": (
        "You may type `/task admin pause` and resume, to stop all messages and let them go again; "
        "`/task admin add @maria` or remove; `/task settings workspace`."
    ),
    "admin.none": "Nobody is admin yet.",
    "admin.owner_may": "As an owner of this workspace you may become one: `/task admin me`",
    "admin.removed_other": "{name} is an admin of this workspace no longer.",
    "admin.removed_you": "You are an admin of this workspace no longer.",
    "error.admin_is_no_member": "Only members of this workspace can be admins. {who} is none.",
    "error.admin_is_no_member.bare": "Only members of this workspace can be admins.",
    "error.last_admin": "{who} is the only admin, and there is always one. Add another first:",
    "error.last_admin.bare": "That is the only admin, and there is always one. Add another first:",
    "error.no_such_admin": "That is no admin. To see who is, type:",
    "error.not_allowed_join": "{ids} can make you an admin, by typing:",
    "error.not_allowed_join.bare": (
        "Owners of this workspace may do that, and who has the code that the machine printed:"
    ),
    "error.which_admin_act": (
        "After `/task admin` I understand pause, resume, add, remove, me, and a code. Type:"
    ),
    "error.wrong_admin_code": (
        "That code isn't the one that I printed at my last start. It looks like this:"
    ),
    "paused.line": "Messages are paused since {since}: nothing goes out, and nothing is lost.",
    "paused.why": (
        "Messages are paused since {since} ({why}): nothing goes out, and nothing is lost."
    ),
    "said.admin_claimed": "You are an admin of this workspace now.",
    "said.admin_dismissed": "{name} is an admin no longer.",
    "said.admin_made": "{name} is an admin now, and hears of it.",
    "said.paused": "I send nothing any more, to nobody and nowhere. What is owed waits.",
    "said.paused_next": "To let messages go again: `/task admin resume`",
    "said.resumed": (
        "Messages go out again. What waited comes now, once, as far as it still holds."
    ),
    "error.not_here_yet": (
        "I'm not at work in this channel yet. Where I am: {places}, and "
        "direct messages with me. Nothing was saved; there, type:"
    ),
    "trial.for_person": "Dry run: for {name}, directly",
    "trial.for_place": "Dry run: for {place}",
    "trial.for_private": "Dry run: for a private conversation",
    "trial.for_thread": "Dry run: for {place}, in a thread",
    "veil.key": "private",
    "veil.words": "(private: left out in a dry run)",
    "told.paused": "{name} hears of it when messages go out again.",
    "why.rule_admin_added": "Admins hear who becomes one.",
    "why.rule_admin_removed": "Admins hear who is one no longer.",
}
