"""One's own settings and the workspace's defaults: the forms, and what was set. For nobody else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from core.calendar.days_off import days_off_in
from core.calendar.hours import format_hours
from core.calendar.zones import local, local_date
from core.followup.moments import next_brief
from core.kernel.errors import NotFound
from core.kernel.refs import PersonId
from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.language.regions import region_name
from core.people.calendars import calendar_of
from core.people.commands import PersonIntent, SetMine, SetWorkspace
from core.people.model import Person, Workspace
from core.people.settings import NEVER_OFF, Incoming, Topic, Way
from core.projects.model import LadderName
from core.screens.bounds import bounds_said
from core.screens.leave import leave_said
from core.screens.moments import TWELVE_HOURS, day_words
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.roles import roles_said
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Field, FieldKind, Form, Option, Reader, Said, TaskList
from core.screens.words import plain

HABITS: Mapping[str, str] = {"en-GB": "habit_gb", "en-US": "habit_us", "en-AU": "habit_au"}
"""The ways of writing times and dates that the form offers."""
FEW = 3
"""So many lines repeat what was set one by one; beyond, the whole is said."""


def _person(scene: Scene) -> Person:
    number = scene.reader.person
    found = scene.work.people.person(number) if number is not None else None
    if found is None:
        raise NotFound("unknown_person")
    return found


def _text(name: str, hint: str, initial: str, *, need: bool = False) -> Field:
    return Field(name, FieldKind.TEXT, name, hint, initial=initial, optional=not need, limit=1000)


def settings_form(work: ScreenUnit, token: Token, reader: Reader, platform: str) -> Form:
    """All that a person can set, as it is now."""
    scene = scene_for(work, reader, platform)
    mine = _person(scene)
    home = scene.faces.workspace
    hours = mine.hours if mine.settings.own_hours else home.hours
    fields = (
        _text("hours", "my_hours", format_hours(hours) if mine.settings.own_hours else ""),
        _text("brief", "my_brief", f"{mine.brief_at:%H:%M}", need=True),
        _text("zone", "my_zone", mine.settings.zone),
        _text("country", "my_country", mine.country or ""),
        _habit(reader, mine),
        _incoming(reader, mine),
        *(_way(reader, mine, topic) for topic in Topic),
    )
    usual = scene.say(
        "settings.usual", hours=format_hours(hours), zone=mine.zone,
        country=_country(home, reader),
    )  # fmt: skip
    note = Field("usual", FieldKind.NOTE, "about", words=usual)
    return Form(token.encode(), "settings", "save", (note, *fields))


def _country(home: Workspace, reader: Reader) -> str:
    return (
        region_name(home.country) if home.country else plain("settings.no_country", reader.locale)
    )


def _habit(reader: Reader, mine: Person) -> Field:
    told = mine.settings.told_locale or mine.locale
    chosen = mine.settings.locale
    shown = dict.fromkeys((*HABITS, *filter(None, (chosen,))))
    options = (
        Option("slack", plain("option.habit_told", reader.locale, told=told)),
        *(Option(locale, _habit_words(locale, reader)) for locale in shown),
    )
    return Field("clock", FieldKind.CHOICE, "clock", initial=chosen or "slack", options=options)


def _habit_words(locale: str, reader: Reader) -> str:
    key = HABITS.get(locale)
    return plain(f"option.{key}", reader.locale) if key else locale


def _incoming(reader: Reader, mine: Person) -> Field:
    options = tuple(Option(i, plain(f"option.incoming_{i}", reader.locale)) for i in Incoming)
    chosen = str(mine.settings.incoming)
    return Field("incoming", FieldKind.CHOICE, "incoming", initial=chosen, options=options)


def _way(reader: Reader, mine: Person, topic: Topic) -> Field:
    ways = [way for way in Way if way is not Way.OFF or topic not in NEVER_OFF]
    options = tuple(Option(way, plain(f"option.way_{way}", reader.locale)) for way in ways)
    initial = str(mine.settings.way(topic))
    return Field(f"way_{topic}", FieldKind.CHOICE, f"way_{topic}", initial=initial, options=options)


def workspace_form(work: ScreenUnit, token: Token, reader: Reader, platform: str) -> Form:
    """The workspace's defaults, for an admin."""
    scene = scene_for(work, reader, platform)
    home = scene.faces.workspace
    options = tuple(
        Option(name, *(plain(f"option.{name}{part}", reader.locale) for part in ("", "_says")))
        for name in LadderName
    )
    days = ", ".join(day.isoformat() for day in sorted(home.days_off))
    fields = (
        Field("usual", FieldKind.NOTE, "about", words=scene.say("settings.defaults_only")),
        _text("name", "my_name", home.name if _has_name(scene) else ""),
        _text("zone", "my_zone", home.zone, need=True),
        _text("country", "my_country", home.country or ""),
        _text("hours", "my_hours", format_hours(home.hours), need=True),
        _text("off", "my_off", days),
        Field("ladder", FieldKind.CHOICE, "ladder", initial=home.ladder, options=options),
        _text("hold", "my_hold", str(home.hold), need=True),
        _text("interruptions", "my_interruptions", str(home.interruptions), need=True),
        _urgent(reader, home),
    )
    return Form(token.encode(), "settings_home", "save", fields)


