"""What a digest and a brief have to say."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.calendar.working import WorkCalendar
from core.digest.model import BriefFacts, HealthWord, Moved, ProjectHealth, ReasonKind
from core.digest.policy import brief_facts, health, may_be_quiet
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.kernel.refs import NoticeId, TaskId, task_ref
from core.links.model import Dependency
from core.tasks.model import Priority, Status, Task
from core.tasks.standing import Outline, standing
from tests.followup.cases import JON, MARIA, TOM, at, blocker, due, task

CALENDAR = WorkCalendar("UTC")


def numbered(number: int, status: Status = Status.TODO, **values: Any) -> Task:  # noqa: ANN401
    """T-number."""
    return replace(task(status, **values), id=TaskId(number))


def after(later: int, earlier: int) -> Dependency:
    """*later* waits for *earlier*."""
    return Dependency(TaskId(earlier), TaskId(later))


def state(
    when: str,
    *tasks: Task,
    edges: tuple[Dependency, ...] = (),
    moved: Sequence[Moved] = (),
    quiet: Collection[TaskId] = (),
) -> ProjectHealth:
    """The health at that moment; the digest before was a day earlier."""
    now, live = at(when), [task for task in tasks if task.status.open]
    outline = Outline(
        [standing(task) for task in live],
        open=len(live),
        dateless=sum(task.due is None and not task.dateless for task in live),
        touched_at=max((task.touched_at for task in live), default=None),
    )
    silent = {task.id: task.touched_at for task in live if task.id in quiet}
    pairs = [(edge.earlier, edge.later) for edge in edges]
    since = now - timedelta(days=1)
    return health(outline, tasks, pairs, since, now, CALENDAR, silent, moved)


# The word


def test_with_nothing_wrong_it_is_on_track() -> None:
    """Work that moves, dates that hold."""
    found = state("tue 9:00", numbered(1, Status.IN_PROGRESS, due=due("fri 17:00")))
    assert (found.word, found.reason) == (HealthWord.ON_TRACK, None)


def test_a_task_past_its_date_that_others_wait_for_makes_it_late() -> None:
    """The reason names the task and the working days."""
    found = state("thu 9:00", numbered(1, due=due("tue 17:00")), numbered(2), edges=(after(2, 1),))
    assert found.word is HealthWord.LATE
    assert found.reason is not None
    assert (found.reason.kind, found.reason.days) == (ReasonKind.LATE, 2)


def test_one_that_nobody_waits_for_is_a_risk() -> None:
    """Past its date, two days; not late as a whole."""
    found = state("thu 9:00", numbered(1, due=due("tue 17:00")))
    assert found.word is HealthWord.AT_RISK
    assert [(aged.task.id, aged.days) for aged in found.overdue] == [(1, 2)]


def test_what_waits_for_its_check_is_not_past_its_date() -> None:
    """Its owner is done."""
    found = state("thu 9:00", numbered(1, Status.IN_REVIEW, due=due("tue 17:00")))
    assert found.overdue == ()
    assert [t.id for t in found.to_check] == [1]


def test_a_blocker_of_three_working_days_is_a_risk() -> None:
    """With its age."""
    found = state("fri 10:15", numbered(1, Status.BLOCKED, blocker=blocker("tue 10:15")))
    assert found.word is HealthWord.AT_RISK
    assert found.blocked[0].days == 3


def test_a_fresh_blocker_far_from_any_date_is_none() -> None:
    """It is listed, and the word stays."""
    found = state("tue 12:00", numbered(1, Status.BLOCKED, blocker=blocker("tue 10:15")))
    assert found.word is HealthWord.ON_TRACK
    assert [aged.task.id for aged in found.blocked] == [1]


def test_a_promise_in_time_takes_the_risk_away() -> None:
    """Blocked near its date: a risk, unless somebody removes it before."""
    stuck = {"due": due("thu 17:00"), "touched_at": at("tue 9:00")}
    bare = blocker("tue 10:15")
    promised = blocker("tue 10:15", helper=TOM, promised_until=at("wed 12:00"))
    assert state("tue 12:00", numbered(1, Status.BLOCKED, blocker=bare, **stuck)).word is (
        HealthWord.AT_RISK
    )
    assert state("tue 12:00", numbered(1, Status.BLOCKED, blocker=promised, **stuck)).word is (
        HealthWord.ON_TRACK
    )


def test_a_week_without_anything_is_quiet() -> None:
    """Open work, and nobody has touched it for five working days."""
    found = state("+mon 9:00", numbered(1, dateless=True))
    assert found.word is HealthWord.QUIET
    assert found.reason is not None
    assert found.reason.days == 5


# Chains


def test_a_blocked_task_may_make_the_one_after_it_slip() -> None:
    """Blocked for two working days: what follows may end two days later."""
    first = numbered(42, Status.BLOCKED, due=due("thu 17:00"), blocker=blocker("mon 10:00"))
    found = state("wed 10:00", first, numbered(50, due=due("fri 17:00")), edges=(after(50, 42),))
    (slip,) = found.slips
    assert (slip.task.id, slip.days, slip.because.id, slip.blocked) == (50, 3, 42, True)
    assert found.word is HealthWord.AT_RISK
    assert found.reason is not None
    assert found.reason.slip == slip


def test_the_root_of_a_long_chain_is_named() -> None:
    """Not the link before, but what holds them all."""
    first = numbered(1, due=due("mon 17:00"))
    chain = (first, numbered(2, due=due("tue 17:00")), numbered(3, due=due("wed 17:00")))
    found = state("wed 17:00", *chain, edges=(after(2, 1), after(3, 2)))
    assert {slip.task.id: slip.because.id for slip in found.slips} == {2: 1, 3: 1}
    assert found.slips[0].days >= 2


def test_an_estimate_shorter_than_the_planned_time_takes_up_the_delay() -> None:
    """Two hours of work, four days planned for it: nothing slips."""
    first = numbered(1, due=due("mon 17:00"))
    long, short = numbered(2, due=due("fri 17:00")), numbered(2, due=due("fri 17:00"), estimate=120)
    assert state("wed 9:00", first, long, edges=(after(2, 1),)).slips != ()
    assert state("wed 9:00", first, short, edges=(after(2, 1),)).slips == ()


def test_a_chain_that_holds_slips_nowhere() -> None:
    """Nothing late, nothing blocked."""
    chain = (numbered(1, due=due("thu 17:00")), numbered(2, due=due("fri 17:00")))
    assert state("tue 9:00", *chain, edges=(after(2, 1),)).slips == ()


def test_a_long_chain_is_walked_without_recursion() -> None:
    """Three thousand links."""
    chain = [numbered(n, due=due("mon 17:00") if n == 1 else None) for n in range(1, 3001)]
    edges = tuple(after(n + 1, n) for n in range(1, 3000))
    assert state("wed 9:00", *chain, edges=edges).slips == ()


# Lists


def test_finished_and_checked_is_told_apart_from_unchecked() -> None:
    """Closed since the digest before."""
    base = {"closed_at": at("mon 12:00"), "finished_by": MARIA}
    found = state(
        "tue 9:00",
        numbered(1, Status.DONE, checked=True, **base),
        numbered(2, Status.DONE, **base),
        numbered(3, Status.DONE, requester=MARIA, **base),
        numbered(4, Status.DONE, checked=True, closed_at=at("mon 8:00")),
    )
    assert [t.id for t in found.finished] == [1, 3]
    assert [t.id for t in found.unchecked] == [2]


def test_next_is_the_next_three_working_days() -> None:
    """From Thursday on: until Tuesday, in the order of their dates."""
    found = state(
        "thu 9:00",
        numbered(1, due=due("+tue 17:00")),
        numbered(2, due=due("fri 12:00")),
        numbered(3, due=due("+wed 17:00")),
    )
    assert [t.id for t in found.soon] == [2, 1]


def test_quiet_work_is_listed_once_its_owner_was_asked_in_vain() -> None:
    """With the working days of its silence; however long that is, nothing else is called quiet."""
    begun = numbered(1, Status.IN_PROGRESS)
    assert state("++mon 9:00", begun).quiet == ()
    (aged,) = state("+tue 9:00", begun, quiet={begun.id}).quiet
    assert aged.days == 6


def test_only_begun_work_in_time_is_asked_about_its_silence() -> None:
    """ "All fine" keeps it off, and what is late is asked about its date."""
    assert may_be_quiet(numbered(1, Status.IN_PROGRESS), at("+tue 9:00"))
    fine = numbered(1, Status.IN_PROGRESS, quiet_until=at("++mon 9:00"))
    late = numbered(1, Status.IN_PROGRESS, due=due("tue 17:00"))
    for other in (fine, late, numbered(1)):
        assert not may_be_quiet(other, at("+tue 9:00"))


def test_open_ends_are_counted() -> None:
    """Without an owner; without a date, unless on purpose."""
    found = state(
        "tue 9:00",
        numbered(1, Status.TRIAGE, owner=None),
        numbered(2, dateless=True),
        numbered(3, Status.DROPPED),
    )
    assert [t.id for t in found.unowned] == [1]
    assert (found.dateless, found.open) == (1, 2)


# The fingerprint


def test_the_same_state_has_the_same_fingerprint() -> None:
    """A day has passed and nothing has changed; the order of rows does not matter."""
    one, two = numbered(1, due=due("mon 12:00")), numbered(2, Status.TRIAGE, owner=None)
    monday, tuesday = state("tue 9:00", one, two), state("wed 9:00", two, one)
    assert monday.fingerprint == tuesday.fingerprint
    assert not tuesday.news


def test_an_old_blocker_is_news_every_day() -> None:
    """From the third working day on its age is said."""
    stuck = numbered(1, Status.BLOCKED, blocker=blocker("mon 10:00"), due=due("++mon 9:00"))
    marks = {d: state(f"{d} 9:00", stuck).fingerprint for d in ("tue", "wed", "thu", "fri")}
    assert marks["tue"] == marks["wed"]
    assert len({marks["wed"], marks["thu"], marks["fri"]}) == 3


@pytest.mark.parametrize(
    "values",
    [
        {"status": Status.DROPPED},
        {"owner": None, "status": Status.TRIAGE},
        {"due": due("thu 12:00")},
        {"status": Status.BLOCKED, "blocker": blocker("tue 8:00")},
    ],
)
def test_what_people_change_changes_it(values: dict[str, Any]) -> None:
    """Whatever the digest would say differently."""
    status = values.get("status", Status.TODO)
    rest = {k: v for k, v in values.items() if k != "status"}
    before = state("tue 9:00", numbered(1, due=due("wed 12:00")))
    assert before.fingerprint != state("tue 9:00", numbered(1, status, **rest)).fingerprint


def test_a_moved_date_is_told_once() -> None:
    """News beside the state."""
    one = numbered(1)
    assert state("tue 9:00", one, moved=[Moved(one, at("mon 12:00"), "access")]).news


# The brief


def morning(when: str, *mine: Task, **more: Any) -> BriefFacts | None:  # noqa: ANN401
    """Maria's brief then."""
    given: dict[str, Any] = {"waiting": (), "others": (), "notices": (), **more}
    tasks = {t.id: t for t in given.pop("about", ())}
    return brief_facts(
        MARIA, mine, given["waiting"], given["others"], given["notices"], tasks,
        given.get("waited_by", {}), CALENDAR, at(when),
    )  # fmt: skip


