"""Words after ``/task list`` and ``/task search``: filters that are combined, and slips of them."""

from typing import Any

import pytest

from core.kernel.errors import BadInput, NotFound
from core.queries import ListTasks
from core.reading.verbs import read_task
from core.tasks.model import OPEN, Priority, Status
from tests.support.worlds import World


def _list(world: World, words: str, who: str = "jon") -> ListTasks:
    ctx = world.context(who)
    found = world.work(lambda work: read_task(work, words, ctx))
    assert isinstance(found, ListTasks)
    return found


def _keys(found: ListTasks) -> list[str]:
    return [each.key for each in found.listing.chosen]


def test_filters_are_combined(world: World) -> None:
    """Person, project, label, date, priority and words, in any order."""
    infra = world.project()
    world.add(labels=("dns",))
    found = _list(world, 'list overdue @maria #infra #dns high "old server"')
    wanted = found.wanted
    assert (wanted.owner, wanted.project) == (world.people["maria"], infra)
    assert (wanted.labels, wanted.priorities) == (("dns",), (Priority.HIGH,))
    assert (wanted.due_before, wanted.words) == (world.now, "old server")
    assert wanted.statuses == OPEN
    order = ["overdue", "person", "project", "label", "priority_high", "words"]
    assert _keys(found) == order


@pytest.mark.parametrize(
    ("typed", "key", "fields"),
    [
        ("waiting for me", "for_me", {"waiting_for": "jon"}),
        ("given by me", "given", {"requester": "jon", "not_owner": "jon"}),
        ("blocked mine", "blocked", {"owner": "jon"}),
        ("no owner", "unowned", {"unowned": True}),
        ("this week", "week", {}),
        ("maria", "person", {"owner": "maria"}),
    ],
)
def test_a_filter_may_be_several_words(
    world: World, typed: str, key: str, fields: dict[str, Any]
) -> None:
    """The longest phrase that is known counts."""
    found = _list(world, f"list {typed}")
    assert key in _keys(found)
    for name, value in fields.items():
        expected = world.people[value] if isinstance(value, str) else value
        assert getattr(found.wanted, name) == expected


def test_closed_tasks_are_listed_by_news(world: World) -> None:
    """What closed last comes first."""
    wanted = _list(world, "list done").wanted
    assert (wanted.statuses, wanted.newest) == ((Status.DONE,), True)


def test_a_slip_of_a_filter_is_told(world: World) -> None:
    """The nearest filter is offered; nothing is searched for in its place."""
    with pytest.raises(BadInput) as told:
        _list(world, "list blokced")
    assert (told.value.code, told.value.fields["near"]) == ("unknown_filter", "blocked")


def test_a_word_that_is_no_filter_is_looked_for(world: World) -> None:
    """In titles and notes."""
    assert _list(world, "list certificate").wanted.words == "certificate"


def test_a_hash_that_nothing_visible_has_is_unknown(world: World) -> None:
    """A label of a private task is as unknown as one that nobody ever gave."""
    world.add(who="maria", place=world.private, labels=("hush",))
    assert _keys(_list(world, "list #hush", "jon")) == ["label"]
    for word in ("hush", "nothing"):
        with pytest.raises(NotFound, match="no_project_or_label"):
            _list(world, f"list #{word}", "tom")


def test_a_search_takes_all_words_as_words(world: World) -> None:
    """Filters are words there, and closed tasks are found."""
    found = _list(world, "search done mine")
    assert (found.wanted.words, found.wanted.statuses) == ("done mine", ())
    with pytest.raises(BadInput, match="no_words"):
        _list(world, "search !")
