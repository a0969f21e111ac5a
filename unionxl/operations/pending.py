"""What was typed on month sheets and has not reached the plan yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.views.layout import DRAFT_MARK
from unionxl.workbook.inputs.typed import typed_inputs

if TYPE_CHECKING:
    from unionxl.workbook.port import Workbook


def pending_notes(workbook: Workbook) -> tuple[str, ...]:
    """Say that the figures lack what was typed on generated sheets since they were made."""
    counts = {
        sheet: sum(
            typed.is_changed and not typed.target.table.startswith(DRAFT_MARK)
            for typed in typed_inputs(workbook.read_sheet(sheet))
        )
        for sheet in workbook.generated_sheets().values()
    }
    sheets = "".join(f"《{sheet}》" for sheet, count in counts.items() if count)
    if not sheets:
        return ()
    what = f"{sheets}上有 {sum(counts.values())} 处填写还没有带回《年度计划》，未计入。"
    return (f"{what}请先重新生成这些月工作表，再运行一次。",)
