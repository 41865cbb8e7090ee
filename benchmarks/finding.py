"""Row 11: lists, searches and completions with a million stored tasks, beside a thousand.

Each question is asked as people ask it, by many people and with many words, on a reader: read,
found, counted and drawn. One task in ten is open. What each question takes on a new database:

    python -m benchmarks.finding sqlite:////tmp/many.db 1000000
"""

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Final

from sqlalchemy import String, cast, create_engine, insert, literal, select, update

from adapters.db.engines import parse
from adapters.db.mapping_people import account_values, installation_values
from adapters.db.mapping_tasks import project_values
from adapters.db.store import SqlStore
from adapters.db.tables import accounts, installations, projects, tasks, words
from adapters.db.uow import Units, lock_workspace
from benchmarks.databases import KINDS, POSTGRES, SQLITE, Fresh
from benchmarks.figures import Figure, middle
from benchmarks.many_tasks import FIRST_PERSON, ONE, OWNERS, analyze, fill
from core import dispatch
from core.kernel.context import Context
from core.kernel.refs import InstallationId, PersonId, ProjectId
from core.people.model import Account, Installation, Sender
from core.projects.model import Project
from core.reading.filters import read_list, read_search
from core.screens.lists import my_list
from core.tasks.model import Priority, Status
from core.unit import Unit

NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FEW: Final = 1_000
MANY: Final = 1_000_000
QUICK_MANY: Final = 100_000
ASKS: Final = 30
"""Of each question."""
PROJECTS: Final = 50
FIRST_PROJECT: Final = 501
OPEN_IN: Final = 10
"""One task in so many is open."""
LATE_IN: Final = 20
URGENT_IN: Final = 50
"""One open task in so many is past its date, or urgent."""
_NAMES: Final = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
_TEAM: Final = "T0BENCH"
Question = Callable[[Unit, Context, int], object]
"""Asked with the number of the ask, which chooses what it is about."""


def stock(url: str, count: int) -> None:
    """*count* tasks of five hundred people in fifty projects, with the words that they have."""
    fill(url, count, NOW)
    engine = create_engine(parse(url))
    number, turn = tasks.c.id, tasks.c.id // OWNERS % OPEN_IN
    closed = NOW - timedelta(days=2)
    made = [_project(ProjectId(FIRST_PROJECT + n)) for n in range(PROJECTS)]
    with engine.begin() as connection:
        slack = Installation(ONE, InstallationId(1), "slack", _TEAM, "Bench")
        connection.execute(insert(installations).values(installation_values(slack)))
        people = [(PersonId(FIRST_PERSON + n), Account("slack", f"U{n}")) for n in range(OWNERS)]
        connection.execute(insert(accounts), [account_values(ONE, *each) for each in people])
        connection.execute(insert(projects), [project_values(each) for each in made])
        connection.execute(update(tasks).values(project_id=FIRST_PROJECT + number % PROJECTS))
        done = update(tasks).where(turn != 0)
        connection.execute(
            done.values(status=Status.DONE.value, closed_at=closed, finished_at=closed)
        )
        late = update(tasks).where(turn == 0, number % LATE_IN == 0)
        connection.execute(late.values(due_at=NOW - timedelta(days=3)))
        urgent = update(tasks).where(turn == 0, number % URGENT_IN == 0)
        connection.execute(urgent.values(priority=Priority.URGENT.value))
        for word in (literal("build"), literal("fix"), literal("the"), cast(number, String(20))):
            row = select(tasks.c.workspace_id, word, number, tasks.c.title_id).order_by(word)
            names = ["workspace_id", "word", "task_id", "text_id"]
            connection.execute(insert(words).from_select(names, row))
    if engine.dialect.name == POSTGRES:  # As its autovacuum does; SQLite is never told its figures.
        analyze(engine)
    engine.dispose()


def _project(number: ProjectId) -> Project:
    return Project(
        ONE, number, f"p{number}", f"Project {number}", PersonId(FIRST_PERSON),
        NOW - timedelta(days=90), lead=PersonId(FIRST_PERSON),
    )  # fmt: skip


def _listed(typed: Callable[[int], str]) -> Question:
    def ask(unit: Unit, ctx: Context, turn: int) -> object:
        work = unit.of(ONE)
        return dispatch.look(work, read_list(work, typed(turn), ctx), ctx)

    return ask


def _searched(typed: Callable[[int], str]) -> Question:
    def ask(unit: Unit, ctx: Context, turn: int) -> object:
        work = unit.of(ONE)
        return dispatch.look(work, read_search(work, typed(turn), ctx), ctx)

    return ask


def _completed(verb: str, typed: Callable[[int], str]) -> Question:
    def ask(unit: Unit, ctx: Context, turn: int) -> object:
        sender = Sender("slack", _TEAM, f"U{turn * 7 % OWNERS}")
        return dispatch.suggest(unit, sender, verb, "task", typed(turn), NOW)

    return ask


