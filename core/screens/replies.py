"""The answer to a free-text reply: kept, and what it seems to mean is one press away."""

from collections.abc import Sequence

from core.kernel.refs import PersonId, TaskId
from core.kernel.text import shorten
from core.kernel.values import dataclass
from core.language.meanings import Means
from core.screens.moments import day_words
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for, title_of
from core.screens.views import Button, Reader, Said
from core.tasks.model import Due, Status, Task

BUTTONS = 3
_ROOM = 40
"""Characters of what people wrote on a button."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that a reply may mean."""

    means: Means
    due: Due | None = None
    reason: str = ""
    person: PersonId | None = None


def reply(
    work: ScreenUnit, task: Task, guesses: Sequence[Guess], kept: str, reader: Reader,
    platform: str,
) -> Said:  # fmt: skip
    """*kept*: the short name under which the words wait for a button."""
    scene = scene_for(work, reader, platform)
    named = scene.named(task)
    if not task.status.open:
        return Said((scene.say("said.note", task=named),))
    found = [button for one in guesses if (button := _button(scene, task, one, kept))]
    press = scene.presser(task)
    ways = _ways(scene, task)
    labels = {button.label for button in found}
    same = {"in_the_way": "reply_block", "new_date": "reply_date"}
    rest = [
        press(verb, label) for verb, label in ways if not {label, same.get(label, label)} & labels
    ]
    key = "said.reply_meant" if found else "said.reply"
    return Said((scene.say(key, task=named),), (*found, *rest)[: max(BUTTONS, len(found))])


def _ways(scene: Scene, task: Task) -> tuple[tuple[str, str], ...]:
    """What the reader can answer in any case: who checks and who helps are asked otherwise."""
    if task.status is Status.IN_REVIEW and not scene.is_reader(task.owner):
        return ("accept", "accept"), ("send_back", "send_back")
    if task.status is Status.BLOCKED and scene.is_reader(task.helper):
        return ("give_help", "give_help"), ("decline_help", "decline_help")
    return ("done", "done"), ("block", "in_the_way"), ("due", "new_date")


def _agreed(scene: Scene, task: Task) -> Button:
    """ "Ok" to whatever was asked."""
    press = scene.presser(task)
    if task.status is Status.IN_REVIEW and not scene.is_reader(task.owner):
        return press.main("accept", "accept")
    if task.status is Status.BLOCKED and scene.is_reader(task.helper):
        return press.main("promise", value="ask")
    if task.status is Status.BLOCKED:
        return press.main("unblock", "can_go_on")
    return press.main("all_fine", "all_fine")


def _later(scene: Scene, task: Task, due: Due | None) -> Button:
    press = scene.presser(task)
    if due is None:
        return press("snooze", "snooze_1d", "1d")
    return press("snooze", "reply_later", str(int(due.at.timestamp())), day=day_words(due.day))


def _button(scene: Scene, task: Task, guess: Guess, kept: str) -> Button | None:
    press = scene.presser(task)
    match guess.means:
        case Means.DONE:
            return press.main("done", "done")
        case Means.DATE if guess.due is not None:
            return press.move_to(guess.due, day_words(guess.due.day), "reply_date")
        case Means.BLOCKED if task.status is not Status.BLOCKED and not guess.reason:
            return press.main("block", "in_the_way")
        case Means.BLOCKED if task.status is not Status.BLOCKED:
            return press("reply_block", value=kept, reason=shorten(guess.reason, _ROOM))
        case Means.NOT_MINE:
            if guess.person is not None and guess.person != task.owner:
                return press.give_to(guess.person, scene.faces.name(guess.person))
            return press("decline" if scene.is_reader(task.owner) else "assign")
        case Means.FREE if task.status is Status.BLOCKED:
            return press("unblock")
        case Means.LATER:
            return _later(scene, task, guess.due)
        case Means.AGREED:
            return _agreed(scene, task)
        case Means.GOING if task.status is not Status.BLOCKED:
            return press("all_fine")
        case _:
            return None


def which_task(
    work: ScreenUnit, tasks: Sequence[TaskId], kept: str, reader: Reader, platform: str
) -> Said:
    """The reply may be about any of these: a button for each."""
    scene = scene_for(work, reader, platform)
    found = work.tasks(scene.audience).many(list(tasks)).values()
    buttons = tuple(
        scene.presser(task)("reply_for", value=kept, title=shorten(title_of(task, reader), _ROOM))
        for task in found
    )
    return Said((scene.say("said.reply_which"),), buttons)
