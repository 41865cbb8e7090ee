"""Somebody leaves: who decides hears once, gives all away in one act, and may take it back."""

from datetime import UTC, datetime

from bot.doctor import examine
from tests.scenario.cast import (
    ANA,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import Seen, Team, team_at_work


async def leaves(team: Team, who: str, *, back: bool = False) -> None:
    """Slack tells that somebody's account is switched off, or on again."""
    team.run.sandbox.change_person(who, deleted=not back)
    await team.settled()


async def of_leaver(team: Team, who: str, name: str = "Maria Keller") -> list[Seen]:
    """The messages to *who* about somebody's leaving."""
    return [m for m in await from_bot(team, who) if f"{name} has left" in m.text]


async def with_work(team: Team) -> None:
    """Maria has three tasks of Ana's project, is to help Sam, and is to check for Priya."""
    await open_infra(team)
    for line in ("Order disks", "Mount disks", "Label cables every friday"):
        await team.types(ANA, INFRA, f"/task add {line} @maria #infra")
    await team.types(ANA, INFRA, "/task add Open the firewall @sam #infra")
    await team.types(SAM, INFRA, "/task block T-4 needs admin rights @maria")
    await team.types(ANA, INFRA, "/task add Draw the plan @priya #infra verifier @maria")
    await team.types(PRIYA, INFRA, "/task done T-5")
    await team.settled()


async def card_to(team: Team, who: str, name: str = "Maria Keller") -> Seen:
    """The one message to *who* about somebody's leaving."""
    (card,) = await of_leaver(team, who, name)
    return card


async def test_what_somebody_who_left_still_has_is_listed() -> None:
    """By @name, by first and by full name; and who gives them a task is told they have left."""
    async with team_at_work(start=MONDAY) as team:
        await with_work(team)
        await leaves(team, MARIA)
        for name in ("@maria", "Maria Keller", "<@U0MARIA>"):
            listed = await team.types(ANA, INFRA, f"/task list {name}")
            assert "with Maria Keller, who has left" in listed.text, name
            assert "Order disks" in listed.text
        told = await team.types(ANA, INFRA, "/task assign T-4 @maria")
        assert "Maria Keller isn't here any more" in told.text


async def test_the_lead_hears_once_and_gives_all_away() -> None:
    """Counts, one form, one message to who takes over, no public post, and one Undo."""
    async with team_at_work(start=MONDAY) as team:
        await with_work(team)
        in_public = len([m for m in await team.sees(ANA, INFRA) if not m.private])
        await leaves(team, MARIA)
        card = await card_to(team, ANA)
        assert "3 open tasks, 1 blocker to remove, 1 check" in card.text
        assert "1 of them repeats" in card.text
        assert len([m for m in await team.sees(ANA, INFRA) if not m.private]) == in_public
        before = len(await from_bot(team, JONAS))
        await team.presses(ANA, card, "Give all to ...")
        await team.submits(ANA, owner=JONAS)
        (heard,) = (await from_bot(team, JONAS))[before:]
        for title in ("Order disks", "Mount disks", "Label cables", "Open the firewall"):
            assert title in heard.text
        said = await team.hears(ANA, "Jonas Weber has what Maria Keller had: 3 open tasks, 1 block")
        assert "1 check went to whoever stands in" in said.text
        settled = await card_to(team, ANA)
        assert settled.ts == card.ts and "Nothing of it waits for you" in settled.text
        assert set(settled.buttons) == {"Why this?"}
        await team.presses(ANA, said, "Undo")
        again = await card_to(team, ANA)
        assert "3 open tasks, 1 blocker to remove, 1 check" in again.text


async def test_what_repeats_comes_to_who_took_over() -> None:
    """Not only this one: those that come, too."""
    async with team_at_work(start=MONDAY) as team:
        await with_work(team)
        await leaves(team, MARIA)
        await team.presses(ANA, await card_to(team, ANA), "Give all to ...")
        await team.submits(ANA, owner=JONAS)
        await team.types(JONAS, INFRA, "/task done T-3")
        await team.until(november(30, 9, 10))
        assert "Label cables" in (await team.types(ANA, INFRA, "/task list @jonas")).text


async def test_all_of_it_may_wait_for_whoever_takes_it() -> None:
    """*Needs an owner*: it waits in the open, and so does what waited for help."""
    async with team_at_work(start=MONDAY) as team:
        await with_work(team)
        await leaves(team, MARIA)
        await team.presses(ANA, await card_to(team, ANA), "Needs an owner")
        await team.hears(ANA, "waits for whoever takes it: 3 open tasks", "1 blocker waits")
        listed = await team.types(ANA, INFRA, "/task list #infra unowned")
        assert all(f"T-{n}" in listed.text for n in (1, 2, 3))


async def test_one_by_one_has_each_task_with_its_buttons() -> None:
    """What is given away leaves the list and the message."""
    async with team_at_work(start=MONDAY) as team:
        await with_work(team)
        await leaves(team, MARIA)
        await team.presses(ANA, await card_to(team, ANA), "One by one")
        listed = await team.hears(ANA, "What Maria Keller had")
        assert all(f"T-{n}" in listed.text for n in range(1, 6))
        await team.types(ANA, INFRA, "/task assign T-1 @jonas")
        await team.settled()
        assert "2 open tasks" in (await card_to(team, ANA)).text


async def test_counts_are_of_what_each_may_see() -> None:
    """A task of a private channel is told to who is in it, not to who leads elsewhere."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        team.run.sandbox.join(HIRING, "U0SANDBOX")
        await team.types(ANA, INFRA, "/task add Order disks @priya #infra")
        await team.types(SAM, HIRING, "/task add Call the Quetzal candidate @sam")
        await team.settled()
        await leaves(team, SAM)
        await leaves(team, PRIYA)
        assert "1 open task" in (await card_to(team, ANA, "Priya Shah")).text
        await team.later(hours=5)
        told = [m for who in (ANA, MARIA, JONAS) for m in await of_leaver(team, who, "Sam Cole")]
        assert len(told) == 1 and "Quetzal" not in told[0].text


async def test_a_lead_who_leaves_is_replaced_by_an_admin() -> None:
    """The admin is asked who leads; what the lead asked for and decided comes to others."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        code = team.run.bot.admin_code
        await team.types(JONAS, GENERAL, f"/task admin {code}")
        await team.types(ANA, INFRA, "/task add Order disks @ana #infra")
        await team.settled()
        await leaves(team, ANA)
        card = await card_to(team, JONAS, "Ana Ruiz")
        assert "1 open task" in card.text and "led #infra-migration" in card.text
        await team.presses(JONAS, card, "Who leads #infra-migration?")
        await team.submits(JONAS, lead=MARIA)
        assert "Maria Keller is asked" in (await card_to(team, JONAS, "Ana Ruiz")).text
        await team.presses(MARIA, await team.hears(MARIA, "will you lead"), "I'll lead it")
        assert "led #infra-migration" not in (await card_to(team, JONAS, "Ana Ruiz")).text


async def test_nothing_is_said_to_who_has_left() -> None:
    """Neither what waited for them nor their brief; what they have stays as it was."""
    async with team_at_work(start=november(23, 7)) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria #infra today")
        await team.settled()
        await leaves(team, MARIA)
        await team.until(november(25, 12))
        await card_to(team, ANA)
        await leaves(team, MARIA, back=True)
        said = [m.text for m in await from_bot(team, MARIA)]
        assert not [text for text in said if "Order disks" in text], said


async def test_who_comes_back_reads_once_what_is_still_theirs() -> None:
    """In the brief; the lead's message becomes one line."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria #infra")
        await leaves(team, MARIA)
        await card_to(team, ANA)
        await team.until(november(25, 12))
        await leaves(team, MARIA, back=True)
        assert await team.hears(ANA, "Maria Keller is here again")
        await team.until(november(27, 12))
        briefs = [m for m in await from_bot(team, MARIA) if "You are here again" in m.text]
        assert len(briefs) == 1 and "Order disks" in briefs[0].text


async def test_owners_hear_when_the_last_admin_leaves() -> None:
    """There is always an admin: one press makes an owner one."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(JONAS, GENERAL, f"/task admin {team.run.bot.admin_code}")
        await leaves(team, JONAS)
        asked = await team.hears(ANA, "was the only admin of Chivvy")
        await team.presses(ANA, asked, "Make me an admin")
        assert "Ana" in (await team.types(ANA, GENERAL, "/task admin")).text


async def test_the_doctor_says_that_the_last_admin_has_left() -> None:
    """With what to type; a workspace that never had one is none of its business."""
    async with team_at_work(start=datetime.now(UTC)) as team:
        settings = team.run.bot.settings
        assert not [found.text for found in await examine(settings) if found.bad]
        await team.types(JONAS, GENERAL, f"/task admin {team.run.bot.admin_code}")
        await leaves(team, JONAS)
        (told,) = [found.text for found in await examine(settings) if found.bad]
        assert told.startswith("admins: the last one has left") and "/task admin me" in told


async def test_two_leavers_are_two_messages_within_the_budget() -> None:
    """At most three interrupting messages a day: the fourth waits for the next one."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        work = {"maria": "Order disks", "jonas": "Open ports", "priya": "Copy data", "sam": "Call"}
        for who, title in work.items():
            await team.types(ANA, INFRA, f"/task add {title} @{who} #infra")
        await team.settled()
        for who in (MARIA, JONAS, PRIYA, SAM):
            await leaves(team, who)
        said = [m for m in await from_bot(team, ANA) if "has left" in m.text]
        assert 1 <= len(said) <= 3
        await team.until(november(24, 12))
        said = [m for m in await from_bot(team, ANA) if "has left" in m.text]
        assert sum(m.text.count("1 open task") for m in said) == 4


async def test_who_may_do_it_is_somebody_who_is_here() -> None:
    """Neither who had it nor who asked for it is named once they have left; without a lead it is
    said who can make one."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(PRIYA, GENERAL, f"/task admin {team.run.bot.admin_code}")
        await open_infra(team)
        await team.types(JONAS, INFRA, "/task add Order disks @maria #infra-migration")
        refused = await team.types(SAM, INFRA, "/task due T-1 friday")
        assert "That's for Maria Keller, Jonas Weber, Ana Ruiz to do." in refused.text
        for who in (MARIA, JONAS):
            await leaves(team, who)
        refused = await team.types(SAM, INFRA, "/task due T-1 friday")
        assert "That's for Ana Ruiz to do." in refused.text
        await leaves(team, ANA)
        refused = await team.types(SAM, INFRA, "/task due T-1 friday")
        assert "That's for Priya Shah to do." in refused.text
        refused = await team.types(SAM, INFRA, "/project set #infra-migration posts no")
        assert "Nobody leads #infra-migration at the moment. Priya Shah can do that" in refused.text
        assert "/project lead #infra-migration @sam" in refused.text
        page = await team.types(SAM, INFRA, "/project show #infra-migration")
        assert "Ana Ruiz, who led it, has left." in page.text
        await leaves(team, PRIYA)
        refused = await team.types(SAM, INFRA, "/task due T-1 friday")
        assert "Nobody who may do that is here any more." in refused.text
        assert "/task admin me" in refused.text
