"""Parts of tasks, and following a task to its end."""

PARTS: dict[str, str] = {
    "button.split": "Split ...",
    "field.part_lines": "Its parts, a line each",
    "form.split": "Split it into parts",
    "hint.part_lines": "As you would type them: order the disks @maria friday",
    "spoken.split": "Split {task} into parts",
    "ask.parts_done.one": "The part of {task} is done.",
    "ask.parts_done.other": "All {n} parts of {task} are done.",
    "ask.whole_done": "Is the whole done as well?",
    "button.follow": "Tell me how it ends",
    "button.unfollow": "Don't tell me",
    "card.part_of": "Part of {handle} {title}",
    "card.parts.one": "{done} of {n} part done",
    "card.parts.other": "{done} of {n} parts done",
    "details.parts": "Its parts",
    "error.part_of_part": "{task} is a part itself, and a part has no parts. Add it to the whole:",
    "error.private_part": (
        "{task} stays in another conversation than this one. Add its parts there, or to a task of "
        "this conversation."
    ),
    "fallback.ask_parts_done": "{task}: all parts are done. Is it done?",
    "said.follow": "Your morning brief says when {task} is done or dropped, and nothing else.",
    "said.unfollow": "I won't tell you how {task} ends.",
    "spoken.follow": "Tell me how {task} ends",
    "spoken.unfollow": "Don't tell me how {task} ends",
    "told.followed_closed": "{task} is done, not checked. You follow it.",
    "told.followed_done": "{task} is done. You follow it.",
    "told.followed_dropped": "{task} was dropped. You follow it.",
    "why.rule_followed": "{task}: who follows a task hears how it ended.",
    "why.rule_parts_done": "{task}: when all its parts are done, its owner is asked.",
}
