"""Message 2, the live card, and everything about a task in private."""

from datetime import UTC, datetime

import pytest

from core.kernel.audience import ForPerson, InPlace
from core.kernel.refs import PostId
from core.links.commands import WaitFor
from core.screens.cards import card, details
from core.screens.views import Card, Details, RetiredCard
from core.tasks.commands import Accept, AddNote, Assign, Drop, Finish, SetDue, Snooze, Start
from core.tasks.commands_blocking import Block, PromiseHelp
from core.tasks.model import Due, Priority, Status, Task
from tests.screens.reading import labels, lines, screen, tokens, verbs, words
from tests.support.worlds import World

THURSDAY = Due(datetime(2026, 11, 26, 17, tzinfo=UTC), "Europe/London", has_time=True)
FRIDAY = Due(datetime(2026, 11, 27, 17, tzinfo=UTC), "Europe/London")


def _card(world: World, task: Task) -> Card:
    view = _shown(world, task)
    assert isinstance(view, Card)
    return view


def _shown(world: World, task: Task) -> Card | RetiredCard:
    audience = InPlace(world.channel)
    return screen(world, "jon", lambda work, r, p: card(work, task, audience, r, p))


def _details(world: World, task: Task, who: str = "maria") -> Details:
    return screen(world, who, lambda work, r, p: details(work, task, r, p))


def test_a_card_shows_what_matters(world: World) -> None:
    """Owner, date, priority, criteria and what waits stand on the card."""
    task = world.add(due=THURSDAY, priority=Priority.HIGH, criteria=("records answer", "TTL back"))
    later = world.add(title="Cut over", due=FRIDAY)
    world.do("jon", WaitFor(later.id, (task.id,)))
    facts = _card(world, task).facts
    assert (facts.line.handle, facts.line.title) == ("T-1", "Renew the certificate")
    assert facts.line.owner is not None and facts.line.owner.name == "Maria"
    assert facts.line.due is not None and facts.line.due.has_time
    assert facts.line.priority is Priority.HIGH
    assert facts.criteria == (("records answer", False), ("TTL back", False))
    assert facts.line.waiting == ("T-2",)
    assert [line.title for line in facts.waited_by] == ["Cut over"]


def test_a_card_to_work_on_offers_done_and_blocked(world: World) -> None:
    """The likeliest answers are shown; the rest stands behind More."""
    task = world.add(due=THURSDAY)
    view = _card(world, task)
    assert labels(view.buttons) == ["Done", "Blocked"]
    assert labels(view.more) == [
        "I'm on it", "New date", "Priority", "Give to somebody", "Not mine", "Note", "History",
        "Drop", "Why this?",
    ]  # fmt: skip
    world.do("maria", Start(task.id))
    assert "start" not in verbs(_card(world, task).more)


def test_a_card_without_an_owner_is_claimed(world: World) -> None:
    """What nobody has is taken or given."""
    task = world.add(owner=None)
    assert labels(_card(world, task).buttons) == ["I'll take it", "Give to somebody"]


def test_a_blocked_card_says_who_is_on_it(world: World) -> None:
    """Reason, since when, helper and promise stand on the card; the way free is one press."""
    task = world.add(due=THURSDAY)
    world.do("maria", Block(task.id, "firewall access", world.people["tom"]))
    until = datetime(2026, 11, 25, 12, tzinfo=UTC)
    world.do("tom", PromiseHelp(task.id, until))
    view = _card(world, task)
    blocker = view.facts.blocker
    assert blocker is not None and blocker.helper is not None
    assert (blocker.reason, blocker.since) == ("firewall access", world.now)
    assert (blocker.helper.name, blocker.promised_until) == ("Tom", until)
    assert verbs(view.buttons) == ["unblock", "block", "done"]


def test_a_card_in_review_is_accepted_or_sent_back(world: World) -> None:
    """Who checks decides; the owner's buttons are gone."""
    task = world.add(due=THURSDAY, criteria=("records answer",))
    world.do("maria", Finish(task.id))
    view = _card(world, task)
    assert labels(view.buttons) == ["Accept", "Send back ..."]
    assert view.facts.verifier is not None and view.facts.verifier.name == "Jon"


def test_a_closed_card_can_only_be_reopened(world: World) -> None:
    """Done is done: nothing else is offered."""
    task = world.add(due=THURSDAY, criteria=("records answer",))
    world.do("maria", Finish(task.id))
    world.do("jon", Accept(task.id, confirmed=True))
    view = _card(world, task)
    assert (labels(view.buttons), view.more) == (["Reopen"], ())
    assert (view.facts.line.status, view.facts.line.checked) == (Status.DONE, True)


