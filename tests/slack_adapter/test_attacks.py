"""The door under attack: forged, repeated, oversized and packed requests."""

import asyncio
import gzip
import logging
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import count
from random import Random

import pytest

from tests.slack_adapter.slack import Stage, command, event, signed, stage
from tests.support.soak import chance, counted, soak

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
CANARY = "canary-in-the-body"
BODY = f"team_id=T0TEAM&command=%2Ftask&user_id=U1&text=add+{CANARY}&trigger_id=1.2.3".encode()
Request = tuple[bytes, dict[str, str]]
STAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
LATIN = "".join(chr(n) for n in (*range(32, 127), *range(160, 256)))


def other_body(luck: Random) -> Request:
    """Some byte of what was signed is another one, is gone, or is there twice."""
    at = luck.randrange(len(BODY))
    put = luck.choice((b"", bytes([BODY[at] ^ luck.randrange(1, 256)]), BODY[at : at + 1] * 2))
    return BODY[:at] + put + BODY[at + 1 :], signed(BODY, FORM)


def other_time(luck: Random) -> Request:
    """Signed by the right secret, at a time that is not now."""
    off = luck.choice((-1, 1)) * luck.uniform(301 + 5, 10**9)
    return BODY, signed(BODY, FORM, at=max(0.0, time.time() + off))


def moved_time(luck: Random) -> Request:
    """The time was changed after it was signed, inside of what Slack's window allows."""
    headers = signed(BODY, FORM)
    moved = int(headers[STAMP]) + luck.choice((-1, 1)) * luck.randrange(1, 290)
    return BODY, headers | {STAMP: str(moved)}


def no_time(luck: Random) -> Request:
    """The time is no number of seconds."""
    now = signed(BODY, FORM)[STAMP]
    odd = luck.choice((
        "", "now", f"-{now}", f"+{now}", f"{now}.0", f" 0x{int(now):x}", "1e9", "9" * 400,
        f"{now}\u00a0", f"{now},{now}", "nan",
        "".join(luck.choices(LATIN, k=luck.randrange(1, 40))),
    ))  # fmt: skip
    return BODY, signed(BODY, FORM) | {STAMP: odd}


def other_signature(luck: Random) -> Request:
    """Some sign of the signature is another one, it is cut short, or it is anything at all."""
    headers = signed(BODY, FORM)
    good = headers[SIGNATURE]
    at = luck.randrange(len(good))
    odd = luck.choice((
        good[:at] + luck.choice("ghijklGHIJKL\u00fc ") + good[at + 1 :],
        good[:at], good.upper(), good.replace("v0", "v1"), f"v0={'0' * 64}", f"{good}{good[3:]}",
        "".join(luck.choices(LATIN, k=luck.randrange(0, 200))), "v0=" + "\u00e4" * 64,
    ))  # fmt: skip
    return BODY, headers | {SIGNATURE: odd}


def other_secret(luck: Random) -> Request:
    """Whole in itself, and signed by somebody else."""
    return BODY, signed(BODY, FORM, secret=f"{luck.getrandbits(128):032x}")


def missing(luck: Random) -> Request:
    """One of the two headers is not there."""
    headers = signed(BODY, FORM)
    del headers[luck.choice((STAMP, SIGNATURE))]
    return BODY, headers


KINDS: tuple[Callable[[Random], Request], ...] = (
    other_body, other_time, moved_time, no_time, other_signature, other_secret, missing,
)  # fmt: skip


@soak
async def test_mutants_are_refused(caplog: pytest.LogCaptureFixture) -> None:
    """Five hundred forgeries: each is a 401, nothing is asked of the desk, nothing is logged."""
    caplog.set_level(logging.DEBUG)
    luck = chance("mutants")
    async with stage() as at:
        for number in range(counted(500, 10_000)):
            body, headers = KINDS[number % len(KINDS)](luck)
            status, answer = await at.post(body, {"content-type": FORM} | headers)
            assert status == 401, (number, headers)
            assert CANARY not in answer
        assert at.desk.asked == []
        assert (await at.post(BODY, signed(BODY, FORM)))[0] == 200, "the door stands open for Slack"
        assert len(at.desk.asked) == 1
    assert CANARY not in caplog.text


def bomb(size: int) -> bytes:
    """A little that would become much."""
    return gzip.compress(b'{"type":"event_callback","text":"' + b"a" * size + b'"}')


HOSTILE = {
    "ten megabytes": (b"x" * 10_000_000, {}),
    "a hundred thousand brackets": (b"[" * 100_000, {}),
    "a bracket in a form": (b"payload=" + b"[" * 100_000, {"content-type": FORM}),
    "a packed bomb": (bomb(50_000_000), {"content-encoding": "gzip"}),
    "a deflated bomb": (zlib.compress(b"[" * 20_000_000), {"content-encoding": "deflate"}),
    "twenty thousand fields": (b"&".join(b"a%d=1" % n for n in range(20_000)), {
        "content-type": FORM,
    }),
    "a number without end": (b'{"event":' + b"9" * 200_000 + b"}", {}),
    "a name without end": (b'{"' + b"k" * 250_000 + b'":1}', {}),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("by_slack", [False, True])
async def test_what_is_hostile_costs_little(case: str, by_slack: bool) -> None:
    """Unsigned it is not even read; signed it is a 4xx or does nothing: neither takes long."""
    body, more = HOSTILE[case]
    headers = signed(body, JSON) if by_slack else {"content-type": JSON}
    async with stage() as at:
        await at.post(b"{}", signed(b"{}", JSON))
        began = time.thread_time()
        async with at.http.post(at.url, data=BytesIO(body), headers=headers | more) as response:
            status = response.status
        spent = time.thread_time() - began
        assert status < 500
        if not by_slack:
            assert status in {401, 413}
        assert [asked for asked in at.desk.asked if asked[0] != "reader"] == []
        # Client and server share the thread; half a second is far above both on a busy machine.
        assert spent < 0.5
        assert (await at.form(command("help")))[0] == 200


async def test_a_sender_who_dawdles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that does not come in time is a 400; others are answered meanwhile."""
    monkeypatch.setattr("adapters.slack.door.BODY_SECONDS", 0.3)
    async with stage() as at:
        status, other = await slowly(at), (await at.form(command("help")))[0]
        assert (status, other) == (400, 200)


async def slowly(at: Stage) -> int:
    """A request whose body stops in the middle."""
    host, _, path = at.url.removeprefix("http://").partition("/")
    reader, writer = await asyncio.open_connection(*host.split(":"))
    headers = signed(BODY, FORM) | {"host": host, "content-length": str(len(BODY))}
    lines = [f"POST /{path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode() + BODY[:10])
    await writer.drain()
    first = await reader.readline()
    writer.close()
    return int(first.split()[1])


@soak
async def test_events_that_come_again_carry_their_key() -> None:
    """However often and with whatever headers of a retry: the key of an event stays its own."""
    told = {"type": "app_mention", "user": "U1", "text": "<@U0BOT> hi", "channel": "C1"}
    numbers = count(1)
    async with stage() as at:
        for _ in range(counted(25, 2_000)):
            number = next(numbers)
            for _ in range(4):
                await at.event(event(told | {"ts": f"{number}.1"}, f"Ev{number}"))
        keys = [asked[0] for asked in at.desk.of("receive")]
        assert len(set(keys)) == len(keys) / 4
