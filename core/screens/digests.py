"""A project's digest: at most ten lines, finished work before trouble, nobody mentioned."""

from collections.abc import Sequence

from core.digest.model import Aged, Moved, ProjectHealth, Reason, ReasonKind
from core.kernel.audience import Audience, ForPerson
from core.kernel.text import Part, Rich, Words, shorten
from core.projects.model import Project
from core.screens.moments import day_words, distance_words, due_fact, local_day
from core.screens.ports import ScreenUnit
from core.screens.presses import of_project
from core.screens.scene import Scene, scene_of, title_of
from core.screens.views import Button, Digest, Health, Reader
from core.tasks.model import Task

LINES = 9
"""Below the headline."""
NAMED = 2
"""Tasks that a line names; the rest is counted."""
TITLE_ROOM = 60
REASON_ROOM = 100


def digest(
    work: ScreenUnit, project: Project, health: ProjectHealth, reader: Reader, platform: str,
    audience: Audience,
) -> Digest:  # fmt: skip
    """How a project stands, in facts that *audience* may see; *health* was read for it."""
    scene = scene_of(work, audience, reader, platform)
    lines = (
        _why(scene, project),
        _finished(scene, health),
        _blocked(scene, health.blocked),
        _overdue(scene, health.overdue),
        _quiet(scene, health.quiet),
        _joined((_to_check(scene, health), _unowned(scene, health), _reopened(scene, health))),
        _soon(scene, health.soon),
        _moved(scene, health.moved),
        scene.say("digest.dateless", n=health.dateless) if health.dateless else (),
    )
    return Digest(
        project=project.key,
        name=project.name,
        health=Health(str(health.word)),
        reason=_reason(scene, health.reason),
        lines=tuple(line for line in lines if line)[:LINES],
        buttons=_buttons(scene, project, health),
    )


def _buttons(scene: Scene, project: Project, health: ProjectHealth) -> tuple[Button, ...]:
    press = of_project(project.id, project.key)
    word = scene.plain(f"health.{health.word}")
    buttons = [press("show_all")]
    if isinstance(scene.audience, ForPerson) and project.homes:
        buttons.append(press("digest_post"))
    if health.unowned:
        buttons.append(scene.presser(health.unowned[0])("claim", "claim_named"))
    return (*buttons, press("why", "why_health", health=word))


def _reason(scene: Scene, reason: Reason | None) -> Rich:
    if reason is None:
        return ()
    if reason.slip is not None:
        slip = reason.slip
        key = "digest.slip_blocked" if slip.blocked else "digest.slip_late"
        handle = scene.handle(slip.because.id)
        return scene.say(key, task=_named(scene, slip.task), n=slip.days, because=handle)
    if reason.task is None:
        return scene.say("digest.reason_quiet", n=reason.days)
    if not reason.days:
        new = "digest.blocked_new" if reason.kind is ReasonKind.BLOCKED else "digest.late_new"
        return scene.say(new, task=_named(scene, reason.task))
    return scene.say(_REASONS[reason.kind], task=_named(scene, reason.task), n=reason.days)


_REASONS = {
    ReasonKind.LATE: "digest.reason_late",
    ReasonKind.SLIP: "digest.reason_late",
    ReasonKind.OVERDUE: "digest.reason_late",
    ReasonKind.BLOCKED: "digest.reason_blocked",
    ReasonKind.QUIET: "digest.reason_quiet",
}


def _named(scene: Scene, task: Task) -> str:
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


def _blocked(scene: Scene, aged: Sequence[Aged]) -> Rich:
    return _list(scene, "digest.blocked", [_stuck(scene, one) for one in aged])


def _stuck(scene: Scene, aged: Aged) -> Rich:
    """Which, since when, and what it needs; not whom."""
    blocker, handle = aged.task.blocker, scene.handle(aged.task.id)
    since = day_words(local_day(aged.since, scene.reader))
    reason = shorten(blocker.reason.body, REASON_ROOM) if blocker else ""
    return scene.say("digest.blocked_one", task=handle, since=since, reason=reason)


def _overdue(scene: Scene, aged: Sequence[Aged]) -> Rich:
    return _list(scene, "digest.overdue", [_late(scene, one) for one in aged])


def _late(scene: Scene, aged: Aged) -> Rich:
    task = _named(scene, aged.task)
    if not aged.days:
        return scene.say("digest.days_new", task=task)
    return scene.say("digest.days", task=task, n=aged.days)


def _quiet(scene: Scene, aged: Sequence[Aged]) -> Rich:
    shown = [scene.say("digest.quiet_one", task=_named(scene, a.task), n=a.days) for a in aged]
    return _list(scene, "digest.quiet", shown)


def _list(scene: Scene, key: str, parts: Sequence[Rich]) -> Rich:
    """The first parts of a line, and how many more there are; nothing for none."""
    if not parts:
        return ()
    listed = _joined(parts[:NAMED], "; ")
    if len(parts) > NAMED:
        listed = _joined((listed, scene.say("list.more", n=len(parts) - NAMED)), " ")
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
    handles = [(Words(scene.handle(task.id)),) for task in health.unowned]
    return _list(scene, "digest.unowned", handles)


def _soon(scene: Scene, tasks: Sequence[Task]) -> Rich:
    if not tasks or tasks[0].due is None:
        return ()
    fact = due_fact(tasks[0].due, scene.reader)
    first, when = scene.handle(tasks[0].id), distance_words(fact.days, scene.reader)
    return scene.say("digest.soon", n=len(tasks), first=first, when=when)


def _moved(scene: Scene, moved: Sequence[Moved]) -> Rich:
    if not moved:
        return ()
    reason = next((one.reason for one in moved if one.reason), "")
    if not reason:
        return scene.say("digest.moved", n=len(moved))
    return scene.say("digest.moved_why", n=len(moved), reason=shorten(reason, REASON_ROOM))
