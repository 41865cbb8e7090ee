"""One Web API call: its arguments, and the rules that all methods share."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from adapters.sandbox.backend import Backend
from adapters.sandbox.errors import SlackError
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import Channel

T = TypeVar("T")

MAX_LIMIT = 999


@dataclass(frozen=True, slots=True)
class Call:
    """A call by the app: form fields are strings, JSON bodies keep their types."""

    backend: Backend
    args: Json

    def text(self, name: str, missing: str | None = None) -> str:
        """Return a string argument; raise the error `missing` when it is not there."""
        value = self.args.get(name)
        if value is None or value == "":
            if missing:
                raise SlackError(missing)
            return ""
        return value if isinstance(value, str) else str(value)

    def flag(self, name: str) -> bool:
        """Return a boolean argument; absent is false."""
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """Return a whole number; `invalid_arguments` when it is none."""
        try:
            return int(str(self.args.get(name) or default))
        except ValueError:
            raise SlackError("invalid_arguments") from None

    def structure(self, name: str, broken: str) -> Any:  # noqa: ANN401  (any JSON)
        """Return a JSON argument, written out or not; raise `broken` when it is neither."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(broken) from None

    def channel(self) -> Channel:
        """Return the channel argument as the app sees it."""
        return self.backend.ws.channel_for(self.backend.ws.bot, self.text("channel"))

    def page(self, items: Sequence[T], default: int, write: Callable[[T], Json | str]) -> "Page":
        """Cut the page that `cursor` and `limit` ask for."""
        start = _from_cursor(self.text("cursor"))
        limit = self.number("limit", default)
        if not 1 <= limit <= MAX_LIMIT:
            raise SlackError("invalid_limit")
        end = start + limit
        cursor = _cursor(end) if end < len(items) else ""
        return Page([write(item) for item in items[start:end]], cursor)


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list; an empty cursor means that nothing follows."""

    items: list[Any]
    cursor: str

    def answer(self, name: str, **more: object) -> Json:
        """Write the page under a name, with the cursor where clients look for it."""
        return {name: self.items, **more, "response_metadata": {"next_cursor": self.cursor}}


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _from_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None
