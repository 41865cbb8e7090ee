"""Who may do what, on every surface: typed, by a button, by a form. The same answer on each."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from core.kernel.tokens import Token
from core.people.access import ActName
from core.people.model import Profile, Role, Sender
from core.screens.views import Form, Problem, View
from tests.core.people.test_access import EXPECTED
from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, PRIYA, SAM, open_infra
from tests.support.team import Team, team_at_work

pytestmark = pytest.mark.asyncio(loop_scope="module")
WHO = {
    "o": MARIA,
    "r": JONAS,
    "v": PRIYA,
    "l": ANA,
    "m": SAM,
    "guest": "U9GUEST",
    "other": "U9OTHER",
}
"""Owner, requester, verifier, lead, any member, a guest of #infra, somebody of another company."""


@dataclass(frozen=True)
class Way:
    """How an act is asked for: a line, or a token with what is filled into its form."""

    act: ActName
    line: str = ""
    token: str = ""
    values: tuple[tuple[str, object], ...] = ()

    @property
    def name(self) -> str:
        """For the name of the test."""
        return f"{self.act} {self.line.partition(' ')[0] or self.token}"


WAYS = (
    Way(ActName.START, line="start {t}"), Way(ActName.START, token="start.{r}"),
    Way(ActName.FINISH, line="done {t} it is done"), Way(ActName.FINISH, token="done.{r}"),
    Way(ActName.BLOCK, line="block {t} the firewall"),
    Way(ActName.BLOCK, token="block.{r}", values=(("reason", "the firewall"),)),
    Way(ActName.DUE, line="due {t} 11 dec"), Way(ActName.DUE, token="due_week.{r}"),
    Way(ActName.PRIORITY, line="priority {t} high"),
    Way(ActName.PRIORITY, token="priority.{r}~high"),
    Way(ActName.EDIT, line="title {t} Another title"),
    Way(ActName.CRITERIA, line="criteria {t} one; two"),
    Way(ActName.CRITERIA, token="criteria.{r}", values=(("criteria", "one\ntwo"),)),
    Way(ActName.ASSIGN, line="assign {t} <@U0SAM>"),
    Way(ActName.DROP, line="drop {t} no longer needed"),
    Way(ActName.NOTE, line="note {t} a word"),
    Way(ActName.NOTE, token="note.{r}", values=(("note", "a word"),)),
    Way(ActName.FOLLOW, line="follow {t}"),
    Way(ActName.REPEAT, line="repeat {t} every 2 weeks"),
    Way(ActName.CHECK_BY, line="verify {t} <@U0SAM>"),
    Way(ActName.LINK, line="after {t} T-1"),
)  # fmt: skip


@dataclass
class World:
    """The team, and a new task for each try."""

    team: Team
    tries: int = 0

    def sender(self, who: str) -> Sender:
        """Somebody in #infra."""
        home = "T0OTHERS" if who == WHO["other"] else ""
        team = self.team.run.sandbox.workspace.team.id
        return Sender("slack", team, who, "", home_team=home, place=INFRA)

    async def asks(self, who: str, line: str) -> View | None:
        """Types a line."""
        self.tries += 1
        return await self.team.run.bot.desk.words(self.sender(who), line, f"roles{self.tries}")

    async def task(self) -> int:
        """A task of Maria's, asked for by Jonas, to be checked by Priya; its number."""
        line = f"add Task {self.tries} <@{MARIA}> friday verify <@{PRIYA}> #infra-migration"
        view = await self.asks(JONAS, line)
        assert not isinstance(view, Problem), view
        return int(view.facts.line.task)  # type: ignore[union-attr]

    async def tries_it(self, who: str, way: Way) -> bool:
        """Whether it was done."""
        number = await self.task()
        if way.line:
            view = await self.asks(who, way.line.format(t=f"T-{number}"))
            return allowed(view)
        desk, token = self.team.run.bot.desk, Token.decode(way.token.format(r=f"t{number}"))
        assert token is not None
        self.tries += 1
        if not way.values:
            return allowed(await desk.press(self.sender(who), token, f"roles{self.tries}"))
        form = await desk.form(self.sender(who), token)
        if not isinstance(form, Form):
            return allowed(form)
        values = dict(way.values)
        view = await desk.submit(self.sender(who), token, values, f"roles{self.tries}")  # type: ignore[arg-type]
        return allowed(view)


def allowed(view: View | None) -> bool:
    """Done, or refused because of who asked; anything else is a mistake of the test."""
    code = str(getattr(view, "code", ""))
    assert not code or code.startswith("not_allowed") or code == "not_found", view
    return not code


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    """Ana leads #infra; a guest and somebody of another company are in it."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add The first @ana")
        found = World(team)
        for who, role, home in (("guest", Role.GUEST, ""), ("other", Role.EXTERNAL, "T0OTHERS")):
            profile = Profile(WHO[who], who, who, "Europe/Berlin", role=role, home_team=home)
            await team.run.bot.desk.learn(found.sender(WHO[who]), (profile,))
        # The sandbox is asked once who is in the channel, and knows nothing of the guest.
        await found.asks(WHO["guest"], "list")
        yield found


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
async def test_the_table_holds_on_every_surface(world: World, way: Way) -> None:
    """Owner, requester, checker, lead, member: as the design says. Guests: in their places what any
    member may there. Others: nothing of it."""
    found = {who: await world.tries_it(WHO[who], way) for who in WHO}
    wanted = {who: who in EXPECTED[way.act] for who in "orvlm"}
    guests = way.act in {ActName.NOTE, ActName.FOLLOW}
    assert found == wanted | {"guest": guests, "other": False}
