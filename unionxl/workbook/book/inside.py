"""Rows inside a table that are none of it: the header once more, and totals.

A paste from another sheet brings them along. What names a total below a table names one here, but
a row that says more than a total does is a record, whatever word stands in it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from unionxl.values.column import Kind
from unionxl.workbook.book.below import is_filled, names_total, squeezed
from unionxl.workbook.port import Leftover, Why

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from unionxl.values.column import Column, ReadValue

_FIGURES = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.SHARE})
_WORDS = frozenset({Kind.TEXT, Kind.CODE, Kind.STATES})
_REMARKS = frozenset({"remark", "note"})
_BETWEEN = "\0"
_SPACES = " \u3000\n"
# Every text that names a total has one of these words; the sign is looked for first.
_SIGNS = (
    ("计", ("合计", "小计", "总计", "共计", "累计", *(f"{space}计" for space in _SPACES))),
    ("额", ("余额", "总额", "发生额", *(f"{space}额" for space in _SPACES))),
    ("余", ("结余", *(f"{space}余" for space in _SPACES))),
    ("结", ("月结", "季结", "年结", *(f"{space}结" for space in _SPACES))),
    ("l", ("tal", " l")),
    ("L", ("TAL", " L")),
    *((one, tuple(f"{one}{then}" for then in f"上前下次{_SPACES}")) for one in "承接转过"),
)
_LONGEST = 24  # a longer text says more than that a row is a total
_MOST_BESIDE = 2  # cells beside the word in a total: the day, a group


def rows_that_are_none(
    cells: Sequence[Sequence[ReadValue]],
    types: Sequence[Collection[type]],
    columns: Sequence[Column],
) -> dict[int, Why]:
    """Return the rows, by index, that repeat the header or are totals; quick where none is.

    `types` are those of the cells of each column.
    """
    by_column = zip(cells, types, columns, strict=True)
    hints = [_telling(there, kinds, one.header) for there, kinds, one in by_column]
    rows = {
        index
        for texts, there in zip(hints, cells, strict=True)
        if texts
        for index, cell in enumerate(there)
        if isinstance(cell, str) and cell in texts
    }
    found = ((index, _why([there[index] for there in cells], columns)) for index in sorted(rows))
    return {index: why for index, why in found if why is not None}


def leftovers(rows: Mapping[int, Why]) -> Iterator[Leftover]:
    """Yield rows of the sheet, those of one reason that follow each other as one."""
    by_run = groupby(enumerate(sorted(rows)), key=lambda one: (one[1] - one[0], rows[one[1]]))
    for (_, why), run in by_run:
        numbers = [row for _, row in run]
        yield Leftover(numbers[0], numbers[-1], why)


def _telling(cells: Sequence[ReadValue], types: Collection[type], header: str) -> Collection[str]:
    """Return the distinct texts of a column that repeat its header or name a total.

    A long ledger is looked through as one text first, where nothing of the kind stands.
    """
    if str not in types:
        return ()
    texts = cells if len(types) == 1 else [one for one in set(cells) if isinstance(one, str)]
    title = squeezed(header)
    if not _may_tell(_BETWEEN.join(cast("Sequence[str]", texts)), title):
        return ()
    short = {text for text in texts if isinstance(text, str) and len(text) <= _LONGEST}
    return {text for text in short if (plain := squeezed(text)) == title or names_total(plain)}


def _may_tell(joined: str, title: str) -> bool:
    """Tell whether a header or a total may be among many texts; a quick look."""
    if any(sign in joined and any(word in joined for word in words) for sign, words in _SIGNS):
        return True
    if title[0] not in joined:
        return False
    ends = (f"{title[:at]}{space}" for at in range(1, len(title)) for space in _SPACES)
    return title in joined or any(end in joined for end in ends)


def _why(row: Sequence[ReadValue], columns: Sequence[Column]) -> Why | None:
    """Return why a row with a telling text is none, if it is none."""
    filled = [(one, cell) for one, cell in zip(columns, row, strict=True) if is_filled(cell)]
    repeated = sum(squeezed(cell) == squeezed(one.header) for one, cell in filled)
    if len(filled) == repeated or (repeated > 1 and repeated * 2 >= len(filled)):
        return Why.HEADER_INSIDE
    needs_amount = any(one.kind is Kind.MONEY and one.is_essential for one in columns)
    if needs_amount and not any(one.kind in _FIGURES for one, _ in filled):
        return None  # it adds nothing up; the rule for rows without an amount tells of it
    is_total = any(
        _is_total(cell, one, _beside(filled, one))
        for one, cell in filled
        if isinstance(cell, str) and names_total(squeezed(cell))
    )
    return Why.TOTAL_INSIDE if is_total else None


def _beside(filled: Iterable[tuple[Column, ReadValue]], word: Column) -> int:
    """Count the cells beside a word that no total has: all but its figures."""
    return sum(
        one is not word
        and one.kind not in _FIGURES
        and not (isinstance(cell, str) and squeezed(cell)[0] in "共¥")
        for one, cell in filled
    )


def _is_total(cell: str, column: Column, beside: int) -> bool:
    """Tell whether a word makes a total of a row with so many other cells."""
    if not names_total(squeezed(cell), is_whole=True) or column.field in _REMARKS:
        return not beside
    is_no_place_for_it = column.kind not in _WORDS or column.is_closed
    return is_no_place_for_it or beside <= _MOST_BESIDE
