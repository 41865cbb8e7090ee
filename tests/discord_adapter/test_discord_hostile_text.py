"""Two hundred texts that want to ping, to be markup or to be links, wherever people can write on
Discord: every option of every command, every field of every form that a button opens, messages
that are captured, names of people, places and projects.

Then everything that Discord was sent over some days is looked through as a client would read it.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import cycle, product
from typing import Any

import pytest
import pytest_asyncio

from adapters.discord import commands
from adapters.discord.render.marks import showable
from tests.discord_adapter.discord_server import Message, User, flat, permissions
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.markdown import read
from tests.support.soak import PATIENCE, counted

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"), pytest.mark.soak, pytest.mark.timeout(PATIENCE),
]  # fmt: skip
PINGS = (
    "@everyone", "@here", "<@{sam}>", "<@!{sam}>", "<@&{ops}>", "<#{away}>", "@sam", "<@sam>",
    "\\<@{sam}>", "<@\u200b{sam}>", "@\u200beveryone", "`<@{sam}>`", "**<@{sam}>**",
    "[<@{sam}>](https://evil.example)", "</task add:{sam}>", "<id:customize>", "> @everyone",
    "\\\\@everyone", "`@here", "<<@{sam}>>",
)  # fmt: skip
SPOOFS = (
    "https://evil.example", "<https://evil.example>", "[bank](https://evil.example)",
    "[bank](<https://evil.example>)", "[b\\](https://evil.example)", "http://evil.example/a_b_c",
    "[https://bank.example](https://evil.example 'x')", "discord://evil.example",
    "https:\u200b//evil.example", "[a](https://evil.example)[b](https://evil.example)",
)  # fmt: skip
MARKUP = (
    "**bold**", "*slanted*", "_slanted_", "__under__", "~~gone~~", "||hidden||", "`code`",
    "```\nblock\n```", "> quoted", ">>> all of it", "# head", "-# small", "- one", "1. one",
    ":tada:", "<:tada:1>", "<a:tada:1>", "<t:1:R>", "\\*", "{{title}}", "%s",
)  # fmt: skip
AROUND = ("{}", "see {} now", "{}{}", "({})", "*{}*", "||{}")
FRAMED = tuple(
    frame.replace("{}", nasty) for frame, nasty in product(AROUND, (*PINGS, *SPOOFS, *MARKUP))
)[:225]  # fmt: skip
OURS = "https://discord.com/channels/"
"""Where a message of the server stands."""
MARKS_OF_OURS = frozenset({"**", "*", "`", ">", "-", "-#", "###", "##", "#", "~~"})
STRING, PERSON, CHANNEL = 3, 6, 7
NAMES = {"task": "/task", "project": "/project"}


def texts(body: object) -> Iterator[str]:
    """Everything inside *body* that Discord reads as markdown."""
    if isinstance(body, Mapping):
        if isinstance(body.get("content"), str):
            yield body["content"]
        for name in ("title", "description", "value", "name"):
            if "embeds" in body and isinstance(body.get(name), str):
                yield body[name]
        for inner in body.values():
            yield from texts(inner)
    elif isinstance(body, list):
        for inner in body:
            yield from texts(inner)


def addresses(body: object) -> Iterator[str]:
    """Where buttons lead."""
    if isinstance(body, Mapping):
        if isinstance(body.get("url"), str):
            yield body["url"]
        for inner in body.values():
            yield from addresses(inner)
    elif isinstance(body, list):
        for inner in body:
            yield from addresses(inner)


def bad(body: object, nobody: frozenset[str]) -> list[str]:
    """What of something sent would ping *nobody*, be markup, or lead somewhere."""
    found = [f"a button leads to {url}" for url in addresses(body) if not url.startswith(OURS)]
    for text in texts(body):
        reading = read(text)
        for kind in ("link", "address"):
            found += [f"leads to {url}" for url in reading.of(kind) if not url.startswith(OURS)]
        found += [f"{kind} in {text}" for kind in ("emoji", "command") if reading.of(kind)]
        found += [f"mentions {each}" for each in reading.of("mention") if strange(each, nobody)]
        found += [f"a moment: {each}" for each in reading.of("moment") if each.startswith("<t:1:")]
        found += [f"{mark} in {text}" for mark in reading.marks if mark not in MARKS_OF_OURS]
    return found + [f"may ping: {each}" for each in pings(body, nobody)]


def strange(mention: str, nobody: frozenset[str]) -> bool:
    """Whether it is no person, or one of those who have nothing to do with anything."""
    return not mention.startswith("<@") or not mention[2:-1].isdecimal() or mention[2:-1] in nobody


def pings(body: object, nobody: frozenset[str]) -> Iterator[object]:
    """Whom a message would be let ping that shouldn't."""
    if not isinstance(body, Mapping):
        return
    sent = body.get("data") if body.get("type") in {4, 7} else body
    if not isinstance(sent, Mapping) or not {"content", "components", "embeds"} & set(sent):
        return
    allowed = sent.get("allowed_mentions")
    if not isinstance(allowed, Mapping):
        yield "everything is parsed"
    elif allowed.get("parse") or allowed.get("roles") or nobody & set(allowed.get("users") or ()):
        yield allowed


