"""Metrics: what Prometheus reads, and what never stands in it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.metrics import Metrics
from bot.serving import served
from bot.web import web_app
from core.screens.delivery import LANES, Backlog, PostKind, Waiting, WaitingLanes
from tests.bot.test_readiness import WELL
from tests.bot.test_run import command, running
from tests.support.team import team_at_work

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def scraped(address: str) -> str:
    """What a run tells Prometheus."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{address}/metrics") as response,
    ):
        assert response.status == 200
        return await response.text()


def test_a_message_after_its_time_counts_as_late() -> None:
    """From one minute on."""
    metrics = Metrics()
    metrics.said("nag", 59.0)
    metrics.said("nag", 61.0)
    text = metrics.text().decode()
    assert 'chivvy_posts_late_total{kind="nag"} 1.0' in text
    assert 'chivvy_post_delay_seconds_count{kind="nag"} 2.0' in text


def test_what_waits_no_more_is_no_longer_shown() -> None:
    """A look replaces the one before."""
    metrics = Metrics()
    nags = Waiting("nag", 3, NOW - timedelta(minutes=2), "direct")
    metrics.waits(Backlog([nags], [WaitingLanes("direct", 2, 1, 0)]), NOW)
    text = metrics.text().decode()
    assert 'chivvy_queue_age_seconds{kind="nag",lane="direct"} 120.0' in text
    assert 'chivvy_lanes_waiting{lane="direct"} 2.0' in text
    assert 'chivvy_lanes_late{lane="direct"} 1.0' in text
    metrics.waits(Backlog(), NOW)
    text = metrics.text().decode()
    assert 'kind="nag"' not in text and 'lane="direct"' not in text


def test_two_looks_count_a_unit_once() -> None:
    """The store counts since the start; what is shown only grows by what is new."""
    metrics = Metrics()
    for total in (3, 5):
        metrics.looked({"store": True}, replace(WELL, units={"done": total}))
    assert 'chivvy_units_total{outcome="done"} 5.0' in metrics.text().decode()


async def test_a_run_tells_what_it_answered(tmp_path: Path) -> None:
    """Acknowledgement times by surface, units by outcome, and each check of readiness."""
    async with running(tmp_path) as run:
        await run.signed(command("add Renew the certificate"))
        text = await scraped(run.address)
    assert 'chivvy_answer_seconds_count{surface="command"} 1.0' in text
    assert 'chivvy_ready{check="database"} 1.0' in text
    assert re.search(r'chivvy_units_total\{outcome="done"\} [1-9]', text)
    assert "chivvy_loop_lag_seconds_count" in text


async def test_messages_are_counted_without_ids_or_texts(tmp_path: Path) -> None:
    """What was sent is counted by kind; labels are words of our own."""
    metrics = Metrics()
    async with team_at_work(data_dir=tmp_path, meter=metrics, start=NOW) as team:
        await team.types("U0ANA", "C0INFRA", "/task add Renew the certificate @maria friday")
        await team.settled()
        async with served(web_app(team.run.bot, metrics), 0) as address:
            text = await scraped(address)
    kinds = set(re.findall(r'kind="([^"]*)"', text))
    assert set(re.findall(r'lane="([^"]*)"', text)) == {"", *LANES}
    assert re.search(r'chivvy_posts_total\{kind="\w+",outcome="sent"\} [1-9]', text)
    assert kinds <= {*PostKind, "notice", "event"}
    assert not re.search(r"certificate|U0|C0|T0|xoxb", text)
