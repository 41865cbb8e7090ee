"""One canary title per private task of a guild; nobody outside ever meets one, by whatever way.

The tasks: in a private channel, with a note and a blocker; captured there; and one that a public
task waits for.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio

from tests.discord_adapter.discord_server import Channel, User
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import takes_all
from tests.discord_adapter.test_discord_hostile_text import options, standing
from tests.support.soak import counted

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.soak]
CANARIES = ("Zanzibar", "Quokka", "Xylophone", "Wombat", "Yttrium", "Narwhal")
PUBLIC = "Publish the plan"
PRIVATE = ("T-1", "T-2", "T-3", "T-4")
TYPED = {"words": "offer", "filters": "all", "text": "hello", "title": "Something", "line": "One",
         "value": "9-17", "date": "friday", "until": "friday", "verb": "done"}  # fmt: skip
LISTS = ("all", "@jonas", "@ana", "here", "#infra", "unowned", "late", "everything")
SEARCHES = ("offer", "contract", "leaves", "interview", "salary")


@dataclass
class Outside:
    """What people outside of the private places were shown."""

    guild: AtWork
    secret: Channel
    met: list[str] = field(default_factory=list)

    def meets(self, where: str, done: Outcome) -> None:
        """Remembers an answer, a form, or what was offered while somebody typed."""
        told = (done.text, done.modal, done.choices, done.followed_up)
        self.met.append(f"{where}: {told}")

    async def types(self, who: User, path: str, options: Mapping[str, object]) -> None:
        """A slash command in #infra."""
        done = await self.guild.world.slash(who, self.guild.infra, path, options)
        self.meets(f"{path} {dict(options)}", done)

    def hits(self) -> list[str]:
        """Where a canary sang."""
        return [met[:400] for met in self.met if any(canary in met for canary in CANARIES)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outside(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Outside]:
    """A guild with secrets."""
    async with at_work(tmp_path_factory.mktemp("privacy")) as guild:
        await guild.patient()
        for who in (guild.jonas, guild.maria):
            await takes_all(guild, who)
        world, ana, jonas = guild.world, guild.ana, guild.jonas
        secret = world.private_channel(guild.guild, "hiring", ana, jonas)
        await guild.opens_project(ana, guild.infra)
        await world.slash(ana, guild.infra, "project digest", {"when": "at 10:00"})
        for title in ("Zanzibar offer", "Yttrium contract", "Narwhal interview"):
            named = {"title": title, "owner": jonas, "due": "tomorrow 12:00"}
            await world.slash(ana, secret, "task add", named)
        await world.slash(jonas, secret, "task more note", {"task": "T-1", "text": "Quokka salary"})
        block = {"task": "T-1", "reason": "Xylophone clause", "helper": ana}
        await world.slash(jonas, secret, "task block", block)
        said = await world.say(ana, secret, "Wombat leaves in March, please prepare it")
        await world.submit_modal(await world.context(jonas, said, "Capture as task"))
        named = {"title": PUBLIC, "owner": guild.maria, "due": "tomorrow 17:00"}
        await world.slash(ana, guild.infra, "task add", named)
        await world.slash(ana, secret, "task after", {"task": "T-5", "tasks": "T-3"})
        await guild.settled()
        yield Outside(guild, secret)


async def test_the_canaries_sing_inside(outside: Outside) -> None:
    """The test would notice: insiders meet each of them."""
    guild = outside.guild
    words = ""
    for task in PRIVATE:
        done = await guild.world.slash(guild.jonas, outside.secret, "task show", {"task": task})
        words += done.text
    words += " ".join(seen.text for seen in guild.world.seen_by(guild.ana))
    assert [canary for canary in CANARIES if canary not in words] in ([], ["Quokka"])


async def test_every_command_about_what_is_private(outside: Outside) -> None:
    """Every command with every private task, by a member and by who has never been there."""
    guild = outside.guild
    for who in (guild.ben, guild.priya)[: counted(1, 2)]:
        for path, known in options():
            for task in PRIVATE if "task" in known or "tasks" in known else ("",):
                await outside.types(who, path, filled(outside, known, task))
        for line in LISTS:
            await outside.types(who, "task list", {"filters": line})
        for word in SEARCHES:
            await outside.types(who, "task search", {"words": word})
    assert outside.hits() == []


def filled(at: Outside, known: Mapping[str, Mapping[str, Any]], task: str) -> dict[str, object]:
    """What a command is given: a private task where it takes one, and what it needs."""
    found: dict[str, object] = {}
    for name, option in known.items():
        if name in {"task", "tasks"}:
            found[name] = task
        elif option.get("required"):
            found[name] = standing(at, option, TYPED.get(name, "friday"))
    return found


async def test_what_is_offered_while_somebody_types(outside: Outside) -> None:
    """No number, no title, no project of the private place is completed."""
    guild = outside.guild
    for path, known in options():
        for name, option in known.items():
            for typed in ("", "offer", "T-1", "hir") if option.get("autocomplete") else ():
                given = filled(outside, known, "T-5")
                given.pop(name, None)
                done = await guild.world.autocomplete(
                    guild.ben, guild.infra, path, name, typed, given
                )
                outside.meets(f"{path} {name} {typed}", done)
    assert outside.hits() == []


async def test_a_week_of_messages(outside: Outside) -> None:
    """Cards, questions, briefs, digests and the channel's messages of eight days tell nothing."""
    guild = outside.guild
    await guild.later(days=8)
    for who in (guild.ben, guild.priya, guild.maria):
        for seen in guild.world.seen_by(who):
            outside.met.append(f"{who.name} in {seen.channel.name}: {seen.text}")
            outside.met.append(f"{seen.channel.name} {seen.message.components}")
    assert any(PUBLIC in met for met in outside.met)
    assert outside.hits() == []
