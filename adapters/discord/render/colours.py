"""The colour at the side of a card: a second sign for what its words say, never the only one."""

from core.screens.views import AskKind, Health, TaskFacts
from core.tasks.model import Status

GREEN, BLUE, AMBER, RED, VIOLET, GREY = 0x2E7D32, 0x1E6FBA, 0xC77700, 0xC62828, 0x6A4FB3, 0x6B7280

_STATUS = {
    Status.TRIAGE: AMBER,
    Status.TODO: GREY,
    Status.IN_PROGRESS: BLUE,
    Status.BLOCKED: RED,
    Status.IN_REVIEW: VIOLET,
    Status.DONE: GREEN,
    Status.DROPPED: GREY,
}
HEALTH = {
    Health.ON_TRACK: GREEN,
    Health.AT_RISK: AMBER,
    Health.LATE: RED,
    Health.QUIET: GREY,
}
_CHECKS = frozenset({AskKind.VERIFY, AskKind.VERIFY_AGAIN, AskKind.VERIFY_LEAD})


def of_task(facts: TaskFacts) -> int:
    """By where it stands; what is past its date and not in the way of others is amber."""
    line = facts.line
    if line.due and line.due.late and line.status in {Status.TODO, Status.IN_PROGRESS}:
        return AMBER
    return _STATUS[line.status]


def of_question(kind: AskKind, facts: TaskFacts) -> int:
    """A check has the colour of checks; other questions that of their task."""
    return VIOLET if kind in _CHECKS else of_task(facts)
