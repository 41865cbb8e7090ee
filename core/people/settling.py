"""Settings, leave and defaults are changed here. They leave no events: they are nobody's news."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from core.calendar.days_off import days_off_in
from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar, next_working
from core.calendar.zones import is_zone, local_date
from core.kernel.context import Context
from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import PersonId
from core.kernel.text import one_line
from core.people.calendars import calendar_of
from core.people.commands import EndLeave, SetLeave, SetMine, SetWorkspace
from core.people.model import Bounds, Person, Role, Workspace, invented_name
from core.people.ports import PeopleUnit
from core.people.service import NAME_LIMIT
from core.people.settings import NEVER_OFF, Settings, Way

LONGEST_HOLD = 300
MOST_INTERRUPTIONS = 50
MOST_DAILY = 10_000
MOST_CHANNELS = 50
"""Of all installations; Discord's choice takes 25."""
MOST_LEAVES = 20
LONGEST_LEAVE = timedelta(days=370)
EXAMPLE_LEAVE = "/task away until monday"


def set_mine(work: PeopleUnit, intent: SetMine, ctx: Context) -> Person:
    """The asker with their new settings; BadInput ``never_off``, ``no_working_time``."""
    old = _person(work, ctx.actor)
    person = _with_place(replace(old, settings=_ways(old.settings, intent)), intent)
    if intent.hours is not None:
        own = replace(person.settings, own_hours=True)
        person = replace(person, hours=intent.hours, settings=own)
    elif intent.usual_hours:
        person = replace(person, settings=replace(person.settings, own_hours=False))
    if intent.region is not None:
        person = replace(person, country=intent.region or None)
    if intent.incoming is not None:
        person = replace(person, settings=replace(person.settings, incoming=intent.incoming))
    if intent.brief_at is not None:
        person = replace(person, brief_at=intent.brief_at)
    _require_working_time(person, work.people.workspace(), ctx.now)
    return _save(work, old, person)


def _ways(settings: Settings, intent: SetMine) -> Settings:
    for topic, way in intent.ways.items():
        if way is Way.OFF and topic in NEVER_OFF:
            example = f"/task settings {topic} brief"
            raise BadInput("never_off", field=f"way_{topic}", example=example)
    return settings.choosing(intent.ways.items())


def _with_place(person: Person, intent: SetMine) -> Person:
    """Zone and language: chosen here, or what the platform says."""
    mine = person.settings
    if intent.zone is not None:
        if intent.zone and not is_zone(intent.zone):
            raise BadInput("unknown_zone", field="zone", typed=intent.zone[:80], example=_ZONE)
        told = mine.told_zone or person.zone
        mine = replace(mine, zone=intent.zone, told_zone=told if intent.zone else "")
        person = replace(person, zone=intent.zone or told)
    if intent.locale is not None:
        told = mine.told_locale or person.locale
        mine = replace(mine, locale=intent.locale, told_locale=told if intent.locale else "")
        person = replace(person, locale=intent.locale or told)
    return replace(person, settings=mine)


_ZONE = "/task settings zone Europe/Berlin"


def _require_working_time(person: Person, workspace: Workspace, now: datetime) -> None:
    """Whoever never works could never be told anything."""
    calendar = replace(calendar_of(person, workspace), leave=())
    if next_working(calendar, now) is None:
        example = "/task settings hours mon-fri 9-17"
        raise BadInput("no_working_time", field="hours", example=example)


def set_leave(work: PeopleUnit, intent: SetLeave, ctx: Context) -> Person:
    """*of* with that leave. BadInput ``past_leave``, ``leave_reversed``, ``leave_overlaps``,
    ``long_leave``, ``cover_self``, ``cover_away``."""
    old = _person(work, intent.of)
    today = local_date(ctx.now, old.zone)
    if intent.last < intent.first:
        raise BadInput("leave_reversed", field="until", example="/task away 24 dec - 2 jan")
    if intent.last < today:
        raise BadInput("past_leave", field="until", day=intent.last, example=EXAMPLE_LEAVE)
    _check_cover(work, intent)
    kept, new = _placed(old, intent, today, told=intent.of == ctx.actor)
    if new.last - max(new.first, today) > LONGEST_LEAVE:
        raise BadInput("long_leave", field="until", example=EXAMPLE_LEAVE)
    if len(kept) >= MOST_LEAVES:
        raise BadInput("many_leaves", field="until", example="/task away off")
    leaves = sorted([*kept, new], key=lambda leave: leave.first)
    return _save(work, old, replace(old, leave=tuple(leaves)))


def _placed(
    person: Person, intent: SetLeave, today: date, *, told: bool
) -> tuple[list[Leave], Leave]:
    """The leaves beside the new one, and that one, which takes the place of what lies inside it.

    What begins today while *person* is away says until when: the leave that runs becomes longer or
    shorter, and whoever covered until now keeps the days that are over. BadInput
    ``leave_overlaps`` where it lies half over another one; but not *told*, for the days of others
    are theirs to know: then both become one.
    """
    new = Leave(intent.first, intent.last, intent.cover)
    kept: list[Leave] = []
    for leave in person.leave:
        if leave.last < today:
            continue
        if leave.last < new.first or new.last < leave.first:
            kept.append(leave)
        elif new.first <= leave.first and (leave.last <= new.last or leave.first == today):
            new = replace(new, cover=new.cover or leave.cover)
        elif leave.first < today == new.first:
            if new.cover in {None, leave.cover}:
                new = Leave(leave.first, new.last, leave.cover)
            else:
                kept.append(replace(leave, last=today - timedelta(days=1)))
        elif told:
            raise _overlaps(leave, intent)
        else:
            first, last = min(leave.first, new.first), max(leave.last, new.last)
            new = Leave(first, last, new.cover or leave.cover)
    return kept, new


