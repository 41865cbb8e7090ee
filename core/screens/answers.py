"""Short private answers: what was done, what happens next, and who hears of it."""

from collections.abc import Callable, Mapping, Sequence

from core.followup.ladder import ladder_of
from core.kernel.context import cause_of
from core.kernel.refs import PersonId
from core.kernel.text import Rich, shorten
from core.screens import obstacles
from core.screens.coming import SETTING, coming, set_anew
from core.screens.confirming import Answer as _Answer
from core.screens.confirming import Told as _Told
from core.screens.confirming import plain as _plain
from core.screens.criteria import criteria
from core.screens.dwellings import nowhere_open
from core.screens.echoes import candidate_buttons
from core.screens.erasing import erased
from core.screens.facts import facts_of, who_checks
from core.screens.incoming import offer
from core.screens.later import all_fine, snoozed
from core.screens.moments import day_words
from core.screens.moves import moved
from core.screens.nudges import nudged
from core.screens.places import waits, waits_as_shared
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.returning import returning
from core.screens.scene import scene_for
from core.screens.standing_in import asked_to_check
from core.screens.telling import soon
from core.screens.undone import undone_lines
from core.screens.views import Reader, Said
from core.screens.words import say
from core.tasks.model import Status, Task
from core.tasks.undo import redoes


def said(
    work: ScreenUnit, key: str, task: Task, reader: Reader, platform: str, *,
    cause: str = "",
) -> Said:  # fmt: skip
    """The confirmation of an act on *task* (``said.<key>``), which *cause* takes back."""
    scene = scene_for(work, reader, platform)
    press = scene.presser(task)
    told = _Told(scene, task, press, cause)
    anew = _Answer((set_anew(scene, task, key),)) if key in SETTING else None
    answer = anew or returning(told, key) or _ANSWERS.get(key, _plain)(told)
    undo = press.undo(cause) if answer.undoable else ()
    then = coming(scene, task, key, cause, press)
    lines = tuple(line for line in (*answer.lines, *then.lines) if line)
    return Said(lines, (*answer.buttons, *undo, *then.buttons))


def said_nothing(key: str, reader: Reader) -> Said:
    """Where no task is left to speak of: it is not seen, or nothing had to change."""
    text = "said.undo_nothing" if key == "undo" else "said.nothing"
    return Said((say(text, reader.locale),), (plain_press("my_list"),))


def choose_person(
    work: ScreenUnit, task: Task, name: str, candidates: Sequence[PersonId], reader: Reader,
    platform: str,
) -> Said:  # fmt: skip
    """Several people fit the name or are named, or a group is: one person, please."""
    scene = scene_for(work, reader, platform)
    press = scene.presser(task)
    key = ("echo.several" if name else "echo.owners") if candidates else "echo.group"
    named = candidate_buttons(scene, press, candidates) or (press("assign", "choose"),)
    return Said((scene.say(key, name=shorten(name, 40)),), named)


def greeting(reader: Reader) -> Said:
    """Three lines with one example, for a hello or a question."""
    lines = ("greeting.hello", "greeting.example", "greeting.more")
    buttons = (plain_press("my_list"), plain_press("help"))
    return Said(tuple(say(line, reader.locale) for line in lines), buttons)


def _added(it: _Told) -> _Answer:
    source = it.task.source
    card = waits(it.scene, source.place) if source is not None else ()
    return _Answer((it.say("capture"), _owner_hears(it), card), (it.press("edit"),))


def _owner_hears(it: _Told) -> Rich:
    owner = it.task.owner
    if it.task.offered_to is not None:
        return it.say("offered", name=it.name(it.task.offered_to))
    return soon(it.scene, owner, it.task) if owner is not None else it.scene.say("echo.no_owner")


def _assign(it: _Told) -> _Answer:
    owner = it.task.owner
    if it.task.offered_to is not None:
        return offer(it)
    if owner is None:
        return _leave_open(it)
    if it.scene.is_reader(owner):
        return _claim(it)
    return _Answer((it.say("assign", name=it.name(owner)), soon(it.scene, owner, it.task)))


