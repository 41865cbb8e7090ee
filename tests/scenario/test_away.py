"""What people say to Chivvy while it is away: offered when it is back, each once, not just done."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.sandbox.model import Message
from adapters.slack.events import incoming
from core.kernel.audience import System
from core.kernel.refs import TaskId, WorkspaceId
from core.unit import Unit
from tests.support.team import Team, team_at_work

ANA, MARIA, INFRA, HIRING = "U0ANA", "U0MARIA", "C0INFRA", "C0HIRING"
START = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""A Monday morning in Berlin."""


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    """Maria has a task, and its message; Chivvy has looked around once."""
    async with team_at_work(start=START, data_dir=tmp_path / "data") as team:
        await prepared(team)
        yield team


async def prepared(team: Team) -> None:
    """Before anybody is away."""
    await team.types(ANA, INFRA, "/task add Renew the certificate @maria thursday")
    await team.settled()
    await team.run.bot.away.look()


def unheard(team: Team, who: str, where: str, text: str, thread: str | None = None) -> str:
    """Said while nobody listens: Slack has it, and its event reaches nobody."""
    ws = team.run.sandbox.workspace
    said = Message(ws.mint.ts(), where, who, text, [], thread_ts=thread)
    ws.keep(said)
    return said.ts


async def away_for(team: Team, *said: tuple[str, str, str], **span: float) -> None:
    """Chivvy is down for so long; *said* meanwhile: who, where, what."""
    back = team.run.hand.now() + timedelta(**span)
    await team.run.bot.stop()
    for who, where, text in said:
        unheard(team, who, where, text)
    await team.restarts(at=back)
    await team.run.bot.away.look()
    await team.settled()


async def offers(team: Team, who: str = MARIA) -> list[str]:
    """The offers that somebody has."""
    return [m.text for m in await team.dm(who) if "While I was away" in m.text]


