"""Tables of a PDF file: which cells go on from the row above."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from unionxl.importing.pdf import _reaches_down

# The second of three rows of 20 points, in a table 300 points wide.
ROW = (0.0, 20.0, 300.0, 40.0)


@pytest.mark.parametrize(
    ("cell", "does"),
    [
        ((0, 0, 100, 40), True),  # merged with the row above
        ((0, 0, 100, 60), True),  # over all three
        ((0, 0, 100, 20), False),  # ends above
        ((0, 20, 100, 40), False),  # a cell of the row itself
        ((0, 20, 100, 60), False),  # begins here
        ((100, 0, 200, 40), False),  # merged, in another column
    ],
)
def test_a_cell_that_begins_above_reaches_down(cell: tuple[int, ...], *, does: bool) -> None:
    table: Any = SimpleNamespace(cells=[cell])
    assert _reaches_down(table, ROW, 50.0) is does
