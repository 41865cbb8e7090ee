"""Errors are a code and fields; the sentence is rendered later, from the catalogue of texts.

``code`` is the key of the text (``error.<code>``), ``fields`` are what its placeholders name.
"""

from collections.abc import Mapping


class ChivvyError(Exception):
    """Something that a person must be told, with what to type instead."""

    code = "unexpected"

    def __init__(self, code: str | None = None, **fields: object) -> None:
        self.code = code or type(self).code
        self.fields: Mapping[str, object] = fields
        super().__init__(self.code, fields)

    def __str__(self) -> str:
        return f"{self.code} {dict(self.fields)}" if self.fields else self.code


class BadInput(ChivvyError):
    """What was typed cannot be carried out; ``field`` names the place of a form it belongs to."""

    code = "bad_input"

    def __init__(self, code: str, *, field: str | None = None, **fields: object) -> None:
        self.field = field
        super().__init__(code, **fields)


class NotFound(ChivvyError):
    """Unknown and unseen alike, on purpose: the answer must not tell which."""

    code = "not_found"


class NotAllowed(ChivvyError):
    """The person may not do this; ``fields`` say who may."""

    code = "not_allowed"


class Conflict(ChivvyError):
    """Somebody else changed it meanwhile; ``fields`` say what changed."""

    code = "conflict"


class Busy(ChivvyError):
    """The store cannot take more now; nothing was saved."""

    code = "busy"


class NotSaved(ChivvyError):
    """The unit was withdrawn before it began; nothing was saved."""

    code = "not_saved"


class Unavailable(ChivvyError):
    """The store is closed, held by another instance or of another release."""

    code = "unavailable"


STORE = (Busy, NotSaved, Unavailable)
"""The store cannot do it now; nothing was saved, and nothing is wrong with what was asked."""
