"""What stands in the thread of the day's "needs attention" message: never who did not answer."""

from core.followup.model import Notice, NoticeKind
from core.kernel.audience import Audience
from core.kernel.events import Verb
from core.kernel.refs import PostId
from core.kernel.text import Rich, shorten
from core.screens.facts import facts_of
from core.screens.matters import Matter, matter
from core.screens.moments import day_words
from core.screens.ports import ScreenUnit
from core.screens.scene import scene_of
from core.screens.views import Button, ClaimLine, HelpLine, Reader
from core.tasks.model import Status, Task

REASON_ROOM = 300


def help_line(
    work: ScreenUnit, task: Task, notice: Notice, audience: Audience, reader: Reader,
    platform: str, post: PostId | None = None,
) -> HelpLine:  # fmt: skip
    """A task that can't go on, or that is past its date while others wait for it."""
    scene = scene_of(work, audience, reader, platform)
    it = matter(scene, task, notice, scene.presser(task, post))
    words = _overdue(it) if notice.wanted.kind is NoticeKind.OVERDUE_CHANNEL else _stuck(it)
    buttons = (*_helping(it), it.press("show"), it.press("why"))
    return HelpLine(it.facts, tuple(line for line in words if line), buttons, _answered(it))


def _helping(it: Matter) -> tuple[Button, ...]:
    if it.task.blocker is None:
        return (it.press.main("can_help", value="offer"), it.press("know_who", value="offer"))
    return (it.press.main("can_help"), it.press("know_who"))


def _stuck(it: Matter) -> tuple[Rich, ...]:
    blocker = it.facts.blocker
    if blocker is None:
        return (it.say("help.open"), _waiting(it))
    needed = shorten(blocker.reason, REASON_ROOM)
    since = it.scene.moment(blocker.since)
    return (it.say("help.stuck", since=since), it.say("help.needed", reason=needed), _waiting(it))


def _overdue(it: Matter) -> tuple[Rich, ...]:
    return (it.say("help.overdue", due=it.due()), it.say("help.anybody"), _waiting(it))


def _waiting(it: Matter) -> Rich:
    """``Waiting for it: T-50 Cut-over, due Fri 27 Nov``, and how many more."""
    waiting = it.facts.waited_by
    if not waiting:
        return ()
    first = waiting[0]
    said = {"handle": first.handle, "title": shorten(first.title, 80)}
    if len(waiting) > 1:
        return it.say("help.waiting_more", **said, n=len(waiting) - 1)
    if first.due is None:
        return it.say("help.waiting", **said)
    return it.say("help.waiting_due", **said, day=day_words(first.due.day))


def _answered(it: Matter) -> Rich:
    """Once somebody is on it, or it goes on: one line."""
    task, blocker = it.task, it.task.blocker
    if not task.status.open or task.status is Status.IN_REVIEW:
        return it.say(_CLOSED[task.status])
    if it.kind is NoticeKind.OVERDUE_CHANNEL:
        return _on_time(it) or _offered(it)
    if blocker is None:
        return it.say("help.goes_on")
    if blocker.freed_at is not None:
        return it.say("help.freed")
    if blocker.helper is None or blocker.promised_until is None:
        return ()
    if blocker.promised_until <= it.scene.now:
        return ()  # Over: it is asked again, and nobody who promised is named.
    until = it.scene.moment(blocker.promised_until)
    return it.say("help.promised", name=it.name(blocker.helper), until=until)


_CLOSED = {
    Status.IN_REVIEW: "help.review",
    Status.DONE: "help.done",
    Status.DROPPED: "help.dropped",
}


def _offered(it: Matter) -> Rich:
    """Since this was asked somebody offered to help, or was named: its owner decides."""
    event, asked = it.last(Verb.HELP_OFFERED), it.notice.said_at
    if event is None or asked is None or event.at < asked:
        return ()
    if event.after.get("who") != event.actor:
        return it.say("help.named")
    return it.say("help.offered", name=it.name(event.actor))


def _on_time(it: Matter) -> Rich:
    """A new date was given, or it has none any more."""
    due = it.task.due
    if due is None:
        return it.say("help.no_date")
    if due.at >= it.scene.now:
        return it.say("help.new_date", due=it.due())
    return ()


def claim_line(
    work: ScreenUnit, task: Task, notice: Notice, audience: Audience, reader: Reader,
    platform: str, post: PostId | None = None,
) -> ClaimLine:  # fmt: skip
    """A task without an owner, in the open."""
    scene = scene_of(work, audience, reader, platform)
    press = scene.presser(task, post)
    taken: Rich = ()
    if task.owner is not None:
        name = scene.faces.name(task.owner)
        taken = scene.say("claim.taken", task=scene.named(task), name=name)
    elif not task.status.open:
        taken = scene.say("claim.over", task=scene.named(task))
    buttons = (press.main("claim"), press("show"), press("why"))
    return ClaimLine(facts_of(scene, task), buttons, taken)
