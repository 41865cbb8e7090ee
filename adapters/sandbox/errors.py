"""The errors that the Web API answers with."""

from adapters.sandbox.jsontypes import Json


class SlackError(Exception):
    """A call that is answered `{"ok": false, "error": code}`, with further fields if given."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def body(self) -> Json:
        """Return the answer as it goes over the wire."""
        return {"ok": False, "error": self.code, **self.extra}


class RefusedError(Exception):
    """What the person did cannot be done; the message says what to do instead."""


def invalid(code: str, problems: list[str]) -> SlackError:
    """Build the error of a payload that breaks rules, with one message per broken rule."""
    messages = [f"[ERROR] {problem}" for problem in problems]
    return SlackError(code, errors=problems, response_metadata={"messages": messages})
