"""Channels where Chivvy is not, or can't post any more: who hears, and what waits."""

from dataclasses import replace

from tests.scenario.cast import (
    ANA,
    BOT,
    CLIENT,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import Team, team_at_work

CLOSED = "can't post in"


async def out_of(team: Team, where: str) -> None:
    """Chivvy is not in a channel, and was never told so."""
    channels = team.run.sandbox.workspace.channels
    channels[where] = replace(channels[where], members=channels[where].members - {BOT})


async def obeyed(team: Team, who: str, where: str, line: str) -> None:
    """One of Slack's own commands, such as /archive."""
    await team.page.post("command", **{"as": who, "channel": where, "text": line})
    await team.settled()


async def test_a_card_waits_until_we_are_invited() -> None:
    """The asker reads at once how to let Chivvy in; then the card stands there, once."""
    async with team_at_work(start=MONDAY) as team:
        await out_of(team, GENERAL)
        told = await team.types(ANA, GENERAL, "/task add Tidy the wiki @maria friday !share")
        assert told.private
        assert "I can't post in #general yet" in told.text and "/invite @Chivvy" in told.text
        await team.settled()
        assert not [m for m in await team.sees(ANA, GENERAL) if "Tidy" in m.text and not m.private]
        await team.page.post(
            "command", **{"as": ANA, "channel": GENERAL, "text": "/invite @Chivvy"}
        )
        await team.settled()
        cards = [m for m in await team.sees(ANA, GENERAL) if "Tidy" in m.text and not m.private]
        assert len(cards) == 1
        assert not [m for m in await from_bot(team, ANA) if CLOSED in m.text]


async def test_what_waited_is_read_again() -> None:
    """A task that was dropped meanwhile is said to be dropped, and nobody is called to it."""
    async with team_at_work(start=MONDAY) as team:
        await out_of(team, GENERAL)
        await team.types(ANA, GENERAL, "/task add Tidy the wiki @maria friday !share")
        await team.types(ANA, GENERAL, "/task drop T-1 not needed")
        await team.invites(BOT, GENERAL)
        cards = [m for m in await team.sees(ANA, GENERAL) if "Tidy" in m.text and not m.private]
        assert all("Dropped" in card.text or "dropped" in card.text for card in cards)


async def test_a_share_and_a_capture_say_so_too() -> None:
    """*Show it here* and the message shortcut are answered where the person is looking."""
    async with team_at_work(start=MONDAY) as team:
        await out_of(team, GENERAL)
        await team.types(ANA, "D0ANA", "/task add Tidy the wiki friday")
        shown = await team.types(ANA, GENERAL, "/task show T-1")
        note = await team.presses(ANA, shown, "Show it here")
        assert note is not None and "to be shown there" in note.text, note
        assert "/invite @Chivvy" in note.text
        said = (
            await team.page.post("message", **{"as": ANA, "channel": GENERAL, "text": "Wiki?"})
        )["ts"]
        await team.captures(ANA, GENERAL, str(said))
        await team.submits(ANA, title="Answer for the wiki")
        kept = await team.finds(ANA, GENERAL, "is kept, with a link")
        assert "I can't post in #general yet" in kept.text
        await team.invites(BOT, GENERAL)
        assert [m for m in await team.sees(ANA, GENERAL) if "Tidy" in m.text and not m.private]
        assert [m for m in await team.sees(ANA, GENERAL, said) if "Answer for" in m.text]


async def test_a_channel_that_was_believed_open() -> None:
    """Nobody told us that we are out: the asker hears it as soon as the card is not taken."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add First friday")
        await out_of(team, INFRA)
        await team.types(JONAS, INFRA, "/task add Order disks @maria friday !share")
        heard = await team.hears(JONAS, "I can't post in #infra")
        assert "/invite @Chivvy" in heard.text
        await team.later(days=8)
        assert len([m for m in await from_bot(team, JONAS) if CLOSED in m.text]) == 1
        await team.invites(BOT, INFRA)
        assert [
            m for m in await team.sees(JONAS, INFRA) if "Order disks" in m.text and not m.private
        ]
        assert "I can post in #infra again" in (await team.hears(JONAS, "#infra again")).text


async def test_an_archived_home_is_told_to_the_lead_once() -> None:
    """The lead reads why, what waits, and chooses another place by a button."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        await obeyed(team, ANA, INFRA, "/archive")
        heard = await team.hears(ANA, "I can't post in #infra any more: it is archived")
        assert "The digest and calls for help of #infra-migration wait" in heard.text
        await team.until(november(27, 12))
        assert len([m for m in await from_bot(team, ANA) if CLOSED in m.text]) == 1
        heard = await team.hears(ANA, CLOSED)
        await team.types(ANA, "C0CLIENTA", "/task add Something friday")
        await team.presses(ANA, heard, "Choose another place")
        wrong = await team.submits(ANA, home="#nowhere")
        assert "no channel" in str(wrong)
        await team.submits(ANA, home="#client-a")
        assert "lives in #client-a now" in (await team.hears(ANA, "#infra-migration lives")).text


async def test_opened_again() -> None:
    """What was archived and is opened again is posted to, and the lead's message says so."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        team.run.sandbox.archive(INFRA, ANA)
        await team.hears(ANA, "it is archived")
        told = await team.types(ANA, "D0ANA", "/project digest #infra-migration at 9:00")
        assert "#infra is archived" in told.text
        await team.page.post(
            "command", **{"as": ANA, "channel": "D0ANA", "text": "/unarchive #infra"}
        )
        await team.hears(ANA, "I can post in #infra again")
        told = await team.types(ANA, INFRA, "/task add Order disks @maria friday !share")
        assert CLOSED not in told.text
        await team.settled()
        assert [m for m in await team.sees(JONAS, INFRA) if "Order disks" in m.text]


async def test_removed_from_the_project_home() -> None:
    """/remove @Chivvy: the lead hears how to let it in, and the climb goes another way."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.page.post(
            "command", **{"as": JONAS, "channel": INFRA, "text": "/remove @Chivvy"}
        )
        heard = await team.hears(ANA, "I'm not a member there")
        assert "/invite @Chivvy" in heard.text
        why = await team.presses(ANA, heard, "Why this?")
        assert why is not None and "#infra" in why.text


async def test_a_private_name_is_not_told() -> None:
    """Who leads a project that lived in a private channel reads no name that is not theirs."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        await team.types(ANA, HIRING, "/task add Call the candidate @sam friday !share")
        team.run.sandbox.leave(HIRING, BOT)
        await team.settled()
        for who in (MARIA, JONAS, SAM):
            assert not [m for m in await from_bot(team, who) if "hiring" in m.text.casefold()]


async def test_another_place_is_picked() -> None:
    """The lead of a place that we left picks another; one that we can't know is said."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.page.post(
            "command", **{"as": JONAS, "channel": INFRA, "text": "/remove @Chivvy"}
        )
        heard = await team.hears(ANA, "I'm not a member there")
        await team.presses(ANA, heard, "Choose another place")
        form = await team.form(ANA)
        [picker] = [b["element"] for b in form["blocks"] if b.get("block_id") == "home"]
        assert picker["type"] == "conversations_select"
        assert "private" in picker["filter"]["include"]
        unknown = await team.submits(ANA, home="C0NOWHERE")
        assert "/invite @Chivvy" in unknown["errors"]["home"]
        await team.types(ANA, CLIENT, "/task")
        await team.submits(ANA, home=CLIENT)
        assert "#client-a" in (await team.types(ANA, INFRA, "/project show #infra-migration")).text