def _urgent(reader: Reader, home: Workspace) -> Field:
    options = tuple(Option(way, plain(f"option.urgent_{way}", reader.locale)) for way in _URGENT)
    chosen = _URGENT[home.urgent_anytime]
    return Field("urgent", FieldKind.CHOICE, "urgent", "urgent", initial=chosen, options=options)


_URGENT = ("in_hours", "any_hour")

# What was set


def settings_said(
    work: ScreenUnit, intent: PersonIntent, reader: Reader, platform: str, *, undo: str = ""
) -> Said | TaskList:
    """How it stands now that *intent* was carried out; only the asker reads it. *undo*: where
    what it was before waits."""
    scene = scene_for(work, reader, platform)
    back = (plain_press("settings_undo", value=undo),) if undo else ()
    if isinstance(intent, SetWorkspace):
        said = _workspace_said(scene, intent)
    elif isinstance(intent, SetMine):
        said = _mine_said(scene, intent)
    else:
        return leave_said(scene, intent)
    return replace(said, buttons=(*back, *said.buttons))


def _mine_said(scene: Scene, intent: SetMine) -> Said:
    mine = _person(scene)
    given = [name for name in _SAY if _given(intent, name)]
    chosen = dict(intent.ways)
    if len(given) + len(chosen) > FEW:
        given, chosen = list(_SAY), dict(mine.settings.ways)
    lines = [_SAY[name](scene, mine) for name in given]
    lines += [_way_said(scene, topic, mine.settings.way(topic)) for topic in chosen]
    buttons = [*_less(intent), plain_press("settings", "my_settings")]
    return Said((*lines, scene.say("said.settings")), tuple(buttons))


def _given(intent: SetMine, name: str) -> bool:
    if name == "hours":
        return intent.hours is not None or intent.usual_hours
    return getattr(intent, name) is not None


def _hours_said(scene: Scene, mine: Person) -> Rich:
    home = scene.faces.workspace
    if mine.settings.own_hours:
        key = "settings.hours_urgent" if home.urgent_anytime else "settings.hours"
        return scene.say(key, hours=format_hours(mine.hours))
    return scene.say("settings.hours_usual", hours=format_hours(home.hours))


def _zone_said(scene: Scene, mine: Person) -> Rich:
    key = "settings.zone" if mine.settings.zone else "settings.zone_told"
    return scene.say(key, zone=mine.zone)


def _region_said(scene: Scene, mine: Person) -> Rich:
    region = mine.country or scene.faces.workspace.country
    if not region:
        return scene.say("settings.country_none")
    key = "settings.country" if mine.country else "settings.country_usual"
    calendar = days_off_in(region)
    today = local_date(scene.now, mine.zone)
    ahead = (date.fromordinal(today.toordinal() + n) for n in range(400))
    following = next((day for day in ahead if day in calendar), None)
    if following is None:
        return scene.say(key, country=region_name(region), next="")
    name = calendar.name_of(following) or ""
    next_ = plain("settings.next_holiday", scene.reader.locale,
                  day=day_words(following, today), name=name)  # fmt: skip
    return scene.say(key, country=region_name(region), next=next_)


