"""A thread, read from its beginning: what is still to be done when it ends."""

from collections.abc import Sequence
from dataclasses import replace

from core.language.threads.clauses import TO_DO, is_bullet
from core.language.threads.ledger import Item, State
from core.language.threads.model import Candidate, Said
from core.language.threads.names import Speakers, is_bot
from core.language.threads.reader import Reading

THREAD_LIMIT = 1000
"""Messages of a thread that are read: the latest."""
MESSAGE_LIMIT = 40_000
"""Signs of a message that are read: as many as Slack lets one have; Discord's have fewer."""
CANDIDATES = 50


def read_thread(
    thread: Sequence[Said], *, zone: str, locale: str, prefix: str = "T"
) -> tuple[Candidate, ...]:
    """What is still to be done when *thread* ends; dates count from the message that says them."""
    latest = [_within(said) for said in thread[-THREAD_LIMIT:]]
    reading = Reading(latest, zone, locale, prefix)
    for index, said in enumerate(reading.thread):
        if not is_bot(said):
            reading.message(index)
    offset = max(0, len(thread) - THREAD_LIMIT)
    found = [
        _candidate(item, reading.speakers, offset) for item in reading.ledger.items if _stands(item)
    ]
    return tuple(found[-CANDIDATES:])


def _within(said: Said) -> Said:
    longer = len(said.text) > MESSAGE_LIMIT
    return replace(said, text=said.text[:MESSAGE_LIMIT]) if longer else said


def _stands(item: Item) -> bool:
    if not item.words or item.state not in {State.ASKED, State.OPEN, State.TAKEN}:
        return False
    return not (item.state is State.ASKED and item.answered)


def _candidate(item: Item, speakers: Speakers, offset: int) -> Candidate:
    sure = item.firm and item.owner is not None and (item.state is State.TAKEN)
    evidence = tuple(offset + index for index in sorted(item.evidence))
    return Candidate(item.title, item.owner, item.requester, item.due, evidence, sure)


def read_items(said: Said, *, zone: str, locale: str, prefix: str = "T") -> tuple[Candidate, ...]:
    """The items of one message: the lines of a list, or its sentences that carry a task."""
    listed = [line for line in said.text.splitlines() if is_bullet(line)]
    if len(listed) > 1:
        said = replace(said, text="\n".join((TO_DO, *listed)), bot=False)
    return read_thread((said,), zone=zone, locale=locale, prefix=prefix)
