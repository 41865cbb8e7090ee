"""After a restore nobody knows what was said since the backup: it is set aside, not said again."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from core import compose as composing
from core.followup.model import Notice
from core.kernel.refs import Ref, WorkspaceId
from core.unit import Unit

RESTORED: Final = "restored"
"""The error of a post that waits for an admin since a restore."""


def set_aside(unit: Unit, workspace: WorkspaceId, now: datetime) -> int:
    """What was on its way, due, or decided just *now*, becomes dead letters; says how many.

    For when everything that came due since the backup was decided at *now*, and nothing sent.
    """
    work = unit.of(workspace)
    waiting: defaultdict[Ref, list[Notice]] = defaultdict(list)
    for notice in work.notices.owed():
        if notice.wanted.not_before <= now or notice.created_at >= now:
            waiting[notice.wanted.recipient].append(notice)
    for recipient, notices in waiting.items():
        composing.freeze(work, recipient, notices, now)
    return work.posts.set_aside(RESTORED)