def _locale_said(scene: Scene, mine: Person) -> Rich:
    shown = "5:00 PM" if mine.locale in TWELVE_HOURS else "17:00"
    return scene.say("settings.clock", time=shown, habit=mine.locale)


def _brief_said(scene: Scene, mine: Person) -> Rich:
    """When it really comes: never outside of one's hours."""
    calendar = replace(calendar_of(mine, scene.faces.workspace), leave=())
    at = next_brief(calendar, mine.brief_at, scene.now)
    comes = local(at, calendar.zone).time() if at is not None else mine.brief_at
    wanted = f"{mine.brief_at:%H:%M}"
    if comes == mine.brief_at:
        return scene.say("settings.brief", time=wanted)
    return scene.say("settings.brief_in_hours", time=f"{comes:%H:%M}", wanted=wanted)


def _incoming_said(scene: Scene, mine: Person) -> Rich:
    volunteers = scene.faces.workspace.volunteers
    return scene.say(f"settings.incoming_{mine.settings.incoming.among(volunteers=volunteers)}")


_SAY: Mapping[str, Callable[[Scene, Person], Rich]] = {
    "hours": _hours_said,
    "brief_at": _brief_said,
    "zone": _zone_said,
    "region": _region_said,
    "locale": _locale_said,
    "incoming": _incoming_said,
}


def _way_said(scene: Scene, topic: Topic, way: Way) -> Rich:
    return scene.say(f"settings.way_{way}", topic=scene.plain(f"field.way_{topic}"))


def _less(intent: SetMine) -> tuple[Button, ...]:
    """After *Less of this*: still less, and back."""
    if len(intent.ways) != 1 or any(_given(intent, name) for name in _SAY):
        return ()
    topic, way = next(iter(intent.ways.items()))
    if way is Way.NOW:
        return ()
    back = plain_press("way", "way_back", f"{topic}:{Way.NOW}")
    if way is Way.OFF or topic in NEVER_OFF:
        return (back,)
    return (plain_press("way", "way_off", f"{topic}:{Way.OFF}"), back)


def less_button(
    work: ScreenUnit, reader: PersonId | None, topic: Topic | None
) -> tuple[Button, ...]:
    """*Less of this*: a step down for the kind of message that it stands beside."""
    person = work.people.person(reader) if reader is not None else None
    if person is None or topic is None:
        return ()
    way = person.settings.way(topic)
    if way is Way.NOW:
        return (plain_press("way", "way_less", f"{topic}:{Way.BRIEF}"),)
    if way is Way.BRIEF and topic not in NEVER_OFF:
        return (plain_press("way", "way_off", f"{topic}:{Way.OFF}"),)
    return ()


def _has_name(scene: Scene) -> bool:
    """Whether somebody has named the workspace: it begins with its platform's number."""
    numbers = {each.external_id for each in scene.work.people.installations()}
    return scene.faces.workspace.name not in numbers


def _workspace_said(scene: Scene, intent: SetWorkspace) -> Said:
    home = scene.faces.workspace
    off = ", ".join(
        day_words(day, local_date(scene.now, home.zone)) for day in sorted(home.days_off)
    )
    country = _country(home, scene.reader)
    name = home.name if _has_name(scene) else scene.plain("settings.nameless")
    lines = (
        scene.say("settings.home", name=name, zone=home.zone, country=country),
        scene.say("settings.home_hours", hours=format_hours(home.hours)),
        *([scene.say("settings.home_off", off=off)] if off else []),
        scene.say(
            "settings.home_rest", ladder=scene.plain(f"option.{home.ladder}"),
            hold=str(home.hold), interruptions=str(home.interruptions),
        ),
        scene.say(f"settings.urgent_{_URGENT[home.urgent_anytime]}"),
        *bounds_said(scene),
        *roles_said(scene),
        scene.say("said.workspace"),
    )  # fmt: skip
    more = [plain_press("settings_bounds", "bounds_settings")]
    if scene.platform == "discord":
        more.append(plain_press("settings_roles", "roles_settings"))
    return Said(lines, (plain_press("settings_home", "home_settings"), *more))
