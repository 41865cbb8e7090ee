"""What was typed or filled in on Discord comes back, whatever is in the way of it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from core.kernel.errors import Busy, Unavailable
from tests.discord_adapter.discord_server import CannotDo
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added

ERRORS = pytest.mark.parametrize(
    "error", [Busy(), Unavailable(), RuntimeError("broken")], ids=["busy", "away", "broken"]
)
LONG = "Renew the certificate of the old mail server"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, in which Ana and Maria are known."""
    async with at_work(tmp_path) as found:
        await added(found, title="The first one")
        yield found


@contextmanager
def saves_nothing(guild: AtWork, error: Exception) -> Iterator[None]:
    """The store takes nothing."""

    async def refuse(*_: object, **__: object) -> None:
        raise error

    with patch.object(type(guild.bot.store), "write", refuse):
        yield


async def corrected(guild: AtWork, refused: Outcome, values: dict[str, object]) -> Outcome:
    """*Correct it* opens a window with what was typed; it is handed in."""
    assert refused.response is not None
    user = refused.interaction.user
    again = await guild.world.press(refused.response, "Correct it", user)
    assert again.modal is not None
    return await guild.world.submit_modal(again, values)


async def found(guild: AtWork, words: str) -> str:
    """The tasks with these words."""
    await guild.settled()
    searched = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": words})
    return searched.text


async def test_a_refused_command_comes_back_as_a_form(guild: AtWork) -> None:
    """Every option stands in it as it was filled in; only what was wrong is typed again."""
    refused = await added(guild, title=LONG, due="soonish", priority="high")
    kept = await corrected(guild, refused, {"0.due": "friday 17:00"})
    assert kept.failed is None
    assert LONG in kept.text
    assert "maria" in kept.text
    assert "Fri 4 Dec" in kept.text
    assert "· high" in kept.text


async def test_a_form_of_a_command_may_be_refused_again(guild: AtWork) -> None:
    """As often as it takes, after a restart as well."""
    refused = await added(guild, title=LONG, due="soonish")
    refused = await corrected(guild, refused, {"0.due": "laterish"})
    assert "laterish" in refused.text
    await guild.restarts()
    kept = await corrected(guild, refused, {"0.due": "friday"})
    assert "Fri 4 Dec" in kept.text


@ERRORS
async def test_a_command_that_cannot_be_saved(guild: AtWork, error: Exception) -> None:
    """The words are given back, and can be sent again when the store takes them."""
    with saves_nothing(guild, error):
        refused = await added(guild, title=LONG)
    assert LONG in refused.text
    await corrected(guild, refused, {})
    assert LONG in await found(guild, "certificate")


@ERRORS
async def test_about_somebody_new(guild: AtWork, error: Exception) -> None:
    """Nobody knows the owner, or the asker, yet: what was typed is not lost with that."""
    with saves_nothing(guild, error):
        owner = await added(guild, title=LONG, owner=guild.priya)
        asker = await guild.world.slash(guild.jonas, guild.infra, "task add", {"title": LONG})
    assert LONG in owner.text
    assert LONG in asker.text
    kept = await corrected(guild, owner, {})
    assert "priya" in kept.text


@ERRORS
async def test_a_window_that_cannot_be_saved(guild: AtWork, error: Exception) -> None:
    """It opens again with everything that was filled in."""
    message = await guild.world.say(guild.ben, guild.infra, "Somebody should fix the login page")
    opened = await guild.world.context(guild.ana, message, "Capture as task")
    with saves_nothing(guild, error):
        refused = await guild.world.submit_modal(opened, {"0.notes": LONG})
    await corrected(guild, refused, {})
    assert "login page" in await found(guild, "certificate")


@ERRORS
async def test_the_last_page_that_cannot_be_saved(guild: AtWork, error: Exception) -> None:
    """Of a form in steps neither page is lost, at the first step or at the last."""
    done = await added(guild, title="The second one", owner=guild.ana)
    assert done.response is not None
    first = await guild.world.press(done.response, "Edit", guild.ana)
    with saves_nothing(guild, error):
        step = await guild.world.submit_modal(first, {"0.title": LONG})
        assert step.response is not None
        second = await guild.world.press(step.response, "Go on", guild.ana)
        refused = await guild.world.submit_modal(second, {"1.repeat": "every friday"})
    await corrected(guild, refused, {})
    told = await found(guild, "certificate")
    assert LONG in told


async def test_a_window_that_nobody_knows_any_more(guild: AtWork) -> None:
    """After a restart a form is built anew; where the store is away, the words are given back."""
    message = await guild.world.say(guild.ben, guild.infra, "Somebody should fix the login page")
    opened = await guild.world.context(guild.ana, message, "Capture as task")
    await guild.restarts()

    async def away(*_: object, **__: object) -> None:
        raise Unavailable

    with patch.object(type(guild.bot.store), "read", away):
        refused = await guild.world.submit_modal(opened, {"0.notes": LONG})
    assert LONG in refused.text


async def test_an_option_that_is_too_long(guild: AtWork) -> None:
    """What no window takes is not sent: it stays where it was typed."""
    with pytest.raises(CannotDo, match="4001, outside 0 to 4000"):
        await added(guild, title="x" * 4001)


async def test_a_title_that_is_too_long(guild: AtWork) -> None:
    """It is said how long a title may be, and the whole of it stands in the window again."""
    title = "word " * 790
    refused = await added(guild, title=title)
    assert "fit here" in refused.text or "characters" in refused.text
    assert refused.response is not None
    again = await guild.world.press(refused.response, "Correct it", guild.ana)
    assert title.strip() in str(again.modal)
    kept = await guild.world.submit_modal(again, {"0.title": LONG})
    assert LONG in kept.text
