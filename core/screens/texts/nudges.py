"""Asking after a task: what is known of it, and whether its owner hears of it."""

NUDGES: dict[str, str] = {
    "button.nudge_anyway": "Nudge anyway",
    "nudge.answered": "Since then, {at}: {what}",
    "nudge.asked": "I asked {name} {at} how it is.",
    "nudge.bar_away": "{name} is back on {day}. I ask {name} nothing meanwhile.",
    "nudge.bar_away_open": "{name} is away. I ask {name} nothing meanwhile.",
    "nudge.bar_closed": "There is nothing left to ask: it is closed.",
    "nudge.bar_gone": "{name} can't be reached by me any more. Who takes it?",
    "nudge.bar_own": "It is yours, so there is nobody to nudge.",
    "nudge.bar_rests": "Its project is paused, so I ask nothing about it until it goes on.",
    "nudge.bar_review": "{name} is done with it. It waits for a check.",
    "nudge.bar_today": "Somebody has nudged today; once a working day is enough for a task.",
    "nudge.bar_unowned": "Nobody has it yet, so there is nobody to nudge. Who takes it?",
    "nudge.bar_waiting": "A nudge is already on its way with my next message to {name}.",
    "nudge.heard": "Last news, {at}: {what}",
    "nudge.next": "By its rules the next question comes {at}.",
    "nudge.offer": (
        "A nudge is one line in my next message to {name}, with your name, and no message of its "
        "own."
    ),
    "said.nudge": (
        "It goes along with my next message to {name}, at the latest {when}: one line with your "
        "name, if {name} takes such lines."
    ),
    "spoken.nudge_anyway": "Nudge about {task} anyway",
    "told.nudged": "{name} asks how {task} stands.",
    "why.rule_nudged": (
        "{task}: somebody who sees it asked after it. That is one line in a message that comes "
        "anyway, at most once a working day."
    ),
}
