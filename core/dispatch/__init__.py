"""The two doors: what people say, and what time brings.

Scheduler, adapters, web and command line use nothing else.
"""

from core.dispatch.acts import ACTS, Intent
from core.dispatch.asking import (
    Found,
    capture_form,
    capture_key,
    read_form,
    read_press,
    read_words,
)
from core.dispatch.handling import arrive, handle, learn, reader_of, set_hold, spoke, suspend
from core.dispatch.looking import home, look, problem
from core.dispatch.time import compose, draw, earliest, record, tick

__all__ = [
    "ACTS", "Found", "Intent", "arrive", "capture_form", "capture_key", "compose", "draw",
    "earliest", "handle", "home", "learn", "look", "problem", "read_form", "read_press",
    "read_words", "reader_of", "record", "set_hold", "spoke", "suspend", "tick",
]  # fmt: skip
