"""How much room a text takes, for row heights of merged cells that no program fits by itself."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a cell keeps free of its width for padding and indent, in characters.
PADDING = 1.6
# How many marks a bar of a share has: ■■■□□□□□□□.
BAR_MARKS = 10
# No row of a spreadsheet is higher, in points.
HIGHEST_ROW = 409.0


def text_width(text: str) -> int:
    """Return the width in half-width characters; a Chinese character counts as two.

    >>> text_width("3月")
    3
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def line_count(text: str, width: float, *, size: float = 10) -> int:
    """Return how many lines a wrapped text needs in a cell of this width in characters.

    `size` is the font size in points; widths of columns are measured at 11 points.
    """
    room = max(2.0, (width - PADDING) * 11 / size)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def row_height(lines: int) -> float:
    """Return the height in points of a row of a table whose longest text takes so many lines."""
    return min(4.0 + 14 * lines, HIGHEST_ROW)


def flow(parts: Iterable[str], width: int) -> str:
    r"""Put parts on lines of a width in half-width characters, never breaking inside a part.

    >>> flow(["1日元旦", "16日除夕", "17日春节"], 18)
    '1日元旦　16日除夕\n17日春节'
    """
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}　{part}" if lines else part
        if lines and text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


def shorten(text: str, width: int) -> str:
    """Cut a text to a width in half-width characters, with … where something is missing.

    >>> shorten("庆祝三八妇女节", 8)
    '庆祝三…'
    """
    if text_width(text) <= width:
        return text
    kept, used = "", 2
    for char in text:
        used += text_width(char)
        if used > width:
            break
        kept += char
    return kept + "…"
