"""Two became one by a code: said where the code was shown."""

from core.followup.model import Notice, NoticeKind
from core.kernel.refs import PostId
from core.screens.scene import Scene
from core.screens.views import Notes


def linked_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes:
    """The code was typed on the platform that the slot names, and what takes it back."""
    there = notice.wanted.slot.rpartition("|")[2].title()
    if notice.wanted.kind is NoticeKind.TEAMS_JOINED:
        return Notes(
            (scene.say("link.teams_joined", platform=there), scene.say("link.joined_next"))
        )
    lines = ("link.accounts_joined", "link.accounts_off")
    return Notes(tuple(scene.say(line, platform=there) for line in lines))
