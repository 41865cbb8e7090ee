"""*Why this?*: the rule that spoke, the facts it used with their times, what stops it."""

from collections.abc import Sequence

from core.followup import service as followup
from core.followup.load import KINDS as LOAD_KINDS
from core.followup.model import JOINED, UNREACHED, Notice, NoticeKind
from core.followup.policy import Fact, WhyFacts
from core.followup.policy import why as reasons
from core.followup.ways import TOPICS
from core.kernel.refs import Kind, PersonId, PlaceId, PostId, ProjectId, Ref, TaskId
from core.kernel.text import Rich, When, WhenStyle
from core.screens.delivery import Post, PostKind
from core.screens.ladders import tuned_words
from core.screens.moments import day_words
from core.screens.places import name_of
from core.screens.ports import ScreenUnit
from core.screens.presses import of_project, plain_press
from core.screens.rights import may_set
from core.screens.scene import Scene, scene_for
from core.screens.settings import less_button
from core.screens.views import Button, Health, Reader, Why
from core.tasks.model import Task

_OF_LEAVE = {NoticeKind.LEAVE_SET, NoticeKind.COVERS, NoticeKind.COVERS_NO_MORE}
_OF_PEOPLE = {
    NoticeKind.ADMIN_ADDED, NoticeKind.ADMIN_REMOVED, NoticeKind.ADMIN_NEEDED, NoticeKind.LEFT,
    NoticeKind.DEAD_LETTER, *UNREACHED, *JOINED,
}  # fmt: skip
SHOWN = 3
"""Tasks of a bundle that are explained; the rest is counted."""


def why(
    work: ScreenUnit, subject: Ref | None, post: int | None, reader: Reader, platform: str
) -> Why:
    """Why a message came, for who reads it; what the reader may not see is not explained."""
    scene = scene_for(work, reader, platform)
    if subject is not None and subject.kind is Kind.PROJECT:
        return _health(scene, ProjectId(subject.id))
    held = work.posts.get(PostId(post)) if post else None
    if held is not None and held.kind in _ROUTINES:
        return _routine(scene, held)
    notices = _notices(scene, subject, held)
    known = [(notice, task) for notice in notices if (task := _task(scene, notice))]
    about = [line for notice in notices if (line := _about_other(scene, notice))]
    if not known and about:
        return Why(tuple(about), (plain_press("help"),))
    of_leave = [n.wanted.kind for n in notices if n.wanted.kind in _OF_LEAVE]
    of_people = [n.wanted.kind for n in notices if n.wanted.kind in _OF_PEOPLE]
    if not known and of_people:
        return Why((scene.say(f"why.rule_{of_people[0]}"),))
    of_load = [n.wanted.kind for n in notices if n.wanted.kind in LOAD_KINDS]
    if not known and of_load:
        said = scene.say(f"why.rule_{of_load[0]}")
        return Why((said,), (plain_press("settings", "my_settings"),))
    if not known and of_leave:
        said = scene.say(f"why.rule_{of_leave[0]}")
        return Why((said,), (plain_press("settings", "my_settings"),))
    if not known and held is None and subject is not None and subject.kind is Kind.TASK:
        return _untold(scene, TaskId(subject.id))
    if not known:
        return Why(_card(scene, held), (plain_press("help"),))
    lines: list[Rich] = [*about]
    for notice, task in known[:SHOWN]:
        around = followup.around(work, task, scene.now)
        lines += _explained(scene, notice, task, reasons(notice, task, around))
    if len(known) > SHOWN:
        lines.append(scene.say("list.more", n=len(known) - SHOWN))
    return Why(tuple(lines), (*_own(scene, known[0][0]), *_less(scene, known[0][1])))


def _untold(scene: Scene, number: TaskId) -> Why:
    """Nothing reached the reader: then what they are to the task."""
    task = scene.work.tasks(scene.audience).get(number)
    if task is None:
        return Why((scene.say("why.old"),), (plain_press("help"),))
    parts = {
        "owner": task.owner, "helper": task.helper, "verifier": task.verifier,
        "requester": task.requester,
    }  # fmt: skip
    part = next((name for name, person in parts.items() if scene.is_reader(person)), None)
    key = f"why.part_{part}" if part else "why.no_part"
    return Why((scene.say(key, task=scene.named(task)),), (scene.presser(task)("show"),))


def _of_place(scene: Scene, notice: Notice) -> Rich:
    return scene.say(
        "why.rule_place_closed", place=name_of(scene, PlaceId(notice.wanted.subject.id))
    )


def _notices(scene: Scene, subject: Ref | None, post: Post | None) -> Sequence[Notice]:
    """Those of the message; without one, the newest that reached the reader or a place."""
    work = scene.work
    if post is not None:
        return [n for n in work.notices.for_post(post.id) if _may_ask(scene, n)]
    if subject is None or subject.kind is not Kind.TASK:
        return ()
    said = [n for n in work.notices.of(subject) if n.said_at and _may_ask(scene, n)]
    return said[-1:]


def _may_ask(scene: Scene, notice: Notice) -> bool:
    """Messages to others stay theirs; what stood in a place may be asked about there."""
    to = notice.wanted.recipient
    return to.kind is Kind.PLACE or scene.is_reader(PersonId(to.id))


def _task(scene: Scene, notice: Notice) -> Task | None:
    subject = notice.wanted.subject
    if subject.kind is not Kind.TASK:
        return None
    return scene.work.tasks(scene.audience).get(TaskId(subject.id))


