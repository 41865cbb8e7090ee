"""What the reader may do, so that no button stands where it would be refused.

It is drawn by the table that refuses; who presses is asked again.
"""

from dataclasses import replace

from core.kernel.tokens import Token
from core.people import standing
from core.people.access import ActName, may
from core.people.model import Role
from core.projects.model import Project
from core.screens.matters import Question
from core.screens.scene import Scene
from core.screens.views import Button

_MEMBERS = frozenset({"note", "assign", "reassign", "check_by", "split"})
"""Verbs of buttons whose acts are not open to people of other organisations."""


def open_to(scene: Scene, asked: Question) -> Question:
    """The question with the buttons that its reader may press."""
    person = scene.faces.person(scene.reader.person) if scene.reader.person is not None else None
    if person is None or person.role is not Role.EXTERNAL:
        return asked
    return replace(asked, buttons=_outside(asked.buttons), more=_outside(asked.more))


def _outside(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(each for each in buttons if Token.decode(each.token).verb not in _MEMBERS)


def may_set(scene: Scene, project: Project) -> bool:
    """Whether the reader may change *project*: who leads it, also by a role, and the admins."""
    person = scene.faces.person(scene.reader.person) if scene.reader.person is not None else None
    if person is None:
        return False
    lead = scene.faces.person(project.in_charge)
    led = project if lead is not None and lead.active else None
    leads = standing.leads(scene.faces.workspace.bounds, scene.reader.roles)
    return may(ActName.SET_PROJECT, person, None, led, leads=leads)
