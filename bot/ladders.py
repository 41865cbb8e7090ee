"""``chivvy ladder``: how firmly a project follows up, as a file of TOML."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path

from adapters.db.beside import change, peek
from core.followup import tuning
from core.kernel.audience import System
from core.kernel.context import Act
from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import project_ref
from core.kernel.values import dataclass
from core.projects.firmness import LADDERS, spelt, tuned, values_of, written
from core.projects.model import LadderName, Project
from core.screens.problems import plain_problem
from core.unit import Unit, WorkUnit

WHY = System("numbers")
EXAMPLE = "chivvy ladder show --project infra"
_SECTION, _KEY = re.compile(r"\s*\[\s*([\w.-]+)\s*\]"), re.compile(r"\s*([\w.-]+)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+)")


class Unfit(Exception):
    """A file that no ladder can be made of; the text says the line, why, and what would do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file asks for: a ladder by name, and its rules that are the project's own."""

    ladder: LadderName
    rules: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return spelt(self.ladder, tuned(self.ladder, self.rules))


def read_file(path: Path) -> Wanted:
    """The ladder in a file, checked; Unfit names the line that is wrong."""
    text = path.read_text(encoding="utf-8")
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        at = _AT_LINE.search(str(broken))
        line = int(at.group(1)) if at else len(text.splitlines())
        raise Unfit(
            f'{path}, line {line}: {broken}; write for example: ladder = "standard"'
        ) from None
    try:
        return _checked(dict(_flat(held)))
    except BadInput as wrong:
        line = _line(text, wrong)
        raise Unfit(f"{path}, line {line}: {plain_problem(wrong)}") from None


def _checked(rules: dict[str, object]) -> Wanted:
    named = rules.pop("ladder", str(LadderName.STANDARD))
    if named not in set(LadderName):
        raise BadInput("bad_ladder", what="ladder", typed=str(named), example='ladder = "firm"')
    wanted = Wanted(LadderName(str(named)), rules)
    tuned(wanted.ladder, wanted.rules)
    return wanted


def _flat(held: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in held.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _line(text: str, wrong: BadInput) -> int:
    """Where the rule stands, or the one that it must come after."""
    lines = dict(reversed(list(_rules_by_line(text))))
    named = (wrong.fields.get("what"), wrong.fields.get("name"))
    return next((lines[str(rule)] for rule in named if str(rule) in lines), 1)


def _rules_by_line(text: str) -> Iterator[tuple[str, int]]:
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _SECTION.match(line):
            section = f"{heading.group(1)}."
        elif key := _KEY.match(line):
            yield f"{section}{key.group(1)}", number


def as_toml(ladder: LadderName, own: Mapping[str, object]) -> str:
    """A ladder as ``read_file`` reads it: every rule, those of the project's own marked."""
    lines = [f'ladder = "{ladder}"']
    before = ""
    for rule, value in values_of(ladder, tuple(own.items())).items():  # type: ignore[arg-type]
        section, _, key = rule.partition(".")
        if section != before:
            lines += ["", f"[{section}]"]
        usual = LADDERS[ladder][rule]
        mark = f"  # {ladder}: {usual}" if value != usual else ""
        lines.append(f"{written(key, value)}{mark}")
        before = section
    return "\n".join(lines)


def show(database: str, key: str) -> str:
    """The ladder of a project as a file."""
    project = peek(database, lambda unit: _found(unit, key)[1])
    return as_toml(project.ladder, dict(project.tuning))


def apply(database: str, key: str, wanted: Wanted) -> str:
    """The project follows up like this from now on; says what it was before."""
    return change(database, lambda unit: _apply(unit, key, wanted, datetime.now(UTC)))


def _apply(unit: Unit, key: str, wanted: Wanted, now: datetime) -> str:
    work, old = _found(unit, key)
    tuning.put(work, old, wanted.ladder, wanted.rules, Act(None, now, f"ladder:{now.isoformat()}"))
    work.watches.sooner(project_ref(old.id), now)
    return spelt(old.ladder, old.tuning)


def _found(unit: Unit, key: str) -> tuple[WorkUnit, Project]:
    """The project of this name, in the first workspace that has one."""
    for workspace in unit.directory.workspaces():
        work = unit.of(workspace)
        project = work.projects(WHY).by_key(key.removeprefix("#"))
        if project is not None:
            return work, project
    raise NotFound("project_not_found", example=EXAMPLE)
