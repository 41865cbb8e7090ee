"""Forms where people of several platforms work together: who can't be picked here, by name."""

from collections.abc import Iterator
from dataclasses import replace

from core.kernel.text import TITLE_LIMIT
from core.screens.ports import ScreenUnit
from core.screens.views import Field, FieldKind, Form, View, Who

PREFIX = "elsewhere_"
"""Begins the name of the field beside one for a person."""


def named_too(work: ScreenUnit, view: View, platform: str) -> View:
    """*view* with a field beside each picker of people, for those whom the picker does not know;
    as it is where everybody is on the *platform*."""
    if not isinstance(view, Form):
        return view
    others = {each.platform for each in work.people.installations()} - {platform}
    if not others:
        return view
    where = " & ".join(sorted(other.capitalize() for other in others))
    return replace(view, fields=tuple(_fields(work, view, where)))


def _fields(work: ScreenUnit, form: Form, where: str) -> Iterator[Field]:
    for field in form.fields:
        if field.kind is not FieldKind.PERSON:
            yield field
            continue
        who = field.initial if isinstance(field.initial, Who) else None
        absent = who if who is not None and who.account is None else None
        # Either of the two is enough; who can't be picked stands in the one that is typed.
        yield replace(field, optional=True, initial=None if absent else field.initial)
        yield Field(
            PREFIX + field.name, FieldKind.TEXT, "elsewhere", "elsewhere", {"platform": where},
            _typed(work, absent) if absent else "", optional=True, limit=TITLE_LIMIT,
        )  # fmt: skip


def _typed(work: ScreenUnit, who: Who) -> str:
    """Somebody as they can be typed: by name, or by handle where several have the name."""
    person = work.people.person(who.id)
    alone = len(work.people.by_name(who.name)) == 1
    return who.name if alone or person is None or not person.handle else f"@{person.handle}"
