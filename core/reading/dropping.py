"""Why a task is dropped: one of the usual reasons, or words of one's own."""

from core.kernel.errors import BadInput
from core.kernel.refs import TaskId
from core.language.handles import find_task
from core.reading.filled import Filled
from core.screens.words import plain
from core.tasks.commands import Drop


def filled_drop(task: TaskId, filled: Filled) -> Drop:
    """The filled-in form; of a duplicate it says of which."""
    chosen, own = filled.text("dropped_as"), filled.text("reason")
    if chosen == "duplicate":
        typed = filled.needed("duplicate_of")
        other, _ = find_task(typed, prefix=filled.prefix)
        if other is None:
            raise BadInput("which_task", field="duplicate_of", example="T-31")
        reason = plain("option.drop_duplicate_of", filled.locale, handle=filled.handle(other))
        return Drop(task, _with(reason, own), duplicate_of=other)
    if chosen in {"", "other"}:
        return Drop(task, own)
    return Drop(task, _with(plain(f"option.drop_{chosen}", filled.locale), own))


def _with(reason: str, own: str) -> str:
    return f"{reason}: {own}" if own else reason
