"""Letters: where they go, what they carry, how they are found again, and why they fail."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import SlackConfig, web_client
from adapters.slack.inbound import Identity
from adapters.slack.messenger import SlackMessenger
from core.kernel.text import Words
from core.screens.messenger import (
    DeliveryFailure,
    Destination,
    Gone,
    Letter,
    Refused,
    Remote,
    RetryAt,
    Suspended,
    Uncertain,
)
from core.screens.views import Reader, Said
from tests.slack_adapter.desk import NOON, RealClock
from tests.slack_adapter.slack import ANA, BOT, INFRA, TEAM, FarSlack, Json, far_slack
from tests.support.soak import counted, soak

LETTER = Letter(
    "k1", Destination(TEAM, place=INFRA), Said(((Words("<!channel> hi"),),)), Reader("UTC")
)
DIRECT = replace(LETTER, to=Destination(TEAM, person=ANA))


@pytest.fixture
async def slack() -> AsyncIterator[FarSlack]:
    """Slack's Web API."""
    async with far_slack() as far:
        yield far


@pytest.fixture
async def client(slack: FarSlack) -> AsyncIterator[AsyncWebClient]:
    """The adapter's own client."""
    found = web_client(SlackConfig("xoxb-1", api_base_url=f"{slack.url}api/"))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.5)) as session:
        found.session = session
        yield found


@pytest.fixture
def messenger(client: AsyncWebClient) -> SlackMessenger:
    """A messenger that does not wait between messages."""
    return SlackMessenger(client, Identity(TEAM, BOT, "B0BOT"), RealClock(), pace=0.0)


async def test_a_letter_carries_its_key(messenger: SlackMessenger, slack: FarSlack) -> None:
    """The key goes in the metadata; nothing unfurls; the text is escaped."""
    threaded = replace(LETTER, to=Destination(TEAM, place=INFRA, thread="1.0"))
    assert await messenger.send(threaded) == Remote(INFRA, "1700000000.000100")
    [sent] = slack.of("chat.postMessage")
    assert sent["metadata"] == {"event_type": "chivvy", "event_payload": {"k": "k1"}}
    assert (sent["thread_ts"], sent["unfurl_links"], sent["unfurl_media"]) == ("1.0", False, False)
    assert sent["text"] == "&lt;!channel&gt; hi"


async def test_direct_messages_are_opened_once(messenger: SlackMessenger, slack: FarSlack) -> None:
    """A person's conversation is asked for the first time only."""
    for _ in range(2):
        assert (await messenger.send(DIRECT)).place == "D0ANA"
    assert len(slack.of("conversations.open")) == 1


async def test_a_redraw_keeps_place_and_key(messenger: SlackMessenger, slack: FarSlack) -> None:
    """A redraw changes the message where it stands."""
    await messenger.edit(Remote(INFRA, "1.1"), LETTER)
    [drawn] = slack.of("chat.update")
    assert (drawn["channel"], drawn["ts"]) == (INFRA, "1.1")
    assert drawn["metadata"]["event_payload"] == {"k": "k1"}


@pytest.mark.parametrize(("code", "fails"), [("message_not_found", False), ("is_archived", True)])
async def test_what_is_away_need_not_be_deleted(
    messenger: SlackMessenger, slack: FarSlack, code: str, fails: bool
) -> None:
    """A message that somebody deleted is deleted."""
    slack.answers["chat.delete"] = lambda _: {"ok": False, "error": code}
    if fails:
        with pytest.raises(Gone):
            await messenger.delete(Remote(INFRA, "1.1"), TEAM)
    else:
        await messenger.delete(Remote(INFRA, "1.1"), TEAM)


def message(ts: str, key: str, user: str = BOT) -> Json:
    """A message with a key."""
    metadata = {"event_type": "chivvy", "event_payload": {"k": key}}
    return {"ts": ts, "user": user, "metadata": metadata}


