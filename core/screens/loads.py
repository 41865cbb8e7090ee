"""Too many questions, or is something wrong? The question, its answers, and what the lead hears."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.calendar.working import add_working_days
from core.followup import load
from core.followup.commands import GiveAway, LoadAnswer, LoadIntent
from core.followup.model import Notice, NoticeKind, NoticeState
from core.followup.ways import TOPICS
from core.kernel.errors import BadInput, ChivvyError
from core.kernel.refs import PersonId, PostId, TaskId
from core.kernel.text import Rich, Words, shorten
from core.kernel.tokens import Token
from core.people.calendars import calendar_of
from core.people.settings import Topic, Way
from core.projects.model import LadderName
from core.screens.ports import ScreenUnit
from core.screens.presses import of_project, plain_press
from core.screens.scene import Scene, scene_for, title_of
from core.screens.views import Button, Field, FieldKind, Form, Notes, Reader, Said
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter

MOST = 10
"""Tasks that one form offers to hand over."""
FIELD: Final = "task_"
"""Before the number of a task, in the name of its field."""
_MINE: Final[Mapping[str, str]] = {
    "load_fine": "load_fine_mine",
    "load_fewer": "load_fewer_mine",
    "load_hand_over": "load_hand_over_mine",
}
"""The answers about one's own load, and how they are called beside a question about another's."""
_LESS: Final[Mapping[Topic, str]] = {
    Topic.DATES: "less_dates",
    Topic.QUIET: "less_quiet",
    Topic.HELP: "less_help",
    Topic.CHECKS: "less_checks",
    Topic.DECISIONS: "less_decisions",
}


def load_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes | None:
    """The question to the person; to the lead, a question about load and nothing else. Where one
    message asks about one's own and about another's, each begins with whose it is."""
    number = PersonId(notice.wanted.subject.id)
    both = _both(scene, post)
    if notice.wanted.kind is NoticeKind.LOAD:
        return _headed(_question(scene, notice, both), scene.say("load.about_you"), both)
    name = scene.faces.name(number)
    key = "load.talk" if notice.wanted.kind is NoticeKind.LOAD_TALK else "load.lead"
    lines = (scene.say(key, name=name), scene.say("load.lead_means", name=name))
    press = plain_press("load_list", value=str(number), name=shorten(name, 12))
    return _headed(Notes(lines, (press,)), scene.say("load.about", name=name), both)


def _both(scene: Scene, post: PostId | None) -> bool:
    """Whether the message asks about the reader's load, and about somebody else's."""
    said = scene.work.notices.for_post(post) if post is not None else ()
    kinds = {n.wanted.kind for n in said if n.state is not NoticeState.DROPPED} & load.KINDS
    return NoticeKind.LOAD in kinds and len(kinds) > 1


def _headed(note: Notes, about: Rich, both: bool) -> Notes:
    first, *rest = note.lines
    return replace(note, lines=((*about, Words(" "), *first), *rest)) if both else note


def _question(scene: Scene, notice: Notice, both: bool) -> Notes:
    if notice.state is NoticeState.ANSWERED:
        return Notes((scene.say("load.answered"),))
    buttons = [plain_press(verb, mine if both else verb) for verb, mine in _MINE.items()]
    if scene.faces.workspace.volunteers:
        buttons.append(plain_press("unfit", "step_back_some"))
    lead = load.lead_for(scene.work, PersonId(notice.wanted.subject.id), scene.now)
    if lead is not None:
        buttons.append(plain_press("load_talk", name=scene.faces.first_name(lead)))
    lines = (scene.say("load.asked"), scene.say("load.asked_means"), _next(scene, notice, lead))
    return Notes(lines, tuple(buttons))


def _next(scene: Scene, notice: Notice, lead: PersonId | None) -> Rich:
    """What happens without an answer, and who else hears of it."""
    person = scene.faces.person(PersonId(notice.wanted.subject.id))
    if lead is None or person is None:
        return scene.say("load.next_nobody")
    calendar = calendar_of(person, scene.faces.workspace)
    try:
        at = add_working_days(calendar, notice.said_at or scene.now, load.TO_LEAD)
    except ChivvyError:
        return scene.say("load.next_nobody")
    return scene.say("load.next", name=scene.faces.name(lead), when=scene.moment(at))


def hand_over_form(work: ScreenUnit, token: Token, reader: Reader, platform: str) -> Form:
    """One's open tasks with a picker each; BadInput ``nothing_of_mine``."""
    scene = scene_for(work, reader, platform)
    mine = TaskFilter(owner=reader.person, statuses=OPEN)
    found = work.tasks(scene.audience).find(mine, MOST)
    if not found:
        raise BadInput("nothing_of_mine", example="/task list")
    fields = tuple(
        Field(
            f"{FIELD}{task.id}", FieldKind.PERSON, "hand_over", optional=True,
            facts={"task": f"{scene.handle(task.id)} {shorten(title_of(task, reader), 80)}"},
        )
        for task in found
    )  # fmt: skip
    words = scene.say("form.hand_over_about")
    about = Field("about", FieldKind.NOTE, "about", words=words)
    return Form(token.encode(), "hand_over", "save", (about, *fields))


