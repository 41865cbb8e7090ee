"""``chivvy doctor``: what is wrong, one line each, with the fix."""

import asyncio
from dataclasses import dataclass

from adapters.db import migrate
from adapters.db.beside import peek, running
from adapters.slack.checkup import check_slack
from bot.app import slack_config
from bot.deadletters import dead_in
from bot.settings import BrokenSettings, Settings, require_slack
from core.kernel.errors import ChivvyError
from core.screens.delivery import DeliveryFailure
from core.trial import room_of
from core.unit import Unit


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: good, or bad with what to do."""

    bad: bool
    text: str

    def __str__(self) -> str:
        return f"{'✗' if self.bad else '✓'} {self.text}"


def good(text: str) -> Finding:
    """Nothing to do."""
    return Finding(False, text)


def bad(text: str) -> Finding:
    """Something to mend."""
    return Finding(True, text)


async def examine(settings: Settings) -> tuple[Finding, ...]:
    """Settings, database, what waits in it, and the platform; each on its own."""
    found = list(_settings(settings))
    database = await asyncio.to_thread(_database, settings)
    found.append(database)
    if not database.bad:
        found += await asyncio.to_thread(_contents, settings)
    if settings.slack_bot_token is not None:
        found += await _slack(settings)
    return tuple(found)


def _settings(settings: Settings) -> tuple[Finding, ...]:
    try:
        require_slack(settings)
    except BrokenSettings as broken:
        return tuple(bad(line) for line in broken.lines)
    return (good("settings: complete"),)


def _database(settings: Settings) -> Finding:
    try:
        if migrate.is_empty(settings.database):
            return bad("database: empty; run `chivvy migrate`, or `chivvy run` for the first time")
        now, head = migrate.current(settings.database), migrate.head()
    except ChivvyError as error:
        return bad(f"database: {error}")
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
        return [*found, bad(f"database: {error.code}")]


def _standing(unit: Unit, settings: Settings) -> list[Finding]:
    return [
        *_pauses(unit),
        *_trials(unit, settings),
        *_stuck(len(dead_in(unit)), len(unit.inbox.parked())),
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


def _stuck(dead: int, parked: int) -> list[Finding]:
    found = []
    if dead:
        found.append(bad(f"{dead} messages were refused; see `chivvy deadletter list`"))
    if parked:
        found.append(bad(f"{parked} events could not be worked off; the log says why"))
    return found or [good("nothing is stuck")]


async def _slack(settings: Settings) -> list[Finding]:
    try:
        report = await check_slack(slack_config(settings))
    except DeliveryFailure as failure:
        return [bad(f"Slack: {failure}; check SLACK_BOT_TOKEN and SLACK_API_BASE_URL")]
    found = [good(f"Slack: signed in as {report.bot} in {report.team}")]
    if report.missing:
        names = ", ".join(report.missing)
        found.append(bad(f"Slack: scopes missing: {names}; update the app from `chivvy manifest`"))
    return found
