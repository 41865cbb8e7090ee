"""People of a joined workspace who are on the other platform only: found and chosen here too."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.kernel.tokens import Token
from core.people.model import Profile, Role
from core.screens.views import Echo, Form
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_linking import SLACK, joined


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild in one workspace with a team on Slack, where Benedict is."""
    async with at_work(tmp_path, elsewhere=True) as found:
        people = (
            Profile("U0ANA", "Ana", "ana", zone="UTC", role=Role.MEMBER, owner=True),
            Profile("U0BEN", "Benedict Racks", "benedict", zone="UTC", role=Role.MEMBER),
        )
        await found.bot.desk.learn(SLACK, people)
        await joined(found)
        await found.world.slash(found.ana, found.infra, "task list")
        yield found


async def adds(guild: AtWork, title: str, **more: object) -> Outcome:
    """Ana adds a task on Discord."""
    return await guild.world.slash(guild.ana, guild.infra, "task add", {"title": title, **more})


async def test_a_name_in_the_title_is_found(guild: AtWork) -> None:
    """Also where the date was filled in by itself."""
    done = await adds(guild, "Order the racks @benedict", due="friday")
    assert "Benedict Racks" in done.text
    assert "Order the racks\n" in done.text
    assert "Fri 4 Dec" in done.text


async def test_a_whole_name_is_found(guild: AtWork) -> None:
    """As it is shown, with a blank in it, wherever it stands."""
    done = await adds(guild, "Ask @Benedict Racks about the racks friday")
    assert "Ask about the racks\n" in done.text or "about the racks\n" in done.text
    assert "Benedict Racks ·" in done.text
    assert "Fri 4 Dec" in done.text
    typed = await guild.bot.desk.words(SLACK, "add Order the cables @benedict racks", "whole")
    assert isinstance(typed, Echo)
    assert typed.facts.line.title == "Order the cables"


async def test_a_name_is_completed_in_an_option(guild: AtWork) -> None:
    """The option beside Discord's own takes a name, and completes it."""
    typed = await guild.world.autocomplete(
        guild.ana, guild.infra, "task add", "owner_elsewhere", "ben", {"title": "Order the racks"}
    )
    assert typed.choices == ["Benedict Racks (@benedict)"]
    done = await adds(guild, "Order the racks", owner_elsewhere="@benedict")
    assert "Benedict Racks" in done.text


async def test_a_verb_about_somebody_takes_either(guild: AtWork) -> None:
    """Where a person is needed, a name is enough; without both it is said what is missing."""
    await adds(guild, "Order the racks", owner=guild.ana)
    options = {"task": "T-1", "person_elsewhere": "benedict"}
    done = await guild.world.slash(guild.ana, guild.infra, "task assign", options)
    assert "Benedict Racks" in done.text
    nobody = await guild.world.slash(guild.ana, guild.infra, "task assign", {"task": "T-1"})
    assert "Who shall get it?" in nobody.text


async def test_a_few_are_chosen_from_a_list(guild: AtWork) -> None:
    """Who is on Slack only stands in a select beside the picker of members."""
    done = await adds(guild, "Order the racks")
    assert done.response is not None
    form = await guild.world.press(done.response, "Choose somebody", guild.ana)
    assert "priya" not in str(form.modal)
    kept = await guild.world.submit_modal(form, {"Or somebody on Slack": "Benedict Racks"})
    assert "Benedict Racks" in kept.text


async def test_who_is_picked_takes_the_place_of_who_is_elsewhere(guild: AtWork) -> None:
    """The list still says who it was: the picker was changed, so it counts."""
    done = await adds(guild, "Order the racks", owner_elsewhere="benedict", due="friday")
    assert done.response is not None
    await guild.world.slash(guild.priya, guild.infra, "task list")
    first = await guild.world.press(done.response, "Edit", guild.ana)
    step = await guild.world.submit_modal(first, {"0.owner": guild.priya})
    assert step.response is not None
    await guild.world.press(step.response, "Save as it is", guild.ana)
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "priya" in shown.text and "Benedict" not in shown.text.split("\n")[0]


