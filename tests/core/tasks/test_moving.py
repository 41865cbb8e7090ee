"""The life of a task, from the asking to the check."""

import pytest

from core.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from core.kernel.events import Verb
from core.tasks.commands import (
    Accept,
    Assign,
    Claim,
    Decline,
    Drop,
    Finish,
    LeaveOpen,
    Reopen,
    SendBack,
    Start,
    TickCriterion,
)
from core.tasks.model import Status
from tests.support.worlds import World


def test_one_without_an_owner_waits_in_triage(world: World) -> None:
    """A task without an owner waits in triage."""
    assert world.add(owner=None).status is Status.TRIAGE


def test_numbers_are_dense(world: World) -> None:
    """Refused tasks take no numbers."""
    first = world.add()
    with pytest.raises(BadInput):
        world.add(title=" \u200b ")
    assert world.add().id == first.id + 1


def test_own_task_closes_at_once(world: World) -> None:
    """My own task without criteria closes on done, unchecked, and says so."""
    task = world.add("maria", "maria")
    change = world.do("maria", Finish(task.id))
    assert (change.task.status, change.task.checked) == (Status.DONE, False)
    assert change.events[0].verb is Verb.CLOSED


def test_own_task_with_criteria_waits(world: World) -> None:
    """Criteria make even my own task wait for somebody else."""
    task = world.add("maria", "maria", criteria=("It opens in Firefox",))
    assert world.do("maria", Finish(task.id)).task.status is Status.IN_REVIEW


def test_asked_by_another_waits(world: World) -> None:
    """What somebody else asked for waits for the check; the owner cannot accept it."""
    task = world.add("jon", "maria")
    assert world.do("maria", Finish(task.id)).task.status is Status.IN_REVIEW
    with pytest.raises(NotAllowed) as refused:
        world.do("maria", Accept(task.id))
    assert refused.value.fields["ids"] == (world.people["jon"],)


def test_accepting_checks(world: World) -> None:
    """The requester accepts: done and checked, every criterion met."""
    task = world.add("jon", "maria", criteria=("It opens",))
    world.do("maria", Finish(task.id))
    done = world.do("jon", Accept(task.id, confirmed=True)).task
    assert (done.status, done.checked) == (Status.DONE, True)
    assert [criterion.met for criterion in done.criteria] == [True]


def test_what_is_not_ticked_is_asked_about(world: World) -> None:
    """While a criterion is open, accepting says so; ticked one by one, it accepts."""
    task = world.add("jon", "maria", criteria=("It opens", "It closes"))
    world.do("maria", Finish(task.id))
    world.do("jon", TickCriterion(task.id, 1, met=True))
    with pytest.raises(BadInput) as asked:
        world.do("jon", Accept(task.id))
    assert (asked.value.code, asked.value.fields["met"], asked.value.fields["n"]) == (
        "criteria_open", "1", 2,
    )  # fmt: skip
    world.do("jon", TickCriterion(task.id, 0, met=True))
    assert world.do("jon", Accept(task.id)).task.checked


def test_named_verifier_alone_accepts(world: World) -> None:
    """A named verifier goes before the requester."""
    task = world.add("jon", "maria", verifier=world.people["tom"])
    world.do("maria", Finish(task.id))
    with pytest.raises(NotAllowed):
        world.do("jon", Accept(task.id))
    assert world.do("tom", Accept(task.id)).task.checked


def test_lead_checks_what_the_requester_finished(world: World) -> None:
    """Where requester and finisher are one, the lead checks."""
    project = world.project("ana")
    task = world.add("maria", "maria", project=project, criteria=("It opens",))
    world.do("maria", Finish(task.id))
    with pytest.raises(NotAllowed):
        world.do("tom", Accept(task.id))
    assert world.do("ana", Accept(task.id, confirmed=True)).task.checked


def test_strict_project_always_checks(world: World) -> None:
    """A strict project names a checker even for one's own task."""
    project = world.project("ana", strict=True)
    task = world.add("maria", "maria", project=project)
    done = world.do("maria", Finish(task.id)).task
    assert (done.status, done.checker) == (Status.IN_REVIEW, world.people["ana"])


