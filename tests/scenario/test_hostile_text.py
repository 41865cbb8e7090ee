"""Two hundred texts that want to ping, to be markup or to be links, wherever people can write.

Then everything that Slack was sent over some days is looked through, message by message and form
by form.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import product
from typing import Any

import pytest
import pytest_asyncio

from core.people.model import Profile, Sender
from tests.scenario.cast import ANA, CLIENT, INFRA, JONAS, MARIA, MONDAY, PRIYA, SAM, open_infra
from tests.support.team import Team, team_at_work

pytestmark = pytest.mark.asyncio(loop_scope="module")
PINGS = (
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S0ALL>", "<!subteam^S0ALL|@all>", "@channel",
    "@here", "@everyone", "<@U0SAM>", "<@U0SAM|sam>", "<@W0SAM>", "<#C0GENERAL>",
    "<#C0GENERAL|general>", "&lt;!channel&gt;", "&lt;@U0SAM&gt;", "<!channel|here>",
    "<!date^1^{date}|x>", "<@everyone>",
)  # fmt: skip
SPOOFS = (
    "<https://evil.example|https://bank.example>", "[bank](https://evil.example)",
    "<mailto:evil@evil.example|bank.example>", "<javascript:alert(1)|ok>", "https://evil.example",
    "<https://evil.example>", "<slack://user?team=T1&id=U1|ok>", "evil.example/login",
    "<tel:+491|ok>", "&lt;https://evil.example|ok&gt;",
)  # fmt: skip
MARKUP = (
    "*bold*", "_slanted_", "~gone~", "`code`", "```\nblock\n```", "> quoted", ">>> all of it",
    ":tada:", "&amp;", "<b>x</b>", '"}]}', "{{title}}", "{task}", "%s", "\\n", "• one", "# head",
)  # fmt: skip
AROUND = ("{}", "see {} now", "{}{}", "({})", "*{}*")
PAYLOADS = tuple(
    frame.replace("{}", nasty)
    for frame, nasty in product(AROUND, (*PINGS, *SPOOFS, *MARKUP))
)[:225]  # fmt: skip
OURS = re.compile(r"http://127\.0\.0\.1:\d+/|https://northwind\.slack\.com/archives/")
"""Permalinks of messages in the workspace."""
NOBODY = frozenset({SAM, "W0SAM"})
"""Whom the texts want to ping, and nobody has to do with anything."""


def objects(node: object) -> Iterator[Mapping[str, Any]]:
    """Every JSON object inside *node*."""
    if isinstance(node, Mapping):
        yield node
        for inner in node.values():
            yield from objects(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from objects(inner)


def bad(sent: Mapping[str, Any]) -> list[str]:
    """What of a message or a view would ping, be markup, or lead somewhere."""
    found = []
    if set("<>") & set(str(sent.get("text") or "")):
        found.append(f"markup in the text: {sent['text']}")
    for one in objects([sent.get("blocks"), sent.get("title"), sent.get("view")]):
        kind = one.get("type")
        if kind in {"broadcast", "usergroup", "channel", "mrkdwn", "emoji", "color", "team"}:
            found.append(f"{kind}: {one}")
        if kind == "user" and one["user_id"] in NOBODY:
            found.append(f"pings {one['user_id']}")
        if kind == "link" and not OURS.match(one["url"]):
            found.append(f"leads to {one['url']}")
        if "url" in one and kind != "link" and not OURS.match(one["url"]):
            found.append(f"a button leads to {one['url']}")
        if kind == "plain_text" and one.get("emoji") is not False and one["text"] != "View Title":
            found.append(f"emoji are drawn in {one}")
    return found


class Watched:
    """A team whose every word from the bot is looked at."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.bad: list[str] = []
        self.seen = 0
        self.words = ""

    def look(self, sent: object) -> None:
        """Something that came from the bot."""
        if isinstance(sent, Mapping) and sent:
            self.seen += 1
            self.words += repr(sent)
            self.bad += bad(sent)

    async def types(self, who: str, where: str, line: str) -> None:
        """A command and its private answer."""
        self.look((await self.team.types(who, where, line)).raw)

    async def fills(self, who: str, **values: object) -> None:
        """The open form, as it is drawn, filled in and answered."""
        self.look(await self.team.form(who))
        await self.team.submits(who, **values)
        self.look((await self.team.page.get("views", **{"as": who})).get("view"))

    async def everything(self) -> None:
        """All that anybody can see."""
        for who in (ANA, MARIA, PRIYA):
            for message in await self.team.everything(who):
                if message.user in {"", "U0SANDBOX"}:
                    self.look(message.raw)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched() -> AsyncIterator[Watched]:
    """Two days in which people write nothing but such texts."""
    async with team_at_work(start=MONDAY) as team:
        found = Watched(team)
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 10:00")
        await write_everywhere(found)
        await team.later(days=2)
        await found.everything()
        yield found


