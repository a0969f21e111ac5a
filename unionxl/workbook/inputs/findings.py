"""What the clerk marked on the list of findings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.tables.reviews import REVIEWS
from unionxl.views.findings_list import MARK_COLUMN, REASON_COLUMN, VIEW_ID
from unionxl.workbook.inputs.typed import typed_inputs

if TYPE_CHECKING:
    from unionxl.workbook.inputs.typed import TypedInput
    from unionxl.workbook.port import Workbook


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside one finding in the two cells for the clerk, `old_word` from before."""

    sheet: str
    row: int
    review_key: str
    old_word: str
    word: str
    reason: str


def read_marks(workbook: Workbook) -> tuple[Mark, ...]:
    """Return the marks that were changed since the list was made, in the order of its rows."""
    sheet = workbook.generated_sheets().get(VIEW_ID)
    if sheet is None:
        return ()
    rows: defaultdict[int, dict[str, TypedInput]] = defaultdict(dict)
    for typed in typed_inputs(workbook.read_sheet(sheet)):
        if typed.target.table == REVIEWS.name:
            rows[typed.row][typed.target.column] = typed
    return tuple(
        Mark(
            sheet,
            row,
            cells[MARK_COLUMN].target.key,
            cells[MARK_COLUMN].base,
            cells[MARK_COLUMN].text,
            cells[REASON_COLUMN].text,
        )
        for row, cells in rows.items()
        if cells.keys() >= {MARK_COLUMN, REASON_COLUMN}
        and any(typed.is_changed for typed in cells.values())
    )
