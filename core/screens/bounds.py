"""What one person may do how much of: the form, and how it stands."""

from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.people.model import LEADS, Bounds
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for
from core.screens.views import Field, FieldKind, Form, Option, Reader


def bounds_form(
    work: ScreenUnit, token: Token, reader: Reader, platform: str, *, alone: bool
) -> Form:
    """Who may do with several at once, and how many tasks a day. *alone*: it is opened in direct
    messages, where a platform offers no roles."""
    scene = scene_for(work, reader, platform)
    bounds = scene.faces.workspace.bounds
    roles = platform == "discord" and not alone
    fields = (
        Field("about", FieldKind.NOTE, "about", words=scene.say("bounds.about")),
        _several(scene, bounds, roles=roles),
        *((_role(bounds),) if roles else ()),
        Field("daily", FieldKind.TEXT, "daily", "daily", optional=True, limit=40,
              initial=str(bounds.daily or "")),
    )  # fmt: skip
    return Form(token.encode(), "settings_bounds", "save", fields)


def _several(scene: Scene, bounds: Bounds, *, roles: bool) -> Field:
    named = ("role",) if roles else ()
    options = tuple(
        Option(each, scene.plain(f"option.several_{each}")) for each in ("everybody", LEADS, *named)
    )
    chosen = "role" if bounds.role else bounds.several or "everybody"
    if chosen == "role" and not roles:
        # A role stays as it is where it can't be chosen.
        kept = scene.plain("option.several_the_role", role=bounds.role_name)
        options = (*options, Option("role", kept))
    return Field("several", FieldKind.CHOICE, "several", initial=chosen, options=options)


def _role(bounds: Bounds) -> Field:
    initial = f"<@&{bounds.role}|{bounds.role_name}>" if bounds.role else ""
    return Field("role", FieldKind.ROLE, "role", "role", initial=initial, optional=True)


def bounds_said(scene: Scene) -> tuple[Rich, ...]:
    """How it stands, in a line; nothing where nothing is bounded."""
    bounds = scene.faces.workspace.bounds
    if bounds == Bounds():
        return ()
    who = "role" if bounds.role else bounds.several or "everybody"
    several = scene.plain(f"bounds.several_{who}", role=bounds.role_name)
    if not bounds.daily:
        return (scene.say("bounds.stand", several=several),)
    return (scene.say("bounds.stand_daily", several=several, n=bounds.daily),)
