"""The live card of a task, and everything about it in private."""

from core.kernel.audience import Audience, ForPerson
from core.kernel.refs import PostId, task_ref
from core.screens.facts import facts_of
from core.screens.history import history_lines
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser
from core.screens.scene import Scene, scene_for, scene_of
from core.screens.views import Button, Card, Details, Reader, RetiredCard
from core.tasks.model import SourceState, Status, Task

Row = tuple[Button, ...]


def card(
    work: ScreenUnit, task: Task, audience: Audience, reader: Reader, platform: str,
    post: PostId | None = None,
) -> Card | RetiredCard:  # fmt: skip
    """The card as *audience* may see it now; one line where it is live no more."""
    scene = scene_of(work, audience, reader, platform)
    found = work.tasks(audience).get(task.id)
    if found is None:
        return RetiredCard(scene.say("card.gone", handle=scene.handle(task.id)))
    if found.status is Status.DROPPED:
        line = scene.say("card.dropped", task=scene.named(found), handle=scene.handle(task.id))
        return RetiredCard(line)
    if _moved_on(audience, found) and found.owner is not None:
        name = scene.faces.name(found.owner)
        return RetiredCard(scene.say("card.moved_on", task=scene.named(found), name=name))
    press = scene.presser(found, post)
    buttons, more = actions(found, press)
    return Card(facts_of(scene, found), buttons, (*_new_text(scene, found, press), *more))


def _new_text(scene: Scene, task: Task, press: Presser) -> Row:
    """*Use the new text*, where the message was edited and the audience may read it."""
    source = task.source
    if source is None or source.state is not SourceState.EDITED or not task.status.open:
        return ()
    place = scene.faces.where(source.place)
    if place is None or place.account is None:
        return ()
    thread = source.thread if source.thread != source.message else ""
    return (press("use_text", value=f"{place.account}|{source.message}|{thread}"),)


def _moved_on(audience: Audience, task: Task) -> bool:
    """Whether a card in direct messages is the former owner's."""
    if not isinstance(audience, ForPerson) or task.owner is None:
        return False
    return audience.id not in {task.owner, task.requester, task.checker, task.helper}


def actions(task: Task, press: Presser) -> tuple[Row, Row]:
    """The buttons of a card and what stands behind *More*, by status."""
    match task.status:
        case Status.TRIAGE:
            return (press.main("claim"), press("assign")), press.many(
                "due", "note", "history", "drop", "why"
            )
        case Status.TODO:
            return _working(press), (press("start"), *_more(press))
        case Status.IN_PROGRESS:
            return _working(press), _more(press)
        case Status.BLOCKED:
            again = press("block", "block_again")
            return (press.main("unblock"), again, press("done")), _more(press)
        case Status.IN_REVIEW:
            return (press.main("accept"), press("send_back")), press.many("note", "history", "why")
        case Status.DONE | Status.DROPPED:
            return (press("reopen"),), ()


def _working(press: Presser) -> Row:
    return (press.main("done"), press("block"))


def _more(press: Presser) -> Row:
    return press.many("due", "priority", "assign", "decline", "note", "history", "drop", "why")


def details(
    work: ScreenUnit, task: Task, reader: Reader, platform: str, *, history: int = 5
) -> Details:
    """Everything about a task, for the reader alone, with its newest *history* events."""
    scene = scene_for(work, reader, platform)
    press = scene.presser(task)
    buttons, more = actions(task, press)
    extra = press.many("edit", "criteria", "share", "follow") if task.status.open else ()
    extra = (*_new_text(scene, task, press), *extra)
    facts = facts_of(scene, task)
    if facts.repeats:
        extra += press.many("skip", "repeat_off") if task.status.open else press.many("repeat_off")
    kept = tuple(button for button in more if button.label not in {"history", "why"})
    lines = history_lines(scene, task_ref(task.id), history)
    return Details(facts, lines, buttons, (*extra, *_criteria(task, press), *kept))


def _criteria(task: Task, press: Presser) -> Row:
    """A tick for each criterion, as long as there are few."""
    if not task.status.open or len(task.criteria) > 5:
        return ()
    return tuple(
        press(
            "criterion",
            "criterion_open" if criterion.met else "criterion_met",
            f"{index}:{int(not criterion.met)}",
            n=str(index + 1),
        )
        for index, criterion in enumerate(task.criteria)
    )