def _my_list(unit: Unit, ctx: Context, _turn: int) -> object:
    return my_list(unit.of(ONE), ctx.actor, dispatch.reader_of(ctx), "slack")


def _home(unit: Unit, ctx: Context, _turn: int) -> object:
    return dispatch.home(unit, ctx)


QUESTIONS: Final[Mapping[str, Question]] = {
    "my list": _my_list,
    "App Home": _home,
    "list open": _listed(lambda turn: "open"),
    "list of a person": _listed(lambda turn: f"<@U{turn * 11 % OWNERS}>"),
    "list of a project": _listed(lambda turn: f"#p{FIRST_PROJECT + turn % PROJECTS}"),
    "list overdue": _listed(lambda turn: "overdue"),
    "list urgent": _listed(lambda turn: "urgent"),
    "list unowned": _listed(lambda turn: "unowned"),
    "list done": _listed(lambda turn: "done"),
    "list overdue of a project": _listed(lambda turn: f"overdue #p{FIRST_PROJECT + turn}"),
    "list with a common word": _listed(lambda turn: "build"),
    "search a number": _searched(lambda turn: f"build {turn * 31 + 1}"),
    "search a beginning": _searched(lambda turn: f"{turn + 10}"),
    "search a common word": _searched(lambda turn: "build"),
    "search two common words": _searched(lambda turn: "fix build"),
    "search nothing": _searched(lambda turn: "fix unheard"),
    "complete nothing": _completed("task done", lambda turn: ""),
    "complete a number": _completed("task done", lambda turn: f"T-{turn + 1}"),
    "complete a word": _completed("task show", lambda turn: "bui"),
    "complete an open one": _completed("task done", lambda turn: "build"),
}


def figures(fresh: Fresh, *, quick: bool) -> list[Figure]:
    """On both databases; a quick run has a tenth of the tasks, on SQLite alone."""
    kinds = (SQLITE,) if quick else KINDS
    many = QUICK_MANY if quick else MANY
    return [f for kind in kinds for f in asyncio.run(_measure(fresh, kind, many))]


async def _measure(fresh: Fresh, kind: str, many: int) -> list[Figure]:
    urls = []
    for count in (FEW, many):
        urls.append(fresh(kind))
        await asyncio.to_thread(stock, urls[-1], count)
    few, lots = await asked(urls)
    return list(_figures(kind, many, few, lots))


Taken = dict[str, list[float]]
"""Milliseconds of each ask, by its question."""


async def asked(urls: list[str], asks: int = ASKS) -> list[Taken]:
    """What the questions take on each of the databases, asked in turn."""
    async with AsyncExitStack() as stack:
        stores: list[SqlStore[Unit]] = [
            await stack.enter_async_context(SqlStore(url, Units(), lock_workspace=lock_workspace))
            for url in urls
        ]
        found: list[Taken] = [{} for _ in urls]
        for name, question in QUESTIONS.items():
            for turn in range(asks + 1):
                for store, taken in zip(stores, found, strict=True):
                    spent = await _ask(store, question, turn)
                    if turn:  # The first one compiles what it asks.
                        taken.setdefault(name, []).append(spent)
    return found


async def _ask(store: SqlStore[Unit], question: Question, turn: int) -> float:
    person = PersonId(FIRST_PERSON + turn * 7 % OWNERS)
    ctx = Context(ONE, person, "slack", NOW, f"ask-{turn}", zone="Europe/Berlin")
    began = perf_counter()
    await store.read(lambda unit: question(unit, ctx, turn))
    return (perf_counter() - began) * 1000


def _figures(kind: str, many: int, few: Taken, lots: Taken) -> Iterator[Figure]:
    every = sorted(each for spent in lots.values() for each in spent)
    worst = max(lots, key=lambda name: middle(lots[name]))
    yield Figure(
        "11", f"p99 of lists and searches, {many:,} stored tasks, {_NAMES[kind]}",
        every[len(every) * 99 // 100], 300, 100, more=False, unit=" ms",
        measured=f"median {middle(every):.1f}; slowest: {worst}, {middle(lots[worst]):.1f} ms",
    )  # fmt: skip
    base = [each for spent in few.values() for each in spent]
    yield Figure(
        "11", f"median of lists and searches, {many:,} stored tasks of {FEW:,}, {_NAMES[kind]}",
        middle(every) / middle(base), 2.0, 1.5, more=False,
        measured=f"{middle(every):.2f} of {middle(base):.2f} ms",
    )  # fmt: skip


async def _main(url: str, count: int) -> None:
    """Tells of each question what it takes; *url* is an empty database of this release."""
    await asyncio.to_thread(stock, url, count)
    for name, spent in (await asked([url]))[0].items():
        print(f"{name:28} {middle(spent):9.2f} {max(spent):9.2f} ms", flush=True)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2])))
