"""The Web API, called with Slack's own client."""

from dataclasses import replace

import pytest
from slack_sdk.errors import SlackApiError

from adapters.sandbox.api import METHODS
from adapters.sandbox.model import Channel
from tests.sandbox.samples import home, refused, section
from tests.sandbox.support import MANIFEST, Json, Room, opened

HELLO: Json = {"channel": "C0INFRA", "text": "hello"}


async def test_auth_test_says_whose_token_it_is(room: Room) -> None:
    """The app learns its own ids and its team."""
    answer = await room.client.auth_test()
    assert (answer["team_id"], answer["user"]) == ("T0SANDBOX", "chivvy")
    assert answer["bot_id"].startswith("B")


@pytest.mark.parametrize(("token", "error"), [("xoxb-wrong", "invalid_auth"), ("", "not_authed")])
async def test_wrong_and_missing_tokens(room: Room, token: str, error: str) -> None:
    """A foreign token is invalid_auth, none is not_authed."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{room.served.address}/api/auth.test"
    async with room.http.post(url, headers=headers) as response:
        assert (await response.json())["error"] == error


async def test_connections_open_needs_the_app_token(room: Room) -> None:
    """The bot's token opens no socket."""
    with refused("not_allowed_token_type"):
        await room.client.api_call("apps.connections.open")


async def test_unknown_methods_are_named(room: Room) -> None:
    """What the sandbox does not know it refuses by name."""
    with refused("unknown_method") as answers:
        await room.client.api_call("chat.scheduleMessage")
    assert answers[0]["req_method"] == "chat.scheduleMessage"


async def test_form_and_json_are_both_read(room: Room) -> None:
    """Arguments may come as a form or as JSON."""
    url = f"{room.served.address}/api/chat.postMessage"
    headers = {"Authorization": f"Bearer {room.sandbox.bot_token}"}
    for body in ({"data": HELLO}, {"json": HELLO}):
        async with room.http.post(url, headers=headers, **body) as response:
            assert (await response.json())["message"]["text"] == "hello"


async def test_broken_json_is_named(room: Room) -> None:
    """A body that is not JSON is invalid_json; one that is no object json_not_object."""
    url = f"{room.served.address}/api/chat.postMessage"
    headers = {"Content-Type": "application/json"}
    for body, error in (("{", "invalid_json"), ("[]", "json_not_object")):
        async with room.http.post(url, data=body, headers=headers) as response:
            assert (await response.json())["error"] == error


async def test_post_update_delete(room: Room) -> None:
    """A message is posted, changed in place, and deleted."""
    posted = await room.client.chat_postMessage(**HELLO, blocks=[section("one")])
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    await room.client.chat_update(**place, text="changed", blocks=[section("two")])
    shown = (await room.messages("C0INFRA"))[-1]
    assert (shown["text"], shown["blocks"][0]["text"]["text"]) == ("changed", "two")
    await room.client.chat_delete(**place)
    assert posted["ts"] not in [m["ts"] for m in await room.messages("C0INFRA")]
    with refused("message_not_found"):
        await room.client.chat_update(**place, text="again")


async def test_update_keeps_blocks_that_are_not_given(room: Room) -> None:
    """chat.update without blocks leaves them; an empty list removes them."""
    posted = await room.client.chat_postMessage(**HELLO, blocks=[section("one")])
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    kept = await room.client.chat_update(**place, text="a")
    assert kept["message"]["blocks"][0]["text"]["text"] == "one"
    bare = await room.client.chat_update(**place, text="a", blocks=[])
    assert "blocks" not in bare["message"]


async def test_only_own_messages_can_be_changed(room: Room) -> None:
    """What a person said the app can neither change nor delete."""
    ts = await room.say("mine")
    with refused("cant_update_message"):
        await room.client.chat_update(channel="C0INFRA", ts=ts, text="x")
    with refused("cant_delete_message"):
        await room.client.chat_delete(channel="C0INFRA", ts=ts)


