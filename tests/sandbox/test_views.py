"""Modals and App Home: opened by trigger, stacked, filled in, submitted."""

import asyncio

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.samples import (
    actions,
    button,
    field,
    home,
    modal,
    option,
    plain,
    refused,
    section,
    typed,
)
from tests.sandbox.support import Json, Room


def opener(room: Room, view: Json) -> AsyncApp:
    """Build an app that opens a view on /task."""
    app = room.bolt()

    @app.command("/task")
    async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    return app


async def top(room: Room, user: str = "U0ANA") -> Json:
    """Return the view that a person looks at."""
    view: Json = (await room.get("/ui/views", user))["view"]
    return view


async def test_required_fields_are_asked_for_without_the_app(room: Room) -> None:
    """An empty required field is refused as Slack does, and the app hears nothing."""
    await room.attach(opener(room, modal(field("a", typed()), field("b", typed(), optional=True))))
    await room.command("/task")
    view = await top(room)
    answer = await room.act("/ui/submit", view_id=view["id"], state={})
    assert answer == {"ok": False, "errors": {"a": "Please complete this required field."}}
    assert room.sent() == ["command /task"]


async def test_lengths_are_checked_before_the_app(room: Room) -> None:
    """min_length and max_length are the client's to enforce."""
    await room.attach(opener(room, modal(field("a", typed(min_length=3, max_length=5)))))
    await room.command("/task")
    view = await top(room)
    for text, problem in (("ab", "at least 3"), ("abcdef", "at most 5")):
        answer = await room.act("/ui/submit", view_id=view["id"], state={"a": {"text": text}})
        assert problem in answer["errors"]["a"]


async def test_errors_keep_the_modal_open(room: Room) -> None:
    """response_action errors shows sentences per field; an empty ack closes the modal."""
    app = opener(room, modal())

    @app.view("edit")
    async def edit(ack: AsyncAck, view: Json) -> None:
        if view["state"]["values"]["title"]["text"]["value"] == "no":
            await ack(response_action="errors", errors={"title": "Say more"})
        else:
            await ack()

    await room.attach(app)
    await room.command("/task")
    form = {"view_id": (await top(room))["id"]}
    refusal = await room.act("/ui/submit", **form, state={"title": {"text": "no"}})
    assert refusal == {"ok": False, "errors": {"title": "Say more"}}
    assert await room.act("/ui/submit", **form, state={"title": {"text": "yes"}}) == {"ok": True}
    assert await top(room) is None


async def test_errors_for_unknown_blocks_are_refused(room: Room) -> None:
    """An app that names a block which is no input has made a mistake, and learns it."""
    app = opener(room, modal())

    @app.view("edit")
    async def edit(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"nowhere": "?"})

    await room.attach(app)
    await room.command("/task")
    view_id = (await top(room))["id"]
    answer = await room.act("/ui/submit", view_id=view_id, state={"title": {"text": "x"}})
    assert "invalid_errors" in answer["error"]


@pytest.mark.parametrize(
    ("action", "title"), [("update", "Second"), ("push", "Second"), ("clear", None)]
)
async def test_response_actions(room: Room, action: str, title: str | None) -> None:
    """update replaces the view, push stacks one above it, clear closes all."""
    app = opener(room, modal())

    @app.view("edit")
    async def edit(ack: AsyncAck) -> None:
        view = None if action == "clear" else modal(section(), title=plain("Second"))
        await ack(response_action=action, view=view)

    await room.attach(app)
    await room.command("/task")
    first = await top(room)
    state = {"title": {"text": "x"}}
    assert await room.act("/ui/submit", view_id=first["id"], state=state) == {"ok": True}
    shown = await top(room)
    assert (shown and shown["title"]["text"]) == title
    if action == "push":
        assert (shown["previous_view_id"], shown["root_view_id"]) == (first["id"], first["id"])
        await room.act("/ui/close", view_id=shown["id"])
        assert (await top(room))["id"] == first["id"]


async def test_a_trigger_opens_one_view_within_three_seconds(room: Room) -> None:
    """A trigger is used up by its first view, and dies after three elapsed seconds."""
    app = room.bolt()
    triggers: list[str] = []

    @app.command("/task")
    async def command(ack: AsyncAck, body: Json) -> None:
        triggers.append(body["trigger_id"])
        await ack()

    await room.attach(app)
    await room.command("/task")
    await room.client.views_open(trigger_id=triggers[0], view=modal())
    with refused("exchanged_trigger_id"):
        await room.client.views_open(trigger_id=triggers[0], view=modal())
    await room.command("/task")
    room.elapsed.seconds += 3.1
    with refused("expired_trigger_id"):
        await room.client.views_open(trigger_id=triggers[1], view=modal())


async def test_update_checks_the_hash(room: Room) -> None:
    """views.update with the hash of an older version is a hash_conflict; the new one fits."""
    await room.attach(opener(room, modal()))
    await room.command("/task")
    view = await top(room)
    place = {"view_id": view["id"], "view": modal(title=plain("New"))}
    updated = await room.client.views_update(**place, hash=view["hash"])
    with refused("hash_conflict"):
        await room.client.views_update(**place, hash=view["hash"])
    await room.client.views_update(**place, hash=updated["view"]["hash"])


