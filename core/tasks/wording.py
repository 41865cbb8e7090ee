"""Text as people typed it, made safe and bounded, with what to type instead when it cannot be."""

from core.kernel.errors import BadInput
from core.kernel.folding import fold
from core.kernel.text import NOTE_LIMIT, REASON_LIMIT, TITLE_LIMIT, clean, one_line

ADD_EXAMPLE = "/task add Renew the certificate @maria friday"
CRITERIA_LIMIT = 20
LABEL_LIMIT = 40
LABELS_LIMIT = 20


def bounded(text: str, limit: int, field: str) -> str:
    """*text* as it is; BadInput("too_long", limit, length) when it is longer than *limit*."""
    if len(text) > limit:
        raise BadInput("too_long", field=field, limit=limit, length=len(text))
    return text


def title(typed: str) -> str:
    """A title in one line; BadInput ``no_title`` or ``too_long``."""
    line = bounded(one_line(typed), TITLE_LIMIT, "title")
    if not line:
        raise BadInput("no_title", field="title", example=ADD_EXAMPLE)
    return line


def notes(typed: str, field: str = "notes") -> str:
    """Notes of several lines, perhaps none."""
    return bounded(clean(typed), NOTE_LIMIT, field)


def reason(typed: str, field: str = "reason") -> str:
    """A reason, perhaps none."""
    return bounded(clean(typed), REASON_LIMIT, field)


def needed(text: str, code: str, field: str, example: str) -> str:
    """*text*; BadInput *code* with the example when there is none."""
    if not text:
        raise BadInput(code, field=field, example=example)
    return text


def labels(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Labels without their "#", each once; BadInput ``too_many`` or ``too_long``."""
    words = ("-".join(one_line(t).replace(",", " ").split()).lstrip("#") for t in typed)
    found = {fold(word): bounded(word, LABEL_LIMIT, "labels") for word in words if word}
    if len(found) > LABELS_LIMIT:
        raise BadInput("too_many", field="labels", limit=LABELS_LIMIT, count=len(found))
    return tuple(found.values())


def criteria(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Criteria, one line each, empty ones left out; BadInput ``too_many`` or ``too_long``."""
    lines = tuple(bounded(line, TITLE_LIMIT, "criteria") for t in typed if (line := one_line(t)))
    if len(lines) > CRITERIA_LIMIT:
        raise BadInput("too_many", field="criteria", limit=CRITERIA_LIMIT, count=len(lines))
    return lines
