"""Cell addresses: `F27` and the numbers behind it."""

from __future__ import annotations

import re

from unionxl.views.layout import Area

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_RANGE = re.compile(rf"{_ADDRESS.pattern}(?::{_ADDRESS.pattern})?")


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(row: int, column: int) -> str:
    """Return the address of a cell.

    >>> address(27, 6)
    'F27'
    """
    return f"{column_letters(column)}{row}"


def area_text(area: Area) -> str:
    """Return a rectangle as `A1:C9`, a single cell as `A1`."""
    first, last = address(area.top, area.left), address(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def fixed_area_text(area: Area) -> str:
    """Return a rectangle as `$A$1:$C$9`."""
    corners = ((area.top, area.left), (area.bottom, area.right))
    return ":".join(f"${column_letters(column)}${row}" for row, column in corners)


def parse_area(text: str) -> Area | None:
    """Return the rectangle of `A1:C9` or `A1`, None for another text."""
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    left, top = column_number(match[1]), int(match[2])
    right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def quoted_sheet(name: str) -> str:
    """Return a sheet's name as it stands in a reference."""
    return "'" + name.replace("'", "''") + "'"
