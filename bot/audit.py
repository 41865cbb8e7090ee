"""``chivvy audit``: who did what, and what was sent, held or dropped; no words of anybody."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from adapters.db.audit import Line, Wanted, audited
from adapters.db.beside import peek
from adapters.db.uow import UnitRows
from bot.export import safe
from bot.settings import Settings
from core.kernel.refs import PersonId, WorkspaceId

HEAD = ("at", "what", "rule", "subject", "who", "to", "detail")
_TASK = re.compile(r"(?:[A-Za-z]+-)?(\d{1,9})")


class Unclear(Exception):
    """An option that names nothing, with what to write instead."""


def audit(
    settings: Settings, task: str | None, person: str | None, since: str | None
) -> list[tuple[str, ...]]:
    """The rows, oldest first, persons by their names."""
    wanted_task, moment = _task(task), _since(since)
    rows: list[tuple[str, ...]] = []
    for home in peek(settings.database, lambda unit: list(unit.directory.workspaces())):
        who = named(settings, home, person) if person else None
        if person and who is None:
            continue
        wanted = Wanted(wanted_task, who, moment)
        lines = audited(settings.database, home, wanted)
        rows += _with_names(settings, home, lines)
    return rows


def _task(typed: str | None) -> int | None:
    if typed is None:
        return None
    match = _TASK.fullmatch(typed.strip())
    if match is None:
        raise Unclear(f"--task {typed!r} is no task; write for example --task T-42")
    return int(match.group(1))


def _since(typed: str | None) -> datetime | None:
    if typed is None:
        return None
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise Unclear(f"--since {typed!r} is no day; write for example 2026-11-01") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def named(settings: Settings, home: WorkspaceId, typed: str) -> PersonId | None:
    """Who is meant, by handle, name, or id on the platform; Unclear when several are."""
    word = typed.strip().removeprefix("@")

    def look(unit: UnitRows) -> list[PersonId]:
        people = unit.of(home).people
        known = people.by_account("slack", word.upper())
        found = [known] if known is not None else list(people.by_name(word))
        return [each.id for each in found]

    ids = peek(settings.database, look)
    if len(ids) > 1:
        raise Unclear(f"several people are called {word!r}; write the Slack id, such as U02ABC")
    return ids[0] if ids else None


def _with_names(
    settings: Settings, home: WorkspaceId, lines: Sequence[Line]
) -> list[tuple[str, ...]]:
    numbers = {number for line in lines for number in (line.who, _number(line.to)) if number}
    ids = [PersonId(number) for number in sorted(numbers)]
    people = peek(settings.database, lambda unit: unit.of(home).people.persons(ids))
    names = {int(number): person.name for number, person in people.items()}
    return [_row(line, names) for line in lines]


def _number(to: str) -> int | None:
    kind, _, number = to.partition(":")
    return int(number) if kind == "person" else None


def _row(line: Line, names: dict[int, str]) -> tuple[str, ...]:
    to = names.get(_number(line.to) or 0, line.to)
    who = names.get(line.who or 0, f"person:{line.who}") if line.who else ""
    at = f"{line.at:%Y-%m-%dT%H:%M:%SZ}"
    return (at, line.what, line.rule, line.subject, who or "", to, line.detail)


def as_text(rows: Iterable[tuple[str, ...]]) -> str:
    """A line each, for a terminal."""
    return "\n".join("  ".join(cell for cell in row if cell) for row in rows)


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """With a head; no cell is a formula."""
    file = io.StringIO()
    sheet = csv.writer(file)
    sheet.writerow(HEAD)
    sheet.writerows([[safe(cell) for cell in row] for row in rows])
    return file.getvalue().rstrip("\r\n")
