"""A blank workbook with the demo's plan imported and the sheet of March, nothing typed by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.period import Month
from unionxl.operations.creating import create_workbook
from unionxl.operations.months import make_month_sheets
from unionxl.operations.plans import import_chosen
from unionxl.operations.request import Request
from unionxl.sample.document import plan_document
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

MORNING = dt.datetime(2026, 2, 27, 9, 30, tzinfo=dt.UTC)
MARCH = Month(2026, 3)


def imported_month(folder: Path) -> Path:
    """Return a workbook whose plan and month sheet come from the document alone."""
    document, workbook = folder / "示例年度计划.docx", folder / "工会工作簿.xlsx"
    document.write_bytes(plan_document(MARCH.year))
    create_workbook(workbook, year=MARCH.year)
    import_chosen(Request(MORNING, str(document), given=open_workbook(workbook)))
    make_month_sheets(open_workbook(workbook), lambda _book: (MARCH,), as_of=MORNING.date())
    return workbook
