"""``chivvy selftest`` measures in the sandbox, keeps what it found, and Chivvy goes by it."""

import pytest

from adapters.db.beside import change
from adapters.sandbox.faults import Fault
from bot.audit import Unclear
from bot.selftest import selftest, told
from core import dispatch
from core.people.model import Capabilities
from tests.scenario.cast import ANA, BOT, INFRA, MARIA, MONDAY, november
from tests.support.team import team_at_work


async def test_it_measures_and_leaves_nothing_behind() -> None:
    """The sandbox dedupes nothing, shows at once, and limits nobody."""
    async with team_at_work(start=MONDAY) as team:
        found = await selftest(team.run.bot.settings, "@ana")
        assert not found.dedupes and not found.limited and found.delay < 5
        assert not [m for m in await team.dm(ANA) if m.user == BOT]
        assert "posted twice" in " ".join(told(found))


async def test_a_limited_history_is_found_out() -> None:
    """A look that is refused for being one too many."""
    async with team_at_work(start=MONDAY) as team:
        faults = team.run.sandbox.faults
        faults.add("conversations.history", Fault(status=429, error="ratelimited", retry_after=1))
        faults.add("conversations.history", Fault(status=429, error="ratelimited", retry_after=1))
        await team.types(ANA, INFRA, "/task list")
        # The first look of all is refused, and asked again; the next look is counted.
        found = await selftest(team.run.bot.settings, "#infra")
        assert found.delay > 0.5


async def test_what_was_found_holds_from_the_next_start() -> None:
    """Messages carry a key of Slack's own where it keeps doubles away."""
    async with team_at_work(start=MONDAY) as team:
        url = team.run.bot.settings.database
        kept = Capabilities(dedupes=True, delay=0.01)
        assert change(
            url,
            lambda u: dispatch.measured(u, "slack", team.run.bot.platforms["slack"].teams[0], kept),
        )
        await team.restarts()
        assert team.run.bot.platforms["slack"].messenger.dedupes
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        await team.until(november(23, 10))
        heard = await team.hears(MARIA, "Order disks")
        held = team.run.sandbox.workspace.messages[heard.channel][heard.ts]
        assert held.client_msg_id


async def test_somebody_unknown_is_answered_with_what_to_write() -> None:
    """An id always works."""
    async with team_at_work(start=MONDAY) as team:
        with pytest.raises(Unclear, match="U02ABCDEF"):
            await selftest(team.run.bot.settings, "@nobody")
