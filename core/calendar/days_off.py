"""Public holidays by country and subdivision, and the days that a team adds.

The data come from the ``holidays`` package: loaded when the first country is asked for, kept per
(country, subdivision, year), named in English whatever the host's language. Days that move with
the weekend ("observed") are included; half days are not. Past the package's horizon (2100) no
holidays are known.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.kernel.errors import BadInput
from core.kernel.values import dataclass

if TYPE_CHECKING:
    from holidays import HolidayBase

_CODE = re.compile(r"[A-Z]{2}")
_NO_EXTRA: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """The dates on which nobody works: ``day in calendar``. Build it with ``days_off``."""

    country: str | None = None
    subdivision: str | None = None
    extra: frozenset[date] = _NO_EXTRA

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return day in self.extra or day in self._year(day.year)

    def name_of(self, day: date) -> str | None:
        """What *day* is called, in English; None for a working day and for one of the extra."""
        return self._year(day.year).get(day)

    def _year(self, year: int) -> Mapping[date, str]:
        return _holidays(self.country, self.subdivision, year) if self.country else {}


def days_off(
    country: str | None, subdivision: str | None = None, extra: frozenset[date] = _NO_EXTRA
) -> HolidayCalendar:
    """The holidays of a country ("DE") and its subdivision ("BY", "California"), and *extra*.

    No country: *extra* alone. BadInput ``unknown_country`` or ``unknown_subdivision``, which
    lists what there is as ``known``.
    """
    if country is None:
        return HolidayCalendar(extra=extra)
    code = country.strip().upper()
    if not known_country(code):
        raise BadInput("unknown_country", field="country", typed=country[:80], example="DE")
    return HolidayCalendar(code, _subdivision(code, subdivision), extra)


def days_off_in(region: str | None, extra: frozenset[date] = _NO_EXTRA) -> HolidayCalendar:
    """As ``days_off``, for a region as people and workspaces keep it: "DE", "DE-BY"."""
    country, _, subdivision = (region or "").partition("-")
    return days_off(country or None, subdivision or None, extra)


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """The countries whose holidays are known: code → English name."""
    from holidays.registry import COUNTRIES

    return {code: name.replace("_", " ").title() for name, (_, code, *_) in COUNTRIES.items()}


def subdivision_names(country: str) -> Mapping[str, str]:
    """Names of the subdivisions of a known country, as its people write them → codes."""
    found = _country(country)
    return dict(found.subdivisions_aliases) if found is not None else {}


def known_country(code: str) -> bool:
    """Whether holidays are known for this ISO 3166 code of two letters, in either case."""
    upper = code.strip().upper()
    return bool(_CODE.fullmatch(upper)) and _country(upper) is not None


def subdivisions(country: str) -> tuple[str, ...]:
    """The codes of the subdivisions of a known country that have holidays of their own."""
    found = _country(country.strip().upper())
    return tuple(found.subdivisions) if found is not None else ()


def _subdivision(country: str, typed: str | None) -> str | None:
    if typed is None or not typed.strip():
        return None
    found = _country(country)
    assert found is not None  # noqa: S101 - for the type checker; the caller has looked
    spellings = {code.casefold(): code for code in found.subdivisions}
    spellings |= {name.casefold(): code for name, code in found.subdivisions_aliases.items()}
    code = spellings.get(typed.strip().casefold())
    if code is None:
        raise BadInput(
            "unknown_subdivision",
            field="subdivision",
            typed=typed[:80],
            country=country,
            known=tuple(found.subdivisions),
            example=next(iter(found.subdivisions), ""),
        )
    return code


@lru_cache(maxsize=512)
def _country(code: str) -> "HolidayBase | None":
    # Importing the package takes 0.2 s: only who names a country pays for it.
    import holidays

    try:
        return holidays.country_holidays(code, expand=False)
    except NotImplementedError:
        return None


# Whole years, frozen: the package's own objects fill themselves while they are read, and several
# threads read at once.
@lru_cache(maxsize=4096)
def _holidays(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    import holidays

    found = holidays.country_holidays(
        country, subdiv=subdivision, years=year, expand=False, language="en_US"
    )
    return MappingProxyType(dict(found.items()))
