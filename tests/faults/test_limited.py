"""A Slack that is limited in one conversation, or slow in all it is asked: nobody else waits."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Tuning
from scheduler.courier import Pace
from tests.faults.conftest import START
from tests.faults.crowd import among, by_title, crowd, known, until
from tests.faults.test_again import HERE, mention
from tests.faults.test_delivery import ANA, INFRA, MARIA, POST, told
from tests.faults.test_lateness import sent
from tests.slack_adapter.slack import press
from tests.support.over_http import Doors, by_http
from tests.support.soak import SOAK, counted, soak
from tests.support.team import Team, team_at_work

__all__ = ["by_http"]
AS_IT_RUNS = Tuning(pace=Pace(settle=0.05, look_gap=0.05, ask_after=0.05), per_message=0.0, hold=0)
"""The engine looks once a second, as it does in production."""
OTHERS = counted(4, 300)
HELD = 30
"""Seconds for which one conversation is to be left alone."""
LATEST = timedelta(seconds=2 if SOAK else 20)
"""For 99 of 100; beside the rest of the suite a second may take several."""
ASKED = counted(4, 400)
SLOW = 5.0 if SOAK else 0.5
"""Seconds that each answer of Slack's takes."""
TYPICAL, LONGEST = (0.25, 2.0) if SOAK else (20.0, 20.0)
CALLS = ("chat.postMessage", "chat.update", "conversations.open", "users.info",
         "conversations.info", "conversations.members", "views.open", "views.update")  # fmt: skip


@soak
async def test_a_limited_conversation_holds_up_no_other(tmp_path: Path) -> None:
    """Retry-After of thirty seconds for Maria: nothing is sent to her meanwhile, and the messages
    of others come in time; nobody turns the engine but itself."""
    people = crowd(OTHERS)
    async with team_at_work(
        start=START, story=among(people, START), data_dir=tmp_path / "data", tuning=AS_IT_RUNS
    ) as team:
        now = team.run.hand.now()
        await team.run.bot.store.write(lambda unit: known(unit, people, now), workspace=None)
        team.run.sandbox.faults.rate_limit(POST, HELD)
        await team.types(ANA, INFRA, "/task add Renew the certificate @maria friday")
        await until(lambda: team.run.sandbox.faults.pending(POST) == 0)
        limited = team.run.bot.clock.now()
        for number, person in enumerate(people):
            await team.types(ANA, INFRA, f"/task add Parcel {number:05} <@{person.id}> friday")
        await until(lambda: len(by_title(team, people, "is yours now")) == OTHERS)
        await team.run.bot.deliverer.rest()
        others = [post for post in await sent(team) if post.created_at > limited]
        if team.run.bot.clock.now() < limited + timedelta(seconds=HELD - 1):
            assert await told(team, MARIA) == 0
        await team.later(seconds=HELD + 2)
        assert await told(team, MARIA) == 1
        [hers] = [post for post in await sent(team) if post.created_at <= limited]
    late = sorted(post.sent_at - post.created_at for post in others if post.sent_at is not None)
    p99 = late[int(0.99 * len(late))]
    waited = hers.sent_at - limited if hers.sent_at is not None else timedelta()
    print(f"{len(others)} messages of others, p99 {p99}, worst {late[-1]}; hers after {waited}")
    assert p99 <= LATEST
    assert waited >= timedelta(seconds=HELD - 1)


@pytest.fixture
async def slow(by_http: Doors, tmp_path: Path) -> AsyncIterator[Team]:
    """A team whose Slack takes its time for whatever the bot asks."""
    async with team_at_work(start=START, data_dir=tmp_path / "slow") as team:
        await team.types(ANA, INFRA, "/task add First @ana")
        for method in CALLS:
            team.run.sandbox.faults.delay_next(method, SLOW, times=100_000)
        yield team
        for method in CALLS:
            team.run.sandbox.faults.heal(method)


@soak
async def test_a_slow_slack_is_acknowledged_in_time(slow: Team, by_http: Doors) -> None:
    """Commands, buttons and events, each with messages to others after it."""
    took = []
    nowhere = f"{slow.run.address}/response/none"
    for number in range(ASKED):
        line = {
            "command": "/task", "text": f"add Nr {number} <@{MARIA}> friday",
            "team_id": "T0SANDBOX", "channel_id": INFRA, "channel_name": "infra", "user_id": ANA,
            "user_name": "ana", "trigger_id": f"9.{number}", "response_url": "",
            "api_app_id": "A0SANDBOX",
        }  # fmt: skip
        action = {"action_id": f"start.t{number + 2}", "value": f"start.t{number + 2}"}
        pressed = press(action | {"action_ts": f"{number}.1"}, nowhere) | HERE
        event = mention(number, f"Said {number}")
        for kind, body in (
            ("slash_commands", line), ("interactive", pressed), ("events_api", event),
        ):  # fmt: skip
            began = time.monotonic()
            await by_http.ask(kind, body, None)
            took.append(time.monotonic() - began)
    took.sort()
    p99 = took[int(0.99 * len(took))]
    print(f"{len(took)} acknowledgements, p99 {p99:.3f} s, worst {took[-1]:.3f} s; Slack: {SLOW} s")
    assert p99 <= TYPICAL
    assert took[-1] <= LONGEST
