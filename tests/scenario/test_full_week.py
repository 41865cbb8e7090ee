"""The longer week, message by message: what each person got, and what nobody got."""

import re
from pathlib import Path

from tests.scenario.cast import ANA, CLIENT, INFRA, JONAS, MARIA, MONDAY, PRIYA, SAM, november
from tests.scenario.full_week import LEE, PEOPLE, Diary, play
from tests.support.team import team_at_work

MORNING = "Good morning"
EXPECTED = {
    ANA: (
        "Wed 25 09:00 Good morning, Ana.",
        "Thu 26 09:00 Good morning, Ana.",
        "Thu 26 16:00 Sam Cole has left: 1 open task.",
        "Fri 27 12:00 I can't post in #infra any more: it is archived.",
        "Mon 30 09:00 Good morning, Ana.",
    ),
    MARIA: (
        "Mon 23 09:05 T-1 Migrate DNS: it is yours now",
        "Wed 25 09:00 T-1 Migrate DNS is due soon",
        "Wed 25 09:30 Jonas Weber is away from Wed 25 Nov to Sun 29 Nov, and you answer",
        "Thu 26 09:00 Good morning, Maria.",
        "Fri 27 09:00 Good morning, Maria.",
    ),
    JONAS: (
        "Mon 23 09:05 40 things for you:",
        "Mon 30 09:00 Welcome back, Jonas. This is all of mine until 13:00.",
        "Mon 30 13:00 40 things for you:",
        "Tue 01 09:00 Good morning, Jonas. 40 for today.",
    ),
    PRIYA: (
        "Mon 23 15:00 Good morning, Priya.",
        "Tue 24 15:00 Good morning, Priya.",
        "Wed 25 16:00 Good morning, Priya.",
        "Thu 26 15:00 Good morning, Priya.",
        "Thu 26 15:00 2 things for you: T-44, T-2",
        "Fri 27 15:00 Good morning, Priya.",
        "Fri 27 15:00 T-44 Order the disks was due.",
        "Mon 30 15:00 Good morning, Priya.",
        "Mon 30 15:00 T-2 Cut over was due.",
    ),
    SAM: (
        "Tue 24 15:00 Good morning, Sam.",
        "Wed 25 16:00 Good morning, Sam.",
        "Wed 25 16:00 T-1 Migrate DNS: can you help?",
        "Thu 26 15:00 Good morning, Sam.",
    ),
    LEE: (),
    INFRA: (
        "Tue 24 09:00 Infra migration: on track.",
        "Wed 25 09:00 Infra migration: on track.",
        "Thu 26 09:00 Infra migration: at risk.",
        "Thu 26 09:00 Needs attention, Thu 26 Nov: 1 of 1 open",
        "Thu 26 09:00 T-1 Migrate DNS can't go on.",
        "Fri 27 09:00 Infra migration: at risk.",
    ),
    CLIENT: (),
}
"""All that Chivvy sent of its own accord, in Berlin's time; Priya and Sam are in New York."""
NAMES = {ANA: "Ana", MARIA: "Maria", JONAS: "Jonas", PRIYA: "Priya", SAM: "Sam", LEE: "Lee"}
DOCS = Path(__file__).parents[2] / "docs" / "follow-ups.md"


async def test_a_week_message_by_message() -> None:
    """Each person and each channel got these messages, at these times, and no others."""
    async with team_at_work(start=MONDAY) as team:
        diary = await play(team)
    for where, expected in EXPECTED.items():
        got = diary.to(where)
        assert len(got) == len(expected), f"{where}: {got}"
        for line, words in zip(got, expected, strict=True):
            assert line.startswith(words), where
    others = {each.where for each in diary.sent} - {_place(where) for where in EXPECTED}
    assert others == set(), "nothing went anywhere else"
    never(diary)
    counted(diary)


def never(diary: Diary) -> None:
    """What nobody got: of what was put right, at night, on leave, after leaving, both at once."""
    assert not [each for each in diary.sent if "Repaint" in each.text], "it was a mistake"
    on_leave = (november(25, 9, 30), november(30, 9))
    for each in diary.sent:
        away = each.where == "D0JONAS" and on_leave[0] < each.at < on_leave[1]
        assert not away, "nobody is asked on leave"
        gone = each.where == "D0SAM" and each.at > november(26, 16)
        assert not gone, "who has left is not written to"
        assert 9 <= each.at.hour < 22, "nobody is asked at night"
        closed = each.where == INFRA and each.at > november(27, 12)
        assert not closed, "nothing is posted where it is closed"
    asked = [each.at for each in diary.sent if "can you help?" in each.text]
    called = [each.at for each in diary.sent if "Who can help?" in each.text]
    assert asked[0].date() != called[0].date(), "the helper first, the channel not in the same run"


def counted(diary: Diary) -> None:
    """The table in the docs says how many messages that week was for each."""
    table = dict(re.findall(r"^\| (\w+)[^|]*\| (\d+ and \d+) \|$", DOCS.read_text(), re.MULTILINE))
    for who in PEOPLE:
        got = diary.to(who)
        briefs = sum(MORNING in line or "Welcome back" in line for line in got)
        assert table[NAMES[who]] == f"{briefs} and {len(got) - briefs}", who


def _place(where: str) -> str:
    return f"D{where[1:]}" if where.startswith("U") else where
