"""A team's working week: what each person saw, and when."""

import pytest

from tests.scenario.cast import (
    ANA,
    EVERYBODY,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    from_bot,
    in_attention,
    november,
    open_infra,
    when,
)
from tests.support.team import Team, team_at_work

DNS = (
    "/task add Migrate DNS for client A @maria thursday 17:00 high"
    " done when: records answer in staging"
)
TITLE = "T-1 Migrate DNS for client A"


async def test_a_week_of_five_people() -> None:
    """Opened on Monday, stuck on Wednesday, done and checked on Thursday, told on Friday."""
    async with team_at_work(start=MONDAY) as team:
        await monday(team)
        await wednesday(team)
        await thursday(team)
        await friday(team)


async def monday(team: Team) -> None:
    await open_infra(team)
    opened = await team.finds(ANA, INFRA, "is open")
    assert opened.private and "It lives in #infra." in opened.text
    daily = await team.types(ANA, INFRA, "/project digest at 9:00")
    assert "09:00 (Europe/Berlin)" in daily.text
    echo = await team.types(ANA, INFRA, DNS)
    assert echo.private
    assert "Maria Keller · Thu 26 Nov 17:00 (in 3 days) · high" in echo.text
    waits = await team.types(ANA, INFRA, "/task add Cut over @priya friday after T-1")
    assert "I'll tell Priya Shah Mon 23 Nov 15:00" in waits.text
    await team.settled()
    given = await team.hears(MARIA, f"{TITLE} is yours now. Ana Ruiz asks for it.")
    assert when(given) == MONDAY
    assert "T-2 Cut over waits for it." in given.text
    assert {"I'm on it", "New date", "Not mine"} <= set(given.buttons)
    assert not await from_bot(team, PRIYA), "it is three in the morning where Priya is"
    await team.until(november(23, 15, 30))
    [brief] = await from_bot(team, PRIYA)
    assert when(brief) == november(23, 15)
    assert "T-2 Cut over is yours now." in brief.text


async def wednesday(team: Team) -> None:
    await team.until(november(24, 10))
    await team.types(MARIA, INFRA, "/task start T-1")
    await team.until(november(25, 9, 30))
    reason = "firewall rule FW-118 needs admin rights"
    blocked = await team.types(MARIA, INFRA, f"/task block T-1 {reason} @jonas")
    assert "I'm asking Jonas Weber for help" in blocked.text
    await team.settled()
    asked = await team.hears(JONAS, f"Maria Keller can't go on with {TITLE}", reason)
    assert when(asked) == november(25, 9, 30)
    assert "I'll ask in #infra who can help: Wed 25 Nov 13:30. I won't mention you." in asked.text
    await team.until(november(25, 13, 29))
    with pytest.raises(AssertionError, match="nothing says"):
        await in_attention(team, SAM)
    await team.until(november(25, 15, 10))
    [line] = await in_attention(team, SAM)
    assert when(line) == november(25, 13, 30)
    assert f"{TITLE} can't go on since Wed 25 Nov 09:30." in line.text
    assert "Waiting for it: T-2 Cut over, due Fri 27 Nov" in line.text
    assert "Jonas" not in line.text and "Maria" not in line.text
    await help_comes(team)


async def help_comes(team: Team) -> None:
    """Within the hour somebody helps, and the task changes hands."""
    [line] = await in_attention(team, PRIYA)
    promised = await team.presses(PRIYA, line, "I can help")
    assert promised is not None and promised.private
    assert "Thanks. Until when?" in promised.text
    [line] = await in_attention(team, SAM)
    assert f"{TITLE}: Priya Shah is on it, until Thu 26 Nov 15:" in line.text
    assert "1 of 1 taken care of" in (await team.finds(SAM, INFRA, "Needs attention")).text
    assert "Priya Shah is on it" in (await team.hears(JONAS, TITLE)).text
    moved = await team.types(ANA, INFRA, "/task assign T-1 @priya")
    assert "goes to Priya Shah" in moved.text
    await team.settled()
    given = await team.hears(PRIYA, f"{TITLE} is yours now.")
    assert when(given) == november(25, 15, 10)


async def thursday(team: Team) -> None:
    await team.until(november(26, 16))
    await team.types(PRIYA, INFRA, "/task unblock T-1")
    done = await team.types(PRIYA, INFRA, "/task done T-1 ticket 8812, cut over at 14:10")
    assert "I'm asking Ana Ruiz to check it." in done.text
    refused = await team.types(PRIYA, INFRA, "/task accept T-1")
    assert "That's for Ana Ruiz to do." in refused.text
    assert "/task note T-1" in refused.text and "accept T-1" in refused.text
    await team.settled()
    check = await team.hears(ANA, f"Priya Shah says {TITLE} is done. You asked for it.")
    assert "records answer in staging" in check.text and "ticket 8812" in check.text
    asked = await team.presses(ANA, check, "Accept")
    assert asked is not None and "Ticked so far: 0 of 1. Accept T-1 all the same?" in asked.text
    await team.presses(ANA, check, "☐ records answer in staging")
    await team.settled()
    check = await team.hears(ANA, f"Priya Shah says {TITLE} is done. You asked for it.")
    assert "☑ records answer in staging" in check.buttons
    said = await team.presses(ANA, check, "Accept")
    assert said is not None and "T-2 waited for it and can go on." in said.text
    free = await team.hears(PRIYA, "T-2 Cut over can go on: what it waited for is done.")
    assert when(free) == november(26, 16)


async def friday(team: Team) -> None:
    await team.until(november(27, 9, 30))
    digest = await team.finds(SAM, INFRA, "Infra migration: on track.")
    assert when(digest) == november(27, 9)
    finished = digest.text.index("Finished and checked: 1")
    assert finished < digest.text.index("Next 3 days")
    stuck = await team.finds(SAM, INFRA, "Infra migration: at risk.")
    assert when(stuck) == november(26, 9)
    assert "T-2 Cut over may slip 1 day: T-1 is blocked." in stuck.text
    for post in (digest, stuck):
        assert not any(name in post.text for name in ("Ana", "Maria", "Jonas", "Priya", "Sam"))
    await team.until(november(27, 15, 30))
    brief = await team.hears(PRIYA, "Good morning", "Ana Ruiz checked T-1")
    assert when(brief) == november(27, 15)
    for who in EVERYBODY:
        for message in await from_bot(team, who):
            assert message.text, "every message has words"
