"""Ladders fine-tuned: the rules of a project in words, and what is wrong with one."""

LADDERS: dict[str, str] = {
    "button.fine_tune": "Fine-tune",
    "spoken.fine_tune": "Change single rules of how {project} follows up",
    "button.ladder_back": "Undo",
    "spoken.ladder_back": "Let {project} follow up as it did before",
    "error.ladder_channel": (
        "{what} can be always, waited_for (where others wait for the task) or never, not"
        " “{typed}”. Such as:"
    ),
    "error.project_changed_since": (
        "#{key} has been changed since, so I leave it as it is. Have a look:"
    ),
    "error.project_not_undone": (
        "Your last change was to #{key}, and undo doesn't take that back. Type:"
    ),
    "error.ladder_endless": (
        "{what} is {typed}: at most {most}, or a question would never come to its end. Such as:"
    ),
    "error.ladder_no_hours": (
        "Nobody works at any hour where #{key} lives, so that no step would ever come. First set"
        " the hours of the workspace:"
    ),
    "error.ladder_number": "{what} is a whole number of working days or hours, not “{typed}”:",
    "error.ladder_order": (
        "{what} must come later than {name}: each step waits for the one before it. Such as:"
    ),
    "error.ladder_too_soon": "{what} is {typed}: a step comes after 1 at the earliest. Such as:",
    "error.ladder_unknown": "I know no rule “{what}”. Such as:",
    "field.blocked.channel": "Blocked: who reads it in the channel?",
    "field.blocked.channel_hours": "Blocked: working hours until the channel",
    "field.blocked.lead_days": "Blocked: working days until the lead",
    "field.blocked.old_days": "Blocked for so long: the lead decides",
    "field.blocked.outside_days": "Waiting for somebody outside: I ask after",
    "field.check.again_days": "To check: I remind after",
    "field.check.close_days": "Nobody must check it: it closes after",
    "field.check.lead_days": "To check: somebody else is asked after",
    "field.early.due_soon_days": "I remind before the date by",
    "field.early.offer_days": "Offered, not taken: the offer ends after",
    "field.early.unowned_hours": "Nobody's: work hours until I ask who takes it",
    "field.overdue.again_days": "Past its date: I ask the owner again after",
    "field.overdue.ask_again_days": "Answered, and still late: I ask again after",
    "field.overdue.channel": "Past its date: does the channel read of it?",
    "field.overdue.channel_days": "Past its date: the channel after",
    "field.overdue.lead_days": "Past its date: the lead decides after",
    "field.quiet.stalled_days": "Begun and quiet: I ask after",
    "field.quiet.untouched_days": "Not begun: I ask if it is still wanted after",
    "form.ladder": "How firmly, in detail",
    "form.ladder_about": (
        "**{project}** follows up: {ladder}. All numbers are working days, or working hours where"
        " it says so. What has begun goes on as it was announced; a change counts for what comes"
        " after it."
    ),
    "hint.rule": "{ladder}: {usual}. Leave it empty for that.",
    "ladder.tuned": "Its own rules: {rules}.",
    "option.always": "Always",
    "option.waited_for": "Where others wait for the task",
    "option.never": "Never",
    "rule.blocked.channel": "blocked, the channel reads of it: {value}",
    "rule.blocked.channel_hours": "blocked, the channel after {value} h",
    "rule.blocked.lead_days": "blocked, the lead after {value} d",
    "rule.blocked.old_days": "blocked for {value} d, the lead decides",
    "rule.blocked.outside_days": "waiting for somebody outside, I ask after {value} d",
    "rule.check.again_days": "to check, I remind after {value} d",
    "rule.check.close_days": "closes without a check after {value} d",
    "rule.check.lead_days": "to check, somebody else after {value} d",
    "rule.early.due_soon_days": "I remind {value} d before the date",
    "rule.early.offer_days": "an offer that nobody takes ends after {value} d",
    "rule.early.unowned_hours": "nobody's, I ask after {value} h",
    "rule.overdue.again_days": "past its date, the owner again after {value} d",
    "rule.overdue.ask_again_days": "answered and still late, again after {value} d",
    "rule.overdue.channel": "past its date, the channel reads of it: {value}",
    "rule.overdue.channel_days": "past its date, the channel after {value} d",
    "rule.overdue.lead_days": "past its date, the lead after {value} d",
    "rule.quiet.stalled_days": "begun and quiet, I ask after {value} d",
    "rule.quiet.untouched_days": "not begun, I ask after {value} d",
    "said.ladder_from_now": (
        "What has begun goes on as it was announced; this counts for what comes after it."
    ),
    "said.project_tuned": "{project} is changed. It follows up like this from now on.",
    "why.ladder_then": (
        "It began when #{key} followed up like this: {ladder}. What was changed since counts for"
        " what begins after it."
    ),
    "why.ladder_own": "Of that, #{key} has its own rules: {rules}.",
}