def test_send_back(world: World) -> None:
    """Sent back, it is in progress again and nobody has finished it."""
    task = world.add()
    world.do("maria", Finish(task.id))
    back = world.do("jon", SendBack(task.id, "The intermediate is missing")).task
    assert (back.status, back.finished_by) == (Status.IN_PROGRESS, None)


def test_sending_back_says_what_is_missing(world: World) -> None:
    """Sending back needs a word."""
    task = world.add()
    world.do("maria", Finish(task.id))
    with pytest.raises(BadInput, match="missing_needed"):
        world.do("jon", SendBack(task.id, " "))


def test_double_click_on_done(world: World) -> None:
    """A second Done is answered with what holds already."""
    task = world.add("maria", "maria")
    world.do("maria", Finish(task.id))
    with pytest.raises(Conflict, match="already_done") as stale:
        world.do("maria", Finish(task.id))
    assert stale.value.fields["who"] == world.people["maria"]


def test_double_click_on_accept(world: World) -> None:
    """A second Accept is answered with what holds already, not with a refusal."""
    task = world.add()
    world.do("maria", Finish(task.id))
    world.do("jon", Accept(task.id))
    with pytest.raises(Conflict, match="already_done"):
        world.do("jon", Accept(task.id))


def test_claim_once(world: World) -> None:
    """Only one claims: the second hears who has it."""
    task = world.add(owner=None)
    assert world.do("tom", Claim(task.id)).task.owner == world.people["tom"]
    with pytest.raises(Conflict, match="already_taken") as taken:
        world.do("maria", Claim(task.id))
    assert taken.value.fields["who"] == world.people["tom"]


def test_not_mine(world: World) -> None:
    """Not mine sends it back to triage and is counted."""
    task = world.add()
    back = world.do("maria", Decline(task.id, "I know nothing of it")).task
    assert (back.owner, back.status, back.declines) == (None, Status.TRIAGE, 1)
    with pytest.raises(Conflict, match="already_open"):
        world.do("maria", Decline(task.id))


def test_declines_outlive_an_assignment(world: World) -> None:
    """Two refusals in a row count two, though it was given to another between."""
    task = world.add()
    world.do("maria", Decline(task.id))
    world.do("jon", Assign(task.id, world.people["tom"]))
    assert world.do("tom", Decline(task.id)).task.declines == 2


def test_drop_needs_a_reason_of_the_owner(world: World) -> None:
    """The owner of what another asked says why it is dropped; who asked need not."""
    task = world.add()
    with pytest.raises(BadInput, match="reason_needed"):
        world.do("maria", Drop(task.id))
    assert world.do("jon", Drop(task.id)).task.status is Status.DROPPED


def test_reopen(world: World) -> None:
    """What was started before goes on when it is reopened."""
    task = world.add()
    world.do("maria", Start(task.id))
    world.do("jon", Drop(task.id))
    assert world.do("jon", Reopen(task.id)).task.status is Status.IN_PROGRESS
    with pytest.raises(Conflict, match="still_open"):
        world.do("jon", Reopen(task.id))


def test_leave_open_is_an_event_even_in_triage(world: World) -> None:
    """Leaving it open says so in the channel, though nothing changes."""
    task = world.add(owner=None)
    change = world.do("jon", LeaveOpen(task.id))
    assert change.events[0].verb is Verb.ASSIGNED


def test_strangers_may_not(world: World) -> None:
    """A refusal names the relations and the people who may."""
    task = world.add()
    with pytest.raises(NotAllowed) as refused:
        world.do("tom", Start(task.id))
    assert refused.value.fields["who"] == ("owner", "lead")
    assert world.people["maria"] in refused.value.fields["ids"]  # type: ignore[operator]


def test_unknown_is_not_found(world: World) -> None:
    """An unknown number is not found."""
    with pytest.raises(NotFound) as missing:
        world.do("jon", Start(world.add().id + 99))  # type: ignore[arg-type]
    assert missing.value.fields["task"] == "T-100"
