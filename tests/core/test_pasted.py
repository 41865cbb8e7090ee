"""A pasted list: what each line says, what its row holds, and what is refused where."""

from datetime import UTC, date, datetime

import pytest

from core.context import FieldValue
from core.kernel.errors import BadInput
from core.people.model import Role
from core.reading.filled import Filled
from core.reading.pasted import Pasted, Row, fill, many, read_pasted
from tests.support.worlds import World

FRIDAY = date(2026, 11, 27)


def read(world: World, text: str) -> tuple[Row, ...]:
    """The rows that Jon's list begins with."""
    return world.work(lambda work: read_pasted(work, text, world.context("jon"))).rows


def filled(world: World, text: str, private: bool = False, **values: FieldValue) -> Pasted:
    """Jon's list, filled in: every line ticked and as it was read, save for *values*."""
    ctx = world.context("jon", world.private if private else None)

    def run(work):  # noqa: ANN001, ANN202
        pasted = read_pasted(work, text, ctx)
        given: dict[str, FieldValue] = {}
        for number, row in enumerate(pasted.rows):
            account = work.people.account(row.owner, "slack") if row.owner else None
            given[f"line_{number}.tick"] = ("yes",)
            given[f"line_{number}.owner"] = account.external_id if account else None
            given[f"line_{number}.due"] = row.day.isoformat() if row.day else None
        given |= {name.replace("__", "."): value for name, value in values.items()}
        return fill(work, pasted, Filled(work, given, ctx), ctx)

    return world.work(run)


def test_each_line_says_its_own(world: World) -> None:
    """Owner and day of a line stand in its row; what says neither is left open."""
    first, second = read(world, "- Renew @maria friday\n2. Order disks")
    assert (first.draft.title, first.owner, first.day) == ("Renew", world.people["maria"], FRIDAY)
    assert (second.draft.title, second.owner, second.day) == ("Order disks", None, None)


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Order disks @here", "group"),
        ("Order disks @nobody", "unknown"),
        ("Order disks @tom @maria", "owners"),
        ("Order disks " * 30, "long"),
        ("Order " * 1000, "long"),
    ],
)
def test_doubts_are_named(world: World, line: str, doubt: str) -> None:
    """No line is refused before somebody has seen it."""
    assert read(world, f"Renew\n{line}")[1].doubt == doubt


def test_nothing_of_a_long_line_is_lost(world: World) -> None:
    """Its title is shortened, its notes have it whole."""
    long = "Order disks for the new hosts " * 12
    row = read(world, f"Renew\n{long}")[1]
    assert len(row.draft.title) <= 300
    assert row.draft.notes == long.strip()


def test_a_line_without_a_title_is_called_as_it_was_typed(world: World) -> None:
    """An @name alone is a title too: who pasted it sees what it says."""
    assert read(world, "Renew\n@tom")[1].draft.title


def test_fifty_lines_and_the_rest(world: World) -> None:
    """What does not fit comes back with the intent."""
    text = "\n".join(f"Line {n}" for n in range(52))
    pasted = filled(world, text)
    assert len(pasted.rows) == 50
    intent = many(pasted)
    assert (len(intent.drafts), intent.left_out) == (50, ("Line 50", "Line 51"))


def test_what_is_filled_in_holds(world: World) -> None:
    """A row's own person and day win over the words; an emptied one says nobody, no date."""
    text = "Renew @maria friday\nOrder disks @maria friday"
    changed = {"line_0__owner": "TOM", "line_0__due": "2026-11-26"}
    emptied = {"line_1__owner": None, "line_1__due": None}
    first, second = many(filled(world, text, **changed, **emptied)).drafts
    assert (first.owner, first.due.day) == (world.people["tom"], date(2026, 11, 26))
    assert (second.owner, second.due) == (None, None)


def test_for_lines_that_name_none(world: World) -> None:
    """One owner and one date for all fill what is open, and change nothing that is said."""
    text = "Renew @maria friday\nOrder disks"
    first, second = many(filled(world, text, owner="TOM", due="thursday")).drafts
    assert (first.owner, first.due.day) == (world.people["maria"], FRIDAY)
    assert (second.owner, second.due.day) == (world.people["tom"], date(2026, 11, 26))


def test_an_hour_is_kept(world: World) -> None:
    """The day may be moved by the picker; the hour of the words stays."""
    text = "Renew @maria friday 15:00\nOrder disks"
    kept = many(filled(world, text)).drafts[0].due
    moved = many(filled(world, text, line_0__due="2026-11-26")).drafts[0].due
    assert (kept.at, moved.at) == (
        datetime(2026, 11, 27, 15, tzinfo=UTC), datetime(2026, 11, 26, 15, tzinfo=UTC),
    )  # fmt: skip


def test_unticked_lines_are_left(world: World) -> None:
    """Whatever is wrong with them."""
    text = "Renew\nOrder disks yesterday"
    [only] = many(filled(world, text, line_1__tick=())).drafts
    assert only.title == "Renew"
    with pytest.raises(BadInput, match="nothing_ticked"):
        many(filled(world, text, line_0__tick=(), line_1__tick=()))


def test_what_is_refused_stands_at_its_line(world: World) -> None:
    """A bot, a stranger, a date that is over: and the others keep what was filled in."""
    world.meet("ci", Role.BOT)
    text = "Renew\nOrder disks\nCopy\nTest"
    wrong = {"line_0__owner": "CI", "line_1__owner": "NOBODY", "line_2__due": "2026-11-20"}
    pasted = filled(world, text, **wrong, line_3__owner="TOM")
    problems = [row.problem.code if row.problem else None for row in pasted.rows]
    assert problems == ["picked_bot", "picked_stranger", "day_over", None]
    assert pasted.refused == 3
    assert pasted.rows[2].day == date(2026, 11, 20)
    assert pasted.rows[3].owner == world.people["tom"]


def test_outsiders_of_a_private_place_stand_at_their_line(world: World) -> None:
    """Who can't see the place where the tasks stay is not given one of them by a list."""
    pasted = filled(world, "Renew\nOrder disks", private=True, line_1__owner="TOM")
    assert [row.problem and row.problem.code for row in pasted.rows] == [None, "outsider"]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"owner": "CI"}, "owner", "owner_is_bot"),
        ({"due": "blorgsday"}, "due", "unreadable_date"),
        ({"due": "yesterday"}, "due", "past_date"),
    ],
)
def test_the_fields_for_all_have_errors_of_their_own(
    world: World, values: dict[str, FieldValue], field: str, code: str
) -> None:
    """They are said at the field, and the form stays as it is."""
    world.meet("ci", Role.BOT)
    with pytest.raises(BadInput, match=code) as refused:
        filled(world, "Renew\nOrder disks", **values)
    assert refused.value.field == field
