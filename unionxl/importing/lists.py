"""Lists of her own, from Excel, WPS, CSV, text and Word, as rows of cells, not yet understood.

Workbooks are read by pandas, and openpyxl tells what calamine does not: formulas without a value,
hidden rows, codes with noughts in front. Anything else is read as a plan document is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import DocumentError
from unionxl.importing.documents import (
    is_locked,
    read_bytes,
    read_file_of_kind,
    told_if_damaged,
)
from unionxl.importing.encodings import decode
from unionxl.importing.model import BREAKS
from unionxl.importing.sheets import csv_rows, is_workbook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from pathlib import Path

    ListCell = str | int | float | bool | Decimal | dt.date | dt.datetime | None

MOST_COLUMNS = 120
TEXT_SUFFIXES = frozenset({".csv", ".txt", ".text"})
_LONGEST_NAME = 12
_AS_TEXT = re.compile(r'="(.*)"')  # how exporting programs keep Excel from making a number of it
_PARTED = re.compile(r"[\t,;，]")
_SPACED = re.compile(r"\s{2,}|\t")
_NEARLY_ALL = 0.6


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a source under its number there; a hidden one is seen by nobody who opens it.

    `merged` are the places, from 0, that continue the cell at their left, `above` those that
    continue the cell of the row above.
    """

    number: int
    cells: tuple[ListCell, ...]
    is_hidden: bool = False
    merged: frozenset[int] = frozenset()
    above: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One sheet of a source, or all of a text.

    `without_value` are the cells whose formulas were never computed.
    """

    name: str
    rows: tuple[SourceRow, ...]
    without_value: tuple[str, ...] = ()


def read_lists(path: Path) -> tuple[SourceSheet, ...]:
    """Return the visible sheets of a file.

    Raises:
        DocumentError: the file is missing, empty, too large, locked, damaged or of another kind.
    """
    where = f"文件《{path.name}》"
    data = read_file_of_kind(path, where)
    if is_locked(data):
        raise DocumentError(
            "设有密码，读不出内容。",
            where=where,
            advice="请用 Excel 或 WPS 打开，去掉密码，另存一份再导入。",
        )
    if is_workbook(data):
        from unionxl.importing.list_workbooks import read_workbook  # noqa: PLC0415 - half a second

        sheets = read_workbook(data, where)
    elif path.suffix.lower() in TEXT_SUFFIXES:
        text = decode(data, where)
        sheets = (SourceSheet("", _numbered(_text_rows(text, path.suffix.lower()))),)
    else:
        with told_if_damaged(data, path.suffix.lower(), where):
            lines = read_bytes(data, where)
        rows = (
            SourceRow(one.number, _texts(one.text.split("\t")), above=frozenset(one.merged))
            for one in lines
        )
        sheets = (SourceSheet("", tuple(rows)),)
    if not any(row.cells for sheet in sheets for row in sheet.rows):
        raise DocumentError("里面没有内容。", where=where, advice="请确认选对了文件。")
    return sheets


def _text_rows(text: str, suffix: str) -> list[list[str]]:
    """Return the cells of a text: parted as in a CSV file, by wide spaces, or one a line."""
    if suffix == ".csv":
        return csv_rows(text)
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(bool(_PARTED.search(line)) for line in lines) >= _NEARLY_ALL * len(lines) > 0:
        return csv_rows(text)
    if sum(bool(_SPACED.search(line.strip())) for line in lines) >= _NEARLY_ALL * len(lines) > 0:
        return [_SPACED.split(line.strip()) for line in text.splitlines()]
    return [[line] for line in text.splitlines()]


def _numbered(rows: Iterable[Sequence[str]]) -> tuple[SourceRow, ...]:
    return tuple(SourceRow(number, _texts(cells)) for number, cells in enumerate(rows, 1))


def _texts(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a row of text without what is empty at its end."""
    found = [_clean(cell) for cell in cells[:MOST_COLUMNS]]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _clean(cell: str) -> str:
    """Return a cell as it is meant: without the marks that keep its text a text.

    >>> _clean('="0012"'), _clean("'0012"), _clean(" 王 芳")
    ('0012', '0012', '王 芳')
    """
    text = cell.strip().strip("\ufeff").strip()
    kept = _AS_TEXT.fullmatch(text)
    text = kept[1] if kept else text.removeprefix("'")
    joint = "" if len(text) <= _LONGEST_NAME else " "
    return BREAKS.sub(joint, text).strip()
