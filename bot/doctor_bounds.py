"""What ``chivvy doctor`` says of bounds: who may what, where, and what lives outside."""

from bot.findings import Finding, bad, good
from core.kernel.audience import System
from core.people.at_work import at_work, chosen_places
from core.people.model import LEADS, Bounds, Place, Right
from core.projects.homes import places_of
from core.unit import Unit, WorkUnit

MOST = 1000
_CHOOSE = "`/task settings workspace channels`"


def bounds_findings(unit: Unit) -> list[Finding]:
    """Of every workspace that bounds something."""
    found: list[Finding] = []
    for number in unit.directory.workspaces():
        work = unit.of(number)
        bounds = work.people.workspace().bounds
        found += [] if bounds == Bounds() else [_rights(bounds), *_where(work)]
    return found


def _rights(bounds: Bounds) -> Finding:
    role = f"the role {bounds.role_name or bounds.role}, and admins"
    who = {"": "everybody", LEADS: "leads and admins"}.get(bounds.several, role)
    daily = f"; new tasks a day for one person: {bounds.daily}" if bounds.daily else ""
    return good(f"bounds: several tasks at once: {who}{daily}{_roles(bounds)}")


def _roles(bounds: Bounds) -> str:
    """What roles make of people, as far as they do."""
    named = {right: [r.name for r in bounds.roles if r.right is right] for right in Right}
    told = (f"{right}s by role: {', '.join(names)}" for right, names in named.items() if names)
    return "".join(f"; {each}" for each in told)


def _where(work: WorkUnit) -> list[Finding]:
    """Channels that were chosen: none open any more is a fault, and so is a project outside."""
    chosen = chosen_places(work.people)
    if not work.people.workspace().bounds.channels:
        return []
    if not any(not place.closed for place in chosen):
        return [bad(f"channels: Chivvy can write in none of those chosen; choose anew: {_CHOOSE}")]
    names = ", ".join(_named(place) for place in chosen)
    return [good(f"channels: at work in {names} only"), *_outside(work)]


def _outside(work: WorkUnit) -> list[Finding]:
    return [
        bad(
            f"channels: {_named(home)} is home to the project #{project.key}, and Chivvy does not"
            f" speak there; add it: {_CHOOSE}, or /project set #{project.key} home"
        )
        for project in work.projects(System("delivery")).all(MOST)
        if project.open
        for home in places_of(work.people, project)
        if not at_work(work.people, home)
    ]


def _named(place: Place) -> str:
    return f"#{place.name}" if place.name else place.external_id
