"""What ``chivvy doctor`` asks of Slack: who we are there, and what we may do."""

from dataclasses import dataclass

from adapters.slack.app import SlackConfig, web_client
from adapters.slack.manifest import SCOPES
from adapters.slack.refusals import failure


@dataclass(frozen=True, slots=True)
class Report:
    """Names of the bot and its team, and the scopes of the manifest that were not granted."""

    bot: str
    team: str
    missing: tuple[str, ...]


async def check_slack(config: SlackConfig) -> Report:
    """Signs in. Raises a DeliveryFailure that says why Slack refused or was not reached."""
    client = web_client(config)
    try:
        answer = await client.auth_test()
    except Exception as error:
        raise failure(error) from error
    granted = _granted(str(answer.headers.get("x-oauth-scopes", "")))
    missing = tuple(s for s, _ in SCOPES if granted and s not in granted)
    return Report(str(answer.get("user")), str(answer.get("team")), missing)


def _granted(header: str) -> frozenset[str]:
    return frozenset(scope.strip() for scope in header.split(",") if scope.strip())
