"""Presses, events and platforms that go wrong: one effect each, and nothing lost."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp

from core.kernel.audience import System
from core.tasks.model import Status
from tests.faults.test_delivery import WORKSPACE, raise_budget
from tests.scenario.cast import (
    ANA,
    BOT,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    december,
    from_bot,
    in_attention,
    november,
    open_infra,
    when,
)
from tests.support.soak import counted, soak
from tests.support.team import Seen, Team, team_at_work

DNS = "T-1 Migrate DNS"


async def press_raw(team: Team, who: str, message: Seen, press: Mapping[str, Any]) -> None:
    """One press, without waiting for what comes of it."""
    container = {"type": "message", "channel": message.channel, "ts": message.ts}
    await team.page.post("action", **{"as": who, "container": container, **press})


async def test_a_double_click_has_one_effect() -> None:
    """Two presses of *Not mine* at once: the task came back once, and both are answered kindly."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")
        given = await team.hears(MARIA, f"{DNS} is yours now.")
        press = given.buttons["Not mine"]
        await asyncio.gather(*(press_raw(team, MARIA, given, press) for _ in range(2)))
        await team.settled()
        answers = [m for m in await team.dm(MARIA) if m.private]
        assert answers and not [m for m in answers if "wrong on my side" in m.text]
        assert not [m for m in await from_bot(team, ANA) if "came back twice" in m.text]


async def test_a_button_of_a_closed_task_answers_how_it_stands() -> None:
    """A press on an old message is answered with what holds now."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")
        given = await team.hears(MARIA, f"{DNS} is yours now.")
        press, hold = given.buttons["I'm on it"], team.run.sandbox.faults.hold_next("chat.update")
        await team.page.post(
            "command", **{"as": ANA, "channel": INFRA, "text": "/task assign T-1 @jonas"}
        )
        await hold.reached.wait()
        await press_raw(team, MARIA, given, press)
        hold.release()
        await team.settled()
        answer = [m for m in await team.dm(MARIA) if m.private][-1]
        assert "That's for Jonas Weber, Ana Ruiz to do." in answer.text


async def test_the_same_event_twice_is_one() -> None:
    """Slack delivers an event again: it is carried out once."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.says(ANA, INFRA, "@chivvy add Order disks @maria friday")
        message = next(m for m in await team.sees(ANA, INFRA) if m.ts == said)
        event = {"type": "app_mention", "user": ANA, "channel": INFRA, "ts": said,
                 "text": f"<@{BOT}> add Order disks <@{MARIA}> friday",
                 "channel_type": "channel", "event_ts": said}  # fmt: skip
        team.run.sandbox.emit("app_mention", event)
        await team.settled()
        assert message.text
        listed = await team.types(ANA, INFRA, "/task list @maria")
        assert listed.text.count("Order disks") == 1


async def test_a_card_deleted_by_hand_stays_deleted() -> None:
    """The card goes, reminders go on, and nothing posts it again."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.says(JONAS, INFRA, "The certificate expires on tuesday")
        await team.captures(ANA, INFRA, said)
        await team.submits(ANA, title="Renew certificate", owner=MARIA, due="24 nov 17:00")
        card = await team.finds(SAM, INFRA, "T-1 · Renew certificate", thread=said)
        team.run.sandbox.faults.delete_message(INFRA, card.ts)
        await team.types(MARIA, INFRA, "/task start T-1")
        await team.until(november(25, 10))
        asked = await team.hears(MARIA, "T-1 Renew certificate was due")
        assert when(asked) == november(25, 9)
        assert not [m for m in await team.sees(SAM, INFRA, said) if m.user == BOT]


async def test_a_direct_message_deleted_by_hand_stops_nothing() -> None:
    """The question is deleted; the next step comes all the same."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.until(november(25, 10))
        asked = await team.hears(MARIA, f"{DNS} was due")
        team.run.sandbox.faults.delete_message(f"D{MARIA[1:]}", asked.ts)
        await team.until(november(26, 10))
        again = await team.hears(MARIA, f"{DNS} was due", "still open")
        assert when(again) == november(26, 9)


