"""Confirmations: what was done, what happens next, and who hears of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.kernel.refs import TaskId
from core.links.commands import WaitFor
from core.projects.commands import OpenProject, SetDigest
from core.screens.answers import choose_person, greeting, said, said_nothing
from core.screens.lists import added_list
from core.screens.projects import project_page, project_said
from core.screens.views import Reader, Said
from core.tasks.commands import (
    Accept,
    AllFine,
    Assign,
    Claim,
    Decline,
    Drop,
    Edit,
    Finish,
    LeaveOpen,
    NotNow,
    Reopen,
    SendBack,
    SetDue,
    SetPriority,
    Start,
    TickCriterion,
    Undo,
)
from core.tasks.commands_adding import AddMany, Draft
from core.tasks.commands_blocking import Block, DeclineHelp, GiveHelp, PromiseHelp, Unblock
from core.tasks.model import Due, Priority, Task
from tests.screens.reading import labels, lines, screen, tokens, verbs, words
from tests.support.worlds import World

FRIDAY = Due(datetime(2026, 11, 27, 17, tzinfo=UTC), "Europe/London")
TOLD = "Jon, who asked for it, reads of it in the next morning brief."


def _said(world: World, who: str, key: str, task: Task | TaskId, cause: str = "k") -> Said:
    number = task if isinstance(task, int) else task.id
    held = world.task(number)
    return screen(world, who, lambda work, r, p: said(work, key, held, r, p, cause=cause))


def _do(world: World, who: str, key: str, intent: object) -> Said:
    """What *who* reads after doing it."""
    world.later(minutes=1)
    changed = world.do(who, intent)
    return _said(world, who, key, changed.task.id)


@pytest.fixture
def task(world: World) -> Task:
    """Maria's task, asked for by Jon, due on Friday."""
    return world.add(due=FRIDAY)


def test_done_asks_who_checks(world: World) -> None:
    """With criteria it stays open until somebody else has checked it."""
    task = world.add(due=FRIDAY, criteria=("records answer",))
    view = _do(world, "maria", "done", Finish(task.id))
    assert lines(view.lines) == [
        "T-1 Renew the certificate is marked done.",
        "I'm asking Jon to check it. It stays open until then.",
    ]
    assert verbs(view.buttons) == ["undo"]


def test_done_without_criteria_rides_in_the_brief(world: World, task: Task) -> None:
    """What is only asked for closes by itself after the days of its ladder."""
    view = _do(world, "maria", "done", Finish(task.id))
    assert lines(view.lines)[1] == (
        "Jon finds it in the next morning brief and can send it back. "
        "After 3 working days it closes as done, not checked."
    )


def _undone(world: World, *causes: str | None) -> tuple[list[str], list[str]]:
    """What the last of several undos by Maria answers: its lines, and its buttons."""
    for cause in causes:
        change, *_ = world.do("maria", Undo(cause))
    task, key = change.task, change.events[0].cause
    view = screen(world, "maria", lambda w, r, p: said(w, "undo", task, r, p, cause=key))
    return lines(view.lines), labels(view.buttons)


def test_undo_says_what_went_back(world: World, task: Task) -> None:
    """Each field by name, how the task stands now, and the way to have it again."""
    world.do("maria", SetDue(task.id, None))
    assert _undone(world, None) == (
        [
            "Taken back. T-1 Renew the certificate: date back to Fri 27 Nov.",
            "It stands now: To do · Maria · Fri 27 Nov, end of day (in 4 days)",
        ],
        ["Redo"],
    )


