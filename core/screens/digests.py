"""A project's digest: at most ten lines, finished work before trouble, nobody mentioned."""

from collections.abc import Mapping, Sequence, Sized

from core.digest.model import Aged, Moved, ProjectHealth, Reason, ReasonKind
from core.kernel.audience import Audience, ForPerson
from core.kernel.refs import TaskId
from core.kernel.text import Part, Rich, Words, shorten
from core.projects.model import Project
from core.screens.moments import day_words, distance_words, due_fact, local_day
from core.screens.ports import ScreenUnit
from core.screens.presses import of_project
from core.screens.rights import may_set
from core.screens.scene import Scene, scene_of, title_of
from core.screens.views import Button, Digest, Health, Reader
from core.tasks.model import Task
from core.tasks.standing import Standing

LINES = 9
"""Below the headline."""
NAMED = 2
"""Tasks that a line names; the rest is counted."""
TITLE_ROOM = 60
REASON_ROOM = 100
Named = Mapping[TaskId, Task]
"""The tasks whose words are shown."""


def digest(
    work: ScreenUnit, project: Project, health: ProjectHealth, reader: Reader, platform: str,
    audience: Audience,
) -> Digest:  # fmt: skip
    """How a project stands, in facts that *audience* may see; *health* was read for it."""
    scene = scene_of(work, audience, reader, platform)
    named = work.tasks(audience).many(_to_name(health))
    lines = (
        _why(scene, project),
        _finished(scene, health),
        _blocked(scene, health.blocked, named),
        _overdue(scene, health.overdue, named),
        _quiet(scene, health.quiet, named),
        _joined((_to_check(scene, health), _unowned(scene, health), _reopened(scene, health))),
        _soon(scene, health.soon),
        _moved(scene, health.moved),
        scene.say("digest.dateless", n=health.dateless) if health.dateless else (),
    )
    return Digest(
        project=project.key,
        name=project.name,
        health=Health(str(health.word)),
        reason=_reason(scene, health.reason, named),
        lines=tuple(line for line in lines if line)[:LINES],
        buttons=_buttons(scene, project, health, named),
    )


def _to_name(health: ProjectHealth) -> set[TaskId]:
    """Of the open tasks those of which more than a number is said."""
    listed = (health.blocked, health.overdue, health.quiet)
    found = {aged.task.id for aged_ones in listed for aged in aged_ones[:NAMED]}
    found |= {task.id for task in health.unowned[:1]}
    if health.reason is not None and health.reason.task is not None:
        found.add(health.reason.task.id)
    return found


def _buttons(
    scene: Scene, project: Project, health: ProjectHealth, named: Named
) -> tuple[Button, ...]:
    press = of_project(project.id, project.key)
    word = scene.plain(f"health.{health.word}")
    buttons = [press("show_all")]
    if isinstance(scene.audience, ForPerson) and project.homes and may_set(scene, project):
        buttons.append(press("digest_post"))
    if health.unowned:
        first = named[health.unowned[0].id]
        buttons.append(scene.presser(first)("claim", "claim_named"))
    return (*buttons, press("why", "why_health", health=word))


def _reason(scene: Scene, reason: Reason | None, named: Named) -> Rich:
    if reason is None:
        return ()
    if reason.slip is not None:
        slip = reason.slip
        key = "digest.slip_blocked" if slip.blocked else "digest.slip_late"
        handle = scene.handle(slip.because.id)
        return scene.say(key, task=_titled(scene, named[slip.task.id]), n=slip.days, because=handle)
    if reason.task is None:
        return scene.say("digest.reason_quiet", n=reason.days)
    if not reason.days:
        new = "digest.blocked_new" if reason.kind is ReasonKind.BLOCKED else "digest.late_new"
        return scene.say(new, task=_titled(scene, named[reason.task.id]))
    return scene.say(
        _REASONS[reason.kind], task=_titled(scene, named[reason.task.id]), n=reason.days
    )


_REASONS = {
    ReasonKind.LATE: "digest.reason_late",
    ReasonKind.SLIP: "digest.reason_late",
    ReasonKind.OVERDUE: "digest.reason_late",
    ReasonKind.BLOCKED: "digest.reason_blocked",
    ReasonKind.QUIET: "digest.reason_quiet",
}


