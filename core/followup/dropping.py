"""Who had a task that somebody else dropped."""

from core.followup.model import NoticeKind, NoticeState, to_person
from core.followup.ports import FollowupUnit
from core.kernel.refs import PersonId, task_ref
from core.tasks.model import Task


def owner_to_tell(work: FollowupUnit, task: Task, actor: PersonId | None) -> PersonId | None:
    """The owner, to whom it is news that *actor* dropped the task; None where the owner did it or
    asked for it, and where they have not heard yet that it was theirs."""
    owner = task.owner
    if actor is None or owner is None or owner in {actor, task.requester}:
        return None
    to = to_person(owner)
    unheard = any(
        notice.wanted.kind is NoticeKind.ASSIGNED
        and notice.wanted.recipient == to
        and notice.state is NoticeState.OWED
        for notice in work.notices.of(task_ref(task.id))
    )
    return None if unheard else owner
