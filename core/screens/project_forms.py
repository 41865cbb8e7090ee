"""Forms about projects: opened, answered for, changed, moved, closed."""

from core.kernel.text import REASON_LIMIT, TITLE_LIMIT, Words
from core.kernel.tokens import Token
from core.projects.commands import Leftover
from core.projects.model import LadderName, Project
from core.screens.dwellings import homes_named
from core.screens.fields import form_of, long_field, person_field, text_field
from core.screens.ports import ScreenUnit
from core.screens.scene import scene_for
from core.screens.views import Field, FieldKind, Form, Option, Reader, Who
from core.screens.words import plain
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter


def project_new_form(
    token: Token, reader: Reader, *, name: str = "", place: str = "", lead: Who | None = None,
    ladder: LadderName = LadderName.STANDARD,
) -> Form:  # fmt: skip
    """A new project: name, why, lead, how firmly it follows up, whether it may post in *place*."""
    return form_of(
        token, "project_new", "open",
        text_field("name", name, need=True), _why(), person_field("lead", lead),
        _ladder(reader, ladder), *_speaks(reader, place, None),
    )  # fmt: skip


def project_answer_form(
    work: ScreenUnit, token: Token, project: Project, reader: Reader, platform: str
) -> Form:
    """What a project was not told yet, or what is to be changed about it."""
    scene = scene_for(work, reader, platform)
    places = homes_named(scene, project)
    lead = scene.faces.reached(project.in_charge)
    return form_of(
        token, "project_answer", "save",
        text_field("name", project.name, need=True),
        _why(project.why.body if project.why else ""), person_field("lead", lead),
        _ladder(reader, project.ladder),
        *_speaks(reader, places, project.speaks), _strict(reader, strict=project.strict),
    )  # fmt: skip


def project_home_form(
    work: ScreenUnit, token: Token, project: Project, reader: Reader, platform: str
) -> Form:
    """Another channel for a project that lives where we can't post."""
    words = (Words(f"{project.name} (#{project.key})", bold=True),)
    about = Field("about", FieldKind.NOTE, "about", words=words)
    home = Field("home", FieldKind.PLACE, "home", "home", limit=TITLE_LIMIT)
    return form_of(token, "project_home", "save", about, home)


def project_close_form(
    work: ScreenUnit, token: Token, project: Project, reader: Reader, platform: str
) -> Form:
    """What becomes of what is open, and what was delivered in words."""
    scene = scene_for(work, reader, platform)
    count = work.tasks(scene.audience).count(TaskFilter(project=project.id, statuses=OPEN))
    words = scene.say("form.closing", n=count, name=project.name)
    options = tuple(
        Option(str(choice), scene.plain(f"option.leftover_{choice}", n=count))
        for choice in Leftover
    )
    leftover = Field("leftover", FieldKind.CHOICE, "leftover", options=options)
    return form_of(
        token, "project_close", "project_close",
        Field("about", FieldKind.NOTE, "about", words=words),
        *((leftover,) if count else ()),
        long_field("outcome", limit=REASON_LIMIT),
    )  # fmt: skip


def _why(initial: str = "") -> Field:
    return long_field("why", initial, limit=REASON_LIMIT)


def _ladder(reader: Reader, initial: LadderName) -> Field:
    options = tuple(
        Option(name, *(plain(f"option.{name}{part}", reader.locale) for part in ("", "_says")))
        for name in LadderName
    )
    return Field(
        "ladder", FieldKind.CHOICE, "ladder", "ladder", initial=str(initial), options=options
    )


def _strict(reader: Reader, *, strict: bool) -> Field:
    """Whether somebody other than who did it checks everything."""
    options = (
        Option("no", plain("option.in_proportion", reader.locale)),
        Option("yes", plain("option.everything", reader.locale)),
    )
    return Field(
        "strict", FieldKind.CHOICE, "strict", "strict", initial="yes" if strict else "no",
        optional=True, options=options,
    )  # fmt: skip


def _speaks(reader: Reader, place: str, speaks: bool | None) -> tuple[Field, ...]:
    """Asked only where there is a channel; nothing is chosen before somebody chooses."""
    if not place:
        return ()
    options = (
        Option("yes", plain("option.yes", reader.locale)),
        Option("no", plain("option.not_yet", reader.locale)),
    )
    initial = {None: None, True: "yes", False: "no"}[speaks]
    return (
        Field(
            "speaks", FieldKind.CHOICE, "speaks", "speaks", {"place": place}, initial,
            optional=speaks is None, options=options,
        ),
    )  # fmt: skip