ERRORS: list[tuple[str, Json, str]] = [
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0INFRA"}, "no_text"),
    ("chat.postMessage", {"channel": "C0INFRA", "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {**HELLO, "thread_ts": "1.000000"}, "thread_not_found"),
    ("chat.postMessage", {**HELLO, "blocks": "["}, "invalid_blocks_format"),
    ("chat.postMessage", {**HELLO, "metadata": {"x": 1}}, "invalid_metadata_format"),
    ("chat.postMessage", {**HELLO, "attachments": [{"text": "x"}]}, "invalid_arguments"),
    ("chat.postEphemeral", {**HELLO, "user": "U0NOBODY"}, "user_not_in_channel"),
    ("chat.getPermalink", {"channel": "C0INFRA", "message_ts": "1.000000"}, "message_not_found"),
    ("conversations.history", {"channel": "C0HIRING"}, "channel_not_found"),
    ("conversations.history", {"channel": "C0INFRA", "limit": 5000}, "invalid_limit"),
    ("conversations.history", {"channel": "C0INFRA", "cursor": "!"}, "invalid_cursor"),
    ("conversations.replies", {"channel": "C0INFRA", "ts": "1.000000"}, "thread_not_found"),
    ("conversations.info", {"channel": "C0NOWHERE"}, "channel_not_found"),
    ("conversations.list", {"types": "everything"}, "invalid_types"),
    ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ("views.open", {"trigger_id": "1.2.3", "view": home()}, "invalid_trigger"),
    ("views.open", {"trigger_id": "1.2.3"}, "invalid_arguments"),
    ("views.update", {"view_id": "V0", "view": home()}, "view_not_found"),
    ("views.publish", {"user_id": "U0NOBODY", "view": home()}, "user_not_found"),
    ("views.publish", {"user_id": "U0ANA", "view": {"type": "home"}}, "invalid_arguments"),
]


@pytest.mark.parametrize(("method", "arguments", "error"), ERRORS)
async def test_errors_have_slacks_names(
    room: Room, method: str, arguments: Json, error: str
) -> None:
    """Each refusal answers with the code that Slack documents."""
    with refused(error):
        await room.client.api_call(method, json=arguments)


async def test_invalid_blocks_name_block_and_rule(room: Room) -> None:
    """invalid_blocks says which block broke which rule, where clients look for it."""
    with refused("invalid_blocks") as answers:
        await room.client.chat_postMessage(**HELLO, blocks=[section("x" * 3001)])
    (message,) = answers[0]["response_metadata"]["messages"]
    assert message.startswith("[ERROR] section.text: must have no more than 3000 characters")
    assert "[json-pointer:/blocks/0/text/text]" in message


async def test_a_channel_that_the_app_is_not_in(room: Room) -> None:
    """A public channel needs the app as a member; conversations.join makes it one."""
    open_channel = Channel("C0OPEN", "open", "channel", frozenset({"U0ANA"}), creator="U0ANA")
    room.sandbox.workspace.channels["C0OPEN"] = open_channel
    with refused("not_in_channel"):
        await room.client.chat_postMessage(channel="C0OPEN", text="x")
    with refused("not_in_channel"):
        await room.client.conversations_history(channel="C0OPEN")
    await room.client.conversations_join(channel="C0OPEN")
    assert (await room.client.chat_postMessage(channel="C0OPEN", text="x"))["ok"]


async def test_threads(room: Room) -> None:
    """Replies stand in their thread, count at its root, and a reply to a reply joins them."""
    root = await room.say("Who renews the certificate?")
    reply = await room.client.chat_postMessage(**HELLO, thread_ts=root)
    deeper = await room.client.chat_postMessage(**HELLO, thread_ts=reply["ts"])
    assert deeper["message"]["thread_ts"] == root
    shown = await room.client.conversations_replies(channel="C0INFRA", ts=root)
    assert [m["ts"] for m in shown["messages"]] == [root, reply["ts"], deeper["ts"]]
    assert shown["messages"][0]["reply_count"] == 2
    history = await room.client.conversations_history(channel="C0INFRA", limit=1)
    assert history["messages"][0]["ts"] == root
    assert history["messages"][0]["reply_users"] == [room.sandbox.workspace.bot]


async def test_broadcast_replies_stand_in_the_channel_too(room: Room) -> None:
    """reply_broadcast shows a reply in the channel as thread_broadcast."""
    root = await room.say("root")
    sent = await room.client.chat_postMessage(**HELLO, thread_ts=root, reply_broadcast=True)
    history = await room.client.conversations_history(channel="C0INFRA", limit=1)
    newest = history["messages"][0]
    assert (newest["ts"], newest["subtype"]) == (sent["ts"], "thread_broadcast")


async def test_a_deleted_root_leaves_a_tombstone(room: Room) -> None:
    """Replies outlive the message that they answer."""
    root = await room.client.chat_postMessage(**HELLO)
    await room.client.chat_postMessage(**HELLO, thread_ts=root["ts"])
    room.sandbox.faults.delete_message("C0INFRA", root["ts"])
    thread = await room.client.conversations_replies(channel="C0INFRA", ts=root["ts"])
    assert [m.get("subtype") for m in thread["messages"]] == ["tombstone", None]
    with refused("message_not_found"):
        await room.client.chat_update(channel="C0INFRA", ts=root["ts"], text="x")


async def test_metadata_is_kept_and_shown_when_asked_for(room: Room) -> None:
    """include_all_metadata returns what the app hung on its message; otherwise it stays away."""
    metadata = {"event_type": "post", "event_payload": {"key": "k-1"}}
    await room.client.chat_postMessage(**HELLO, metadata=metadata)
    asked = await room.client.conversations_history(
        channel="C0INFRA", include_all_metadata=True, limit=1
    )
    assert asked["messages"][0]["metadata"] == metadata
    bare = await room.client.conversations_history(channel="C0INFRA", limit=1)
    assert "metadata" not in bare["messages"][0]


async def test_history_is_cut_by_time(room: Room) -> None:
    """oldest and latest bound the history, and inclusive takes the bounds in."""
    first, second, third = [await room.say(text) for text in ("1", "2", "3")]
    bounds = {"channel": "C0INFRA", "oldest": first, "latest": third}
    inner = await room.client.conversations_history(**bounds)
    assert [m["ts"] for m in inner["messages"]] == [second]
    outer = await room.client.conversations_history(**bounds, inclusive=True)
    assert [m["ts"] for m in outer["messages"]] == [third, second, first]


@pytest.mark.parametrize(
    ("method", "name", "arguments"),
    [
        ("users.list", "members", {}),
        ("conversations.list", "channels", {"types": "public_channel,im"}),
        ("conversations.members", "members", {"channel": "C0INFRA"}),
        ("conversations.history", "messages", {"channel": "C0INFRA"}),
    ],
)
async def test_cursors_lead_through_lists(
    room: Room, method: str, name: str, arguments: Json
) -> None:
    """Two items a page, following the cursor, give the whole list once."""
    whole = (await room.client.api_call(method, json={**arguments, "limit": 999}))[name]
    found: list[object] = []
    cursor = ""
    while True:
        page = {**arguments, "limit": 2, "cursor": cursor}
        answer = await room.client.api_call(method, json=page)
        assert len(answer[name]) <= 2
        found += answer[name]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert found == whole


async def test_direct_messages(room: Room) -> None:
    """conversations.open finds the direct messages, and a user id is a place to post to."""
    opened_im = await room.client.conversations_open(users="U0MARIA")
    posted = await room.client.chat_postMessage(channel="U0MARIA", text="hello")
    assert posted["channel"] == opened_im["channel"]["id"]
    info = await room.client.conversations_info(channel=posted["channel"])
    assert (info["channel"]["is_im"], info["channel"]["user"]) == (True, "U0MARIA")


async def test_people_have_zones(room: Room) -> None:
    """users.info tells the zone with the offset of the business date."""
    person = (await room.client.users_info(user="U0PRIYA"))["user"]
    assert (person["tz"], person["tz_offset"]) == ("America/New_York", -5 * 3600)
    assert person["profile"]["display_name"] == "priya"


async def test_permalinks_lead_to_the_page(room: Room) -> None:
    """A permalink names channel and message, and the thread of a reply."""
    root = await room.say("root")
    reply = await room.say("reply", thread_ts=root)
    link = await room.client.chat_getPermalink(channel="C0INFRA", message_ts=reply)
    digits = reply.replace(".", "")
    address = room.served.address
    assert link["permalink"].startswith(f"{address}/archives/C0INFRA/p{digits}?thread_ts={root}")


async def test_timestamps_are_business_time_and_never_repeat(room: Room) -> None:
    """A ts is the clock's time in seconds with six decimals, each greater than the last."""
    stamps = [(await room.client.chat_postMessage(**HELLO))["ts"] for _ in range(3)]
    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith(str(int(room.clock.now().timestamp())))
    assert len(stamps[0].partition(".")[2]) == 6


async def test_scopes_of_the_manifest_are_enforced() -> None:
    """A method without its scope is missing_scope, naming it; without a list all is allowed."""
    scopes = {"oauth_config": {"scopes": {"bot": ["chat:write", "channels:read"]}}}
    async with opened(MANIFEST | scopes) as room:
        await room.client.chat_postMessage(**HELLO)
        await room.client.conversations_info(channel="C0INFRA")
        for method, arguments, needed in (
            ("conversations.history", {"channel": "C0INFRA"}, "channels:history"),
            ("conversations.list", {"types": "im"}, "im:read"),
            ("users.info", {"user": "U0ANA"}, "users:read"),
        ):
            with refused("missing_scope") as answers:
                await room.client.api_call(method, json=arguments)
            assert answers[0]["needed"] == needed


async def test_team_info(room: Room) -> None:
    """The team has a name and a domain."""
    team = (await room.client.team_info())["team"]
    assert (team["id"], team["domain"]) == ("T0SANDBOX", "northwind")


async def test_who_wants_no_messages(room: Room) -> None:
    """Of fifty at most; who is unknown is left out."""
    people = room.sandbox.workspace.people
    people["U0ANA"] = replace(people["U0ANA"], dnd=(1795420800, 1795431600))
    told = (await room.client.dnd_teamInfo(users="U0ANA,U0PRIYA,U0NOBODY"))["users"]
    assert told["U0ANA"] == {
        "dnd_enabled": True, "next_dnd_start_ts": 1795420800, "next_dnd_end_ts": 1795431600,
    }  # fmt: skip
    assert set(told) == {"U0ANA", "U0PRIYA"} and not told["U0PRIYA"]["dnd_enabled"]
    with refused("too_many_users"):
        await room.client.dnd_teamInfo(users=[f"U{n}" for n in range(51)])


async def test_slacks_client_has_every_method(room: Room) -> None:
    """No method name is misspelt: the official client has a function for each."""
    for method in METHODS:
        assert hasattr(room.client, method.replace(".", "_")), method


async def test_publishing_needs_the_home_tab() -> None:
    """An app whose manifest has no Home tab cannot publish one."""
    features = {**MANIFEST["features"], "app_home": {"home_tab_enabled": False}}
    async with opened({**MANIFEST, "features": features}) as room:
        with pytest.raises(SlackApiError, match="not_enabled"):
            await room.client.views_publish(user_id="U0ANA", view=home(section(), section("b")))
