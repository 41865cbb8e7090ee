"""What a platform does wrong, and what people see of it: each message once, or an honest word."""

import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from bot import deadletters
from core import dispatch
from core.followup import ticking
from core.kernel.errors import Busy
from core.kernel.refs import WorkspaceId
from core.people.model import InstallationState
from core.screens.delivery import Post, PostState
from core.unit import Unit, WorkUnit
from tests.support.soak import chance, counted, soak
from tests.support.team import Team

ANA, MARIA, JONAS, INFRA = "U0ANA", "U0MARIA", "U0JONAS", "C0INFRA"
WORKSPACE = WorkspaceId(1)
ADD = "/task add Renew the certificate @maria tomorrow 17:00"
POST = "chat.postMessage"


async def asks(team: Team, line: str = ADD) -> None:
    """Ana asks for something, and all that follows has happened."""
    await team.types(ANA, INFRA, line)
    await team.settled()


async def told(team: Team, who: str, words: str = "is yours now") -> int:
    """How many messages with these words somebody has from the bot."""
    return sum(words in message.text for message in await team.dm(who))


async def posts(team: Team) -> list[Post]:
    """All posts, oldest first."""

    def read(unit: Unit) -> list[Post]:
        work = unit.of(WORKSPACE)
        found = (work.posts.get(number) for number in range(1, 400))
        return [post for post in found if post is not None]

    return await team.run.bot.store.read(read)


def states(team: Team) -> Counter[str]:
    """How many posts are in each state."""
    assert team.run.bot.store.file is not None
    with closing(sqlite3.connect(team.run.bot.store.file)) as connection:
        return Counter(dict(connection.execute("SELECT state, count(*) FROM posts GROUP BY state")))


def calls(team: Team, method: str) -> int:
    """How many calls of *method* the platform has seen."""
    entries = team.run.sandbox.log.after(0)
    return sum(str(entry["what"]).startswith(method) for entry in entries)


@soak
async def test_a_reply_that_was_lost(team: Team) -> None:
    """The platform took the message, the reply got lost: it stands once."""
    await stand_once(team, lambda: team.run.sandbox.faults.drop_next(POST, applied=True))
    assert states(team).keys() == {PostState.SENT}


@soak
async def test_a_request_that_was_lost(team: Team) -> None:
    """The connection broke before the platform took anything: looked for, then sent again."""
    await stand_once(team, lambda: team.run.sandbox.faults.drop_next(POST, applied=False))


@soak
@pytest.mark.parametrize("applied", [True, False])
async def test_a_502(team: Team, applied: bool) -> None:
    """A 502 says nothing about the message: it stands once, whether it was taken or not."""
    faults = team.run.sandbox.faults
    await stand_once(team, lambda: faults.fail_next(POST, status=502, applied=applied))


async def stand_once(team: Team, goes_wrong: Callable[[], object]) -> None:
    """Each message stands once though something goes wrong with each; two people by turns, who are
    at work now, so that nobody's list grows too long."""
    await raise_budget(team)
    most = counted(2, 1_000)
    for number in range(most):
        goes_wrong()
        owner = ("maria", "jonas")[number % 2]
        await asks(team, f"/task add Parcel {number:04} @{owner} friday")
        await until_sent(team)
    said = [m.text for who in (MARIA, JONAS) for m in await team.dm(who)]
    found = Counter(re.findall(r"Parcel \d{4}", " ".join(said)))
    assert found == Counter({f"Parcel {number:04}": 1 for number in range(most)})


async def test_not_known_while_the_platform_is_away(team: Team) -> None:
    """Uncertain, and the look fails as well: it is looked for again, never just sent again."""
    faults = team.run.sandbox.faults
    faults.drop_next(POST, applied=True)
    faults.fail_next("conversations.history", 3, status=503, error="service_unavailable")
    await asks(team)
    await until_sent(team)
    assert await told(team, MARIA) == 1
    assert calls(team, POST) == 1


async def until_sent(team: Team) -> None:
    """Turns until nothing waits to be known, or half a minute has passed."""
    until = time.monotonic() + 30
    while states(team)[PostState.SENDING]:
        assert time.monotonic() < until
        await team.run.bot.until_idle()


