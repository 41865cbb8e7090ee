"""Message 6: what stands in the channel when help or an owner is needed; never who is silent."""

from datetime import timedelta

from core.followup.model import Notice, NoticeKind
from core.kernel.audience import InPlace
from core.links.commands import WaitFor
from core.screens.asks import attention, claim_line, help_line
from core.screens.views import ClaimLine, HelpLine, Reader
from core.tasks.commands import Claim, Finish, SetDue, Start
from core.tasks.commands_blocking import PromiseHelp, Unblock
from core.tasks.model import Task
from tests.screens.following import place, until
from tests.screens.reading import labels, lines, screen, words
from tests.screens.test_asks import FRIDAY, TODAY, _stuck
from tests.support.worlds import World


def _line(world: World, task: Task, notice: Notice) -> HelpLine:
    audience = InPlace(world.channel)
    return screen(world, "ana", lambda w, r, p: help_line(w, task, notice, audience, r, p))


def test_the_channel_is_asked_for_help(world: World) -> None:
    """Message 6: since when, what is needed, what waits; nobody is named or mentioned."""
    task = _stuck(world)
    later = world.add(title="Cut-over", due=FRIDAY)
    world.do("jon", WaitFor(later.id, (task.id,)))
    notice = until(world, task.id, NoticeKind.HELP_CHANNEL)
    assert notice.wanted.recipient == place(world.channel)
    view = _line(world, world.task(task.id), notice)
    assert lines(view.words) == [
        "T-1 Migrate DNS can't go on since <Mon 09:30>.",
        "In the way: FW-118 needs admin rights",
        "Waiting for it: T-2 Cut-over, due Fri 27 Nov",
    ]
    assert labels(view.buttons) == ["I can help", "I know who", "Details", "Why this?"]
    assert not view.answered
    assert not {"Maria", "Tom"} & set(" ".join(lines(view.words)).split())


def test_after_an_answer_the_line_is_one(world: World) -> None:
    """Who helps is named, until when; and when it goes on that is all that is said."""
    task = _stuck(world)
    notice = until(world, task.id, NoticeKind.HELP_CHANNEL)
    world.do("tom", PromiseHelp(task.id, world.now + timedelta(hours=2)))
    view = _line(world, world.task(task.id), notice)
    assert words(view.answered).startswith("T-1 Migrate DNS: Tom is on it, until <")
    world.do("maria", Unblock(task.id))
    assert words(_line(world, world.task(task.id), notice).answered) == "T-1 Migrate DNS goes on."


def test_a_task_without_an_owner_is_claimed_in_the_open(world: World) -> None:
    """The claim line asks everybody, and becomes one line once it is taken."""
    project = world.project(home=world.channel, speaks=True)
    task = world.add(title="Rotate keys", owner=None, project=project)
    notice = until(world, task.id, NoticeKind.UNOWNED)
    audience = InPlace(world.channel)

    def shown() -> ClaimLine:
        held = world.task(task.id)
        return screen(world, "tom", lambda w, r, p: claim_line(w, held, notice, audience, r, p))

    assert labels(shown().buttons) == ["I'll take it", "Details", "Why this?"]
    world.do("tom", Claim(task.id))
    assert words(shown().taken) == "T-1 Rotate keys: Tom has it."


def test_the_days_message_counts() -> None:
    """How many of the day's lines are still open."""
    view = attention("2026-11-24", 1, 3)
    assert (view.day.isoformat(), view.open, view.total) == ("2026-11-24", 1, 3)


def test_what_others_wait_for_is_told_past_its_date(world: World) -> None:
    """The date and what waits, not who has it; a new date or the check ends it in one line."""
    project = world.project(home=world.channel, speaks=True)
    task = world.add(title="Migrate DNS", due=TODAY, project=project)
    later = world.add(title="Cut-over", due=FRIDAY, project=project)
    world.do("jon", WaitFor(later.id, (task.id,)))
    world.do("maria", Start(task.id))
    notice = until(world, task.id, NoticeKind.OVERDUE_CHANNEL)
    view = _line(world, world.task(task.id), notice)
    assert lines(view.words) == [
        "T-1 Migrate DNS was due Mon 23 Nov 17:00 (3 days ago).",
        "Can somebody here help to finish it?",
        "Waiting for it: T-2 Cut-over, due Fri 27 Nov",
    ]
    assert labels(view.buttons) == ["I can help", "I know who", "Details", "Why this?"]
    world.do("maria", SetDue(task.id, FRIDAY))
    answered = words(_line(world, world.task(task.id), notice).answered)
    assert answered == "T-1 Migrate DNS has a new date: Fri 27 Nov, end of day (tomorrow)."
    world.do("maria", Finish(task.id))
    answered = words(_line(world, world.task(task.id), notice).answered)
    assert answered == "T-1 Migrate DNS is done and waits for a check."


def test_a_place_reads_without_being_anybody(world: World) -> None:
    """What stands in a channel is drawn for no person."""
    task = _stuck(world)
    notice = until(world, task.id, NoticeKind.HELP_CHANNEL)
    audience, nobody = InPlace(world.channel), Reader("UTC", now=world.now)
    held = world.task(task.id)
    view = world.work(lambda w: help_line(w, held, notice, audience, nobody, "slack"))
    assert view.words and view.buttons
