"""The answer to one interaction: the first within three seconds, what follows by its token.

A token lives fifteen minutes: what is said later goes into the direct messages.
Source: docs.discord.com/developers/interactions/receiving-and-responding.
"""

import logging
from enum import Enum, auto
from typing import Any

from adapters.discord.api import Api, Json
from adapters.discord.asked import PRIVATE, Asked, Kind
from adapters.discord.refusals import ALREADY, LATE, code_of
from adapters.discord.render import render_message
from core.screens.views import Option, Reader, View

log = logging.getLogger(__name__)
_MESSAGE, _LATER, _UPDATE_LATER, _UPDATE, _OPTIONS, _MODAL = 4, 5, 6, 7, 8, 9
"""Types of first answers."""


class Stage(Enum):
    """How far an answer is."""

    NONE = auto()
    PUT_OFF = auto()
    """Discord shows "is thinking"."""
    HELD = auto()
    """A press was acknowledged: nothing shows."""
    SAID = auto()


class Reply:
    """One interaction's answer, for the eyes of who asked. Raises what the client raises."""

    def __init__(self, api: Api, asked: Asked) -> None:
        self._api = api
        self._asked = asked
        self._stage = Stage.NONE

    @property
    def fresh(self) -> bool:
        """Whether nothing was answered yet: a form can be opened."""
        return self._stage is Stage.NONE

    async def put_off(self) -> None:
        """The first answer where the real one takes longer."""
        if not self.fresh:
            return
        if self._takes_its_place:
            await self._first(_UPDATE_LATER)
            self._stage = Stage.HELD
            return
        await self._first(_LATER, {"flags": PRIVATE})
        self._stage = Stage.PUT_OFF

    async def say(self, view: View, reader: Reader) -> None:
        """*view* to who asked alone. In answer to a private message it takes its place: its
        buttons are used up."""
        body = render_message(view, reader).payload(private=True)
        if self.fresh:
            await self._first(_UPDATE if self._takes_its_place else _MESSAGE, body)
        elif self._stage is Stage.SAID:
            await self._later(body)
        else:
            await self._in_place(body)
        self._stage = Stage.SAID

    async def nothing(self) -> None:
        """What was pressed shows by itself what came of it."""
        if self.fresh:
            await self._first(_UPDATE_LATER)
        elif self._stage is Stage.PUT_OFF:
            await self._api.withdraw(self._asked.application, self._asked.token)
        self._stage = Stage.SAID

    async def open(self, modal: Json) -> None:
        """A window; only as the first answer."""
        await self._first(_MODAL, modal)
        self._stage = Stage.SAID

    async def offer(self, options: tuple[Option, ...]) -> None:
        """What may be meant by what was typed so far."""
        choices = [{"name": each.label[:100], "value": each.value[:100]} for each in options[:25]]
        await self._first(_OPTIONS, {"choices": choices})

    @property
    def _takes_its_place(self) -> bool:
        return self._asked.kind in {Kind.PRESS, Kind.FORM} and self._asked.private

    async def _first(self, kind: int, data: Json | None = None) -> None:
        body: dict[str, Any] = {"type": kind, **({"data": data} if data else {})}
        try:
            await self._api.respond(self._asked.id, self._asked.token, body)
        except Exception as error:
            if code_of(error) == ALREADY:
                return  # A first try had arrived after all.
            if code_of(error) not in LATE or not data or "components" not in data:
                raise
            await self._by_letter(data)

    async def _in_place(self, body: Json) -> None:
        try:
            await self._api.answer_again(self._asked.application, self._asked.token, body)
        except Exception as error:
            if code_of(error) not in LATE:
                raise
            await self._by_letter(body)

    async def _later(self, body: Json) -> None:
        try:
            await self._api.add_answer(self._asked.application, self._asked.token, body)
        except Exception as error:
            if code_of(error) not in LATE:
                raise
            await self._by_letter(body)

    async def _by_letter(self, body: Json) -> None:
        """The interaction is over: the answer comes as a direct message, for their eyes too."""
        log.warning("an interaction was over before its answer: sent as a direct message")
        place = await self._api.open_dm(self._asked.user)
        open_body = {**body, "flags": int(body.get("flags", 0)) & ~PRIVATE}
        await self._api.post(place, open_body, f"late{self._asked.id}")
