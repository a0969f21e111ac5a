"""The check of every table, and its list of findings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.buglog import log_bug
from unionxl.operations.findings import Check, catalogue, findings_of, keep_no_record
from unionxl.operations.making import Draft, Sheets, make_sheets
from unionxl.operations.months import month_drafts, months_of_views
from unionxl.operations.reviewing import carry_marks
from unionxl.resources import load_standards
from unionxl.rules import ALL_RULES
from unionxl.rules.check_report import CheckReport, located, said_once
from unionxl.tables.all import TABLES
from unionxl.views.findings_list import TITLE as FINDINGS_TITLE
from unionxl.views.findings_list import findings_list
from unionxl.views.still_due import still_due
from unionxl.workbook.inputs.findings import read_marks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from unionxl.operations.making import Reading
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.workbook.port import Workbook


def check_workbook(
    workbook: Workbook, *, as_of: dt.date, on_bug: Callable[[], object] = keep_no_record
) -> Check:
    """Run every rule and make the list of findings.

    What was typed on month sheets, and what was marked on the list of findings, goes back to the
    tables first. A month sheet with a text that has no row to go to is left as it is.
    """
    standards = load_standards()  # first, while a long ledger is read ahead
    reports: list[CheckReport] = []

    def plan(reading: Reading) -> Sheets:
        book, carried = reading.book, reading.carried
        marks = read_marks(workbook)
        workbook.progress("正在检查")
        found = (*reading.findings, *findings_of(book, standards, ALL_RULES, on_bug))
        findings = tuple(said_once(located(one, book.columns) for one in found))
        reviews, notes = carry_marks(workbook, book.reviews, marks, findings, as_of=as_of)
        report = CheckReport.of(findings, reviews)
        reports.append(report)
        skipped = book.skipped_rows
        left_out = {one.sheet: skipped[one.field] for one in TABLES if one.field in skipped}
        shown = partial(findings_list, book, report, catalogue(standards), left_out)
        told = report.summary()
        return Sheets(
            (*month_drafts(book, months_of_views(carried.safe_views)), Draft(shown)),
            noted=told,
            told=f"已检查，结果在《{FINDINGS_TITLE}》：{told}",
            notes=(*carried.notes, *carried.homeless_notes(), *notes),
            count=len(report.problems),
            still_due=still_due(book),
        )

    outcome = make_sheets(workbook, "check", plan, as_of=as_of)
    return Check(reports[0], outcome)


def check(request: Request) -> Outcome:
    """Check, and tell of rules that broke in the log."""
    return check_workbook(request.open(), as_of=request.as_of, on_bug=log_bug).outcome
