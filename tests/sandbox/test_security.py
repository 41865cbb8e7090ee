"""Who may talk to the sandbox: its own page and app, on this machine."""

import pytest

from adapters.sandbox.serve import serve
from tests.sandbox.support import Room, opened


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:{port}"}, 200),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Origin": "http://localhost:{port}"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:{port}"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_host_and_origin(room: Room, headers: dict[str, str], status: int) -> None:
    """Any other name or page is refused, so that no website can reach the sandbox."""
    filled = {name: value.format(port=room.served.port) for name, value in headers.items()}
    url = f"{room.served.address}/ui/state?as=U0ANA"
    async with room.http.get(url, headers=filled) as response:
        assert response.status == status


async def test_a_foreign_page_opens_no_socket(room: Room) -> None:
    """The same holds for web sockets."""
    async with room.http.get(
        f"{room.served.address}/link",
        headers={
            "Origin": "https://evil.example",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13",
        },
    ) as response:
        assert response.status == 403


async def test_a_form_of_a_foreign_page_does_nothing(room: Room) -> None:
    """Only JSON is read, which no plain form can send."""
    url = f"{room.served.address}/ui/message"
    body = '{"as": "U0ANA", "channel": "C0INFRA", "text": "x"}'
    headers = {"Content-Type": "text/plain"}
    async with room.http.post(url, data=body, headers=headers) as response:
        assert (await response.json())["error"] == "send application/json"


async def test_every_answer_carries_the_policy(room: Room) -> None:
    """Scripts and styles come from the sandbox alone, and nobody may frame it."""
    async with room.http.get(f"{room.served.address}/ui/state?as=U0ANA") as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_assets_stay_in_their_folder(room: Room) -> None:
    """No path leads out of the page's folder."""
    for path in ("/assets/../app.py", "/assets/%2e%2e/app.py", "/assets/..%2fapp.py"):
        async with room.http.get(f"{room.served.address}{path}") as response:
            assert response.status == 404


@pytest.mark.parametrize("body", ["", "[]", "{", "[" * 100_000, '"x"'])
async def test_broken_bodies_are_answered(room: Room, body: str) -> None:
    """Whatever is sent as JSON, the answer is a sentence and not a crash."""
    headers = {"Content-Type": "application/json"}
    url = f"{room.served.address}/ui/command"
    async with room.http.post(url, data=body, headers=headers) as response:
        assert response.status == 200
        assert (await response.json())["ok"] is False


async def test_a_taken_port_is_an_error_and_a_freed_one_is_not() -> None:
    """The server binds to 127.0.0.1 on the port that was asked for, and lets go of it."""
    async with opened() as room:
        assert room.served.address == f"http://127.0.0.1:{room.served.port}"
        with pytest.raises(OSError, match=r"[Aa]ddress"):
            await serve(room.sandbox, room.served.port)
        port = room.served.port
    async with opened() as room:
        again = await serve(room.sandbox, port)
        assert again.port == port
        await again.stop()
