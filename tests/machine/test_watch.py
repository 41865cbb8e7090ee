"""The machine is not blind: what it promises to see it sees."""

from datetime import timedelta

import pytest

from core.kernel.text import Words
from core.screens.views import Problem, Said
from tests.machine import promises
from tests.machine.cast import BEGINNING, CLIENT, HALL, PEOPLE, PLATFORMS, sender, title
from tests.machine.house import House


@pytest.mark.parametrize(
    ("who", "number", "theirs"),
    [("lee", 1, False), ("lee", 4, True), ("ana", 3, False), ("jonas", 3, True), ("nils", 6, False),
     ("mia", 1, False), ("maria", 9, False), ("nils", 1, True)],
)  # fmt: skip
async def test_a_title_before_somebody_who_may_not_read_it(
    whole: House, who: str, number: int, theirs: bool
) -> None:
    """A guest outside, members who are not in the private channel, and the other tenant."""
    for each, (place, _, _) in enumerate(BEGINNING, 1):
        whole.new(each, place)
    whole.watch.view(Said(((Words(title(number)),),)), who)
    assert (whole.watch.wrong == []) is theirs


async def test_a_refused_request_that_changed_something(whole: House) -> None:
    """Whatever is written while it is refused is seen."""

    async def refused() -> Problem:
        await whole.life.desk.words(sender("ana"), "add Parcel", "behind its back")
        return Problem((), code="refused")

    await whole.asks(refused())
    assert "refused, and changed" in whole.watch.wrong[0]
    assert "tasks" in whole.watch.wrong[0]


async def test_two_days_in_which_nothing_goes_wrong(whole: House) -> None:
    """Everybody is greeted, asked and briefed on their platform, in their hours, each once."""
    await whole.type("lee", f"add {whole.new(20, CLIENT)} @ana tomorrow", CLIENT)
    await whole.type("otto", f"add {whole.new(21, HALL)} @vera today 19:00", HALL)
    await whole.life.play(whole.clock.now() + timedelta(days=2))
    promises.at_rest(whole)
    promises.all_shown(whole)
    heard = {who for who, _ in whole.watch.briefed}
    assert {"maria", "nils"} <= heard <= PEOPLE.keys()
    assert set(whole.watch.heard_on.values()) == set(PLATFORMS)
