"""What becomes of a task when the message that it came from is edited or deleted."""

from adapters.sandbox.membership import make_private
from tests.scenario.cast import ANA, GENERAL, INFRA, JONAS, MARIA, MONDAY, PRIYA
from tests.support.team import Team, team_at_work

RULE = f"<@{MARIA}> can you open the firewall for the backup by friday?"
OTHER = f"<@{MARIA}> can you open the firewall for the new mail relay by friday?"


async def captured(team: Team, where: str = GENERAL, text: str = RULE) -> str:
    """Ana says it, Jonas makes a task of it; the message."""
    said = await team.says(ANA, where, text)
    await team.captures(JONAS, where, said)
    await team.submits(JONAS)
    await team.settled()
    return said


async def test_an_edited_message_changes_no_task() -> None:
    """The task keeps its title; card and details say that the message was edited since."""
    async with team_at_work(start=MONDAY) as team:
        said = await captured(team)
        await team.changes(ANA, GENERAL, said, OTHER)
        card = await team.finds(JONAS, GENERAL, "T-1", thread=said)
        assert "edited since" in card.text and "for the backup" in card.text
        assert "Use the new text" in card.buttons
        shown = await team.types(JONAS, GENERAL, "/task show T-1")
        assert "edited since" in shown.text and "was edited" in shown.text


async def test_the_new_text_is_one_press_away() -> None:
    """*Use the new text* reads the message again; *Undo* gives the old words back."""
    async with team_at_work(start=MONDAY) as team:
        said = await captured(team)
        await team.changes(ANA, GENERAL, said, OTHER)
        shown = await team.types(ANA, GENERAL, "/task show T-1")
        answer = await team.presses(ANA, shown, "Use the new text")
        assert answer is not None and "says what the message says now" in answer.text
        again = await team.types(ANA, GENERAL, "/task show T-1")
        assert "new mail relay" in again.text and "edited since" not in again.text
        await team.types(ANA, GENERAL, "/task undo")
        assert "for the backup" in (await team.types(ANA, GENERAL, "/task show T-1")).text


async def test_a_reply_is_read_again_as_well() -> None:
    """A message inside a thread is found by its own time."""
    async with team_at_work(start=MONDAY) as team:
        thread = await team.says(ANA, GENERAL, "The backup was slow")
        reply = await team.says(ANA, GENERAL, RULE, thread)
        await team.captures(JONAS, GENERAL, reply)
        await team.submits(JONAS)
        await team.changes(ANA, GENERAL, reply, OTHER)
        shown = await team.types(ANA, GENERAL, "/task show T-1")
        await team.presses(ANA, shown, "Use the new text")
        assert "new mail relay" in (await team.types(ANA, GENERAL, "/task show T-1")).text


async def test_gone_before_it_is_read_again() -> None:
    """Deleted in between: the button says so, and the task stays as it is."""
    async with team_at_work(start=MONDAY) as team:
        said = await captured(team)
        await team.changes(ANA, GENERAL, said, OTHER)
        shown = await team.types(ANA, GENERAL, "/task show T-1")
        await team.changes(ANA, GENERAL, said, "")
        answer = await team.presses(ANA, shown, "Use the new text")
        assert answer is not None and "not there any more" in answer.text
        assert "for the backup" in (await team.types(ANA, GENERAL, "/task show T-1")).text


async def test_a_deleted_message_is_no_link() -> None:
    """The task stays with its notes, which somebody confirmed; the link says what happened."""
    async with team_at_work(start=MONDAY) as team:
        said = await captured(team, text=f"{RULE}\nThe ticket is 8812")
        await team.changes(ANA, GENERAL, said, "")
        shown = await team.types(JONAS, GENERAL, "/task show T-1")
        assert "the message was deleted" in shown.text and "original message" not in shown.text
        assert "8812" in shown.text


async def test_without_replies_it_is_gone_at_once() -> None:
    """A message whose card nobody answered leaves no tombstone; the task says the same."""
    async with team_at_work(start=MONDAY) as team:
        thread = await team.says(ANA, GENERAL, "The backup was slow")
        reply = await team.says(ANA, GENERAL, RULE, thread)
        await team.captures(JONAS, GENERAL, reply)
        await team.submits(JONAS)
        await team.changes(ANA, GENERAL, reply, "")
        shown = await team.types(JONAS, GENERAL, "/task show T-1")
        assert "the message was deleted" in shown.text


async def test_events_twice_and_in_the_wrong_order() -> None:
    """What was deleted stays deleted, and is told once."""
    async with team_at_work(start=MONDAY) as team:
        said = await captured(team)
        await team.changes(ANA, GENERAL, said, "")
        old, new = {"ts": said, "user": ANA, "text": RULE}, {"ts": said, "user": ANA, "text": OTHER}
        event = {
            "type": "message", "subtype": "message_changed", "channel": GENERAL,
            "channel_type": "channel", "message": new, "previous_message": old,
        }  # fmt: skip
        for ts in ("9.000001", "9.000001", "9.000002"):
            team.run.sandbox.emit("message.channels", {**event, "ts": ts, "event_ts": ts})
        await team.settled()
        shown = await team.types(JONAS, GENERAL, "/task show T-1")
        assert "the message was deleted" in shown.text and "edited since" not in shown.text
        assert shown.text.count("was deleted") == 2  # The link, and one line of the history.


async def test_a_preview_is_no_edit() -> None:
    """Slack tells of link previews and new replies as changes; no word changed."""
    async with team_at_work(start=MONDAY) as team:
        said = await captured(team)
        same = {"ts": said, "user": ANA, "text": RULE}
        event = {
            "type": "message", "subtype": "message_changed", "channel": GENERAL,
            "channel_type": "channel", "ts": "9.1", "event_ts": "9.1", "previous_message": same,
            "message": {**same, "attachments": [{"from_url": "https://x.example", "text": "x"}]},
        }  # fmt: skip
        team.run.sandbox.emit("message.channels", event)
        await team.settled()
        assert "edited" not in (await team.types(JONAS, GENERAL, "/task show T-1")).text


async def test_a_channel_made_private_takes_its_tasks_along() -> None:
    """From then on they are seen there only: by number, in lists, and where they were shown."""
    async with team_at_work(start=MONDAY) as team:
        said = await captured(team, INFRA)
        await team.types(JONAS, GENERAL, "/task show T-1")
        shown = await team.finds(JONAS, GENERAL, "T-1")
        await team.presses(JONAS, shown, "Show it here")
        assert not (await team.finds(ANA, GENERAL, "firewall")).private
        workspace = team.run.sandbox.workspace
        channel = workspace.channels[INFRA]
        outsider = PRIYA
        people = channel.members - {outsider}
        workspace.channels[INFRA] = make_private(
            workspace, type(channel)(**{**_fields(channel), "members": people}), ANA
        )
        await team.settled()
        assert [
            m for m in await team.sees(ANA, GENERAL) if "firewall" in m.text and not m.private
        ] == []
        for line in (
            "/task show T-1",
            "/task list all",
            "/task search firewall",
            "/task list here",
        ):
            assert "Open the" not in (await team.types(outsider, GENERAL, line)).text
        assert all("Open the" not in m.text for m in await team.everything(outsider))
        assert "firewall" in (await team.types(JONAS, INFRA, "/task show T-1")).text
        assert await team.finds(MARIA, INFRA, "T-1", thread=said)


def _fields(channel: object) -> dict[str, object]:
    return {name: getattr(channel, name) for name in type(channel).__slots__}  # type: ignore[attr-defined]
