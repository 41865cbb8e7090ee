"""Cells of an export, as spreadsheets read them."""

import csv
import io

import pytest

from bot.export import safe

RESTS = ("", "1+1", 'HYPERLINK("http://x")', "cmd|' /C calc'!A0", " x\n=1")
STARTS = ("=", "+", "-", "@", "\t", "\r", "\t=", "\r=", "'=")


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    "rest", ["", "1+1", 'HYPERLINK("http://x")', "cmd|' /C calc'!A0", " x\n=1"]
)
def test_no_cell_is_a_formula_and_each_can_be_read_back(start: str, rest: str) -> None:
    """However it begins: behind a ' it is text, and without that it is what was typed."""
    told = io.StringIO()
    csv.writer(told).writerow([safe(start + rest)])
    [[cell]] = csv.reader(io.StringIO(told.getvalue(), newline=""))
    assert cell[0] == "'"
    assert cell[1:] == start + rest


def test_other_cells_stay_as_they_are() -> None:
    """Most titles begin with a letter."""
    assert safe("Renew the certificate = soon") == "Renew the certificate = soon"
