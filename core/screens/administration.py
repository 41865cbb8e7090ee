"""Who is admin, whether messages go out, and what all answers say while they don't."""

from dataclasses import replace

from core.followup.model import Notice, NoticeKind
from core.kernel.refs import PersonId, PostId
from core.kernel.text import Rich
from core.people.commands import (
    AdminIntent,
    DismissAdmin,
    MakeAdmin,
    PauseMessages,
    ResumeMessages,
)
from core.people.model import Workspace
from core.screens.bounds import bounds_said
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import Echo, Notes, Reader, Said, TaskList, View


def admin_page(work: ScreenUnit, reader: Reader, platform: str) -> Said:
    """Who is admin, and whether messages go out; to those who may, what can be typed."""
    scene = scene_for(work, reader, platform)
    admins = work.people.admins()
    names = ", ".join(scene.faces.name(admin.id) for admin in admins)
    lines = [scene.say("admin.are", names=names) if names else scene.say("admin.none")]
    person = scene.faces.person(reader.person) if reader.person is not None else None
    if person is not None and person.admin:
        lines.append(scene.say("admin.may"))
    elif person is not None and person.owner:
        lines.append(scene.say("admin.owner_may"))
    elif not admins:
        lines.append(scene.say("admin.code"))
    if scene.faces.workspace.paused_at is None:
        lines.append(scene.say("admin.going"))
    return Said(tuple(lines), (plain_press("help"),))


def admin_said(work: ScreenUnit, intent: AdminIntent, reader: Reader, platform: str) -> Said:
    """What was done, for who did it."""
    scene = scene_for(work, reader, platform)
    match intent:
        case PauseMessages():
            return Said((scene.say("said.paused"), scene.say("said.paused_next")))
        case ResumeMessages():
            return Said((scene.say("said.resumed"),))
        case MakeAdmin(of):
            return Said((scene.say("said.admin_made", name=scene.faces.name(of)),))
        case DismissAdmin(of):
            return Said((scene.say("said.admin_dismissed", name=scene.faces.name(of)),))
        case _:
            lines = (scene.say("said.admin_claimed"), scene.say("admin.may"))
            return _with_bounds(scene, Said(lines), platform)


def _with_bounds(scene: Scene, said: Said, platform: str) -> Said:
    """The first admin of a server is asked what one person may do there."""
    if platform != "discord" or len(scene.work.people.admins()) > 1:
        return said
    ask = (*bounds_said(scene), scene.say("bounds.ask"))
    return Said((*said.lines, *ask), (plain_press("settings_bounds", "bounds_settings"),))


def admin_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes | None:
    """To admins: there is another, or one less."""
    number = PersonId(notice.wanted.subject.id)
    key = "added" if notice.wanted.kind is NoticeKind.ADMIN_ADDED else "removed"
    who = "you" if scene.is_reader(number) else "other"
    return Notes((scene.say(f"admin.{key}_{who}", name=scene.faces.name(number)),))


def dead_letter_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes:
    """To admins: the platform took a message for wrong, and nobody got it."""
    lines = (scene.say("admin.dead"), scene.say("admin.dead_next"))
    return Notes(lines)


def with_pause(work: ScreenUnit, view: View, reader: Reader, platform: str) -> View:
    """While messages are paused, every answer says so."""
    home = work.people.workspace()
    if home.paused_at is None or reader.person is None:
        return view
    line = _paused(scene_for(work, reader, platform), home)
    match view:
        case Said() | Echo() | Notes():
            return replace(view, lines=(*view.lines, line))
        case TaskList():
            return replace(view, footer=(*view.footer, line))
        case _:
            return view


def _paused(scene: Scene, home: Workspace) -> Rich:
    assert home.paused_at is not None  # noqa: S101 - who calls has looked
    since = scene.moment(home.paused_at)
    if home.pause_reason:
        return scene.say("paused.why", since=since, why=home.pause_reason)
    return scene.say("paused.line", since=since)
