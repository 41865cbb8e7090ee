"""Which request, event or post the present work is for: opaque names that the log carries."""

from contextvars import ContextVar
from typing import Final

CAUSE: Final[ContextVar[str]] = ContextVar("cause", default="")
"""Of a request what ``events.cause`` holds; of an event or a post its key."""
