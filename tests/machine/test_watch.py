"""The machine is not blind: what it promises to see it sees."""

from datetime import timedelta

import pytest

from core.kernel.text import Words
from core.screens.views import Problem, Said
from tests.machine import left, promises
from tests.machine.cast import (
    BEGINNING,
    CLIENT,
    HALL,
    INFRA,
    PEOPLE,
    PLATFORMS,
    SECRET,
    TEAM,
    sender,
    title,
)
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


async def test_a_message_to_somebody_who_has_left(whole: House) -> None:
    """Of whose going the bot has not heard."""
    whole.presence.gone.add((TEAM, "jonas"))
    await whole.type("ana", f"add {whole.new(20, INFRA)} @jonas tomorrow")
    await whole.life.play(whole.clock.now() + timedelta(hours=1))
    assert any("jonas hears though they have left" in wrong for wrong in whole.watch.wrong)
    with pytest.raises(AssertionError, match="jonas is believed to be here"):
        left.at_rest(whole)


async def test_a_task_whose_owner_has_left_in_silence(whole: House) -> None:
    """Nobody who may decide was told."""
    whole.presence.gone.add((TEAM, "jonas"))
    with pytest.raises(AssertionError, match="jonas has left"):
        left.decided(whole)


async def test_a_title_before_somebody_who_has_left_the_place(whole: House) -> None:
    """What one could read there yesterday one does not read today."""
    number = 20
    whole.new(number, SECRET)
    whole.watch.view(Said(((Words(title(number)),),)), "jonas")
    assert whole.watch.wrong == []
    whole.presence.inside[SECRET].discard("jonas")
    whole.watch.view(Said(((Words(title(number)),),)), "jonas")
    assert "jonas reads 20" in whole.watch.wrong[0]


async def test_what_later_processes_write_is_heard_of(whole: House) -> None:
    """However many there were before."""
    for number in range(5):
        await whole.again()
        before = whole.ledger.now()
        await whole.type("ana", f"note T-1 words {number}")
        assert "events" in whole.ledger.since(before)
