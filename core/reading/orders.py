"""Words that nobody was named in: whether they can only be meant for us."""

import re
from collections.abc import Sequence

from core import catalogue
from core.catalogue import Command
from core.kernel.text import TASK_NAME, clean
from core.language.verbs import split_verb

_ALONE = frozenset({
    "accept", "claim", "done", "follow", "history", "nudge", "show", "skip", "start", "unblock",
    "unfollow", "why",
})  # fmt: skip
"""What is said of the task of a thread in one word. Talk begins with such words as well: behind
them stands a task's number, or nothing."""

_CAPTURE = re.compile(
    r"(?:/?task\s+)?capture(?P<this>\s+(?:this|that|it)(?:\s+as\s+(?:a\s+)?task)?)?\s*[?.!]?",
    re.IGNORECASE,
)


def captures_it(text: str, *, in_thread: bool) -> bool:
    """Whether *text*, said in reply to a message, is to make a task of that message; in a thread
    *capture* alone is about all of it."""
    found = _CAPTURE.fullmatch(clean(text))
    return found is not None and (found.group("this") is not None or not in_thread)


def is_order(text: str) -> bool:
    """Whether *text*, said in the thread of a task, is an order: "claim", "done T-42",
    "add Order the disks tomorrow", "assign @maria"."""
    word, rest = split_verb(text)
    verb = catalogue.find(Command.TASK, word) if word else None
    if verb is None:
        return False
    rest = clean(rest).rstrip(".!")
    if not rest:
        return verb.name in _ALONE
    if verb.name == "add":
        return True
    if verb.name == "assign" and rest.startswith(("@", "<@")):
        return True
    return TASK_NAME.match(rest) is not None


def behind_name(text: str, names: Sequence[str]) -> str | None:
    """What stands behind our name at the beginning, if it begins with a verb of ours; else None,
    for people talk of us as well: "Chivvy add ..." is an order, "Chivvy is down" is none."""
    said = text.strip()
    for name in sorted(filter(None, names), key=len, reverse=True):
        head, tail = said[: len(name)], said[len(name) :]
        if head.casefold() != name.casefold() or not tail or tail[0].isalnum():
            continue
        rest = tail.strip(" ,:\n")
        word, _ = split_verb(rest)
        if word and any(catalogue.find(home, word) or word == home for home in Command):
            return rest
    return None
