"""What stands below a table: rows that still belong to it, and what does not.

LibreOffice, WPS and a paste leave rows below a table that Excel would have taken in. Those that
follow it without a gap are rows of it for every reader; the table grows over them at the next
write. One rule for both adapters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.words.lists import alternatives
from unionxl.workbook.book.adding import Adding
from unionxl.workbook.book.totals import (
    WORDS,
    is_needed,
    is_numeric,
    lacks,
    names_itself_total,
    squeezed,
)
from unionxl.workbook.port import Leftover, RowsBelow, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from unionxl.values.column import Column, ReadValue


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rule must know of a table besides the values below it.

    `calculated` are the columns (from 0) that calculate: what stands in them makes no row.
    `merged` are rows of the sheet with a merged cell; `adds_up` tells whether an amount in a row
    of the sheet is a sum over other rows. `columns` are those of the input table, None for the
    clerk's own, `above` gives the rows of the table itself.
    """

    header: tuple[str, ...]
    calculated: Collection[int] = ()
    merged: Collection[int] = ()
    adds_up: Callable[[int], bool] = lambda _row: False
    has_totals: bool = False
    columns: tuple[Column | None, ...] = ()
    above: Callable[[], Iterable[Sequence[ReadValue]]] = tuple


# Patterns are compiled when they are first needed: below most tables there is nothing.
_MOST_SIGNED = 2  # cells beside a signature that are none
_SUMS = r"(?i)\b(?:SUM|SUMIFS?|SUMPRODUCT|SUBTOTAL|AGGREGATE)\s*\("
_FAR = r"(?i)\b(?:OFFSET|INDIRECT|INDEX)\s*\("
_TEXT_IN_FORMULA = r'"[^"]*"'
_SPAN = r"(?i)\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)"
_WHOLE = r"(?i)\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?!\w)"
_ADDED = r"(?i)[+-]?\$?[A-Z]{1,3}\$?\d+(?:[+-]\$?[A-Z]{1,3}\$?\d+)+"
_LAID_ASIDE = r"[=()\s]"
_ROW = r"(?i)[A-Z]\$?(\d+)"


def adds_up_rows(formula: str, row: int) -> bool:
    """Tell whether a formula in a row of the sheet sums over other rows.

    >>> adds_up_rows("=SUM(D4:D23)", 24), adds_up_rows("=SUM(D24:F24)", 24)
    (True, False)
    >>> adds_up_rows("=D5+D9", 24), adds_up_rows("=D24*2", 24)
    (True, False)
    >>> adds_up_rows("=+(D5-D9)", 24), adds_up_rows("=SUM(D5,D9)", 24), adds_up_rows("=D24-D5", 24)
    (True, True, False)
    """
    bare = re.sub(_TEXT_IN_FORMULA, "", formula)
    rows = [int(number) for number in re.findall(_ROW, bare)]
    is_elsewhere = bool(rows) and all(number != row for number in rows)
    if re.fullmatch(_ADDED, re.sub(_LAID_ASIDE, "", bare)):
        return is_elsewhere
    if not re.search(_SUMS, bare):
        return False
    is_table = "[" in bare and "@" not in bare and "this row" not in bare.lower()
    spans = (first != last for first, last in re.findall(_SPAN, bare))
    is_wide = re.search(_WHOLE, bare) or re.search(_FAR, bare)
    return is_table or is_wide is not None or any(spans) or is_elsewhere


def rows_below(first: int, rows: Sequence[Sequence[ReadValue]], around: Surroundings) -> RowsBelow:
    """Return what the rows below a table are; `first` is the row of the sheet they begin at.

    The rows have the table's columns. Rows of it end at the first row that is empty or none.
    """
    kinds = [_kind(first + index, row, around) for index, row in enumerate(rows)]
    found = _without_sums(kinds, rows, around)
    count = next((index for index, kind in enumerate(found) if kind is not _DATA), len(found))
    if around.has_totals:
        count = 0
    return RowsBelow(first, count, tuple(_leftovers(first + count, found[count:], around)))


_DATA, _EMPTY = "a row of the table", "an empty row"


def _without_sums(
    kinds: list[str | Why], rows: Sequence[Sequence[ReadValue]], around: Surroundings
) -> list[str | Why]:
    """Return the kinds of rows; those that add up the rows above them are totals."""
    adding = Adding(around.columns)
    both = list(zip(kinds, rows, strict=True))
    if not any(kind is _DATA and adding.may_close(row) for kind, row in both):
        return kinds
    inside = Surroundings(around.header, around.calculated, columns=around.columns)
    for row in around.above():
        _add(adding, _kind(0, row, inside), row)
    return [_add(adding, kind, row) for kind, row in both]


