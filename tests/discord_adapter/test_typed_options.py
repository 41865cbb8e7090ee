"""What people fill into the options of a command: understood field by field, and nothing lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord import options
from core.catalogue import Command, find
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def test_a_part_keeps_its_owner_and_its_date(guild: AtWork) -> None:
    """The line of a part is read as a line, though its task stands in an option of its own."""
    await takes_all(guild, guild.maria)
    await added(guild)
    line = f"order the disks <@{guild.maria.id}> friday"
    options = {"task": "T-1", "line": line}
    await guild.world.slash(guild.ana, guild.infra, "task sub", options)
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-2"})
    assert "maria" in shown.text
    assert "Fri 4 Dec" in shown.text
    assert "order the disks**\n" in shown.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("due", "soonish", "can't read “soonish” as a date"),
        ("due", "friday - when it suits", "can't read “friday - when it suits” as a date"),
        ("project", "websit", "no project #websit"),
        ("project", "#nowhere", "no project #nowhere"),
        ("title", "@maria #infra", "What is to be done?"),
    ],
)
async def test_what_says_nothing_in_its_field_is_refused(
    guild: AtWork, field: str, typed: str, said: str
) -> None:
    """A date that is none is no word of the title, and an unknown project no label."""
    more = {"title": "Fix the page", "owner": guild.ana, "due": "friday", field: typed}
    done = await guild.world.slash(guild.ana, guild.infra, "task add", more)
    assert said in done.text
    assert "/task add" in done.text or "/project show" in done.text
    found = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "page"})
    assert "Fix the page" not in found.text.replace("“page”", "")


@pytest.mark.parametrize("due", ["friday", "2026-12-04 17:00", "in 3 days", "every monday 9:00"])
async def test_a_date_in_its_field_is_read(guild: AtWork, due: str) -> None:
    """As typed, as it is completed, and as what comes again."""
    done = await added(guild, title="Fix the page", due=due)
    assert "can't read" not in done.text
    assert "Fix the page" in done.text
    assert "no date" not in done.text


async def test_a_task_that_is_none_is_refused(guild: AtWork) -> None:
    """Words in the field of a task don't become words of a note on the thread's task."""
    await added(guild)
    words = {"task": "the page", "text": "12 apples"}
    done = await guild.world.slash(guild.ana, guild.infra, "task more note", words)
    assert "Which task?" in done.text


async def test_earlier_tasks_are_numbers(guild: AtWork) -> None:
    """What is none is not left out in silence."""
    await added(guild)
    words = {"task": "T-1", "tasks": "T-2 and the page"}
    done = await guild.world.slash(guild.ana, guild.infra, "task after", words)
    assert "Which tasks does it wait for?" in done.text


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"title": "Fix it @maria friday"}, "add Fix it @maria friday"),
        ({"title": "Fix it @maria", "due": "friday"}, 'add "Fix it" @maria due friday'),
        ({"title": "Ask @jonas", "owner": "82"}, 'add "Ask @jonas" <@82>'),
        ({"title": "Fix it #web", "due": "friday"}, 'add "Fix it" #web due friday'),
        ({"title": "@jo's mouse", "due": "friday"}, 'add "@jo\'s mouse" due friday'),
        ({"title": "@maria", "due": "friday"}, "add @maria due friday"),
        ({"title": 'Say "hello"', "due": "friday"}, "add “Say \"hello\"” due friday"),
        ({"title": "Fix it done when: it runs; docs say so", "due": "friday"},
         'add "Fix it" due friday done when: it runs; docs say so'),
        ({"title": "done when: it runs", "due": "friday"}, 'add "done when: it runs" due friday'),
        ({"title": "Fix it verifier @ana", "owner": "82"}, 'add "Fix it" verifier @ana <@82>'),
        ({"title": "Fix it checked by <@81> @maria", "due": "friday"},
         'add "Fix it" checked by <@81> @maria due friday'),
        ({"title": "Fix it after T-1, T-2", "due": "friday"},
         'add "Fix it" after T-1, T-2 due friday'),
        ({"title": "Fix it done when it runs, reviewer: @ana", "due": "friday"},
         'add "Fix it" reviewer: @ana due friday done when it runs'),
        ({"title": "Check that it is done when it rains", "due": "friday"},
         'add "Check that it is done when it rains" due friday'),
        ({"title": "Fix it depends on #12, assigned to @maria", "due": "friday"},
         'add "Fix it" depends on #12 assigned to @maria due friday'),
        ({"title": "Fix it", "project": "Data centre move"}, 'add "Fix it" #Data-centre-move'),
    ],
)  # fmt: skip
def test_a_title_beside_other_options(values: dict[str, str], line: str) -> None:
    """It is a title alone, save for who and which project, where neither was said by itself."""
    verb = find(Command.TASK, "add")
    assert verb is not None
    assert options.of_values(verb, values).line == line


async def test_a_title_is_read_as_a_line_is(guild: AtWork) -> None:
    """When it is done and who checks it are said in it in any of the ways of a line."""
    title = f"Fix the page done when it loads, to be checked by <@{guild.ben.id}>"
    line = {"title": title, "due": "friday"}
    made = await guild.world.slash(guild.ana, guild.infra, "task add", line)
    assert "T-1" in made.text, made.text
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "it loads" in shown.text and "Fix the page" in shown.text
    assert "done when" not in shown.text and "checked by" not in shown.text


async def test_a_channel_is_chosen_as_a_home(guild: AtWork) -> None:
    """One that nobody has spoken in yet, by the option or mentioned in words."""
    await guild.world.slash(guild.ana, guild.infra, "project new", {"name": "Infra"})
    for name, value in (("plans", "channel"), ("racks", "value")):
        channel = guild.world.channel(guild.guild, name)
        given: object = channel if value == "channel" else f"<#{channel.id}>"
        await guild.opens_project(guild.ana, guild.infra, name)
        options = {"project": f"#{name}", "field": "home", value: given}
        done = await guild.world.slash(guild.ana, guild.infra, "project set", options)
        assert f"#{name}" in done.text
        assert "I know no channel" not in done.text


async def test_a_private_channel_is_chosen_by_who_sees_it(guild: AtWork) -> None:
    """Whoever is offered it may choose it; who mentions it from outside is told that there is
    none."""
    await guild.opens_project(guild.ben, guild.infra)
    board = guild.world.private_channel(guild.guild, "board", guild.ana)
    named = {"project": "#infra", "field": "home", "value": f"<#{board.id}>"}
    outside = await guild.world.slash(guild.ben, guild.infra, "project set", named)
    assert "I know no channel" in outside.text
    form = await guild.world.slash(guild.ana, guild.infra, "project new", {"name": "Board"})
    await guild.world.submit_modal(form)
    chosen = {"project": "#board", "field": "home", "channel": board}
    inside = await guild.world.slash(guild.ana, guild.infra, "project set", chosen)
    assert "I know no channel" not in inside.text
    outside = await guild.world.slash(guild.ben, guild.infra, "project set", named)
    assert "I know no channel" in outside.text
    plans = guild.world.channel(guild.guild, "plans")
    open_one = {"project": "#infra", "channel": plans}
    moved = await guild.world.slash(guild.ben, guild.infra, "project home", open_one)
    assert "#plans" in moved.text


async def test_filters_are_completed(guild: AtWork) -> None:
    """The last word of a list's filters: what it may be, people and projects among it."""
    await added(guild)

    async def offered(typed: str) -> list[str]:
        done = await guild.world.autocomplete(guild.ana, guild.infra, "task list", "filters", typed)
        return done.choices

    assert "overdue" in await offered("")
    assert await offered("overdue unow") == ["overdue unowned"]
    assert await offered("overdue @mar") == ["overdue maria (@maria)"]
    found = await guild.world.slash(
        guild.ana, guild.infra, "task list", {"filters": "unowned @maria"}
    )
    assert found.failed is None


