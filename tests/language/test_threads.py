"""A thread to what is still to be done when it ends."""

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.threads import Candidate, Said, read_items, read_thread
from core.language.threads.stems import shared, stems

BEGIN = datetime(2026, 11, 30, 9, tzinfo=UTC)


@dataclass
class Labelled:
    """A thread and what is to be found in it: owner, title, day, and whether it may be missed."""

    name: str
    said: list[Said] = field(default_factory=list)
    wanted: list[tuple[str, str, str, bool]] = field(default_factory=list)


def _read(path: Path) -> list[Labelled]:
    found: list[Labelled] = []
    at = BEGIN
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append(Labelled(line[3:]))
            at = BEGIN
        elif line.startswith("=>"):
            if line != "=> none":
                owner, title, due, *optional = (part.strip() for part in line[2:].split("|"))
                found[-1].wanted.append((owner, title, due, bool(optional)))
        elif line.startswith("  | "):
            last = found[-1].said[-1]
            found[-1].said[-1] = Said(last.author, f"{last.text}\n{line[4:]}", last.at)
        elif days := re.fullmatch(r"\+(\d+)d", line):
            at += timedelta(days=int(days[1]))
        elif line and not line.startswith("#"):
            author, text = line.split(": ", 1)
            at += timedelta(minutes=1)
            found[-1].said.append(Said(author, text, at))
    return found


LABELLED = [
    one for path in sorted((Path(__file__).parent / "threads").glob("*.txt")) for one in _read(path)
]


def read(*said: Said) -> tuple[Candidate, ...]:
    return read_thread(said, zone="UTC", locale="en-US")


def say(*lines: str) -> tuple[Candidate, ...]:
    """The lines "author: text" as a thread, a minute apart."""
    parts = (line.split(": ", 1) for line in lines)
    return read(*(Said(a, t, BEGIN + timedelta(minutes=n)) for n, (a, t) in enumerate(parts)))


@pytest.mark.parametrize("labelled", LABELLED, ids=lambda one: one.name)
def test_labelled_thread(labelled: Labelled) -> None:
    """What is found is what the thread's labels say: who, what, until when, and nothing else."""
    left = list(read(*labelled.said))
    for owner, title, due, optional in labelled.wanted:
        fits = (one for one in left if shared(stems(title), stems(one.title)) >= 0.5)
        one = next(fits, None)
        if one is None:
            assert optional, f"missed: {title}"
            continue
        left.remove(one)
        if not optional:
            assert (one.owner or "-") == owner
            assert (str(one.due.day) if one.due else "") == due
    assert not left


def test_evidence_names_the_messages() -> None:
    """Request and acceptance carry an item; the first is where it comes from."""
    (one,) = say("ana: morning", "ana: @ben please renew the domain", "cem: hi", "ben: will do")
    assert one.evidence == (1, 3)


def test_requester_is_who_asked() -> None:
    """Who asked is the requester, whoever takes it."""
    (one,) = say("ana: can somebody renew the domain?", "ben: I'll do it")
    assert (one.requester, one.owner) == ("ana", "ben")


def test_taken_is_sure() -> None:
    """What was accepted by its owner is sure."""
    assert say("ana: @ben please renew the domain", "ben: will do")[0].sure


@pytest.mark.parametrize(
    "line", ["ana: @ben please renew the domain", "ana: someone needs to renew the domain"]
)
def test_unanswered_is_not_sure(line: str) -> None:
    """What nobody has taken is proposed without a tick."""
    assert not say(line)[0].sure


def test_dates_count_from_their_message() -> None:
    """ "Tomorrow" is the day after the message that says it."""
    early = Said("ana", "I'll renew the domain tomorrow", BEGIN)
    late = Said("ben", "ok, nice", BEGIN + timedelta(days=9))
    due = read(early, late)[0].due
    assert due is not None and due.day == (BEGIN + timedelta(days=1)).date()


def test_names_that_the_platform_knows() -> None:
    """A person is found by the names that came with the author's id."""
    said = [
        Said("U1", "Maria, could you water the plants?", BEGIN, ("Ana Sol",)),
        Said("U2", "sure", BEGIN, ("Maria Lopez",)),
    ]
    assert read(*said)[0].owner == "U2"


def test_a_list_in_one_message() -> None:
    """Every line of a list of things to do is an item."""
    text = "todo:\n- order chairs\n- <@U2> paint the door by friday\n- call the plumber"
    found = read_items(Said("U1", text, BEGIN), zone="UTC", locale="en-US")
    assert [(one.title, one.owner) for one in found] == [
        ("Order chairs", None),
        ("Paint the door", "U2"),
        ("Call the plumber", None),
    ]


def test_bots_ask_nothing() -> None:
    """What an integration writes is no request, whatever it says."""
    assert not read(Said("U9", "Please renew the licence by friday", BEGIN, bot=True))


HOSTILE = (
    "a" * 4000, "@" * 4000, ", " * 2000, "ok " * 1400, "x" * 39 + " " * 3900 + "y", "- " * 2000,
    '"' * 4000, "please " * 600, "<@U1> " * 700, "I'll " * 800, "can you " * 500, "haha" * 1000,
    "friday " * 600, "\n- x" * 1000, "`" * 4000, "not " * 1000, "the a my " * 400, "> " * 2000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_is_read_quickly(text: str) -> None:
    """No text makes the rules run away: a message takes a fraction of a second."""
    began = time.process_time()
    read(Said("U1", "can you fix the page?", BEGIN), Said("U2", text, BEGIN))
    assert time.process_time() - began < 1


def test_a_long_thread_stays_linear() -> None:
    """Twice the messages take about twice the time, up to the limit."""
    lines = ("can you check page {n} by friday?", "sure", "I'll fix door {n}", "nice", "done")

    def seconds(size: int) -> float:
        said = [
            Said(f"U{n % 4}", lines[n % 5].format(n=n), BEGIN + timedelta(minutes=n))
            for n in range(size)
        ]
        began = time.process_time()
        read(*said)
        return time.process_time() - began

    seconds(100)
    assert seconds(1000) < 12 * max(seconds(200), 0.02)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=6))
def test_any_text_is_read(texts: list[str]) -> None:
    """No text raises, and every candidate has a title and evidence."""
    found = read(*(Said(f"U{n % 3}", text, BEGIN) for n, text in enumerate(texts)))
    assert all(one.title and one.evidence for one in found)
