"""How much room the cells of a sheet take, looked up before they are read."""

from __future__ import annotations

import re
from operator import lt
from typing import TYPE_CHECKING

from unionxl.errors import WorkbookError
from unionxl.workbook.cells import limits
from unionxl.workbook.cells.addresses import MAX_COLUMN, MAX_ROW, address, column_number

if TYPE_CHECKING:
    from collections.abc import Iterator

# Patterns that begin with plain text are found several times faster: there is one a quote.
_ROWS = {quote: re.compile(rb"row\s[^>]*?\br=%s(\d+)" % quote) for quote in (b'"', b"'")}
_ANY_OUTLYING = {quote: re.compile(rb"r=%s[A-Z](?:[A-Z]|\d{7})" % quote) for quote in _ROWS}
_OUTLYING = {
    quote: re.compile(rb"r=%s(?:([A-Z]{2,})\d(\d{6})?|[A-Z](\d{7}))" % quote) for quote in _ROWS
}
_WIDE = re.compile(rb'r="(?:[B-Z][A-Z]|A[A-Z]{2})')  # beyond column AZ
_WIDE_OR_FAR = re.compile(rb'r="(?:[B-Z][A-Z]|A[A-Z]{2}|[A-Z]{1,2}\d{7})')
_MILLION = 1_000_000  # from here on a row has seven digits
_SINGLE_LETTERS = 26
_MOST_GAPS = 2  # rows left out for each that is there
_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*?(/>|>.*?</(?:\w+:)?c>)", re.DOTALL
)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")


def check_extent(content: bytes, where: str) -> None:
    """Refuse a sheet with a stray cell so far away that reading it would fill the memory.

    Raises:
        WorkbookError: the cells lie too far apart; the message names the far one.
    """
    room = _rough_room(content)
    if room <= limits.DENSE_FROM_CELLS or not _is_sparse(room, _cell_count(content)):
        return
    filled = list(_filled_cells(content))
    rows = max((row for row, _ in filled), default=0)
    columns = max((column for _, column in filled), default=0)
    if _is_sparse(rows * columns, len(filled)):
        is_wide = columns * limits.MAX_ROOM_PER_CELL > MAX_COLUMN
        far = max(filled, key=lambda place: place[::-1] if is_wide else place)
        raise WorkbookError(
            f"单元格 {address(*far)} 有内容，离其他内容太远，表格无法读取。",
            where=where,
            advice=f"请删除单元格 {address(*far)} 的内容（选中整行或整列后删除）并保存，再试一次。",
        )


def plain_rows(content: bytes) -> range | None:
    """Return the numbers of rows that count upwards with few gaps, and are not wide; else None.

    Such rows take little more room than their text, whatever stands above them.
    """
    numbers = list(map(int, _ROWS[b'"'].findall(content)))
    if not numbers or numbers[-1] - numbers[0] > _MOST_GAPS * len(numbers):
        return None
    if _holds_quoted(content, b"='") or _is_outlying(content, numbers[-1]):
        return None
    is_upwards = all(map(lt, numbers, numbers[1:]))
    return range(numbers[0], numbers[-1] + 1) if is_upwards else None


def quotes_of(content: bytes) -> tuple[bytes, ...]:
    """Return the marks that stand around attributes; hardly any program writes single ones."""
    return (b'"', b"'") if _holds_quoted(content, b" r='") else (b'"',)


def _holds_quoted(content: bytes, quoted: bytes) -> bool:
    """Tell whether some bytes with a single quote are there.

    The quote alone is looked for first: a single byte is found ten times faster than two.
    """
    return b"'" in content and quoted in content


def _is_outlying(content: bytes, last_row: int) -> bool:
    """Tell whether a cell stands beyond column AZ, or says a row far below that it stands in.

    The first pattern finds some cells more, but takes half the time, and nearly always finds none.
    """
    outlying = _WIDE_OR_FAR if last_row < _MILLION else _WIDE
    return bool(_ANY_OUTLYING[b'"'].search(content) and outlying.search(content))


def _rough_room(content: bytes) -> int:
    """Return how many cells the rectangle around everything has, rather too many than too few."""
    last_row, last_column = 0, _SINGLE_LETTERS
    for quote in quotes_of(content):
        last_row = max(last_row, max(map(int, _ROWS[quote].findall(content)), default=0))
        if not _ANY_OUTLYING[quote].search(content):  # nearly always
            continue
        for letters, *rows in set(_OUTLYING[quote].findall(content)):
            last_column = max(last_column, column_number(letters.decode()) if letters else 0)
            if any(rows):  # a cell may say another row than the row that it stands in
                last_row = MAX_ROW
    return last_row * last_column


def _cell_count(content: bytes) -> int:
    """Return how many cells there are, filled or not."""
    return content.count(b"<c ") or content.count(b":c ")


def _filled_cells(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield row and column of every cell that holds something."""
    for match in _CELL.finditer(content):
        if _VALUE.search(match[3]):
            yield int(match[2]), column_number(match[1].decode())


def _is_sparse(room: int, count: int) -> bool:
    """Tell whether a rectangle is too large for the number of cells in it."""
    if room > limits.MAX_CELLS:
        return True
    return room > limits.DENSE_FROM_CELLS and room > count * limits.MAX_ROOM_PER_CELL
