"""The numbers as sheets for a spreadsheet program, one for each picture.

In Dutch the cells are parted by semicolons, as spreadsheet programs there expect.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from io import StringIO

from flask import Response

from assistant.store.numbers import Week

Cell = str | int | float
Names = Callable[[Week], Sequence[tuple[str, int]]]
MARK = "\ufeff"  # by which such a program knows that the letters are UTF-8
PARTED = {"nl": ";"}
FORMULA = frozenset("=+-@\t\r")


def answer(name: str, language: str, rows: Iterable[Sequence[Cell]]) -> Response:
    """A sheet to keep, in the way of a language."""
    text = StringIO()
    writer = csv.writer(text, delimiter=PARTED.get(language, ","))
    writer.writerows([plain(cell) for cell in row] for row in rows)
    sheet = Response(MARK + text.getvalue(), mimetype="text/csv")
    sheet.headers["Content-Disposition"] = f"attachment; filename=bezorgd-{name}.csv"
    return sheet


def by_name(
    heads: Sequence[str], weeks: Sequence[Week], names: Names
) -> Iterable[Sequence[Cell]]:
    """A row for each name that any week has, and a column for each week."""
    counts = [dict(names(week)) for week in weeks]
    total = {
        name: sum(one.get(name, 0) for one in counts) for one in counts for name in one
    }
    yield [*heads, *(week.monday.isoformat() for week in weeks)]
    for name in sorted(total, key=lambda one: (-total[one], one)):
        yield [name, total[name], *(one.get(name, 0) for one in counts)]


def plain(cell: Cell) -> Cell:
    """A cell that no spreadsheet program takes for a formula."""
    formula = isinstance(cell, str) and cell[:1] in FORMULA
    return f"'{cell}" if formula else cell
