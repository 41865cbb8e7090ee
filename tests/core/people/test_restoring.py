"""A change of settings is taken back by one undo, whatever it changed, where nobody has since."""

from dataclasses import replace
from datetime import date, time

import pytest

from core.calendar.hours import parse_hours
from core.dispatch import handle, read_press
from core.kernel.errors import BadInput, ChivvyError, Conflict
from core.kernel.tokens import Token
from core.people.commands import SetMine, SetWorkspace
from core.people.model import Granted, Person, Right
from core.people.restoring import of_person, of_workspace
from core.people.settings import Topic, Way
from tests.screens.reading import verbs
from tests.support.worlds import World

MINE = [
    SetMine(hours=parse_hours("mon-thu 9:00-12:00, 13:00-17:30")),
    SetMine(zone="America/New_York", locale="en-US"),
    SetMine(region="DE-BY", brief_at=time(7, 30)),
    SetMine(ways={Topic.DATES: Way.BRIEF, Topic.NEWS: Way.OFF}),
    SetMine(
        zone="Asia/Kathmandu", hours=parse_hours("sun-thu 10:00-18:00"), region="NP",
        brief_at=time(6), locale="en-GB", ways={Topic.HELP: Way.BRIEF},
    ),
]  # fmt: skip
HOME = [
    SetWorkspace(zone="Europe/Berlin", region="DE-BY", name="Acme"),
    SetWorkspace(hours=parse_hours("mon-fri 8:00-16:00"), days_off=frozenset({date(2026, 12, 24)})),
    SetWorkspace(ladder="firm", hold=10, interruptions=5),
    SetWorkspace(urgent_anytime=True),
    SetWorkspace(roles=(Granted("1", "New", Right.GUEST, "G1"),)),
]


def _set(world: World, who: str, intent: SetMine | SetWorkspace) -> Token | None:
    """Carries it out; the answer's Undo."""
    with world.unit() as unit:
        view = handle(unit, intent, world.context(who)).view
    buttons = view.buttons  # type: ignore[union-attr]
    first = Token.decode(buttons[0].token)
    return first if verbs(buttons)[0] == "settings_undo" else None


def _back(world: World, who: str, token: Token) -> Token | None:
    ctx = world.context(who)
    with world.unit() as unit:
        found = read_press(unit, token, ctx).intent
    return _set(world, who, found)  # type: ignore[arg-type]


def _person(world: World, who: str) -> Person:
    found = world.work(lambda work: work.people.person(world.people[who]))
    assert found is not None
    return found


@pytest.mark.parametrize("first", MINE)
@pytest.mark.parametrize("then", MINE)
def test_everything_of_ones_own_goes_back(world: World, first: SetMine, then: SetMine) -> None:
    """Undo brings back what was, and its own undo what was set."""
    _set(world, "maria", first)
    was = of_person(_person(world, "maria"))
    token = _set(world, "maria", then)
    became = of_person(_person(world, "maria"))
    assert (token is None) is (was == became)
    if token is not None:
        again = _back(world, "maria", token)
        assert of_person(_person(world, "maria")) == was
        assert again is not None
        _back(world, "maria", again)
        assert of_person(_person(world, "maria")) == became


@pytest.mark.parametrize("intent", HOME)
def test_defaults_of_the_workspace_go_back(world: World, intent: SetWorkspace) -> None:
    """For an admin, as they were set."""
    was = world.work(lambda work: of_workspace(work.people.workspace()))
    token = _set(world, "ada", intent)
    assert token is not None
    _back(world, "ada", token)
    assert world.work(lambda work: of_workspace(work.people.workspace())) == was


def test_what_was_changed_since_stays(world: World) -> None:
    """The rest goes back; where nothing is left to take back, that is said."""
    token = _set(world, "maria", SetMine(region="DE-BY", brief_at=time(7)))
    assert token is not None
    _set(world, "maria", SetMine(brief_at=time(10)))
    _back(world, "maria", token)
    mine = _person(world, "maria")
    assert (mine.country, mine.brief_at) == (None, time(10))
    with pytest.raises(Conflict, match="settings_changed_since"):
        _back(world, "maria", token)


def test_nobody_takes_back_what_is_anothers(world: World) -> None:
    """Somebody else's button is stale for whoever it is not."""
    token = _set(world, "maria", SetMine(brief_at=time(7)))
    assert token is not None
    with pytest.raises(BadInput, match="stale_button"):
        _back(world, "tom", token)


def test_who_is_no_admin_any_more_takes_no_default_back(world: World) -> None:
    """The right is asked for anew."""
    token = _set(world, "ada", SetWorkspace(hold=5))
    assert token is not None
    dismissed = replace(_person(world, "ada"), admin=False)
    world.work(lambda work: work.people.save_person(dismissed))
    with pytest.raises(ChivvyError):
        _back(world, "ada", token)


def test_nothing_changed_has_no_undo(world: World) -> None:
    """What was so already leaves nothing to take back."""
    assert _set(world, "maria", SetMine(brief_at=time(9))) is None
