"""How a played team answers: not at all, everything within the hour, or as it did in the past.

The past is the team's, never a person's: of each kind of question, how many were answered, after
how much working time, and how often by saying done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from core.calendar.working import add_working, working_between
from core.dispatch.acts import ACTS, Intent
from core.followup.calendars import UnitCalendars, calendars
from core.followup.load import QUESTIONS
from core.followup.model import CHECKS, Notice, NoticeKind, NoticeState
from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import ChivvyError
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, PersonId, TaskId, task_ref
from core.kernel.values import dataclass
from core.reactions import react
from core.tasks.commands import Accept, AddNote, Finish
from core.tasks.commands_blocking import GiveHelp, Unblock
from core.tasks.model import Task
from core.tasks.ports import TaskFilter
from core.unit import WorkUnit

WHY = System("simulate")
READ = 500
"""So many of a project's newest tasks tell how it answers."""
FEW = 5
"""Of a kind that was asked less often, all kinds together tell."""
WITHIN = timedelta(hours=1)
K = NoticeKind
_HELPS: Final = frozenset({K.HELP, K.HELP_CHECK})


class Answers(StrEnum):
    """Who answers while time is played."""

    NONE = "none"
    ALL = "all"
    """Everything, an hour of working time after it came."""
    PAST = "past"
    """As the team did so far."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How one kind of question was answered."""

    asked: int = 0
    delays: tuple[timedelta, ...] = ()
    """Working time until each answer."""
    done: int = 0
    """Answers that said done."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a team answers; *seed* makes the same play the same."""

    answers: Answers
    kinds: Mapping[NoticeKind, Habit] = field(default_factory=dict)
    whole: Habit = field(default_factory=Habit)
    seed: int = 1

    def of(self, kind: NoticeKind) -> Habit:
        """Of this kind, if it was asked often enough to tell."""
        found = self.kinds.get(kind)
        return found if found is not None and found.asked >= FEW else self.whole

    def draw(self, notice: Notice) -> tuple[timedelta, bool] | None:
        """After how much working time it is answered, and whether with done; None: it is not."""
        if self.answers is Answers.NONE or notice.wanted.kind not in QUESTIONS:
            return None
        if self.answers is Answers.ALL:
            return WITHIN, False
        habit, wanted = self.of(notice.wanted.kind), notice.wanted
        if not habit.delays:
            return None
        rng = Random(f"{self.seed}|{wanted.subject}|{wanted.kind}|{wanted.slot}")  # noqa: S311
        if rng.random() * habit.asked >= len(habit.delays):
            return None
        return rng.choice(habit.delays), rng.random() * len(habit.delays) < habit.done


def learn(work: WorkUnit, project: TaskFilter, answers: Answers, seed: int) -> Habits:
    """What the questions about a project's newest tasks tell, open ones and closed ones."""
    if answers is not Answers.PAST:
        return Habits(answers, seed=seed)
    tasks = work.tasks(WHY)
    found = [task.id for task in tasks.find(project, READ)]
    tasks.foresee(found)
    work.notices.foresee(found)
    clocks = calendars(work)
    kinds: dict[NoticeKind, list[tuple[timedelta | None, bool]]] = {}
    for number in found:
        events = tasks.events(task_ref(number), 200)
        for notice in work.notices.of(task_ref(number)):
            if _counts(notice):
                outcome = _outcome(notice, events, clocks)
                kinds.setdefault(notice.wanted.kind, []).append(outcome)
    every = [outcome for outcomes in kinds.values() for outcome in outcomes]
    told = {kind: _habit(outcomes) for kind, outcomes in kinds.items()}
    return Habits(answers, told, _habit(every), seed)


def _counts(notice: Notice) -> bool:
    asks = notice.wanted.kind in QUESTIONS and notice.wanted.recipient.kind is Kind.PERSON
    return asks and notice.state in {NoticeState.SAID, NoticeState.ANSWERED}


def _outcome(
    notice: Notice, events: Sequence[Event], clocks: UnitCalendars
) -> tuple[timedelta | None, bool]:
    """After how much working time it was answered, None: never; and whether with done."""
    if notice.answered_at is None or notice.said_at is None:
        return None, False
    calendar = clocks.of(PersonId(notice.wanted.recipient.id))
    after = working_between(calendar, notice.said_at, notice.answered_at)
    verbs = {event.verb for event in events if event.at == notice.answered_at}
    return after, Verb.FINISHED in verbs


