"""The fields that forms are made of, named as in the catalogue of texts."""

from core.kernel.text import REASON_LIMIT, TITLE_LIMIT
from core.kernel.tokens import Token
from core.screens.views import Field, FieldKind, Form, Who


def form_of(token: Token, title: str, submit: str, *fields: Field) -> Form:
    """A form with its token, its title (``form.<title>``) and its button."""
    return Form(token.encode(), title, submit, fields)


def text_field(
    name: str, initial: str = "", *, limit: int = TITLE_LIMIT, need: bool = False
) -> Field:
    return Field(name, FieldKind.TEXT, name, name, initial=initial, optional=not need, limit=limit)


def long_field(
    name: str, initial: str = "", *, limit: int = REASON_LIMIT, need: bool = False, **facts: str
) -> Field:
    return Field(
        name, FieldKind.MULTILINE, name, name, facts, initial, optional=not need, limit=limit
    )


def person_field(name: str, initial: Who | None = None, *, need: bool = False) -> Field:
    return Field(name, FieldKind.PERSON, name, name, initial=initial, optional=not need)


def date_field(name: str, initial: str = "", *, need: bool = False) -> Field:
    return Field(name, FieldKind.DATE, name, name, initial=initial, optional=not need, limit=100)
