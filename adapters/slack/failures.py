"""Errors → an answer of status 200 on the surface where the person is looking."""

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from enum import Enum, auto
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from adapters.answered import problem_of
from adapters.slack.render import render_modal
from adapters.slack.surfaces import private
from adapters.slack.tenancy import Payload
from adapters.slack.translate import input_blocks
from adapters.slack.words import typed
from core.kernel.locale import Locale
from core.kernel.text import shorten
from core.screens.views import Problem, Reader
from core.screens.wording.ink import Ink, flat

log = logging.getLogger(__name__)
PLAIN_READER = Reader("UTC")
ERROR_ROOM = 600

Handler = Callable[[AsyncAck, dict[str, Any]], Awaitable[BoltResponse]]
Teller = Callable[[dict[str, Any], Problem], None]
Timed = Callable[[str], AbstractContextManager[None]]


@contextmanager
def untimed(_surface: str) -> Iterator[None]:
    """Nobody measures how long an answer takes."""
    yield


AWAY = "person_away"


class Surface(Enum):
    """Where somebody waits for the answer."""

    COMMAND = auto()
    PRESS = auto()
    FORM = auto()
    EVENT = auto()


def guarded(
    surface: Surface, handler: Handler, tell: Teller, reader: Reader = PLAIN_READER,
    timed: Timed = untimed,
) -> Handler:  # fmt: skip
    """*handler*, whose every error becomes an answer to *reader*; events alone are refused with
    503.

    *tell* brings a problem to whoever pressed something, where the acknowledgement cannot.
    *timed* measures how long each took.
    """

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        with timed(surface.name.lower()):
            return await answer(ack, body)

    async def answer(ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        try:
            return await handler(ack, body)
        except Exception as error:
            problem = problem_of(error, said(body), reader.locale)
        if surface is Surface.EVENT:
            return BoltResponse(status=503, body="")
        if surface is Surface.PRESS:
            tell(body, problem)
            return await ack()
        if surface is Surface.FORM:
            return await ack(**form_problem(body, problem, reader))
        return await ack(private(problem, reader))

    return listener


def called_here(commands: Mapping[str, str]) -> Locale:
    """How things are said before it is known to whom. *commands*: typed name → home."""
    return Locale(PLAIN_READER.locale, {home: name for name, home in commands.items()})


def said(body: Payload) -> str:
    """What was typed, to be given back: nobody types it twice."""
    command, text = body.get("command"), typed(str(body.get("text") or ""))
    return f"{command} {text}".strip() if command else ""


def form_problem(body: Payload, problem: Problem, reader: Reader) -> dict[str, Any]:
    """The acknowledgement that leaves the form open, with what was typed still in it.

    Who was asked is away: the answers take the form's place, for what was filled in waits for them.
    """
    inputs = input_blocks(body)
    if not inputs or (problem.code == AWAY and problem.buttons):
        return {"response_action": "update", "view": render_modal(problem, reader)}
    field = problem.field if problem.field in inputs else inputs[0]
    ink = Ink(reader)
    lines = [flat(line, ink) for line in problem.lines]
    if problem.example:
        lines.append(problem.example)
    text = shorten(" ".join(lines), ERROR_ROOM) or ink.plain("answer.not_saved")
    return {"response_action": "errors", "errors": {field: text}}