@pytest.mark.parametrize(
    ("intent", "told"),
    [
        (lambda t, w: Start(t), "back to “To do”"),
        (lambda t, w: SetPriority(t, Priority.HIGH), "priority back to medium"),
        (lambda t, w: Assign(t, w.people["tom"]), "back to Maria"),
        (lambda t, w: Edit(t, 0, title="B", notes="C"), "title as before; notes as before"),
        (lambda t, w: Block(t, "Rights"), "back to “To do”; what is in the way as before"),
        (lambda t, w: WaitFor(t, (w.add(title="B").id,)), "doesn't wait for T-2 any more"),
    ],
)
def test_each_field_is_told_in_words(world: World, task: Task, intent: Any, told: str) -> None:  # noqa: ANN401
    """So that nobody must compare."""
    world.do("maria", intent(task.id, world))
    assert _undone(world, None)[0][0] == f"Taken back. T-1 Renew the certificate: {told}."


def test_a_redo_has_an_undo(world: World, task: Task) -> None:
    """The answer of a redo offers to take the command back again."""
    world.do("maria", SetDue(task.id, None))
    [undone] = world.do("maria", Undo())
    told, buttons = _undone(world, undone.events[0].cause)
    assert "no date again" in told[0]
    assert buttons == ["Undo"]


def test_many_go_back_together(world: World) -> None:
    """Of a pasted list one task is named, and the others are counted."""
    drafts = tuple(Draft(title, owner=world.people["maria"]) for title in ("A", "B", "C"))
    world.do("maria", AddMany(drafts))
    assert _undone(world, None)[0][-1] == "2 more tasks went back with it."


def test_my_own_to_do_just_closes(world: World) -> None:
    """And what waited for it is named."""
    task = world.add("maria", "maria")
    later = world.add("maria", "maria", title="Cut-over")
    world.do("maria", WaitFor(later.id, (task.id,)))
    view = _do(world, "maria", "done", Finish(task.id))
    assert lines(view.lines) == [
        "T-1 Renew the certificate is done.",
        "T-2 waited for it and can go on.",
    ]


def test_giving_a_task_says_when_its_owner_hears(world: World, task: Task) -> None:
    """The hold of the workspace is said, for that long nobody knows."""
    view = _do(world, "jon", "assign", Assign(task.id, world.people["tom"]))
    assert lines(view.lines) == [
        "T-1 Renew the certificate goes to Tom.",
        "I'll tell Tom in a minute.",
    ]


def test_out_of_hours_the_new_owner_hears_in_the_morning(world: World, task: Task) -> None:
    """Nobody is told at night."""
    world.later(hours=12)
    view = _do(world, "jon", "assign", Assign(task.id, world.people["tom"]))
    assert lines(view.lines)[1] == "I'll tell Tom <Tue 09:00>, when the working day begins."


def test_urgent_tasks_are_told_at_once(world: World) -> None:
    """Nothing holds what is urgent."""
    task = world.add(priority=Priority.URGENT, due=FRIDAY)
    view = _do(world, "jon", "assign", Assign(task.id, world.people["tom"]))
    assert lines(view.lines)[1] == "I'm telling Tom now."


def test_who_claims_a_task_without_a_date_is_asked_for_one(world: World) -> None:
    """Three quick answers, one of them no date on purpose."""
    task = world.add(owner=None)
    view = _do(world, "tom", "claim", Claim(task.id))
    assert lines(view.lines) == [
        "T-1 Renew the certificate is yours now.",
        "No date yet. When is it due?",
    ]
    assert labels(view.buttons) == ["Today", "This week", "Next week", "No date on purpose", "Undo"]


def test_a_new_date_is_said_absolute_and_relative(world: World, task: Task) -> None:
    """And that the requester reads of it."""
    due = Due(datetime(2026, 12, 1, 12, tzinfo=UTC), "Europe/London", has_time=True)
    view = _do(world, "maria", "due", SetDue(task.id, due, "waiting for access"))
    assert lines(view.lines) == [
        "T-1 Renew the certificate is due Tue 1 Dec 12:00 (in 8 days).",
        TOLD,
    ]


