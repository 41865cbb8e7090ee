"""What a push shows of a message on Discord: its first words, which say what it is about.

A message of components has no text beside them: the first text of the first component is what
clients show.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from adapters.discord.render import render_message
from adapters.discord.render.paper import TEXT, parts_of
from core.kernel.text import Words
from core.screens import views as v
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all
from tests.support.any_views import READERS, VIEWS

MANY = settings(
    max_examples=40, deadline=None, phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example,
        HealthCheck.filter_too_much,
    ],
)  # fmt: skip
INTRO = ((Words("I'm Chivvy."),), (Words("Answer in words."),))


def first_words(components: Sequence[dict[str, Any]]) -> str:
    """The first line of the first text."""
    texts = [
        part["content"] for one in components for part in parts_of(one) if part["type"] == TEXT
    ]
    return texts[0].split("\n")[0] if texts else ""


@MANY
@given(view=VIEWS[v.Bundle], reader=READERS)
def test_a_question_comes_before_who_we_are(view: v.View, reader: v.Reader) -> None:
    """Whatever else stands in the bundle."""
    assert isinstance(view, v.Bundle)
    assume(view.asks)
    first = replace(view.asks[0], words=((Words("Ana asks for T-1."),),), answered=())
    whole = replace(view, asks=(first, *view.asks[1:]), intro=INTRO)
    assert first_words(render_message(whole, reader).components).startswith("Ana asks for T-1.")


@MANY
@given(view=VIEWS[v.Brief], reader=READERS)
def test_a_brief_begins_with_its_greeting(view: v.View, reader: v.Reader) -> None:
    """How many wait today, before any list, and before that we were away."""
    assert isinstance(view, v.Brief)
    whole = replace(view, greeting=(Words("Good morning, 2 for today:"),), intro=INTRO)
    shown = first_words(render_message(whole, reader).components)
    assert shown == "Good morning, 2 for today:"


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