def _claim(it: _Told) -> _Answer:
    if it.task.due is None and not it.task.dateless:
        return _Answer((it.say("claim"), it.scene.say("echo.no_date")), it.press.dates())
    return _Answer((it.say("claim"), it.its_date()))


def _leave_open(it: _Told) -> _Answer:
    line = nowhere_open(it.scene, it.scene.faces.project(it.task.project))
    return _Answer((it.say("leave_open"), it.say("leave_open_next"), line), (it.press("claim"),))


def _decline(it: _Told) -> _Answer:
    if it.scene.work.people.workspace().volunteers:
        return _Answer((it.say("step_back"),))
    if it.task.declines >= 2:
        return _Answer((it.say("decline"), it.say("decline_lead")))
    return _Answer((it.say("decline"), it.requester_reads("decline_next")))


# What it is


def _due(it: _Told) -> _Answer:
    if it.task.due is None:
        return _Answer((it.say("dateless"), it.requester_reads("date_told"), _owner_reads(it)))
    said = it.say("due", due=it.due(it.task.due))
    return _Answer((said, it.requester_reads("date_told"), _owner_reads(it)))


def _owner_reads(it: _Told) -> Rich:
    """Who has the task hears what somebody else changed of it."""
    changed = it.scene.work.log.by_cause(cause_of(it.cause)) if it.cause else ()
    if it.task.owner is None or not it.task.status.open or not changed:
        return ()
    return soon(it.scene, it.task.owner, it.task)


def _priority(it: _Told) -> _Answer:
    label = it.scene.plain(f"priority.{it.task.priority}")
    return _Answer((it.say("priority", priority=label), _owner_reads(it)))


def _criterion(it: _Told) -> _Answer:
    met = sum(criterion.met for criterion in it.task.criteria)
    total = len(it.task.criteria)
    if met == total and it.task.status is Status.IN_REVIEW:
        return _Answer((it.say("criteria_checked", n=total),), (it.press.main("accept"),))
    if met == total:
        return _Answer((it.say("criteria_all", n=total),), (it.press.main("done"),))
    return _Answer((it.say("criterion", met=met, total=total),))


# How it goes


def _start(it: _Told) -> _Answer:
    return _Answer((it.say("start"),), (it.press("block", "in_the_way"),))


def _not_now(it: _Told) -> _Answer:
    day = day_words(it.task.start_on) if it.task.start_on else ""
    return _Answer((it.say("not_now", day=day), it.requester_reads("not_now_told")))


# How it ends


def _done(it: _Told) -> _Answer:
    checker = who_checks(it.scene, it.task)
    if it.task.status is not Status.IN_REVIEW:
        return _Answer((it.say("done"), _freed(it)))
    if it.scene.is_reader(checker):
        return _Answer(
            (it.say("done_said"), it.say("done_yours")), it.press.many("accept", "send_back")
        )
    name = it.name(checker if checker is not None else it.task.requester)
    other = asked_to_check(it.scene, it.task) if it.task.waits_in_review else None
    if other is not None and other != checker and not it.scene.is_reader(other):
        stands_in = it.say("done_check_for", name=name, other=it.name(other))
        return _Answer((it.say("done_said"), stands_in))
    if it.task.waits_in_review:
        return _Answer((it.say("done_said"), it.say("done_check", name=name)))
    project = it.scene.faces.project(it.task.project)
    days = ladder_of(project, it.scene.faces.workspace).close_unchecked.days
    return _Answer((it.say("done_said"), it.say("done_brief", name=name, n=days)))


def _freed(it: _Told) -> Rich:
    """Which tasks can go on now that this one is done."""
    waiting = facts_of(it.scene, it.task).waited_by
    if not waiting:
        return ()
    handles = ", ".join(line.handle for line in waiting[:5])
    return it.say("freed", n=len(waiting), handles=handles)


def _accept(it: _Told) -> _Answer:
    finisher = it.task.finished_by
    reads = () if it.scene.is_reader(finisher) else it.say("accept_told", name=it.name(finisher))
    return _Answer((it.say("accept"), reads if finisher is not None else (), _freed(it)))


def _send_back(it: _Told) -> _Answer:
    if it.task.owner is None:
        return _Answer((it.say("send_back"),))
    return _Answer((it.say("send_back"), it.say("send_back_told", name=it.name(it.task.owner))))


