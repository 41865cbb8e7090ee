"""What a team types first, in a running sandbox: lists, projects by channel, lines, helps."""

from collections.abc import AsyncIterator

import pytest

from tests.support.team import Seen, Team, team_at_work

ANA, MARIA, INFRA, CLIENT_A = "U0ANA", "U0MARIA", "C0INFRA", "C0CLIENTA"


@pytest.fixture
async def team() -> AsyncIterator[Team]:
    """A team whose project has another name than the channel that it lives in."""
    async with team_at_work() as team:
        await team.types(ANA, INFRA, "/project new Data centre move")
        await team.submits(ANA, speaks="no")
        yield team


async def _types(team: Team, text: str, where: str = INFRA) -> Seen:
    seen = await team.types(ANA, where, text)
    assert "went wrong" not in seen.text
    return seen


async def test_a_channel_stands_for_the_project_that_lives_in_it(team: Team) -> None:
    """#infra is the project of #infra, whatever its own short name is."""
    added = await _types(team, "/task add Renew the certificate @maria friday #infra", CLIENT_A)
    assert "#data-centre-move" in added.text
    assert "Renew the certificate" in (await _types(team, "/task list #infra")).text
    assert "Data centre move" in (await _types(team, "/project show #infra")).text
    assert "Data centre move" in (await _types(team, "/project #infra", CLIENT_A)).text
    assert "changed" in (await _types(team, "/project set #infra lead @maria", CLIENT_A)).text


@pytest.mark.parametrize("whose", ["@maria", "maria", "Maria Keller", "MARIA"])
async def test_a_list_of_a_person(team: Team, whose: str) -> None:
    """A person is found by mention, handle and name, with or without the @."""
    await _types(team, "/task add Renew the certificate @maria friday")
    listed = await _types(team, f"/task list {whose}")
    assert "Open with Maria Keller" in listed.text
    assert "Renew the certificate" in listed.text


async def test_what_was_typed_comes_back_as_typed(team: Team) -> None:
    """No platform markup is shown to people."""
    seen = await _types(team, "/task finsh @maria in #client-a")
    assert "finsh @maria in #client-a" in seen.text
    assert "<" not in seen.text


async def test_a_task_is_dropped_with_a_reason(team: Team) -> None:
    """drop is a verb, and what people say for it is understood as it."""
    await team.types(ANA, INFRA, "/task add Renew the certificate @maria friday")
    near = await _types(team, "/task cancel T-1")
    assert "Drop T-1" in near.buttons
    dropped = await _types(team, "/task drop T-1 the client cancelled it")
    assert "dropped" in dropped.text


async def test_giving_a_task_to_who_has_it_says_so(team: Team) -> None:
    """Nobody is told twice that a task is theirs."""
    await team.types(ANA, INFRA, "/task add Renew the certificate @maria friday")
    again = await _types(team, "/task assign T-1 @maria")
    assert "Maria Keller has T-1 already" in again.text


async def test_a_due_without_a_date_opens_the_form(team: Team) -> None:
    """The date is asked for in the form that the button opens."""
    await team.types(ANA, INFRA, "/task add Renew the certificate @maria friday")
    await team.types(ANA, INFRA, "/task due T-1")
    form = await team.form(ANA)
    assert "due" in [block.get("block_id") for block in form["blocks"]]


async def test_help_for_a_word_that_means_a_verb(team: Team) -> None:
    """/task help finish is the help of done."""
    seen = await _types(team, "/task help finish")
    assert "/task done" in seen.text
    assert "/task add" not in seen.text


async def test_lines_belong_to_the_channel_that_they_were_typed_in(team: Team) -> None:
    """A form says nothing of its channel; its lines join the project there, and stay unowned."""
    await team.types(ANA, INFRA, "/task add\n- Order disks @jonas thursday\n- Tell the client")
    await team.submits(ANA)
    assert "Order disks" in (await _types(team, "/task list #infra")).text
    shown = await _types(team, "/task show T-2")
    assert "#data-centre-move" in shown.text
    assert "waits for an owner" in shown.text.casefold()


async def test_lines_of_a_private_channel_stay_in_it(team: Team) -> None:
    """What was typed as several lines in a private channel is seen by its people only."""
    await team.page.post("command", **{"as": ANA, "channel": "C0HIRING", "text": "/invite @chivvy"})
    await team.types(ANA, "C0HIRING", "/task add\nPrepare the case\nBook the room @ana")
    await team.submits(ANA)
    seen = await team.types(MARIA, INFRA, "/task show T-1")
    assert "can't find" in seen.text
    assert "Book the room" not in (await team.types(MARIA, INFRA, "/task list @ana")).text


async def test_a_private_channel_gives_tasks_to_its_people(team: Team) -> None:
    """Who is in a private channel is looked up when the bot joins; others are asked about."""
    await team.page.post("command", **{"as": ANA, "channel": "C0HIRING", "text": "/invite @chivvy"})
    await team.settled()
    inside = await team.types(ANA, "C0HIRING", "/task add Prepare the case @sam friday")
    assert "Sam Cole" in inside.text
    assert "can't see" not in inside.text
    outside = await team.types(ANA, "C0HIRING", "/task add Prepare the room @maria friday")
    assert "can't see" in outside.text


async def test_commands_with_their_slash_work_as_words(team: Team) -> None:
    """In direct messages "/task ..." may arrive as a message; it means the same."""
    await team.says(ANA, "D0ANA", "/task add Buy milk tomorrow")
    assert any("T-1 Buy milk" in seen.text for seen in await team.dm(ANA))


async def test_fields_that_can_be_set_are_named(team: Team) -> None:
    """/project set without anything names the fields, with an example."""
    seen = await _types(team, "/project set")
    assert "why, lead, ladder" in seen.text
