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
from core.dispatch.handling import (
    Unknown,
    appoint,
    arrive,
    handle,
    learn,
    reader_of,
    set_hold,
    spoke,
    unknown,
    workspace_of,
)
from core.dispatch.insiders import (
    Unsure,
    doubt,
    know_members,
    lose,
    moved,
    place_news,
    unsure,
    unsure_for,
)
from core.dispatch.looking import home, look, problem
from core.dispatch.recording import give_up, record, resume, revive, suspend
from core.dispatch.time import (
    Due,
    compose,
    draw,
    due,
    earliest,
    forget,
    hold,
    is_due,
    put_off,
    tick,
    tick_one,
)

__all__ = [
    "ACTS", "Due", "Found", "Intent", "Unknown", "Unsure", "appoint", "arrive", "capture_form",
    "capture_key", "compose", "doubt", "draw", "due", "earliest", "forget", "give_up", "handle",
    "hold", "home", "is_due", "know_members", "learn", "look", "lose", "moved", "place_news",
    "problem", "put_off", "read_form", "read_press", "read_words", "reader_of", "record",
    "resume", "revive", "set_hold", "spoke", "suspend", "tick", "tick_one", "unknown", "unsure",
    "unsure_for", "workspace_of",
]  # fmt: skip