async def test_what_was_typed_survives_an_update(room: Room) -> None:
    """An update keeps the values of the fields that keep their ids."""
    await room.attach(opener(room, modal(field("a", typed()))))
    await room.command("/task")
    view = await top(room)
    again = modal(field("a", typed()), field("b", typed()))
    container = {"type": "view", "view_id": view["id"]}
    await room.act("/ui/action", container=container, block_id="a", action_id="text", value="kept")
    await room.client.views_update(view_id=view["id"], view=again)
    values = (await top(room))["state"]["values"]
    assert values["a"]["text"]["value"] == "kept"
    assert values["b"]["text"]["value"] is None


async def test_the_stack_holds_three_views(room: Room) -> None:
    """A fourth modal is a push_limit_reached."""
    app = opener(room, modal(actions(button("more"))))
    outcomes: list[str] = []

    @app.action("more")
    async def more(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        view = modal(actions(button("more")))
        trigger_id = body["trigger_id"]
        if len(outcomes) == 2:
            with refused("push_limit_reached"):
                await client.views_push(trigger_id=trigger_id, view=view)
        else:
            await client.views_push(trigger_id=trigger_id, view=view)
        outcomes.append("pushed")
        await ack()

    await room.attach(app)
    await room.command("/task")
    for _ in range(3):
        container = {"type": "view", "view_id": (await top(room))["id"]}
        ids = {"block_id": "row", "action_id": "more"}
        assert await room.act("/ui/action", container=container, **ids) == {"ok": True}
    assert len(outcomes) == 3


async def test_closing_is_told_when_asked_for(room: Room) -> None:
    """notify_on_close sends view_closed, with is_cleared when the whole stack went."""
    app = opener(room, modal(notify_on_close=True))
    seen: list[bool] = []

    @app.view_closed("edit")
    async def closed(ack: AsyncAck, body: Json) -> None:
        seen.append(body["is_cleared"])
        await ack()

    await room.attach(app)
    for all_of_them in (False, True):
        await room.command("/task")
        view_id = (await top(room))["id"]
        assert await room.act("/ui/close", view_id=view_id, all=all_of_them) == {"ok": True}
    assert seen == [False, True]


async def test_choices_in_a_form_stay_with_the_person(room: Room) -> None:
    """An input block tells the app of a choice only when it says dispatch_action."""
    select = {"type": "static_select", "action_id": "s", "options": [option("a"), option("b")]}
    view = modal(field("quiet", select), field("loud", select, dispatch_action=True))
    app = opener(room, view)
    seen: list[Json] = []

    @app.action("s")
    async def chosen(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    await room.attach(app)
    await room.command("/task")
    container = {"type": "view", "view_id": (await top(room))["id"]}
    for block_id, value in (("quiet", "a"), ("loud", "b")):
        where = {"container": container, "block_id": block_id, "action_id": "s"}
        assert await room.act("/ui/action", **where, value=value) == {"ok": True}
    (body,) = seen
    assert body["actions"][0]["selected_option"]["value"] == "b"
    values = body["view"]["state"]["values"]
    assert values["quiet"]["s"]["selected_option"]["value"] == "a"


async def test_suggestions_come_from_the_app(room: Room) -> None:
    """An external select asks the app, and takes what it was offered and nothing else."""
    external = {"type": "external_select", "action_id": "who", "min_query_length": 0}
    app = opener(room, modal(field("owner", external)))
    submitted: list[Json] = []

    @app.options("who")
    async def options(ack: AsyncAck, payload: Json) -> None:
        await ack(options=[option("p1", f"Found {payload['value']}")])

    @app.view("edit")
    async def edit(ack: AsyncAck, view: Json) -> None:
        submitted.append(view["state"]["values"]["owner"]["who"])
        await ack()

    await room.attach(app)
    await room.command("/task")
    view_id = (await top(room))["id"]
    ids = {"block_id": "owner", "action_id": "who"}
    answer = await room.act("/ui/options", view_id=view_id, **ids, query="ma")
    assert answer["options"] == [option("p1", "Found ma")]
    foreign = await room.act("/ui/submit", view_id=view_id, state={"owner": {"who": "p2"}})
    assert "none of its options" in foreign["error"]
    state = {"owner": {"who": "p1"}}
    assert await room.act("/ui/submit", view_id=view_id, state=state) == {"ok": True}
    assert submitted[0]["selected_option"] == option("p1", "Found ma")


async def test_app_home_is_published_when_opened(room: Room) -> None:
    """Opening the home tells the app, and what it publishes is for that person alone."""
    app = room.bolt()
    published = asyncio.Event()

    @app.event("app_home_opened")
    async def opened_home(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=home(section("My list")))
        published.set()

    await room.attach(app)
    assert await room.get("/ui/home", "U0ANA") == {"view": None}
    await published.wait()
    shown = await room.get("/ui/home", "U0ANA", quiet="1")
    assert shown["view"]["blocks"][0]["text"]["text"] == "My list"
    assert await room.get("/ui/home", "U0MARIA", quiet="1") == {"view": None}
    await room.sandbox.settle()
    assert room.sent() == ["event app_home_opened"]


async def test_a_view_belongs_to_one_person(room: Room) -> None:
    """Nobody can submit or close what somebody else has open."""
    await room.attach(opener(room, modal()))
    await room.command("/task")
    view_id = (await top(room))["id"]
    assert await top(room, "U0MARIA") is None
    answer = await room.act("/ui/submit", "U0MARIA", view_id=view_id, state={})
    assert answer == {"ok": False, "error": "view_not_found"}
