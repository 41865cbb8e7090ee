"""Messages that are captured in other ways: our own, an app's, a file."""

from dataclasses import replace

from tests.scenario.cast import ANA, GENERAL, JONAS, MARIA, MONDAY
from tests.support.team import team_at_work, words


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
