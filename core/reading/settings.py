"""``/task settings ...`` and its forms become intents."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from core.calendar.hours import Hours, parse_hours
from core.calendar.zones import is_zone, local_date, zone_named
from core.catalogue import SETTINGS, WORKSPACE_SETTINGS
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.text import clean
from core.kernel.tokens import Token
from core.language.absences import read_dates
from core.language.regions import read_region
from core.language.typos import nearest
from core.language.verbs import split_verb
from core.language.zones import ZONES, nearest_zone
from core.people.commands import PersonIntent, SetMine, SetWorkspace
from core.people.settings import Incoming, Topic, Way
from core.people.standing import RIGHTS
from core.projects.model import LadderName
from core.queries import FormButton
from core.reading.bounds import (
    CHANNELS_EXAMPLE,
    DAILY_EXAMPLE,
    SEVERAL_EXAMPLE,
    read_channels,
    read_daily,
    read_several,
)
from core.reading.filled import Filled
from core.reading.names import read_time
from core.reading.roles import EXAMPLES as ROLE_EXAMPLES
from core.reading.roles import read_roles, team_of
from core.unit import WorkUnit

Request = PersonIntent | FormButton
EXAMPLES: Mapping[str, str] = {
    "hours": "/task settings hours mon-thu 9:00-17:00, fri 9-13",
    "brief": "/task settings brief 8:30",
    "zone": "/task settings zone Europe/Berlin",
    "country": "/task settings country Germany, Bavaria",
    "clock": "/task settings clock 24h",
    "incoming": "/task settings incoming ask first",
    **{str(topic): f"/task settings {topic} brief" for topic in Topic},
}
HOME_EXAMPLES: Mapping[str, str] = {
    "zone": "/task settings workspace zone Europe/Berlin",
    "country": "/task settings workspace country DE-BY",
    "hours": "/task settings workspace hours mon-fri 9-17",
    "off": "/task settings workspace off 24 dec, 31 dec",
    "ladder": "/task settings workspace ladder gentle",
    "hold": "/task settings workspace hold 60",
    "interruptions": "/task settings workspace interruptions 3",
    "urgent": "/task settings workspace urgent any hour",
    "name": "/task settings workspace name Acme",
    "several": SEVERAL_EXAMPLE,
    "daily": DAILY_EXAMPLE,
    "channels": CHANNELS_EXAMPLE,
    **ROLE_EXAMPLES,
}
_ALSO: Mapping[str, str] = {
    "hour": "hours", "work": "hours", "working": "hours", "morning": "brief", "timezone": "zone",
    "tz": "zone", "holidays": "country", "region": "country", "language": "clock",
    "locale": "clock", "time": "clock", "dates": "dates", "company": "workspace",
    "team": "workspace", "overdue": "dates", "stalled": "quiet", "blocked": "help",
    "bulk": "several", "many": "several", "limit": "daily", "limits": "daily",
    "channel": "channels", "where": "channels",
    "urgency": "urgent", "night": "urgent", "nights": "urgent",
    "check": "checks", "assigned": "given", "lead": "decisions",
}  # fmt: skip
_HOME_ALSO: Mapping[str, str] = {
    "lead": "leads", "member": "members", "guest": "guests", "role": "leads", "roles": "leads",
}  # fmt: skip
_CLOCKS: Mapping[str, str] = {
    "24": "en-GB", "24h": "en-GB", "24-hour": "en-GB", "24 hours": "en-GB", "12": "en-US",
    "12h": "en-US", "12-hour": "en-US", "12 hours": "en-US", "am/pm": "en-US", "ampm": "en-US",
}  # fmt: skip
_LOCALE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_BACK = frozenset({"default", "usual", "slack", "none", "reset", "auto"})
"""Back to what the platform or the workspace says."""
MOST_DAYS_OFF = 60
BOUNDS = frozenset({"several", "daily", "channels"})
"""What has a form of its own."""


def read_settings(work: WorkUnit, text: str, ctx: Context) -> Request:
    """What the words after ``/task settings`` ask for; none open the form."""
    if not clean(text):
        return FormButton(Token("settings"), "")
    word, value = split_verb(text)
    name = _named(word or clean(text).split()[0], SETTINGS)
    if name == "workspace":
        return _read_workspace(work, value, ctx)
    if not clean(value):
        raise BadInput("no_value", question=name, example=EXAMPLES[name])
    reader = _READERS.get(name)
    return reader(clean(value), ctx) if reader else SetMine(ways={Topic(name): _way(name, value)})


def _named(word: str, names: tuple[str, ...], example: str = EXAMPLES["hours"]) -> str:
    word = word.casefold()
    known = word if word in (*names, *WORKSPACE_SETTINGS) else _ALSO.get(word, "")
    if known in names:
        return known
    near = nearest(word, names, 1)
    examples = HOME_EXAMPLES if names is WORKSPACE_SETTINGS else EXAMPLES
    shown = examples.get(near[0], example) if near else example
    if known in WORKSPACE_SETTINGS:  # Right, but of the workspace.
        shown = HOME_EXAMPLES[known]
    raise BadInput("which_setting", typed=word, fields=", ".join(names), example=shown)


def _way(topic: str, value: str) -> Way:
    word = clean(value).casefold()
    word = {"on": "now", "yes": "now", "mute": "off", "no": "off", "never": "off"}.get(word, word)
    try:
        return Way(word)
    except ValueError:
        raise BadInput(
            "which_way", field=f"way_{topic}", typed=value, example=EXAMPLES[topic]
        ) from None


def _hours(value: str, ctx: Context) -> SetMine:
    if value.casefold() in _BACK - {"none"}:
        return SetMine(usual_hours=True)
    return SetMine(hours=_parsed(value, EXAMPLES["hours"]))


def _parsed(value: str, example: str) -> Hours:
    """Working hours, with the whole command as the example of how to type them."""
    try:
        return parse_hours(value)
    except BadInput as wrong:
        raise BadInput(wrong.code, field="hours", typed=value[:80], example=example) from None


def _home_region(value: str) -> str:
    """As ``read_region``, with an example of the workspace's."""
    try:
        return read_region(value)
    except BadInput as wrong:
        facts = {**wrong.fields, "example": HOME_EXAMPLES["country"]}
        raise BadInput(wrong.code, field="country", **facts) from None


