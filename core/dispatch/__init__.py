"""The two doors: what people say, and what time brings.

Scheduler, adapters, web and command line use nothing else.
"""

from core.dispatch.acts import ACTS, Intent
from core.dispatch.administration import (
    capabilities,
    erase,
    measured,
    offer_admin,
    only_here,
    pause_all,
    resume_all,
)
from core.dispatch.asking import read_form, read_press, read_words
from core.dispatch.capturing import Shown, capture_form, capture_key, thread_form
from core.dispatch.doors import is_shut, told_of_doors
from core.dispatch.found import Found
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
from core.dispatch.homes import depends_on, homes_of, known_in, memory_of, role_named
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
from core.dispatch.linking import looked
from core.dispatch.looking import home, look, problem
from core.dispatch.messages import forwarded, own_message
from core.dispatch.missed import Conversation, conversations, missed
from core.dispatch.missing import Sought, owners_on, sought
from core.dispatch.naming import in_our_thread, numbers_of, show_named
from core.dispatch.quiet import disturb, to_ask
from core.dispatch.reacting import (
    Wanted,
    reaction_stands,
    reaction_wanted,
    read_reaction,
    refused_first,
    take_reaction,
)
from core.dispatch.recording import give_up, record, resume, revive, suspend
from core.dispatch.restored import RESTORED, set_aside
from core.dispatch.sources import is_source, read_new_text, source_changed
from core.dispatch.suggesting import read_day, suggest
from core.dispatch.time import (
    Due,
    compose,
    draw,
    due,
    earliest,
    forget,
    forgettable,
    hold,
    outlook,
    put_off,
    sweep,
    sweepable,
    tick,
    tick_one,
)
from core.reading.kept import keep, recall
from core.reading.orders import is_order

__all__ = [
    "ACTS",
    "RESTORED",
    "Conversation",
    "Due",
    "Found",
    "Intent",
    "Shown",
    "Sought",
    "Unknown",
    "Unsure",
    "Wanted",
    "appoint",
    "arrive",
    "capabilities",
    "capture_form",
    "capture_key",
    "compose",
    "conversations",
    "depends_on",
    "disturb",
    "doubt",
    "draw",
    "due",
    "earliest",
    "erase",
    "forget",
    "forgettable",
    "forwarded",
    "give_up",
    "handle",
    "hold",
    "home",
    "homes_of",
    "in_our_thread",
    "is_order",
    "is_shut",
    "is_source",
    "keep",
    "know_members",
    "known_in",
    "learn",
    "look",
    "looked",
    "lose",
    "measured",
    "memory_of",
    "missed",
    "moved",
    "numbers_of",
    "offer_admin",
    "only_here",
    "outlook",
    "own_message",
    "owners_on",
    "pause_all",
    "place_news",
    "problem",
    "put_off",
    "reaction_stands",
    "reaction_wanted",
    "read_day",
    "read_form",
    "read_new_text",
    "read_press",
    "read_reaction",
    "read_words",
    "reader_of",
    "recall",
    "record",
    "refused_first",
    "resume",
    "resume_all",
    "revive",
    "role_named",
    "set_aside",
    "set_hold",
    "show_named",
    "sought",
    "source_changed",
    "spoke",
    "suggest",
    "suspend",
    "sweep",
    "sweepable",
    "take_reaction",
    "thread_form",
    "tick",
    "tick_one",
    "to_ask",
    "told_of_doors",
    "unknown",
    "unsure",
    "unsure_for",
    "workspace_of",
]  # fmt: skip
