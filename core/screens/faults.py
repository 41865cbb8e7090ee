"""What is told of an error that no answer was written for."""

from core.kernel.errors import STORE, BadInput, ChivvyError
from core.screens.views import Problem
from core.screens.words import say


def foreseen(error: Exception, words: str, locale: str) -> Problem | None:
    """A stale button, or what could not be saved, with the *words* that were typed; else None."""
    if isinstance(error, BadInput) and error.code == "stale_button":
        return Problem((say("answer.stale_button", locale),), code=error.code)
    if isinstance(error, STORE):
        return Problem((say("answer.not_saved", locale),), typed=words or None, code=error.code)
    return None


def unforeseen(error: Exception, number: str, words: str, locale: str) -> Problem:
    """Something broke; *number* stands in the log as well."""
    line = say("answer.incident", locale, incident=number)
    code = error.code if isinstance(error, ChivvyError) else "unexpected"
    return Problem((line,), typed=words or None, code=code)
