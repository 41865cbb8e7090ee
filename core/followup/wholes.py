"""How a task ends for others: who follows it, and the task that it is a part of."""

from datetime import datetime

from core.followup.gather import SYSTEM
from core.followup.ports import FollowupUnit
from core.followup.service import answer
from core.kernel.audience import ForPerson
from core.kernel.refs import PersonId, task_ref
from core.tasks.model import Status, Task
from core.tasks.ports import TaskFilter

PARTS = 200
"""Parts of one task that are looked at."""


def followers(work: FollowupUnit, task: Task, actor: PersonId | None) -> list[PersonId]:
    """Who is to hear how it ended: who follows it, unless they hear of it anyway or did it."""
    told = {actor, task.requester, task.owner, task.finished_by}
    return sorted(work.tasks(SYSTEM).followers(task.id) - told)


def answered_by_parts(work: FollowupUnit, part: Task, actor: PersonId, at: datetime) -> None:
    """Who is asked about a task and splits it has answered; what follows is decided anew."""
    if part.parent is None:
        return
    whole = task_ref(part.parent)
    answer(work, whole, actor, at)
    work.watches.sooner(whole, at)


def to_ask(work: FollowupUnit, part: Task) -> Task | None:
    """The task whose last open part *part* was, as its owner sees it; None: nobody is asked.

    A part that the owner of the whole does not see is no reason to ask, nor to wait.
    """
    whole = work.tasks(SYSTEM).get(part.parent) if part.parent is not None else None
    if whole is None or whole.owner is None or not whole.status.open:
        return None
    parts = work.tasks(ForPerson(whole.owner)).find(TaskFilter(parent=whole.id), PARTS)
    if all(each.id != part.id for each in parts) or any(each.status.open for each in parts):
        return None
    return whole if any(each.status is Status.DONE for each in parts) else None
