"""Who acts in the scenarios, where, and when: a November week of 2026 in Berlin."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.support.team import Seen, Team

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
ANA, MARIA, JONAS, PRIYA, SAM = "U0ANA", "U0MARIA", "U0JONAS", "U0PRIYA", "U0SAM"
"""Lead, two engineers in Berlin; Priya and Sam are in New York."""
EVERYBODY = (ANA, MARIA, JONAS, PRIYA, SAM)
BOT = "U0SANDBOX"
INFRA, CLIENT, GENERAL, HIRING = "C0INFRA", "C0CLIENTA", "C0GENERAL", "C0HIRING"


def november(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in Berlin. Monday is the 23rd; the 30th is the Monday after."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def december(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in Berlin. Tuesday is the 1st."""
    return datetime(2026, 12, day, hour, minute, tzinfo=BERLIN)


MONDAY = november(23, 9, 5)


def when(message: Seen) -> datetime:
    """When a message came, in Berlin."""
    return datetime.fromtimestamp(float(message.ts), BERLIN).replace(second=0, microsecond=0)


async def open_infra(team: Team, *, speaks: str = "yes") -> None:
    """Ana opens the project in #infra by its form."""
    await team.types(ANA, INFRA, "/project new Infra migration")
    await team.submits(ANA, why="Client A leaves the old data centre", speaks=speaks)


async def from_bot(team: Team, who: str) -> list[Seen]:
    """What Chivvy sent to *who* of its own accord, oldest first."""
    return [m for m in await team.dm(who) if m.user == BOT and not m.private]


async def in_attention(team: Team, who: str, where: str = INFRA) -> list[Seen]:
    """The lines in the thread of the newest "needs attention" message of a channel."""
    parent = await team.finds(who, where, "Needs attention")
    return (await team.sees(who, where, parent.ts))[1:]