def _reopen(it: _Told) -> _Answer:
    owner = it.task.owner
    if owner is None or it.scene.is_reader(owner):
        return _Answer((it.say("reopen"),))
    return _Answer((it.say("reopen"), it.say("reopen_told", name=it.name(owner))))


def _check_by(it: _Told) -> _Answer:
    checker = it.task.verifier
    if checker is None:
        return _plain(it)
    now, you = it.task.status is Status.IN_REVIEW, it.scene.is_reader(checker)
    if you:
        return _Answer((it.say("check_by_you" if now else "check_by_later_you"),))
    said = it.say("check_by" if now else "check_by_later", name=it.name(checker))
    return _Answer((said, soon(it.scene, checker, it.task) if now else ()))


def _drop(it: _Told) -> _Answer:
    return _Answer((it.say("drop"), it.requester_reads("drop_told"), it.owner_reads("drop_owner")))


# What is said about it


def _share(it: _Told) -> _Answer:
    """Shown where it was shared, or waiting to be let in there."""
    closed = waits_as_shared(it.scene, it.cause)
    said = (it.say("share_waits" if closed else "share"), closed)
    return _Answer(said, undoable=False)


def _follow(it: _Told) -> _Answer:
    """Nothing of the task has changed, so its opposite takes it back."""
    me = it.scene.reader.person
    follows = me in it.scene.work.tasks(it.scene.audience).followers(it.task.id)
    key, back = ("follow", "unfollow") if follows else ("unfollow", "follow")
    return _Answer((it.say(key),), (it.press(back),), undoable=False)


def _one(key: str, *, undoable: bool = True) -> Callable[[_Told], _Answer]:
    """An answer of one line that needs no more than the task."""
    return lambda it: _Answer((it.say(key),), undoable=undoable)


def _undo(it: _Told) -> _Answer:
    """What went back; its own undo is the redo."""
    again = redoes(it.scene.work.log, cause_of(it.cause)) if it.cause else False
    buttons = it.press.undo(it.cause, "undo" if again else "redo")
    return _Answer(undone_lines(it.scene, it.task, it.cause), buttons, undoable=False)


def _after(it: _Told) -> _Answer:
    waits_for = facts_of(it.scene, it.task).waits_for
    handles = ", ".join(line.handle for line in waits_for[:5])
    if not handles:
        return _Answer((it.say("after_free"),))
    owner = it.task.owner
    if owner is None or it.scene.is_reader(owner):
        return _Answer((it.say("after", handles=handles), it.say("after_you")))
    return _Answer((it.say("after", handles=handles), it.say("after_told", name=it.name(owner))))


_ANSWERS: Mapping[str, Callable[[_Told], _Answer]] = {
    "skip": lambda it: _Answer((it.say("skip"), it.requester_reads("drop_told"))),
    "capture": _added,
    "assign": _assign,
    "claim": _claim,
    "decline_offer": _one("decline_offer"),
    "leave_open": _leave_open,
    "decline": _decline,
    "due": _due,
    "move": moved,
    "priority": _priority,
    "criterion": _criterion,
    "title": _one("title"),
    "use_text": _one("use_text"),
    "criteria": criteria,
    "edit": _one("edit"),
    "start": _start,
    "not_now": _not_now,
    "block": obstacles.blocked,
    "unblock": _one("unblock"),
    "still_blocked": obstacles.still_blocked,
    "check_again": obstacles.outside,
    "offer_help": lambda it: _Answer(
        (it.say("offer_help", name=it.name(it.task.owner)),), undoable=False
    ),
    "promise": obstacles.promised,
    "decline_help": obstacles.help_declined,
    "give_help": obstacles.help_given,
    "done": _done,
    "accept": _accept,
    "check_by": _check_by,
    "send_back": _send_back,
    "reopen": _reopen,
    "drop": _drop,
    "note": _one("note", undoable=False),
    "share": _share,
    "follow": _follow,
    "undo": _undo,
    "snooze": snoozed,
    "all_fine": all_fine,
    "nudge": nudged,
    "erase": erased,
    "after": _after,
    "not_after": _one("not_after"),
}
