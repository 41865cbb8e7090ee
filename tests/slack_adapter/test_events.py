"""Events: what is kept, under which key, and what is done when they are worked off."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from adapters.slack.app import SlackAdapter, SlackConfig
from adapters.slack.events import Incoming, News, incoming
from core.people.model import PlaceKind, PlaceNews, Profile, Role, Sender
from core.screens.messenger import DeliveryFailure, RetryAt, Suspended
from core.unit import Arrival
from tests.slack_adapter.desk import RealClock, RecordingDesk, said
from tests.slack_adapter.slack import (
    ANA,
    BOT,
    INFRA,
    SECRET,
    TEAM,
    Json,
    Stage,
    event,
    far_slack,
    stage,
)  # fmt: skip

MENTION = {"type": "app_mention", "user": ANA, "text": f"<@{BOT}> done T-42 &amp; more",
           "channel": INFRA, "ts": "1.1"}  # fmt: skip
REPLY = {"type": "message", "channel_type": "channel", "user": ANA, "text": "canary words",
         "channel": INFRA, "ts": "1.2", "thread_ts": "1.1"}  # fmt: skip
DM = {"type": "message", "channel_type": "im", "user": ANA, "text": "hello", "channel": "D1",
      "ts": "1.3"}  # fmt: skip

REACTION = {"type": "reaction_added", "user": ANA, "reaction": "pushpin", "item_user": "U2",
            "item": {"type": "message", "channel": INFRA, "ts": "1.1"},
            "event_ts": "2.1"}  # fmt: skip
EDIT = {"type": "message", "subtype": "message_changed", "channel": INFRA,
        "channel_type": "channel", "ts": "2.2",
        "message": {"ts": "1.1", "user": ANA, "text": "canary new"},
        "previous_message": {"ts": "1.1", "user": ANA, "text": "canary old"}}  # fmt: skip
SHARED = {"is_share": True, "ts": "1.1", "channel_id": INFRA, "author_id": ANA, "text": "do it",
          "from_url": "https://example.slack.com/archives/C0INFRA/p11"}  # fmt: skip


def kept(told: Json) -> Incoming | None:
    """What the adapter keeps of an event."""
    return incoming(event(told), BOT, TEAM)


@pytest.mark.parametrize(
    ("told", "news", "key"),
    [
        (MENTION, News.WORDS, "slack:said:T0TEAM:C0INFRA:1.1"),
        (REPLY, News.SPOKE, "slack:said:T0TEAM:C0INFRA:1.2"),
        ({**REPLY, "subtype": "thread_broadcast"}, News.SPOKE, "slack:said:T0TEAM:C0INFRA:1.2"),
        (DM, News.WORDS, "slack:said:T0TEAM:D1:1.3"),
        (
            {**REPLY, "thread_ts": None, "text": "see T-42"},
            News.NAMED,
            "slack:said:T0TEAM:C0INFRA:1.2",
        ),
        (REACTION, News.REACTED, "slack:event:T0TEAM:Ev1"),
        ({**REACTION, "type": "reaction_removed"}, News.UNREACTED, "slack:event:T0TEAM:Ev1"),
        (EDIT, News.EDITED, "slack:event:T0TEAM:Ev1"),
        (
            {**EDIT, "message": {"ts": "1.1", "subtype": "tombstone"}},
            News.REMOVED,
            "slack:event:T0TEAM:Ev1",
        ),
        (
            {**EDIT, "subtype": "message_deleted", "deleted_ts": "1.1", "message": None},
            News.REMOVED,
            "slack:event:T0TEAM:Ev1",
        ),
        ({**DM, "text": "", "attachments": [SHARED]}, News.FORWARDED, "slack:said:T0TEAM:D1:1.3"),
        ({"type": "user_change", "user": {"id": "U1"}}, News.PERSON, "slack:event:T0TEAM:Ev1"),
        ({"type": "team_join", "user": {"id": "U1"}}, News.PERSON, "slack:event:T0TEAM:Ev1"),
        (
            {"type": "channel_rename", "channel": {"id": "C1", "name": "ops"}},
            News.PLACE,
            "slack:event:T0TEAM:Ev1",
        ),
        (
            {"type": "member_joined_channel", "user": BOT, "channel": "C1"},
            News.CAME,
            "slack:event:T0TEAM:Ev1",
        ),
        (
            {"type": "member_joined_channel", "user": ANA, "channel": "C1"},
            News.JOINED,
            "slack:event:T0TEAM:Ev1",
        ),
        (
            {"type": "member_left_channel", "user": ANA, "channel": "C1"},
            News.LEFT,
            "slack:event:T0TEAM:Ev1",
        ),
        (
            {"type": "member_left_channel", "user": BOT, "channel": "C1"},
            News.OUT,
            "slack:event:T0TEAM:Ev1",
        ),
        (
            {
                "type": "message",
                "subtype": "channel_convert_to_private",
                "user": ANA,
                "channel": "C1",
                "channel_type": "channel",
            },
            News.PLACE,
            "slack:event:T0TEAM:Ev1",
        ),
        ({"type": "app_uninstalled"}, News.SUSPEND, "slack:event:T0TEAM:Ev1"),
        (
            {"type": "tokens_revoked", "tokens": {"bot": [BOT]}},
            News.SUSPEND,
            "slack:event:T0TEAM:Ev1",
        ),
    ],
)
def test_what_is_kept(told: Json, news: News, key: str) -> None:
    """Each event that says something to us is kept under the key of what happened."""
    found = kept(told)
    assert found is not None
    assert (found.news, found.key) == (news, key)
    assert Incoming.decode(found.encode()) == found


@pytest.mark.parametrize(
    "told",
    [
        {**REPLY, "thread_ts": None},
        {**REPLY, "text": f"<@{BOT}> done"},
        {**REPLY, "bot_id": "B1"},
        {**REPLY, "subtype": "message_changed"},
        {**REPLY, "user": None},
        {**DM, "bot_id": "B1"},
        {**DM, "subtype": "message_deleted"},
        {**MENTION, "bot_id": "B1"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
        {"type": "reaction_added", "user": ANA},
        {**REACTION, "item_user": BOT},
        {**REACTION, "user": BOT},
        {**REACTION, "item": {"type": "file", "file": "F1"}},
        {**EDIT, "message": EDIT["previous_message"]},
        {**EDIT, "message": {"ts": "1.1", "user": BOT, "text": "new"}},
        {**REPLY, "thread_ts": None, "text": "see https://x.example/T-42"},
        {},
    ],
)
def test_what_is_not_kept(told: Json) -> None:
    """What is said elsewhere, by bots, or twice, is none of our business."""
    assert kept(told) is None


def test_a_reply_is_kept_without_its_words() -> None:
    """Of talk in a thread only person, place and time are kept."""
    found = kept(REPLY)
    assert found is not None
    assert "canary" not in found.encode()


def test_a_person_is_kept_without_what_we_do_not_need() -> None:
    """Telephone numbers and mail addresses of a profile are not stored."""
    user = {"id": "U1", "profile": {"real_name": "Ana", "phone": "canary", "email": "canary"}}
    found = kept({"type": "user_change", "user": user})
    assert found is not None
    assert "canary" not in found.encode()


async def work_off(at: Stage, told: Json) -> None:
    """Receives an event over HTTP and works it off."""
    assert await at.event(event(told)) == 200
    for key, platform, body in at.desk.of("receive"):
        arrival = Arrival(key, platform, body, datetime(2026, 11, 23, tzinfo=UTC))
        await at.adapter.work_off(arrival)


def channel(**told: object) -> Any:  # noqa: ANN401
    """An answer of conversations.info."""
    return lambda _args: {"channel": {"id": INFRA, "name": "infra", **told}}


async def test_words_to_the_bot_are_answered_privately() -> None:
    """A mention is carried out once and answered where it stands, to the asker alone."""
    async with stage() as at:
        at.slack.answers["conversations.info"] = channel()
        at.desk.answers["words"] = said("Done.")
        await work_off(at, {**MENTION, "thread_ts": "1.0"})
        [(sender, text, key, home, forms)] = at.desk.of("words")
        assert text == "done T-42 & more"
        assert (home, forms) == ("", False)
        assert key == "do:slack:said:T0TEAM:C0INFRA:1.1"
        assert sender.place_name == "infra"
        [spoken] = at.slack.of("chat.postEphemeral")
        assert (spoken["channel"], spoken["user"], spoken["thread_ts"]) == (INFRA, ANA, "1.0")


async def test_a_mention_in_a_private_channel_stays_there() -> None:
    """A mention does not say that its place is private, so the place is looked up."""
    async with stage() as at:
        at.slack.answers["conversations.info"] = channel(is_private=True, name="secret")
        await work_off(at, MENTION)
        [(sender, *_)] = at.desk.of("words")
        assert (sender.place_kind, sender.place_name) == (PlaceKind.GROUP, "")


async def test_an_unknown_place_is_not_taken_for_an_open_one() -> None:
    """Without the look-up nothing is carried out; the event is tried again."""
    async with stage() as at:
        at.slack.answers["conversations.info"] = lambda _: web.Response(status=503)
        with pytest.raises(DeliveryFailure):
            await work_off(at, MENTION)
        assert at.desk.of("words") == []


async def test_direct_messages_are_answered_there() -> None:
    """Words in the direct messages need no mention."""
    async with stage() as at:
        await work_off(at, DM)
        assert at.desk.of("words")[0][1] == "hello"
        assert at.slack.of("chat.postMessage")[0]["channel"] == "D1"


async def test_a_reply_is_activity() -> None:
    """A human reply in a thread is told to the desk, without its words."""
    async with stage() as at:
        await work_off(at, REPLY)
        [(sender, ts)] = at.desk.of("spoke")
        assert (sender.thread, ts) == ("1.1", "1.2")


async def test_who_comes_and_who_goes_is_told_to_the_desk() -> None:
    """Members and we ourselves: a place that we are removed from tells us nothing more."""
    async with stage() as at:
        for who, kind in ((ANA, "joined"), (ANA, "left"), (BOT, "left")):
            told = {"type": f"member_{kind}_channel", "user": who, "channel": INFRA}
            row = incoming(event(told), BOT, TEAM)
            assert row is not None
            now = datetime(2026, 11, 23, tzinfo=UTC)
            await at.adapter.work_off(Arrival(row.key, "slack", row.encode(), now))
        assert [(s.user, s.place, here) for s, here in at.desk.of("moved")] == [
            (ANA, INFRA, True),
            (ANA, INFRA, False),
        ]
        assert [news for _, news in at.desk.of("place_news")] == [PlaceNews.WENT]


async def test_a_channel_made_private_is_private_at_once() -> None:
    """Its message says so; what was looked up before does not matter."""
    async with stage() as at:
        at.slack.answers["conversations.info"] = channel()
        await work_off(at, MENTION)
        told = {"type": "message", "subtype": "channel_convert_to_private", "user": ANA,
                "channel": INFRA, "channel_type": "channel", "ts": "1.9"}  # fmt: skip
        row = incoming(event(told), BOT, TEAM)
        assert row is not None
        assert (row.sender.place_kind, row.kind_known) == (PlaceKind.GROUP, True)
        at.slack.answers["conversations.info"] = channel(is_private=True)
        now = datetime(2026, 11, 23, tzinfo=UTC)
        await at.adapter.work_off(Arrival(row.key, "slack", row.encode(), now))
        await work_off(at, {**MENTION, "ts": "1.10"})
        assert at.desk.of("words")[-1][0].place_kind is PlaceKind.GROUP


async def test_do_not_disturb_comes_as_a_window() -> None:
    """From when to when; switched off, none."""
    status = {"dnd_enabled": True, "next_dnd_start_ts": 1795420800, "next_dnd_end_ts": 1795428000}
    async with stage() as at:
        event = {"type": "dnd_updated_user", "user": "U1", "dnd_status": status}
        await work_off(at, event)
        await work_off(at, {**event, "dnd_status": {**status, "dnd_enabled": False}})
        sender, window = at.desk.of("disturb")[0]
        _, none = at.desk.of("disturb")[-1]
    begins = datetime.fromtimestamp(1795420800, UTC)
    assert (sender.user, window, none) == ("U1", (begins, begins + timedelta(hours=2)), None)


async def test_people_are_learnt() -> None:
    """A changed person comes to the desk as a profile."""
    async with stage() as at:
        user = {"id": "U1", "team_id": TEAM, "tz": "Asia/Tokyo", "deleted": True, "name": "Ken"}
        await work_off(at, {"type": "user_change", "user": user})
        [(_, (profile,))] = at.desk.of("learn")
        assert (profile.external_id, profile.zone, profile.active) == ("U1", "Asia/Tokyo", False)


@pytest.mark.parametrize(
    ("user", "role"),
    [
        ({}, Role.MEMBER),
        ({"is_bot": True}, Role.BOT),
        ({"id": "USLACKBOT"}, Role.BOT),
        ({"is_restricted": True}, Role.GUEST),
        ({"is_ultra_restricted": True}, Role.GUEST),
        ({"team_id": "T9"}, Role.EXTERNAL),
        ({"is_stranger": True}, Role.EXTERNAL),
    ],
)
async def test_roles(user: Json, role: Role) -> None:
    """Slack's kinds of users become roles."""
    async with stage() as at:
        await work_off(at, {"type": "user_change", "user": {"id": "U1", "team_id": TEAM, **user}})
        assert at.desk.of("learn")[0][1][0].role is role


