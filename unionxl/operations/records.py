"""What was done last with each button, noted on the start sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.operations.catalogue import operation
from unionxl.tables.program import RUNS
from unionxl.values.text import as_text
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import Workbook


def asking(notes: Iterable[str]) -> int:
    """Count the notes that ask the clerk to look at something or to do something."""
    return sum("请" in note for note in notes)


def save_noting(
    workbook: Workbook, action: str, result: str, *, as_of: dt.date, finding_count: int = 0
) -> Path | None:
    """Note the result beside the name of the button, then save; return the old file's copy.

    Workbooks without a start sheet, or without this row on it, are only saved.
    """
    if workbook.has_table(RUNS.name):
        block = workbook.read_table(RUNS.name)
        label = operation(action).label
        labels = [as_text(row[0]) for row in block.rows]
        if label in labels:
            row = block.row_number(labels.index(label))
            values: tuple[CellValue, ...] = (label, as_of, finding_count, result)
            noted = (
                CellChange(row, column.header, value)
                for column, value in zip(RUNS.columns, values, strict=True)
            )
            workbook.set_cells(RUNS.name, tuple(noted))
    return workbook.save()
