"""``pause T-1`` and ``resume T-1`` are no verbs: what to type instead depends on the task."""

from core.kernel.errors import BadInput
from core.language.handles import find_task
from core.reading.typed import Typed
from core.recurring.model import Repeating
from core.tasks.changes import seen
from core.tasks.model import Status

_PAUSE = frozenset({"pause", "suspend", "hold", "freeze", "park"})
_RESUME = frozenset({"resume", "unpause", "continue", "unfreeze"})


def refuse_pause(word: str, typed: Typed) -> None:
    """BadInput with what to type for this very task; nothing for other words."""
    if word not in _PAUSE | _RESUME:
        return
    number, rest = find_task(typed.text, prefix=typed.work.people.workspace().prefix)
    if number is None:
        return
    task = seen(typed.work, number, typed.ctx.audience)
    repeating = typed.work.recurrences.of([number]).get(number)
    handle = typed.work.people.workspace().handle(number)
    if word in _PAUSE:
        until = rest if rest.casefold().startswith(("until", "till", "for ")) else "until monday"
        code, verb = _pause(repeating)
        raise BadInput(code, task=handle, example=f"/task {verb}".format(handle, until[:40]))
    code, verb = _resume(repeating, blocked=task.status is Status.BLOCKED)
    raise BadInput(code, task=handle, example=f"/task {verb}".format(handle))


def _pause(repeating: Repeating | None) -> tuple[str, str]:
    if repeating is not None and repeating.series.on:
        return "pause_repeats", "repeat {} pause {}"
    return "pause_snooze", "snooze {} {}"


def _resume(repeating: Repeating | None, *, blocked: bool) -> tuple[str, str]:
    if repeating is not None:
        return "resume_repeats", "repeat {} resume"
    return ("resume_blocked", "unblock {}") if blocked else ("resume_start", "start {}")