class Watched:
    """A guild whose every word from the bot is looked at."""

    def __init__(self, guild: AtWork, sam: User) -> None:
        self.guild, self.world, self.sam = guild, guild.world, sam
        ops = guild.world.role(guild.guild, "ops", mentionable=True)
        guild.world.join(guild.guild, sam, ops)
        away = guild.world.channel(guild.guild, "away")
        ids = {"{sam}": sam.id, "{ops}": ops.id, "{away}": away.id}
        self.nobody = frozenset({sam.id, guild.ben.id, "sam"})
        self.payloads = tuple(filled(each, ids) for each in some(FRAMED))
        self.next = cycle(self.payloads)
        self.used: set[str] = set()

    def text(self, most: int = 1000, *, one_line: bool = False) -> str:
        """The next of the texts."""
        found = next(self.next)
        self.used.add(found)
        return (found.replace("\n", " ") if one_line else found)[:most]

    async def types(self, who: User, path: str, /, **options: object) -> Outcome:
        """A slash command in #infra."""
        done = await self.world.slash(who, self.guild.infra, path, options)
        await self.fills(done)
        return done

    async def fills(self, done: Outcome) -> None:
        """Every field of the form that has opened, with the texts; once corrected, once not."""
        if done.modal is None:
            return
        values: dict[str, object] = {}
        for one in flat.every(done.modal["components"]):
            if one["type"] == flat.TEXT_INPUT:
                most, single = one.get("max_length", 4000), one.get("style") == 1
                values[one["custom_id"]] = self.text(most, one_line=single)
            elif one.get("required") and not chosen_already(one):
                options = one.get("options") or [{"value": self.guild.maria}]
                values[one["custom_id"]] = options[0]["value"]
        await self.world.submit_modal(done, values)

    def sent(self) -> list[object]:
        """The bodies of all that the bot has asked of Discord, commands left out."""
        return [
            one.body for one in self.world.requests
            if one.method in {"POST", "PATCH"} and "/commands" not in one.template
        ]  # fmt: skip

    def words(self) -> str:
        """What can be read of all that."""
        return "\n".join(read(text).text for body in self.sent() for text in texts(body))

    def messages(self) -> Iterator[Message]:
        """All messages of the bot that stand."""
        for channel in self.world.state.channels.values():
            for one in (*channel.messages.values(), *channel.whispers):
                if one.author is self.world.bot:
                    yield one


def chosen_already(field: Mapping[str, Any]) -> bool:
    """Whether a field that is no text stands filled in when its form opens."""
    options = field.get("options") or ()
    chosen = any(option.get("default") for option in options)
    return chosen or bool(field.get("default_values")) or field["type"] not in flat.SELECTS


def filled(text: str, ids: Mapping[str, str]) -> str:
    """A text about people, roles and channels that exist."""
    for name, found in ids.items():
        text = text.replace(name, found)
    return text


