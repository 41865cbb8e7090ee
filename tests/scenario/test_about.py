"""What others can read of oneself, in Slack."""

from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, open_infra
from tests.support.team import team_at_work


async def test_it_is_private_and_never_about_somebody_else() -> None:
    """An answer for the asker's eyes; of others there is a list."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday")
        page = await team.types(MARIA, INFRA, "/task about me")
        assert page.private and "T-1 Migrate DNS" in page.text
        assert "What is kept and shown to nobody else" in page.text
        assert "chivvy export" in page.text and "Open my list" in page.buttons
        lead = await team.types(ANA, INFRA, "/task about me")
        assert "you lead #infra" in lead.text
        refused = await team.types(JONAS, INFRA, "/task about @maria")
        assert "I tell nobody about somebody else" in refused.text
        assert "/task list @maria" in refused.text and "Migrate" not in refused.text


async def test_leave_is_told_as_others_read_it() -> None:
    """The day of return, and nothing else of it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task away until thursday")
        page = await team.types(MARIA, INFRA, "/task about me")
        assert "You are away, so others read: back on Thu 26 Nov" in page.text