def test_today_is_what_is_due_or_late_or_begins_or_matters() -> None:
    """In the order of dates; postponed work is left out."""
    today = at("tue 0:00").date()
    found = morning(
        "tue 9:00",
        numbered(1, due=due("tue 17:00")),
        numbered(2, due=due("mon 17:00")),
        numbered(3, start_on=today),
        numbered(4, priority=Priority.HIGH),
        numbered(5, due=due("fri 17:00")),
        numbered(6, due=due("tue 17:00"), start_on=at("thu 0:00").date()),
        numbered(7, Status.BLOCKED, blocker=blocker("mon 9:00"), due=due("tue 17:00")),
    )
    assert found is not None
    assert [t.id for t in found.today] == [2, 1, 4, 3]
    assert found.later == 1


def test_nothing_to_say_is_no_brief() -> None:
    """A count of what comes later is nothing to say."""
    assert morning("tue 9:00", numbered(1, due=due("fri 17:00"))) is None


def test_what_was_freed_waits_for_its_owner() -> None:
    """Can you go on?"""
    freed = numbered(
        1, Status.BLOCKED, blocker=blocker("mon 9:00", helper=TOM, freed_at=at("mon 12:00"))
    )
    found = morning("tue 9:00", freed)
    assert found is not None
    assert [t.id for t in found.waiting] == [1]


