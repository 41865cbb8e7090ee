"""The loopback's answers, and what is asked of it, agree with Discord's own description."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.discord_adapter import openapi
from tests.discord_adapter.discord_server import DiscordWorld
from tests.discord_adapter.discord_server.rest import Recorded

LAYOUT: list[dict[str, Any]] = [
    {"type": 17, "components": [
        {"type": 10, "content": "tasks"},
        {"type": 9, "components": [{"type": 10, "content": "one"}], "accessory": {
            "type": 2, "style": 1, "label": "Done", "custom_id": "a",
        }},
        {"type": 14},
        {"type": 1, "components": [{"type": 2, "style": 5, "label": "x", "url": "https://a.b"}]},
        {"type": 1, "components": [
            {"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "b"}]},
        ]},
        {"type": 1, "components": [{"type": 5, "custom_id": "u"}]},
    ]},
]  # fmt: skip


async def test_answers_are_as_described() -> None:
    """Every kind of object that the loopback writes."""
    world = await DiscordWorld.start()
    guild, ana = world.guild("Example"), world.user("ana")
    world.join(guild, ana)
    infra, forum = world.channel(guild, "infra"), world.forum(guild, "asks")
    said = await world.say(ana, infra, "we need a certificate")
    await world.react(ana, said, "\N{PUSHPIN}")
    thread = world.thread(infra, "about it", ana)
    world.forum_post(forum, "a post", "its text", ana)
    one, messages = f"/channels/{infra.id}", f"/channels/{infra.id}/messages"
    at, inside = f"/guilds/{guild.id}", f"/channels/{thread.id}"
    reply = {
        "content": "x",
        "message_reference": {"message_id": said.id},
        "embeds": [{"title": "y"}],
    }
    asked: list[tuple[str, str, object]] = [
        *(("GET", path, None) for path in (
            "/gateway/bot", "/users/@me", f"/users/{ana.id}", "/users/@me/guilds",
            "/applications/@me", f"{at}?with_counts=true", f"{at}/channels", f"{at}/roles",
            f"{at}/threads/active", f"{at}/members/search?query=an", f"{at}/members/{ana.id}",
            one, inside, f"/channels/{forum.id}", messages, f"{messages}/{said.id}",
        )),
        ("POST", messages, {"flags": 1 << 15, "components": LAYOUT}),
        ("POST", messages, reply),
        ("POST", f"{messages}/{said.id}/threads", {"name": "begun"}),
        ("POST", f"{one}/threads", {"name": "another", "type": 11}),
        ("POST", f"/channels/{forum.id}/threads", {"name": "a", "message": {"content": "b"}}),
        ("PUT", f"{inside}/thread-members/@me", None),
        ("GET", f"{inside}/thread-members", None),
        ("POST", "/users/@me/channels", {"recipient_id": ana.id}),
    ]  # fmt: skip
    headers = {"Authorization": f"Bot {world.token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        for method, path, body in asked:
            async with http.request(method, world.api_base_url + path, json=body) as answer:
                assert answer.status < 300, await answer.text()
    assert openapi.answer_problems(world.requests) == []
    await world.close()


def test_routes_are_described() -> None:
    """The loopback serves nothing that Discord doesn't."""
    assert openapi.unknown_routes(DiscordWorld().routes) == []


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A description of one call, of our own."""
    body = {"type": "object", "properties": {"name": {"type": "string", "maxLength": 3}}}
    call = {"requestBody": {"content": {"application/json": {"schema": body}}}}
    path = tmp_path / "small.json"
    path.write_text(json.dumps({"components": {}, "paths": {"/things": {"post": call}}}))
    caches = (openapi.description, openapi.of_request, openapi.of_answer)
    monkeypatch.setenv("DISCORD_OPENAPI", str(path))
    for one in caches:
        one.cache_clear()
    yield
    for one in caches:
        one.cache_clear()


@pytest.mark.usefixtures("small")
def test_a_body_that_is_not_as_described_is_told() -> None:
    """With its place; what the loopback refused is left out."""

    def recorded(name: str, status: int) -> Recorded:
        return Recorded("POST", "/things", {}, {"name": name}, 0.0, {}, status)

    found = openapi.problems([recorded("abc", 200), recorded("abcd", 200), recorded("abcde", 400)])
    assert found == ["POST /things: $.name: 'abcd' is too long"]
    assert openapi.unknown_routes(["POST /things", "GET /things"]) == ["GET /things"]
