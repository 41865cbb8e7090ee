"""``settings workspace several`` and ``daily``, and their form: who may do how much of what."""

import re

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.language.mentions import mention
from core.language.model import MentionKind
from core.people.commands import SetWorkspace
from core.people.model import LEADS
from core.reading.filled import Filled

SEVERAL_EXAMPLE = "/task settings workspace several leads"
DAILY_EXAMPLE = "/task settings workspace daily 20"
EVERYBODY, ROLE = "everybody", "role"
_EVERYBODY = frozenset({"everybody", "everyone", "all", "anybody", "off", "none", "default"})
_LEADS = frozenset({"leads", "lead", "leads and admins", "admins", "leads, admins"})
_OFF = frozenset({"off", "none", "no", "unlimited", "no limit", "0", "default"})


def read_several(value: str, ctx: Context) -> SetWorkspace:
    """Who may do with several tasks at once: everybody, leads, or a role of Discord's."""
    word = " ".join(value.casefold().split()).strip(" .")
    if word in _EVERYBODY:
        return SetWorkspace(several="", role_name="")
    if word in _LEADS:
        return SetWorkspace(several=LEADS, role_name="")
    return _of_role(value, ctx, SEVERAL_EXAMPLE)


def _of_role(value: str, ctx: Context, example: str) -> SetWorkspace:
    named = mention(value.strip())
    role = named is not None and named.kind is MentionKind.GROUP and (named.id or "").isdecimal()
    if named is None or not role or ctx.platform != "discord":
        raise BadInput("which_several", field="several", typed=value[:80], example=example)
    return SetWorkspace(several=named.id or "", role_name=named.name or "")


def read_daily(value: str, ctx: Context) -> SetWorkspace:
    """How many tasks one person may add in a day; "off" bounds nothing."""
    word = " ".join(value.casefold().split())
    if word in _OFF:
        return SetWorkspace(daily=0)
    number = re.fullmatch(r"(\d{1,6})(?:\s*(?:tasks?)?(?:\s*(?:a|per)\s*day)?)", word)
    if number is None:
        raise BadInput("no_number", field="daily", typed=value[:80], example=DAILY_EXAMPLE)
    return SetWorkspace(daily=int(number.group(1)))


def submit_bounds(filled: Filled) -> SetWorkspace:
    """The form."""
    who = _who(filled)
    daily = read_daily(filled.text("daily") or "off", filled.ctx)
    return SetWorkspace(several=who.several, role_name=who.role_name, daily=daily.daily)


def _who(filled: Filled) -> SetWorkspace:
    """Another role than before counts as chosen; where none can be picked, it stays."""
    ctx, chosen, picked = filled.ctx, filled.text("several"), filled.text("role")
    before = filled.work.people.workspace().bounds.role
    if picked and (chosen == ROLE or f"<@&{before}" not in picked):
        return _of_role(picked, ctx, SEVERAL_EXAMPLE)
    if chosen != ROLE:
        return read_several(chosen or EVERYBODY, ctx)
    if "role" in filled.names or not before:
        raise BadInput("empty_field", field="role")
    return SetWorkspace()
