"""A thread of messages to what is still to be done when it ends. Rules, no model.

The rules are a hundred patterns, which take 40 ms to load: they come with the first thread.
"""

from collections.abc import Sequence

from core.language.threads.model import Candidate, Said


def read_thread(
    thread: Sequence[Said], *, zone: str, locale: str, prefix: str = "T"
) -> tuple[Candidate, ...]:
    """What is still to be done when *thread* ends; dates count from the message that says them."""
    from core.language.threads import read

    return read.read_thread(thread, zone=zone, locale=locale, prefix=prefix)


def read_items(said: Said, *, zone: str, locale: str, prefix: str = "T") -> tuple[Candidate, ...]:
    """The items of one message: the lines of a list, or its sentences that carry a task."""
    from core.language.threads import read

    return read.read_items(said, zone=zone, locale=locale, prefix=prefix)


__all__ = ["Candidate", "Said", "read_items", "read_thread"]
