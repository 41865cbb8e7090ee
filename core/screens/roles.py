"""What the roles of a server make of people: the form, and how it stands."""

from collections.abc import Sequence

from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.people.model import Bounds, Granted, Right
from core.people.standing import RIGHTS
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for
from core.screens.views import Field, FieldKind, Form, Reader


def roles_form(work: ScreenUnit, token: Token, team: str, reader: Reader, platform: str) -> Form:
    """Which roles of the server *team* are guests, members and leads."""
    scene = scene_for(work, reader, platform)
    bounds = scene.faces.workspace.bounds
    about = Field("about", FieldKind.NOTE, "about", words=scene.say("roles.about"))
    fields = (_field(name, _of(bounds, right, team)) for name, right in RIGHTS.items())
    return Form(token.encode(), "settings_roles", "save", (about, *fields))


def roles_said(scene: Scene) -> tuple[Rich, ...]:
    """How it stands, a line for each right; nothing where no role means anything."""
    bounds = scene.faces.workspace.bounds
    lines = []
    for name, right in RIGHTS.items():
        found = [each for each in bounds.roles if each.right is right]
        if found:
            unnamed = scene.plain("roles.unnamed")
            named = (each.name or unnamed for each in found)
            lines.append(scene.say(f"roles.{name}", roles=", ".join(named)))
    return tuple(lines)


def _of(bounds: Bounds, right: Right, team: str) -> list[Granted]:
    return [each for each in bounds.roles if each.right is right and each.team in {team, ""}]


def _field(name: str, chosen: Sequence[Granted]) -> Field:
    initial = " ".join(f"<@&{each.role}|{each.name}>" for each in chosen)
    return Field(name, FieldKind.ROLES, name, name, initial=initial, optional=True)
