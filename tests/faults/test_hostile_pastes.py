"""Whatever is pasted, however long: no parser holds the process up."""

import contextlib
import gc
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from adapters.slack.render.blocks import plain_text, showable
from adapters.slack.words import typed
from core import catalogue
from core.calendar.hours import parse_hours
from core.dispatch.asking import TEXT_LIMIT
from core.kernel.errors import ChivvyError
from core.kernel.folding import words_of
from core.kernel.hosts import unmasked
from core.kernel.text import clean, one_line
from core.kernel.tokens import Token
from core.language import read_due, read_line
from core.language.absences import read_absence
from core.language.dates import read_dues, read_repeat
from core.language.emoji import name_of
from core.language.handles import find_task
from core.language.lists import headed, split_lines
from core.language.mentions import channel, mention, spelled
from core.language.message import read_message
from core.language.regions import read_region
from core.language.replies import read_reply
from core.language.threads.model import Said
from core.language.threads.read import read_items
from core.language.typos import nearest
from core.language.verbs import split_verb
from core.people.model import Sender
from tests.scenario.cast import ANA, INFRA, MONDAY, open_infra
from tests.support.team import Team, team_at_work

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
WHERE = {"zone": "Europe/Berlin", "locale": "en-GB"}
THEN = {"now": NOW, **WHERE}
SIZE = 100_000
ALLOWED = 0.2
"""Seconds of CPU. Most take under 0.05; a parser that is not bounded takes ten."""
PASTES = {
    unit: (unit * (SIZE // len(unit) + 1))[:SIZE]
    for unit in (
        "friday ", "1 ", '"', "`", "<@", "<!", "@a ", "#a ", "every ", "in 2 hours ", "T-1 ", "a.",
        "a@", "+1 ", "a week from friday ", "1, 2, 3 and ", "half past ", "waiting for ", "(", "\n",
        "1:", "1-", "1d2h", "from 1 to ", "after T-1,", "done when ", "\u65e5", "am Freitag ",
        "-> ", ":a:", "mon / ", "<https://a|", "&lt;", "&amp;", "<<", "<https://", "- a\n",
        "1. a\n", "* [ ] a\n",
        "a" * 40 + " ", "\u0301", "\u200d", "\u00e9", "http://a/", "mo-fr 9-17, ",
        " ", "\t", "_", "-", "{", "T-", "@", "\u0436.", "=", "FREQ=YEARLY;BYDAY=", "a- ", ", ",
    )
}  # fmt: skip
PARSERS: dict[str, Callable[[str], object]] = {
    "line": lambda text: read_line(text, **THEN),
    "due": lambda text: read_due(text, **THEN),
    "dues": lambda text: read_dues(text, **THEN),
    "repeat": lambda text: read_repeat(text, **THEN),
    "absence": lambda text: read_absence(text, **THEN),
    "reply": lambda text: read_reply(text, **THEN),
    "message": lambda text: read_message(text, **THEN, author="U1"),
    "items": lambda text: read_items(Said("U1", text, NOW), **WHERE),
    "lines": split_lines,
    "headed": headed,
    "task": find_task,
    "verb": split_verb,
    "mention": mention,
    "spelled": spelled,
    "channel": channel,
    "region": read_region,
    "emoji": name_of,
    "hours": parse_hours,
    "nearest": lambda text: nearest(text, ("done", "block", "unblock")),
    "clean": clean,
    "one line": one_line,
    "words": words_of,
    "hosts": unmasked,
    "token": Token.decode,
    "typed": typed,
    "shown": showable,
    "label": lambda text: plain_text(text, 75),
}


WIDE = frozenset({"items", "message", "clean", "one line"})
"""They look at every sign, or at every sentence: a third of the pastes says as much."""


@pytest.mark.parametrize("parser", PARSERS)
def test_a_paste_of_a_hundred_kilobytes(parser: str) -> None:
    """Each parser with sixty kinds of it: read or refused, and soon."""
    slow = {}
    for unit, text in list(PASTES.items())[:: 3 if parser in WIDE else 1]:
        with contextlib.suppress(ChivvyError):  # What is loaded and compiled once is not counted.
            PARSERS[parser](text[:400])
        gc.disable()  # Nor is a look through all that the suite has made so far.
        began = time.thread_time()
        with contextlib.suppress(ChivvyError):
            PARSERS[parser](text)
        spent = time.thread_time() - began
        gc.enable()
        if spent > ALLOWED:
            slow[unit] = spent
    assert slow == {}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team() -> AsyncIterator[Team]:
    """A project with one task."""
    async with team_at_work(start=MONDAY) as at_work:
        await open_infra(at_work)
        await at_work.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")
        yield at_work


LONG = tuple(
    (unit * (TEXT_LIMIT // len(unit)))[: TEXT_LIMIT - 40] for unit in ("\u65e5", "- a\n", "a- ")
)
HEADS = (
    *((str(v.command), f"{v.name} T-1") for v in catalogue.VERBS), ("task", "settings country"),
    ("task", "settings hours"), ("task", "away until"), ("task", "list @ana"), ("task", ""),
    ("task", "block T-1 x @"), ("task", "admin pause"), ("project", "set why"),
    ("project", "set home"), ("project", "digest at"), ("project", ""), ("", "add"), ("", ""),
)  # fmt: skip


@pytest.mark.asyncio(loop_scope="module")
async def test_every_verb_with_the_longest_text(team: Team) -> None:
    """Every verb, as long as text may be: an answer each, and nobody waits for it."""
    there = Sender("slack", team.run.sandbox.workspace.team.id, ANA, "ana", place=INFRA)
    slow = {}
    for number, (home, head) in enumerate(HEADS):
        for kind, text in enumerate(LONG):
            began = time.process_time()
            view = await team.run.bot.desk.words(there, f"{head} {text}", f"{number}:{kind}", home)
            spent = time.process_time() - began
            assert view is not None
            if spent > 4 * ALLOWED:
                slow[home, head, text[:3]] = spent
    assert slow == {}


@pytest.mark.asyncio(loop_scope="module")
async def test_more_than_that_is_refused_and_says_so(team: Team) -> None:
    """A megabyte is not read at all; the answer says how much fits."""
    there = Sender("slack", team.run.sandbox.workspace.team.id, ANA, "ana", place=INFRA)
    for home in ("task", "project", ""):
        began = time.process_time()
        view = await team.run.bot.desk.words(there, "note T-1 " + "x" * 10**6, f"m{home}", home)
        assert time.process_time() - began < ALLOWED
        assert getattr(view, "code", "") == "line_too_long"
        assert "'20000'" in repr(view)
