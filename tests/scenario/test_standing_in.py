"""Who checks is away or gone, and a step that an outage held back: each reaches one person."""

from pathlib import Path

from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    from_bot,
    in_attention,
    november,
    open_infra,
    when,
)
from tests.support.team import team_at_work

DNS = "T-1 Migrate DNS"


async def test_six_hours_down_across_a_blocked_helper() -> None:
    """The helper hears at the start; the channel four working hours later; never both at once."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec 17:00")
        await team.until(november(24, 8, 30))
        await team.types(MARIA, INFRA, "/task block T-1 firewall rule @jonas")
        assert not [m for m in await from_bot(team, JONAS) if "firewall rule" in m.text]
        await team.restarts(at=november(24, 14, 30))
        await team.settled()
        asked = await team.hears(JONAS, DNS, "firewall rule")
        assert when(asked) == november(24, 14, 30)
        assert not [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text]
        await team.until(november(25, 10, 29))
        assert not [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text]
        await team.until(november(25, 10, 45))
        [line] = await in_attention(team, SAM)
        assert when(line) == november(25, 10, 30) and "Migrate DNS" in line.text


async def test_a_verifier_on_leave_is_stood_in_for_and_the_digest_counts_what_comes_back(
    tmp_path: Path,
) -> None:
    """The cover is asked and sends it back; never who did it; the digest says "Reopened: 1"."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 16:00")
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec; done when: it resolves")
        await team.types(ANA, INFRA, "/task away 24 nov - 4 dec cover @jonas")
        await team.until(november(24, 10))
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.settled()
        asked = await team.hears(JONAS, DNS, "it resolves")
        assert not [m for m in await from_bot(team, MARIA) if "Accept" in m.buttons]
        assert not [m for m in await from_bot(team, ANA) if "Accept" in m.buttons]
        await team.presses(JONAS, asked, "Send back ...")
        await team.submits(JONAS, missing="TTL is still 5 min")
        await team.until(november(24, 16, 15))
        await team.finds(SAM, INFRA, "Reopened: 1")
