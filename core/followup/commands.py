"""Intents of somebody who is asked whether it is too much."""

from enum import StrEnum

from core.kernel.refs import PersonId, TaskId
from core.kernel.values import dataclass


class LoadAnswer(StrEnum):
    """What somebody says to "too many, or is something wrong?"."""

    FINE = "fine"
    FEWER = "fewer"
    TALK = "talk"
    """The lead hears that they would like to talk."""


@dataclass(frozen=True, slots=True)
class AnswerLoad:
    """An answer to the question about one's own load."""

    answer: LoadAnswer


@dataclass(frozen=True, slots=True)
class GiveAway:
    """Several of one's own tasks are given to others, each to somebody."""

    given: tuple[tuple[TaskId, PersonId], ...]


LoadIntent = AnswerLoad | GiveAway
