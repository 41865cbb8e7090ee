"""One canary title per private task; nobody outside ever meets one, by whatever way it might come.

The tasks: in a private channel, with notes and a blocker; captured from a conversation of two;
handed on inside it; and one that a public task waits for.
"""

import contextlib
import io
import json
import logging
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from adapters.sandbox.story import default_story
from adapters.sandbox.story_model import StoryChannel
from bot.deadletters import dead_letters
from bot.doctor import examine
from core import catalogue
from core.context import FieldValue
from core.kernel.refs import TaskId, task_ref
from core.kernel.tokens import Token
from core.people.model import PlaceKind, Sender
from core.reading import buttons
from tests.faults.conftest import START
from tests.support.team import Team, team_at_work

ANA, MARIA, JONAS, SAM, PRIYA = "U0ANA", "U0MARIA", "U0JONAS", "U0SAM", "U0PRIYA"
INFRA, GENERAL, SECRET, OF_TWO = "C0INFRA", "C0GENERAL", "C0HIRING", "D0ANAMARIA"
OUTSIDERS = (JONAS, PRIYA)
"""A member, and a guest."""
CANARIES = ("Zanzibar", "Quokka", "Xylophone", "Wombat", "Yttrium", "Narwhal")
PUBLIC = "Publish the plan"
FORMS = ("done", "edit", "due", "note", "assign", "history", "show", "why", "share", "undo")


@dataclass
class Private:
    """The private tasks, and every word that an outsider has met."""

    team: Team
    tasks: list[int] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    def meets(self, where: str, what: object) -> None:
        """Remembers what somebody outside was shown."""
        self.met.append(f"{where}: {what if isinstance(what, str) else shown(what)}")

    def hits(self) -> list[str]:
        """Where a canary sang."""
        return [met[:400] for met in self.met if any(c in met for c in CANARIES)]


def shown(what: object) -> str:
    """Everything in it, nested or not."""
    try:
        return json.dumps(what, default=repr, ensure_ascii=False)
    except TypeError:
        return repr(what)


@pytest.fixture
async def private(tmp_path: Path) -> AsyncIterator[Private]:
    """A workspace with secrets."""
    story = default_story(START)
    people = tuple(replace(p, guest=p.id == PRIYA) for p in story.people)
    channels = tuple(_with_app(channel) for channel in story.channels)
    story = replace(story, people=people, channels=channels)
    async with team_at_work(start=START, story=story, data_dir=tmp_path / "data") as team:
        found = Private(team)
        await furnish(found)
        yield found


def _with_app(channel: StoryChannel) -> StoryChannel:
    return replace(channel, with_app=True) if channel.id == SECRET else channel


async def furnish(at: Private) -> None:
    """Insiders make their secrets, and a project that speaks in the open."""
    team = at.team
    await team.page.post("command", **{"as": ANA, "channel": INFRA, "text": "/project new Infra"})
    await team.submits(ANA, why="The old data centre closes.", speaks="yes")
    await types(at, ANA, INFRA, "/project digest at 10:00")
    await types(at, ANA, SECRET, "/task add Zanzibar offer @sam tomorrow 12:00")
    await types(at, SAM, SECRET, "/task note T-1 Quokka salary")
    await types(at, SAM, SECRET, "/task block T-1 Xylophone clause @ana")
    ts = str((await team.page.post("message", **{"as": ANA, "channel": OF_TWO,
        "text": "Wombat leaves in March, please prepare it"}))["ts"])  # fmt: skip
    await team.captures(MARIA, OF_TWO, ts)
    await team.submits(MARIA, owner=MARIA, due="tomorrow 16:00")
    await types(at, ANA, SECRET, "/task add Yttrium contract @ana tomorrow 15:00 high")
    await types(at, ANA, SECRET, "/task assign T-3 @sam")
    await types(at, ANA, SECRET, "/task add Narwhal interview @sam tomorrow")
    await types(at, ANA, INFRA, f"/task add {PUBLIC} @jonas tomorrow 17:00")
    await types(at, ANA, SECRET, "/task after T-5 T-4")
    await types(at, JONAS, INFRA, "/task start T-5")
    at.tasks = [1, 2, 3, 4]


async def types(at: Private, who: str, where: str, line: str) -> str:
    """Types a line; the words of the answer."""
    answer = await at.team.types(who, where, line)
    await at.team.settled()
    return answer.text


def lines(task: int) -> tuple[str, ...]:
    """Every verb about this task, as somebody might try it."""
    verbs = ("show", "start", "done", "accept", "claim", "unblock", "reopen", "drop", "undo")
    rest = ("block T-{n} why @ana", "note T-{n} hello", "assign T-{n} @jonas", "due T-{n} friday",
            "after T-5 T-{n}", "after T-{n} T-5", "done T-{n} ok", "T-{n}", "title T-{n} Renamed",
            "priority T-{n} high", "criteria T-{n}", "verify T-{n} @jonas", "history T-{n}",
            "move T-{n} #infra", "move T-{n} none",
            "why T-{n}", "snooze T-{n} until tuesday", "sub T-{n} A part",
            "follow T-{n}", "unfollow T-{n}", "nudge T-{n}", "erase T-{n}",
            "repeat T-{n} every 2 weeks",
            "repeat T-{n} off", "repeat T-{n} pause until friday", "skip T-{n}")  # fmt: skip
    return (*(f"/task {v} T-{task}" for v in verbs), *(f"/task {r.format(n=task)}" for r in rest))