async def test_slow_down(team: Team) -> None:
    """429 with Retry-After holds that conversation alone, and nothing overtakes in it."""
    team.run.sandbox.faults.rate_limit(POST, 30)
    await asks(team)
    assert await told(team, MARIA) == 0
    await asks(team, "/task add Second parcel @maria friday")
    await asks(team, "/task add Other parcel @jonas friday")
    assert (await told(team, MARIA), await told(team, JONAS)) == (0, 1)
    assert calls(team, POST) == 2
    await team.later(seconds=31)
    first, second = [message.text for message in await team.dm(MARIA)]
    assert "Renew" in first and "Second" not in first
    assert "Second" in second and "Renew" not in second


@soak
async def test_an_outage_of_a_day(team: Team) -> None:
    """However long the platform takes nothing, the message is not given up."""
    faults = team.run.sandbox.faults
    faults.rate_limit(POST, 1, times=counted(40, 1_200))
    await asks(team, "/task add Renew the certificate @maria in 10 days")
    await team.later(minutes=counted(20, 60))
    assert faults.pending(POST) == 0
    assert await told(team, MARIA) == 1
    assert [post.attempts for post in await posts(team)] == [0]


async def test_a_letter_that_is_refused(team: Team) -> None:
    """invalid_blocks is a dead letter after one try; retried by an admin it arrives."""
    team.run.sandbox.faults.fail_next(POST, error="invalid_blocks")
    await asks(team)
    await team.later(hours=3)
    assert calls(team, POST) == 1
    dead = [post for post in await posts(team) if post.state is PostState.DEAD]
    assert [post.error for post in dead] == ["Refused: invalid_blocks"]
    await decide(team, dead[0], dispatch.revive)
    assert await told(team, MARIA) == 1


async def test_admins_hear_of_a_dead_letter_once_a_day(team: Team) -> None:
    """Two are refused: one line says that somebody must look, and where."""
    await team.types(ANA, INFRA, "/task admin me")
    await team.settled()
    for line in (ADD, "/task add Draw the plan @jonas friday"):
        team.run.sandbox.faults.fail_next(POST, error="invalid_blocks")
        await asks(team, line)
    await team.later(hours=2)
    said = [m for m in await team.dm(ANA) if "chivvy deadletter list" in m.text]
    assert len(said) == 1


async def test_a_dead_letter_that_is_dropped(team: Team) -> None:
    """What an admin gives up is not sent; its notices are free, so that the ladder goes on."""
    team.run.sandbox.faults.fail_next(POST, error="invalid_blocks")
    await asks(team)
    [dead] = [post for post in await posts(team) if post.state is PostState.DEAD]
    await decide(team, dead, dispatch.give_up)
    assert (await posts(team))[0].state is PostState.CANCELLED
    await team.later(minutes=30)
    states = [post.state for post in await posts(team)]
    assert states == [PostState.CANCELLED, PostState.SENT]
    assert await told(team, MARIA) == 1


async def decide(team: Team, post: Post, decision: object) -> None:
    """An admin decides about a dead letter while the bot runs."""
    now = team.run.hand.now()
    await team.run.bot.store.write(
        lambda unit: decision(unit, post.workspace, post.id, now),  # type: ignore[operator]
        workspace=post.workspace,
    )
    await team.settled()


async def test_dead_letters_on_the_command_line(team: Team) -> None:
    """list shows what was refused and why, retry and drop decide; none tells what was in it."""
    team.run.sandbox.faults.fail_next(POST, times=2, error="invalid_blocks")
    await asks(team)
    await asks(team, "/task add Other parcel @jonas friday")
    settings = team.run.bot.settings
    await team.run.bot.stop()
    dead = await deadletters.dead_letters(settings)
    assert [post.error for post in dead] == ["Refused: invalid_blocks"] * 2
    await deadletters.revive(settings, 1, dead[0].id)
    await deadletters.give_up(settings, 1, dead[1].id)
    assert await deadletters.dead_letters(settings) == []


