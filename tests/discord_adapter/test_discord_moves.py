"""A task goes into another project on Discord: typed options, completion, form and question."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, with two projects."""
    async with at_work(tmp_path) as found:
        await found.opens_project(found.ana, found.infra)
        shop = found.world.channel(found.guild, "plans")
        await found.opens_project(found.ana, shop, "Web shop")
        yield found


async def _moves(guild: AtWork, **options: object) -> str:
    done = await guild.world.slash(guild.ana, guild.infra, "task more move", options)
    return str(done.text)


async def test_it_goes_by_its_options(guild: AtWork) -> None:
    """By what was completed, by its name, and out of all."""
    await added(guild)
    assert "is in #web-shop now" in await _moves(guild, task="T-1", project="#web-shop")
    assert "is in #infra now" in await _moves(guild, task="T-1", project="Infra")
    assert "is in no project now" in await _moves(guild, task="T-1", project="none")


async def test_a_slip_is_answered_with_the_nearest(guild: AtWork) -> None:
    """As Discord spells what to type."""
    await added(guild)
    answer = await _moves(guild, task="T-1", project="web-shpo")
    assert "Did you mean #web-shop" in answer and "project: #web-shop" in answer


async def test_projects_are_completed_and_none_too(guild: AtWork) -> None:
    """What is offered can be sent as it is."""
    found = await guild.world.autocomplete(guild.ana, guild.infra, "task more move", "project", "")
    assert set(found.choices) >= {"#infra · Infra", "#web-shop · Web shop", "No project"}


async def test_the_task_alone_opens_the_form(guild: AtWork) -> None:
    """With the project that it is in."""
    await added(guild)
    form = await guild.world.slash(guild.ana, guild.infra, "task more move", {"task": "T-1"})
    assert form.modal is not None and "Web shop" in str(form.modal)


async def test_several_go_by_the_form_of_a_list(guild: AtWork) -> None:
    """The project stands on the second page, and is asked for before anything is shown."""
    for title in ("Order disks", "Copy the data"):
        await guild.world.slash(guild.ana, guild.infra, "task add", {"title": title})
    words = {"task": "T-1 T-2"}
    opened = await guild.world.slash(guild.ana, guild.infra, "task more move", words)
    assert opened.modal is not None, opened.text
    step = await guild.world.submit_modal(opened, {})
    assert step.response is not None, step
    second = await guild.world.press(step.response, "Go on", guild.ana)
    shown = await guild.world.submit_modal(second, {"Project": "#web-shop · Web shop"})
    assert "Move 2 tasks to #web-shop?" in shown.text, (second.modal, shown.text)
    assert shown.response is not None
    done = await guild.world.press(shown.response, "Apply", guild.ana)
    assert "2 tasks are in #web-shop now" in done.text