def _about_other(scene: Scene, notice: Notice) -> Rich:
    """Why a project asks who leads it, and why a place is spoken of."""
    subject = notice.wanted.subject
    if notice.wanted.kind is NoticeKind.PLACE_CLOSED:
        return _of_place(scene, notice)
    if subject.kind is not Kind.PROJECT:
        return ()
    project = scene.faces.project(ProjectId(subject.id))
    if project is None:
        return ()
    return scene.say(f"why.rule_{notice.wanted.kind}", project=project.name, key=project.key)


def _explained(scene: Scene, notice: Notice, task: Task, it: WhyFacts) -> list[Rich]:
    """The rule, its facts, what stops it, where to change it: at most four lines."""
    facts = tuple(_fact(scene, fact) for fact in it.facts)
    project = scene.faces.project(it.project)
    key = project.key if project else ""
    present = str(project.ladder if project is not None else it.ladder)
    change = [_change(scene, name, present, key) for name in it.change]
    lines = [
        scene.say(f"why.rule_{it.rule}", task=scene.named(task)),
        _joined(scene, "why.facts", facts),
        _joined(scene, "why.stops", tuple(scene.say(f"why.stop_{name}") for name in it.stops)),
        *change,
        *_own_rules(scene, it, key),
    ]
    return [line for line in lines if line]


def _own_rules(scene: Scene, it: WhyFacts, key: str) -> list[Rich]:
    """The ladder that it began under where that is another by now, and its own rules."""
    if not key or "ladder" not in it.change:
        return []
    ladder, rules = scene.plain(f"option.{it.ladder}"), tuned_words(scene, it.tuning)
    then = scene.say("why.ladder_then", key=key, ladder=ladder) if it.since_changed else ()
    return [then, scene.say("why.ladder_own", key=key, rules=rules) if rules else ()]


def _joined(scene: Scene, key: str, parts: Sequence[Rich]) -> Rich:
    """The parts as one enumeration; nothing for none."""
    listed: list[object] = []
    for part in parts:
        listed += ["; " if listed else "", part]
    return scene.say(key, parts=tuple(listed)) if parts else ()


def _fact(scene: Scene, fact: Fact) -> Rich:
    at = (When(fact.at, WhenStyle.MOMENT),) if fact.at is not None else ()
    return scene.say(
        f"why.fact_{fact.key}",
        at=at or (day_words(fact.day) if fact.day else ""),
        who=scene.faces.name(fact.who) if fact.who is not None else scene.plain("fact.somebody"),
        number=fact.number if fact.number is not None else "",
    )


def _change(scene: Scene, name: str, ladder: str, key: str) -> Rich:
    if name in {"ladder", "speaks"} and not key:
        return ()
    firmness = scene.plain(f"option.{ladder}")
    return scene.say(f"why.change_{name}", key=key, ladder=firmness)


def _less(scene: Scene, task: Task) -> tuple[Button, ...]:
    """Less of it, and where the rest is set."""
    press = scene.presser(task)
    project = scene.faces.project(task.project)
    buttons = [press("snooze", "snooze_1d", "1d")] if task.status.open else []
    if project is not None and scene.is_reader(project.in_charge):
        buttons.append(of_project(project.id, project.key)("project_answer", "project_settings"))
    return (*buttons, press("show"))


def _own(scene: Scene, notice: Notice) -> tuple[Button, ...]:
    """Less of this kind, and where all kinds are set: for whom the message was."""
    to = notice.wanted.recipient
    if to.kind is not Kind.PERSON or not scene.is_reader(PersonId(to.id)):
        return ()
    topic = TOPICS.get(notice.wanted.kind)
    less = less_button(scene.work, scene.reader.person, topic)
    return (*less, plain_press("settings", "my_settings"))


def _card(scene: Scene, post: Post | None) -> tuple[Rich, ...]:
    key = "why.card" if post is not None and post.kind is PostKind.CARD else "why.old"
    return (scene.say(key),)


_ROUTINES = {PostKind.BRIEF, PostKind.DIGEST, PostKind.ATTENTION}


def _routine(scene: Scene, post: Post) -> Why:
    if post.kind is PostKind.BRIEF:
        return _brief(scene)
    if post.kind is PostKind.ATTENTION:
        return Why((scene.say("why.attention"), scene.say("why.attention_stops")))
    project = scene.faces.project(ProjectId(post.subject.id)) if post.subject else None
    if project is None:
        return Why((scene.say("why.old"),))
    at = f"{project.digest_at:%H:%M}" if project.digest_at else "-"
    lines = (
        scene.say("why.digest", key=project.key, time=at, zone=project.digest_zone),
        scene.say("why.digest_stops", key=project.key),
    )
    settings = of_project(project.id, project.key)("project_answer", "project_settings")
    return Why(lines, (settings,) if may_set(scene, project) else ())


def _health(scene: Scene, number: ProjectId) -> Why:
    """What the words mean that a digest has for a project."""
    lines = tuple(scene.say(f"why.health_{word}") for word in Health)
    project = scene.faces.project(number)
    buttons = (of_project(project.id, project.key)("show_all"),) if project else ()
    return Why(lines, buttons)


def _brief(scene: Scene) -> Why:
    person = scene.faces.person(scene.reader.person) if scene.reader.person is not None else None
    time = f"{person.brief_at:%H:%M}" if person else "09:00"
    zone = person.zone if person else scene.reader.zone
    lines = (scene.say("why.brief", time=time, zone=zone), scene.say("why.brief_stops"))
    return Why(lines, (plain_press("settings", "my_settings"),))