def load_said(
    work: ScreenUnit, intent: LoadIntent, tasks: Sequence[TaskId], reader: Reader, platform: str,
    *, cause: str,
) -> Said:  # fmt: skip
    """What comes of the answer."""
    scene = scene_for(work, reader, platform)
    if isinstance(intent, GiveAway):
        return _handed_over(scene, intent, tasks, cause)
    if intent.answer is LoadAnswer.FEWER:
        return _fewer(scene)
    lead = load.lead_for(work, reader.person or PersonId(0), scene.now)
    name = scene.faces.name(lead) if lead is not None else scene.plain("fact.somebody")
    return Said((scene.say(f"said.load_{intent.answer}", name=name),))


def _handed_over(scene: Scene, intent: GiveAway, tasks: Sequence[TaskId], cause: str) -> Said:
    owners = dict(intent.given)
    found = scene.work.tasks(scene.audience).many(tasks)
    lines = [scene.say("said.handed_over", n=len(found))]
    for number, task in found.items():
        to = scene.faces.name(owners[number])
        lines.append(scene.say("said.handed_over_to", task=scene.named(task), name=to))
    undo = scene.presser(next(iter(found.values()))).undo(cause) if found else ()
    return Said(tuple(lines), undo)


def _fewer(scene: Scene) -> Said:
    """Less of what they were asked: in the brief, or gently where they lead."""
    asked = load.lately(scene.work, scene.reader.person or PersonId(0), scene.now)
    buttons = [*_less(scene, asked), *_gently(scene, asked)]
    lines = [scene.say("load.fewer")]
    if lead := load.lead_for(scene.work, scene.reader.person or PersonId(0), scene.now):
        lines.append(scene.say("load.fewer_lead", name=scene.faces.name(lead)))
    return Said(tuple(lines), (*buttons, plain_press("settings", "my_settings")))


def _less(scene: Scene, asked: Iterable[Notice]) -> list[Button]:
    person = scene.faces.person(scene.reader.person) if scene.reader.person is not None else None
    topics = dict.fromkeys(TOPICS[n.wanted.kind] for n in asked if n.wanted.kind in TOPICS)
    return [
        plain_press("way", _LESS[topic], f"{topic}:{Way.BRIEF}")
        for topic in topics
        if topic in _LESS and person is not None and person.settings.way(topic) is Way.NOW
    ]


def _gently(scene: Scene, asked: Iterable[Notice]) -> list[Button]:
    """For whoever leads the project themselves: all of it asks gently."""
    tasks = scene.work.tasks(scene.audience).many({TaskId(n.wanted.subject.id) for n in asked})
    found = dict.fromkeys(task.project for task in tasks.values())
    projects = (scene.faces.project(number) for number in found)
    return [
        of_project(project.id, project.key)("ladder_gentle")
        for project in projects
        if project is not None and scene.is_reader(project.in_charge)
        and project.ladder is not LadderName.GENTLE
    ][:2]  # fmt: skip
