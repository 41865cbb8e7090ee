"""Everything that changed and everything that was sent can be traced to what caused it."""

import json
import logging
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from adapters.db.audit import Line, Wanted, audited
from core.kernel.events import Event
from core.kernel.refs import Kind, TaskId
from core.tasks.model import Task, snapshot
from tests.machine.cast import OURS
from tests.machine.far import Message
from tests.machine.histories import Historian
from tests.machine.house import House, house
from tests.machine.promises import all_notices, all_posts, events
from tests.support.soak import chance, counted, soak

STEPS = 12
EFFECTS = counted(60, 1_000)
"""Of those that there were, as many are drawn by lot, of changes and of messages."""
LETTERS = frozenset({"nag", "brief", "help_line", "claim", "attention", "unreached"})
"""What is sent because something is owed; a card shows its task, a digest its project."""


@soak
async def test_every_effect_has_its_cause(furnished: Path, tmp_path: Path) -> None:
    """Each field that differs by an event with its actor and the request or the moment that led
    to it; each message that stands by a line of the audit with the rule and the subject."""
    luck, found = chance("explained"), Counter[str]()
    logging.disable(logging.ERROR)
    try:
        number = 0
        while sum(found.values()) < EFFECTS:
            number += 1
            (folder := tmp_path / f"{number}").mkdir()
            found += await one(furnished, folder, luck)
    finally:
        logging.disable(logging.NOTSET)
    print(f"{sum(found.values())} effects in {number} histories, all explained: {dict(found)}")


async def one(furnished: Path, folder: Path, luck: random.Random) -> Counter[str]:
    """A history by chance, with what was looked at in it."""
    random.seed(luck.random())
    historian = Historian(house(folder, furnished, direct=True))
    home = historian.home
    await home.open()
    try:
        for _ in range(STEPS):
            await historian.play(historian.next(luck))
        await historian.play(["tick", 3 * 720])
        effects = [*changes(home), *((None, message) for message in home.far.messages.values())]
        lines = audited(home.url, home.tenants[OURS].workspace, Wanted())
        drawn = luck.sample(effects, min(len(effects), EFFECTS))
        for event, message in drawn:
            if event is not None:
                event_is_explained(home, event, lines)
            elif message is not None:
                message_is_explained(home, message, lines)
        return Counter("changes" if event is not None else "messages" for event, _ in drawn)
    finally:
        await home.close()


def changes(home: House) -> Iterator[tuple[Event, None]]:
    """What happened to each task; that it is as its events left it was looked at."""
    for number, task in home.tasks().items():
        history = list(reversed(events(home, OURS, number)))
        require_whole(task, history)
        yield from ((event, None) for event in history)


def require_whole(task: Task, history: list[Event]) -> None:
    """No field changed beside what is written down, then or since."""
    stood: dict[str, object] = {}
    for event in history:
        for name, value in event.before.items():
            assert stood.get(name, value) == value, f"{name} of {task} changed before {event}"
        stood |= event.after
    now: Mapping[str, object] = snapshot(task)
    assert {name: now[name] for name in stood if name in now} == {
        name: value for name, value in stood.items() if name in now
    }, f"{task} is not as its events say"


def event_is_explained(home: House, event: Event, lines: list[Line]) -> None:
    """Who did it by which request, or that time did at which moment; and the audit has it."""
    assert event.cause, event
    by_time = event.cause.startswith("tick:")
    assert by_time is (not event.actor), event
    asked = "SELECT count(*) FROM requests WHERE key = :key"
    assert by_time or home.ask(asked, key=event.cause) == [(1,)], event
    subject = f"task:{event.subject.id}"
    assert [
        line for line in lines
        if (line.what, line.rule, line.subject, line.at) == ("act", event.verb, subject, event.at)
    ], event  # fmt: skip


def message_is_explained(home: House, message: Message, lines: list[Line]) -> None:
    """Its post is known, and what it says was owed by a rule about a subject before."""
    [post] = [p for p in all_posts(home, OURS) if p.key == message.letter.key]
    kept = [line for line in lines if line.detail.startswith(f"post {post.id}, ")]
    assert [line.what for line in kept] == ["sent"], post
    if post.kind not in LETTERS:
        assert post.subject is not None, post
        return
    held = [n for n in all_notices(home, OURS) if n.post == post.id and n.said_at is not None]
    told = [n for n in held if n.wanted.subject.kind is Kind.TASK]
    assert held or post.kind in {"attention", "brief"}, post
    for notice in told:
        owed = [
            line for line in lines
            if (line.what, line.rule) == ("owed", notice.wanted.kind)
            and line.subject == f"task:{notice.wanted.subject.id}"
            and line.detail == f"slot {notice.wanted.slot}"
        ]  # fmt: skip
        assert owed and owed[0].at <= message.at, notice
        assert TaskId(notice.wanted.subject.id) in home.tasks(), json.dumps(owed[0].detail)
