"""Messages 3, 4, 5 and 7: what, ask, what next; the last line announces every step."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from core.followup import service as followup
from core.followup.model import Manner, Notice, NoticeKind, Wanted, to_person
from core.kernel.refs import PostId, ProjectId, project_ref, task_ref
from core.links.commands import WaitFor
from core.people.model import Role
from core.projects.commands import SetDigest
from core.projects.service import open_by_word
from core.reactions import react
from core.screens.asks import bundle
from core.screens.views import Ask, AskKind
from core.tasks.commands import Finish, SendBack, SetDue, Start, TickCriterion
from core.tasks.commands_blocking import Block, GiveHelp, PromiseHelp
from core.tasks.model import Due, Task
from tests.screens.following import again, ask, asked, owed, say, until
from tests.screens.reading import labels, lines, screen, tokens, verbs, words
from tests.support.worlds import World

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = Due(datetime(2026, 11, 23, 17, tzinfo=UTC), "Europe/London", has_time=True)
FRIDAY = Due(datetime(2026, 11, 27, 17, tzinfo=UTC), "Europe/London")


@pytest.fixture
def late(world: World) -> Task:
    """Maria's task, due on Monday at 17:00, that another one waits for."""
    task = world.add(title="Migrate DNS", due=TODAY)
    cut_over = world.add(title="Cut-over", due=FRIDAY)
    world.do("jon", WaitFor(cut_over.id, (task.id,)))
    world.do("maria", Start(task.id))
    return task


def _stuck(world: World, **settings: object) -> Task:
    """A blocked task of a project that may speak in its channel; Tom can help."""
    project = world.project(home=world.channel, speaks=True, **settings)
    task = world.add(title="Migrate DNS", due=FRIDAY, project=project)
    world.later(minutes=30)
    world.do("maria", Start(task.id))
    world.do("maria", Block(task.id, "FW-118 needs admin rights", world.people["tom"]))
    return task


def test_people_of_other_organisations_get_the_buttons_that_are_theirs(
    world: World, late: Task
) -> None:
    """No note and nobody else to give it to: these would refuse them."""
    maria = world.work(lambda work: work.people.person(world.people["maria"]))
    assert maria is not None
    outside = replace(maria, role=Role.EXTERNAL)
    world.work(lambda work: work.people.save_person(outside))
    it = ask(world, "maria", until(world, late.id, NoticeKind.OVERDUE))
    assert labels(it.buttons) == ["Done", "Something's in the way", "New date"]
    assert "Note" not in labels(it.more) and "Not mine" in labels(it.more)


def test_past_its_date(world: World, late: Task) -> None:
    """Message 3: question, what waits, three answers, and who is told next."""
    it = ask(world, "maria", until(world, late.id, NoticeKind.OVERDUE))
    assert it.kind is AskKind.OVERDUE
    assert lines(it.words) == [
        "T-1 Migrate DNS was due Mon 23 Nov 17:00 (yesterday). How is it?",
        "T-2 Cut-over waits for it.",
    ]
    assert labels(it.buttons) == ["Done", "Something's in the way", "New date"]
    assert labels(it.more) == [
        "Ask me tomorrow", "Ask me in an hour", "Ask me on Monday", "Not mine", "Note", "Details",
    ]  # fmt: skip
    assert words(it.next) == (
        "No answer is fine today. <Wed 09:00> I'll ask again and tell Jon it is still open."
    )


def test_of_my_own_late_task_nobody_else_hears(world: World) -> None:
    """Who asked for it is its owner: the next question is theirs alone."""
    task = world.add("maria", "maria", due=TODAY)
    world.do("maria", Start(task.id))
    it = ask(world, "maria", until(world, task.id, NoticeKind.OVERDUE))
    assert words(it.next).endswith("I'll ask again. Only you see this.")


def test_an_answered_question_is_one_line(world: World, late: Task) -> None:
    """A new date takes the place of the buttons, with how it stands."""
    notice = until(world, late.id, NoticeKind.OVERDUE)
    say(world, [notice])
    world.do("maria", SetDue(late.id, FRIDAY))
    world.work(lambda w: followup.answer(w, task_ref(late.id), None, world.now))
    it = ask(world, "maria", again(world, notice))
    assert words(it.answered) == (
        "T-1 Migrate DNS: answered. It is due Fri 27 Nov, end of day (in 3 days)."
    )