def test_no_date_on_purpose_is_a_date_to_talk_about(world: World, task: Task) -> None:
    """Who asked for it takes the date away: nobody else is named."""
    view = _do(world, "jon", "due", SetDue(task.id, None))
    assert lines(view.lines) == [
        "T-1 Renew the certificate has no date, on purpose. I won't ask for one."
    ]


def test_handing_back_says_where_it_goes(world: World, task: Task) -> None:
    """The first time the requester, the second time the lead."""
    view = _do(world, "maria", "decline", Decline(task.id))
    assert lines(view.lines)[1] == "Jon, who asked for it, can give it to somebody."
    world.do("jon", Assign(task.id, world.people["tom"]))
    view = _do(world, "tom", "decline", Decline(task.id))
    assert lines(view.lines)[1] == "As it came back twice, I ask the lead who takes it."


def test_leaving_open_offers_to_take_it(world: World, task: Task) -> None:
    """Whoever leaves it open may still take it."""
    view = _do(world, "jon", "leave_open", LeaveOpen(task.id))
    assert verbs(view.buttons) == ["claim", "undo"]


def test_a_helper_is_asked_in_working_hours(world: World, task: Task) -> None:
    """Who can help is named."""
    view = _do(world, "maria", "block", Block(task.id, "needs rights", world.people["tom"]))
    assert lines(view.lines) == [
        "T-1 Renew the certificate is blocked.",
        "I'm asking Tom for help, in working hours. What comes of it you read in your next "
        "brief; a no, at once.",
    ]


def test_without_a_helper_one_is_asked_for(world: World, task: Task) -> None:
    """The button leads to the form that names one."""
    view = _do(world, "maria", "block", Block(task.id, "needs rights"))
    assert lines(view.lines)[1] == "Nobody is asked for help yet. Who can help?"
    assert labels(view.buttons) == ["Name who can help", "Undo"]


def test_waiting_for_somebody_outside_says_when_it_is_looked_at(world: World, task: Task) -> None:
    """The check date is the owner's own."""
    block = Block(task.id, "", None, "ACME", date(2026, 11, 27))
    assert lines(_do(world, "maria", "block", block).lines) == [
        "T-1 Renew the certificate waits for ACME.",
        "I'll ask you on Fri 27 Nov whether the answer has come.",
    ]


def test_a_promise_asks_until_when(world: World, task: Task) -> None:
    """Unanswered it runs one working day; each quick answer keeps the promise."""
    world.do("maria", Block(task.id, "needs rights", world.people["tom"]))
    view = _do(world, "tom", "promise", PromiseHelp(task.id))
    assert lines(view.lines) == [
        "Thanks. Until when?",
        "Without an answer I'll check with you <Tue 09:01>, not before.",
    ]
    assert labels(view.buttons) == ["Today", "Tomorrow 12:00", "Pick a time", "Undo"]
    assert [(t.verb, t.value) for t in tokens(view.buttons)[:3]] == [
        ("promise", "today"), ("promise", "tomorrow"), ("promise_pick", ""),
    ]  # fmt: skip


def test_a_promise_with_a_time_is_taken_as_it_is(world: World, task: Task) -> None:
    """Nothing is asked again."""
    world.do("maria", Block(task.id, "needs rights", world.people["tom"]))
    until = world.now + timedelta(hours=4)
    view = _do(world, "tom", "promise", PromiseHelp(task.id, until))
    assert lines(view.lines) == ["Thanks. I'll check with you <Mon 13:00>, not before."]


def test_the_helper_can_pass_it_on(world: World, task: Task) -> None:
    """Somebody else is asked, or the helper is asked whom."""
    world.do("maria", Block(task.id, "needs rights", world.people["tom"]))
    view = _do(world, "tom", "decline_help", DeclineHelp(task.id, world.people["ana"]))
    assert lines(view.lines) == ["Thanks. I'm asking Ana."]


