"""No token and nobody's words in a log line, whatever the level, nor in what an error says."""

import logging

import pytest
from attrs import asdict

from adapters.sandbox.faults import Fault
from adapters.slack.app import SlackConfig
from bot.platforms import slack_config
from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, november, open_infra
from tests.support.team import team_at_work

CANARIES = ("Quokka", "Wombat", "Narwhal", "Zanzibar", "Yttrium")


def sang(records: list[logging.LogRecord], words: tuple[str, ...]) -> list[str]:
    """The lines in which one of *words* stands, with its traceback."""
    lines = [logging.Formatter("%(name)s %(message)s").format(record) for record in records]
    return [line[:300] for line in lines if any(word in line for word in words)]


async def test_nothing_said_and_no_token_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG, with commands, forms, messages, refusals, lost answers and errors."""
    caplog.set_level(logging.DEBUG)
    async with team_at_work(start=MONDAY) as team:
        sandbox = team.run.sandbox
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order Quokka @maria friday !share")
        shown = await team.types(ANA, INFRA, "/task show T-1")
        await team.presses(ANA, shown, "Edit")
        await team.submits(ANA, title="Order Wombat")
        await team.says(JONAS, INFRA, "Narwhal is late")
        await team.types(MARIA, INFRA, "/task block T-1 Zanzibar @jonas")
        await team.types(ANA, INFRA, "/task frobnicate Yttrium")
        for fault in (
            Fault(error="invalid_blocks"), Fault(status=502, applied=True), Fault(drop=True),
            Fault(error="internal_error"), Fault(status=429, retry_after=1),
        ):  # fmt: skip
            sandbox.faults.add("chat.postMessage", fault)
            await team.types(ANA, INFRA, "/task add Yttrium for all @maria friday")
            await team.settled()
        await team.until(november(24, 10))
        tokens = (sandbox.bot_token, sandbox.app_token)
    assert len(caplog.records) > 20
    assert sang(caplog.records, CANARIES) == []
    assert sang(caplog.records, tokens) == []


async def test_a_printed_configuration_shows_no_token() -> None:
    """Settings and what the adapter is told hide them."""
    async with team_at_work(start=MONDAY) as team:
        settings = team.run.bot.settings
        config = slack_config(settings)
        assert isinstance(config, SlackConfig)
        shown = repr(settings) + str(settings) + repr(config) + repr(asdict(settings))
        for token in (team.run.sandbox.bot_token, team.run.sandbox.app_token):
            assert token not in shown
