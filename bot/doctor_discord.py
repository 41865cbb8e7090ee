"""What ``chivvy doctor`` says of Discord, and the link that lets Chivvy into a guild."""

import asyncio

from adapters.discord.checkup import Report, Standing, check_discord
from adapters.discord.permissions import Permission
from bot.findings import Finding, bad, clock, good
from bot.homes import homes, roles_asked_for
from bot.platforms import discord_config
from bot.settings import Settings
from bot.trust import told
from core.screens.messenger import DeliveryFailure, Suspended

FEW_STARTS = 50
"""Discord allows 1,000 starts a day, and takes the token away from who uses more."""


async def discord_findings(settings: Settings) -> list[Finding]:
    """Token, intents, commands, clock, and what may be done in each guild."""
    live = await asyncio.to_thread(homes, settings, "discord")
    roles = await asyncio.to_thread(roles_asked_for, settings)
    names = {home.place: home.name for home in live}
    try:
        report = await check_discord(
            discord_config(settings), tuple((home.team, home.place) for home in live), tuple(roles)
        )
    except Suspended as failure:
        fix = "copy the token anew from Bot, Reset Token, of your Discord app into DISCORD_TOKEN"
        return [bad(f"Discord: {told(failure)}; {fix}")]
    except DeliveryFailure as failure:
        return [bad(f"Discord: {told(failure)}; check DISCORD_TOKEN and DISCORD_API_BASE_URL")]
    found = [good(f"Discord: signed in as {report.bot}"), *_guilds(report)]
    found += [_content(settings, report), _commands(report), *_starts(report)]
    found += clock("Discord", report.behind)
    found += [
        _lacking(f"{names[place]}, home to a project", lack)
        for place, lacks in report.closed
        for lack in lacks
    ]
    found += [_lost(*roles[role]) for role in report.lost]
    return found


def _lost(name: str, setting: str) -> Finding:
    """Whoever had it has lost it, so what it gave them is over."""
    return bad(
        f"Discord: the role {name or 'that was chosen'} is no longer there, and nobody has what it"
        f" gave; choose another: `/task settings workspace {setting}`"
    )


async def discord_link(settings: Settings) -> str:
    """Where somebody who manages a guild lets us in. Raises a DeliveryFailure."""
    return (await check_discord(discord_config(settings))).link


def _guilds(report: Report) -> list[Finding]:
    if not report.guilds:
        return [bad(f"Discord: in no server yet; let it into yours: {report.link}")]
    found = [good(f"Discord: to let it into another server: {report.link}")]
    for guild in report.guilds:
        found += _guild(guild)
    return found


def _guild(guild: Standing) -> list[Finding]:
    if not guild.missing:
        return [good(f"Discord: {guild.name}: every permission is there")]
    return [_lacking(guild.name, each) for each in guild.missing]


def _lacking(where: str, permission: Permission) -> Finding:
    """Without some nothing is posted; without the others less works."""
    text = f"Discord: {where}: {permission.name} is missing; without it: {permission.without}"
    fix = "; allow it to Chivvy's role, there or under Server Settings, Roles"
    return bad(text + fix) if permission.needed else good(text)


def _content(settings: Settings, report: Report) -> Finding:
    """Asking for an intent that is not switched on ends the connection."""
    if settings.discord_message_content and not report.content:
        return bad(
            "Discord: DISCORD_MESSAGE_CONTENT is set, and the app may not read messages, so Discord"
            " ends the connection; switch on Message Content Intent at"
            " discord.com/developers/applications, Bot, Privileged Gateway Intents, or take the"
            " setting out"
        )
    if settings.discord_message_content:
        return good(
            "Discord: message content is read: T-42 in a message is answered, and so are words that"
            " begin with Chivvy, and orders in the thread of a task"
        )
    return good(
        "Discord: message content is not read; commands, @Chivvy, Capture as task and buttons work,"
        " T-42 in other messages is not answered, and words there need @Chivvy"
    )


def _commands(report: Report) -> Finding:
    if report.current:
        return good("Discord: the commands are those of this release")
    return bad(
        "Discord: the commands are not those of this release; `chivvy run` registers them at its"
        " start"
    )


def _starts(report: Report) -> list[Finding]:
    if report.starts >= FEW_STARTS:
        return []
    return [
        bad(
            f"Discord: only {report.starts} connections may still be begun today; something starts"
            " Chivvy again and again: the log says why"
        )
    ]
