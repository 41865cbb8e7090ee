"""The shape of a Block Kit rule, and the pages where the limits are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DOCS = "https://docs.slack.dev/reference"
BLOCK_DOCS = f"{DOCS}/block-kit/blocks"
ELEMENT_DOCS = f"{DOCS}/block-kit/block-elements"
OBJECT_DOCS = f"{DOCS}/block-kit/composition-objects"

Kind = Literal["string", "boolean", "integer", "text", "object", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object.

    `low` and `high` bound the characters of a string or text, the items of a list, the value of
    an integer. `of` names the allowed rules (objects, list items), text types, or string values.
    `each` bounds the characters of every text in a list of texts.
    """

    kind: Kind
    required: bool = False
    low: int | None = None
    high: int | None = None
    of: tuple[str, ...] = ()
    pattern: str | None = None
    each: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of object: its fields, which of them it needs at least one of, and the source."""

    name: str
    source: str
    fields: Mapping[str, Field]
    one_of: tuple[str, ...] = ()
    only_one_of: tuple[str, ...] = ()
    tagged: bool = field(default=True)


BLOCK_ID = Field("string", low=1, high=255)
ACTION_ID = Field("string", low=1, high=255)
FLAG = Field("boolean")
PLAIN = ("plain_text",)
ANY_TEXT = ("plain_text", "mrkdwn")
DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = r"([01]\d|2[0-3]):[0-5]\d"


def plain(high: int, *, required: bool = False) -> Field:
    """Build the field of a plain text of 1 to `high` characters."""
    return Field("text", required=required, low=1, high=high, of=PLAIN)


def one(*rules: str, required: bool = False) -> Field:
    """Build the field of an object that follows one of the rules."""
    return Field("object", required=required, of=rules)


def many(*rules: str, low: int = 1, high: int | None = None, required: bool = True) -> Field:
    """Build the field of a list of objects that follow one of the rules."""
    return Field("list", required=required, low=low, high=high, of=rules)
