"""What the machine has found, each as a story of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from core.kernel.events import Verb
from core.kernel.refs import TaskId
from core.screens.views import Bundle, ClaimLine, Problem, Said
from tests.machine import promises
from tests.machine.cast import CLIENT, GUILD, INFRA, OURS, SECRET, TALK, TEAM
from tests.machine.far import Fault, Killed
from tests.machine.hands import Pressable, pressable
from tests.machine.house import MONDAY, House
from tests.machine.talk import Talk

EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


async def away_until_evening(home: House) -> None:
    """The platform takes nothing until nobody works any more."""
    home.far.away = True
    await home.life.play(EVENING)
    home.far.away = False
    await home.life.idle()


async def test_what_is_urgent_waits_for_the_morning_too(home: House) -> None:
    """A message that could not be sent by day is not sent at night, however urgent it is."""
    await home.type("priya", "add Parcel @maria today 15:00 urgent")
    await home.life.play(MONDAY + timedelta(minutes=5))
    await away_until_evening(home)
    await home.life.play(EVENING + timedelta(days=1))
    assert [m for m in home.far.standing() if m.remote.place == "DMARIA"]
    promises.at_rest(home)


async def test_a_channel_hears_nothing_at_night(home: House) -> None:
    """A line that could not be posted by day comes when the project works again."""
    await home.type("eve", "add Parcel")
    await away_until_evening(home)
    assert not [m for m in home.far.standing() if m.remote.place == INFRA]
    await home.life.play(EVENING + timedelta(days=1))
    lines = [m for m in home.far.standing() if isinstance(m.letter.view, ClaimLine)]
    assert [line.at.hour for line in lines] == [8]
    promises.at_rest(home)


async def test_a_channel_works_by_the_clock_by_which_its_digest_is_said(home: House) -> None:
    """Somebody in London sets the digest: until five in London the channel hears of what is new."""
    await home.type("ana", "project digest #infra at 9:00")
    await home.type("eve", "add Parcel")
    home.far.away = True
    await home.life.play(datetime(2026, 11, 23, 16, 20, tzinfo=UTC))
    home.far.away = False
    await home.life.play(EVENING)
    lines = [m for m in home.far.standing() if isinstance(m.letter.view, ClaimLine)]
    assert [line.at.hour for line in lines] == [16]
    promises.at_rest(home)


async def test_what_repeats_in_a_closed_project_goes_on_without_it(home: House) -> None:
    """Its project is closed, and somebody says again how it repeats: it does, and can be undone."""
    await home.type("ana", "add Parcel every day")
    await home.type("ana", "list")
    form = await home.type("ana", "project close #infra")
    await home.submit("ana", INFRA, form, home.key(), chosen={"leftover": "keep"})
    await home.life.idle()
    known = home.repeating()[TaskId(1)]
    assert not known.series.on
    view = await home.type("ana", "repeat T-1 every 2 days")
    await home.life.idle()
    series = home.repeating()[TaskId(1)].series
    assert (series.on, series.project) == (True, None)
    await home.life.play(MONDAY + timedelta(days=3))
    born = [task for task in home.tasks().values() if task.id in home.came_again()]
    assert born
    assert all(task.project is None for task in born)
    promises.at_rest(home)
    undo = next(button.token for button in pressable(view) if button.label == "undo")
    await home.press("ana", Pressable(undo, INFRA, "undo"))
    assert home.repeating()[TaskId(1)] == known


async def test_what_stands_as_it_should_opens_no_archived_channel(home: House) -> None:
    """A line of an archived channel is to be drawn anew, and the message above it is as it was: the
    channel is asked once, and stays archived."""
    await home.type("eve", "add Parcel")
    await home.life.play(MONDAY + timedelta(days=1))
    assert [m for m in home.far.standing() if isinstance(m.letter.view, ClaimLine)]
    home.presence.archived.add(INFRA)
    await home.type("eve", "priority T-1 urgent")
    await home.life.idle()
    assert home.ask("SELECT archived FROM places WHERE external_id = :it", it=INFRA) == [(1,)]
    drawn = home.ask("SELECT max(epoch) FROM posts WHERE kind = 'attention'")
    await home.life.idle()
    assert int(str(drawn[0][0])) < 10


async def test_a_message_whose_tasks_were_asked_of_anew_in_two_is_a_line(home: House) -> None:
    """Two tasks in one message, then each in one of its own: the first has no buttons left."""
    for title in ("First", "Second"):
        await home.type("jonas", f"add {title} @maria in 3 days")
    await home.life.play(MONDAY + timedelta(hours=1))
    await home.type("jonas", "due T-1 today 12:00 - at once")
    await home.type("jonas", "due T-2 today 15:00 - at once")
    await home.life.play(MONDAY + timedelta(days=1))
    bundles = [m.letter.view for m in home.far.standing() if isinstance(m.letter.view, Bundle)]
    first = bundles[0]
    assert isinstance(first, Bundle)
    assert len(first.asks) == 2
    assert all(ask.answered for ask in first.asks)
    promises.at_rest(home)


@pytest.mark.parametrize("line", ["note T-1 words", "repeat T-1 resume", "repeat T-1 every friday"])
async def test_what_is_not_taken_back_offers_no_undo(home: House, line: str) -> None:
    """A button that can only say no is not offered: nor where all was so already."""
    await home.type("eve", "add Parcel @maria every friday")
    view = await home.type("eve", line)
    assert isinstance(view, Said)
    assert "undo" not in {button.label for button in pressable(view)}


async def test_what_piled_up_keeps_the_limit_of_a_day(home: House) -> None:
    """What is made while the platform takes nothing counts when it is made: three in a day."""
    home.far.away = True
    for number in range(6):
        await home.type("jonas", f"add Parcel {number} @maria friday")
        await home.life.play(home.clock.now() + timedelta(minutes=20))
    home.far.away = False
    await home.life.play(home.clock.now() + timedelta(minutes=60))
    today = [count for (who, _), count in home.watch.interrupted.items() if who == "maria"]
    assert today == [3]
    promises.at_rest(home)


async def test_a_leave_that_begins_before_another_one_is_told_what_to_type(home: House) -> None:
    """From today on into days that are told already: nothing is lost, and nobody guesses."""
    await home.type("maria", "away 26 nov 2026 to 27 nov 2026 cover @priya")
    for line in ("away 23 nov 2026 to 26 nov 2026", "away 23 nov 2026 to 26 nov 2026 cover @jonas"):
        view = await home.type("maria", line)
        assert isinstance(view, Problem)
        assert view.example == "/task away 23 nov 2026 - 27 nov 2026"
    assert len(home.leaves("maria")) == 1


async def test_an_edit_without_an_answer_is_repeated_though_all_is_as_before(home: House) -> None:
    """What is taken back before the edit is repeated stands as it is, not as that edit left it."""
    await home.type("eve", "add Parcel @maria friday")
    await home.life.play(MONDAY + timedelta(minutes=5))
    home.far.faults.append(Fault.LOST_REPLY)
    await home.type("eve", "due T-1 thursday - they asked")
    await home.life.idle()
    await home.type("eve", "undo")
    await home.life.play(MONDAY + timedelta(hours=1))
    promises.all_shown(home)
    promises.at_rest(home)


async def test_an_edit_that_nobody_wrote_down_is_repeated_too(home: House) -> None:
    """The same where the process dies between the edit and its record."""
    await home.type("eve", "add Parcel @maria friday")
    await home.life.play(MONDAY + timedelta(minutes=5))
    home.life.dies("after send", 1)
    await home.type("eve", "due T-1 thursday - they asked")
    with pytest.raises(Killed):
        await home.life.idle()
    await home.again()
    await home.type("eve", "undo")
    await home.life.play(MONDAY + timedelta(hours=1))
    promises.all_shown(home)
    promises.at_rest(home)


async def test_whom_nothing_reaches_is_not_named_at_night(home: House) -> None:
    """The line that could not be posted by day waits, and falls away where she is reached first."""
    home.far.faults.append(Fault.SHUT)
    await home.type("eve", "add Parcel @maria friday")
    await home.life.play(MONDAY + timedelta(minutes=5))
    await away_until_evening(home)
    await home.life.play(EVENING + timedelta(days=1))
    assert not [m for m in home.far.standing() if m.remote.place == INFRA]
    promises.at_rest(home)


async def test_a_brief_is_silent_about_what_rests(home: House) -> None:
    """Of a project that is paused it does not say either what its reader waits for."""
    await home.type("priya", "add Parcel @maria tomorrow")
    await home.type("ana", "project pause #infra")
    await home.life.play(MONDAY + timedelta(days=1))
    assert not [m for m in home.far.standing() if "Parcel" in repr(m.letter.view)]


async def test_who_stays_on_another_platform_is_in_no_channel_of_this_one(whole: House) -> None:
    """Maria's account on Slack is deactivated: in the guild she reads nothing of its private
    channels any more."""
    await whole.type("jonas", f"add {whole.new(20, SECRET)} @priya", SECRET)
    whole.presence.gone.add((TEAM, "maria"))
    await whole.event("maria", "person", "maria goes", INFRA, active="no", at="1")
    await whole.life.idle()
    await whole.type("maria", "search parcel", TALK)
    assert whole.watch.wrong == []


async def test_who_has_gone_from_a_platform_hears_on_the_other(whole: House) -> None:
    """What was made for the one before we heard of it is not sent there, and is not lost."""
    whole.presence.gone.add((TEAM, "maria"))
    await whole.type("ana", f"add {whole.new(20, INFRA)} @maria tomorrow")
    whole.far.away = True
    await whole.life.play(MONDAY + timedelta(minutes=5))
    await whole.event("maria", "person", "maria goes", INFRA, active="no", at="1")
    whole.far.away = False
    await whole.life.play(MONDAY + timedelta(minutes=10))
    assert whole.watch.wrong == []
    heard = [m.letter for m in whole.standing() if "p20q" in repr(m.letter.view)]
    assert [letter.to.installation for letter in heard] == [GUILD]


async def test_a_line_names_what_was_captured_in_its_own_place(whole: House) -> None:
    """Not what was captured elsewhere in the same moment, where a guest of this place is not."""
    talk = Talk(whole)
    for number, place in ((20, CLIENT), (22, INFRA)):
        first, second = whole.new(number, place), whole.new(number + 1, place)
        words = f"To do:\n- Maria sends {first} by friday\n- pack {second}"
        await talk.capture("ana", await talk.say("ana", place, words), whole.key())
    await whole.life.play(MONDAY + timedelta(hours=1))
    assert whole.watch.wrong == []


async def test_another_rhythm_that_leaves_days_out_is_taken_back_by_who_set_it(home: House) -> None:
    """The days that are told as left out at once came of it, and are nobody else's doing."""
    await home.type("eve", "add Parcel @maria every 2 days")
    await home.life.play(MONDAY + timedelta(days=12))
    view = await home.type("maria", "repeat T-2 every friday")
    events = promises.all_events(home, OURS)
    assert {Verb.REPEATED, Verb.LEFT_OUT} <= {e.verb for e in events if e.at == home.clock.now()}
    undo = next(button.token for button in pressable(view) if button.label == "undo")
    assert not isinstance(await home.press("maria", Pressable(undo, INFRA, "undo")), Problem)


async def test_who_is_here_again_on_the_day_of_a_brief_gets_no_second_one(whole: House) -> None:
    """Deactivated in the minute of their brief, and let in again in the same one."""
    await whole.life.play(MONDAY.replace(hour=9, minute=0))
    await whole.event("ana", "person", "ana goes", INFRA, active="no", at="1")
    await whole.event("ana", "person", "ana returns", INFRA, active="yes", at="2")
    await whole.life.play(MONDAY.replace(hour=10))
    briefed = {who: n for (who, _), n in whole.watch.briefed.items() if who == "ana"}
    assert briefed == {"ana": 1}
