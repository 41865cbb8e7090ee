"""``chivvy doctor`` beside a Chivvy that runs: each fault by its name, with the fix."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from attrs import evolve

from adapters.db.beside import change
from adapters.sandbox.app import build_sandbox
from adapters.sandbox.serve import serve
from adapters.sandbox.story import default_story
from adapters.slack.app import SlackConfig
from adapters.slack.checkup import check_slack
from adapters.slack.manifest import Profile
from bot.clocks import MovableClock
from bot.doctor import examine, sent_test
from bot.manifest import app_manifest
from bot.sandbox import ClockHand
from bot.setting_values import SecretStr
from core.kernel.refs import PostId
from core.screens.delivery import Post, PostKind
from core.unit import Unit
from tests.scenario.cast import ANA, BOT, HIRING, INFRA, MARIA, MONDAY, open_infra
from tests.support.team import Team, team_at_work


async def bad(team: Team, **settings: object) -> list[str]:
    """What the doctor finds wrong."""
    found = await examine(evolve(team.run.bot.settings, **settings))
    return [finding.text for finding in found if finding.bad]


async def test_nothing_is_wrong_with_a_healthy_one() -> None:
    """Settings, database, queues, clock, scopes, homes."""
    async with team_at_work(start=datetime.now(UTC)) as team:
        await open_infra(team)
        assert await bad(team) == []


async def test_a_home_without_an_invitation_is_named() -> None:
    """With what to type."""
    async with team_at_work(start=datetime.now(UTC)) as team:
        await open_infra(team)
        channels = team.run.sandbox.workspace.channels
        channels[INFRA] = replace(channels[INFRA], members=channels[INFRA].members - {BOT})
        (told,) = await bad(team)
        assert told.startswith("#infra is home to a project") and "/invite @Chivvy" in told


async def test_a_line_that_cannot_be_opened_is_named() -> None:
    """An app token of another app."""
    async with team_at_work(start=datetime.now(UTC)) as team:
        (told,) = await bad(team, slack_app_token=SecretStr("xapp-other"))
        assert told.startswith("Socket Mode: invalid_auth") and "connections:write" in told


async def test_what_waits_too_long_is_told_with_its_age() -> None:
    """Something is due since Monday, and nobody sends it."""
    async with team_at_work(start=MONDAY - timedelta(days=400)) as team:
        await team.types(ANA, INFRA, "/task add Order disks @maria tomorrow")
        await team.run.bot.stop()
        (told,) = [told for told in await bad(team) if told.startswith("messages wait since")]
        assert "does Chivvy run" in told
        await team.restarts()


async def test_the_conversations_that_wait_longest_are_named() -> None:
    """With what the platform said last; a private one by its number."""
    async with team_at_work(start=MONDAY - timedelta(days=400)) as team:
        await open_infra(team)
        await team.invites(ANA, HIRING)
        await team.types(ANA, HIRING, "/task list")
        await team.run.bot.stop()
        change(team.run.bot.settings.database, _stuck)
        (told,) = [told for told in await bad(team) if told.startswith("messages wait since")]
        assert "in 3 conversations" in told and "#infra (RetryAt: ratelimited)" in told
        assert "direct messages to Ana Ruiz" in told and "hiring" not in told
        await team.restarts()


def _stuck(unit: Unit) -> None:
    """A message to Ana, one in #infra, and one in a private channel, due for a year."""
    [number] = unit.directory.workspaces()
    work = unit.of(number)
    ana, (home,) = work.people.by_account("slack", ANA), work.people.installations()
    places = [work.people.place_by(home.id, place) for place in (INFRA, HIRING)]
    assert ana is not None and None not in places
    whose = [{"person": ana.id}, *({"place": place.id} for place in places if place)]
    for facts in whose:
        key, due = PostId(work.new_id()), MONDAY - timedelta(days=399)
        post = Post(number, key, f"stuck{key}", PostKind.NAG, home.id, due, due)
        tries = {"attempts": 3, "error": "RetryAt: ratelimited"} if "place" in facts else {}
        work.posts.add(replace(post, **facts, **tries))


async def test_a_channel_of_a_dry_run_must_be_known() -> None:
    """Else everything would wait for it."""
    async with team_at_work(start=datetime.now(UTC)) as team:
        (told,) = await bad(team, dry_run="#nowhere")
        assert "#nowhere is not known yet" in told and "invite" in told


async def test_a_test_message_arrives() -> None:
    """At somebody by their handle, or in a channel; an unknown name leads to what to write."""
    async with team_at_work(start=MONDAY) as team:
        settings = team.run.bot.settings
        assert not (await sent_test(settings, "@maria")).bad
        await team.hears(MARIA, "This is a test")
        await team.types(ANA, INFRA, "/task list")
        assert not (await sent_test(settings, "#infra")).bad
        await team.finds(ANA, INFRA, "This is a test")
        unknown = await sent_test(settings, "@nobody")
        assert unknown.bad and "U02ABC" in unknown.text


async def test_scopes_and_the_clock_are_compared() -> None:
    """An app of the small profile lacks some; a clock that is an hour off is measured."""
    clock = MovableClock(MONDAY)
    made = app_manifest(profile=Profile.SMALL)
    sandbox = build_sandbox(default_story(MONDAY), made, ClockHand(clock))
    served = await serve(sandbox, 0)
    try:
        config = SlackConfig(sandbox.bot_token, api_base_url=f"{served.address}/api/")
        report = await check_slack(config, now=datetime.now(UTC) - timedelta(hours=1))
    finally:
        await served.stop()
    assert "channels:history" in report.missing and "chat:write" not in report.missing
    assert report.behind is None or 3590 < report.behind < 3610
