"""What a new workspace begins with: a team's week on Slack, people's free time on Discord."""

from dataclasses import replace
from datetime import time
from typing import Protocol

from core.calendar.hours import Hours, Window
from core.kernel.refs import WorkspaceId
from core.people.model import LEADS, Bounds, Installation
from core.people.ports import Directory, PeopleUnit

WAKING = Hours((((Window(time(9), time(21))),),) * 7)
"""Nobody works for a community by the hour: every day counts, and from 21 to 9 it is quiet."""
VOLUNTEERS = "volunteer"
"""The ladder of a workspace that began on Discord."""
BOUNDS = Bounds(several=LEADS, daily=20)
"""A community is open to anybody: one hand makes no flood."""


class Door(Protocol):
    """What founding needs of a unit that is not yet bound to a workspace."""

    @property
    def directory(self) -> Directory: ...
    def of(self, workspace: WorkspaceId) -> PeopleUnit: ...


def at_home(unit: Door, platform: str, team: str) -> Installation:
    """The installation, with the workspace that it begins where it is new."""
    known = unit.directory.find(platform, team)
    if known is not None:
        return known
    made = unit.directory.create(platform, team, team, "UTC")
    if platform == "discord":
        people = unit.of(made.workspace).people
        fresh = replace(people.workspace(), hours=WAKING, ladder=VOLUNTEERS, bounds=BOUNDS)
        people.save_workspace(fresh)
    return made
