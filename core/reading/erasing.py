"""Which words of a task are to go, as they were ticked."""

from core.kernel.errors import BadInput
from core.kernel.refs import TaskId, TextId
from core.reading.filled import Filled
from core.screens.words import plain
from core.tasks.commands_apart import Erase


def filled_erase(task: TaskId, filled: Filled) -> Erase:
    """The filled-in form."""
    ticked = [value for value in filled.ticked("what") if value.isdecimal()]
    if not ticked:
        raise BadInput("nothing_chosen", field="what", example="/task erase T-42")
    mark = plain("erased.mark", filled.locale, name=filled.asker)
    return Erase(task, tuple(TextId(int(value)) for value in ticked), mark)