def some(found: tuple[str, ...]) -> tuple[str, ...]:
    """As many as were asked for, from all of them."""
    return found[:: max(1, len(found) // counted(54, len(found)))]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Watched]:
    """Two days in which people write nothing but such texts, and the bot could ping everybody."""
    async with at_work(tmp_path_factory.mktemp("hostile")) as guild:
        await guild.patient()
        found = Watched(guild, guild.world.user("sam"))
        own = next(role for role in guild.guild.roles.values() if role.managed)
        own.permissions |= permissions.MENTION_EVERYONE
        await at_a_company(found)
        await write_everywhere(found)
        await every_option(found)
        await elsewhere(found)
        await guild.later(days=2)
        await every_button(found)
        await guild.later(days=1)
        yield found


async def at_a_company(at: Watched) -> None:
    """Ana manages the server, which works by the hours of an office; a project lives in #infra."""
    guild = at.guild
    guild.world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    await at.types(guild.ana, "task more admin", what="me")
    for value in ("hours mon-fri 9-17", "ladder standard"):
        await at.types(guild.ana, "task more settings", what="workspace", value=value)
    await guild.opens_project(guild.ana, guild.infra)
    await at.types(guild.ana, "project digest", when="at 10:00")
    for who in (guild.maria, guild.jonas, guild.priya):
        await at.types(who, "task more settings", what="incoming", value="direct")


async def write_everywhere(at: Watched) -> None:
    """Tasks whose every word is such a text, at every stage."""
    guild = at.guild
    ana, owners = guild.ana, (guild.maria, guild.jonas, guild.priya)
    for number in range(1, len(at.payloads) // 9 + 1):
        owner, task = owners[number % 3], f"T-{number}"
        named = {"title": f"First {number}", "owner": owner, "due": "tomorrow 16:00"}
        await at.types(ana, "task add", **named)
        await at.types(ana, "task title", task=task, words=at.text())
        await at.types(ana, "task criteria", task=task, criteria=f"{at.text()}; {at.text()}")
        await at.types(owner, "task more note", task=task, text=at.text())
        await at.types(owner, "task block", task=task, reason=at.text())
        await at.types(ana, "task due", task=task, date="friday", reason=at.text())
        if number % 5 == 0:
            await at.types(ana, "task drop", task=task, reason=at.text())
        if number % 5 == 1:
            await at.types(owner, "task unblock", task=task)
            await at.types(owner, "task done", task=task, note=at.text())
            await at.types(ana, "task reopen", task=task, reason=at.text())
        look = ("task more history", "task more why", "task show")[number % 3]
        await at.types(ana, look, task=task)
        await guild.settled()


def options() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every command with its options."""

    def inside(group: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        below = [one for one in group.get("options", ()) if one["type"] in {1, 2}]
        for one in below:
            yield from inside(one, f"{path} {one['name']}")
        if not below:
            yield path, {one["name"]: one for one in group.get("options", ())}

    for command in commands.payload(NAMES):
        if command["type"] == 1:
            yield from inside(command, command["name"])


async def every_option(at: Watched) -> None:
    """Every option that takes words takes such a text, with what else the command needs."""
    stands = {"task": "T-2", "words": "First", "value": "9-17", "date": "friday", "line": "One"}
    for path, known in options():
        for name, option in known.items():
            if option["type"] != STRING or option.get("choices"):
                continue
            given: dict[str, object] = {name: at.text(1000)}
            for other, needed in known.items():
                if needed.get("required") and other not in given:
                    given[other] = standing(at, needed, stands.get(other, "friday"))
            await at.types(at.guild.ana, path, **given)
            if option.get("autocomplete"):
                await at.world.autocomplete(
                    at.guild.ana, at.guild.infra, path, name, str(given.pop(name)), given
                )
    await at.guild.settled()


def standing(at: Watched, option: Mapping[str, Any], text: str) -> object:
    """Something that an option takes."""
    if option["type"] in {PERSON, CHANNEL}:
        return at.guild.maria if option["type"] == PERSON else at.guild.infra
    return option["choices"][0]["value"] if option.get("choices") else text


async def elsewhere(at: Watched) -> None:
    """Messages that are captured, names of people and places, words to the bot."""
    guild, world = at.guild, at.world
    for number in range(3):
        said = await world.say(guild.jonas, guild.infra, f"please renew it {at.text()}")
        await at.fills(await world.context(guild.ana, said, "Capture as task"))
        await at.fills(await world.context(guild.ana, said, "Capture thread"))
        other = world.user(f"somebody{number}", shown=at.text(32, one_line=True))
        world.join(guild.guild, other, nick=at.text(32, one_line=True))
        await at.types(guild.ana, "task assign", task="T-2", person=other)
        await at.types(other, "task add", title=f"{at.text()} <@{guild.maria.id}>")
        for words in (at.text(), f"add {at.text()} tomorrow", f"T-2 {at.text()}"):
            await guild.says(guild.ana, guild.infra, f"<@{world.bot.id}> {words}")
            await guild.says(guild.maria, world.dm(guild.maria), words)
        place = world.channel(guild.guild, at.text(90, one_line=True))
        form = await world.slash(
            guild.ana, place, "project new", {"name": at.text(50, one_line=True)}
        )
        await world.submit_modal(form, {"0.speaks": "yes", "0.why": at.text()})
        await world.slash(guild.ana, place, "project pause", {"reason": at.text()})
    for path in ("task list", "task next", "task more home", "project list", "project show"):
        await at.types(guild.ana, path)
    await guild.settled()


async def every_button(at: Watched) -> None:
    """Every button that stands anywhere, and the form behind it."""
    pressed: set[str] = set()
    for who in (at.guild.ana, at.guild.maria, at.guild.jonas, at.guild.priya):
        for seen in reversed(at.world.seen_by(who)):
            if seen.author is not at.world.bot:
                continue
            for label, button in flat.buttons(seen.message).items():
                if label in pressed or button.get("disabled") or button.get("style") == 5:
                    continue
                pressed.add(label)
                await at.fills(await at.world.press(seen.message, button["custom_id"], who))
                break  # What stood there may be another message now.
    await at.guild.settled()


@pytest.mark.parametrize(
    "planted",
    [
        {"content": "@everyone", "allowed_mentions": {"parse": []}},
        {"content": "x", "allowed_mentions": {"parse": ["users"]}},
        {"content": "x"},
        {"type": 4, "data": {"content": "<@7>", "allowed_mentions": {"users": ["7"]}}},
        {"components": [{"type": 10, "content": "[bank](https://evil.example)"}]},
        {"components": [{"type": 10, "content": "||hidden||"}]},
        {"components": [{"type": 2, "url": "https://evil.example"}]},
    ],
)
async def test_it_would_be_noticed(planted: Mapping[str, Any]) -> None:
    """What the test below looks for is found where it is."""
    assert bad(planted, frozenset({"7"}))


async def test_all_are_met(watched: Watched) -> None:
    """The texts went somewhere, and nearly all stand in what was sent as they were typed."""
    assert len(FRAMED) >= 200
    assert watched.used == set(watched.payloads)
    said = " ".join(watched.words().split())
    lost = [each for each in watched.payloads if " ".join(showable(each).split()) not in said]
    print(f"{len(watched.payloads)} texts, {len(watched.sent())} bodies; not whole: {lost}")
    assert len(lost) <= len(watched.payloads) // 3  # A mention of somebody is read as a person.


async def test_nobody_is_pinged_and_nothing_leads_away(watched: Watched) -> None:
    """No ping beyond whom it concerns, no markup, no link of somebody else."""
    found = [each for body in watched.sent() for each in bad(body, watched.nobody)]
    assert "\n".join(sorted(set(found))) == ""
    told = {one for message in watched.messages() for one in message.mentioned}
    assert not told & watched.nobody
    assert not any(one.mention_everyone or one.mention_roles for one in watched.messages())
