"""``/task admin ...`` becomes an intent, or the page that says who is admin."""

import re

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId
from core.kernel.text import clean
from core.people.commands import (
    AccountLink,
    AdminIntent,
    ClaimAdmin,
    DismissAdmin,
    JoinAdmins,
    MakeAdmin,
    OfferLink,
    PartLink,
    PauseMessages,
    ResumeMessages,
    TakeLink,
)
from core.people.ports import People
from core.queries import ShowAdmins
from core.reading.names import somebody

_PAUSE = frozenset({"pause", "stop", "halt", "silence", "mute"})
_RESUME = frozenset({"resume", "continue", "unpause", "go", "unmute"})
_JOIN = frozenset({"me", "join"})
_LINK = frozenset({"link", "connect"})
_APART = frozenset({"off", "undo", "none", "remove", "apart", "end"})
_ADD = frozenset({"add", "appoint", "make"})
_REMOVE = frozenset({"remove", "dismiss", "drop", "delete"})
_CODE = re.compile(r"[0-9A-Za-z]{4}[-– ]?[0-9A-Za-z]{4}")  # noqa: RUF001 - as phones write it
EXAMPLE = "/task admin pause wrong channel"


def read_link(text: str) -> AccountLink:
    """``/task link``, with the code that the other account showed, or *off*."""
    code = clean(text).strip(" .:")
    if code.casefold() in _APART:
        return PartLink()
    return TakeLink(code) if code else OfferLink()


def read_admin(people: People, text: str, ctx: Context) -> AdminIntent | AccountLink | ShowAdmins:
    """What the words after ``/task admin`` ask for; none show who is admin."""
    words = clean(text)
    if not words:
        return ShowAdmins()
    first, _, rest = words.partition(" ")
    word, rest = first.casefold().strip(" :.!"), rest.strip(" -–—:")  # noqa: RUF001
    if word in _PAUSE:
        return PauseMessages(rest)
    if word in _RESUME:
        return ResumeMessages()
    if word in _JOIN or (word in _ADD and rest.casefold() in _JOIN):
        return JoinAdmins()
    if word in _ADD:
        return MakeAdmin(_named(people, rest, ctx, "/task admin add @maria"))
    if word in _REMOVE:
        if rest.casefold() == "me":
            return DismissAdmin(ctx.actor)
        return DismissAdmin(_named(people, rest, ctx, "/task admin remove @maria"))
    if word in _LINK:
        return TakeLink(rest, whole=True) if rest else OfferLink(whole=True)
    code = rest if word == "code" else words
    if _CODE.fullmatch(code):
        return ClaimAdmin(code)
    raise BadInput("which_admin_act", typed=words[:80], example=EXAMPLE)


def _named(people: People, typed: str, ctx: Context, example: str) -> PersonId:
    if not typed:
        raise BadInput("no_person", field="person", example=example)
    return somebody(people, typed, ctx, "person", example)