def _notice(kind: NoticeKind, number: int) -> Notice:
    wanted = Wanted(
        task_ref(TaskId(number)), kind, "x", to_person(MARIA), Manner.BRIEF, at("tue 9:00")
    )
    return Notice(NoticeId(number), wanted, NoticeState.OWED, at("mon 9:00"))


def test_questions_and_news_are_told_apart_and_not_listed_twice() -> None:
    """A check that rides in the brief is a question, not a line among what waits."""
    check = numbered(1, Status.IN_REVIEW, requester=MARIA, owner=JON)
    told = numbered(2, requester=MARIA, owner=JON)
    notices = [_notice(NoticeKind.VERIFY, 1), _notice(NoticeKind.DATE_MOVED, 2)]
    found = morning("tue 9:00", waiting=[check], notices=notices, about=[check, told])
    assert found is not None
    assert [n.wanted.kind for n in found.asks] == [NoticeKind.VERIFY]
    assert [n.wanted.kind for n in found.told] == [NoticeKind.DATE_MOVED]
    assert found.waiting == ()


def test_news_of_a_task_that_is_no_longer_seen_is_left_out() -> None:
    """Not among the tasks that the person may see."""
    assert morning("tue 9:00", notices=[_notice(NoticeKind.DATE_MOVED, 2)]) is None


def test_others_are_listed_when_it_presses() -> None:
    """Due by the end of the next working day, late, or stuck."""
    theirs = [
        numbered(1, owner=JON, due=due("wed 17:00")),
        numbered(2, owner=JON, due=due("thu 17:00")),
        numbered(3, Status.BLOCKED, owner=JON, blocker=blocker("mon 9:00")),
        numbered(4, Status.IN_REVIEW, owner=JON, due=due("mon 17:00")),
    ]
    found = morning("tue 9:00", others=theirs)
    assert found is not None
    assert [t.id for t in found.you_wait_for] == [1, 3]
