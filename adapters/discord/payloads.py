"""What an interaction means to us, read from its payload. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.discord.asked import Asked
from adapters.discord.render.buttons import MORE
from adapters.discord.tenancy import PLATFORM
from core.kernel.errors import BadInput
from core.kernel.tokens import Token


def called(asked: Asked, user: str | None) -> str:
    """What Discord calls somebody who was picked."""
    people = (asked.data.get("resolved") or {}).get("users") or {}
    found: Mapping[str, Any] = people.get(user) or {}
    return str(found.get("global_name") or found.get("username") or "")


def key_of(asked: Asked) -> str:
    """Makes an interaction happen once."""
    return f"{PLATFORM}:{asked.kind.name.lower()}:{asked.id}"


def name_of(asked: Asked) -> str:
    """Under which name what was filled in is kept."""
    return f"d{asked.id}"


def pressed(asked: Asked) -> Token:
    """What a button or menu means. BadInput("stale_button") for what we never drew."""
    chosen = asked.data.get("values") or []
    if asked.token_id.startswith(f"{MORE}:"):
        return Token.decode(str(chosen[0]) if chosen else "")
    token = Token.decode(asked.token_id)
    return replace(token, value=str(chosen[0])) if chosen else token


def target(asked: Asked) -> Mapping[str, Any]:
    """The message that a shortcut was used on."""
    messages = (asked.data.get("resolved") or {}).get("messages") or {}
    found = messages.get(str(asked.data.get("target_id")))
    if not isinstance(found, Mapping):
        raise BadInput("stale_button")
    return found
