"""A figure is a ratio of two things measured in the same run, beside the limit it should keep."""

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

_HEAD: Final = ("row", "figure", "ratio", "first", "then", "", "measured")


@dataclass(frozen=True, slots=True)
class Figure:
    """`measured` is of `base`; `more` says whether more is better. Medians of several turns."""

    row: str
    name: str
    ratio: float
    first: float
    then: float
    more: bool
    measured: str
    unit: str = ""

    @property
    def verdict(self) -> str:
        """How far along the limits the ratio is."""
        if self._keeps(self.then):
            return "then"
        return "first" if self._keeps(self.first) else "MISSED"

    def _keeps(self, limit: float) -> bool:
        return self.ratio >= limit if self.more else self.ratio <= limit


def middle(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def as_json(figure: Figure) -> str:
    """One JSON object, for a script."""
    values = asdict(figure) | {"ratio": round(figure.ratio, 4), "verdict": figure.verdict}
    return json.dumps(values)


def as_table(figures: Sequence[Figure]) -> str:
    """A table for people."""
    rows = [_HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows]
    return "\n".join((lines[0], "-" * max(map(len, lines)), *lines[1:]))


def _cells(figure: Figure) -> tuple[str, ...]:
    sign = ">=" if figure.more else "<="
    return (
        figure.row,
        figure.name,
        _number(figure.ratio) + figure.unit,
        f"{sign} {figure.first:g}{figure.unit}",
        f"{sign} {figure.then:g}{figure.unit}",
        figure.verdict,
        figure.measured,
    )


def _number(value: float) -> str:
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"
