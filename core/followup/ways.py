"""How each kind of notice reaches its person: as its rule has it, in the brief, or not at all."""

from collections.abc import Mapping
from typing import Final

from core.followup.model import Manner, Notice, NoticeKind
from core.people.model import Person
from core.people.settings import Topic, Way

K = NoticeKind
"""Those in no topic ask or tell of no task, and come as they are."""
OF_TOPIC: Final[Mapping[Topic, frozenset[NoticeKind]]] = {
    Topic.GIVEN: frozenset({K.ASSIGNED, K.OFFERED}),
    Topic.CHECKS: frozenset({K.VERIFY, K.VERIFY_AGAIN, K.VERIFY_LEAD}),
    Topic.DATES: frozenset({
        K.DUE_SOON, K.OVERDUE, K.OVERDUE_AGAIN, K.OVERDUE_BLOCKED, K.SHORT_OF_TIME,
    }),
    Topic.QUIET: frozenset({K.STALLED, K.UNTOUCHED, K.PARTS_DONE, K.NUDGED}),
    Topic.HELP: frozenset({K.HELP, K.HELP_CHECK, K.CAN_GO_ON, K.CHECK_OUTSIDE}),
    Topic.DECISIONS: frozenset({
        K.OVERDUE_LEAD, K.HELP_LEAD, K.DECLINED_LEAD, K.OWNER_AWAY, K.UNOWNED,
    }),
    Topic.NEWS: frozenset({
        K.FREE, K.ACCEPTED, K.SENT_BACK, K.DATE_MOVED, K.DROPPED, K.NOT_NOW, K.OVERDUE_TOLD,
        K.OWNER_TOLD, K.FOLLOWED, K.OFFER_OPEN, K.OFFER_DECLINED,
        K.OFFER_ENDED,
        K.HELP_PROMISED, K.HELP_DECLINED, K.HELP_OFFERED,
    }),
}  # fmt: skip
TOPICS: Final[Mapping[NoticeKind, Topic]] = {
    kind: topic for topic, kinds in OF_TOPIC.items() for kind in kinds
}


def way_of(person: Person | None, kind: NoticeKind) -> Way:
    """How *person* wants to be told of *kind*; channels have no ways."""
    topic = TOPICS.get(kind)
    return person.settings.way(topic) if person is not None and topic is not None else Way.NOW


def muted(person: Person | None, kind: NoticeKind) -> bool:
    """Whether *person* has switched *kind* off: silence is no answer then."""
    return way_of(person, kind) is Way.OFF


def manner_of(person: Person | None, kind: NoticeKind, manner: Manner) -> Manner:
    """How it travels to *person*; what is urgent comes at once also where the rest waits."""
    in_brief = manner is Manner.NOW and way_of(person, kind) is Way.BRIEF
    return Manner.BRIEF if in_brief else manner


def travels(person: Person | None, notice: Notice) -> Manner:
    """As ``manner_of``, for what is owed already."""
    return manner_of(person, notice.wanted.kind, notice.wanted.manner)
