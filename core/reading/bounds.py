"""``settings workspace several``, ``daily``, ``channels``, and their form: who may what, where."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PlaceId
from core.language.mentions import channel, mention
from core.language.model import MentionKind
from core.people.at_work import chosen_for
from core.people.commands import SetWorkspace
from core.people.model import LEADS, Place, PlaceKind
from core.reading.filled import Filled
from core.unit import WorkUnit

SEVERAL_EXAMPLE = "/task settings workspace several leads"
DAILY_EXAMPLE = "/task settings workspace daily 20"
CHANNELS_EXAMPLE = "/task settings workspace channels #infra #events"
EVERYBODY, ROLE = "everybody", "role"
_EVERYBODY = frozenset({"everybody", "everyone", "all", "anybody", "off", "none", "default"})
_LEADS = frozenset({"leads", "lead", "leads and admins", "admins", "leads, admins"})
_EVERYWHERE = frozenset({"everywhere", "all", "all channels", "any", "off", "none", "default"})
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


def read_channels(work: WorkUnit, value: str, ctx: Context) -> SetWorkspace:
    """Where we are at work on this platform, by names; "everywhere" is everywhere."""
    if " ".join(value.casefold().split()) in _EVERYWHERE:
        return SetWorkspace(channels=_elsewhere(work, (), ctx))
    words = [word for word in re.split(r"[\s,;]+|\band\b", value) if word]
    return _chosen(work, words, ctx)


def _chosen(work: WorkUnit, words: Sequence[str], ctx: Context) -> SetWorkspace:
    found = [_channel(work, word, ctx) for word in words]
    return SetWorkspace(channels=_elsewhere(work, found, ctx))


def _channel(work: WorkUnit, word: str, ctx: Context) -> Place:
    """A channel as it was picked, mentioned or typed; private ones for their people only."""
    people, name = work.people, channel(word)
    here = [each.id for each in people.installations() if each.platform == ctx.platform]
    ids = re.match(r"<#([A-Za-z0-9]+)", word)
    picked = (people.place_by(number, ids.group(1) if ids else name) for number in here)
    found = next(filter(None, picked), None) or people.place_named(name)
    if ids and found is None:
        raise BadInput("unmet_channel", field="channels")
    hidden = found is not None and found.private and ctx.actor not in people.members(found.id)
    if found is None or hidden or found.kind is PlaceKind.DM or found.installation not in here:
        example = CHANNELS_EXAMPLE
        raise BadInput("unknown_place", field="channels", typed=word[:80], example=example)
    return found


def _elsewhere(work: WorkUnit, found: Sequence[Place], ctx: Context) -> tuple[PlaceId, ...]:
    """What was chosen, and what the asker could not choose here: it stays as it is."""
    shown = {place.id for place in chosen_for(work.people, ctx.actor, ctx.platform)}
    kept = (number for number in work.people.workspace().bounds.channels if number not in shown)
    return tuple(dict.fromkeys((*(place.id for place in found), *kept)))


def submit_bounds(filled: Filled) -> SetWorkspace:
    """The form."""
    who = _who(filled)
    daily = read_daily(filled.text("daily") or "off", filled.ctx)
    return replace(who, daily=daily.daily, channels=_where(filled).channels)


def _where(filled: Filled) -> SetWorkspace:
    """Picked channels, or their names; where they could not be chosen they stay."""
    if "channels" not in filled.names:
        return SetWorkspace()
    picked = filled.ticked("channels")
    if picked:
        return _chosen(filled.work, [f"<#{each}>" for each in picked], filled.ctx)
    return read_channels(filled.work, filled.text("channels") or "everywhere", filled.ctx)


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
