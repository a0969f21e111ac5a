"""The text of a holiday notice into the table of holidays."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.domain.holidays import DayOffKind
from unionxl.domain.notices import parse_notice
from unionxl.errors import DocumentError
from unionxl.importing.documents import read_text
from unionxl.operations.outcome import Outcome
from unionxl.operations.records import save_noting
from unionxl.tables.holidays import HOLIDAYS
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from unionxl.domain.holidays import HolidayDay
    from unionxl.operations.request import Request
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import Workbook

MOST_PROBLEMS_SHOWN = 5


def record_notice(workbook: Workbook, document: str, *, as_of: dt.date) -> Outcome:
    """Fill the holidays of one year from the text of its notice; reading it twice changes nothing.

    Raises:
        DocumentError: the text is no notice, or contradicts itself; nothing is taken over then.
    """
    days, problems = parse_notice(read_text(document))
    where = "放假通知" if document == "-" else f"放假通知《{Path(document).name}》"
    if problems or not days:
        told = "".join(
            f"第 {problem.line} 行：{problem.what}" for problem in problems[:MOST_PROBLEMS_SHOWN]
        )
        raise DocumentError(
            f"{told or '没有读到放假安排。'}未作改动。",
            where=where,
            advice="请核对文件里是不是国务院办公厅放假通知的全文（一字不改），再试一次。",
        )
    book, findings = read_book(workbook, as_of=as_of, tables=(HOLIDAYS,))
    year = days[0].year
    present = [day for day in book.holiday_days if day.year == year]
    off = sum(day.kind is DayOffKind.OFF for day in days)
    told = f"{year} 年放假 {off} 天，调休上班 {len(days) - off} 天"
    if [_key(day) for day in present] == [_key(day) for day in days]:
        return Outcome(f"《放假安排》已是这份通知的内容：{told}。", findings=findings)
    _replace(workbook, present, days)
    summary = f"已填入《放假安排》：{told}。请重新生成月工作表和全年日历。"
    backup = save_noting(workbook, "holidays", summary, as_of=as_of, finding_count=len(findings))
    return Outcome(
        summary,
        findings=findings,
        backup=backup,
    )


def take_notice(request: Request) -> Outcome:
    """Fill the holidays from the notice that is asked for."""
    return record_notice(request.open(), request.document, as_of=request.as_of)


def _key(day: HolidayDay) -> tuple[object, ...]:
    """Return what makes two rows say the same."""
    return day.day, day.kind, day.name, day.document_no


def _replace(workbook: Workbook, present: Sequence[HolidayDay], days: Sequence[HolidayDay]) -> None:
    """Write the days over the year's rows; rows too many are emptied, rows missing are added."""
    changes: list[CellChange] = []
    more: list[dict[str, CellValue]] = []
    for old, new in zip_longest(present, days):
        row = _row(new)
        if old is None or old.source is None:
            more.append(row)
        else:
            changes += [CellChange(old.source.row, header, row[header]) for header in row]
    if changes:
        workbook.set_cells(HOLIDAYS.name, changes)
    if more:
        workbook.append_rows(HOLIDAYS.name, more)


def _row(day: HolidayDay | None) -> dict[str, CellValue]:
    """Return the cells of one day, empty ones for no day."""
    values: tuple[CellValue, ...] = (None,) * len(HOLIDAYS.columns)
    if day is not None:
        values = (day.year, day.day, day.kind.value, day.name, day.document_no or None)
    return dict(zip((column.header for column in HOLIDAYS.columns), values, strict=True))
