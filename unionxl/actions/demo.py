"""The sample year: an invented kindergarten, from the plan document to the printed sheets."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from unionxl.actions.creating import create_workbook
from unionxl.actions.months import chosen_month, make_month_sheets, make_year_calendar
from unionxl.actions.plans import choose_plan, import_plan, read_plans
from unionxl.domain.period import Month
from unionxl.errors import CannotWriteError, RequestError, WorkbookError
from unionxl.sample.document import plan_document
from unionxl.sample.year import completed_plan, sample_year
from unionxl.workbook.inputs import as_text
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange
from unionxl.workbook.schema import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionxl.workbook.port import Workbook

YEAR = 2026
TODAY = dt.date(YEAR, 3, 20)
WORKBOOK_NAME = "示例工会工作簿.xlsx"
DOCUMENT_NAME = "示例年度计划.docx"


def make_demo(folder: Path) -> Iterator[str]:
    """Make the sample in a folder, saying step by step what was done.

    Raises:
        RequestError: the folder already holds a sample; it may have been typed into.
        CannotWriteError: the folder does not take the files.
    """
    workbook, document = folder / WORKBOOK_NAME, folder / DOCUMENT_NAME
    if workbook.exists() or document.exists():
        raise RequestError(
            "这里已有一套示例，未作改动。", where=f"文件夹 {folder}", advice="请换一个文件夹。"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        document.write_bytes(plan_document(YEAR))
    except OSError as error:
        _leave_nothing(document)
        raise CannotWriteError(
            "不能在这里建立文件。",
            where=f"文件夹 {folder}",
            advice="请换一个可以写入、还有空间的文件夹。",
        ) from error
    try:
        yield from _fill(workbook, document)
    except WorkbookError:
        _leave_nothing(workbook, document)
        raise


def _fill(workbook: Path, document: Path) -> Iterator[str]:
    """Make the workbook of the sample from its document."""
    create_workbook(workbook, year=YEAR, rows=sample_year(YEAR, plan_through=TODAY))
    yield f"1. 已新建示例工作簿：{workbook}"
    result = read_plans(str(document))
    plan = choose_plan(result, None, DOCUMENT_NAME)
    outcome = import_plan(
        open_workbook(workbook), plan, result, DOCUMENT_NAME, year=None, as_of=TODAY
    )
    yield f"2. {outcome.summary}"
    _complete(open_workbook(workbook))
    month = partial(chosen_month, Month.of(TODAY))
    yield f"3. {make_month_sheets(open_workbook(workbook), month, as_of=TODAY).summary}"
    yield f"4. {make_year_calendar(open_workbook(workbook), as_of=TODAY).summary}"
    yield f"请打开 {workbook}，看《{TODAY.month}月》和《全年日历》；计划原文在 {document}。"


def _leave_nothing(*files: Path) -> None:
    """Remove what was begun, so that a second try finds no half sample."""
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _complete(workbook: Workbook) -> None:
    """Fill in what the clerk of the sample added to the imported items: dates, owners, progress."""
    block = workbook.read_table(PLAN.name)
    number = block.position(PLAN.key)
    rows = {as_text(row[number]): index for index, row in enumerate(block.rows)}
    changes = [
        CellChange(block.row_number(rows[str(wanted[PLAN.key])]), header, value)
        for wanted in completed_plan(YEAR, through=TODAY)
        for header, value in wanted.items()
        if value is not None and header != PLAN.key
    ]
    workbook.set_cells(PLAN.name, changes)
    workbook.save()
