"""A task's number in a message: its writer reads what it is, and nobody else."""

from tests.scenario.cast import (
    ANA,
    BOT,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    open_infra,
)
from tests.support.team import Seen, Team, team_at_work

RULE = "/task add Open the firewall @maria friday"


async def from_us(team: Team, who: str, where: str, thread: str | None = None) -> list[Seen]:
    """What Chivvy said there that *who* sees."""
    return [m for m in await team.sees(who, where, thread) if m.user == BOT]


async def test_its_writer_alone_reads_what_it_is() -> None:
    """A line with status, owner and date; everybody else sees the message and no more."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, RULE)
        await team.says(JONAS, GENERAL, "we wait for T-1, don't we?")
        told = await team.finds(JONAS, GENERAL, "T-1 Open the firewall", "Maria")
        assert told.private and "To do" in told.text
        assert await from_us(team, MARIA, GENERAL) == []


async def test_show_it_here_posts_the_card_in_the_thread() -> None:
    """Only when its writer wants that, where it was asked for."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, RULE)
        thread = await team.says(JONAS, GENERAL, "what is in the way?")
        await team.says(JONAS, GENERAL, "that's t-1", thread)
        told = await team.finds(JONAS, GENERAL, "Open the firewall", thread=thread)
        await team.presses(JONAS, told, "Show T-1 here")
        card = await team.finds(PRIYA, GENERAL, "Open the firewall", thread=thread)
        assert not card.private and "Done" in card.buttons


async def test_once_a_day_and_thread() -> None:
    """Who writes it again, or another after them, is not told again before tomorrow."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, RULE)
        for text in ("T-1 first", "T-1 again", "and T-1, T-1"):
            await team.says(JONAS, GENERAL, text)
        assert len(await from_us(team, JONAS, GENERAL)) == 1
        await team.later(days=1)
        await team.says(JONAS, GENERAL, "T-1 today")
        assert len(await from_us(team, JONAS, GENERAL)) == 2


def link(message: Seen, thread: str = "") -> str:
    """The address of a message, as Slack's menu copies it."""
    address = f"https://northwind.slack.com/archives/{message.channel}/p"
    more = f"?thread_ts={thread}&cid={message.channel}" if thread else ""
    return f"<{address}{message.ts.replace('.', '')}{more}>"


async def test_the_link_of_a_card_is_a_link_to_its_task() -> None:
    """Its writer reads how it stands now, and may show the live card there."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, f"{RULE} !share")
        await team.settled()
        card = await team.finds(ANA, INFRA, "Open the firewall", "Maria")
        await team.types(MARIA, INFRA, "/task start T-1")
        await team.says(JONAS, GENERAL, f"see {link(card)}, please")
        told = await team.finds(JONAS, GENERAL, "T-1 Open the firewall", "In progress")
        assert told.private
        assert await from_us(team, MARIA, GENERAL) == []
        await team.presses(JONAS, told, "Show T-1 here")
        shown = await team.finds(PRIYA, GENERAL, "Open the firewall")
        assert not shown.private and "Done" in shown.buttons


async def test_the_link_of_a_question_is_a_link_to_its_task() -> None:
    """From the direct messages too, whose link opens for nobody else."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, RULE)
        asked = await team.hears(MARIA, "Open the firewall")
        await team.says(MARIA, GENERAL, f"I have {link(asked)} on my list")
        assert (await team.finds(MARIA, GENERAL, "T-1 Open the firewall")).private


async def test_a_link_shows_nothing_that_a_number_would_not() -> None:
    """Of a private channel's card, elsewhere: nothing to its people, nor to others."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        inside = sorted(team.run.sandbox.workspace.channels[HIRING].members - {BOT})[0]
        await team.types(inside, HIRING, f"/task add Call Zebulon <@{inside}> friday !share")
        await team.settled()
        card = await team.finds(inside, HIRING, "Zebulon", "To do")
        for who in (inside, MARIA):
            await team.says(who, GENERAL, link(card))
            assert await from_us(team, who, GENERAL) == []


async def test_other_links_are_left_alone() -> None:
    """Of messages that people wrote, and of other places."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, RULE)
        said = await team.says(ANA, GENERAL, "good morning")
        for text in (
            f"https://northwind.slack.com/archives/{GENERAL}/p{said.replace('.', '')}",
            "https://other.slack.com/archives/C0OTHER/p1795421101522613",
            "https://x.example/archives/C0INFRA/pages",
        ):
            await team.says(JONAS, GENERAL, text)
        assert await from_us(team, JONAS, GENERAL) == []


async def test_what_is_no_number_of_ours() -> None:
    """Other people's numbers, links and unknown tasks are left alone."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, RULE)
        for text in ("UTF-8", "T-99", "https://x.example/T-1", "AT-1", "T-1-beta", "COVID-19"):
            await team.says(JONAS, GENERAL, text)
        assert await from_us(team, JONAS, GENERAL) == []


async def test_a_private_task_is_not_shown_elsewhere() -> None:
    """Not even to those who see it: what stays in a place is not spoken of in another; and to who
    does not see it, nothing tells it from a number that nobody has."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        inside = sorted(team.run.sandbox.workspace.channels[HIRING].members - {BOT})[0]
        await team.types(inside, HIRING, f"/task add Call candidate Zebulon <@{inside}> friday")
        for who in (inside, MARIA):
            await team.says(who, GENERAL, "T-1 is late")
            assert await from_us(team, who, GENERAL) == []
        await team.says(inside, HIRING, "T-1 is late")
        assert (await team.finds(inside, HIRING, "Zebulon")).private


async def test_a_project_can_switch_it_off() -> None:
    """``/project set numbers off``, in its channel."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, RULE)
        assert "don't answer" in (await team.types(ANA, INFRA, "/project set numbers off")).text
        await team.says(JONAS, INFRA, "T-1 is late")
        assert [m for m in await from_us(team, JONAS, INFRA) if "Open the" in m.text] == []


async def test_where_its_card_stands_nothing_is_added() -> None:
    """In the thread of its own message the card says it already; ours are no reason to speak."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.says(ANA, GENERAL, f"<@{MARIA}> please open the firewall")
        await team.captures(JONAS, GENERAL, said)
        await team.submits(JONAS)
        before = len(await from_us(team, JONAS, GENERAL, said))
        await team.says(JONAS, GENERAL, "T-1 is late", said)
        assert len(await from_us(team, JONAS, GENERAL, said)) == before
