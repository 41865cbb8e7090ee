"""Which installations of a workspace take what we send."""

from collections.abc import Sequence

from core.people.model import Installation, InstallationState
from core.people.ports import People


def active_on(people: People, platform: str) -> Sequence[Installation]:
    """Those on *platform*."""
    return [
        each
        for each in people.installations()
        if each.platform == platform and each.state is InstallationState.ACTIVE
    ]