async def status(team: Team) -> str:
    """How the task stands, as Ana reads it."""
    return (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_a_command_is_offered_not_done(team: Team) -> None:
    """With the words, the time, and two buttons; the task is as it was."""
    await away_for(team, (MARIA, "D0MARIA", "start T-1"), hours=3)
    [offer] = await offers(team)
    assert "start T-1" in offer and "09:" in offer and "12:" in offer
    assert "Slash commands" in offer
    seen = (await team.dm(MARIA))[-1]
    assert list(seen.buttons)[:2] == ["Do it", "No"]
    assert "in progress" not in await status(team)


async def test_do_it_does_it(team: Team) -> None:
    """As if it had been heard: by its writer, with its answer."""
    await away_for(team, (MARIA, "D0MARIA", "start T-1"), hours=3)
    await team.presses(MARIA, (await team.dm(MARIA))[-1], "Do it")
    assert "in progress" in (await status(team)).lower()


async def test_no_leaves_it(team: Team) -> None:
    """Nothing happens, and it is said that nothing did."""
    await away_for(team, (MARIA, "D0MARIA", "done T-1"), hours=3)
    said = await team.presses(MARIA, (await team.dm(MARIA))[-1], "No")
    assert said is not None and "Left as it is" in said.text
    assert "done" not in (await status(team)).lower().split("details")[0]


async def test_do_it_twice_is_once(team: Team) -> None:
    """A second press of the same offer adds no second task."""
    await away_for(team, (MARIA, "D0MARIA", "add Call the printer friday"), hours=3)
    offer = await team.finds(MARIA, "D0MARIA", "While I was away")
    await team.presses(MARIA, offer, "Do it")
    await team.presses(MARIA, offer, "Do it")
    listed = (await team.types(MARIA, INFRA, "/task list @me")).text
    assert listed.count("Call the printer") == 1


async def test_prose_becomes_nothing(team: Team) -> None:
    """What was no command is not held against anybody."""
    await away_for(team, (MARIA, "D0MARIA", "thanks, the printer works again"), hours=3)
    assert await offers(team) == []


async def test_each_is_offered_once(team: Team) -> None:
    """Another outage reads the same hours again and offers nothing twice."""
    await away_for(team, (MARIA, "D0MARIA", "start T-1"), hours=3)
    await away_for(team, hours=1)
    assert len(await offers(team)) == 1


async def test_an_event_that_comes_after_all_is_not_done_twice(team: Team) -> None:
    """Slack brings the message again when it was offered already: the offer stands, once."""
    await away_for(team, (MARIA, "D0MARIA", "start T-1"), hours=3)
    ws = team.run.sandbox.workspace
    said = [m for m in ws.messages["D0MARIA"].values() if m.text == "start T-1"][-1]
    event = {
        "type": "message", "channel_type": "im", "channel": "D0MARIA", "user": MARIA,
        "text": said.text, "ts": said.ts, "team": "T0SANDBOX",
    }  # fmt: skip
    told = incoming({"team_id": "T0SANDBOX", "event": event, "event_id": "Ev1"}, ws.bot)
    assert told is not None
    await team.run.bot.desk.receive(told.key, told.sender, told.encode())
    await team.settled()
    assert len(await offers(team)) == 1
    assert "in progress" not in (await status(team)).lower()


async def test_what_was_heard_is_not_offered(team: Team) -> None:
    """Done before the outage began, though its hours are read again."""
    await team.says(MARIA, "D0MARIA", "start T-1")
    await away_for(team, hours=3)
    assert await offers(team) == []


async def test_a_short_absence_is_bridged_by_the_platform(team: Team) -> None:
    """Under five minutes nothing is read."""
    await away_for(team, (MARIA, "D0MARIA", "start T-1"), minutes=4)
    assert await offers(team) == []


async def test_a_mention_in_a_thread_is_offered_to_its_writer(team: Team) -> None:
    """In direct messages, where it stays; carried out as if said in the thread."""
    ts = await team.says(ANA, INFRA, "Who takes the printer?")
    await team.captures(ANA, INFRA, ts)
    await team.submits(ANA, owner=MARIA)
    ws = team.run.sandbox.workspace
    back = team.run.hand.now() + timedelta(hours=2)
    await team.run.bot.stop()
    unheard(team, MARIA, INFRA, f"<@{ws.bot}> start", thread=ts)
    unheard(team, MARIA, INFRA, "I talk to Ana, not to you: start T-2", thread=ts)
    await team.restarts(at=back)
    await team.run.bot.away.look()
    await team.settled()
    assert len(await offers(team)) == 1
    await team.presses(MARIA, (await team.dm(MARIA))[-1], "Do it")
    shown = (await team.types(ANA, INFRA, "/task show T-2")).text
    assert "in progress" in shown.lower()


async def test_a_mention_in_a_channel_is_offered_to_its_writer(team: Team) -> None:
    """In direct messages; done as if said in the channel. What was not said to us stays there."""
    bot = team.run.sandbox.workspace.bot
    said = (MARIA, INFRA, f"<@{bot}> add Order the disks")
    await away_for(team, said, ("U0JONAS", INFRA, "start T-1, said nobody"), hours=2)
    [offer] = await offers(team)
    assert "Order the disks" in offer and not await offers(team, "U0JONAS")
    seen = [m for m in await team.sees("U0JONAS", INFRA) if "Order the disks" in m.text]
    assert [m.user for m in seen] == [MARIA]
    await team.presses(MARIA, (await team.dm(MARIA))[-1], "Do it")
    assert "Order the disks" in (await team.types(ANA, INFRA, "/task show T-2")).text


async def test_a_mention_in_a_private_channel(team: Team) -> None:
    """Its writer alone reads the words again, and the task stays where they were said."""
    bot = team.run.sandbox.workspace.bot
    await team.invites(bot, HIRING)
    await team.types(ANA, HIRING, "/task list")
    await away_for(team, (ANA, HIRING, f"<@{bot}> add Sell the company"), hours=2)
    [offer] = await offers(team, ANA)
    assert "Sell the company" in offer
    await team.presses(ANA, (await team.dm(ANA))[-1], "Do it")
    assert "Sell the company" in (await team.types(ANA, HIRING, "/task search company")).text
    assert "Sell the company" not in (await team.types(MARIA, INFRA, "/task search company")).text


async def test_talk_in_the_thread_of_a_task_counts(team: Team) -> None:
    """A task that people talked about meanwhile is not quiet; of what they said nothing is kept."""
    ts = await team.says(ANA, INFRA, "Who takes the printer?")
    await team.captures(ANA, INFRA, ts)
    await team.submits(ANA, owner=MARIA)
    said = team.run.hand.now() + timedelta(hours=2)
    await team.run.bot.stop()
    unheard(team, "U0JONAS", INFRA, "I called them about T-1, they come tomorrow", thread=ts)
    await team.restarts(at=said)
    await team.run.bot.away.look()
    await team.settled()
    assert await team.run.bot.store.read(touched) >= said
    assert not [m for m in await team.dm("U0JONAS") if "T-1" in m.text]


def touched(unit: Unit) -> datetime:
    """When something last happened to the second task."""
    task = unit.of(WorkspaceId(1)).tasks(System("dispatch")).get(TaskId(2))
    assert task is not None
    return task.touched_at


async def test_what_was_written_twice_is_offered_once(team: Team) -> None:
    """Who gets no answer says it again."""
    said = (MARIA, "D0MARIA", "start T-1")
    await away_for(team, said, said, hours=2)
    assert len(await offers(team)) == 1


async def test_a_history_that_may_not_be_read(team: Team) -> None:
    """What can be read is offered; of the rest the log says how much it was."""
    await team.types(ANA, INFRA, "/task add Other parcel @jonas friday")
    await team.settled()
    faults = team.run.sandbox.faults
    faults.fail_next("conversations.history", error="missing_scope")
    await away_for(
        team, (MARIA, "D0MARIA", "start T-1"), ("U0JONAS", "D0JONAS", "start T-2"), hours=3
    )
    assert len(await offers(team)) + len(await offers(team, "U0JONAS")) == 1


async def test_a_history_that_is_limited(team: Team) -> None:
    """Slack asks to wait for a second: it is waited for, and read."""
    team.run.sandbox.faults.rate_limit("conversations.history", 1)
    await away_for(team, (MARIA, "D0MARIA", "start T-1"), hours=3)
    assert len(await offers(team)) == 1


async def test_a_jump_of_the_clock_is_no_outage(team: Team) -> None:
    """In the sandbox time is moved while Chivvy listens: nothing was missed."""
    unheard(team, MARIA, "D0MARIA", "start T-1")
    await team.later(hours=5)
    await team.run.bot.away.look()
    await team.settled()
    assert await offers(team) == []


async def brief_of(team: Team, who: str, **span: float) -> str:
    """The newest brief after so much time."""
    await team.later(**span)
    await team.settled()
    found = [m.text for m in await team.dm(who) if "Good morning" in m.text]
    return found[-1] if found else ""


AWAY = "slash commands of that time did not reach me"


async def test_the_next_brief_says_so_once(team: Team) -> None:
    """From when to when, to whoever has a brief anyway: nobody knows who typed."""
    await team.types(ANA, INFRA, "/task add Call the printer @maria tomorrow")
    await away_for(team, hours=3)
    said = await brief_of(team, MARIA, days=1)
    assert AWAY in said
    assert "I was away from Mon 23 Nov 09:30 to 12:30" in said
    assert AWAY not in await brief_of(team, MARIA, days=1)
    assert not [m for m in await team.dm("U0PRIYA") if AWAY in m.text]


async def test_a_brief_that_was_due_meanwhile_says_so(team: Team) -> None:
    """Down overnight, back at ten: the brief that comes then is the one that tells."""
    await team.types(ANA, INFRA, "/task add Call the printer @maria tomorrow")
    await away_for(team, hours=24)
    said = await brief_of(team, MARIA, minutes=1)
    assert AWAY in said and "Mon 23 Nov 09:30" in said


async def test_a_short_absence_is_told_to_nobody(team: Team) -> None:
    """Under five minutes."""
    await team.types(ANA, INFRA, "/task add Call the printer @maria tomorrow")
    await away_for(team, minutes=4)
    assert AWAY not in await brief_of(team, MARIA, days=1)


async def test_what_could_not_be_read_is_told_to_admins(team: Team) -> None:
    """In one line, in a brief that comes for it; the others hear only that we were away."""
    await team.types(ANA, INFRA, "/task add Call the printer @maria tomorrow")
    await team.run.bot.store.write(make_admin, workspace=1)
    team.run.sandbox.faults.fail_next("conversations.history", error="missing_scope")
    await away_for(team, hours=3)
    unread = "1 conversation of the time from"
    assert unread in await brief_of(team, ANA, days=1)
    assert unread not in await brief_of(team, MARIA, minutes=1)
    assert unread not in await brief_of(team, ANA, days=1)


def make_admin(unit: Unit) -> None:
    """Ana."""
    for number in unit.directory.workspaces():
        people = unit.of(number).people
        [ana] = people.by_name("Ana Ruiz")
        people.save_person(replace(ana, admin=True))
