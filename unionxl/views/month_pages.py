"""How a month sheet is laid on paper: on one page where that can be read, else on several."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionxl.views.month_grid import DAYS, ROOMS
from unionxl.views.month_widths import COLUMN_WIDTHS
from unionxl.views.paging import Paged, page_height, paginate, paper_height
from unionxl.views.text import HIGHEST_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionxl.views.bands import Band
    from unionxl.views.month_grid import GridRoom

# A page shrunk to less than 72 % is hard to read. For whole texts in the calendar it is shrunk to
# 80 %, or a little more than it is anyhow.
ONE_PAGE_HEIGHT = paper_height() / 0.72
ROOMY_HEIGHT = paper_height() / 0.8
A_LITTLE_MORE = 1.04
PAGE_HEIGHT = page_height(COLUMN_WIDTHS)
# What the calendar takes at most of the first of several pages.
CALENDAR_SHARE = 0.75


def roomiest(lay_out: Callable[[GridRoom], tuple[Band, ...]]) -> Paged:
    """Return the pages with the fullest calendar that takes no page more than the shortest one.

    `lay_out` gives the whole sheet with a calendar of some room.
    """
    laid_out = cache(lay_out)
    shortest = _paged(laid_out(ROOMS[-1]))
    narrow = max((room for room in ROOMS if room.is_narrow), key=lambda room: room.most_items)
    most = max(ROOMY_HEIGHT, A_LITTLE_MORE * _height(laid_out(narrow)))
    for room in ROOMS:
        bands = laid_out(room)
        paged = _paged(bands)
        is_readable = room.is_narrow or paged.count > 1 or _height(bands) <= most
        if paged.count == shortest.count and is_readable and _is_whole(bands, paged):
            return paged
    return shortest


def _is_whole(bands: Sequence[Band], paged: Paged) -> bool:
    """Tell whether no row is cut, and the calendar leaves room on the first of several pages."""
    if max(line.height for band in bands for line in band.lines) > HIGHEST_ROW:
        return False
    if paged.count > 1:
        until = 1 + next(at for at, band in enumerate(bands) if band.name == DAYS)
        return _height(bands[:until]) <= CALENDAR_SHARE * PAGE_HEIGHT
    return True


def _height(bands: Sequence[Band]) -> float:
    return sum(line.height for band in bands for line in band.lines)


def _paged(bands: Sequence[Band]) -> Paged:
    """Divide bands among pages, unless they fit on one that is shrunk a little."""
    if _height(bands) <= ONE_PAGE_HEIGHT:
        return Paged(tuple(bands), ())
    return paginate(bands, PAGE_HEIGHT)