def _zone(value: str, ctx: Context) -> SetMine:
    return SetMine(zone="" if value.casefold() in _BACK else read_zone(value, EXAMPLES["zone"]))


_SHIFTED = re.compile(r"(?:gmt|utc)\s*([+-])\s*(0?[1-9]|1[0-2])", re.IGNORECASE)


def read_zone(typed: str, example: str) -> str:
    """An IANA zone by its name, its city or its short name; BadInput ``unknown_zone``."""
    zone = typed if is_zone(typed) else zone_named(typed) or ZONES.get(typed.casefold(), "")
    if found := _SHIFTED.fullmatch(typed):
        zone = f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}"  # IANA's signs say west.
    if zone:
        return zone
    near = nearest_zone(typed)
    shown = example.replace("Europe/Berlin", near) if near else example
    raise BadInput("unknown_zone", field="zone", typed=typed[:80], near=near, example=shown)


def _clock(value: str, ctx: Context) -> SetMine:
    word = value.casefold()
    if word in _BACK:
        return SetMine(locale="")
    if word in _CLOCKS:
        return SetMine(locale=_CLOCKS[word])
    language, _, country = word.replace("_", "-").partition("-")
    locale = f"{language}-{country.upper()}" if country else language
    if not _LOCALE.fullmatch(locale):
        raise BadInput("unknown_clock", field="clock", typed=value, example=EXAMPLES["clock"])
    return SetMine(locale=locale)


