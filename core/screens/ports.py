"""What screens ask of a unit of work: what following up asks, and what platforms hold."""

from typing import Protocol

from core.followup.ports import FollowupUnit
from core.screens.delivery import Posts


class ScreenUnit(FollowupUnit, Protocol):
    """``core.unit.WorkUnit`` satisfies it by shape."""

    @property
    def posts(self) -> Posts: ...