async def test_a_renamed_channel_is_learnt() -> None:
    """A new name reaches the desk with the place's kind."""
    async with stage() as at:
        at.slack.answers["conversations.info"] = channel(name="ops")
        await work_off(at, {"type": "channel_rename", "channel": {"id": INFRA, "name": "ops"}})
        [(sender, profiles)] = at.desk.of("learn")
        assert (sender.place, sender.place_name, profiles) == (INFRA, "ops", ())


async def test_a_removed_app_is_suspended() -> None:
    """When the app is removed, the desk is told."""
    async with stage() as at:
        await work_off(at, {"type": "app_uninstalled"})
        assert at.desk.of("suspend") == [("slack", TEAM)]


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ({"ok": False, "error": "ratelimited"}, RetryAt),
        ({"ok": False, "error": "token_revoked"}, Suspended),
        ({"ok": False, "error": "user_not_in_channel"}, None),
        ({"ok": False, "error": "fatal_error"}, None),
    ],
)
async def test_only_what_surely_did_not_arrive_is_tried_again(
    answer: Json, raised: type[Exception] | None
) -> None:
    """An answer that may have arrived is not given twice."""
    async with stage() as at:
        at.slack.answers["chat.postMessage"] = lambda _: answer
        if raised is None:
            await work_off(at, DM)
        else:
            with pytest.raises(raised):
                await work_off(at, DM)