def _overlaps(leave: Leave, intent: SetLeave) -> BadInput:
    """With the line that says all of both."""
    first, last = min(leave.first, intent.first), max(leave.last, intent.last)
    example = f"/task away {_typed(first)} - {_typed(last)}"
    return BadInput(
        "leave_overlaps", field="until", first=leave.first, last=leave.last, example=example
    )


def _typed(day: date) -> str:
    return f"{day.day} {day:%b %Y}".lower()


def _check_cover(work: PeopleUnit, intent: SetLeave) -> None:
    """Who covers is somebody else, and there on at least one of the days."""
    if intent.cover is None:
        return
    cover = _person(work, intent.cover)
    example = f"{EXAMPLE_LEAVE} cover @{invented_name(cover)}"
    if intent.cover == intent.of:
        raise BadInput("cover_self", field="cover", example=example)
    if not cover.active or cover.role is not Role.MEMBER:
        raise BadInput("cover_not_here", field="cover", who=cover.id, example=example)
    for leave in cover.leave:
        if leave.first <= intent.first and intent.last <= leave.last:
            raise BadInput("cover_away", field="cover", who=cover.id, example=example)


def end_leave(work: PeopleUnit, intent: EndLeave, ctx: Context) -> Person:
    """*of* without the leave that runs, else without the next one; BadInput ``no_leave``."""
    old = _person(work, intent.of)
    today = local_date(ctx.now, old.zone)
    ahead = [leave for leave in old.leave if leave.last >= today]
    if not ahead:
        raise BadInput("no_leave", field="until", example=EXAMPLE_LEAVE)
    return _save(work, old, replace(old, leave=tuple(ahead[1:])))


def set_workspace(work: PeopleUnit, intent: SetWorkspace, ctx: Context) -> Workspace:
    """The workspace with its new defaults; BadInput names what cannot be."""
    old = work.people.workspace()
    new = old
    for name in ("hours", "days_off", "ladder", "urgent_anytime"):
        if (value := getattr(intent, name)) is not None:
            new = replace(new, **{name: value})
    if intent.name is not None:
        new = replace(new, name=_name(intent.name))
    if intent.zone is not None:
        if not is_zone(intent.zone):
            example = "/task settings workspace zone Europe/Berlin"
            raise BadInput("unknown_zone", field="zone", typed=intent.zone[:80], example=example)
        new = replace(new, zone=intent.zone)
    if intent.region is not None:
        new = replace(new, country=intent.region or None)
    new = replace(
        new,
        hold=_within("hold", intent.hold, 0, LONGEST_HOLD, new.hold),
        interruptions=_within(
            "interruptions", intent.interruptions, 0, MOST_INTERRUPTIONS, new.interruptions
        ),
    )
    new = replace(new, bounds=_bounds(new.bounds, intent))
    _require_hours(new, ctx)
    if new != old:
        work.people.save_workspace(new)
    return new


def _bounds(old: Bounds, intent: SetWorkspace) -> Bounds:
    new = replace(old, daily=_within("daily", intent.daily, 0, MOST_DAILY, old.daily))
    if intent.several is not None:
        new = replace(new, several=intent.several, role_name=intent.role_name or "")
    if intent.channels is not None:
        if len(intent.channels) > MOST_CHANNELS:
            example = "/task settings workspace channels #infra #events"
            raise BadInput("many_channels", field="channels", n=MOST_CHANNELS, example=example)
        new = replace(new, channels=intent.channels)
    if intent.roles is not None:
        new = replace(new, roles=intent.roles)
    return new


def _require_hours(workspace: Workspace, ctx: Context) -> None:
    """Where nobody ever works no delay would ever pass."""
    days_off = days_off_in(workspace.country, workspace.days_off)
    if next_working(WorkCalendar(workspace.zone, workspace.hours, days_off), ctx.now) is None:
        example = "/task settings workspace hours mon-fri 9-17"
        raise BadInput("no_working_time", field="hours", example=example)


def _name(typed: str) -> str:
    line = one_line(typed)[:NAME_LIMIT]
    if not line:
        raise BadInput("no_name", field="name", example="/task settings workspace name Acme")
    return line


def _within(name: str, value: int | None, least: int, most: int, default: int) -> int:
    if value is None:
        return default
    if not least <= value <= most:
        example = f"/task settings workspace {name} {default}"
        raise BadInput(
            "out_of_range", field=name, question=f"home_{name}", least=str(least), most=str(most),
            example=example,
        )  # fmt: skip
    return value


def _person(work: PeopleUnit, number: PersonId) -> Person:
    found = work.people.person(number)
    if found is None:
        raise NotFound("unknown_person")
    return found


def _save(work: PeopleUnit, old: Person, new: Person) -> Person:
    if new != old:
        work.people.save_person(new)
    return new