def test_what_somebody_else_settled_is_one_line(world: World, late: Task) -> None:
    """Done in another place: the question asks nothing any more."""
    notice = until(world, late.id, NoticeKind.OVERDUE)
    say(world, [notice])
    world.do("maria", Finish(late.id))
    it = ask(world, "maria", again(world, notice))
    assert words(it.answered) == "T-1 Migrate DNS is done and waits for a check."


def test_a_replaced_message_points_to_the_newer_one(world: World, late: Task) -> None:
    """The old message keeps one line without a question."""
    notice = until(world, late.id, NoticeKind.OVERDUE)
    maria = world.people["maria"]
    view = screen(
        world, "maria", lambda w, r, p: bundle(w, maria, [notice], r, p, PostId(5), retired=True)
    )
    assert view is not None
    assert words(view.asks[0].answered) == "T-1 Migrate DNS: I asked again in a newer message."


def test_what_was_no_question_was_not_asked_before(world: World, late: Task) -> None:
    """The message that a task is somebody's, when a newer one about it came."""
    notice = until(world, late.id, NoticeKind.OVERDUE)
    notice = replace(notice, wanted=replace(notice.wanted, kind=NoticeKind.ASSIGNED))
    maria = world.people["maria"]
    view = screen(
        world, "maria", lambda w, r, p: bundle(w, maria, [notice], r, p, PostId(5), retired=True)
    )
    assert view is not None
    assert words(view.asks[0].answered) == "T-1 Migrate DNS: a newer message of mine says more."


def test_the_second_question_says_who_is_asked_next(world: World, late: Task) -> None:
    """Without a project's channel the next step is the lead's, by name."""
    it = ask(world, "maria", until(world, late.id, NoticeKind.OVERDUE_AGAIN))
    assert lines(it.words)[0].startswith("T-1 Migrate DNS was due Mon 23 Nov 17:00 (2 days ago)")
    assert words(it.next) == (
        "Without an answer I'll ask Jon how to go on: <Fri 09:00>. Nobody else sees it."
    )


def test_the_requester_reads_that_it_is_open(world: World, late: Task) -> None:
    """Who asked for it is told once, and asked nothing."""
    it = ask(world, "jon", until(world, late.id, NoticeKind.OVERDUE_TOLD))
    assert it.kind is AskKind.TOLD
    assert lines(it.words) == [
        "T-1 Migrate DNS was due Mon 23 Nov 17:00 (2 days ago) and is still open. "
        "I'm asking Maria how it is."
    ]
    assert (labels(it.buttons), words(it.next)) == (
        ["Details"], "No answer is needed. Only you see this.",
    )  # fmt: skip


def test_quiet_is_not_late(world: World) -> None:
    """Message 4: the first question says that it isn't late, and that nobody else sees it."""
    task = world.add(title="Migrate DNS", due=Due(FRIDAY.at + timedelta(days=14), "Europe/London"))
    world.do("maria", Start(task.id))
    notice = until(world, task.id, NoticeKind.STALLED)
    it = ask(world, "maria", notice)
    assert it.kind is AskKind.STALLED
    assert lines(it.words) == [
        "T-1 Migrate DNS has been quiet since Mon 23 Nov. It isn't late: due Fri 11 Dec, "
        "end of day (in 15 days).",
        "Is something in the way?",
    ]
    assert labels(it.buttons) == ["All fine", "Something's in the way", "Not now"]
    assert words(it.next).startswith("Only you see this. If it stays quiet, I'll ask once more:")
    say(world, [notice])
    world.later(hours=1)
    second = until(world, task.id, NoticeKind.STALLED)
    assert ask(world, "maria", second).kind is AskKind.STALLED_AGAIN


def test_the_digest_is_announced_before_it_lists_a_quiet_task(world: World) -> None:
    """After the second question only the project's digest speaks, and not of the person."""
    project = world.project(home=world.channel)
    world.do("ana", SetDigest(project, time(9), "Europe/London"))
    it = _asked_twice(world, project)
    assert words(it.next) == (
        "Only you see this. If it stays quiet until then, the digest lists the task (not you): "
        "<Fri 09:00>."
    )


def test_without_a_digest_nothing_else_is_announced(world: World) -> None:
    """A project that posts none lists nothing."""
    it = _asked_twice(world, world.project(home=world.channel))
    assert words(it.next) == "Nothing else happens without an answer. Only you see this."


