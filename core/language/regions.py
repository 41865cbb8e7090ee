"""Countries and their parts as people type them: "DE-BY", "Germany, Bavaria", "uk"."""

import re
import unicodedata
from functools import lru_cache

from core.calendar.days_off import countries, subdivision_names, subdivisions
from core.kernel.errors import BadInput
from core.language.typos import nearest

LONGEST = 100
"""Characters that are read: no country's name is longer."""
EXAMPLE = "/task settings country DE-BY"
_ALSO = {
    "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB-ENG", "scotland": "GB-SCT",
    "wales": "GB-WLS", "northern ireland": "GB-NIR", "usa": "US", "america": "US",
    "united states of america": "US", "holland": "NL", "deutschland": "DE", "osterreich": "AT",
    "schweiz": "CH", "suisse": "CH", "espana": "ES", "italia": "IT", "polska": "PL",
    "czech republic": "CZ", "korea": "KR", "uae": "AE", "turkiye": "TR",
}  # fmt: skip
_PARTS_ALSO = {
    "DE": {"bavaria": "BY", "hesse": "HE", "saxony": "SN", "thuringia": "TH",
           "lower saxony": "NI", "saxony-anhalt": "ST", "north rhine-westphalia": "NW", "nrw": "NW",
           "rhineland-palatinate": "RP"},
}  # fmt: skip
"""English names of parts that the package knows by their own. Source: ISO 3166-2."""


def read_region(typed: str) -> str:
    """``DE`` or ``DE-BY``; "" for none. BadInput ``unknown_region`` names the nearest."""
    text = _folded(typed[:LONGEST]).removeprefix("the ")
    if text in {"", "none", "off", "no", "default", "workspace"}:
        return ""
    whole = _country(text)
    if whole:
        return whole
    for country, part in _splits(text):
        code = _country(country)
        if code and "-" not in code:
            return f"{code}-{_part(code, part, typed)}"
    for country, parts in _PARTS_ALSO.items():
        if text in parts:
            return f"{country}-{parts[text]}"
    raise BadInput(
        "unknown_region", field="country", typed=typed[:80], near=_near(text), example=EXAMPLE
    )


def region_name(region: str) -> str:
    """``Germany (BY)``, for reading."""
    country, _, part = region.partition("-")
    name = countries().get(country, country)
    return f"{name} ({part})" if part else name


def _splits(text: str) -> list[tuple[str, str]]:
    """Where a country may end and its part begin: a mark, or the first blank."""
    marks = [m for m in re.finditer(r"\s*[,/:]\s*|-|\s+", text)]
    return [(text[: m.start()], text[m.end() :]) for m in marks if text[m.end() :]]


def _country(text: str) -> str:
    if text.upper() in countries():
        return text.upper()
    return _ALSO.get(text) or _names().get(text, "")


def _part(country: str, typed: str, whole: str) -> str:
    names = _part_names(country)
    code = names.get(typed)
    if code is not None:
        return code
    close = nearest(typed, names, 3)
    known = ", ".join(f"{country}-{each}" for each in subdivisions(country)[:8])
    near = f"{country}-{names[close[0]]}" if close else known
    example = f"/task settings country {country}-{names[close[0]]}" if close else EXAMPLE
    raise BadInput(
        "unknown_region", field="country", typed=whole[:80], near=near or country, example=example
    )


def _near(text: str) -> str:
    close = nearest(text, (*_names(), *_ALSO), 3)
    found = dict.fromkeys(_country(name) for name in close)
    return ", ".join(region_name(code) for code in found)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {_folded(name): code for code, name in countries().items()}


@lru_cache(maxsize=64)
def _part_names(country: str) -> dict[str, str]:
    named = {_folded(name): code for name, code in subdivision_names(country).items()}
    codes = {_folded(code): code for code in subdivisions(country)}
    return {**named, **_PARTS_ALSO.get(country, {}), **codes}


def _folded(text: str) -> str:
    """Without accents, case and runs of blanks."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(letters.casefold().split())
