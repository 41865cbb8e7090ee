"""``settings workspace guests``, ``members``, ``leads``, and their form: what roles mean."""

import re
from collections.abc import Mapping

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.people.commands import SetWorkspace
from core.people.model import Bounds, Granted, PlaceKind
from core.people.standing import RIGHTS, with_roles
from core.reading.filled import Filled
from core.unit import WorkUnit

EXAMPLES: Mapping[str, str] = {
    "guests": "/task settings workspace guests @Newcomers",
    "members": "/task settings workspace members @Verified",
    "leads": "/task settings workspace leads @Organisers",
}
MOST = 25
"""Roles that give one right: as many as Discord's choice takes."""
_ROLE = re.compile(r"<@&(\d{1,20})(?:\|([^<>\n]{0,80}))?>")
_NONE = frozenset({"off", "none", "nobody", "no", "default"})


def read_roles(work: WorkUnit, name: str, value: str, ctx: Context) -> SetWorkspace:
    """The roles that give a right from now on; "off" ends it."""
    team = team_of(work, name, ctx)
    return SetWorkspace(roles=_chosen(work.people.workspace().bounds, name, value, team).roles)


def submit_roles(filled: Filled) -> SetWorkspace:
    """The form: one right a field, and a role in one field only."""
    team, bounds = team_of(filled.work, "guests", filled.ctx), filled.work.people.workspace().bounds
    seen: set[str] = set()
    for name in RIGHTS:
        picked = filled.text(name)
        twice = [label for role, label in _ROLE.findall(picked) if role in seen]
        if twice:
            raise BadInput("role_twice", field=name, role=twice[0] or name)
        seen |= {role for role, _ in _ROLE.findall(picked)}
        bounds = _chosen(bounds, name, picked or "off", team)
    return SetWorkspace(roles=bounds.roles)


def team_of(work: WorkUnit, name: str, ctx: Context) -> str:
    """The server whose roles are meant. BadInput ``roles_elsewhere`` where there are none, and
    ``roles_in_server`` in direct messages, where nobody can pick one."""
    place = work.people.place(ctx.place) if ctx.place is not None else None
    there = work.people.installation(place.installation) if place is not None else None
    if ctx.platform != "discord":
        raise BadInput("roles_elsewhere", field=name, example="/task settings workspace several")
    if place is None or there is None or place.kind is PlaceKind.DM:
        raise BadInput("roles_in_server", field=name, example=EXAMPLES[name])
    return there.external_id


def _chosen(bounds: Bounds, name: str, value: str, team: str) -> Bounds:
    right, found = RIGHTS[name], _ROLE.findall(value)
    if not found and value.casefold().strip(" .") in _NONE:
        return with_roles(bounds, right, team, ())
    left = _ROLE.sub(" ", value).replace(",", " ").replace(" and ", " ").split()
    if not found or left:
        raise BadInput("which_role", field=name, typed=value[:80], example=EXAMPLES[name])
    if len(found) > MOST:
        raise BadInput("many_roles", field=name, n=MOST, example=EXAMPLES[name])
    known = {each.role: each.name for each in bounds.roles}
    chosen = [Granted(role, label or known.get(role, ""), right, team) for role, label in found]
    return with_roles(bounds, right, team, tuple(dict.fromkeys(chosen)))


__all__ = ["EXAMPLES", "read_roles", "submit_roles", "team_of"]
