"""The names of pictures and charts on generated sheets; they say where the program put them.

A picture that lies elsewhere than its name says was moved by the clerk, and stays where it is when
the sheet is made again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import address

if TYPE_CHECKING:
    from unionxl.views.layout import NativeChart, Picture

TOLERANCE_CM = 0.2  # programs round places and sizes when they save; less is no move by the clerk
LONGEST_TEXT = 8_000
_NAME = re.compile(
    r"(?P<name>.*) \((?P<cell>[A-Z]+\d+), (?P<width>[\d.]+) x (?P<height>[\d.]+) cm\)"
)


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """What the name of a picture or chart says: what it is, its cell and how wide it was made."""

    name: str
    cell: str
    width_cm: float

    def is_moved(self, *, cell: str, off_cm: float, width_cm: float) -> bool:
        """Tell whether it is elsewhere, or of another width; `off_cm` is how far from its cell."""
        is_elsewhere = cell != self.cell or off_cm > TOLERANCE_CM
        return is_elsewhere or abs(width_cm - self.width_cm) > TOLERANCE_CM


def shape_name(item: Picture | NativeChart) -> str:
    """Return the name of a picture or chart as the workbook keeps it."""
    cell = address(item.row, item.column)
    return f"{item.name} ({cell}, {item.width_cm:g} x {item.height_cm:g} cm)"


def given_place(name: str) -> GivenPlace | None:
    """Return what a name says, None for one that is not ours.

    >>> given_place("收入构成 (B5, 15.6 x 5.2 cm)")
    GivenPlace(name='收入构成', cell='B5', width_cm=15.6)
    """
    found = _NAME.fullmatch(name)
    return GivenPlace(found["name"], found["cell"], float(found["width"])) if found else None
