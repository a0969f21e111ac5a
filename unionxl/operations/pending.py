"""What was typed on generated sheets and has not reached the tables yet."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.operations.catalogue import OPERATIONS
from unionxl.tables.all import BY_NAME
from unionxl.tables.plan import PLAN
from unionxl.views.layout import DRAFT_MARK
from unionxl.workbook.inputs.drafts import read_draft
from unionxl.workbook.inputs.typed import typed_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionxl.workbook.port import Workbook


def pending_notes(workbook: Workbook) -> tuple[str, ...]:
    """Say that the figures lack what was typed on generated sheets since they were made."""
    counts: Counter[tuple[str, str]] = Counter()
    for sheet in workbook.generated_sheets().values():
        for typed in typed_inputs(workbook.read_sheet(sheet)):
            if typed.is_changed and not typed.target.table.startswith(DRAFT_MARK):
                counts[sheet, typed.target.table] += 1
    return (*_not_carried(counts), *draft_notes(workbook))


def _not_carried(counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Say on which sheets something was typed that is not in its table yet, table by table."""
    for name in dict.fromkeys(table for _, table in counts):
        found = {sheet: count for (sheet, table), count in counts.items() if table == name}
        sheets = "".join(f"《{sheet}》" for sheet in found)
        home = BY_NAME[name].sheet if name in BY_NAME else name
        what = f"{sheets}上有 {sum(found.values())} 处填写还没有带回《{home}》，未计入。"
        again = "这些月工作表" if name == PLAN.name else sheets
        yield f"{what}请先重新生成{again}，再运行一次。"


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
