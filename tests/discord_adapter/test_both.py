"""One workspace on two platforms: where people are reached, and what stands on both sides."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from adapters.sandbox.story import TEAM
from core.people.model import Profile, Sender
from tests.discord_adapter.both import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    Both,
    both_at_work,
    code_in,
)
from tests.discord_adapter.discord_server import Seen, permissions
from tests.support.team import Seen as SeenOnSlack

LONG = 30
"""Signs of a line that says something of its own."""
AnySeen = TypeVar("AnySeen", Seen, SeenOnSlack)


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    """A team and a guild in one workspace."""
    async with both_at_work(tmp_path) as found:
        yield found


@pytest.fixture
async def infra(both: Both) -> Both:
    """Ana has joined her accounts; her project lives in #infra of Slack and #talk of the guild."""
    await both.links(ANA, "ana")
    await both.team.types(ANA, INFRA, "/project new Infra migration")
    await both.team.submits(ANA, key="infra", why="Client A leaves", speaks="yes")
    said = await both.slash("ana", "project home", project="infra-migration", where="here")
    assert "#talk and #infra on Slack" in said
    return both


async def test_both_homes_are_shown_from_either_side(infra: Both) -> None:
    """The channel of the reader's own platform stands first."""
    shown = await infra.slash("ana", "project show", project="infra-migration")
    assert "It lives in #talk and #infra on Slack." in shown
    page = await infra.team.types(ANA, INFRA, "/project show")
    assert "It lives in #infra and #talk on Discord." in page.text


async def test_a_home_is_taken_away_where_it_is(infra: Both) -> None:
    """*Off* typed in the guild leaves the channel of Slack alone."""
    said = await infra.slash("ana", "project home", project="infra-migration", where="off")
    assert "It lives in #infra on Slack." in said
    assert "no channel on Discord" in said


async def test_what_is_added_in_either_home_is_the_projects(infra: Both) -> None:
    """A line typed in a home belongs to its project without the #word."""
    await infra.slash("ana", "task add", title="Order the disks")
    await infra.team.types(ANA, INFRA, "/task add Book the van")
    listed = await infra.slash("ana", "task list", filters="#infra-migration")
    assert "Order the disks" in listed
    assert "Book the van" in listed


async def test_the_digest_comes_to_both(infra: Both) -> None:
    """In the morning each channel reads it once."""
    await infra.team.types(ANA, INFRA, "/project digest at 9:00")
    await infra.team.types(ANA, INFRA, "/task add Book the van")
    await infra.team.later(days=1)
    there = [m for m in infra.world.seen_by(infra.people["maria"], infra.talk) if m.text]
    here = await infra.team.sees(MARIA, INFRA)
    assert sum("Infra migration" in m.text for m in there) == 1
    assert sum("Infra migration" in m.text for m in here if not m.private) == 1


async def gives_ana(both: Both, title: str = "Renew the certificate") -> None:
    """Jonas, on Slack, gives Ana a task that is due today; she hears of it."""
    await both.team.types(JONAS, INFRA, f"/task add {title} @ana today 17:00")
    await both.team.later(minutes=5)


def about(messages: Sequence[AnySeen], title: str) -> list[AnySeen]:
    """Those that name a task."""
    return [m for m in messages if title in m.text]


async def test_follow_ups_go_where_the_person_was_last(infra: Both) -> None:
    """The question comes to Discord after a command there, never to both."""
    await gives_ana(infra, "Order the disks")
    assert about(infra.dms("ana"), "Order the disks")
    assert not about(await infra.slack_dms(ANA), "Order the disks")


async def test_to_look_at_a_list_is_to_be_there(infra: Both) -> None:
    """Somebody who reads on Slack, and changes nothing, is reached on Slack."""
    await infra.team.types(ANA, INFRA, "/task list")
    await gives_ana(infra)
    assert about(await infra.slack_dms(ANA), "Renew the certificate")
    assert not about(infra.dms("ana"), "Renew the certificate")


async def test_an_answer_moves_the_next_step(infra: Both) -> None:
    """Asked on Discord, Ana goes on on Slack: the next question comes there, and the old one on
    Discord is one line without buttons, or gone."""
    await gives_ana(infra)
    await infra.team.later(days=1)
    asked = about(infra.dms("ana"), "Renew the certificate")[-1]
    assert "Done" in asked.buttons
    await infra.team.types(ANA, INFRA, "/task list")
    await infra.team.later(days=1)
    again = about(await infra.slack_dms(ANA), "Renew the certificate")
    assert any("Done" in message.buttons for message in again)
    left = [m for m in about(infra.dms("ana"), "Renew the certificate") if "Done" in m.buttons]
    assert left == []


async def test_a_button_on_the_other_side_still_answers(infra: Both) -> None:
    """What was asked on Discord is answered there, though Ana is on Slack by now."""
    await gives_ana(infra)
    await infra.team.later(days=1)
    asked = about(infra.dms("ana"), "Renew the certificate")[-1]
    await infra.team.types(ANA, INFRA, "/task list")
    await infra.world.press(asked.message, "Done", infra.people["ana"])
    await infra.team.settled()
    shown = await infra.team.types(ANA, INFRA, "/task show T-1")
    assert "Ana Ruiz said it is done" in shown.text


