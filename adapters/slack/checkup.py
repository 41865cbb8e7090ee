"""What ``chivvy doctor`` asks of Slack: who we are there, what we may do, and where we are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import SlackConfig, web_client
from adapters.slack.manifest import SCOPES
from adapters.slack.refusals import failure
from core.kernel.values import dataclass
from core.screens.messenger import Gone, Refused, Remote


@dataclass(frozen=True, slots=True)
class Report:
    """Names of the bot and its team, and what is not as it should be."""

    bot: str
    team: str
    missing: tuple[str, ...]
    """Scopes of the full manifest that were not granted."""
    behind: float | None = None
    """Seconds that our clock is behind Slack's; negative: ahead. None: Slack does not tell."""
    socket: str = ""
    """Why no line of Socket Mode can be opened; empty: it can, or is not wanted."""
    outside: tuple[str, ...] = ()
    """Of the channels that were asked about: where we can't post."""


async def check_slack(
    config: SlackConfig, channels: Sequence[str] = (), now: datetime | None = None
) -> Report:
    """Signs in. Raises a DeliveryFailure that says why Slack refused or was not reached."""
    client = web_client(config)
    try:
        answer = await client.auth_test()
    except Exception as error:
        raise failure(error) from error
    granted = _granted(str(answer.headers.get("x-oauth-scopes", "")))
    return Report(
        str(answer.get("user")),
        str(answer.get("team")),
        tuple(s for s, _ in SCOPES if granted and s not in granted),
        _behind(str(answer.headers.get("Date", "")), now),
        await _socket(client, config),
        await _outside(client, channels),
    )


def _granted(header: str) -> frozenset[str]:
    return frozenset(scope.strip() for scope in header.split(",") if scope.strip())


def _behind(header: str, now: datetime | None) -> float | None:
    try:
        theirs = parsedate_to_datetime(header)
    except ValueError:
        return None
    return (theirs - (now or datetime.now(UTC))).total_seconds()


async def _socket(client: AsyncWebClient, config: SlackConfig) -> str:
    """Asks for an address and leaves it: no line is opened."""
    if not config.app_token:
        return ""
    try:
        await client.apps_connections_open(app_token=config.app_token)
    except Exception as error:
        return str(failure(error))
    return ""


async def _outside(client: AsyncWebClient, channels: Sequence[str]) -> tuple[str, ...]:
    found = []
    for channel in channels:
        try:
            told = (await client.conversations_info(channel=channel)).get("channel") or {}
        except Exception as error:
            if isinstance(failure(error), Gone | Refused):
                found.append(channel)
            continue
        if not told.get("is_member") or told.get("is_archived"):
            found.append(channel)
    return tuple(found)


async def send_test(config: SlackConfig, to: str, text: str) -> Remote:
    """One message to a person or channel, by its id. Raises a DeliveryFailure."""
    client = web_client(config)
    try:
        channel = to
        if to.startswith(("U", "W")):
            opened = await client.conversations_open(users=to)
            channel = str((opened.get("channel") or {})["id"])
        sent = await client.chat_postMessage(channel=channel, text=text)
    except Exception as error:
        raise failure(error) from error
    return Remote(channel, str(sent["ts"]))
