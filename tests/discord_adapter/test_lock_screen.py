"""What a push shows of a message on Discord: its first words, which say what it is about.

A message of components has no text beside them: the first text of the first component is what
clients show.
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.discord.render import render_message
from adapters.discord.render.paper import TEXT, parts_of
from core.kernel.text import Words
from core.screens import views as v
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all
from tests.discord_adapter.test_render import FACTS, READER, WHY, asked_of

INTRO = ((Words("I'm Chivvy."),), (Words("Answer in words."),))


def first_text(components: Sequence[dict[str, Any]]) -> str:
    """All of the first text."""
    parts = (part for one in components for part in parts_of(one))
    return next((part["content"] for part in parts if part["type"] == TEXT), "")


def first_words(components: Sequence[dict[str, Any]]) -> str:
    """The first line of the first text."""
    return first_text(components).split("\n")[0]


@pytest.mark.parametrize("count", [1, 3, 6, 10])
def test_a_question_comes_before_who_we_are(count: int) -> None:
    """However many there are, and however plainly they stand then."""
    asks = tuple(asked_of(number) for number in range(count))
    bundle = v.Bundle(asks, WHY, intro=INTRO)
    assert "T-0 was due" in first_words(render_message(bundle, READER).components)


@pytest.mark.parametrize("count", [1, 3, 6, 10])
def test_a_private_title_is_not_in_the_first_text(count: int) -> None:
    """The numbers of the tasks stand there alone."""
    asks = tuple(asked_of(number) for number in range(count))
    bundle = v.Bundle(asks, WHY, private=True, intro=INTRO)
    shown = first_text(render_message(bundle, READER).components)
    assert "for you: T-42" in shown
    assert "was due" not in shown


def test_a_note_comes_before_who_we_are() -> None:
    """What is asked about no task."""
    note = v.Notes(((Words("Ana asks whether you lead Infra."),),))
    bundle = v.Bundle((), WHY, notes=(note,), intro=INTRO)
    shown = first_words(render_message(bundle, READER).components)
    assert shown == "Ana asks whether you lead Infra."


def test_a_brief_begins_with_its_greeting() -> None:
    """How many wait today, apart from the list, and before that we were away."""
    greeting = (Words("Good morning, 1 for today:"),)
    brief = v.Brief(greeting, (FACTS.line,), (), (), (), 0, (), (), intro=INTRO)
    shown = first_text(render_message(brief, READER).components)
    assert shown == "Good morning, 1 for today:"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """Maria has heard of one task."""
    async with at_work(tmp_path) as found:
        yield found


def pushed(seen: Seen) -> str:
    """What her lock screen shows."""
    return first_words(seen.message.components)


async def test_the_first_message_says_what_it_is_about(guild: AtWork) -> None:
    """Who asks, and which task; who we are stands below."""
    await added(guild)
    [told] = guild.world.dms_of(guild.maria)
    assert "ana asks whether you take" in pushed(told)
    assert "Renew the certificate" in pushed(told)
    assert "I'm Chivvy" in told.text


async def test_each_question_begins_with_its_task(guild: AtWork) -> None:
    """Days of follow-ups and briefs: nothing begins with small print, a name or nothing."""
    await takes_all(guild, guild.maria)
    await added(guild)
    await added(guild, title="Order the disks", due="tomorrow")
    await guild.later(days=8)
    said = [one for one in guild.world.dms_of(guild.maria) if one.author is guild.world.bot]
    shown = [pushed(one) for one in said]
    assert len(shown) >= 4
    about = ("T-1", "T-2", "Good morning", "certificate", "disks", "ana")
    assert [one for one in shown if one.startswith("-#")] == []
    assert [one for one in shown if not any(word in one for word in about)] == []