async def test_everybody_is_learnt_at_the_start() -> None:
    """The start reads the whole list of people, page by page."""
    desk = RecordingDesk()
    async with far_slack() as slack:
        slack.answers["users.list"] = lambda args: {
            "members": [{"id": f"U{args.get('cursor') or 0}", "team_id": TEAM}],
            "response_metadata": {"next_cursor": "" if args.get("cursor") else "next"},
        }
        config = SlackConfig("xoxb-1", signing_secret=SECRET, api_base_url=f"{slack.url}api/")
        adapter = SlackAdapter(config, desk, RealClock())
        await adapter.start()
        await adapter.stop()
    found = [p.external_id for _, profiles in desk.of("learn") for p in profiles]
    assert found == ["U0", "Unext"]


async def test_the_list_of_people_is_as_old_as_its_asking() -> None:
    """What an event of that minute told may be newer, and then holds."""
    moments: list[str] = []

    class Dated(RecordingDesk):
        async def learn(self, sender: Sender, profiles: tuple[Profile, ...], at: str = "") -> None:
            moments.append(at)

    clock, answered = RealClock(), []

    def people(_: object) -> dict[str, object]:
        answered.append(clock.now().timestamp())
        return {"members": [{"id": "U1", "team_id": TEAM}]}

    async with far_slack() as slack:
        slack.answers["users.list"] = people
        config = SlackConfig("xoxb-1", signing_secret=SECRET, api_base_url=f"{slack.url}api/")
        adapter, before = SlackAdapter(config, Dated(), clock), clock.now().timestamp()
        await adapter.start()
        await adapter.stop()
    [moment] = moments
    assert round(before, 6) <= float(moment) <= round(answered[0], 6)


