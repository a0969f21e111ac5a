"""The calendar file; apart from the reports, for it needs neither pictures nor Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.operations.files import check_suffix, read_file, write_file
from unionxl.operations.outcome import Outcome
from unionxl.operations.pending import pending_notes
from unionxl.reporting.ics import PRODUCT, READS, plan_calendar
from unionxl.tables.care import CARE_READS, care_days
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from unionxl.operations.request import Request
    from unionxl.workbook.port import Workbook


def ics(request: Request) -> Outcome:
    """Write the plan as a calendar file, with a click beside the workbook."""
    workbook, target = request.open(), request.values.get("out")
    if target is None:
        year = read_book(workbook, as_of=request.as_of, tables=())[0].fiscal_year
        target = workbook.path.with_name(f"{year}年工会日历.ics")
    return write_calendar(
        workbook, target, stamp=request.at, with_care=bool(request.values.get("care"))
    )


def write_calendar(
    workbook: Workbook, target: Path, *, stamp: dt.datetime, with_care: bool = False
) -> Outcome:
    """Write the plan as a calendar file; one that was made before is updated.

    Raises:
        RequestError: the name has another ending, or the file exists and is not ours.
    """
    check_suffix(target, ".ics")
    previous = read_file(target) if target.exists() else b""
    if previous and PRODUCT.encode() not in previous:
        raise RequestError(
            "已有同名文件，不是本程序生成的，未作改动。",
            where=f"文件 {target}",
            advice="请换一个文件名。",
        )
    reads = (*READS, *CARE_READS) if with_care else READS
    book, findings = read_book(workbook, as_of=stamp.date(), tables=reads)
    calendar = plan_calendar(book, stamp, previous, care_days(book) if with_care else None)
    write_file(target, calendar)
    count = calendar.count(b"BEGIN:VEVENT")
    return Outcome(
        f"已写好 {target}：{count} 条日程。请在 Outlook 或手机中打开；再次导入时更新，不会重复。",
        notes=pending_notes(workbook),
        findings=findings,
        made=target,
    )
