"""The command line."""

import asyncio
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from adapters.slack.manifest import Profile
from bot import audit as auditing
from bot import cli_database, cli_ladder, cli_letters, cli_run, erasing, ladders, logs, pausing
from bot import doctor_discord as linking
from bot import export as exporting
from bot import selftest as measuring
from bot import settings as reading
from bot import simulate as simulating
from bot import typed as typed_lines
from bot.answering import Answers
from bot.doctor import examine, sent_test
from bot.manifest import manifest_text
from bot.sandbox import SandboxRun, start_sandbox
from bot.terminal import Config, configured, fail, plainly, until_told
from core.projects.model import LadderName

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Chivvy makes sure that work gets finished.",
)
app.command(cli_run.NAME)(cli_run.run)
app.add_typer(cli_letters.refused, name="deadletter")
app.add_typer(cli_letters.review, name="review")
app.add_typer(cli_ladder.ladder, name="ladder")
for command in (cli_database.backup, cli_database.restore, cli_database.verify, cli_database.move):
    app.command()(command)


def main() -> None:
    """The entry point of all commands."""
    plainly(app, auditing.Unclear, typed_lines.Unreadable, ladders.Unfit)


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(help="0 takes a free one.")] = 8300,
    story: Annotated[bool, typer.Option(help="Begin with the story in progress.")] = True,
) -> None:
    """Try Chivvy in your browser: no account, no token, no network."""
    logging.basicConfig(level="WARNING", format=logs.LINE)
    asyncio.run(until_told(_sandbox(port, story=story)))


async def _sandbox(port: int, *, story: bool) -> None:
    running = await _on_a_port(port, story=story)
    print(f"\n  Chivvy's sandbox is open: {running.address}\n", flush=True)
    print("  Everything stays on this machine. Press Ctrl+C to close it.", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await running.stop()


@app.command()
def pause(
    reason: Annotated[
        list[str] | None, typer.Argument(help="Why; every answer says it meanwhile.")
    ] = None,
    config: Config = None,
) -> None:
    """Stop all outgoing messages at once, also while Chivvy runs; nothing is lost."""
    pausing.pause(configured(config), " ".join(reason or ()))
    print("Messages are paused. To let them go again: chivvy resume")


@app.command()
def resume(config: Config = None) -> None:
    """Let messages go out again; what waited comes once, as far as it still holds."""
    resumed = pausing.resume(configured(config))
    print("Messages go out again." if resumed else "Messages were not paused.")


@app.command()
def migrate(config: Config = None) -> None:
    """Bring the database to this release; a copy of it is made first."""
    settings = configured(config)
    from adapters.db import migrate  # Alembic is slow to come.

    done = migrate.upgrade(settings.database, backup=True)
    print(f"The database is at {done.after} (was {done.before or 'empty'}).")
    if done.backup:
        print(f"A copy of what it was: {done.backup}")


@app.command()
def audit(
    task: Annotated[str | None, typer.Option(help="Such as T-42.")] = None,
    person: Annotated[str | None, typer.Option(help="Handle, name or Slack id.")] = None,
    since: Annotated[str | None, typer.Option(help="A day: 2026-11-01.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")] = False,
    config: Config = None,
) -> None:
    """Who did what; what was sent, held and dropped, by which rule. Nobody's words."""
    rows = auditing.audit(reading.load(file=config), task, person, since)
    print(auditing.as_csv(rows) if as_csv else auditing.as_text(rows))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write; made if it is missing.")],
    config: Config = None,
) -> None:
    """Write everything out: each workspace as JSON lines, its tasks as CSV too."""
    for path in exporting.export(reading.load(file=config), folder):
        print(path)


@app.command()
def erase(
    person: Annotated[str, typer.Option(help="Handle, name or Slack id.")],
    yes: Annotated[bool, typer.Option("--yes", help="There is no way back.")] = False,
    config: Config = None,
) -> None:
    """Take one person's words, names and accounts out, for good."""
    settings = reading.load(file=config)
    who = erasing.found(settings, person)
    if not yes:
        fail(
            f"this can't be taken back, and copies of the database keep it; to do it:"
            f" chivvy erase --person {person} --yes"
        )
    done = erasing.erase(settings, who)
    print(f"{done.texts} texts are blank, and messages about {done.tasks} tasks are drawn anew.")
    print("Copies of the database, and what Slack holds of their own messages, are not touched.")