def _asked_twice(world: World, project: ProjectId) -> Ask:
    """The second question about a task that has gone quiet."""
    due = Due(FRIDAY.at + timedelta(days=14), "Europe/London")
    task = world.add(title="Migrate DNS", due=due, project=project)
    world.do("maria", Start(task.id))
    say(world, [until(world, task.id, NoticeKind.STALLED)])
    world.later(hours=1)
    return ask(world, "maria", until(world, task.id, NoticeKind.STALLED))


def test_the_helper_is_asked(world: World) -> None:
    """Message 5: what is needed, who waits, and which channel is asked next."""
    task = _stuck(world)
    it = ask(world, "tom", owed(world, task.id, NoticeKind.HELP))
    assert it.kind is AskKind.HELP
    assert lines(it.words) == [
        "Maria can't go on with T-1 Migrate DNS:",
        "FW-118 needs admin rights",
        "Maria thinks you can help.",
    ]
    assert labels(it.buttons) == ["I'll do it", "It's done", "Not me ..."]
    assert [(t.verb, t.value) for t in tokens(it.buttons)] == [
        ("promise", "ask"), ("give_help", ""), ("decline_help", ""),
    ]  # fmt: skip
    assert words(it.next) == (
        "Without an answer I'll ask in #general who can help: <Mon 13:30>. I won't mention you."
    )


def test_a_step_that_has_come_is_announced_no_more(world: World) -> None:
    """Once the channel was asked, the helper's message says so, and what follows that."""
    task = _stuck(world)
    notice = owed(world, task.id, NoticeKind.HELP)
    say(world, [notice])
    say(world, [until(world, task.id, NoticeKind.HELP_CHANNEL)])
    assert words(ask(world, "tom", again(world, notice)).next) == (
        "Meanwhile I have asked in #general who can help, and mentioned nobody. "
        "Without an answer I'll ask Ana how to go on: <Tue 09:30>. Nobody else sees it."
    )


def test_on_a_later_day_a_message_says_dates_alone(world: World, late: Task) -> None:
    """What was "yesterday" when it was sent is another day when it is drawn again."""
    notice = until(world, late.id, NoticeKind.OVERDUE)
    person = world.people["maria"]
    read = screen(
        world, "maria",
        lambda w, r, p: bundle(w, person, [notice], replace(r, later=True), p, None),
    )  # fmt: skip
    assert read is not None
    assert words(read.asks[0].words[0]) == "T-1 Migrate DNS was due Mon 23 Nov 17:00. How is it?"


def test_after_a_promise_the_line_says_until_when(world: World) -> None:
    """The helper's message becomes one line once the promise is given."""
    task = _stuck(world)
    notice = owed(world, task.id, NoticeKind.HELP)
    say(world, [notice])
    world.do("tom", PromiseHelp(task.id, MONDAY + timedelta(days=2, hours=3)))
    world.work(lambda w: followup.answer(w, task_ref(task.id), world.people["tom"], world.now))
    assert words(ask(world, "tom", again(world, notice)).answered) == (
        "T-1 Migrate DNS: Tom is on it, until <Wed 12:00>."
    )


def test_a_promise_come_due_asks_once(world: World) -> None:
    """At the promised moment the helper reads: is the way free now?"""
    task = _stuck(world)
    say(world, [owed(world, task.id, NoticeKind.HELP)])
    world.do("tom", PromiseHelp(task.id, MONDAY + timedelta(hours=3)))
    it = ask(world, "tom", until(world, task.id, NoticeKind.HELP_CHECK))
    assert lines(it.words)[0] == (
        "You wanted to help Maria with T-1 Migrate DNS. Is the way free now?"
    )
    assert labels(it.buttons) == ["It's done", "Pick a time", "Not me ..."]


def test_only_the_owners_yes_unblocks(world: World) -> None:
    """When the helper is done the owner is asked, and can say no."""
    task = _stuck(world)
    world.do("tom", GiveHelp(task.id))
    it = ask(world, "maria", owed(world, task.id, NoticeKind.CAN_GO_ON))
    assert lines(it.words)[0] == "T-1 Migrate DNS: Tom says the way is free. Can you go on?"
    assert verbs(it.buttons) == ["unblock", "still_blocked"]