async def test_cards_on_both_sides_are_drawn_anew(infra: Both) -> None:
    """A task that stands in a channel of each says on both that it is done."""
    await infra.team.types(ANA, INFRA, "/task add Renew the certificate !share @ana")
    ana = infra.people["ana"]
    shown = await infra.world.slash(ana, infra.talk, "task show", {"task": "T-1"})
    assert shown.response is not None
    await infra.world.select(shown.response, "Show it here", ana)
    await infra.team.settled()
    await infra.slash("ana", "task done", task="T-1")
    here = await infra.team.finds(MARIA, INFRA, "Renew the certificate")
    there = infra.world.finds(infra.people["maria"], "Renew the certificate", where=infra.talk)
    assert "Done" in here.text
    assert "Done" in there.text


def refuses(both: Both) -> None:
    """Ana takes no direct messages on Discord, and no thread can be opened for her."""
    both.world.refuse_dms(both.people["ana"])
    denied = permissions.CREATE_PRIVATE_THREADS
    both.world.allow(both.talk, both.world.bot, deny=denied)


async def test_who_takes_no_messages_here_is_reached_there(infra: Both) -> None:
    """Discord refuses Ana's direct messages: it comes to Slack at once, and once."""
    refuses(infra)
    await gives_ana(infra)
    assert len(about(await infra.slack_dms(ANA), "Renew the certificate")) == 1


async def test_both_sides_show_the_same_list(infra: Both) -> None:
    """One person, one list, wherever it is asked for."""
    await gives_ana(infra)
    await infra.slash("ana", "task add", title="Order the disks", owner=infra.people["ana"])
    here = await infra.team.types(ANA, INFRA, "/task list @ana")
    there = await infra.slash("ana", "task list", filters="@ana")
    for title in ("Renew the certificate", "Order the disks"):
        assert title in here.text
        assert title in there


async def test_who_leaves_one_side_is_here_on_the_other(infra: Both) -> None:
    """Ana leaves the guild: she stays who she is on Slack, and is reached there."""
    infra.world.leave(infra.people["ana"], infra.guild)
    gone = Profile(infra.people["ana"].id, "ana", "ana", active=False)
    await infra.bot.desk.learn(Sender("discord", infra.guild.id, ""), (gone,))
    await gives_ana(infra)
    assert about(await infra.slack_dms(ANA), "Renew the certificate")
    assert "Ana Ruiz" in (await infra.team.types(JONAS, INFRA, "/task show T-1")).text


async def test_who_leaves_both_has_left(infra: Both) -> None:
    """Then nobody is there any more to be told."""
    for platform, team, user in (
        ("discord", infra.guild.id, infra.people["ana"].id), ("slack", TEAM.id, ANA)
    ):  # fmt: skip
        gone = Profile(user, "Ana", "ana", active=False)
        await infra.bot.desk.learn(Sender(platform, team, ""), (gone,))
    said = await infra.team.types(JONAS, INFRA, "/task add Renew the certificate @ana today 17:00")
    assert "Ana Ruiz isn't here any more" in said.text


async def test_the_name_is_that_of_where_they_were_last(infra: Both) -> None:
    """What the guild calls her changes nothing while she is on Slack."""
    await infra.team.types(ANA, INFRA, "/task list")
    there = Profile(infra.people["ana"].id, "ana_the_great", "ana_the_great")
    await infra.bot.desk.learn(Sender("discord", infra.guild.id, ""), (there,))
    await gives_ana(infra)
    assert "Ana Ruiz" in (await infra.team.types(JONAS, INFRA, "/task show T-1")).text


async def test_accounts_are_parted(infra: Both) -> None:
    """*Off* typed in the guild: the list stays on Slack, and messages go there."""
    await gives_ana(infra)
    said = await infra.slash("ana", "task more link", code="off")
    assert "What you had stays with your account on Slack" in said
    assert "Renew the certificate" not in await infra.slash("ana", "task list", filters="@ana")
    assert "Renew the certificate" in (await infra.team.types(ANA, INFRA, "/task list")).text
    await infra.team.later(days=1)
    assert about(await infra.slack_dms(ANA), "Renew the certificate")


async def test_what_is_not_joined_is_not_parted(both: Both) -> None:
    """It says how two are joined."""
    said = await both.slash("jonas", "task more link", code="off")
    assert "Only this account" in said


async def test_a_code_that_was_used_is_no_fault(infra: Both) -> None:
    """Typed again by who is joined already: it says so, and what to look at."""
    shown = await infra.team.types(ANA, INFRA, "/task link")
    said = await infra.slash("ana", "task more link", code=code_in(shown.text))
    assert "joined already" in said