async def test_options_may_be_written_into_a_message(guild: AtWork) -> None:
    """As the answers spell them: to the bot in a channel, and in direct messages."""
    bot = f"<@{guild.world.bot.id}>"
    line = f"{bot} add title: Order the disks owner: <@{guild.maria.id}> due: friday"
    await guild.says(guild.ana, guild.infra, line)
    told = guild.world.dms_of(guild.ana)[-1].text
    assert "Order the disks" in told and "title:" not in told and "maria" in told
    await guild.says(guild.ana, guild.world.dm(guild.ana), "/task more note task: T-1 text: two")
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "two" in shown.text and "text:" not in shown.text


async def test_words_of_one_title_are_that_task(guild: AtWork) -> None:
    """Sent without choosing what was completed; of several it is asked which."""
    for title in ("Order the disks", "Order the racks"):
        await guild.world.slash(guild.ana, guild.infra, "task add", {"title": title})
    named = {"task": "racks", "text": "two of them"}
    done = await guild.world.slash(guild.ana, guild.infra, "task more note", named)
    assert "Order the racks" in done.text
    several = {"task": "order", "text": "two of them"}
    asked = await guild.world.slash(guild.ana, guild.infra, "task more note", several)
    assert "Which task?" in asked.text


async def test_a_channel_in_a_title_has_its_name(guild: AtWork) -> None:
    """Discord sends its id alone; a private one is not named to who sends that."""
    general = guild.world.channel(guild.guild, "general")
    board = guild.world.private_channel(guild.guild, "board", guild.ana)
    await guild.world.slash(guild.ana, board, "task list")
    line = {"title": f"Tidy up <#{general.id}>", "due": "friday"}
    done = await guild.world.slash(guild.ben, guild.infra, "task add", line)
    assert "Tidy up #general" in done.text
    line = {"title": f"Tidy up <#{board.id}>", "due": "friday"}
    done = await guild.world.slash(guild.ben, guild.infra, "task add", line)
    assert "Tidy up" in done.text and "board" not in done.text
