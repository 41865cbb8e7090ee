"""Which installation a person speaks to where the platform does not say, for direct messages on
Discord belong to no guild; and what we remember of one."""

from collections.abc import Sequence

from core.kernel.refs import InstallationId
from core.people.model import Installation, InstallationState, Memory
from core.unit import Unit, WorkUnit


def active_on(work: WorkUnit, platform: str) -> Sequence[Installation]:
    """The installations of a workspace that take what we send on *platform*."""
    return [
        each
        for each in work.people.installations()
        if each.platform == platform and each.state is InstallationState.ACTIVE
    ]


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
        for each in active_on(work, platform):
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
    places = unit.of(home.workspace).people.places_in(InstallationId(home.id))
    return Memory(home.state is InstallationState.SUSPENDED, tuple(places))
