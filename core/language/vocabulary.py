"""The words of a language, as data: another language is another table of this shape."""

from collections.abc import Mapping

from core.kernel.values import dataclass


def words_of(text: str) -> frozenset[str]:
    """The words of *text* as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: so many months, days or seconds."""

    months: int = 0
    days: int = 0
    seconds: int = 0
    freq: str = ""
    """The RRULE frequency, with ``times`` as its interval."""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word that the grammar knows, in lower case."""

    weekdays: Mapping[str, int]
    plural_days: Mapping[str, tuple[int, ...]]
    months: Mapping[str, int]
    long_words: tuple[str, ...]
    """Long words of dates that are recognised with one slip of the keyboard."""
    relative: Mapping[str, int]
    units: Mapping[str, Unit]
    numbers: Mapping[str, int]
    tens: Mapping[str, int]
    ordinals: Mapping[str, int]
    suffixes: frozenset[str]
    dayparts: Mapping[str, tuple[int, int]]
    day_ends: frozenset[tuple[str, ...]]
    shorts: Mapping[str, str]
    """eow, eom, eoq, eoy: the period whose end they are."""
    deadline: frozenset[str]
    """Words that announce a date: by, on, before ..."""
    blocking: frozenset[str]
    """Words after which a date belongs to the title: about, of, the ..."""
    counted: frozenset[str]
    """Nouns that are followed by a number of their own: page 5, room 12."""
    function: frozenset[str]
    """Words that show that a date before them has ended: about, the, with ..."""
    verbs: frozenset[str]
    """Verbs that begin a task: a date before one is a date."""
    moves: frozenset[str]
    """Verbs of which "from ... to ..." says what is moved, not when it is due."""
    priorities: Mapping[str, str]
    bare_priorities: Mapping[str, str]
    frequencies: Mapping[str, tuple[str, int]]
    """daily, weekly ...: the RRULE frequency and interval."""