def test_help_given_asks_the_owner(world: World, task: Task) -> None:
    """Only the owner's yes unblocks, and the helper reads so."""
    world.do("maria", Block(task.id, "needs rights", world.people["tom"]))
    view = _do(world, "tom", "give_help", GiveHelp(task.id))
    assert lines(view.lines) == ["Thanks. I'm asking Maria whether T-1 can go on."]


def test_accepting_tells_who_did_it(world: World) -> None:
    """In the brief, for it asks nothing."""
    task = world.add(criteria=("records answer",))
    world.do("maria", Finish(task.id))
    view = _do(world, "jon", "accept", Accept(task.id, confirmed=True))
    assert lines(view.lines) == [
        "T-1 Renew the certificate is checked and closed.",
        "Maria reads it in the next morning brief.",
    ]


def test_sending_back_tells_who_reads_what_is_missing(world: World) -> None:
    """No word of rejection."""
    task = world.add(criteria=("records answer",))
    world.do("maria", Finish(task.id))
    view = _do(world, "jon", "send_back", SendBack(task.id, "TTL is still 5 min"))
    assert lines(view.lines) == [
        "T-1 Renew the certificate is open again, with your words.",
        "Maria reads what is missing.",
    ]


def test_the_last_criterion_asks_whether_it_is_done(world: World) -> None:
    """All of them hold: Done is one press away."""
    task = world.add(criteria=("records answer", "TTL back"))
    view = _do(world, "maria", "criterion", TickCriterion(task.id, 0, True))
    assert lines(view.lines) == ["1 of 2 criteria of T-1 Renew the certificate hold."]
    view = _do(world, "maria", "criterion", TickCriterion(task.id, 1, True))
    assert verbs(view.buttons) == ["done", "undo"]


@pytest.mark.parametrize(
    ("key", "build", "said_"),
    [
        (
            "start", Start,
            "T-1 Renew the certificate is in progress. I'll ask only if it goes quiet.",
        ),
        ("drop", lambda t: Drop(t, "customer left"), "T-1 Renew the certificate is dropped."),
        (
            "priority", lambda t: SetPriority(t, Priority.HIGH),
            "T-1 Renew the certificate has high priority now.",
        ),
        (
            "not_now", lambda t: NotNow(t, date(2026, 11, 30)),
            "T-1 Renew the certificate starts on Mon 30 Nov. I won't ask before.",
        ),
    ],
)  # fmt: skip
def test_small_acts_are_confirmed(world: World, task: Task, key: str, build, said_: str) -> None:  # noqa: ANN001
    """One line says what holds now."""
    assert lines(_do(world, "maria", key, build(task.id)).lines)[0] == said_


def test_what_the_requester_reads_is_announced(world: World, task: Task) -> None:
    """Dropping a task of somebody else's tells that person."""
    assert lines(_do(world, "maria", "drop", Drop(task.id, "customer left")).lines)[1] == TOLD


def test_all_fine_says_until_when(world: World, task: Task) -> None:
    """And there is nothing to undo."""
    world.do("maria", Start(task.id))
    view = _do(world, "maria", "all_fine", AllFine(task.id))
    assert lines(view.lines) == ["Good. I won't ask about T-1 before <Thu 09:01>."]
    assert view.buttons == ()


def test_reopened_and_going_on(world: World) -> None:
    """Opening again and going on are one line each."""
    task = world.add("maria", "maria")
    world.do("maria", Block(task.id, "x"))
    assert lines(_do(world, "maria", "unblock", Unblock(task.id)).lines) == [
        "T-1 Renew the certificate can go on."
    ]
    world.do("maria", Finish(task.id))
    assert lines(_do(world, "maria", "reopen", Reopen(task.id)).lines) == [
        "T-1 Renew the certificate is open again."
    ]


def test_waiting_names_what_is_waited_for(world: World, task: Task) -> None:
    """And who hears when the way is free."""
    later = world.add(title="Cut-over")
    world.do("jon", WaitFor(later.id, (task.id,)))
    assert lines(_said(world, "jon", "after", later).lines) == [
        "T-2 Cut-over waits for T-1 now.",
        "Maria hears from me when the way is free.",
    ]


