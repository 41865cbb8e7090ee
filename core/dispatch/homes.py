"""Which installation a person speaks to where the platform does not say, for direct messages on
Discord belong to no guild; and what we remember of one."""

from collections.abc import Sequence
from dataclasses import replace

from core.kernel.refs import InstallationId
from core.people import standing
from core.people.installed import active_on
from core.people.model import InstallationState, Memory, Sender
from core.people.ports import People
from core.unit import Unit


def homes_of(
    unit: Unit, platform: str, user: str, place: str = "", message: str = ""
) -> tuple[str, ...]:
    """The external ids of the active installations that know the account; of a *message* of ours
    in *place* the one that sent it."""
    found: list[str] = []
    for workspace in unit.directory.workspaces():
        work = unit.of(workspace)
        if work.people.by_account(platform, user) is None:
            continue
        for each in active_on(work.people, platform):
            if message and work.posts.by_remote(each.id, place, message) is not None:
                return (each.external_id,)
            found.append(each.external_id)
    return tuple(found)


def known_in(unit: Unit, platform: str, team: str) -> Sequence[str]:
    """The people of an installation whom we have met, by their external ids."""
    home = unit.directory.find(platform, team)
    return unit.of(home.workspace).people.known_on(platform) if home is not None else ()


def memory_of(unit: Unit, platform: str, team: str) -> Memory | None:
    """What we remember of an installation; None of one that never spoke to us."""
    home = unit.directory.find(platform, team)
    if home is None:
        return None
    people = unit.of(home.workspace).people
    places = people.places_in(InstallationId(home.id))
    roles = standing.asked_for(people.workspace().bounds)
    return Memory(home.state is InstallationState.SUSPENDED, tuple(places), roles)


def depends_on(unit: Unit, sender: Sender, role: str) -> bool:
    """Whether something where the sender is depends on a role; reads only, for most roles mean
    nothing."""
    people = _people_at(unit, sender)
    if people is None:
        return False
    return role in dict(standing.asked_for(people.workspace().bounds))


def role_named(unit: Unit, sender: Sender, role: str, name: str) -> None:
    """A role is called *name* from now on."""
    people = _people_at(unit, sender)
    if people is None:
        return
    old = people.workspace()
    new = replace(old, bounds=standing.named(old.bounds, role, name))
    if new != old:
        people.save_workspace(new)


def _people_at(unit: Unit, sender: Sender) -> People | None:
    home = unit.directory.find(sender.platform, sender.team)
    return unit.of(home.workspace).people if home is not None else None
