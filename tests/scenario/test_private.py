"""What is said in a private channel is seen by nobody outside it, wherever they look."""

from tests.scenario.cast import (
    ANA,
    BOT,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    december,
    from_bot,
    in_attention,
    november,
    open_infra,
)
from tests.support.team import Team, team_at_work

CANARY = "Quetzal"
"""In every private title, reason and note; nothing else says it, in these letters."""
KEY = "quetzal-hiring"
OUTSIDE = (MARIA, JONAS, PRIYA)


async def test_a_private_story_stays_private() -> None:
    """A private task, late and blocked beside public work, is seen by two people and no others."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await private_work(team)
        await public_work(team)
        await team.until(december(2, 16))
        await insiders_are_served(team)
        for who in OUTSIDE:
            await sees_nothing(team, who)
            await finds_nothing(team, who)
            await sees_nothing(team, who)


async def private_work(team: Team) -> None:
    await team.types(ANA, HIRING, f"/project new {CANARY} hiring")
    await team.submits(ANA, why=f"{CANARY} needs people", speaks="yes")
    await team.types(ANA, HIRING, "/project digest at 9:00")
    await team.types(ANA, HIRING, f"/task add Call {CANARY} candidate @sam 24 nov 12:00")
    await team.types(SAM, HIRING, f"/task add Write {CANARY} offer @ana 30 nov after T-1")
    blocked = await team.types(ANA, HIRING, f"/task block T-2 {CANARY} has not answered @sam")
    assert "T-2" in blocked.text, blocked.text


async def public_work(team: Team) -> None:
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria thursday 17:00")
    await team.types(MARIA, INFRA, "/task add Cut over @priya friday after T-3")
    await team.until(november(25, 12))


async def insiders_are_served(team: Team) -> None:
    """The people of the channel were followed up as everybody is."""
    assert any(CANARY in m.text for m in await from_bot(team, SAM))
    lines = await in_attention(team, SAM, HIRING)
    assert any(CANARY in line.text for line in lines)
    await team.finds(SAM, HIRING, f"{CANARY} hiring:")


async def sees_nothing(team: Team, who: str) -> None:
    seen = await team.everything(who)
    assert len(seen) > 5
    for message in seen:
        assert CANARY not in repr(message.raw), f"{who} reads {message.text}"
        assert CANARY not in message.text


async def finds_nothing(team: Team, who: str) -> None:
    """Unseen and unknown are one answer, in the same words."""
    for verb in (
        "show", "done", "start", "claim", "accept", "unblock", "note {} hello", "due {} friday",
        "assign {} @maria", "block {} something @ana", "reopen {} why",
    ):  # fmt: skip
        told = {}
        for number in ("T-1", "T-99"):
            line = verb.format(number) if "{}" in verb else f"{verb} {number}"
            answer = await team.types(who, INFRA, f"/task {line}")
            told[number] = answer.text.replace(number, "T-?")
        assert "I can't find T-?" in told["T-1"], told
        assert told["T-1"] == told["T-99"]
    waiting = await team.types(who, INFRA, "/task after T-4 T-1")
    unknown = await team.types(who, INFRA, "/task after T-4 T-99")
    assert waiting.text.replace("T-1", "T-?") == unknown.text.replace("T-99", "T-?")
    for line in (
        "/task", "/task list", "/task list @sam", "/task list @ana", "/task list #infra-migration",
        f"/task list #{KEY}", "/project", f"/project show {KEY}",
        f"/project show #{KEY}", "/project digest", "/task undo",
    ):  # fmt: skip
        answer = await team.types(who, INFRA, line)
        shown = answer.text.replace(line, "").replace(line.partition(" ")[2], "")
        assert f"Call {CANARY}" not in shown and f"Write {CANARY}" not in shown
        assert f"{CANARY} needs people" not in shown


async def test_a_private_reminder_says_no_title_on_a_lock_screen() -> None:
    """The fallback text of a private task carries no title."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        await team.types(ANA, HIRING, f"/task add Call {CANARY} candidate @sam 24 nov 12:00")
        await team.until(november(25, 17))
        found = [m for m in await from_bot(team, SAM) if CANARY in m.text]
        assert found
        for message in found:
            assert CANARY not in str(message.raw["text"])
