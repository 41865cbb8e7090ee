"""The story that the sandbox opens with: client A leaves the old data centre."""

from datetime import datetime

from adapters.sandbox.model import Person, Team
from adapters.sandbox.story_lines import LINES
from adapters.sandbox.story_model import Story, StoryChannel, StoryMessage

__all__ = ["Story", "StoryChannel", "StoryMessage", "default_story"]

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"

TEAM = Team("T0SANDBOX", "Northwind Infrastructure", "northwind")
ANA = Person("U0ANA", "ana", "Ana Ruiz", BERLIN, "Team lead", is_admin=True, color="3c989f")
MARIA = Person("U0MARIA", "maria", "Maria Keller", BERLIN, "Platform engineer", color="9f69e7")
JONAS = Person("U0JONAS", "jonas", "Jonas Weber", BERLIN, "Network and firewall", color="4bbe2e")
PRIYA = Person("U0PRIYA", "priya", "Priya Shah", NEW_YORK, "Engineer", color="e7392d")
SAM = Person("U0SAM", "sam", "Sam Cole", NEW_YORK, "Client manager", color="674b1b")
LEE = Person("U0LEE", "lee", "Lee Park", BERLIN, "Client A, operations", guest=True, color="2d7fb8")
"""Of client A: a guest in one channel."""
PEOPLE = (ANA, MARIA, JONAS, PRIYA, SAM, LEE)
ALL = tuple(person.id for person in PEOPLE if not person.guest)

INFRA, CLIENT_A, GENERAL, HIRING = "C0INFRA", "C0CLIENTA", "C0GENERAL", "C0HIRING"
ANA_MARIA = "D0ANAMARIA"
CHANNELS = (
    StoryChannel(GENERAL, "general", "channel", ALL, "Everybody, about everything"),
    StoryChannel(INFRA, "infra", "channel", ALL, "Leaving the old data centre by 30 November"),
    StoryChannel(
        CLIENT_A,
        "client-a",
        "channel",
        ("U0SAM", "U0ANA", "U0PRIYA", "U0LEE"),
        "Everything for client A",
    ),
    StoryChannel(
        HIRING,
        "hiring-private",
        "private",
        ("U0ANA", "U0SAM"),
        "Candidates; please keep it here",
        with_app=False,
    ),
    StoryChannel(ANA_MARIA, "", "im", ("U0ANA", "U0MARIA"), with_app=False),
)


def default_story(now: datetime) -> Story:
    """Tell the migration as it stands at `now`; its talk happened in the days before."""
    said = [
        StoryMessage(line.channel, line.user, now - line.ago, line.text, line.key, line.reply_to)
        for line in sorted(LINES, key=lambda line: line.ago, reverse=True)
    ]
    return Story(TEAM, PEOPLE, CHANNELS, tuple(said))
