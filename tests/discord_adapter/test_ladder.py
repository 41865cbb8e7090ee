"""How firmly a project follows up, as Discord's options say it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.guild_at_work import AtWork, at_work


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild with a project in #infra that Ana leads."""
    async with at_work(tmp_path) as found:
        await found.opens_project(found.ana, found.infra)
        await found.settled()
        yield found


async def test_alone_it_opens_the_form_of_all_rules(guild: AtWork) -> None:
    """Every option can be left out in the project's home."""
    opened = await guild.world.slash(guild.ana, guild.infra, "project ladder", {})
    assert opened.failed is None and opened.modal is not None


async def test_one_rule_is_set_and_a_bad_one_refused_with_an_example(guild: AtWork) -> None:
    """The rule has a field of its own beside the ladder's name."""
    rule = {"project": "infra", "rule": "blocked.lead_days 4"}
    done = await guild.world.slash(guild.ana, guild.infra, "project ladder", rule)
    await guild.settled()
    assert "4" in guild.world.finds(guild.ana, "blocked").text, done
    bad = {"project": "infra", "rule": "blocked.lead_days -4"}
    await guild.world.slash(guild.ana, guild.infra, "project ladder", bad)
    await guild.settled()
    assert guild.world.finds(guild.ana, "a step comes after 1 at the earliest").text


async def test_who_has_no_task_is_offered_too(guild: AtWork) -> None:
    """To the lead who decides, as on Slack: everybody of a small team, with what they have."""
    await guild.world.slash(guild.jonas, guild.infra, "task list")
    firm = {"project": "infra", "ladder": "firm"}
    await guild.world.slash(guild.ana, guild.infra, "project ladder", firm)
    late = {"title": "Order disks", "owner": guild.maria, "due": "tomorrow"}
    await guild.world.slash(guild.maria, guild.infra, "task add", late)
    await guild.later(days=9)
    lead = guild.world.dm(guild.ana)
    asked = guild.world.finds(guild.ana, "What shall become of it?", where=lead)
    assert "ana 0, jonas 0" in asked.text, asked.text
