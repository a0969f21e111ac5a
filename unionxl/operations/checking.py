"""Checks, and the sheets that show how the money stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.operations.findings import Check, catalogue, findings_of, keep_no_record
from unionxl.operations.months import again, write_months
from unionxl.operations.outcome import Outcome
from unionxl.operations.records import save_noting
from unionxl.operations.reviewing import carry_marks
from unionxl.resources import load_standards
from unionxl.rules.catalogue import ALL_RULES
from unionxl.rules.check_report import CheckReport, located, said_once
from unionxl.rules.joining import joined
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.all import TABLES
from unionxl.tables.budget import BUDGET
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.services import SERVICES
from unionxl.views.budget_report import TITLE as BUDGET_TITLE
from unionxl.views.budget_report import budget_report
from unionxl.views.dues_sheet import TITLE as DUES_TITLE
from unionxl.views.dues_sheet import dues_sheet
from unionxl.views.findings_list import TITLE as FINDINGS_TITLE
from unionxl.views.findings_list import findings_list
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.carrying import carry_inputs_back, write_sheets
from unionxl.workbook.inputs.findings import read_marks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from unionxl.workbook.port import Workbook

BUDGET_TABLES = frozenset({BUDGET, LEDGER, ACCOUNTS})
DUES_TABLES = frozenset({MEMBERS, DUES, LIMITS})
# What tells from which month on a workbook is kept, where there is such a table.
TABLES_BEGUN = frozenset({PLAN, LEDGER, SERVICES, ACTIVITIES, PROPOSALS, DISCLOSURES})


def check_workbook(
    workbook: Workbook, *, as_of: dt.date, on_bug: Callable[[], object] = keep_no_record
) -> Check:
    """Run every rule and make the list of findings.

    What was typed on month sheets, and what was marked on the list of findings, goes back to the
    tables first.
    """
    carried = carry_inputs_back(workbook, as_of=as_of)
    marks = read_marks(workbook)
    standards = load_standards()
    book, of_cells = read_book(workbook, as_of=as_of)
    workbook.progress("正在检查")
    found = (*of_cells, *findings_of(book, standards, ALL_RULES, on_bug))
    findings = tuple(said_once(located(one, book.columns) for one in found))
    reviews, notes = carry_marks(workbook, book.reviews, marks, findings, as_of=as_of)
    report = CheckReport.of(findings, reviews)
    write_months(workbook, book, again(carried))
    skipped = book.skipped_rows
    left_out = {one.sheet: skipped[one.field] for one in TABLES if one.field in skipped}
    write_sheets(workbook, (findings_list(book, report, catalogue(standards), left_out),))
    told = report.summary()
    count = len(report.problems)
    backup = save_noting(workbook, "check", told, as_of=as_of, finding_count=count)
    summary = f"已检查，结果在《{FINDINGS_TITLE}》：{told}"
    return Check(report, Outcome(summary, (*carried.notes, *notes), backup=backup))


def make_budget_report(workbook: Workbook, *, as_of: dt.date) -> Outcome:
    """Make the sheet that holds the budget against the ledger."""
    book, findings = read_book(workbook, as_of=as_of, tables=BUDGET_TABLES)
    write_sheets(workbook, (budget_report(book),))
    summary, count = f"已生成《{BUDGET_TITLE}》。", len(joined(findings))
    backup = save_noting(workbook, "budget", summary, as_of=as_of, finding_count=count)
    return Outcome(summary, findings=findings, backup=backup)


def make_dues_sheet(workbook: Workbook, *, as_of: dt.date) -> Outcome:
    """Make the sheet of dues, member by member and month by month."""
    book, findings = read_book(workbook, as_of=as_of, tables=DUES_TABLES, if_there=TABLES_BEGUN)
    write_sheets(workbook, (dues_sheet(book, load_standards()),))
    summary, count = f"已生成《{DUES_TITLE}》。", len(joined(findings))
    backup = save_noting(workbook, "dues", summary, as_of=as_of, finding_count=count)
    return Outcome(summary, findings=findings, backup=backup)
