"""What the reader may do, so that no button stands where it would be refused.

It is drawn by the table that refuses; who presses is asked again.
"""

from core.people import standing
from core.people.access import ActName, may
from core.projects.model import Project
from core.screens.scene import Scene


def may_set(scene: Scene, project: Project) -> bool:
    """Whether the reader may change *project*: who leads it, also by a role, and the admins."""
    person = scene.faces.person(scene.reader.person) if scene.reader.person is not None else None
    if person is None:
        return False
    lead = scene.faces.person(project.in_charge)
    led = project if lead is not None and lead.active else None
    leads = standing.leads(scene.faces.workspace.bounds, scene.reader.roles)
    return may(ActName.SET_PROJECT, person, None, led, leads=leads)