def test_who_asked_checks(world: World) -> None:
    """Message 7: the criteria, the owner's note, Accept and Send back, one reminder announced."""
    task = world.add(title="Migrate DNS", due=FRIDAY, criteria=("Records answer", "TTL is 1 h"))
    world.do("maria", Start(task.id))
    world.do("maria", Finish(task.id, "Cut over at 14:10, ticket 8812"))
    it = ask(world, "jon", owed(world, task.id, NoticeKind.VERIFY))
    assert it.kind is AskKind.VERIFY
    assert lines(it.words) == [
        "Maria says T-1 Migrate DNS is done. You asked for it.",
        "Please check:",
        "Maria: “Cut over at 14:10, ticket 8812”",
    ]
    assert it.facts.criteria == (("Records answer", False), ("TTL is 1 h", False))
    assert labels(it.buttons) == ["Accept", "Send back ...", "Ask somebody else"]
    assert words(it.next) == (
        "It stays open until it's checked. I'll remind you once: <Tue 09:00>."
    )


def test_a_check_is_ticked_on_its_message(world: World) -> None:
    """A tick is no answer: the question stays with its buttons, and says what it said of later."""
    task = world.add(title="Migrate DNS", due=FRIDAY, criteria=("Records answer", "TTL is 1 h"))
    world.do("maria", Start(task.id))
    world.do("maria", Finish(task.id))
    notice = owed(world, task.id, NoticeKind.VERIFY)
    say(world, [notice])
    before = ask(world, "jon", again(world, notice))
    assert labels(before.ticks) == ["☐ Records answer", "☐ TTL is 1 h"]
    world.later(minutes=5)
    change = world.do("jon", TickCriterion(task.id, 0, met=True))
    world.work(lambda w: react(w, change.events, world.context("jon")))
    after = ask(world, "jon", again(world, notice))
    assert labels(after.ticks) == ["☑ Records answer", "☐ TTL is 1 h"]
    assert (after.answered, after.next) == ((), before.next)


def test_without_criteria_it_closes_by_itself(world: World) -> None:
    """A check that nobody must make says when it is given up."""
    task = world.add(title="Migrate DNS", due=FRIDAY)
    world.do("maria", Start(task.id))
    world.do("maria", Finish(task.id))
    it = ask(world, "jon", owed(world, task.id, NoticeKind.VERIFY))
    assert "Please have a look." in lines(it.words)
    assert words(it.next).startswith("Without an answer it closes as done, not checked:")


def test_the_owner_reads_what_is_missing(world: World) -> None:
    """Sent back is news with the checker's words, and the work goes on from it."""
    task = world.add(title="Migrate DNS", due=FRIDAY, criteria=("TTL is 1 h",))
    world.do("maria", Finish(task.id))
    world.do("jon", SendBack(task.id, "TTL is still 5 min"))
    notice = _told(world, task, NoticeKind.SENT_BACK, "maria")
    it = ask(world, "maria", notice)
    assert lines(it.words) == [
        "Jon looked at T-1 Migrate DNS. Back to you, with this:",
        "TTL is still 5 min",
    ]
    assert verbs(it.buttons) == ["done", "block", "show"]
    assert not it.answered


def _told(world: World, task: Task, kind: NoticeKind, who: str) -> Notice:
    wanted = Wanted(
        task_ref(task.id), kind, world.now.isoformat(), to_person(world.people[who]),
        Manner.NOW, world.now,
    )  # fmt: skip
    notice = world.work(lambda work: followup.owe(work, wanted, world.now))
    assert notice is not None
    return notice


def test_who_is_given_a_task_needs_no_answer(world: World) -> None:
    """The news of a task names who asks, and what comes next."""
    task = world.add(title="Migrate DNS", due=FRIDAY)
    it = ask(world, "maria", owed(world, task.id, NoticeKind.ASSIGNED))
    assert lines(it.words) == [
        "T-1 Migrate DNS is yours now. Jon asks for it.",
        "It is due Fri 27 Nov, end of day (in 4 days).",
    ]
    assert labels(it.buttons) == ["I'm on it", "New date", "Not mine"]
    assert words(it.next).startswith("No answer is needed.")


def test_the_lead_decides(world: World) -> None:
    """What stays open comes to the lead with another owner, a new date, or dropping it."""
    project = world.project()
    task = world.add(title="Migrate DNS", due=TODAY, project=project)
    world.do("maria", Start(task.id))
    it = ask(world, "ana", until(world, task.id, NoticeKind.OVERDUE_LEAD))
    assert it.kind is AskKind.DECISION
    assert labels(it.buttons) == ["Give to somebody", "New date", "Split ...", "Drop"]


