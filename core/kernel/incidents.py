"""What the log says of an unexpected error: its kind and places, never its text.

The text may quote what people wrote, or a token: a database's error names rows, a client's its URL.
"""

from core.kernel.errors import ChivvyError

PLACES = 8
"""The innermost frames; those further out are the same for every error."""


def incident(error: BaseException) -> str:
    """``KeyError in _batch:39 > tick:27``: kind (the code, of one of ours) and places, innermost
    last."""
    places, frame = [], error.__traceback__
    while frame:
        places.append(f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}")
        frame = frame.tb_next
    kind = error.code if isinstance(error, ChivvyError) else type(error).__name__
    return f"{kind} in {' > '.join(places[-PLACES:])}" if places else kind