@app.command()
def doctor(
    send_test: Annotated[
        str | None,
        typer.Option(help="Send a test message: @handle, #channel, or an id of Slack or Discord."),
    ] = None,
    config: Config = None,
) -> None:
    """Say what is wrong, and how to mend it."""
    settings = reading.load(file=config)
    findings = asyncio.run(examine(settings))
    if send_test is not None:
        findings = (*findings, asyncio.run(sent_test(settings, send_test)))
    for finding in findings:
        print(finding)
    raise SystemExit(1 if any(finding.bad for finding in findings) else 0)


@app.command(name="discord-link")
def discord_link(config: Config = None) -> None:
    """Print the link by which Chivvy is let into a Discord server."""
    settings = reading.load(file=config)
    reading.require_discord(settings)
    print(asyncio.run(linking.discord_link(settings)))


@app.command()
def selftest(
    to: Annotated[str, typer.Argument(help="@handle, Slack id, or #channel: where to measure.")],
    config: Config = None,
) -> None:
    """Measure in your workspace what only a live one can answer; nothing is left behind."""
    settings = reading.load(file=config)
    for line in measuring.told(asyncio.run(measuring.selftest(settings, to))):
        print(line)


@app.command()
def manifest(
    request_url: Annotated[
        str | None, typer.Option(help="For HTTP mode: https://your.host/slack/events")
    ] = None,
    profile: Annotated[
        Profile, typer.Option(help="small: reads no channel; docs/install-slack.md has the cost.")
    ] = Profile.FULL,
    config: Config = None,
) -> None:
    """Print the app manifest to paste into Slack."""
    settings = reading.load(file=config)
    print(manifest_text(settings, request_url, profile), end="")


@app.command()
def parse(
    line: Annotated[
        list[str] | None, typer.Argument(help="A task line; without one, standard input is read.")
    ] = None,
    zone: Annotated[str, typer.Option(help="Whose day it is: an IANA name.")] = "UTC",
    locale: Annotated[str, typer.Option(help="Language and date order: de-DE, en-US.")] = "en-GB",
    now: Annotated[str | None, typer.Option(help="ISO; the present moment if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what a typed line is read as; needs no settings and no database."""
    who = typed_lines.asker(zone, locale, now)
    typed = [" ".join(line)] if line else _typed_in()
    for n, one in enumerate(typed or [""]):
        found = typed_lines.reading_of(one.rstrip("\n"), who)
        if as_json:
            print(typed_lines.as_json(one.rstrip("\n"), found))
        else:
            print(("\n" if n else "") + typed_lines.as_text(found))


def _typed_in() -> list[str]:
    """The lines of standard input; none when somebody sits at it and typed no line."""
    return [] if sys.stdin.isatty() else [one for one in sys.stdin if one.strip()]


@app.command()
def simulate(
    project: Annotated[str, typer.Option(help="The word after the #, such as infra.")],
    policy: Annotated[
        LadderName | None, typer.Option(help="How firmly; as it is set, if left out.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=60)] = 10,
    answers: Annotated[
        Answers, typer.Option(help="Nobody, everybody within the hour, or as in the past.")
    ] = Answers.NONE,
    seed: Annotated[int, typer.Option(help="Another draw of the past's answers.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    config: Config = None,
) -> None:
    """Show who would hear what, and when; on a copy: nothing is sent and nothing changed."""
    settings, now = configured(config), datetime.now(UTC)
    key = project.removeprefix("#")
    asked = simulating.Asked(policy, days, answers, seed)
    find = simulating.named(key)
    played = asyncio.run(simulating.simulate(settings.database, find, asked, now))
    print(simulating.as_json(played) if as_json else simulating.as_text(played))


async def _on_a_port(port: int, *, story: bool) -> SandboxRun:
    """The sandbox on *port*, or on a free one when that is taken."""
    try:
        return await start_sandbox(port=port, played=story)
    except OSError:
        return await start_sandbox(port=0, played=story)