LISTS = (
    "/task", "/task list", "/task list @sam", "/task list @ana", "/task list @maria",
    "/task list #infra", "/task list here", "/task list all", "/task list unowned",
    "/task list late", "/task help", "/task help done", "/task nonsense T-1", "/task undo",
    "/task show T-5", "/task after T-5", "/project show", "/project show #infra",
    "/project digest now", "/project set lead @jonas", "/task add Something @sam friday after T-4",
    "/task find offer", "/task about me", "/task search offer", "/task search leaves march",
    "/task capture", "/task settings", "/task away", "/task next", "/task home",
    "/project list", "/project list hiring", "/project lead #infra @jonas", "/project ladder firm",
    "/project home #infra here", "/project home #infra #hiring",
    "/project pause #infra", "/project resume #infra", "/project close #infra",
    "/project reopen #infra", "/task admin", "/task link ABCDE-FGHJK",
    "/task done T-1 T-2 T-3 T-4 T-5",
    "/task move T-5 #hiring-private", "/task move T-1 T-5 #infra",
    "/task assign T-1 T-5 @jonas", "/task drop T-1 T-2", "/task drop T-1 T-2 not needed",
)  # fmt: skip


async def everything_seen(at: Private, who: str) -> None:
    """Every conversation that this person can open, as it came over the wire."""
    team = at.team
    state: Any = await team.page.get("state", **{"as": who})
    for channel in state["channels"]:
        raw = await team.page.get("messages", **{"as": who, "channel": channel["id"]})
        at.meets(f"{who} in {channel['id']}", raw)
        for message in raw["messages"]:  # type: ignore[attr-defined]
            query = {"as": who, "channel": channel["id"], "thread_ts": message["ts"]}
            at.meets(f"{who} in a thread", await team.page.get("messages", **query))
    at.meets(f"{who} at home", await team.page.get("home", **{"as": who}))
    await team.run.bot.platforms["slack"].settle()
    at.meets(f"{who} at home", await team.page.get("home", **{"as": who}))
    at.meets(f"{who} in a form", await team.page.get("views", **{"as": who}))


async def test_the_canaries_sing_inside(private: Private) -> None:
    """The test would notice: insiders meet each of them."""
    words = await types(private, ANA, SECRET, "/task list here")
    for task in private.tasks:
        words += await types(private, SAM, SECRET, f"/task show T-{task}")
    words += " ".join(m.text for m in await private.team.dm(SAM))
    words += await types(private, MARIA, OF_TWO, "/task")
    words += " ".join(m.text for m in await private.team.dm(MARIA))
    missing = [canary for canary in CANARIES if canary not in words]
    assert missing in ([], ["Quokka"]), missing


@pytest.mark.slow
@pytest.mark.parametrize("who", OUTSIDERS)
async def test_every_word_that_can_be_typed(private: Private, who: str) -> None:
    """All verbs, lists, help and errors, about every private task, in channels and in the DM."""
    about = tuple(line for task in private.tasks for line in lines(task))
    for where, tried in ((INFRA, (*LISTS, *about)), (GENERAL, LISTS), (f"D{who[1:]}", LISTS)):
        for line in tried:
            private.meets(line, (await private.team.types(who, where, line)).raw)
    await private.team.settled()
    await everything_seen(private, who)
    assert private.hits() == []


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_every_button_that_can_be_pressed(private: Private, who: str) -> None:
    """A token made up by hand opens no form, no reason and no history of what is private."""
    desk = private.team.run.bot.desk
    sender = Sender("slack", "T0SANDBOX", who, "", place=INFRA, place_name="infra")
    verbs = {*buttons._PRESSES, *buttons._SUBMITS, *FORMS}
    for task in private.tasks:
        for verb in sorted(verbs):
            token = Token(verb, task_ref(TaskId(task)))
            for asked in (
                desk.press(sender, token, f"{who}{verb}{task}"),
                desk.form(sender, token),
                desk.submit(sender, token, {}, f"form{who}{verb}{task}"),
            ):
                private.meets(verb, await answer_of(asked))
    assert private.hits() == []


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_several_at_once(private: Private, who: str) -> None:
    """Ticks made up by hand are told nothing of what is private, before and after *Apply*."""
    desk = private.team.run.bot.desk
    sender = Sender("slack", "T0SANDBOX", who, "", place=INFRA, place_name="infra")
    asked: dict[str, FieldValue] = {"tasks": tuple(map(str, (*private.tasks, 5, 99)))}
    values = {"owner": who, "due": "friday", "reason": "not needed"}
    for act in ("done", "assign", "due", "drop", "reopen"):
        token, key = Token("list_several"), f"several{who}{act}"
        private.meets(act, await desk.form(sender, token))
        told = await desk.submit(sender, token, {**asked, "act": act, **values}, key)
        private.meets(act, told)
        for button in getattr(told, "buttons", ()):
            private.meets(act, await desk.press(sender, Token.decode(button.token), f"{key}!"))
    assert "T-99" in " ".join(private.met)
    assert private.hits() == []


