"""What a change of settings can be taken back with: what it changed, as it was and as it is."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from core.calendar.hours import Hours, Window
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import PlaceId
from core.people.commands import SetMine, SetWorkspace
from core.people.model import Granted, Person, Right, Workspace
from core.people.settings import Incoming, Topic, Way

Values = Mapping[str, Any]
MINE, HOME = "mine", "home"
_PLAIN = ("name", "zone", "ladder", "hold", "interruptions", "urgent_anytime")


def of_person(person: Person) -> Values:
    """Everything that ``SetMine`` may change, as it is now."""
    mine = person.settings
    return {
        "zone": mine.zone,
        "locale": mine.locale,
        "hours": _plain(person.hours) if mine.own_hours else None,
        "region": person.country or "",
        "brief_at": person.brief_at.isoformat(),
        **{f"way_{topic}": str(mine.way(topic)) for topic in Topic},
        "incoming": str(mine.incoming),
    }


def of_workspace(home: Workspace) -> Values:
    """Everything that ``SetWorkspace`` may change, as it is now."""
    return {
        **{name: getattr(home, name) for name in _PLAIN},
        "region": home.country or "",
        "hours": _plain(home.hours),
        "days_off": sorted(day.isoformat() for day in home.days_off),
        "several": [home.bounds.several, home.bounds.role_name],
        "daily": home.bounds.daily,
        "channels": list(home.bounds.channels),
        "roles": [[each.role, each.name, each.right, each.team] for each in home.bounds.roles],
    }


def encode(kind: str, before: Values, after: Values) -> str:
    """What changed, as one line; empty where nothing did."""
    names = [name for name in before if before[name] != after[name]]
    if not names:
        return ""
    was, became = ({name: values[name] for name in names} for values in (before, after))
    return json.dumps([kind, was, became])


def restored(
    line: str, person: Person, home: Workspace, undoes: str = ""
) -> SetMine | SetWorkspace:
    """The change that takes it back, where nobody has changed it since. *undoes*: its name.

    BadInput("stale_button") for what is no such line, Conflict("settings_changed_since").
    """
    try:
        kind, was, became = json.loads(line)
        now = {MINE: of_person(person), HOME: of_workspace(home)}[kind]
        back = {name: value for name, value in was.items() if now[name] == became[name]}
    except (ValueError, KeyError, TypeError):
        raise BadInput("stale_button") from None
    if not back:
        raise Conflict("settings_changed_since", example="/task settings")
    return replace(_mine(back) if kind == MINE else _home(back), undoes=undoes)


def _mine(back: Values) -> SetMine:
    hours, brief = back.get("hours"), back.get("brief_at")
    return SetMine(
        zone=back.get("zone"),
        locale=back.get("locale"),
        hours=_hours(hours) if hours else None,
        usual_hours="hours" in back and hours is None,
        region=back.get("region"),
        brief_at=time.fromisoformat(brief) if brief else None,
        ways={topic: Way(back[f"way_{topic}"]) for topic in Topic if f"way_{topic}" in back},
        incoming=Incoming(back["incoming"]) if "incoming" in back else None,
    )


def _home(back: Values) -> SetWorkspace:
    days, (several, role) = back.get("days_off"), back.get("several") or (None, None)
    return SetWorkspace(
        several=several,
        role_name=role,
        daily=back.get("daily"),
        channels=tuple(map(PlaceId, back["channels"])) if "channels" in back else None,
        roles=tuple(_role(*each) for each in back["roles"]) if "roles" in back else None,
        **{name: back[name] for name in _PLAIN if name in back},
        region=back.get("region"),
        hours=_hours(back["hours"]) if "hours" in back else None,
        days_off=frozenset(map(date.fromisoformat, days)) if days is not None else None,
    )


def _role(role: str, name: str, right: str, team: str) -> Granted:
    return Granted(role, name, Right(right), team)


def _plain(hours: Hours) -> list[list[list[str]]]:
    return [[[w.start.isoformat(), w.end.isoformat()] for w in day] for day in hours.days]


def _hours(plain: list[list[list[str]]]) -> Hours:
    return Hours(
        tuple(
            tuple(Window(time.fromisoformat(start), time.fromisoformat(end)) for start, end in day)
            for day in plain
        )
    )
