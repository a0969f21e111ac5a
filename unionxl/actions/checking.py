"""Checks, and the sheets that show how the money stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.actions.months import again, write_months
from unionxl.actions.outcome import Outcome
from unionxl.actions.records import save_noting
from unionxl.actions.reviewing import carry_marks
from unionxl.errors import RequestError
from unionxl.resources import load_rule_texts, load_standards
from unionxl.rules.book_index import BookIndex
from unionxl.rules.catalogue import ALL_RULES
from unionxl.rules.check_report import CheckReport, located, said_once
from unionxl.rules.finding import Finding
from unionxl.rules.pages import rule_pages
from unionxl.rules.remarks import NOT_RUN, REMARKS
from unionxl.views.budget_report import TITLE as BUDGET_TITLE
from unionxl.views.budget_report import budget_report
from unionxl.views.dues_sheet import TITLE as DUES_TITLE
from unionxl.views.dues_sheet import dues_sheet
from unionxl.views.findings_list import TITLE as FINDINGS_TITLE
from unionxl.views.findings_list import findings_list
from unionxl.workbook.marks import read_marks
from unionxl.workbook.reader import read_book
from unionxl.workbook.schema import TABLES
from unionxl.workbook.writer import carry_inputs_back, write_sheets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards
    from unionxl.rules.pages import Page
    from unionxl.rules.rule import Rule
    from unionxl.workbook.port import Workbook

BUDGET_TABLES = frozenset({"Budget", "Ledger", "Accounts"})
DUES_TABLES = frozenset({"Members", "Dues", "Limits"})


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found, and what is told about it."""

    report: CheckReport
    outcome: Outcome


def _forget() -> None:
    """Keep no record of a rule that did not run."""


def read_check(
    workbook: Workbook,
    *,
    as_of: dt.date,
    rule_id: str | None = None,
    on_bug: Callable[[], object] = _forget,
) -> Check:
    """Check what stands in the tables and change nothing.

    `rule_id` asks for the findings of one rule only; `on_bug` is called while an exception of a
    rule is being handled.

    Raises:
        RequestError: there is no such rule.
    """
    if rule_id is not None:
        rule_id = _page_of(rule_id, catalogue()).rule_id
    standards = load_standards()  # first, while a long ledger is read ahead
    book, of_cells = read_book(workbook, as_of=as_of)
    rules = [rule for rule in ALL_RULES if rule_id in {None, rule.rule_id}]
    found = (*of_cells, *_run(book, standards, rules, on_bug))
    wanted = (one for one in found if rule_id in {None, one.rule_id} or one.rule_id == NOT_RUN)
    told = said_once(located(one, book.columns) for one in wanted)
    report = CheckReport.of(told, book.reviews)
    return Check(report, Outcome(report.summary()))


def check_workbook(
    workbook: Workbook, *, as_of: dt.date, on_bug: Callable[[], object] = _forget
) -> Check:
    """Run every rule and make the list of findings.

    What was typed on month sheets, and what was marked on the list of findings, goes back to the
    tables first.
    """
    carried = carry_inputs_back(workbook)
    marks = read_marks(workbook)
    standards = load_standards()
    book, of_cells = read_book(workbook, as_of=as_of)
    workbook.progress("正在检查")
    found = (*of_cells, *_run(book, standards, ALL_RULES, on_bug))
    findings = tuple(said_once(located(one, book.columns) for one in found))
    reviews, notes = carry_marks(workbook, book.reviews, marks, findings, as_of=as_of)
    report = CheckReport.of(findings, reviews)
    write_months(workbook, book, again(carried))
    sheets = {table.name: table.sheet for table in TABLES}
    left_out = {sheets[name]: count for name, count in book.skipped_rows.items()}
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
    summary, count = f"已生成《{BUDGET_TITLE}》。", len(findings)
    backup = save_noting(workbook, "budget", summary, as_of=as_of, finding_count=count)
    return Outcome(summary, findings=findings, backup=backup)


def make_dues_sheet(workbook: Workbook, *, as_of: dt.date) -> Outcome:
    """Make the sheet of dues, member by member and month by month."""
    book, findings = read_book(workbook, as_of=as_of, tables=DUES_TABLES)
    write_sheets(workbook, (dues_sheet(book, load_standards()),))
    summary, count = f"已生成《{DUES_TITLE}》。", len(findings)
    backup = save_noting(workbook, "dues", summary, as_of=as_of, finding_count=count)
    return Outcome(summary, findings=findings, backup=backup)


def catalogue(standards: Standards | None = None) -> dict[str, Page]:
    """Return the page of every rule."""
    citations = (standards or load_standards()).citations
    return rule_pages(citations, load_rule_texts())


def explain(rule_id: str) -> Page:
    """Return the page of one rule.

    Raises:
        RequestError: there is no such rule.
    """
    return _page_of(rule_id, catalogue())


def _page_of(rule_id: str, pages: dict[str, Page]) -> Page:
    asked = rule_id.strip()
    by_title = {page.title: page for page in pages.values()}
    page = pages.get(asked.lower()) or by_title.get(asked)
    if page is None:
        raise RequestError(
            f"没有“{rule_id}”这条规则。",
            where="规则",
            advice="请用 unionxl explain 查看全部规则的名称。",
        )
    return page


def findings_json(findings: Iterable[Finding]) -> list[dict[str, str | int | None]]:
    """Return findings for other programs: one object each, places by the first cell named."""
    return [
        {
            "rule_id": finding.rule_id,
            "severity": finding.severity.value,
            "message": finding.message,
            "advice": finding.advice,
            "basis": finding.basis,
            "sheet": place.sheet if place else None,
            "row": place.row if place else None,
            "column": (place.column or None) if place else None,
        }
        for finding in findings
        for place in ((finding.sources[0] if finding.sources else None),)
    ]


def _run(
    book: UnionBook, standards: Standards, rules: Iterable[Rule], on_bug: Callable[[], object]
) -> Iterator[Finding]:
    """Run rules one by one; one that breaks is reported, and the others still run."""
    index = BookIndex(book, standards)
    for rule in rules:
        try:
            found = tuple(rule.run(index))
        except Exception:  # noqa: BLE001  a bug in one rule must not hide what the others find
            on_bug()
            found = (_not_run(rule),)
        yield from found


def _not_run(rule: Rule) -> Finding:
    return Finding(
        NOT_RUN,
        REMARKS[NOT_RUN][1],
        f"规则“{rule.title}”（{rule.rule_id}）未能运行，这一项未检查。",
        "请把程序的记录文件发给维护人员。",
    )