async def test_a_person_who_refuses_us(team: Team) -> None:
    """One try a working day; what was to be said is kept, and arrives when it may."""
    team.run.sandbox.faults.refuse_dms(MARIA)
    await asks(team)
    before = calls(team, "conversations.open") + calls(team, POST)
    await asks(team, "/task add Second parcel @maria friday")
    await team.later(hours=2)
    assert calls(team, "conversations.open") + calls(team, POST) == before
    team.run.sandbox.faults.refuse_dms(MARIA, refused=False)
    await team.later(days=1, hours=2)
    words = " ".join(message.text for message in await team.dm(MARIA))
    assert "Renew the certificate" in words and "Second parcel" in words


async def test_nobody_is_named_who_was_never_reached(team: Team) -> None:
    """The climb holds while its person cannot be reached: nobody else hears of it."""
    team.run.sandbox.faults.refuse_dms(MARIA)
    await asks(team)
    await team.later(days=7)
    assert not any("Renew" in message.text for message in await channel(team))
    assert not [m for m in await team.dm(ANA) if "How is it" in m.text]


async def channel(team: Team) -> list[object]:
    """What the bot said in the channel, privately or not."""
    return [m for m in await team.sees(ANA, INFRA) if m.user == "U0SANDBOX" and not m.private]


async def test_a_token_that_was_revoked(team: Team) -> None:
    """The installation is suspended at once: nothing more is asked, nothing is lost."""
    team.run.sandbox.faults.revoke_token()
    await asks(team)
    seen = calls(team, "chat.") + calls(team, "conversations.")
    await asks(team, "/task add Other parcel @jonas friday")
    await team.later(hours=2)
    assert calls(team, "chat.") + calls(team, "conversations.") == seen
    assert await state(team) is InstallationState.SUSPENDED
    team.run.sandbox.faults.restore_token()
    await team.run.bot.store.write(
        lambda unit: dispatch.resume(unit, "slack", "T0SANDBOX"), workspace=None
    )
    await team.later(minutes=5)
    assert (await told(team, MARIA), await told(team, JONAS)) == (1, 1)


async def state(team: Team) -> InstallationState:
    """How the installation stands."""
    found = await team.run.bot.store.read(lambda u: u.directory.find("slack", "T0SANDBOX"))
    assert found is not None
    return found.state


async def test_a_message_that_was_deleted_by_hand(team: Team) -> None:
    """Its redraw finds it gone and gives up; the person still hears of the next step."""
    await asks(team)
    [message] = await team.dm(MARIA)
    team.run.sandbox.faults.delete_message(message.channel, message.ts)
    await team.types(MARIA, INFRA, "/task start T-1")
    await team.settled()
    assert [post.state for post in await posts(team)] == [PostState.GONE]
    edits = calls(team, "chat.update")
    await team.later(hours=1)
    assert calls(team, "chat.update") == edits
    await team.later(days=3)
    assert any("Renew the certificate" in m.text for m in await team.dm(MARIA))


async def test_an_archived_channel(team: Team) -> None:
    """A card that cannot be announced waits for its place, which is tried once a working day."""
    ts = await team.says(JONAS, INFRA, "The certificate runs out next week")
    await team.captures(ANA, INFRA, ts)
    team.run.sandbox.faults.fail_next(POST, error="is_archived")
    await team.submits(ANA)
    tries = calls(team, POST)
    await team.later(hours=1)
    card = (await posts(team))[0]
    assert (card.kind, card.state, card.error) == ("card", PostState.PENDING, "Gone: is_archived")
    assert calls(team, POST) == tries, "nothing is tried before the next working day"
    assert await told(team, ANA, "I can't post in #infra any more: it is archived") == 1
    place = await team.run.bot.store.read(lambda u: u.of(WORKSPACE).people.place(card.place))
    assert place is not None and place.archived and place.closed
    await team.later(days=1)
    assert (await posts(team))[0].state is PostState.SENT


@soak
@pytest.mark.parametrize("hold", [0, 600])
async def test_order_in_a_conversation(team: Team, hold: int) -> None:
    """Each task is told of once, in the order in which they were committed, whatever went wrong:
    limits, lost answers and server errors, taken or not; each by itself, or some in one message
    when they were kept back."""
    faults, luck, most = team.run.sandbox.faults, chance("order"), counted(24, 400)
    await raise_budget(team, hold)
    for number in range(most):
        applied = luck.random() < 0.5
        match luck.randrange(4):
            case 0:
                faults.rate_limit(POST, 2)
            case 1:
                faults.drop_next(POST, applied=applied)
            case 2:
                faults.fail_next(POST, status=502, applied=applied)
        await team.types(ANA, INFRA, f"/task add Parcel {number:04} @maria friday")
    await team.settled()
    told: list[int] = []
    for _ in range(most):  # Each failure waits longer than the one before.
        await team.later(minutes=20)
        await until_sent(team)
        told = await parcels(team)
        if told[-1:] == [most - 1]:
            break
    assert told == list(range(most))