_INCOMING: Mapping[str, Incoming] = {
    "direct": Incoming.DIRECT, "on": Incoming.DIRECT, "yes": Incoming.DIRECT,
    "now": Incoming.DIRECT, "ask": Incoming.ASK, "ask first": Incoming.ASK, "ask me": Incoming.ASK,
    "ask me first": Incoming.ASK, "offer": Incoming.ASK, "off": Incoming.OFF, "no": Incoming.OFF,
    "none": Incoming.OFF, "never": Incoming.OFF, "usual": Incoming.USUAL,
    "default": Incoming.USUAL,
}  # fmt: skip


def _incoming(value: str, ctx: Context) -> SetMine:
    word = " ".join(value.casefold().replace("-", " ").split())
    if word not in _INCOMING:
        example = EXAMPLES["incoming"]
        raise BadInput("which_incoming", field="incoming", typed=value[:80], example=example)
    return SetMine(incoming=_INCOMING[word])


def _brief(value: str, ctx: Context) -> SetMine:
    return SetMine(brief_at=read_time(value.removeprefix("at "), ctx, EXAMPLES["brief"], "brief"))


_READERS: Mapping[str, Callable[[str, Context], SetMine]] = {
    "hours": _hours,
    "brief": _brief,
    "zone": _zone,
    "country": lambda value, ctx: SetMine(region=read_region(value)),
    "clock": _clock,
    "incoming": _incoming,
}


def press_way(value: str) -> SetMine:
    """*Less of this* and its undo: ``dates:brief``."""
    topic, _, way = value.partition(":")
    try:
        return SetMine(ways={Topic(topic): Way(way)})
    except ValueError:
        raise BadInput("stale_button") from None


def submit(filled: Filled) -> SetMine:
    """The form of one's own settings: an empty field goes back to what is usual."""
    hours, zone, brief = filled.text("hours"), filled.text("zone"), filled.text("brief")
    read = _brief(brief, filled.ctx) if brief else SetMine()
    ways = {t: Way(way) for t in Topic if (way := filled.text(f"way_{t}"))}
    return SetMine(
        zone=read_zone(zone, "Europe/Berlin") if zone else "",
        locale=filled.text("clock").removeprefix("slack"),
        hours=parse_hours(hours) if hours else None,
        usual_hours=not hours,
        region=read_region(filled.text("country")),
        brief_at=read.brief_at,
        ways=ways,
        incoming=Incoming(chosen) if (chosen := filled.text("incoming")) else None,
    )


# The workspace's defaults


def _read_workspace(work: WorkUnit, text: str, ctx: Context) -> Request:
    if not clean(text):
        return FormButton(Token("settings_home"), "")
    word, value = split_verb(text)
    word = (word or clean(text).split()[0]).casefold()
    name = _named(_HOME_ALSO.get(word, word), WORKSPACE_SETTINGS, HOME_EXAMPLES["zone"])
    if not clean(value) and name in BOUNDS:
        return FormButton(Token("settings_bounds"), "")
    if not clean(value) and name in RIGHTS:
        team_of(work, name, ctx)
        return FormButton(Token("settings_roles"), "")
    if not clean(value):
        raise BadInput("no_value", question=f"home_{name}", example=HOME_EXAMPLES[name])
    if name == "channels":
        return read_channels(work, clean(value), ctx)
    if name in RIGHTS:
        return read_roles(work, name, clean(value), ctx)
    return _HOME_READERS[name](clean(value), ctx)


