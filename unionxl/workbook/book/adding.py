"""Rows that are totals whatever they are called: their amounts are the sums of the rows above.

Such a row lacks what every row above it has, the date or what must be filled in.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from unionxl.values.column import Kind
from unionxl.workbook.book.totals import FIGURES, is_needed, is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.values.column import Column

_FEWEST_ADDED = 2  # one row and its repetition are two records
_MOST_BESIDE = 2
_HALF_A_CENT = Decimal("0.005")
_DAYS = frozenset({Kind.DATE, Kind.MONTH, Kind.MONTHS})
_SIGNS = str.maketrans("", "", ",¥元 　")


class Adding:
    """The rows of a table, added up one after the other."""

    def __init__(self, columns: Sequence[Column | None]) -> None:
        known = [(at, one) for at, one in enumerate(columns) if one and not one.formula]
        self._money = [at for at, one in known if one.kind is Kind.MONEY]
        self._counts = [at for at, one in known if one.kind in {Kind.COUNT, Kind.NUMBER}]
        self._words = [at for at, one in known if one.kind not in FIGURES]
        self.needed = [at for at, one in known if is_needed(one) or one.kind in _DAYS]
        self._kept = set(self.needed)  # filled in every row so far
        self._count = self._count_since = 0
        self._whole: defaultdict[int, Decimal] = defaultdict(Decimal)
        self._since: defaultdict[int, Decimal] = defaultdict(Decimal)

    @property
    def figures(self) -> list[int]:
        """The columns whose sums tell."""
        return self._money or self._counts

    def add(self, row: Sequence[object]) -> None:
        """Take one record in, its cells or the values read from them."""
        self._kept = {at for at in self._kept if not _is_empty(row[at])}
        self._count += 1
        self._count_since += 1
        for at in self.figures:
            if figure := _figure(row[at]):
                self._whole[at] += figure
                self._since[at] += figure

    def close(self) -> None:
        """Begin a new part: what was added so far has its total."""
        self._since.clear()
        self._count_since = 0

    def may_close(self, row: Sequence[object]) -> bool:
        """Tell, quickly, whether a row may be a total: it has a figure, and lacks something."""
        return any(_is_empty(row[at]) for at in self.needed) and any(
            _figure(row[at]) for at in self.figures
        )

    def closes(self, row: Sequence[object]) -> bool:
        """Tell whether a row adds up the rows of its part, or all rows above it."""
        if not any(_is_empty(row[at]) for at in self._kept):
            return False
        beside = [at for at in self._words if not _is_empty(row[at]) and not is_numeric_at(row[at])]
        figures = {at: figure for at in self.figures if (figure := _figure(row[at]))}
        if not figures or len(beside) > _MOST_BESIDE:
            return False
        parts = ((self._count_since, self._since), (self._count, self._whole))
        return any(
            count >= _FEWEST_ADDED
            and all(abs(sums[at] - figure) < _HALF_A_CENT for at, figure in figures.items())
            for count, sums in parts
        )


def is_numeric_at(cell: object) -> bool:
    """Tell whether a cell is a number, or a number with its unit."""
    return isinstance(cell, str | int | float) and is_numeric(cell)


def _is_empty(cell: object) -> bool:
    """Tell whether nothing stands in a cell, or nothing was read from it."""
    return cell is None or cell == () or (isinstance(cell, str) and not cell.strip())


def _figure(cell: object) -> Decimal:
    """Return the number in a cell, 0 where there is none."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return Decimal(0)
    text = unicodedata.normalize("NFKC", str(cell)).translate(_SIGNS)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