@pytest.mark.slow
async def test_a_week_of_messages(private: Private) -> None:
    """Cards, questions, briefs, digests and the channel's messages of eight days tell nothing."""
    for _ in range(4):
        await private.team.later(days=2)
        for who in OUTSIDERS:
            await everything_seen(private, who)
    in_public = [private.team.run.sandbox.workspace.messages[c] for c in (INFRA, GENERAL)]
    private.meets("public channels", repr(in_public))
    words = " ".join(private.met)
    assert PUBLIC in words and "Good morning" in words
    assert private.hits() == []


async def test_the_log(private: Private, caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG the log tells what happened, in nobody's words; not even when something breaks."""
    caplog.set_level(logging.DEBUG)
    team = private.team
    await types(private, ANA, SECRET, "/task add Yttrium addendum @sam tomorrow")
    await types(private, ANA, SECRET, "/task show T-1")
    team.run.sandbox.faults.fail_next("chat.postMessage", error="invalid_blocks")
    await types(private, ANA, SECRET, "/task assign T-4 @ana")
    await types(private, ANA, SECRET, "/task done T-4 Narwhal said yes")
    await team.later(days=2)
    ours = [r for r in caplog.records if not r.name.startswith(("aiohttp", "uvicorn", "asyncio"))]
    assert ours
    for record in ours:
        private.meets(record.name, logging.Formatter().format(record))
    assert private.hits() == []


async def test_what_an_operator_prints(private: Private) -> None:
    """doctor and deadletter name numbers and reasons, never what was in a message."""
    team = private.team
    team.run.sandbox.faults.fail_next("chat.postMessage", times=3, error="invalid_blocks")
    await types(private, ANA, SECRET, "/task add Narwhal second round @sam friday")
    settings = team.run.bot.settings
    await team.run.bot.stop()
    dead = await dead_letters(settings)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for post in dead:
            print(f"{post.workspace}/{post.id} {post.kind} {post.error}")
        for finding in await examine(settings):
            print(finding)
    private.meets("the operator's screen", printed.getvalue())
    assert private.hits() == []


async def answer_of(asked: Awaitable[object]) -> object:
    """The answer; or the error, for a token made up by hand may make no sense at all."""
    try:
        return await asked
    except (ValueError, TypeError) as error:
        return repr(error)


async def test_a_place_that_is_not_theirs(private: Private) -> None:
    """Nobody becomes one of a private place's people by naming it."""
    desk = private.team.run.bot.desk
    sender = Sender(
        "slack", "T0SANDBOX", JONAS, "", place=GENERAL, place_name="general",
        place_kind=PlaceKind.CHANNEL,
    )  # fmt: skip
    for line in ("list #hiring-private", f"list <#{SECRET}>", f"list <#{SECRET}|hiring-private>"):
        private.meets(line, await desk.words(sender, line, f"key {line}"))
    assert private.hits() == []


async def test_catalogue_is_covered() -> None:
    """A verb that is added must be tried here too."""
    tried = " ".join((*LISTS, *lines(1)))
    missing = {v.name for v in catalogue.VERBS if f"/{v.command} {v.name}" not in tried}
    assert missing <= {"new"}


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_numbers_reactions_and_edits(private: Private, who: str) -> None:
    """Neither by writing a number, nor by a reaction, nor when a source is edited or deleted."""
    team = private.team
    await types(private, ANA, INFRA, "/project set capture on")
    for task in private.tasks:
        await team.says(who, INFRA, f"what about T-{task}?")
    for insider in (ANA, SAM):
        await team.says(insider, INFRA, "T-1, T-2, T-3 and T-4 are late")
        seen = [m.text for m in await team.sees(insider, INFRA)]
        assert not [text for text in seen if any(canary in text for canary in CANARIES)]
    said = await team.says(ANA, SECRET, "Zanzibar needs a desk, please order one")
    await team.captures(SAM, SECRET, said)
    await team.submits(SAM)
    await team.changes(ANA, SECRET, said, "Zanzibar and Quokka need desks, please order two")
    await team.changes(ANA, SECRET, said, "")
    team.run.sandbox.emit(
        "reaction_added",
        {
            "type": "reaction_added",
            "user": who,
            "reaction": "pushpin",
            "item_user": ANA,
            "item": {"type": "message", "channel": SECRET, "ts": said},
            "event_ts": "9.1",
        },
    )
    await team.settled()
    await everything_seen(private, who)
    assert private.hits() == []
