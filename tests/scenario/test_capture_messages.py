"""Messages that are captured in other ways: our own, an app's, a file."""

from dataclasses import replace
from typing import Any

from tests.scenario.cast import ANA, GENERAL, HIRING, JONAS, MARIA, MONDAY
from tests.support.team import Seen, Team, team_at_work, words


async def test_our_own_card_shows_its_task() -> None:
    """*Capture as task* on a card opens the task; our words become no task."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.says(ANA, GENERAL, f"<@{MARIA}> please renew the certificate")
        await team.captures(JONAS, GENERAL, said)
        await team.submits(JONAS)
        card = await team.finds(JONAS, GENERAL, "T-1", thread=said)
        window = await team.uses(JONAS, GENERAL, card.ts, "capture_task")
        assert "T-1" in words(window["blocks"]) and "Renew the certificate" in words(
            window["blocks"]
        )
        missing = await team.types(ANA, GENERAL, "/task show T-2")
        assert "T-2" in missing.text and "Renew" not in missing.text


async def test_our_own_question_shows_its_task() -> None:
    """So does the message in which Chivvy tells its owner of it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task add Renew the certificate @maria friday")
        told = await team.hears(MARIA, "Renew the certificate")
        window = await team.uses(MARIA, told.channel, told.ts, "capture_task")
        assert "T-1" in words(window["blocks"])


async def test_an_answer_of_ours_is_nothing_to_capture() -> None:
    """Where a message of ours is about no task, that is what the window says."""
    async with team_at_work(start=MONDAY) as team:
        await team.says(ANA, f"D{ANA[1:]}", "hello")
        ours = (await team.dm(ANA))[-1]
        window = await team.uses(ANA, ours.channel, ours.ts, "capture_task")
        assert "That message is mine" in words(window["blocks"])


async def test_what_an_app_posts_is_asked_for_by_who_captures_it() -> None:
    """Its words stand in attachments; nobody wrote it."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.says(ANA, GENERAL, "x")
        workspace = team.run.sandbox.workspace
        posted = replace(
            workspace.message(GENERAL, said), text="", blocks=[], bot_id="B0MONITOR", user="U0MON",
            attachments=({"title": "Disk of db1 is full", "fallback": "Disk"},),
        )  # fmt: skip
        workspace.keep(posted)
        form = await team.captures(JONAS, GENERAL, said)
        title = next(b for b in form["blocks"] if b["block_id"] == "title")
        assert title["element"]["initial_value"] == "Disk of db1 is full"
        await team.submits(JONAS)
        shown = await team.types(MARIA, GENERAL, "/task show T-1")
        assert "Asked for by Jonas" in shown.text or "Jonas" in shown.text


async def test_a_file_is_captured_by_its_name() -> None:
    """A file without words gives the task its name."""
    async with team_at_work(start=MONDAY) as team:
        body = {"as": ANA, "channel": GENERAL, "text": "", "file": "offer.pdf"}
        said = str((await team.page.post("message", **body))["ts"])
        await team.settled()
        form = await team.captures(JONAS, GENERAL, said)
        title = next(b for b in form["blocks"] if b["block_id"] == "title")
        assert title["element"]["initial_value"].casefold() == "offer.pdf"


async def form_behind(team: Team, who: str, offer: Seen, label: str) -> dict[str, Any]:
    """The form that a button of a message opens."""
    await team.presses(who, offer, label)
    return await team.form(who)


def title_of(form: dict[str, Any]) -> str:
    """The title that a form begins with."""
    field = next(b for b in form["blocks"] if b["block_id"] == "title")
    return str(field["element"]["initial_value"])


async def test_capture_this_offers_the_one_above_and_the_first() -> None:
    """Typed in a thread: which message, or all of it; a typed mention can't open a window."""
    async with team_at_work(start=MONDAY) as team:
        thread = await team.says(ANA, GENERAL, "We should order disks for db1")
        await team.says(JONAS, GENERAL, "And label the cables in rack seven", thread)
        await team.says(MARIA, GENERAL, "@chivvy capture this", thread)
        offer = await team.finds(MARIA, GENERAL, "Which message", thread=thread)
        assert (
            "label the cables"
            in title_of(await form_behind(team, MARIA, offer, "The one above")).casefold()
        )
        offer = await team.finds(MARIA, GENERAL, "Which message", thread=thread)
        assert "disks" in title_of(await form_behind(team, MARIA, offer, "The first one"))
        await team.submits(MARIA)
        assert await team.finds(JONAS, GENERAL, "T-1", thread=thread)


async def test_a_forwarded_message_becomes_a_task_of_its_channel() -> None:
    """Sent on to Chivvy from an open channel: as if captured there."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task list")
        said = await team.says(ANA, GENERAL, "please renew the certificate by friday")
        await team.forwards(JONAS, GENERAL, said, f"D{JONAS[1:]}")
        offer = await team.finds(JONAS, f"D{JONAS[1:]}", "make a task of it")
        form = await form_behind(team, JONAS, offer, "Make a task of it")
        assert "certificate" in title_of(form)
        await team.submits(JONAS)
        assert await team.finds(MARIA, GENERAL, "T-1", thread=said)


async def test_forwarded_from_where_we_are_not() -> None:
    """It is captured from the direct messages, and stays between those who take part."""
    async with team_at_work(start=MONDAY) as team:
        inside = sorted(team.run.sandbox.workspace.channels[HIRING].members)[0]
        said = await team.says(inside, HIRING, "please call candidate Zebulon by friday")
        dm = f"D{inside[1:]}"
        await team.forwards(inside, HIRING, said, dm, "do this today")
        offer = await team.finds(inside, dm, "make a task of it")
        await form_behind(team, inside, offer, "Make a task of it")
        await team.submits(inside)
        shown = await team.types(inside, dm, "/task show T-1")
        assert "Zebulon" in shown.text
        outside = next(o for o in (JONAS, MARIA, ANA) if o != inside)
        assert "Zebulon" not in (await team.types(outside, GENERAL, "/task show T-1")).text


async def test_a_file_sent_to_chivvy() -> None:
    """A file without words is offered by its name; plain words are offered as they were."""
    async with team_at_work(start=MONDAY) as team:
        dm = f"D{JONAS[1:]}"
        body = {"as": JONAS, "channel": dm, "text": "", "file": "offer.pdf"}
        await team.page.post("message", **body)
        await team.settled()
        offer = await team.finds(JONAS, dm, "make a task of it")
        assert title_of(await form_behind(team, JONAS, offer, "Make a task of it")) == "offer.pdf"
        await team.says(JONAS, dm, "buy new cables for rack seven")
        assert any("task" in label for label in (await team.dm(JONAS))[-1].buttons)


async def test_the_date_is_not_said_twice_and_the_words_stay() -> None:
    """The form's title goes without its date; the task keeps what was written."""
    async with team_at_work(start=MONDAY) as team:
        written = f"<@{MARIA}> can you renew the certificate by friday?"
        said = await team.says(ANA, GENERAL, written)
        form = await team.captures(JONAS, GENERAL, said)
        title = next(b for b in form["blocks"] if b["block_id"] == "title")
        assert title["element"]["initial_value"] == "Renew the certificate"
        await team.submits(JONAS)
        shown = await team.types(JONAS, GENERAL, "/task show T-1")
        assert "can you renew the certificate by friday?" in shown.text
        assert "Fri 27 Nov" in shown.text
