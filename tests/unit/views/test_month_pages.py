"""Which calendar a month sheet has: the fullest one that takes no page more than the shortest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionxl.views.bands import Band, Line
from unionxl.views.layout import Cell
from unionxl.views.month_grid import DAYS, ROOMS
from unionxl.views.month_pages import roomiest

if TYPE_CHECKING:
    from unionxl.views.month_grid import GridRoom
    from unionxl.views.paging import Paged

FEW, MANY = 4, 200


def _with_few_rows_in(short: tuple[GridRoom, ...]) -> Paged:
    def laid_out(room: GridRoom) -> tuple[Band, ...]:
        rows = FEW if room in short else MANY
        return (Band(DAYS, tuple(Line((Cell(str(ROOMS.index(room))),)) for _ in range(rows))),)

    return roomiest(laid_out)


@pytest.mark.parametrize("least", range(1, len(ROOMS)))
def test_the_first_room_without_another_page_is_taken(least: int) -> None:
    paged = _with_few_rows_in(ROOMS[least:])
    assert paged.count == 1
    assert paged.bands[0].lines[0].cells[0].value == str(least)
