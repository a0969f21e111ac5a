"""What stands out by itself on the input sheets, in the words of XlsxWriter.

The words beside a text come from number formats, so that the cells keep what the clerk typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables.model import Look
from unionxl.workbook.cells.addresses import column_letters
from unionxl.workbook.cells.theme import ACCENT, MUTED, PALE_GREY, PALE_RED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.tables.model import Highlight, Table

NOTHING = ";;;"  # shows no value at all
_LOOKS: Mapping[Look, Mapping[str, object]] = {
    Look.FADED: {"font_color": f"#{MUTED}"},
    Look.STRUCK: {"font_color": f"#{MUTED}", "font_strikeout": True},
    Look.STRONG: {"bold": True, "font_color": f"#{ACCENT}", "bg_color": f"#{PALE_RED}"},
    Look.HIDDEN: {"font_color": f"#{PALE_GREY}", "num_format": NOTHING},
}
# A code that the other table has not.
UNKNOWN: Mapping[str, object] = {**_LOOKS[Look.STRONG], "num_format": '@"？"'}


def condition_formula(highlight: Highlight, table: Table, row: int) -> str:
    """Return the condition for a row of the sheet (from 1), columns fixed."""
    letters = {
        column.field: f"${column_letters(number)}{row}"
        for number, column in enumerate(table.columns, 1)
    }
    return "=" + highlight.condition.format_map(letters)


def look_properties(highlight: Highlight) -> dict[str, object]:
    """Return how the cells look."""
    word = {"num_format": highlight.word} if highlight.word else {}
    return {**_LOOKS[highlight.look], **word}
