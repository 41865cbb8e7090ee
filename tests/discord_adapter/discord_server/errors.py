"""How Discord refuses. The codes are those that the product meets; each with its HTTP status.

Source: docs.discord.com/developers/topics/opcodes-and-status-codes, "JSON Error Codes".
"""

from collections.abc import Mapping
from typing import Final

from tests.discord_adapter.discord_server.model import Json

CODES: Final[Mapping[int, tuple[int, str]]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20012: (403, "You are not authorized to perform this action on this application"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached."),
    40003: (429, "You are opening direct messages too fast"),
    30034: (400, "Max number of daily application command creates has been reached (200)"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160004: (400, "A thread has already been created for this message"),
}


class Refused(Exception):
    """A request that Discord turns down."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code}: {message} {errors or ''}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> Json:
        """The answer's JSON."""
        more = {"errors": self.errors} if self.errors else {}
        return {"message": self.message, "code": self.code, **more}


def refusal(code: int) -> Refused:
    """The refusal with that code."""
    status, message = CODES[code]
    return Refused(status, code, message)


class Problems:
    """Collects what is wrong with a body, each at its path, in Discord's nested shape."""

    def __init__(self, *within: str) -> None:
        self._within = within
        self.tree: Json = {}

    def add(self, path: tuple[str | int, ...], code: str, message: str) -> None:
        """Note one problem at a path such as ("components", 0, "label")."""
        node = self.tree
        for part in (*self._within, *path):
            node = node.setdefault(str(part), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, path: tuple[str | int, ...], low: int, high: int) -> None:
        """Note that a text or list is too short or too long."""
        told = f"Must be between {low} and {high} in length."
        self.add(path, "BASE_TYPE_BAD_LENGTH", told)

    def refuse(self) -> None:
        """Raise what was collected."""
        if self.tree:
            status, message = CODES[50035]
            raise Refused(status, 50035, message, self.tree)
