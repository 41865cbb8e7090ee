"""The desk's answer whatever happens: what broke is told of, and nothing that was typed is lost."""

import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from core.kernel.errors import STORE
from core.kernel.incidents import incident
from core.screens.faults import foreseen, unforeseen
from core.screens.views import Problem, View

log = logging.getLogger(__name__)
_NOT_SAVED = frozenset(error.code for error in STORE)


async def answered(
    asking: Coroutine[Any, Any, View | None], words: str, locale: Callable[[], str]
) -> View | None:
    """The desk's answer; what it could not save comes back with the *words* that were typed.

    *locale* is asked for when something broke: the desk may have learned it meanwhile.
    """
    try:
        view = await asking
    except Exception as error:
        return problem_of(error, words, locale())
    if isinstance(view, Problem) and view.code in _NOT_SAVED and not view.typed:
        return replace(view, typed=words or None)
    return view


def problem_of(error: Exception, words: str, locale: str) -> Problem:
    """What to tell of *error*; the unexpected is logged under a number that the person gets."""
    if (told := foreseen(error, words, locale)) is not None:
        return told
    number = secrets.token_hex(4)
    log.error("incident %s: %s", number, incident(error))
    return unforeseen(error, number, words, locale)
