"""Whether two titles say the same, so that nobody makes a second task by accident; pure.

A question too many is worse than one too few: another word, number or letter that means something
makes another task. Order, small words, endings and a slip of the keyboard do not.
"""

import re
from collections import Counter
from collections.abc import Iterable

from core.kernel.folding import fold
from core.kernel.refs import ProjectId, TaskId
from core.language.threads.stems import stem
from core.language.typos import slip_of
from core.language.vocabulary import words_of
from core.tasks.commands_adding import Draft
from core.tasks.model import Task

_WORD = re.compile(r"\w+")
_SMALL = words_of(
    "an the of for in on at by with our my your their its this that these those and please pls "
    "to from is are be der die das den dem des ein eine einen einem und fur im am auf mit von zu "
    "le la les un une des du de et pour dans sur el los las una y para en do da dos das o os e "
    "um uma"
)
"""Words that alone make no other task, folded."""
_ORDERED = words_of("to from von nach zu de a vers para per")
"""Beside these the order says what is meant: from A to B."""
FEW = 2
"""Words of a title that says so little that it means the same in its own project only."""
PREFIX = 4
"""Letters by which a word is looked for: the rest may hold an ending, or a slip."""
ASKED = 6
"""Words that are looked for, at most."""


def marks(title: str) -> list[str]:
    """The words of *title* that tell it from others, stemmed, in order."""
    found = []
    for word in _WORD.findall(title):
        folded = fold(word).strip("_")
        if not folded or folded in _SMALL or word == "a":
            continue
        found.append(folded if _figured(folded) else stem(folded))
    return found


def alike(one: str, other: str) -> bool:
    """Whether these titles say the same."""
    if fold(one).split() == fold(other).split():
        return True
    here, there = marks(one), marks(other)
    if not here or len(here) != len(there):
        return False
    if _ordered(one) or _ordered(other):
        return all(a == b or _slip(a, b) for a, b in zip(here, there, strict=True))
    left, right = Counter(here) - Counter(there), Counter(there) - Counter(here)
    if not left and not right:
        return True
    return left.total() == right.total() == 1 and _slip(next(iter(left)), next(iter(right)))


def _ordered(title: str) -> bool:
    return not _ORDERED.isdisjoint(fold(title).split())


def _slip(one: str, other: str) -> bool:
    """Whether one is the other, mistyped; a number never is."""
    if _figured(one + other):
        return False
    return slip_of(one, [other]) is not None or slip_of(other, [one]) is not None


def probe(title: str) -> tuple[str, ...]:
    """The words that whatever says the same must have, the likeliest to be rare first: whole
    where a figure is in them, else by their beginning. Empty: nothing to look for."""
    found = sorted(dict.fromkeys(marks(title)), key=lambda word: (not _figured(word), -len(word)))
    return tuple(word if _figured(word) else word[:PREFIX] for word in found[:ASKED])


def _figured(word: str) -> bool:
    return any(c.isdigit() for c in word)


def same_among(draft: Draft, tasks: Iterable[Task]) -> Task | None:
    """The open task that *draft* would be a second time: of the same project first."""
    found = [task for task in tasks if _same(draft, task)]
    return min(found, key=lambda task: _rank(draft, task), default=None)


def _same(draft: Draft, task: Task) -> bool:
    if not task.status.open or (draft.parent is not None and task.parent != draft.parent):
        return False
    if not alike(draft.title, task.title.body):
        return False
    return _at_home(draft, task.project) or len(marks(draft.title)) > FEW


def _at_home(draft: Draft, project: ProjectId | None) -> bool:
    return draft.project == project and not draft.project_word


def _rank(draft: Draft, task: Task) -> tuple[bool, TaskId]:
    return not _at_home(draft, task.project), task.id
