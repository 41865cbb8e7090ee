"""A Slack that answers a byte at a time: the one call ends in time, and nobody else waits."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest

from adapters.slack import app as adapter
from adapters.slack.app import SlackConfig, web_client
from adapters.slack.inbound import Identity
from adapters.slack.messenger import SlackMessenger
from core.kernel.text import Words
from core.screens.messenger import Destination, Letter, Uncertain
from core.screens.views import Reader, Said
from tests.slack_adapter.desk import RealClock
from tests.slack_adapter.slack import BOT, INFRA, TEAM, stage
from tests.support.slow import EVERY, slow

SLOW = "C0SLOW"
LETTER = Letter("k1", Destination(TEAM, place=INFRA), Said(((Words("hi"),),)), Reader("UTC"))


def answer(path: str, body: str) -> object:
    """What Slack says to a message."""
    return {"ok": True, "channel": INFRA, "ts": "1.1"}


async def test_a_slow_answer_ends_and_holds_nobody_up() -> None:
    """Bytes that keep coming don't prolong it; another conversation is served meanwhile."""
    limit = aiohttp.ClientTimeout(total=adapter.TIMEOUT * EVERY)
    async with slow(answer, SLOW) as far, aiohttp.ClientSession(timeout=limit) as session:
        client = web_client(SlackConfig("xoxb-1", api_base_url=f"{far.url}api/"))
        client.session = session
        messenger = SlackMessenger(client, Identity(TEAM, BOT, "B0BOT"), RealClock(), pace=0.0)
        there = replace(LETTER, to=Destination(TEAM, place=SLOW))
        waiting = asyncio.create_task(messenger.send(there))
        await far.begun.wait()
        assert (await messenger.send(LETTER)).message == "1.1"
        assert not waiting.done()
        with pytest.raises(Uncertain):
            await waiting
        assert far.bytes_sent > 1


async def test_a_call_of_ours_may_take_ten_seconds() -> None:
    """That is the limit of the session that the adapter opens, from first to last byte."""
    async with stage() as at_work:
        session = at_work.adapter._client.session
        assert session is not None
        assert session.timeout.total == 10