def read_days(value: str, ctx: Context, example: str) -> frozenset[date]:
    """Company-wide days off, parted by commas, or from one to another; "none" takes all away."""
    if value.casefold() in _BACK:
        return frozenset()
    today, found = local_date(ctx.now, ctx.zone), set()
    parts = re.split(r"[,;\n]|\s+(?:and|&)\s+", value)
    for part in filter(None, (part.strip() for part in parts)):
        days = read_dates(part, now=ctx.now, zone=ctx.zone, locale=ctx.locale)
        if days is None or days.first < today - timedelta(days=366):
            raise BadInput("unreadable_date", field="off", typed=part, example=example)
        number = min((days.last - days.first).days + 1, MOST_DAYS_OFF + 1)
        found |= {days.first + timedelta(days=n) for n in range(number)}
    if len(found) > MOST_DAYS_OFF:
        raise BadInput("many_days", field="off", most=str(MOST_DAYS_OFF), example=example)
    return frozenset(found)


def _number(name: str, value: str) -> int:
    match = re.match(r"(\d{1,6})\s*(?:s|sec|seconds?|messages?)?$", value, re.IGNORECASE)
    if match is None:
        raise BadInput("no_number", field=name, typed=value, example=HOME_EXAMPLES[name])
    return int(match.group(1))


_ANY_HOUR = frozenset({
    "any hour", "at any hour", "any hours", "any time", "anytime", "at any time", "always",
    "at once", "now", "day and night", "nights", "at night", "24/7", "on", "yes",
})  # fmt: skip
_IN_HOURS = frozenset({
    "in hours", "in the hours", "hours", "in working hours", "working hours", "within hours",
    "within working hours", "work hours", "by day", "not at night", "off", "no", "never",
    *_BACK,
})  # fmt: skip


def read_urgent(value: str) -> bool:
    """Whether what is urgent comes at any hour, or in everybody's hours as all else does."""
    word = " ".join(value.casefold().replace("_", " ").split()).strip(" .")
    if word in _ANY_HOUR:
        return True
    if word in _IN_HOURS:
        return False
    example = HOME_EXAMPLES["urgent"]
    raise BadInput("which_urgent", field="urgent", typed=value[:80], example=example)


def _ladder(value: str, ctx: Context) -> SetWorkspace:
    try:
        return SetWorkspace(ladder=str(LadderName(value.casefold())))
    except ValueError:
        example = HOME_EXAMPLES["ladder"]
        raise BadInput("bad_ladder", field="ladder", typed=value, example=example) from None


_HOME_READERS: Mapping[str, Callable[[str, Context], SetWorkspace]] = {
    "zone": lambda value, ctx: SetWorkspace(zone=read_zone(value, HOME_EXAMPLES["zone"])),
    "country": lambda value, ctx: SetWorkspace(region=_home_region(value)),
    "hours": lambda value, ctx: SetWorkspace(hours=_parsed(value, HOME_EXAMPLES["hours"])),
    "off": lambda value, ctx: SetWorkspace(days_off=read_days(value, ctx, HOME_EXAMPLES["off"])),
    "ladder": _ladder,
    "hold": lambda value, ctx: SetWorkspace(hold=_number("hold", value)),
    "interruptions": lambda value, ctx: SetWorkspace(interruptions=_number("interruptions", value)),
    "urgent": lambda value, ctx: SetWorkspace(urgent_anytime=read_urgent(value)),
    "name": lambda value, ctx: SetWorkspace(name=value),
    "several": read_several,
    "daily": read_daily,
}


def submit_workspace(filled: Filled) -> SetWorkspace:
    """The form of the workspace's defaults."""
    ctx = filled.ctx
    return SetWorkspace(
        name=filled.text("name") or None,
        zone=read_zone(filled.needed("zone"), "Europe/Berlin"),
        region=read_region(filled.text("country")),
        hours=parse_hours(filled.needed("hours")),
        days_off=read_days(filled.text("off") or "none", ctx, "24 dec, 31 dec"),
        ladder=filled.needed("ladder"),
        hold=_number("hold", filled.needed("hold")),
        interruptions=_number("interruptions", filled.needed("interruptions")),
        urgent_anytime=read_urgent(chosen) if (chosen := filled.text("urgent")) else None,
    )
