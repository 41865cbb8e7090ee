"""A form that is half filled in, or was refused: kept as JSON, so that it survives a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import TypeAdapter

from core.context import FieldValue
from core.kernel.text import Link, Mention, Part, Quote, Rich, TaskName, When, Words
from core.screens.views import Form

_Named = (
    tuple[Literal["Words"], Words]
    | tuple[Literal["Mention"], Mention]
    | tuple[Literal["When"], When]
    | tuple[Literal["Link"], Link]
    | tuple[Literal["TaskName"], TaskName]
    | tuple[Literal["Quote"], Quote]
)
"""A part of a text with its kind: by its fields alone a quotation looks like words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Whose form it is, which page comes next, and what was filled in so far."""

    user: str
    form: Form
    page: int = 0
    values: Mapping[str, FieldValue] = field(default_factory=dict)

    def encode(self) -> str:
        """As JSON."""
        fields = self.form.fields
        words = tuple(tuple(map(_named, each.words)) for each in fields)
        bare = replace(self.form, fields=tuple(replace(each, words=()) for each in fields))
        kept = _Kept(replace(self, form=bare), words)
        return _ADAPTER.dump_json(kept).decode()

    @classmethod
    def decode(cls, kept: str) -> "Draft":
        """The inverse of ``encode``; ValueError for anything else."""
        found = _ADAPTER.validate_json(kept)
        form = found.draft.form
        pairs = zip(form.fields, found.words, strict=True)
        fields = tuple(replace(each, words=_rich(words)) for each, words in pairs)
        return replace(found.draft, form=replace(form, fields=fields))


@dataclass(frozen=True, slots=True)
class _Kept:
    draft: Draft
    words: tuple[tuple[_Named, ...], ...]


def _named(part: Part) -> _Named:
    match part:
        case Words():
            return ("Words", part)
        case Mention():
            return ("Mention", part)
        case When():
            return ("When", part)
        case Link():
            return ("Link", part)
        case TaskName():
            return ("TaskName", part)
        case Quote():
            return ("Quote", part)


def _rich(named: tuple[_Named, ...]) -> Rich:
    return tuple(part for _, part in named)


_ADAPTER = TypeAdapter(_Kept)