def _titled(scene: Scene, task: Task) -> str:
    return f"{scene.handle(task.id)} {shorten(title_of(task, scene.reader), TITLE_ROOM)}"


def _why(scene: Scene, project: Project) -> Rich:
    if project.why is None or not project.why.body:
        return ()
    return scene.say("digest.why", why=shorten(project.why.body, 160))


def _finished(scene: Scene, health: ProjectHealth) -> Rich:
    done, unchecked = len(health.finished), len(health.unchecked)
    since = day_words(local_day(health.since, scene.reader))
    if done and unchecked:
        return scene.say("digest.finished_both", done=done, unchecked=unchecked, since=since)
    if done:
        return scene.say("digest.finished", done=done, since=since)
    return scene.say("digest.unchecked", unchecked=unchecked, since=since) if unchecked else ()


def _blocked(scene: Scene, aged: Sequence[Aged], named: Named) -> Rich:
    shown = [_stuck(scene, one, named[one.task.id]) for one in aged[:NAMED]]
    return _list(scene, "digest.blocked", shown, aged)


def _stuck(scene: Scene, aged: Aged, task: Task) -> Rich:
    """Which, since when, and what it needs; not whom."""
    blocker, handle = task.blocker, scene.handle(task.id)
    since = day_words(local_day(aged.since, scene.reader))
    reason = shorten(blocker.reason.body, REASON_ROOM) if blocker else ""
    return scene.say("digest.blocked_one", task=handle, since=since, reason=reason)


def _overdue(scene: Scene, aged: Sequence[Aged], named: Named) -> Rich:
    shown = [_late(scene, one, named[one.task.id]) for one in aged[:NAMED]]
    return _list(scene, "digest.overdue", shown, aged)


def _late(scene: Scene, aged: Aged, task: Task) -> Rich:
    said = _titled(scene, task)
    if not aged.days:
        return scene.say("digest.days_new", task=said)
    return scene.say("digest.days", task=said, n=aged.days)


def _quiet(scene: Scene, aged: Sequence[Aged], named: Named) -> Rich:
    shown = [
        scene.say("digest.quiet_one", task=_titled(scene, named[a.task.id]), n=a.days)
        for a in aged[:NAMED]
    ]
    return _list(scene, "digest.quiet", shown, aged)


def _list(scene: Scene, key: str, shown: Sequence[Rich], every: Sized) -> Rich:
    """The first parts of a line, and how many more there are; nothing for none."""
    if not shown:
        return ()
    listed = _joined(shown, "; ")
    if (more := len(every) - len(shown)) > 0:
        listed = _joined((listed, scene.say("list.more", n=more)), " ")
    return scene.say(key, parts=listed)


def _joined(parts: Sequence[Rich], between: str = " · ") -> Rich:
    line: list[Part] = []
    for part in parts:
        if part:
            line += [Words(between), *part] if line else part
    return tuple(line)


def _to_check(scene: Scene, health: ProjectHealth) -> Rich:
    return scene.say("digest.to_check", n=len(health.to_check)) if health.to_check else ()


def _reopened(scene: Scene, health: ProjectHealth) -> Rich:
    return scene.say("digest.reopened", n=len(health.reopened)) if health.reopened else ()


def _unowned(scene: Scene, health: ProjectHealth) -> Rich:
    handles = [(Words(scene.handle(task.id)),) for task in health.unowned[:NAMED]]
    return _list(scene, "digest.unowned", handles, health.unowned)


def _soon(scene: Scene, tasks: Sequence[Standing]) -> Rich:
    due = tasks[0].due if tasks else None
    if due is None:
        return ()
    fact = due_fact(due, scene.reader)
    first, when = scene.handle(tasks[0].id), distance_words(fact.days, scene.reader)
    return scene.say("digest.soon", n=len(tasks), first=first, when=when)


def _moved(scene: Scene, moved: Sequence[Moved]) -> Rich:
    if not moved:
        return ()
    reason = next((one.reason for one in moved if one.reason), "")
    if not reason:
        return scene.say("digest.moved", n=len(moved))
    return scene.say("digest.moved_why", n=len(moved), reason=shorten(reason, REASON_ROOM))
