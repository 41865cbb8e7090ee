"""More people than the sandbox's story has: everybody known to the bot, with their zone."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count, cycle, islice

from adapters.sandbox.model import Message, Person
from adapters.sandbox.story import default_story
from adapters.sandbox.story_model import Story
from core import dispatch
from core.kernel.refs import WorkspaceId
from core.people.model import Profile, Sender
from core.screens.views import Problem
from core.unit import Unit
from tests.scenario.cast import BOT, INFRA
from tests.support.team import Team

TEAM = "T0SANDBOX"
BERLIN = ("Europe/Berlin",)
PARCEL = re.compile(r"Parcel \d{5}")
_keys = count(1)


def crowd(most: int, zones: Sequence[str] = BERLIN) -> tuple[Person, ...]:
    """So many people, in these zones by turns."""
    return tuple(
        Person(f"U0P{number:04}", f"p{number:04}", f"Person {number:04}", zone)
        for number, zone in enumerate(islice(cycle(zones), most))
    )


def among(people: Sequence[Person], start: datetime) -> Story:
    """The sandbox's story, with them in it and in #infra."""
    told = default_story(start)
    ids = tuple(person.id for person in people)
    channels = tuple(
        replace(each, members=each.members + ids) if each.id == INFRA else each
        for each in told.channels
    )
    return replace(told, people=(*told.people, *people), channels=channels, messages=())


def sender(who: str) -> Sender:
    """Somebody of them, in #infra."""
    return Sender("slack", TEAM, who, place=INFRA, place_name="infra")


def known(unit: Unit, people: Sequence[Person], now: datetime, budget: int = 0) -> WorkspaceId:
    """The bot knows everybody; *budget*: how often it may interrupt somebody in a day."""
    profiles = tuple(Profile(p.id, p.real_name, p.name, p.tz) for p in people)
    dispatch.learn(unit, Sender("slack", TEAM, BOT), profiles, now)
    home = unit.directory.find("slack", TEAM)
    assert home is not None
    if budget:
        found = unit.of(home.workspace).people
        found.save_workspace(replace(found.workspace(), interruptions=budget))
    return home.workspace


async def types(team: Team, who: str, line: str) -> None:
    """A command, by the shortest way; it is carried out."""
    answer = await team.run.bot.desk.words(sender(who), line, f"crowd:{next(_keys)}", "task")
    assert not isinstance(answer, Problem), answer


def sent_to(team: Team, who: str) -> list[Message]:
    """What the bot has sent to somebody, oldest first; what was taken away aside."""
    shelf: Mapping[str, Message] = team.run.sandbox.workspace.messages.get(f"D{who[1:]}", {})
    return [m for m in shelf.values() if m.user == BOT and not m.tombstone]


def by_title(team: Team, people: Sequence[Person], said: str) -> dict[str, list[Message]]:
    """Every parcel, with the messages to its person that say *said* of it."""
    found: defaultdict[str, list[Message]] = defaultdict(list)
    for person, message in messages(team, people):
        if said in (text := f"{message.text} {message.blocks}"):
            for title in sorted(set(PARCEL.findall(text))):
                found[f"{person.id} {title}"].append(message)
    return dict(found)


def messages(team: Team, people: Sequence[Person]) -> Iterator[tuple[Person, Message]]:
    """Everything that was sent to each of them."""
    for person in people:
        for message in sent_to(team, person.id):
            yield person, message


async def until(holds: Callable[[], bool], seconds: float = 240.0) -> None:
    """Lets everything else go on until it holds."""
    async with asyncio.timeout(seconds):
        while True:
            if holds():
                return
            await asyncio.sleep(0.02)
