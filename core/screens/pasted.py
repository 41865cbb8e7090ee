"""The form of a pasted list: a row for each line, and what holds for lines that say less."""

from collections.abc import Sequence
from datetime import date

from core.kernel.refs import PersonId
from core.kernel.text import Rich, shorten
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.screens.alike import same_words
from core.screens.fields import form_of
from core.screens.moments import time_words
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for
from core.screens.views import Field, FieldKind, Form, Option, Reader, RowStart
from core.tasks.commands_adding import Draft
from core.tasks.model import Priority, Task

LABEL = 75
"""Characters of an option's words, and as many again below them: what Slack takes."""
MARKED = 40
"""So many lines at most say what is wrong with them: a form has a hundred blocks."""


@dataclass(frozen=True, slots=True)
class ManyLine:
    """A line of a pasted list, as it is to be shown."""

    draft: Draft
    owner: PersonId | None = None
    day: date | None = None
    ticked: bool = True
    doubt: str = ""
    """Key ``pasted.<doubt>``: what is doubtful in it; *about* whose name."""
    about: str = ""
    named: bool = False
    """Whether it names its project itself, which is then said."""
    problem: Rich = ()
    same: Task | None = None
    """The task that it would be a second time."""


def add_many_form(
    work: ScreenUnit, token: Token, lines: Sequence[ManyLine], reader: Reader, platform: str, *,
    left_out: int = 0, owner: PersonId | None = None, due: str = "", parted: bool | None = None,
) -> Form:  # fmt: skip
    """A row ``line_0`` ... for each line, and one owner and one date for lines that name none.

    *parted*: whether the other lines become parts of the first; None where it is no title.
    """
    scene = scene_for(work, reader, platform)
    scene.faces.know(line.owner for line in lines)
    chosen = scene.faces.reached(owner) if owner is not None else None
    rows, marked = [], 0
    for number, line in enumerate(lines):
        marked += bool(line.problem)
        rows.append(_row(scene, number, line, marked=marked <= MARKED))
    rest = (
        _note(scene, "look", "pasted.look", n=marked) if marked else (),
        (
            Field("owner", FieldKind.PERSON, "owner_rest", "owner_rest", {}, chosen, optional=True),
            Field("due", FieldKind.DATE, "due_rest", "due_rest", {}, due, optional=True, limit=100),
            *_parts(scene, lines, parted),
            Field("rule", FieldKind.RULE, "about"),
        ),
        rows,
        _note(scene, "over", "form.more_lines", n=left_out) if left_out else (),
    )
    return form_of(token, "add_many", "add", *(field for part in rest for field in part))


def _parts(scene: Scene, lines: Sequence[ManyLine], parted: bool | None) -> tuple[Field, ...]:
    if parted is None:
        return ()
    title = shorten(lines[0].draft.title, 40)
    option = Option("yes", scene.plain("option.parts_of", title=title))
    ticked = ("yes",) if parted else ()
    return (
        Field("parts", FieldKind.CHECKS, "parts", initial=ticked, optional=True, options=(option,)),
    )


def _note(scene: Scene, name: str, key: str, **facts: object) -> tuple[Field, ...]:
    return (Field(name, FieldKind.NOTE, "about", words=scene.say(key, **facts)),)


def _row(scene: Scene, number: int, line: ManyLine, *, marked: bool) -> Field:
    owner = scene.faces.reached(line.owner) if line.owner is not None else None
    title = shorten(line.draft.title, LABEL)
    return Field(
        f"line_{number}", FieldKind.ROW, "about",
        initial=RowStart(line.ticked, owner, line.day),
        options=(Option("yes", title, shorten(_remark(scene, line, title), LABEL)),),
        words=line.problem if marked else (),
    )  # fmt: skip


def _remark(scene: Scene, line: ManyLine, shown: str) -> str:
    """What the fields of the row do not say: doubts, the end of a long title, what else was
    read."""
    parts = [same_words(scene, line.same, LABEL)] if line.same is not None else []
    parts += [scene.plain(f"pasted.{line.doubt}", name=line.about)] if line.doubt else []
    if shown != line.draft.title:
        parts.append("…" + line.draft.title[len(shown) - 1 :].strip())
    return " · ".join([*parts, *_facts(scene, line)])


def _facts(scene: Scene, line: ManyLine) -> list[str]:
    draft, facts = line.draft, []
    if draft.due is not None and draft.due.has_time:
        facts.append(time_words(draft.due.at, scene.reader))
    if draft.priority is not Priority.MEDIUM:
        facts.append(scene.plain(f"priority.{draft.priority}"))
    project = scene.faces.project(draft.project) if line.named else None
    if project is not None or draft.project_word:
        facts.append(f"#{project.key if project else draft.project_word}")
    after = [scene.handle(earlier) for earlier in draft.after]
    return [*facts, scene.plain("pasted.after", handles=", ".join(after))] if after else facts
