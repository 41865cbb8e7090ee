"""What the reader may do, so that no button stands where it would be refused.

It is drawn by the table that refuses; who presses is asked again.
"""

from dataclasses import replace

from core.kernel.tokens import Token
from core.people import standing
from core.people.access import EXTERNAL_ACTS, ActName, may
from core.people.model import Person, Role
from core.projects.model import Project
from core.screens.matters import Question
from core.screens.scene import Scene
from core.screens.views import Button

_ACTS = {
    "note": ActName.NOTE, "assign": ActName.ASSIGN, "reassign": ActName.ASSIGN,
    "check_by": ActName.CHECK_BY, "split": ActName.ADD,
}  # fmt: skip
"""What the buttons of questions do that are not for everybody who is asked."""


def open_to(scene: Scene, asked: Question) -> Question:
    """The question with the buttons that its reader may press."""
    person = _reader(scene)
    if person is None or person.role is not Role.EXTERNAL:
        return asked
    return replace(asked, buttons=_outside(asked.buttons), more=_outside(asked.more))


def _outside(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    acts = ((each, _ACTS.get(Token.decode(each.token).verb)) for each in buttons)
    return tuple(each for each, act in acts if act is None or act in EXTERNAL_ACTS)


def _reader(scene: Scene) -> Person | None:
    return scene.faces.person(scene.reader.person) if scene.reader.person is not None else None


def may_set(scene: Scene, project: Project) -> bool:
    """Whether the reader may change *project*: who leads it, also by a role, and the admins."""
    person = _reader(scene)
    if person is None:
        return False
    lead = scene.faces.person(project.in_charge)
    led = project if lead is not None and lead.active else None
    leads = standing.leads(scene.faces.workspace.bounds, scene.reader.roles)
    return may(ActName.SET_PROJECT, person, None, led, leads=leads)