async def test_the_line_of_a_list_takes_who_is_elsewhere(guild: AtWork) -> None:
    """In the window of the line by itself; who is picked there afterwards replaces them."""
    await guild.says(guild.ana, guild.world.dm(guild.ana), "add Order the disks\nMend the fence")
    offer = guild.world.dms_of(guild.ana)[-1]
    opened = await guild.world.press(offer.message, "Open the form", guild.ana)
    review = await guild.world.submit_modal(opened, {})
    assert review.response is not None
    for line, filled, told in (
        ("Order the disks", {"other": "Benedict Racks"}, "Order the disks** · Benedict Racks"),
        ("Mend the fence", {"other": "Benedict Racks"}, "Mend the fence** · Benedict Racks"),
        ("Mend the fence", {"owner": guild.priya}, "Mend the fence** · priya"),
    ):
        window = await guild.world.press(review.response, line, guild.ana)
        review = await guild.world.submit_modal(window, filled)
        assert told in review.text and review.response is not None
    await guild.world.press(review.response, "Save", guild.ana)
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "Benedict Racks" in shown.text


async def crowd(guild: AtWork) -> None:
    """More people on Slack than a list takes."""
    many = [Profile(f"U1{n}", f"Person {n}", f"p{n}", role=Role.MEMBER) for n in range(30)]
    await guild.bot.desk.learn(SLACK, tuple(many))


async def test_a_name_is_typed_in_a_form(guild: AtWork) -> None:
    """Beside the picker, where there are many; a slip of it is answered, and nothing is lost."""
    await crowd(guild)
    done = await adds(guild, "Order the racks")
    assert done.response is not None
    form = await guild.world.press(done.response, "Choose somebody", guild.ana)
    refused = await guild.world.submit_modal(form, {"Or somebody on Slack, by name": "benedikt"})
    assert "Benedict Racks" in refused.text
    assert refused.response is not None
    again = await guild.world.press(refused.response, "Correct it", guild.ana)
    assert "benedikt" in str(again.modal)
    kept = await guild.world.submit_modal(again, {"Or somebody on Slack, by name": "@benedict"})
    assert "Benedict Racks" in kept.text


async def test_an_owner_who_is_elsewhere_is_kept(guild: AtWork) -> None:
    """A form about the task shows who it is, and does not take it away."""
    done = await adds(guild, "Order the racks", owner_elsewhere="benedict", due="friday")
    assert done.response is not None
    first = await guild.world.press(done.response, "Edit", guild.ana)
    assert "Benedict Racks" in str(first.modal)
    step = await guild.world.submit_modal(first, {"0.title": "Order both racks"})
    assert step.response is not None
    await guild.world.press(step.response, "Save as it is", guild.ana)
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "Order both racks" in shown.text
    assert "Benedict Racks" in shown.text


async def test_whom_a_slip_means_can_be_pressed(guild: AtWork) -> None:
    """Whoever is offered for a misspelt name, on whichever platform, is taken."""
    await adds(guild, "Order the racks", owner=guild.ana)
    await guild.says(guild.ana, guild.infra, f"<@{guild.world.bot.id}> assign T-1 @benedikt")
    asked = guild.world.dms_of(guild.ana)[-1]
    await guild.world.press(asked.message, "Benedict Racks", guild.ana)
    await guild.settled()
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "Benedict Racks" in shown.text


async def test_on_slack_who_is_on_discord_only(guild: AtWork) -> None:
    """Typed by name, or in the field beside the picker."""
    desk = guild.bot.desk
    await guild.world.slash(guild.priya, guild.infra, "task list")
    typed = await desk.words(SLACK, "add Order the disks @priya friday", "typed")
    assert isinstance(typed, Echo)
    assert "priya" in str(typed.lines)
    form = await desk.form(replace(SLACK), Token.decode("choose_owner.t1"))
    assert isinstance(form, Form)
    assert [each.name for each in form.fields] == ["about", "owner", "elsewhere_owner"]
    options = {each.label: each.value for each in form.fields[2].options}
    values = {"owner": None, "elsewhere_owner": options["priya"]}
    await desk.submit(SLACK, Token.decode(form.token), values, "form")
    await guild.later(minutes=2)
    assert "Order the disks" in guild.world.dms_of(guild.priya)[-1].text


async def test_alone_on_a_platform_nothing_is_asked_twice(tmp_path: Path) -> None:
    """Where nobody is elsewhere, no option and no field is about them."""
    async with at_work(tmp_path) as guild:
        done = await adds(guild, "Order the racks")
        assert done.response is not None
        form = await guild.world.press(done.response, "Choose somebody", guild.ana)
        assert "Or somebody" not in str(form.modal)
        with pytest.raises(AssertionError, match="no option"):
            await adds(guild, "Order the disks", owner_elsewhere="benedict")
