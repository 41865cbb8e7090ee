"""Which scope each method needs. Source: its page under docs.slack.dev/reference/methods."""

from collections.abc import Collection

from adapters.sandbox.call import Call
from adapters.sandbox.errors import SlackError

CHAT = "chat:write"
NEEDED: dict[str, str] = {
    "team.info": "team:read",
    "dnd.teamInfo": "dnd:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "conversations.open": "im:write",
    "conversations.join": "channels:join",
    "chat.postMessage": CHAT,
    "chat.update": CHAT,
    "chat.delete": CHAT,
    "chat.postEphemeral": CHAT,
}

BY_KIND: dict[str, str] = {
    "conversations.info": "read",
    "conversations.members": "read",
    "conversations.history": "history",
    "conversations.replies": "history",
}
"""Methods whose scope depends on the conversation: `channels:`, `groups:` or `im:` before it."""

FAMILY = {"channel": "channels", "private": "groups", "im": "im"}
LISTED = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read"}


def granted(call: Call) -> Collection[str] | None:
    """Return the scopes of the manifest; None when it does not list any, and all is allowed."""
    config = call.backend.ws.app.manifest.get("oauth_config") or {}
    scopes = (config.get("scopes") or {}).get("bot")
    return None if scopes is None else frozenset(scopes)


def check_scope(method: str, call: Call) -> None:
    """Raise `missing_scope`, naming what is needed and what there is."""
    provided = granted(call)
    if provided is None:
        return
    missing = [scope for scope in _needed(method, call) if scope not in provided]
    if missing:
        names = {"needed": ",".join(missing), "provided": ",".join(sorted(provided))}
        raise SlackError("missing_scope", **names)


def _needed(method: str, call: Call) -> list[str]:
    if method in NEEDED:
        return [NEEDED[method]]
    if method == "conversations.list":
        types = (call.text("types") or "public_channel").replace(" ", "").split(",")
        return [LISTED[kind] for kind in types if kind in LISTED]
    channel = call.backend.ws.channels.get(call.text("channel"))
    if method in BY_KIND and channel is not None:
        return [f"{FAMILY[channel.kind]}:{BY_KIND[method]}"]
    return []
