"""``chivvy export``: a whole workspace in a folder, as JSON lines and as a table of its tasks."""

import csv
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from adapters.db.beside import peek
from adapters.db.export import Rows, exported
from bot.settings import Settings
from core.kernel.refs import WorkspaceId

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet would carry out, and the sign that keeps it from doing so."""
COLUMNS = (
    "task", "title", "notes", "status", "owner", "requester", "verifier", "project", "priority",
    "due", "labels", "created", "finished", "closed", "checked", "private",
)  # fmt: skip
_NAMED = ("persons", "projects", "texts")


def export(settings: Settings, folder: Path) -> tuple[Path, ...]:
    """Writes two files for each workspace, for their owner's eyes only; says which."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    homes = peek(settings.database, lambda unit: list(unit.directory.workspaces()))
    written: list[Path] = []
    for home in homes:
        written += exported(settings.database, home, partial(_write, home, folder))
    return tuple(written)


def _write(home: WorkspaceId, folder: Path, rows: Rows) -> list[Path]:
    lines, table = folder / f"workspace-{home}.jsonl", folder / f"workspace-{home}-tasks.csv"
    known: dict[str, dict[int, Mapping[str, Any]]] = {name: {} for name in _NAMED}
    prefix = "T"
    with _private(lines) as whole, _private(table) as tasks:
        sheet = csv.writer(tasks)
        sheet.writerow(COLUMNS)
        for name, row in rows:
            whole.write(json.dumps({"table": name, **row}, ensure_ascii=False) + "\n")
            if name in known:
                known[name][row["id"]] = row
            elif name == "workspaces":
                prefix = row["prefix"]
            elif name == "tasks":
                sheet.writerow(map(safe, task_cells(row, known, prefix)))
    return [lines, table]


@contextmanager
def _private(path: Path) -> Iterator[TextIO]:
    """Written beside its place, and moved there when it is whole."""
    part = path.with_suffix(path.suffix + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "w", encoding="utf-8", newline="") as file:
        yield file
    part.replace(path)


def task_cells(
    row: Mapping[str, Any], known: Mapping[str, Mapping[int, Mapping[str, Any]]], prefix: str
) -> list[str]:
    """One line of the table, names in the place of numbers."""

    def person(number: int | None) -> str:
        return str(known["persons"].get(number or 0, {}).get("name", ""))

    def text(number: int | None) -> str:
        return str(known["texts"].get(number or 0, {}).get("body", ""))

    project = known["projects"].get(row["project_id"] or 0, {}).get("key", "")
    return [
        f"{prefix}-{row['id']}", text(row["title_id"]), text(row["notes_id"]), row["status"],
        person(row["owner_id"]), person(row["requester_id"]), person(row["verifier_id"]),
        str(project), row["priority"], row["due_at"] or "", " ".join(row["labels"]),
        row["created_at"], row["finished_at"] or "", row["closed_at"] or "",
        "yes" if row["checked"] else "", "yes" if row["visible_in"] is not None else "",
    ]  # fmt: skip


def safe(cell: str) -> str:
    """*cell* as no spreadsheet carries it out; take one ' away at its beginning to read it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
