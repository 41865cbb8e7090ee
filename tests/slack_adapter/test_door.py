"""What comes through the door: signed, small and readable requests, and nothing else."""

import logging
import time

import pytest

from tests.slack_adapter.slack import ANA, TEAM, command, event, press, signed, stage

JSON = "application/json"


async def test_a_signed_command_is_answered_by_its_acknowledgement() -> None:
    """The acknowledgement of a slash command is the private answer."""
    async with stage() as at:
        status, answer = await at.form(command("add Renew it <@U1|ben> &amp; more"))
        assert status == 200
        assert answer["response_type"] == "ephemeral"
        assert answer["blocks"][0]["elements"][0]["elements"][0]["text"] == "added"
        [(sender, text, key, home, forms)] = at.desk.of("words")
        assert (sender.team, sender.user, sender.place) == (TEAM, ANA, "C0INFRA")
        assert text == "add Renew it <@U1|ben> & more"
        assert key == "slack:command:T0TEAM:1.2.3"
        assert (home, forms) == ("task", True)


async def test_the_address_is_verified_when_asked() -> None:
    """Slack's url_verification gets its challenge back."""
    async with stage() as at:
        body = b'{"type":"url_verification","challenge":"abc","token":"x"}'
        status, text = await at.post(body, signed(body, JSON))
        assert (status, "abc" in text) == (200, True)


BODY = b'{"type":"event_callback","secret":"canary-body"}'


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-slack-signature": "v0=00"},
        {**signed(BODY, JSON), "x-slack-request-timestamp": "abc"},
        {**signed(BODY, JSON), "x-slack-request-timestamp": "\u0661\u0667"},
        {**signed(BODY, JSON), "x-slack-signature": "v0=" + "\u00fc" * 64},
        {**signed(BODY, JSON), "x-slack-signature": "v0=" + "0" * 64},
        signed(BODY + b" ", JSON),
        signed(BODY, JSON, secret="f" * 32),
        signed(BODY, JSON, at=time.time() - 86_400),
        signed(BODY, JSON, at=time.time() + 86_400),
    ],
)
async def test_a_forgery_is_refused_and_not_logged(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """A bad signature or timestamp is a 401, and nothing of the body reaches a log."""
    caplog.set_level(logging.DEBUG)
    async with stage() as at:
        status, _ = await at.post(BODY, headers)
        assert status == 401
        assert at.desk.of("receive") == []
    assert "canary-body" not in caplog.text


@pytest.mark.parametrize("announced", [True, False])
async def test_what_is_too_large_is_refused_before_it_is_read(announced: bool) -> None:
    """A body above 256 KiB is a 413, whether its length is announced or not."""
    async with stage() as at:
        body = b"x" * (256 * 1024 + 1)
        headers = signed(body, JSON)

        async def chunks() -> object:
            for start in range(0, len(body), 65536):
                yield body[start : start + 65536]

        data = body if announced else chunks()
        async with at.http.post(at.url, data=data, headers=headers) as response:
            assert response.status == 413


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"[" * 100_000, JSON),
        (b'{"a":' * 50_000, JSON),
        (b"payload=" + b"[" * 100_000, "application/x-www-form-urlencoded"),
        (b"not json", JSON),
        (b"[]", JSON),
        (b"null", JSON),
        (b"\xff\xfe", JSON),
    ],
)
async def test_signed_nonsense_is_refused(
    body: bytes, content_type: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What is signed but unreadable is refused with a 4xx, never a 500."""
    async with stage() as at:
        status, _ = await at.post(body, signed(body, content_type))
        assert 400 <= status < 500


async def test_other_methods_are_refused() -> None:
    """The door takes POST only."""
    async with stage() as at, at.http.get(at.url) as response:
        assert response.status == 405


async def test_a_replayed_request_carries_the_same_key() -> None:
    """A signed request that comes again is recognised by its key."""
    async with stage() as at:
        for _ in range(2):
            await at.form(command("add Renew it"))
            await at.interact(press({"action_id": "done.t42"}))
            told = {
                "type": "app_mention",
                "user": ANA,
                "text": "<@U0BOT> hi",
                "channel": "C1",
                "ts": "1.1",
            }
            await at.event(event(told))
        for name, place in (("words", 2), ("press", 2), ("receive", 0)):
            first, second = at.desk.of(name)
            assert first[place] == second[place]
