"""`chivvy run`, apart from the other commands: it stays for months, and loads nothing of theirs."""

import asyncio
from typing import Annotated

import typer

from bot import settings as reading
from bot.app import Chivvy, first_admin, prepare
from bot.clocks import RealClock
from bot.metrics import Metrics
from bot.roles import Role, require_role
from bot.serving import served
from bot.settings import Settings
from bot.terminal import Config, configured, plainly, until_told
from bot.web import web_app

NAME = "run"
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def main(arguments: list[str]) -> None:
    """The entry point, with what was typed behind `chivvy run`."""
    plainly(lambda: app(arguments, prog_name=f"chivvy {NAME}"))


@app.command(NAME)
def run(
    role: Annotated[
        Role, typer.Option(help="What of the work this process does; others need PostgreSQL.")
    ] = Role.ALL,
    config: Config = None,
) -> None:
    """Run Chivvy for your workspace."""
    settings = configured(config)
    reading.require_platform(settings)
    require_role(role, settings)
    prepare(settings)
    asyncio.run(until_told(_run(settings, role)))


async def _run(settings: Settings, role: Role) -> None:
    metrics = Metrics()
    bot = Chivvy(settings, RealClock(), meter=metrics, role=role)
    await bot.start()
    try:
        async with metrics.watching(), served(web_app(bot, metrics), settings.port) as address:
            print(f"Chivvy runs. Health: {address}/readyz", flush=True)
            if bot.admin_code:
                print(f"Nobody is admin yet. {first_admin(bot)}", flush=True)
            await asyncio.Event().wait()
    finally:
        await bot.stop()