async def write_everywhere(at: Watched) -> None:
    """Every payload in some field, every field with some payload."""
    texts = list(PAYLOADS)
    for number in range(1, len(texts) // 9 + 1):
        title, note, criteria, reason, doing, spoken, dropped, label, odd = texts[
            number * 9 - 9 : number * 9
        ]
        owner = (MARIA, JONAS, PRIYA)[number % 3]
        share = " !share" if number % 5 == 2 else ""
        await at.types(ANA, INFRA, f"/task add First {number} <@{owner}> tomorrow 16:00{share}")
        if number % 4 == 0:
            await edit(at, number, title=f"{title} {number}", criteria=f"{criteria}\n{label}")
        else:
            await at.types(ANA, INFRA, f"/task title T-{number} {title}")
            await at.types(ANA, INFRA, f"/task criteria T-{number} {criteria}; {label}")
        await at.types(owner, INFRA, f"/task note T-{number} {note}")
        await at.types(owner, INFRA, f"/task block T-{number} {reason}")
        await at.types(ANA, INFRA, f"/task {odd}")
        await at.types(ANA, INFRA, f"/task due T-{number} {spoken}")
        if number % 5 == 0:
            await at.types(ANA, INFRA, f"/task drop T-{number} {dropped}")
        if number % 5 == 1:
            await at.types(owner, INFRA, f"/task unblock T-{number}")
            await at.types(owner, INFRA, f"/task done T-{number} {doing}")
        await at.types(ANA, INFRA, f"/task {('history', 'why', 'show')[number % 3]} T-{number}")
    await elsewhere(at, texts)


async def edit(at: Watched, number: int, **values: object) -> None:
    """By the form behind the button of the card."""
    await at.team.settled()
    shown = await at.team.types(ANA, INFRA, f"/task show T-{number}")
    await at.team.presses(ANA, shown, "Edit")
    await at.fills(ANA, **values)


async def elsewhere(at: Watched, texts: list[str]) -> None:
    """Messages that are captured, names of people, places and projects, lists, words in a DM."""
    team = at.team
    desk, home = team.run.bot.desk, team.run.sandbox.workspace.team.id
    for number, text in enumerate(texts[::15]):
        ts = await team.says(JONAS, INFRA, f"please renew it {text}")
        at.look(await team.captures(ANA, INFRA, ts))
        if number % 3 == 0:
            await at.fills(ANA, owner=MARIA)
        name = Profile(f"U9{number}", text, f"{number}{text}", "Europe/Berlin")
        there = Sender("slack", home, ANA, "ana", place=f"C9{number}", place_name=text)
        await desk.learn(there, (name,))
        await at.types(ANA, INFRA, f"/task assign T-2 <@U9{number}>")
        await at.types(ANA, INFRA, f"/task assign T-2 @{text}")
        await team.says(MARIA, f"D{MARIA[1:]}", text)
    await at.types(ANA, CLIENT, "/project new " + texts[3][:60])
    await at.fills(ANA, why=texts[0], speaks="yes")
    for line in ("set why " + texts[21], "pause friday - " + texts[2], "show", "list", texts[30]):
        await at.types(ANA, CLIENT, f"/project {line}")
    for line in (
        "/task",
        f"/task search {texts[18]}",
        "/task list all",
        "/task list here",
        "/task next",
        "/task home",
    ):
        await at.types(ANA, INFRA, line)


@pytest.mark.parametrize(
    "planted",
    [
        {"text": "<!channel>"},
        {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]},
        {"blocks": [{"type": "user", "user_id": SAM}]},
        {"blocks": [{"type": "broadcast", "range": "here"}]},
        {"view": {"blocks": [{"type": "link", "url": "https://evil.example"}]}},
    ],
)
async def test_it_would_be_noticed(planted: Mapping[str, Any]) -> None:
    """What the test below looks for is found where it is."""
    assert bad(planted)


async def test_there_are_two_hundred_and_all_are_met(watched: Watched) -> None:
    """The texts went somewhere: most of them stand in what was sent, as they were typed."""
    assert len(PAYLOADS) >= 200
    assert watched.seen > 500
    assert "evil.example" in watched.words and "!channel" in watched.words
    assert "*bold*" in watched.words and ":tada:" in watched.words


async def test_nobody_is_pinged_and_nothing_leads_away(watched: Watched) -> None:
    """No ping beyond whom it concerns, no markup, no link of somebody else."""
    assert "\n".join(sorted(set(watched.bad))) == ""
