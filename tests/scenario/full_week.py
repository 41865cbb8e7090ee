"""The longer week: leave, a wrong date, a wrong owner, a task that should not exist, forty tasks
out of a list, a blocker, six hours of outage, a leaver, a guest, and a channel that is archived."""

from dataclasses import dataclass, field
from datetime import datetime

from adapters.sandbox.model import Message
from tests.scenario.cast import (
    ANA,
    BERLIN,
    BOT,
    CLIENT,
    INFRA,
    JONAS,
    MARIA,
    PRIYA,
    SAM,
    december,
    november,
    open_infra,
)
from tests.support.team import Team

LEE = "U0LEE"
PEOPLE = (ANA, MARIA, JONAS, PRIYA, SAM, LEE)
PASTED = 40
DISKS = "/task add Order the disks @sam wednesday"


@dataclass(frozen=True)
class Sent:
    """A message that Chivvy sent of its own accord: when, where, and what a lock screen shows."""

    at: datetime
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.at:%a %d %H:%M} {self.text}"


@dataclass
class Diary:
    """Everything that Chivvy sends, as the platform takes it; answers to commands are none."""

    sent: list[Sent] = field(default_factory=list)

    def keeps(self, team: Team) -> None:
        """Notes each message from now on."""
        workspace = team.run.sandbox.workspace
        keep = workspace.keep

        def noted(said: Message) -> None:
            new = said.ts not in workspace.messages[said.channel]
            keep(said)
            if new and said.user == BOT and said.to is None:
                at = datetime.fromtimestamp(float(said.ts), BERLIN)
                self.sent.append(Sent(at, said.channel, said.text))

        workspace.keep = noted  # type: ignore[method-assign]

    def to(self, where: str) -> list[str]:
        """What went to a person's direct messages ("U..."), or to a channel ("C...")."""
        place = f"D{where[1:]}" if where.startswith("U") else where
        return [str(each) for each in self.sent if each.where == place]


async def play(team: Team) -> Diary:
    """The week from Monday to the Tuesday after it."""
    diary = Diary()
    diary.keeps(team)
    await monday(team)
    await tuesday(team)
    await wednesday(team)
    await thursday(team)
    await friday(team)
    await team.until(december(1, 12))
    return diary


async def monday(team: Team) -> None:
    """A project, a task with one that waits for it, forty out of a list, and a guest's own."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/project digest at 9:00")
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria thursday 17:00 high")
    await team.types(ANA, INFRA, "/task add Cut over @priya friday after T-1")
    lines = "\n".join(f"- Label rack {n} friday" for n in range(1, PASTED + 1))
    paste = f"/task add {lines}"
    await team.page.post("command", **{"as": SAM, "channel": INFRA, "text": paste})
    await team.form(SAM)
    await team.submits(SAM, owner=JONAS)
    await team.types(LEE, CLIENT, "/task add Send the list of hosts")
    await team.types(LEE, CLIENT, "/task claim T-43")
    await team.until(november(23, 18))


async def tuesday(team: Team) -> None:
    """A wrong owner, a wrong date, and a task that should not exist are each put right."""
    await team.until(november(24, 10))
    await team.types(MARIA, INFRA, "/task start T-1")
    await team.types(ANA, INFRA, DISKS)
    await team.types(ANA, INFRA, "/task assign T-44 @priya")
    await team.types(ANA, INFRA, "/task due T-44 thursday")
    await team.types(ANA, INFRA, "/task undo")
    await team.types(ANA, INFRA, "/task add Ask the client @sam friday")
    await team.types(ANA, INFRA, "/task add Repaint the office @maria friday")
    await team.types(ANA, INFRA, "/task drop T-46 by mistake")
    await team.until(november(24, 18))


async def wednesday(team: Team) -> None:
    """Jonas goes on leave, Maria is stuck, and Chivvy is down from ten to four."""
    await team.until(november(25, 9, 30))
    await team.types(JONAS, INFRA, "/task away until monday cover @maria")
    await team.types(MARIA, INFRA, "/task block T-1 firewall rule needs admin rights @sam")
    await team.until(november(25, 10))
    await team.restarts(at=november(25, 16))
    await team.until(november(25, 22))


async def thursday(team: Team) -> None:
    """The way is free, the work is done and checked; Sam leaves the company."""
    await team.until(november(26, 14))
    await team.types(MARIA, INFRA, "/task unblock T-1")
    await team.types(MARIA, INFRA, "/task done T-1 cut over at 14:10")
    await team.types(ANA, INFRA, "/task accept T-1")
    await team.until(november(26, 16))
    team.run.sandbox.change_person(SAM, deleted=True)
    await team.settled()
    await team.until(november(26, 22))


async def friday(team: Team) -> None:
    """The channel is archived; on Monday Jonas is back."""
    await team.until(november(27, 12))
    await team.page.post("command", **{"as": ANA, "channel": INFRA, "text": "/archive"})
    await team.settled()
    await team.until(november(27, 22))
