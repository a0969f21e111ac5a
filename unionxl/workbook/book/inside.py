"""Rows inside a table that are none of it: the header once more, totals and signatures.

A paste from another sheet brings them along. What names a total or signs below a table does so
here, but a row that says more than that is a record, whatever word stands in it.
"""

from __future__ import annotations

from itertools import groupby, islice
from types import NoneType
from typing import TYPE_CHECKING, cast

from unionxl.words.lists import words
from unionxl.words.numerals import ONES, ZEROS
from unionxl.workbook.book.adding import Adding
from unionxl.workbook.book.below import is_filled, is_signature, is_signed
from unionxl.workbook.book.totals import is_needed, names_itself_total, naming, squeezed
from unionxl.workbook.port import Leftover, Why

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from unionxl.values.column import Column, ReadValue

_BLANK = frozenset({NoneType, str})
_BETWEEN = "\0"
_SPACES = " \u3000\n"
# Every text that names a total has one of these words; the sign is looked for first.
_NUMERALS = f"0123456789{ZEROS[:2]}{ONES}十百两"
_SIGNS = (
    ("计", (*words("totals", "合计"), *(f"{space}计" for space in _SPACES))),
    ("额", ("余额", "总额", "发生额", *(f"{space}额" for space in _SPACES))),
    ("余", ("结余", *(f"{space}余" for space in _SPACES))),
    ("结", (*words("totals", "月结"), "小结", *(f"{space}结" for space in _SPACES))),
    ("总", ("总共", "总和", "总数", "总金额", *(f"总{space}" for space in _SPACES))),
    (
        "数",
        (
            "人数",
            "份数",
            "次数",
            "笔数",
            "件数",
            "条数",
            "项数",
            "户数",
            *(f"{space}数" for space in _SPACES),
        ),
    ),
    ("人次", ("人次",)),
    ("共", tuple(f"共{sign}" for sign in (*_NUMERALS, *"计有", *_SPACES))),
    ("∑", ("∑",)),
    ("Σ", ("Σ",)),
    ("l", ("tal", " l")),
    ("L", ("TAL", " L")),
    ("m", ("um",)),
    ("M", ("UM",)),
    *((one, tuple(f"{one}{then}" for then in f"上前下次{_SPACES}")) for one in "承接转过"),
)
_LONGEST = 24  # a longer text says more than that a row is a total


def rows_that_are_none(
    cells: Sequence[Sequence[ReadValue]],
    types: Sequence[Collection[type]],
    columns: Sequence[Column],
    above: RowsAbove,
) -> dict[int, Why]:
    """Return the rows, by index, that repeat the header, are totals or sign; quick where none is.

    `types` are those of the cells of each column, `above` the rows that were read before.
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
    none = {index: why for index, why in found if why is not None}
    for index in _signed(cells, types, columns):
        none.setdefault(index, Why.SIGNATURE_INSIDE)
    return none | above.sums(cells, types, none)


class RowsAbove:
    """The records of a table that were read so far, added up when a row asks for it.

    `values` are those of each column, in the order of the columns.
    """

    def __init__(self, columns: Sequence[Column], values: Sequence[Sequence[object]]) -> None:
        self._adding = Adding(columns)
        self._values = values
        self._added = 0

    def sums(
        self,
        cells: Sequence[Sequence[ReadValue]],
        types: Sequence[Collection[type]],
        none: Mapping[int, Why],
    ) -> dict[int, Why]:
        """Return the rows of a block that add up those above them; `none` are none already."""
        may = self._candidates(cells, types)
        if not may and Why.TOTAL_INSIDE not in none.values():
            return {}
        self._catch_up()
        found = {}
        for index, row in enumerate(zip(*cells, strict=True)):
            if index in may and index not in none and self._adding.closes(row):
                found[index] = Why.TOTAL_INSIDE
            if index in found or none.get(index) is Why.TOTAL_INSIDE:
                self._adding.close()
            elif index not in none and any(map(is_filled, row)):
                self._adding.add(row)
                self._added += 1
        return found

    def _candidates(
        self, cells: Sequence[Sequence[ReadValue]], types: Sequence[Collection[type]]
    ) -> set[int]:
        """Return the rows with a figure that lack something; a quick look."""
        lacking = [cells[at] for at in self._adding.needed if not _BLANK.isdisjoint(types[at])]
        figures = [cells[at] for at in self._adding.figures if set(types[at]) - {NoneType}]
        if not lacking or not figures:
            return set()
        with_figure = {
            index for there in figures for index, cell in enumerate(there) if cell is not None
        }
        return {
            index for index in with_figure if any(not is_filled(there[index]) for there in lacking)
        }

    def _catch_up(self) -> None:
        """Add up the rows of earlier blocks."""
        for row in islice(zip(*self._values, strict=True), self._added, None):
            self._adding.add(row)
            self._added += 1


def _signed(
    cells: Sequence[Sequence[ReadValue]],
    types: Sequence[Collection[type]],
    columns: Sequence[Column],
) -> Iterator[int]:
    """Yield the rows that begin with a signature.

    They begin no later than in the first column that every record has, or have nothing there.
    """
    first = next((at for at, one in enumerate(columns) if is_needed(one)), 0)
    rows = set()
    for there, kinds in zip(cells[: first + 1], types, strict=False):
        signing = {one for one in set(there) if is_signature(one)} if str in kinds else ()
        rows |= {index for index, cell in enumerate(there) if cell in signing} if signing else set()
    if not _BLANK.isdisjoint(types[first]):
        rows |= {index for index, cell in enumerate(cells[first]) if not is_filled(cell)}
    for index in sorted(rows):
        filled = [(at, there[index]) for at, there in enumerate(cells) if is_filled(there[index])]
        if filled and is_signed(filled, columns):
            yield index


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
    return {text for text in short if (plain := squeezed(text)) == title or naming(plain)}


def _may_tell(joined: str, title: str) -> bool:
    """Tell whether a header or a total may be among many texts; a quick look."""
    if any(sign in joined and any(one in joined for one in told) for sign, told in _SIGNS):
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
    places = [(at, cell) for at, cell in enumerate(row) if is_filled(cell)]
    return Why.TOTAL_INSIDE if names_itself_total(places, columns) else None
