"""Forms where people of several platforms work together: who can't be picked here is chosen from a
list while they are few, else typed by name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.kernel.refs import PersonId
from core.kernel.text import TITLE_LIMIT
from core.people.model import Person, Role
from core.screens.ports import ScreenUnit
from core.screens.views import Field, FieldKind, Form, Option, Reader, RowStart, View, Who
from core.screens.words import plain

PREFIX = "elsewhere_"
"""Begins the name of the field beside one for a person."""
OWNER, OTHER = ".owner", ".other"
"""End the names of what a row says of its owner: who was picked, and who can't be."""
NOBODY, CHOSEN, KEPT = "=0", "=", "~"
"""What comes back of a list: nobody, somebody by their number, or who stood there before."""
MOST = 24
"""People who are offered: with nobody, as many as one select of Discord's takes."""
ROWS = 500
"""Options of all rows of a form together; beyond, a row offers who is on the platform alone."""


def beside(name: str) -> str:
    """The field beside the one that picks a person."""
    row = name.removesuffix(OWNER)
    return f"{row}{OTHER}" if row != name else f"{PREFIX}{name}"


def named_too(work: ScreenUnit, view: View, platform: str, reader: Reader) -> View:
    """*view* with a field beside each picker of people, for those whom the picker does not know;
    as it is where everybody is on the *platform*."""
    if not isinstance(view, Form):
        return view
    others = {each.platform for each in work.people.installations()} - {platform}
    if not others:
        return view
    where = " & ".join(sorted(other.capitalize() for other in others))
    people = _offered(work, platform, reader.person)
    options = _options(people, where, reader)
    rows = sum(field.kind is FieldKind.ROW for field in view.fields)
    in_rows = options if rows * len(options) <= ROWS else ()
    return replace(view, fields=tuple(_fields(work, view, where, options, in_rows)))


def offers(asker: Person) -> bool:
    """Whether *asker* is offered people: who sees a part of them only is not."""
    return asker.role is Role.MEMBER


def _offered(work: ScreenUnit, platform: str, asker: PersonId | None) -> Sequence[Person]:
    """Of many people none is more likely: then nobody."""
    person = work.people.person(asker) if asker is not None else None
    if person is None or not offers(person):
        return ()
    found = work.people.not_on(platform, MOST + 1)
    return found if len(found) <= MOST else ()


def _options(people: Sequence[Person], where: str, reader: Reader) -> tuple[Option, ...]:
    if not people:
        return ()
    nobody = Option(NOBODY, plain("option.nobody_elsewhere", reader.locale, platform=where))
    named = (
        Option(f"{CHOSEN}{each.id}", each.name or each.handle, f"@{each.handle}") for each in people
    )
    return (nobody, *named)


def _fields(
    work: ScreenUnit, form: Form, where: str, options: tuple[Option, ...],
    in_rows: tuple[Option, ...],
) -> Iterator[Field]:  # fmt: skip
    for field in form.fields:
        if field.kind is FieldKind.ROW and in_rows:
            start = field.initial if isinstance(field.initial, RowStart) else RowStart()
            yield replace(field, others=_keeping(in_rows, start.owner))
            continue
        if field.kind is not FieldKind.PERSON:
            yield field
            continue
        who = field.initial if isinstance(field.initial, Who) else None
        absent = who if who is not None and who.account is None else None
        # Either of the two is enough; who can't be picked stands in the one beside.
        yield replace(field, optional=True, initial=None if absent else field.initial)
        yield _beside(work, field, where, absent, _keeping(options, absent))


def _beside(
    work: ScreenUnit, field: Field, where: str, absent: Who | None, options: tuple[Option, ...]
) -> Field:
    facts = {"platform": where}
    kept = next((each.value for each in options if each.value.startswith(KEPT)), "")
    if options and (absent is None or kept):
        return Field(
            beside(field.name), FieldKind.CHOICE, "elsewhere_pick", "elsewhere_pick", facts,
            kept or NOBODY, optional=True, options=options,
        )  # fmt: skip
    typed = _typed(work, absent) if absent else ""
    return Field(
        beside(field.name), FieldKind.TEXT, "elsewhere", "elsewhere", facts, typed, optional=True,
        limit=TITLE_LIMIT,
    )  # fmt: skip


def _keeping(options: tuple[Option, ...], who: Who | None) -> tuple[Option, ...]:
    """*options*, in which whoever stands there is marked: another one who is picked replaces them,
    whatever the list still says."""
    if who is None or who.account is not None:
        return options
    mine = f"{CHOSEN}{who.id}"
    return tuple(
        replace(each, value=f"{KEPT}{who.id}") if each.value == mine else each for each in options
    )


def _typed(work: ScreenUnit, who: Who) -> str:
    """Somebody as they can be typed: by name, or by handle where several have the name."""
    person = work.people.person(who.id)
    alone = len(work.people.by_name(who.name)) == 1
    return who.name if alone or person is None or not person.handle else f"@{person.handle}"