async def test_an_archived_channel_passes_it_on_to_the_lead() -> None:
    """Nobody can be asked in the channel: the climb goes on to the lead, and nothing loops."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(ANA, INFRA, "/task add Cut over @jonas 11 dec after T-1")
        await team.until(november(26, 12))
        team.run.sandbox.faults.archive(INFRA)
        await team.until(december(2, 12))
        lead = await team.hears(ANA, f"{DNS} was due", "What shall become of it?")
        assert when(lead) <= december(1, 9)


async def test_somebody_who_refuses_messages_holds_the_climb() -> None:
    """Maria refuses direct messages: nobody is told that she did not answer; later she is asked."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(ANA, INFRA, "/task add Cut over @jonas 11 dec after T-1")
        await team.settled()
        team.run.sandbox.faults.refuse_dms(MARIA)
        await team.until(december(1, 12))
        assert not [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text]
        assert not [m for m in await from_bot(team, ANA) if "What shall become" in m.text]
        team.run.sandbox.faults.refuse_dms(MARIA, refused=False)
        await team.until(december(3, 12))
        await team.hears(MARIA, f"{DNS} was due")


async def test_a_revoked_token_loses_nothing() -> None:
    """The token is revoked: calls stop, what is owed waits, and comes when the token is back."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.settled()
        team.run.sandbox.faults.revoke_token()
        await team.until(november(25, 10))
        calls = len(_calls(team))
        await team.until(november(26, 10))
        assert len(_calls(team)) - calls <= 2, "a suspended installation is left alone"
        team.run.sandbox.faults.restore_token()
        await team.restarts()
        await team.later(hours=1)
        await team.hears(MARIA, f"{DNS} was due")


def _calls(team: Team) -> list[dict[str, Any]]:
    entries = team.run.sandbox.log.after(0)
    return [entry for entry in entries if "chat.postMessage" in repr(entry)]


async def test_buttons_work_weeks_later_after_a_restart(tmp_path: Path) -> None:
    """The bot was down for three weeks: one message each, and old buttons answer as ever."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(ANA, INFRA, "/task add Cut over @jonas 4 jan after T-1")
        await team.until(november(25, 10))
        before = {m.ts for m in await from_bot(team, MARIA)}
        asked = await team.hears(MARIA, f"{DNS} was due")
        await team.restarts(at=december(16, 10))
        await team.settled()
        late = [m for m in await from_bot(team, MARIA) if m.ts not in before]
        steps = [m for m in late if "Good morning" not in m.text]
        assert len(steps) == 1, [m.text for m in late]
        assert not [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text]
        await team.presses(MARIA, steps[0], "Done")
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "Done" in shown.text or "check" in shown.text
        assert asked.text


@soak
async def test_buttons_of_every_message_work_after_a_restart(tmp_path: Path) -> None:
    """Each message asks about a task; the next process takes every answer."""
    most = counted(6, 500)
    async with team_at_work(start=MONDAY, data_dir=tmp_path) as team:
        await open_infra(team)
        await raise_budget(team)
        for number in range(most):
            await team.types(ANA, INFRA, f"/task add Parcel {number} @maria in 10 days")
            await team.settled()
        await team.restarts()
        given = [m for m in await from_bot(team, MARIA) if "I'm on it" in m.buttons]
        for message in given:
            await press_raw(team, MARIA, message, message.buttons["I'm on it"])
        await team.settled()
        tasks = await team.run.bot.store.read(
            lambda unit: unit.of(WORKSPACE).tasks(System("dispatch")).many(range(1, most + 1))  # type: ignore[arg-type]
        )
        assert [task.status for task in tasks.values()] == [Status.IN_PROGRESS] * most


async def test_a_crowded_channel_is_told_one_line_each() -> None:
    """Two tasks in trouble on one day share the day's one message."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for title, helper in (("Migrate DNS", "@jonas"), ("Order disks", "@jonas")):
            await team.types(ANA, INFRA, f"/task add {title} @maria 11 dec")
            number = "T-1" if title == "Migrate DNS" else "T-2"
            await team.types(MARIA, INFRA, f"/task block {number} no rights {helper}")
        await team.until(november(23, 15))
        parents = [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text]
        assert len(parents) == 1 and "2 of 2 open" in parents[0].text
        assert len(await in_attention(team, SAM)) == 2


async def test_the_page_refuses_what_is_no_object() -> None:
    """The sandbox's door: a body that is no JSON object is refused, the bot goes on."""
    async with team_at_work(start=MONDAY) as team, aiohttp.ClientSession() as session:
        for body in ("[" * 5000, '"text"', "{"):
            url = f"{team.run.address}/ui/command"
            headers = {"content-type": "application/json"}
            async with session.post(url, data=body, headers=headers) as response:
                assert (await response.json())["ok"] is False
        assert (await team.types(ANA, INFRA, "/task help")).private
