"""How firmly a project follows up, changed rule by rule: by a form, typed, and taken back."""

import pytest

from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, from_bot, november, open_infra
from tests.support.team import Team, team_at_work

DNS = "T-1 Migrate DNS"


async def late_task(team: Team) -> None:
    """Maria's, due on Tuesday at 17:00."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")


async def test_rules_are_changed_in_a_form_and_taken_back() -> None:
    """*Fine-tune* shows every rule; what is wrong is said at its field; *Undo* brings it back."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        page = await team.types(ANA, INFRA, "/project show")
        await team.presses(ANA, page, "Fine-tune")
        refused = await team.submits(ANA, overdue_lead_days="2")
        assert "must come later than overdue.channel_days" in str(refused)
        refused = await team.submits(ANA, overdue_lead_days="-2")
        assert "a step comes after 1 at the earliest" in str(refused)
        await team.submits(ANA, overdue_lead_days="6", overdue_channel="never")
        said = await team.finds(ANA, INFRA, "lead after 6 d", "channel reads of it: Never")
        assert "What has begun goes on as it was announced" in said.text
        await team.presses(ANA, said, "Undo")
        back = await team.finds(ANA, INFRA, "is as it was before")
        assert "6 d" not in back.text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("overdue.lead_days 6", "the lead after 6 d"),
        ("overdue.channel = never", "the channel reads of it: Never"),
        ("Firm!", "I follow up firmly"),
        ("overdue.lead_days 6 days", "the lead after 6 d"),
        ("overdue.lead_days 6 hours", "not “6 hours”"),
        ("offer_days 5", "an offer that nobody takes ends after 5 d"),
        ("lead_days 5", "/project ladder #infra-migration overdue.lead_days = 3"),
        ("overdue.lead_days 0", "/project ladder #infra-migration overdue.lead_days = 3"),
        ("overdue.leed_days 5", "/project ladder #infra-migration overdue.lead_days = 3"),
        ("harsh", "/project ladder #infra-migration firm"),
    ],
)
async def test_one_rule_is_typed(typed: str, answer: str) -> None:
    """With its value; what cannot be is answered with a line that can be typed instead."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.types(ANA, INFRA, f"/project ladder {typed}")
        assert answer in said.text, said.text


async def test_who_does_not_lead_may_not_change_it() -> None:
    """Typed or by an old button: the refusal says who may."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.types(JONAS, INFRA, "/project ladder overdue.lead_days 6")
        assert "Ana Ruiz" in said.text and "6 d" not in said.text


async def test_what_has_begun_goes_on_and_why_says_so() -> None:
    """Asked under the standard ladder, tuned since: the second question comes when announced."""
    async with team_at_work(start=MONDAY) as team:
        await late_task(team)
        await team.until(november(25, 10))
        first = await team.hears(MARIA, f"{DNS} was due", "Thu 26 Nov 09:00 I'll ask again")
        slow = ("overdue.lead_days 9", "overdue.channel_days 8", "overdue.again_days 7")
        for rule in slow:
            await team.types(ANA, INFRA, f"/project ladder {rule}")
        await team.until(november(26, 10))
        again = await team.hears(MARIA, f"{DNS} was due", "and is still open")
        assert again.ts != first.ts
        why = await team.presses(MARIA, again, "Why this?")
        assert why is not None
        assert "It began when #infra-migration followed up like this: Standard." in why.text
        await team.types(ANA, INFRA, "/task add Order disks @jonas 26 nov 17:00")
        await team.until(november(27, 10))
        asked = await team.hears(JONAS, "T-2 Order disks was due")
        assert "Tue 8 Dec 09:00 I'll ask again" in asked.text
        assert len([m for m in await from_bot(team, JONAS) if "was due" in m.text]) == 1
