"""What was typed on generated sheets and has not reached the tables yet."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.operations.catalogue import OPERATIONS
from unionxl.views.layout import DRAFT_MARK
from unionxl.workbook.inputs.drafts import read_draft
from unionxl.workbook.inputs.typed import typed_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        return tuple(draft_notes(workbook))
    what = f"{sheets}上有 {sum(counts.values())} 处填写还没有带回《年度计划》，未计入。"
    return (f"{what}请先重新生成这些月工作表，再运行一次。", *draft_notes(workbook))


def draft_notes(workbook: Workbook) -> Iterator[str]:
    """Say which drafts hold something that was typed and is not registered yet."""
    sheets = workbook.generated_sheets()
    for one in OPERATIONS:
        if not (one.has_draft and one.id in sheets):
            continue
        with suppress(RequestError):  # of a line that was copied its own click tells
            draft = read_draft(workbook, one.id)
            lines = () if draft is None else draft.lines or (draft.head,)
            typed = sum(line.is_changed and not line.is_registered for line in lines)
            if typed:
                yield (
                    f"《{sheets[one.id]}》上有 {typed} 处填了还没有登记，未计入。"
                    f"请点「{one.label}」登记，再运行一次。"
                )
