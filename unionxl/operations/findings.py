"""What the rules find in a workbook, and their catalogue; nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unionxl.errors import RequestError
from unionxl.operations.nearest import nearest
from unionxl.operations.outcome import Outcome
from unionxl.resources import load_standards
from unionxl.rules import ALL_RULES, run_rules
from unionxl.rules.check_report import CheckReport, located, said_once
from unionxl.rules.finding import Finding
from unionxl.rules.pages import basis_of, rule_pages
from unionxl.rules.remarks import NOT_RUN, REMARKS
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards
    from unionxl.rules.pages import Page
    from unionxl.rules.rule import Rule
    from unionxl.workbook.port import Workbook


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found, and what is told about it."""

    report: CheckReport
    outcome: Outcome


def keep_no_record() -> None:
    """Keep no record of a rule that did not run."""


def read_check(
    workbook: Workbook,
    *,
    as_of: dt.date,
    rule_id: str | None = None,
    on_bug: Callable[[], object] = keep_no_record,
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
    found = (*of_cells, *findings_of(book, standards, rules, on_bug))
    wanted = (one for one in found if rule_id in {None, one.rule_id} or one.rule_id == NOT_RUN)
    told = said_once(located(one, book.columns) for one in wanted)
    report = CheckReport.of(told, book.reviews)
    return Check(report, Outcome(report.summary()))


def catalogue(standards: Standards | None = None) -> dict[str, Page]:
    """Return the page of every rule."""
    citations = (standards or load_standards()).citations
    return rule_pages(citations)


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
        told = {one.rule_id: f"{one.title}（{one.rule_id}）" for one in pages.values()}
        near = nearest(asked, {**told, **{one.title: told[one.rule_id] for one in pages.values()}})
        alike = f"相近的有：{'、'.join(near)}；" if near else ""
        raise RequestError(
            f"没有“{rule_id}”这条规则。",
            where="规则",
            advice=f"请核对规则的名称，{alike}写《检查结果》“规则”一栏的名称也可以。",
        )
    return page


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings for other programs: one object each, with the first cell.

    Where a finding has several, they all stand in `sources`.
    """
    return [_shown(finding) for finding in findings]


def _shown(finding: Finding) -> dict[str, Any]:
    """Return one finding for other programs."""
    place = finding.sources[0] if finding.sources else None
    shown: dict[str, Any] = {
        "rule_id": finding.rule_id,
        "severity": finding.severity.value,
        "message": finding.message,
        "advice": finding.advice,
        "basis": basis_of(finding),
        "sheet": place.sheet if place else None,
        "row": place.row if place else None,
        "column": (place.column or None) if place else None,
    }
    if len(finding.sources) > 1:
        shown["sources"] = [
            {"sheet": one.sheet, "row": one.row, "column": one.column or None}
            for one in finding.sources
        ]
    return shown


def findings_of(
    book: UnionBook, standards: Standards, rules: Iterable[Rule], on_bug: Callable[[], object]
) -> tuple[Finding, ...]:
    """Run rules one by one; one that breaks is reported, and the others still run."""

    def not_run(rule: Rule) -> Finding:
        on_bug()
        return Finding(
            NOT_RUN,
            REMARKS[NOT_RUN].severity,
            f"规则“{rule.title}”（{rule.rule_id}）未能运行，这一项未检查。",
            "请把程序的记录文件发给维护人员。",
        )

    return run_rules(book, standards, rules, not_run)
