"""An event has nobody who could send it again: where nothing was saved, it is tried again later."""

from core.kernel.errors import STORE, NotSaved
from core.screens.views import Problem, View

_CODES = frozenset({*(error.code for error in STORE), "store_closed"})


def require_saved(view: View | None) -> None:
    """Raises NotSaved where *view* would tell somebody that the store could not take it.

    The inbox then keeps the event; who waits for an answer to a command is told instead.
    """
    if isinstance(view, Problem) and view.code in _CODES:
        raise NotSaved