def _add(adding: Adding, kind: str | Why, row: Sequence[ReadValue]) -> str | Why:
    """Add a row to those above it, and return what it is."""
    if kind is _DATA and adding.closes(row):
        kind = Why.TOTAL
    if kind is Why.TOTAL:
        adding.close()
    elif kind is _DATA:
        adding.add(row)
    return kind


def why_none(number: int, row: Sequence[ReadValue], around: Surroundings) -> Why | None:
    """Return why a row of the sheet, taken by itself, is none of a table; None for one that is.

    An empty one is none either, but there is nothing to say of it.
    """
    kind = _kind(number, row, around)
    return kind if isinstance(kind, Why) else None


def _kind(number: int, row: Sequence[ReadValue], around: Surroundings) -> str | Why:
    """Return what a row is by itself: of the table, empty, or why it is none."""
    filled = [
        (column, cell)
        for column, cell in enumerate(row)
        if column not in around.calculated and is_filled(cell)
    ]
    if not filled:
        return _EMPTY
    if number in around.merged:
        return Why.MERGED
    return _label(row, filled, around) or (Why.TOTAL if around.adds_up(number) else _DATA)


def _label(
    row: Sequence[ReadValue], filled: Sequence[tuple[int, ReadValue]], around: Surroundings
) -> Why | None:
    """Return why a row is none by what stands in it."""
    if names_itself_total(filled, around.columns):
        return Why.TOTAL
    if is_signed(filled, around.columns):
        return Why.SIGNATURE
    if len(filled) == 1 and len(row) > 1:
        return Why.SINGLE
    if all(squeezed(cell) == squeezed(around.header[column]) for column, cell in filled):
        return Why.HEADER
    return None


def _leftovers(first: int, kinds: Sequence[str | Why], around: Surroundings) -> Iterator[Leftover]:
    """Yield the rows that were not taken in, those of one reason that follow each other as one."""
    kept = Why.TOTALS_ROW if around.has_totals else Why.AFTER
    start, reason = 0, None
    for number, kind in enumerate((*kinds, _EMPTY), first):
        if kind is _EMPTY and kept is Why.AFTER:
            kept = Why.GAP
        why = kept if kind is _DATA else kind if isinstance(kind, Why) else None
        if why is not reason:
            if reason is not None:
                yield Leftover(start, number - 1, reason)
            start, reason = number, why


def is_filled(cell: ReadValue) -> bool:
    """Tell whether a cell holds something."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def is_signed(filled: Sequence[tuple[int, ReadValue]], columns: Sequence[Column | None]) -> bool:
    """Tell whether a row is one of signatures, or a remark on the whole table.

    A word alone makes one only where it stands in no place of its own.
    """
    at, first = filled[0]
    if not isinstance(first, str) or not is_signature(first):
        return False
    others = [(place, cell) for place, cell in filled[1:] if not is_signature(cell)]
    if len(others) > _MOST_SIGNED or any(is_numeric(cell) for _, cell in others):
        return False
    column = columns[at] if at < len(columns) else None
    is_bare = _bare_signature().fullmatch(squeezed(first)) is not None
    is_no_place_for_it = column is not None and (column.kind not in WORDS or column.is_closed)
    if not is_bare or is_no_place_for_it or lacks(others, columns, {at}):
        return True
    kinds = [columns[place] for place, _ in others]
    return len(kinds) <= 1 and not any(
        one is not None and (is_needed(one) or one.kind not in WORDS) for one in kinds
    )


@cache
def _signer() -> str:
    """Return what a line for signatures begins with, verbose: 制表人, 工会主席签字, 附注1."""
    return rf"""
        (?: 单位 | 财务 | 工会 | 部门 )?
        (?: {alternatives("totals", "签字")} | 附?注\d{{0,2}} )
        [人员者]?
        (?: 签[字名章] | 意见 | 日期 | 时间 | 单位 )? (?: \( (?: 签[字章] | 盖章 | 公章 ) \) )?
    """


_SEAL = r"(?:单位|公章|签章)\((?:盖章|公章|签[字章])\)"


@cache
def _bare_signature() -> re.Pattern[str]:
    return re.compile(rf"{_signer()} | {_SEAL}", re.VERBOSE)


@cache
def _signature() -> re.Pattern[str]:
    """Return a signature with its name or the place for it: 制表人:李敏, 审核  王芳."""
    return re.compile(
        rf"(?: {_signer()} | {_SEAL} ) :.* | {_signer()} \s+[\u4e00-\u9fff_]{{1,4}}", re.VERBOSE
    )


def is_signature(cell: ReadValue) -> bool:
    """Tell whether a cell holds a signature, with its name or the place for it."""
    if not isinstance(cell, str):
        return False
    spaced = unicodedata.normalize("NFKC", cell).strip()
    return _signature().fullmatch(spaced) is not None or any(
        pattern.fullmatch(squeezed(cell)) for pattern in (_signature(), _bare_signature())
    )
