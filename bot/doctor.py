"""``chivvy doctor``: what is wrong, one line each, with the fix."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from adapters.db import revisions
from adapters.db.beside import peek, running
from adapters.discord.checkup import send_test as send_discord
from adapters.slack.checkup import check_slack
from adapters.slack.checkup import send_test as send_slack
from adapters.slack.manifest import WITHOUT, Profile, scopes_of
from bot.deadletters import dead_in, restored_in
from bot.doctor_bounds import bounds_findings
from bot.doctor_discord import discord_findings
from bot.findings import Finding, bad, clock, good
from bot.homes import address_of, homes
from bot.platforms import discord_config, slack_config
from bot.settings import BrokenSettings, Settings, require_platform
from bot.trust import told
from core.kernel.errors import ChivvyError
from core.screens.delivery import Post
from core.screens.messenger import DeliveryFailure
from core.screens.problems import plain_problem
from core.trial import room_of
from core.unit import Unit


async def examine(settings: Settings) -> tuple[Finding, ...]:
    """Settings, database, what waits in it, and the platforms; each on its own."""
    found = list(_settings(settings))
    database = await asyncio.to_thread(_database, settings)
    found.append(database)
    if not database.bad:
        found += await asyncio.to_thread(_contents, settings)
    if settings.slack_bot_token is not None:
        found += await _slack(settings)
    if settings.discord_token is not None:
        found += await discord_findings(settings)
    return tuple(found)


def _settings(settings: Settings) -> tuple[Finding, ...]:
    try:
        require_platform(settings)
    except BrokenSettings as broken:
        return tuple(bad(line) for line in broken.lines)
    return (good("settings: complete"),)


def _database(settings: Settings) -> Finding:
    try:
        if revisions.is_empty(settings.database):
            return bad("database: empty; run `chivvy migrate`, or `chivvy run` for the first time")
        now, head = revisions.current(settings.database), revisions.head()
        revisions.refuse_newer(now, revisions.MIGRATIONS)
    except ChivvyError as error:
        return bad(f"database: {plain_problem(error)}")
    if now != head:
        return bad(f"database: at {now}, this release needs {head}; run `chivvy migrate`")
    return good(f"database: at {now}")


def _contents(settings: Settings) -> list[Finding]:
    """What waits in the database, read beside the Chivvy that may be running."""
    process = running(settings.database)
    found = [good(f"Chivvy runs, as process {process}")] if process else []
    try:
        return [*found, *peek(settings.database, lambda unit: _standing(unit, settings))]
    except ChivvyError as error:
        return [*found, bad(f"database: {plain_problem(error)}")]


def _standing(unit: Unit, settings: Settings) -> list[Finding]:
    stuck = _stuck(len(dead_in(unit)), len(restored_in(unit)), len(unit.inbox.parked()))
    queues = _queues(unit, datetime.now(UTC))
    bounds = bounds_findings(unit)
    return [*_pauses(unit), *_admins(unit), *_trials(unit, settings), *bounds, *queues, *stuck]


def _admins(unit: Unit) -> list[Finding]:
    """There is always an admin; the last one may have left."""
    people = [unit.of(number).people for number in unit.directory.workspaces()]
    return [
        bad(
            "admins: the last one has left; an owner of the workspace types"
            " `/task admin me`, or anybody the code that `chivvy run` prints at its start"
        )
        for each in people
        if each.admins(gone=True) and not each.admins()
    ]


def _trials(unit: Unit, settings: Settings) -> list[Finding]:
    """The channel of a dry run must be known, or everything waits."""
    if not settings.dry_run:
        return []
    people = [unit.of(number).people for number in unit.directory.workspaces()]
    if any(room_of(each, settings.dry_run) for each in people):
        return [good(f"dry run: everything goes to {settings.dry_run}")]
    return [
        bad(
            f"dry run: {settings.dry_run} is not known yet, so everything waits; invite Chivvy"
            f" there and type {settings.task_command} there once"
        )
    ]


def _pauses(unit: Unit) -> list[Finding]:
    homes = [unit.of(number).people.workspace() for number in unit.directory.workspaces()]
    return [
        bad(
            f"messages are paused{f' ({home.pause_reason})' if home.pause_reason else ''} since"
            f" {home.paused_at:%Y-%m-%d %H:%M} UTC; let them go with `chivvy resume`"
        )
        for home in homes
        if home.paused_at is not None
    ]


def _stuck(dead: int, restored: int, parked: int) -> list[Finding]:
    found = []
    if dead:
        found.append(bad(f"{dead} messages were refused; see `chivvy deadletter list`"))
    if restored:
        found.append(
            bad(f"{restored} messages wait for you since a restore; see `chivvy review list`")
        )
    if parked:
        found.append(bad(f"{parked} events could not be worked off; the log says why"))
    return found or [good("nothing is stuck")]


LATE = timedelta(minutes=10)
"""What is due and waits for longer than this does not only wait its turn."""


def _queues(unit: Unit, now: datetime) -> list[Finding]:
    """How long the oldest thing waits that should be on its way."""
    due = unit.outbox.earliest()
    longest = _longest(unit, now)
    heard = next(iter(unit.inbox.waiting(1)), None)
    found = []
    if due is not None and now - due > LATE:
        found.append(
            bad(
                f"messages wait since {due:%Y-%m-%d %H:%M} UTC{longest}; does Chivvy run, and is"
                " the token taken?"
            )
        )
    if heard is not None and now - heard.received_at > LATE:
        found.append(
            bad(
                f"events wait since {heard.received_at:%Y-%m-%d %H:%M} UTC;"
                " does Chivvy run? the log says why one can't be worked off"
            )
        )
    return found or [good("queues: nothing waits longer than it should")]


NAMED = 3
"""So many of the destinations that wait longest are named."""


def _longest(unit: Unit, now: datetime) -> str:
    """Where messages have waited longest: one place alone is a limit of the platform's, or ours
    to mend there; several are us."""
    late = [post for post in unit.outbox.longest(now, NAMED) if now - post.not_before > LATE]
    if not late:
        return ""
    number = sum(each.late for each in unit.outbox.lanes(now, now - LATE))
    named = ", ".join(_lane_named(unit, post) for post in late)
    return f", in {number} conversations: {named}" if number > 1 else f", in one: {named}"


def _lane_named(unit: Unit, post: Post) -> str:
    """The destination by its name, private ones by number, with what the platform said last."""
    people = unit.of(post.workspace).people
    place = people.place(post.place) if post.place is not None else None
    person = people.person(post.person) if post.person is not None else None
    to = f"workspace {post.workspace}, lane {post.lane}"
    if place is not None and not place.private:
        to = f"#{place.name}"
    elif person is not None:
        to = f"direct messages to {person.name}"
    return f"{to} ({post.error})" if post.error else to


async def _slack(settings: Settings) -> list[Finding]:
    live = await asyncio.to_thread(homes, settings, "slack")
    names = {home.place: home.name for home in live}
    try:
        report = await check_slack(slack_config(settings), tuple(names))
    except DeliveryFailure as failure:
        return [bad(f"Slack: {told(failure)}; check SLACK_BOT_TOKEN and SLACK_API_BASE_URL")]
    found = [good(f"Slack: signed in as {report.bot} in {report.team}")]
    found += [_scope(scope) for scope in report.missing]
    found += clock("Slack", report.behind)
    if report.socket:
        found.append(
            bad(
                f"Socket Mode: {report.socket}; switch it on in the app's pages, copy an"
                " App-Level Token with connections:write into SLACK_APP_TOKEN"
            )
        )
    found += [
        bad(
            f"{names[place]} is home to a project and Chivvy can't post there; type"
            " /invite @Chivvy in it, or choose another home"
        )
        for place in report.outside
    ]
    return [*found, good(EVENTS_UNKNOWN)]


EVENTS_UNKNOWN = (
    "event subscriptions: Slack tells nobody what is subscribed; compare *Event Subscriptions* of"
    " the app with `chivvy manifest`"
)


def _scope(scope: str) -> Finding:
    """Without some it does not work at all; without the others less does."""
    told = f"Slack: scope {scope} is missing; without it: {WITHOUT[scope]}"
    fix = "; paste `chivvy manifest` into the app's pages and reinstall"
    return bad(told + fix) if scope in scopes_of(Profile.SMALL) else good(told)


async def sent_test(settings: Settings, to: str) -> Finding:
    """A test message to somebody, or to a channel; on Slack, unless it is known on Discord."""
    sends = _senders(settings)
    if not sends:
        return bad("test message: SLACK_BOT_TOKEN is missing, or DISCORD_TOKEN")
    text = "This is a test: Chivvy can reach you here. Nothing else follows from it."
    for platform, send in sends.items():
        place = await asyncio.to_thread(address_of, settings, to, platform)
        if place is None:
            continue
        try:
            await send(place, text)
        except DeliveryFailure as failure:
            return bad(
                f"test message: {platform.title()} says {failure}; docs/troubleshooting.md has what"
                " it means"
            )
        return good(f"test message: sent to {to}")
    ids = " or ".join(EXAMPLES[platform] for platform in sends)
    return bad(f"test message: {to} is not known yet; write the {ids}")


EXAMPLES = {"slack": "Slack id, such as U02ABC", "discord": "Discord id, such as 80351110224678912"}
Send = Callable[[str, str], Awaitable[object]]


def _senders(settings: Settings) -> dict[str, Send]:
    """How a platform that is set up is written to: a place or person, and the text."""
    found: dict[str, Send] = {}
    if settings.slack_bot_token is not None:
        found["slack"] = partial(send_slack, slack_config(settings))
    if settings.discord_token is not None:
        found["discord"] = partial(send_discord, discord_config(settings))
    return found