def _loaded(world: World, **settings: object) -> Task:
    """Ana leads; of her team Tom has two tasks this week, of which one is private; Jon has none."""
    project = world.project(**settings)
    task = world.add(title="Migrate DNS", due=TODAY, project=project)
    world.add("jon", "tom", due=FRIDAY, project=project)
    world.add("jon", "jon", world.private, due=FRIDAY, project=project)
    world.add("jon", "jon", project=project)
    world.do("maria", Start(task.id))
    return task


def test_a_decision_says_what_each_of_the_team_has_to_do(world: World) -> None:
    """Names in order, with what is due in five working days; the owner is not among them."""
    it = ask(world, "ana", until(world, _loaded(world).id, NoticeKind.OVERDUE_LEAD))
    assert lines(it.words)[-1] == "Open tasks due by Fri 4 Dec: Ada 0, Ana 0, Jon 0, Tom 1."


def test_an_old_blocker_is_decided_like_a_late_task(world: World) -> None:
    """After five working days without a promise the lead gets the same three answers."""
    project = world.project()
    task = world.add(title="Migrate DNS", project=project)
    world.do("maria", Start(task.id))
    world.do("maria", Block(task.id, "FW-118 needs admin rights", world.people["tom"]))
    first = ask(world, "ana", until(world, task.id, NoticeKind.HELP_LEAD))
    assert labels(first.buttons)[0] == "Name who can help"
    say(world, [until(world, task.id, NoticeKind.HELP_LEAD)])
    world.later(hours=1)
    old = ask(world, "ana", until(world, task.id, NoticeKind.HELP_LEAD))
    assert lines(old.words)[0].endswith("What shall become of it?")
    assert labels(old.buttons) == ["Give to somebody", "New date", "Split ...", "Drop"]


def test_one_ask_for_each_task_the_most_pressing_first(world: World, late: Task) -> None:
    """A bundle asks once of a task, and help for others comes before one's own dates."""
    overdue = until(world, late.id, NoticeKind.OVERDUE)
    assigned = _told(world, late, NoticeKind.ASSIGNED, "maria")
    other = world.add("jon", "jon", title="Backup")
    world.do("jon", Block(other.id, "needs a key", world.people["maria"]))
    helping = owed(world, other.id, NoticeKind.HELP)
    view = asked(world, "maria", [assigned, overdue, helping])
    assert [it.kind for it in view.asks] == [AskKind.HELP, AskKind.OVERDUE]
    assert lines(view.asks[1].words)[-1] == "T-1 Migrate DNS is yours now. Jon asks for it."


def test_nothing_left_is_no_message(world: World) -> None:
    """A person who sees none of the tasks any more gets no bundle."""
    task = world.add(title="Secret", place=world.private, due=TODAY)
    notice = _told(world, task, NoticeKind.FREE, "tom")
    tom = world.people["tom"]
    found = screen(world, "tom", lambda w, r, p: bundle(w, tom, [notice], r, p, None))
    assert found is None


def test_a_private_task_makes_the_message_private(world: World) -> None:
    """Then no title may stand on a lock screen."""
    task = world.add(title="Secret", place=world.private, due=FRIDAY)
    view = asked(world, "maria", [owed(world, task.id, NoticeKind.ASSIGNED)])
    assert view.private


def test_the_why_button_knows_its_message(world: World, late: Task) -> None:
    """Why this? carries the post, and every answer does."""
    notice = until(world, late.id, NoticeKind.OVERDUE)
    maria = world.people["maria"]
    view = screen(world, "maria", lambda w, r, p: bundle(w, maria, [notice], r, p, PostId(9)))
    assert view is not None
    pressed = tokens((view.why, *view.asks[0].buttons, *view.asks[0].more))
    assert {token.post for token in pressed} == {9}


def test_a_new_project_asks_who_leads_it(world: World) -> None:
    """The question is about no task: a note of its own with its form."""
    opened = world.work(lambda w: open_by_word(w, "#moving", world.context("jon")).project)
    wanted = Wanted(
        project_ref(opened.id), NoticeKind.LEAD_NEEDED, "1", to_person(world.people["jon"]),
        Manner.NOW, world.now,
    )  # fmt: skip
    notice = world.work(lambda w: followup.owe(w, wanted, world.now))
    assert notice is not None
    (note,) = asked(world, "jon", [notice]).notes
    assert lines(note.lines)[1] == "Who leads it, and how firmly shall I follow up?"
    assert verbs(note.buttons) == ["project_answer"]
