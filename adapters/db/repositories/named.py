"""People by their names: by handle, full name or first name, each by an index of its own."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, select, union

from adapters.db.prepared import Prepared
from adapters.db.tables import accounts, persons
from core.people.model import Role

_HERE: Final = select(persons).where(
    persons.c.workspace_id == bindparam("of_workspace", type_=Integer)
)


def _named(here: ColumnElement[bool]) -> Prepared:
    wanted = bindparam("named", type_=String)
    # One look into each index; joined by OR they would be passed over for the primary key.
    keys = (persons.c.handle_key, persons.c.name_key, persons.c.first_name_key)
    ids = _HERE.with_only_columns(persons.c.id)
    named = persons.c.id.in_(union(*(ids.where(key == wanted) for key in keys)))
    return Prepared(_HERE.where(here, persons.c.role != Role.BOT.value, named))


NAMED: Final = _named(persons.c.active)
NAMED_GONE: Final = _named(~persons.c.active)
LAST: Final = "\U0010ffff"


def _begun() -> Select[Any]:
    start, end = bindparam("begins", type_=String), bindparam("ends", type_=String)
    keys = (persons.c.handle_key, persons.c.name_key, persons.c.first_name_key)
    ids = _HERE.with_only_columns(persons.c.id)
    return _HERE.where(
        persons.c.active,
        persons.c.role != Role.BOT.value,
        persons.c.id.in_(union(*(ids.where(key >= start, key < end) for key in keys))),
    )


BEGUN: Final = _begun()


def _absent() -> Select[Any]:
    """Begins with the accounts: who has none is nobody to be chosen."""
    here = accounts.c.workspace_id == bindparam("of_workspace", type_=Integer)
    on = accounts.c.platform == bindparam("on_platform", type_=String)
    known = select(accounts.c.person_id).where(here, accounts.c.active)
    return _HERE.where(
        persons.c.active,
        persons.c.role != Role.BOT.value,
        persons.c.id.in_(known.where(~on)),
        persons.c.id.not_in(known.where(on)),
    ).order_by(persons.c.name_key, persons.c.id)


ABSENT: Final = _absent()
"""Who is here without an account on a platform."""
