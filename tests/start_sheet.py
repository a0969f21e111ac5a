"""Where things stand on the start sheet, told by what a person reads there."""

from __future__ import annotations

from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.workbook.cells.addresses import column_letters
from unionxl.workbook.new import start_sheet as startsheet
from unionxl.workbook.new.figures import FIGURES

SHEET = startsheet.TITLE
MONTH = f"{column_letters(startsheet.FIRST + 1)}{startsheet.month_row(BUTTON_GROUPS) + 1}"
COLUMNS = startsheet.SIDE_LAST - startsheet.SIDE + 1


def figure(label: str) -> str:
    """Return the address of a key figure; its remark stands below it."""
    number = next(number for number, one in enumerate(FIGURES) if one.label == label)
    block, column = divmod(number, COLUMNS)
    row = startsheet.TOP + startsheet.BLOCK * block + 2
    return f"{column_letters(startsheet.SIDE + column + 1)}{row}"


def remark(label: str) -> str:
    """Return the address of the remark below a key figure."""
    place = figure(label)
    return f"{place[0]}{int(place[1:]) + 1}"