def _habit(outcomes: Iterable[tuple[timedelta | None, bool]]) -> Habit:
    known = list(outcomes)
    delays = tuple(sorted(after for after, _ in known if after is not None))
    return Habit(len(known), delays, sum(done for _, done in known))


def told(habits: Habits) -> list[str]:
    """The habits in words, a line for each kind; nobody's in particular."""
    if habits.answers is Answers.NONE:
        return ["Answers: none."]
    if habits.answers is Answers.ALL:
        return ["Answers: every question, a working hour after it came; the task stays as it is."]
    lines = [f"Answers: as in the past, with seed {habits.seed}."]
    for kind, habit in sorted(habits.kinds.items()):
        lines.append(f"  {kind}: {_share(habit)}")
    if not habits.whole.delays:
        lines.append("  No question of this project was answered yet: so nobody answers here.")
    return lines


def _share(habit: Habit) -> str:
    line = f"{len(habit.delays)} of {habit.asked} answered"
    if habit.delays:
        hours = habit.delays[len(habit.delays) // 2] / timedelta(hours=1)
        line += f", half of them within {hours:.1f} working hours, {habit.done} with done"
    return line if habit.asked >= FEW else f"{line}; too few: all kinds together tell"


@dataclass(slots=True)
class Answerers:
    """Answers what is asked while time is played, each at its moment."""

    habits: Habits
    due: dict[int, tuple[datetime, Notice, bool]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)

    def earliest(self) -> datetime | None:
        """When somebody answers next."""
        return min((at for at, _, _ in self.due.values()), default=None)

    def hear(self, work: WorkUnit, tasks: Sequence[TaskId]) -> None:
        """What was said since the last look will be answered, or not."""
        work.notices.foresee(tasks)
        clocks = calendars(work)
        for task in tasks:
            for notice in work.notices.of(task_ref(task)):
                if notice.id not in self.known and notice.state is NoticeState.SAID:
                    self._plan(notice, clocks)

    def _plan(self, notice: Notice, clocks: UnitCalendars) -> None:
        self.known.add(notice.id)
        drawn = self.habits.draw(notice)
        if drawn is None or notice.said_at is None or not _counts(notice):
            return
        calendar = clocks.of(PersonId(notice.wanted.recipient.id))
        try:
            at = add_working(calendar, notice.said_at, drawn[0])
        except ChivvyError:
            return
        self.due[notice.id] = (at, notice, drawn[1])

    def answer(self, work: WorkUnit, now: datetime) -> int:
        """Answers what is due; says how many."""
        ready = [number for number, (at, _, _) in self.due.items() if at <= now]
        for number in ready:
            _, notice, done = self.due.pop(number)
            _answer(work, notice, now, done=done)
        return len(ready)


def _answer(work: WorkUnit, notice: Notice, now: datetime, *, done: bool) -> None:
    task = work.tasks(WHY).get(TaskId(notice.wanted.subject.id))
    held = next((n for n in work.notices.of(notice.wanted.subject) if n.id == notice.id), None)
    if task is None or held is None or held.state is not NoticeState.SAID:
        return
    who, key = PersonId(notice.wanted.recipient.id), f"played:{notice.id}"
    ctx = Context(work.workspace, who, _asked_on(work, notice), now, key)
    intent = _intent(notice, task, done=done)
    try:
        carried_out = ACTS[type(intent)](work, intent, ctx)
    except ChivvyError:  # It stands otherwise by now: then nothing is said about it either.
        return
    react(work, carried_out.events, ctx, carried_out.now)


def _asked_on(work: WorkUnit, notice: Notice) -> str:
    """The platform on which the question stands."""
    post = work.posts.get(notice.post) if notice.post is not None else None
    there = work.people.installation(post.installation) if post is not None else None
    return there.platform if there is not None else ""


def _intent(notice: Notice, task: Task, *, done: bool) -> Intent:
    kind = notice.wanted.kind
    if kind in CHECKS:
        return Accept(task.id, confirmed=True)
    if kind in _HELPS:
        return GiveHelp(task.id)
    if kind is K.CAN_GO_ON:
        return Unblock(task.id)
    return Finish(task.id) if done else AddNote(task.id, "played")
