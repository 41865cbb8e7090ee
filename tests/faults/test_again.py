"""What Slack brings again, and what it brings only at its second try."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.sandbox.link import NoAnswerError
from core.kernel.audience import System
from core.kernel.refs import TaskId, WorkspaceId, task_ref
from core.unit import Unit
from tests.scenario.cast import ANA, BOT, INFRA, MONDAY
from tests.slack_adapter.slack import press, submission
from tests.support.over_http import Doors, by_http
from tests.support.soak import chance, counted, soak
from tests.support.team import Team, team_at_work

__all__ = ["by_http"]
WORKSPACE = WorkspaceId(1)
NUM = "retry_attempt"
HERE = {"team": {"id": "T0SANDBOX", "domain": "example"}, "user": {"id": ANA, "name": "ana"}}


@pytest.fixture
async def team(by_http: Doors, tmp_path: Path) -> AsyncIterator[Team]:
    """A team whose bot is reached by HTTP, each request as the test writes it."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path / "data") as team:
        await team.types(ANA, INFRA, "/task add First @ana")
        yield team


def mention(
    number: int, title: str, *, who: str = ANA, place: str = INFRA, team: str = "T0SANDBOX",
    bot: str = BOT,
) -> dict[str, object]:  # fmt: skip
    """Somebody asks for something in a channel, as the Events API tells it: Ana in #infra."""
    ts = f"{1_795_000_000 + number}.000100"
    said = {
        "type": "app_mention", "user": who, "channel": place, "channel_type": "channel",
        "text": f"<@{bot}> add {title} <@{who}>", "ts": ts, "event_ts": ts,
    }  # fmt: skip
    return {
        "type": "event_callback", "team_id": team, "api_app_id": "A0SANDBOX",
        "event_id": f"Ev{number}", "event_time": 1, "event": said,
        "authorizations": [{"team_id": team, "user_id": bot, "is_bot": True}],
    }  # fmt: skip


async def titles(team: Team) -> Counter[str]:
    """What there is to do, and how often."""

    def read(unit: Unit) -> Counter[str]:
        tasks = unit.of(WORKSPACE).tasks(System("dispatch"))
        found = tasks.many([TaskId(n) for n in range(1, 25_000)])
        return Counter(task.title.body for task in found.values())

    return await team.run.bot.store.read(read)


async def brought(team: Team) -> None:
    """Until every event that was acknowledged is worked off."""
    for _ in range(2):
        await team.run.bot.until_idle()
        await team.run.bot.platforms["slack"].settle()


@soak
async def test_events_that_come_four_times(team: Team, by_http: Doors) -> None:
    """Each is brought four times, as first delivery and as retries, mixed: one task of each."""
    luck, most = chance("again"), counted(100, 10_000)
    deliveries = [(n, retry) for n in range(most) for retry in range(4)]
    luck.shuffle(deliveries)

    async def bring(number: int, retry: int) -> None:
        with suppress(NoAnswerError):  # Too busy: refused, and brought again.
            await by_http.ask("events_api", mention(number, f"Parcel {number}"), {NUM: retry})
            taken.add((number, retry))

    taken: set[tuple[int, int]] = set()
    while left := [one for one in deliveries if one not in taken]:
        for start in range(0, len(left), 10):
            await asyncio.gather(*(bring(*one) for one in left[start : start + 10]))
    await brought(team)
    found = await titles(team)
    assert found == Counter({"First": 1} | {f"Parcel {n}": 1 for n in range(most)})


@soak
async def test_events_of_which_only_the_retry_arrives(team: Team, by_http: Doors) -> None:
    """The header of a retry says nothing: what arrives is worked off."""
    most = counted(20, 2_000)
    for number in range(most):
        retry = {"retry_attempt": 2 - number % 2}
        await by_http.ask("events_api", mention(number, f"Late {number}"), retry)
    await brought(team)
    assert sum(title.startswith("Late") for title in await titles(team)) == most


@soak
async def test_pairs_within_a_moment(team: Team, by_http: Doors) -> None:
    """A command, a button and a form, each twice at once: one effect, and both are answered."""
    for number in range(most := counted(15, 1_000)):
        line = {
            "command": "/task", "text": f"add Pair {number}", "team_id": "T0SANDBOX",
            "channel_id": INFRA, "channel_name": "infra", "user_id": ANA, "user_name": "ana",
            "trigger_id": f"7.{number}", "response_url": "", "api_app_id": "A0SANDBOX",
        }  # fmt: skip
        answers = await asyncio.gather(*(by_http.ask("slash_commands", line, None) for _ in "ab"))
        assert all(f"Pair {number}" in repr(answer) for answer in answers)
        action = {"action_id": f"start.t{number + 2}", "value": f"start.t{number + 2}"}
        nowhere = f"{team.run.address}/response/none"
        pressed = press(action | {"action_ts": f"{number}.1"}, nowhere) | HERE
        await asyncio.gather(*(by_http.ask("interactive", pressed, None) for _ in "ab"))
        written = submission(
            f"note.t{number + 2}",
            {"note": {"type": "plain_text_input", "value": f"Noted {number}"}},
            f"V{number}",
        )
        await asyncio.gather(*(by_http.ask("interactive", written | HERE, None) for _ in "ab"))
    await brought(team)
    found = await titles(team)
    assert found == Counter({"First": 1} | {f"Pair {number}": 1 for number in range(most)})
    happened = await verbs(team, most)
    assert happened["started"] == most
    assert happened["noted"] == most, happened


async def verbs(team: Team, most: int) -> Counter[str]:
    """What happened to the tasks of the pairs."""

    def read(unit: Unit) -> Counter[str]:
        tasks = unit.of(WORKSPACE).tasks(System("dispatch"))
        seen = (tasks.events(task_ref(TaskId(n))) for n in range(2, most + 2))
        return Counter(str(event.verb) for events in seen for event in events)

    return await team.run.bot.store.read(read)