def test_a_dropped_card_is_one_line(world: World) -> None:
    """What was dropped keeps one line, with the way back."""
    task = world.add(due=THURSDAY)
    world.do("jon", Drop(task.id))
    view = _shown(world, task)
    assert isinstance(view, RetiredCard)
    assert words(view.line) == (
        "T-1 Renew the certificate was dropped. To bring it back: /task reopen T-1"
    )


def test_a_card_that_the_place_may_not_show_tells_nothing(world: World) -> None:
    """A task that became private leaves a line without its title."""
    task = world.add(place=world.private, due=THURSDAY)
    view = _shown(world, task)
    assert isinstance(view, RetiredCard)
    assert words(view.line) == "T-1 isn't shown here any more."


def test_the_former_owner_reads_who_has_it(world: World) -> None:
    """In direct messages a card of a task given on becomes one line."""
    task = world.add(due=THURSDAY)
    world.do("jon", Assign(task.id, world.people["tom"]))
    audience = ForPerson(world.people["maria"])
    view = screen(world, "maria", lambda work, r, p: card(work, task, audience, r, p))
    assert isinstance(view, RetiredCard)
    assert words(view.line) == "T-1 Renew the certificate is with Tom now."


def test_a_card_never_names_what_the_place_may_not_see(world: World) -> None:
    """A private task that waits is not counted on a card in the open."""
    task = world.add(due=THURSDAY)
    hidden = world.add(title="Secret cut over", place=world.private)
    world.do("jon", WaitFor(hidden.id, (task.id,)), world.private)
    facts = _card(world, task).facts
    assert (facts.line.waiting, facts.waited_by) == ((), ())
    assert "Secret" in str(_details(world, task).facts.waited_by)


def test_the_post_that_carries_a_button_is_in_its_token(world: World) -> None:
    """A press on a card tells which message it was."""
    task = world.add(due=THURSDAY)
    audience = InPlace(world.channel)
    view = screen(world, "jon", lambda work, r, p: card(work, task, audience, r, p, PostId(77)))
    assert isinstance(view, Card)
    assert {token.post for token in tokens((*view.buttons, *view.more))} == {77}


def test_details_tell_what_happened_newest_first(world: World) -> None:
    """Names, dates and words of people stand in the history."""
    task = world.add(due=THURSDAY)
    world.later(minutes=5)
    world.do("jon", SetDue(task.id, FRIDAY, "waiting for access"))
    world.later(minutes=5)
    world.do("maria", AddNote(task.id, "Cut over at 14:10"))
    history = _details(world, task).history
    assert lines([line.words for line in history]) == [
        "Maria wrote: Cut over at 14:10",
        "Jon set the date to Fri 27 Nov, end of day. waiting for access",
        "Jon added it.",
    ]


def test_when_somebody_wants_to_be_asked_is_nobodys_business(world: World) -> None:
    """A snooze stands in no history."""
    task = world.add(due=THURSDAY)
    until = datetime(2026, 11, 24, 9, tzinfo=UTC)
    world.work(lambda work: _snooze(work, world, task, until))
    assert lines([line.words for line in _details(world, task).history]) == ["Jon added it."]


def test_the_history_says_who_closed_a_task_of_their_own(world: World) -> None:
    """One's own to-do closes by its owner's word; "without a check" is for what nobody checked."""
    own = world.add("maria", owner="maria")
    world.do("maria", Finish(own.id))
    told = lines([line.words for line in _details(world, own).history])
    assert told[0] == "Maria said it is done, and it closed."


def _snooze(work: object, world: World, task: Task, until: datetime) -> None:
    from core.tasks import service

    service.SERVICES[Snooze](work, Snooze(task.id, until), world.context("maria"))


def test_details_tick_criteria(world: World) -> None:
    """Each criterion can be ticked, and a ticked one taken back."""
    task = world.add(criteria=("records answer", "TTL back"))
    more = _details(world, task).more
    ticks = [(t.verb, t.value) for t in tokens(more) if t.verb == "criterion"]
    assert ticks == [("criterion", "0:1"), ("criterion", "1:1")]


@pytest.mark.parametrize("who", ["maria", "tom"])
def test_the_name_of_a_private_place_is_for_its_people(world: World, who: str) -> None:
    """Somebody who takes part without being there does not learn the channel's name."""
    task = world.add(place=world.private, due=THURSDAY)
    world.do("jon", Assign(task.id, world.people["tom"], confirmed=True), world.private)
    world.do("jon", Block(task.id, "needs Maria", world.people["maria"]), world.private)
    place = _details(world, task, who).facts.visible_in
    assert place is not None and place.private
    assert place.name == ("secret" if who == "maria" else "")