async def test_about_me_is_the_same_on_both(infra: Both) -> None:
    """What is kept of somebody is kept of the person."""
    await gives_ana(infra)
    ana = infra.people["ana"]
    there = (await infra.world.slash(ana, infra.talk, "task more about", {"me": "me"})).text
    here = (await infra.team.types(ANA, INFRA, "/task about me")).text
    kept = [one.strip() for one in here.splitlines() if len(one) > LONG and "/task" not in one]
    missing = [line for line in kept if line not in there.replace("**", "")]
    assert missing == []


async def test_a_code_asked_for_in_a_channel_is_the_askers_alone(both: Both) -> None:
    """Who reads it could become the person who shows it: nobody else in the channel does."""
    jonas = both.people["jonas"]
    await both.team.says(JONAS, INFRA, "@Chivvy link")
    await both.world.say(jonas, both.talk, f"<@{both.world.bot.id}> link")
    await both.world.until(lambda: bool(both.dms("jonas")))
    assert any(m.private and "Your code" in m.text for m in await both.team.sees(JONAS, INFRA))
    assert "Your code" in both.dms("jonas")[-1].text
    read = [m.text for m in await both.team.sees(MARIA, INFRA)]
    read += [m.text for m in both.world.seen_by(both.people["maria"])]
    assert not any("Your code" in text for text in read)


async def test_who_showed_the_code_hears_that_it_worked(both: Both) -> None:
    """On the platform where it was shown, and where to part the accounts again."""
    await both.links(MARIA, "maria")
    (told,) = [m for m in await both.slack_dms(MARIA) if "Your code was typed" in m.text]
    assert "typed on Discord" in told.text and "write to me there: link off" in told.text
    assert not [m for m in both.dms("maria") if "Your code was typed" in m.text]
    code = code_in(await both.slash("jonas", "task more link"))
    await both.team.types(JONAS, INFRA, f"/task link {code}")
    await both.team.settled()
    (heard,) = [m for m in both.dms("jonas") if "Your code was typed" in m.text]
    assert "typed on Slack" in heard.text


async def test_who_showed_the_code_hears_at_night_too(both: Both) -> None:
    """At ten in the evening: it may not have been them who typed it."""
    await both.team.until(MONDAY.replace(hour=22, minute=0))
    await both.links(MARIA, "maria")
    assert any("Your code was typed" in m.text for m in await both.slack_dms(MARIA))


async def test_the_admin_who_showed_the_code_hears_that_it_worked(both: Both) -> None:
    """Two workspaces are one: said to who asked for it."""
    told = await both.slack_dms(ANA)
    assert any("both are one workspace now" in m.text for m in told)


async def test_buttons_of_before_a_join_work_on_both(both: Both) -> None:
    """They carry the number of who became another, and mean who that is now."""
    await both.team.types(ANA, INFRA, "/task add Order the disks")
    offered = await both.team.types(ANA, INFRA, "/task assign T-1 @jonsa")
    button = next(label for label in offered.buttons if "Jonas" in label)
    await both.slash("ana", "task add", title="Order racks")
    await both.world.say(both.people["ana"], both.world.dm(both.people["ana"]), "assign T-2 @jonsa")
    await both.world.until(lambda: any("Jonas" in m.text for m in both.dms("ana")))
    there = both.dms("ana")[-1]
    code = code_in(await both.slash("jonas", "task more link"))
    assert "Joined" in (await both.team.types(JONAS, INFRA, f"/task link {code}")).text
    await both.team.presses(ANA, offered, button)
    label = next(one for one in there.buttons if "Jonas" in one)
    pressed = await both.world.press(there.message, label, both.people["ana"])
    assert pressed.failed is None
    await both.team.settled()
    mine = await both.slash("jonas", "task list")
    assert "Order the disks" in mine and "Order racks" in mine


async def test_a_line_of_a_list_takes_who_is_on_discord_only(both: Both) -> None:
    """On Slack a select stands in each row, beside the picker."""
    await both.slash("jonas", "task list")
    jonas = Sender("discord", both.guild.id, both.people["jonas"].id)
    known = await both.bot.store.read(
        lambda unit: unit.of(1).people.by_account("discord", jonas.user)
    )
    assert known is not None
    await both.team.types(ANA, INFRA, "/task add\n- Order the disks\n- Mend the fence")
    await both.team.submits(ANA, **{"line_0.other": f"={known.id}", "line_1.other": "=0"})
    told = await both.slash("jonas", "task list")
    assert "Order the disks" in told and "Mend the fence" not in told


async def test_a_form_of_slack_lists_who_is_on_discord_only(both: Both) -> None:
    """And gives the task to who is chosen there."""
    await both.slash("maria", "task list")
    added = await both.team.types(ANA, INFRA, "/task add Order the disks friday")
    await both.team.presses(ANA, added, "Edit")
    form = await both.team.form(ANA)
    beside = next(b for b in form["blocks"] if b["block_id"] == "elsewhere_owner")
    options = {o["text"]["text"]: o["value"] for o in beside["element"]["options"]}
    await both.team.submits(ANA, elsewhere_owner=options["maria"])
    assert "Order the disks" in await both.slash("maria", "task list")