async def test_a_limit_makes_the_list_of_people_wait() -> None:
    """A limited page of people is asked again, and none is left out."""
    desk, waited = RecordingDesk(), []

    async def nap(seconds: float) -> None:
        waited.append(seconds)

    async with far_slack() as slack:
        answers = iter([web.json_response({"ok": False}, status=429, headers={"Retry-After": "7"})])
        slack.answers["users.list"] = lambda _: next(answers, {"members": [{"id": "U1"}]})
        config = SlackConfig("xoxb-1", signing_secret=SECRET, api_base_url=f"{slack.url}api/")
        adapter = SlackAdapter(config, desk, RealClock())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("adapters.slack.worker.asyncio.sleep", nap)
            await adapter.start()
        await adapter.stop()
    assert waited == [7.0]
    assert [p.external_id for _, profiles in desk.of("learn") for p in profiles] == ["U1"]


async def test_a_refused_token_stops_the_start() -> None:
    """A revoked token is a typed failure, and nothing stays open."""
    async with far_slack() as slack:
        slack.answers["auth.test"] = lambda _: {"ok": False, "error": "invalid_auth"}
        config = SlackConfig("xoxb-1", signing_secret=SECRET, api_base_url=f"{slack.url}api/")
        adapter = SlackAdapter(config, RecordingDesk(), RealClock())
        with pytest.raises(Suspended):
            await adapter.start()
        assert not adapter.alive


@pytest.mark.parametrize(
    "told",
    [REACTION, EDIT, {**REPLY, "text": "canary T-42"}, {**EDIT, "subtype": "message_deleted"}],
)
def test_words_that_are_not_for_us_are_not_kept(told: Json) -> None:
    """Of a message that names a task its number is kept, of an edited one that it was edited."""
    found = kept(told)
    assert found is not None and "canary" not in found.encode()
    assert Incoming.decode(found.encode()) == found
