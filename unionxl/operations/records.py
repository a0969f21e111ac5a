"""What was done last with each button, noted on the start sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.operations.catalogue import operation
from unionxl.tables.program import RUNS, STILL_DUE
from unionxl.values.text import as_text
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import TableBlock, Workbook


def asking(notes: Iterable[str]) -> int:
    """Count the notes that ask the clerk to look at something or to do something."""
    return sum("请" in note for note in notes)


def save_noting(
    workbook: Workbook,
    action: str,
    result: str,
    *,
    as_of: dt.date,
    finding_count: int = 0,
    still_due: str = "",
) -> Path | None:
    """Note the result beside the name of the button, then save; return the old file's copy.

    So is what the month still needs, where it is known. Workbooks without a start sheet, or
    without this row on it, are only saved.
    """
    if workbook.has_table(RUNS.name):
        block = workbook.read_table(RUNS.name)
        noted: list[tuple[CellValue, ...]] = [
            (operation(action).label, as_of, finding_count, result)
        ]
        if still_due:
            day = f"截至 {as_of.month}月{as_of.day}日，"
            noted.append((STILL_DUE, None, None, f"{day}{still_due}"))
        changes = [change for values in noted for change in _noted(block, values)]
        if changes:
            workbook.set_cells(RUNS.name, tuple(changes))
    return workbook.save()


def _noted(block: TableBlock, values: tuple[CellValue, ...]) -> Iterator[CellChange]:
    """Yield the cells of the row that begins with a label, none where it is not there."""
    labels = [as_text(row[0]) for row in block.rows]
    if values[0] in labels:
        row = block.row_number(labels.index(str(values[0])))
        for column, value in zip(RUNS.columns, values, strict=True):
            yield CellChange(row, column.header, value)