async def parcels(team: Team) -> list[int]:
    """Of which parcels Maria was told, in the order of her conversation: those that a message has
    no room to name are counted at its end."""
    told: list[int] = []
    for message in await team.dm(MARIA):
        told += [int(number) for number in re.findall(r"Parcel (\d{4})", message.text)]
        if more := re.search(r"and (\d+) more", message.text):
            told += [told[-1] + n for n in range(1, int(more[1]) + 1)]
    return told


async def raise_budget(team: Team, hold: int = 0) -> None:
    """Nobody's day is full; *hold*: seconds for an Undo."""

    def raise_it(unit: Unit) -> None:
        people = unit.of(WORKSPACE).people
        people.save_workspace(replace(people.workspace(), interruptions=1000, hold=hold))

    await team.run.bot.store.write(raise_it, workspace=WORKSPACE)


async def test_a_poisoned_watch(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that cannot be decided is put off; the others of its workspace are decided."""
    await asks(team)
    await asks(team, "/task add Other parcel @jonas tomorrow 17:00")
    real, struck = ticking.follow, list[object]()

    def follow(work: WorkUnit, subject: object, *rest: object, **more: object) -> object:
        if getattr(subject, "id", 0) == 1:
            struck.append(subject)
            raise KeyError("a bug in a rule")
        return real(work, subject, *rest, **more)

    monkeypatch.setattr(ticking, "follow", follow)
    await team.later(days=3)
    assert struck
    assert any("Other parcel" in m.text and "How is it" in m.text for m in await team.dm(JONAS))
    monkeypatch.undo()
    await team.later(hours=3)
    assert any("Renew" in m.text and "How is it" in m.text for m in await team.dm(MARIA))


async def test_a_poisoned_recipient(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody for whom nothing can be composed keeps nobody else waiting."""
    real = dispatch.time.composing.compose

    def compose(work: WorkUnit, recipient: object, now: object) -> int:
        person = work.people.by_account("slack", MARIA)
        if person is not None and getattr(recipient, "id", 0) == person.id:
            raise KeyError("a bug in composing")
        return real(work, recipient, now)  # type: ignore[arg-type]

    monkeypatch.setattr("core.compose.compose", compose)
    await asks(team)
    await asks(team, "/task add Other parcel @jonas tomorrow 17:00")
    assert await told(team, JONAS) == 1
    monkeypatch.undo()
    await team.later(hours=2)
    assert await told(team, MARIA) == 1


async def test_an_unexpected_error_tells_no_text(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A post that cannot be drawn is a dead letter without a word of what people wrote."""

    def draw(*_: object) -> None:
        raise ValueError("Renew the certificate is not drawable")

    monkeypatch.setattr("core.desired._nag", draw)
    monkeypatch.setitem(dispatch.time.drawing.DRAWERS, "nag", draw)
    await asks(team)
    [post] = await posts(team)
    assert (post.state, post.error) == (PostState.DEAD, "ValueError")


async def test_a_store_that_is_busy_when_a_message_is_out(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sent and could not be recorded at once is recorded later, not sent again."""
    real, failures = dispatch.record, iter([Busy(), Busy()])

    def record(*args: object) -> bool:
        for failure in failures:
            raise failure
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("core.dispatch.record", record)
    await asks(team)
    assert await told(team, MARIA) == 1
    assert calls(team, POST) == 1
    assert [post.state for post in await posts(team)] == [PostState.SENT]


async def test_posts_carry_nothing_but_a_key(team: Team) -> None:
    """The metadata that everybody can read is opaque."""
    await asks(team)
    [message] = await team.dm(MARIA)
    metadata = message.raw.get("metadata") or {}
    assert "certificate" not in json.dumps(metadata)
