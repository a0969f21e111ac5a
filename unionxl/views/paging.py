"""Where the pages of a sheet end: no heading without its first rows, no table without its head.

The heights of all rows are known, and so is the scale at which the columns fill the width of the
paper. A program whose columns come out wider prints smaller and has room left at the foot of a
page; the breaks stay where they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.views.layout import Area, Orientation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionxl.views.bands import Band, Line

# A4 without margins, in points, and what is left inside of the margins of a generated sheet.
_SHORT_SIDE, _LONG_SIDE = 595.3, 841.9
_ACROSS_MARGINS, _UPRIGHT_MARGINS = 0.8 * 72, 1.1 * 72
# A column in points: seven pixels a character and five around them, at 96 pixels an inch.
_PIXELS_A_CHARACTER, _PIXELS_AROUND = 7, 5
_POINTS_A_PIXEL = 0.75
# Programs round heights and scales, each in its own way.
_SURE = 0.97
# So many rows stay with the head of a block, and so many go to the next page together.
ROWS_TOGETHER = 2
# A block that would fit on a page of its own begins there once so much of this page is filled.
_FILLED = 0.5
# How much more a program lays on a page whose columns come out wider.
_MOST = 1.3


@dataclass(frozen=True, slots=True)
class Paged:
    """Bands with the heads that are written again, and the rows after which a page ends."""

    bands: tuple[Band, ...]
    breaks: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.breaks) + 1


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of a band, and whether a page may end before it."""

    band: int
    number: int
    line: Line
    may_break: bool


def paper_height(orientation: Orientation = Orientation.PORTRAIT) -> float:
    """Return the height of a page inside of its margins, in points at full size."""
    is_landscape = orientation is Orientation.LANDSCAPE
    return (_SHORT_SIDE if is_landscape else _LONG_SIDE) - _UPRIGHT_MARGINS


def page_height(widths: Iterable[float], orientation: Orientation = Orientation.PORTRAIT) -> float:
    """Return how many points of rows a page surely holds when the columns fill its width."""
    is_landscape = orientation is Orientation.LANDSCAPE
    room = (_LONG_SIDE if is_landscape else _SHORT_SIDE) - _ACROSS_MARGINS
    pixels = sum(int(width * _PIXELS_A_CHARACTER + 0.5) + _PIXELS_AROUND for width in widths)
    scale = min(1.0, math.floor(100 * room / (pixels * _POINTS_A_PIXEL)) / 100)
    return paper_height(orientation) / scale * _SURE


def paginate(bands: Iterable[Band], height: float, *, titles: float = 0.0) -> Paged:
    """Divide bands among pages; what goes on on the next page begins with its head again.

    Args:
        bands: The bands of a sheet, from its first row on.
        height: What a page holds, in points.
        titles: The height of the rows that the program itself repeats on every page.
    """
    given = tuple(bands)
    steps = list(_steps(given))
    starts = _page_starts(given, steps, height, titles)
    return _with_heads(given, [steps[at] for at in starts])


def block_breaks(bands: Iterable[Band], height: float) -> tuple[int, ...]:
    """Return the rows before the blocks of a list whose head might else end a page.

    The rows of the list itself are not divided: the clerk may filter them, and every program then
    ends its pages elsewhere.
    """
    given = tuple(bands)
    tallest = max(line.height for band in given for line in band.lines)
    shortest_page = max(height - tallest, height / 2)
    breaks: list[int] = []
    row, at = 0, 0.0
    for band in given:
        heights = [line.height for line in band.lines]
        needed = sum(heights[: band.head + ROWS_TOGETHER])
        first_end = math.ceil(at / (height * _MOST)) or 1
        if band.head and row and first_end * shortest_page < at + needed > height:
            breaks.append(row)
            at = 0.0
        row, at = row + len(heights), at + sum(heights)
    return tuple(breaks)


def _steps(bands: Sequence[Band]) -> Iterator[_Step]:
    """Yield every line with whether a page may end before it."""
    is_led = True  # nothing stands before the first line
    for index, band in enumerate(bands):
        count = len(band.lines)
        first, last = band.head + ROWS_TOGETHER, count - ROWS_TOGETHER
        for number, line in enumerate(band.lines):
            is_inner = first <= number <= last and not (number - band.head) % band.step
            may_break = not (is_led or band.clings) if number == 0 else is_inner
            yield _Step(index, number, line, may_break)
        is_led = count <= band.head if count else is_led


def _page_starts(
    bands: Sequence[Band], steps: Sequence[_Step], height: float, titles: float
) -> list[int]:
    """Return at which steps a page begins, the first page left out."""
    starts: list[int] = []
    start, room = 0, height
    while (full := _filled_up_to(steps, start, room)) < len(steps):
        start = _break_before(bands, steps, start, full)
        step = steps[start]
        again = sum(line.height for line in bands[step.band].again) if step.number else 0.0
        starts.append(start)
        room = height - titles - again
    return starts


def _filled_up_to(steps: Sequence[_Step], start: int, room: float) -> int:
    """Return the first step that does not fit on the page; at least one always does."""
    used, at = 0.0, start
    while at < len(steps) and (at == start or used + steps[at].line.height <= room):
        used += steps[at].line.height
        at += 1
    return at


def _break_before(bands: Sequence[Band], steps: Sequence[_Step], start: int, full: int) -> int:
    """Return where the next page begins: with a block if the page is filled well, else in it."""
    allowed = [at for at in range(start + 1, full + 1) if steps[at].may_break]
    if not allowed:
        return full
    whole = [at for at in allowed if steps[at].number == 0]
    filled = sum(step.line.height for step in steps[start:full]) or 1.0
    if whole and _height(steps[start : whole[-1]]) >= _FILLED * filled:
        band = bands[steps[whole[-1]].band]
        if sum(line.height for line in band.lines) <= filled:
            return whole[-1]
    return allowed[-1]


def _height(steps: Iterable[_Step]) -> float:
    return sum(step.line.height for step in steps)


def _with_heads(bands: Sequence[Band], starts: Sequence[_Step]) -> Paged:
    """Write heads again where a page begins within a band."""
    shown: list[Band] = []
    breaks: list[int] = []
    row = 0
    for index, band in enumerate(bands):
        lines: list[Line] = []
        tall = band.tall
        for number, line in enumerate(band.lines):
            if any(step.band == index and step.number == number for step in starts):
                breaks.append(row + len(lines))
                if number:
                    tall = tuple(_moved(area, len(lines), len(band.again)) for area in tall)
                    lines += band.again
            lines.append(line)
        shown.append(replace(band, lines=tuple(lines), tall=tall))
        row += len(lines)
    return Paged(tuple(shown), tuple(breaks))


def _moved(area: Area, after: int, by: int) -> Area:
    """Move a merged area down when it lies below the rows that a page takes."""
    if area.top <= after:
        return area
    return Area(area.top + by, area.left, area.bottom + by, area.right)
