"""What the log says of an unexpected error: its kind and places, never its text.

The text may quote what people wrote: a database's error lists the values of its statement.
"""

from core.kernel.errors import Busy, NotSaved, Unavailable

STORE = (Busy, NotSaved, Unavailable)
"""The store cannot do it now; nothing was saved, and nothing is wrong with what was asked."""
PLACES = 8


def incident(error: BaseException) -> str:
    """Kind and places of *error*, innermost last."""
    places, frame = [], error.__traceback__
    while frame:
        places.append(f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}")
        frame = frame.tb_next
    kind = error.code if isinstance(error, STORE) else type(error).__name__
    return f"{kind} in {' > '.join(places[-PLACES:])}" if places else kind
