"""What one person may do how much of: the form, and how it stands."""

from dataclasses import replace

from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.people.at_work import chosen_for
from core.people.model import LEADS, Bounds, Place
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
        *(() if alone and platform == "discord" else (_channels(scene, platform),)),
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


def _channels(scene: Scene, platform: str) -> Field:
    """Picked where the platform lets several be picked, else typed by their names."""
    chosen = _chosen(scene, platform)
    named = (f"#{place.name}" if place.name else f"<#{place.external_id}>" for place in chosen)
    names = " ".join(named)
    picked = tuple(place.external_id for place in chosen)
    initial: str | tuple[str, ...] = picked if platform == "discord" else names
    return Field(
        "channels", FieldKind.PLACES, "channels", "channels", initial=initial, optional=True,
        limit=1000,
    )  # fmt: skip


def _chosen(scene: Scene, platform: str) -> tuple[Place, ...]:
    reader = scene.reader.person
    return chosen_for(scene.work.people, reader, platform) if reader is not None else ()


def bounds_said(scene: Scene) -> tuple[Rich, ...]:
    """How it stands, in a line; nothing where nothing is bounded."""
    bounds = scene.faces.workspace.bounds
    if replace(bounds, roles=()) == Bounds():
        return ()
    who = "role" if bounds.role else bounds.several or "everybody"
    several = scene.plain(f"bounds.several_{who}", role=bounds.role_name)
    daily = "_daily" if bounds.daily else ""
    stands = scene.say(f"bounds.stand{daily}", several=several, n=bounds.daily)
    unnamed = scene.plain("bounds.private_channel")
    chosen = _chosen(scene, scene.platform)
    names = ", ".join(f"#{place.name}" if place.name else unnamed for place in chosen)
    return (stands, scene.say("bounds.channels", names=names)) if names else (stands,)