async def test_a_letter_is_found_by_its_key(messenger: SlackMessenger, slack: FarSlack) -> None:
    """The recent history is looked through, page by page, from five seconds before."""
    slack.answers["conversations.history"] = lambda args: {
        "messages": [message("1.5", "k1")] if args.get("cursor") else [message("1.6", "other")],
        "response_metadata": {"next_cursor": "" if args.get("cursor") else "c"},
    }
    assert await messenger.find(LETTER, NOON) == Remote(INFRA, "1.5")
    first, second = slack.of("conversations.history")
    assert float(first["oldest"]) == (NOON - timedelta(seconds=5)).timestamp()
    assert first["include_all_metadata"] in {"1", "true", True}
    assert second["cursor"] == "c"


async def test_a_letter_in_a_thread_is_found_there(
    messenger: SlackMessenger, slack: FarSlack
) -> None:
    """Replies do not stand in the channel's history."""
    slack.answers["conversations.replies"] = lambda _: {"messages": [message("1.5", "k1")]}
    threaded = replace(LETTER, to=Destination(TEAM, place=INFRA, thread="1.0"))
    assert await messenger.find(threaded, NOON) == Remote(INFRA, "1.5")
    assert slack.of("conversations.replies")[0]["ts"] == "1.0"


async def test_somebody_elses_key_is_not_ours(messenger: SlackMessenger, slack: FarSlack) -> None:
    """A message of another user that carries our key is not taken for ours."""
    found = [message("1.5", "k1", user="U0EVE"), {"ts": "1.4", "user": BOT}]
    slack.answers["conversations.history"] = lambda _: {"messages": found}
    assert await messenger.find(LETTER, NOON) is None


async def test_members_of_all_pages(messenger: SlackMessenger, slack: FarSlack) -> None:
    """Everybody in a place is named."""
    slack.answers["conversations.members"] = lambda args: {
        "members": ["U2"] if args.get("cursor") else ["U1"],
        "response_metadata": {"next_cursor": "" if args.get("cursor") else "c"},
    }
    assert await messenger.members(TEAM, INFRA) == {"U1", "U2"}


async def test_the_fingerprint_follows_what_is_shown(messenger: SlackMessenger) -> None:
    """The same letter is the same hash; another word is another hash."""
    same = replace(LETTER, key="k2")
    other = replace(LETTER, view=Said(((Words("hi"),),)))
    assert messenger.fingerprint(LETTER) == messenger.fingerprint(same)
    assert messenger.fingerprint(LETTER) != messenger.fingerprint(other)


Answer = Callable[[Json], web.StreamResponse | Json]


def error(code: str) -> Answer:
    """An answer of Slack's own."""
    return lambda _: {"ok": False, "error": code}


def status(number: int, text: str = "<html>", **headers: str) -> Answer:
    """An answer that is not Slack's."""
    kind = "text/html" if text.startswith("<") else "application/json"
    return lambda _: web.Response(status=number, text=text, content_type=kind, headers=headers)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (error("ratelimited"), RetryAt),
        (error("org_login_required"), RetryAt),
        (error("fatal_error"), Uncertain),
        (error("internal_error"), Uncertain),
        (error("request_timeout"), Uncertain),
        (error("service_unavailable"), Uncertain),
        (status(500), Uncertain),
        (status(502, '{"ok": false}'), Uncertain),
        (status(503), Uncertain),
        (status(200), Uncertain),
        (status(200, "not json"), Uncertain),
        (error("is_archived"), Gone),
        (error("channel_not_found"), Gone),
        (error("not_in_channel"), Gone),
        (error("user_disabled"), Gone),
        (error("cannot_dm_bot"), Gone),
        (error("messages_tab_disabled"), Gone),
        (error("restricted_action"), Gone),
        (error("invalid_blocks"), Refused),
        (error("msg_too_long"), Refused),
        (error("missing_scope"), Refused),
        (error("something_new"), Refused),
        (error("invalid_auth"), Suspended),
        (error("token_revoked"), Suspended),
        (error("account_inactive"), Suspended),
        (error("token_expired"), Suspended),
    ],
)
async def test_failures_are_typed(
    messenger: SlackMessenger, slack: FarSlack, answer: Answer, expected: type[DeliveryFailure]
) -> None:
    """Each refusal of Slack's is one of the five failures, after exactly one call."""
    slack.answers["chat.postMessage"] = answer
    with pytest.raises(DeliveryFailure) as raised:
        await messenger.send(LETTER)
    assert type(raised.value) is expected
    assert len(slack.of("chat.postMessage")) == 1


