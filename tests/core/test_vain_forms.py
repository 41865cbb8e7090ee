"""No form opens in which something would be filled in in vain."""

import pytest

from core.dispatch.looking import open_form
from core.kernel.errors import Conflict
from core.kernel.refs import task_ref
from core.kernel.tokens import Token
from core.screens.views import Form, View
from core.tasks.commands import Finish
from core.tasks.model import Status
from tests.support.worlds import World

OF_WORK = {"block": "", "not_now": "", "done": "note", "promise_pick": "", "decline_help": "",
           "know_who": "", "check_again": ""}  # fmt: skip
OF_CHECKS = ("assign", "check_by", "due", "send_back", "note", "edit", "criteria")


def _opened(world: World, verb: str, value: str = "") -> View:
    task = world.add(criteria=("it holds",))
    world.do("maria", Finish(task.id))
    assert world.task(task.id).status is Status.IN_REVIEW
    ctx, token = world.context("maria"), Token(verb, task_ref(task.id), value)
    return world.work(lambda work: open_form(work, token, "", ctx))


@pytest.mark.parametrize("verb", OF_WORK)
def test_no_form_of_work_opens_while_it_is_checked(world: World, verb: str) -> None:
    """How it stands is said instead."""
    with pytest.raises(Conflict, match="already_in_review"):
        _opened(world, verb, OF_WORK[verb])


@pytest.mark.parametrize("verb", OF_CHECKS)
def test_other_forms_open_while_it_is_checked(world: World, verb: str) -> None:
    """What may be changed of it then."""
    assert isinstance(_opened(world, verb), Form)