def test_where_nothing_changed_that_is_said() -> None:
    """Undo of what nobody sees is still answered."""
    reader = Reader("UTC", "en-GB", datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert lines(said_nothing("undo", reader).lines) == ["Taken back."]
    assert lines(said_nothing("edit", reader).lines) == ["Nothing had to change."]


def test_a_greeting_gets_three_lines_with_one_example() -> None:
    """Never silence."""
    reader = Reader("UTC", "en-GB", datetime(2026, 11, 23, 9, tzinfo=UTC))
    view = greeting(reader)
    assert len(view.lines) == 3
    assert sum("/task add" in line for line in lines(view.lines)) == 1


def test_one_person_please(world: World, task: Task) -> None:
    """A group is answered with the picker, a shared name with its people."""
    view = screen(world, "jon", lambda w, r, p: choose_person(w, task, "ops", (), r, p))
    assert lines(view.lines) == ["ops is a group. One person, please:"]
    assert labels(view.buttons) == ["Choose somebody"]
    both = (world.people["maria"], world.people["tom"])
    view = screen(world, "jon", lambda w, r, p: choose_person(w, task, "m", both, r, p))
    assert labels(view.buttons) == ["Ask Maria", "Ask Tom"]


def test_many_tasks_are_one_list_with_one_undo(world: World) -> None:
    """Each owner is told once, and what nobody has is counted."""
    drafts = (
        Draft("Backup", owner=world.people["maria"]),
        Draft("Restore", owner=world.people["maria"]),
        Draft("Rotate keys"),
    )
    made = [changed.task.id for changed in world.do("jon", AddMany(drafts))]
    view = screen(world, "jon", lambda w, r, p: added_list(w, made, r, p, cause="k"))
    assert words(view.title) == "3 tasks added"
    assert [line.title for line in view.sections[0].lines] == ["Backup", "Restore", "Rotate keys"]
    assert lines(view.footer) == ["I'll tell Maria in a minute.", "1 waits for an owner."]
    assert verbs(view.buttons) == ["undo", "my_list"]


def test_a_project_says_how_it_follows_up(world: World) -> None:
    """After opening one: its #word, its ladder, and whether it posts in the channel."""
    intent = OpenProject("infra", "Infra migration", home=world.channel)
    number = world.do("ana", intent).project.id
    view = screen(world, "ana", lambda w, r, p: project_said(w, "project_new", number, r, p))
    said_ = lines(view.lines)
    assert said_[0] == "Infra migration (#infra) is open. Tasks join it with #infra."
    assert said_[2] == "It lives in #general. I don't post there about tasks that need help."
    assert labels(view.buttons) == ["Change", "Post here when needed"]
    world.do("ana", SetDigest(number, datetime(2026, 11, 23, 9, tzinfo=UTC).time(), "UTC"))
    view = screen(world, "ana", lambda w, r, p: project_said(w, "project_digest", number, r, p))
    assert lines(view.lines) == [
        "Infra migration (#infra) has its digest in the channel at 09:00 (UTC)."
    ]


def test_a_projects_page_says_what_is_missing(world: World) -> None:
    """Each gap comes with what to type."""
    number = world.do("ana", OpenProject("infra", "Infra migration")).project.id
    world.add(project=number, due=FRIDAY)

    def page(work, r, p):  # noqa: ANN001, ANN202
        found = work.projects(world.context("ana").audience).get(number)
        return project_page(work, found, r, p)

    view = screen(world, "ana", page)
    said_ = lines(view.lines)
    assert "Nobody has said why yet: /project set #infra why client A moves on 30 Nov" in said_
    assert "1 task is open." in said_
    assert any("/project set #infra home here" in line for line in said_)