@pytest.mark.parametrize("text", ["<html>", '{"ok": false, "error": "ratelimited"}'])
async def test_retry_after_is_kept(messenger: SlackMessenger, slack: FarSlack, text: str) -> None:
    """A 429 says when to come again."""
    slack.answers["chat.postMessage"] = status(429, text, **{"Retry-After": "30"})
    with pytest.raises(RetryAt) as raised:
        await messenger.send(LETTER)
    assert raised.value.after == 30.0


class Cut(web.Response):
    """An answer whose connection is cut before a byte of it is sent."""

    async def prepare(self, request: web.BaseRequest) -> None:
        """Resets the connection."""
        assert request.transport is not None
        request.transport.abort()
        raise ConnectionResetError


async def test_a_lost_answer_is_uncertain(messenger: SlackMessenger, slack: FarSlack) -> None:
    """The connection broke after the request was read: it may have been posted, and the client
    does not post again by itself."""
    slack.answers["chat.postMessage"] = lambda _: Cut()
    with pytest.raises(Uncertain):
        await messenger.send(LETTER)
    assert len(slack.of("chat.postMessage")) == 1


class Late(web.Response):
    """An answer that never comes."""

    async def prepare(self, request: web.BaseRequest) -> None:
        """Waits until the client gives up."""
        await asyncio.Event().wait()


async def test_a_late_answer_is_uncertain(messenger: SlackMessenger, slack: FarSlack) -> None:
    """No answer in time: it may have been posted."""
    slack.answers["chat.postMessage"] = lambda _: Late()
    with pytest.raises(Uncertain):
        await messenger.send(LETTER)


async def test_no_connection_is_no_letter() -> None:
    """Nobody listens: nothing has left, so it is simply tried again."""
    client = web_client(SlackConfig("xoxb-1", api_base_url="http://127.0.0.1:1/api/"))
    unsent = SlackMessenger(client, Identity(TEAM, BOT), RealClock(), pace=0.0)
    with pytest.raises(RetryAt):
        await unsent.send(LETTER)


async def test_no_address_is_refused(messenger: SlackMessenger) -> None:
    """A letter to nobody is our own mistake."""
    with pytest.raises(Refused):
        await messenger.send(replace(LETTER, to=Destination(TEAM)))


@soak
async def test_messages_in_one_conversation_are_paced(client: AsyncWebClient) -> None:
    """Each message in a conversation waits its turn; another conversation does not wait."""
    waited: list[float] = []
    most = counted(3, 300)

    class Standing(RealClock):
        def elapsed(self) -> float:
            return 100.0

    async def nap(seconds: float) -> None:
        waited.append(seconds)

    paced = SlackMessenger(client, Identity(TEAM, BOT), Standing(), pace=1.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adapters.slack.messenger.asyncio.sleep", nap)
        for place in (INFRA, "C9", *[INFRA] * (most - 1)):
            await paced.send(replace(LETTER, to=Destination(TEAM, place=place)))
    assert [second for second in waited if second] == [float(n) for n in range(1, most)]


async def test_whoever_had_to_wait_for_a_turn_is_told_so(client: AsyncWebClient) -> None:
    """A second after the last message at the earliest; another conversation is free."""
    now, waited = 100.0, []

    class Standing(RealClock):
        def elapsed(self) -> float:
            return now

    async def nap(seconds: float) -> None:
        waited.append(seconds)

    paced = SlackMessenger(client, Identity(TEAM, BOT), Standing(), pace=1.0)
    there = replace(LETTER, to=Destination(TEAM, place="C9"))
    assert not await paced.turn(LETTER)
    await paced.send(LETTER)
    now = 100.25
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adapters.slack.messenger.asyncio.sleep", nap)
        assert (await paced.turn(LETTER), await paced.turn(there)) == (True, False)
    assert waited == [0.75]
