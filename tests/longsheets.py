"""Sheets that are longer than a page, as their views lay them out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from tests.builders import standards
from tests.findings_made import a_finding, a_review
from tests.samples import sample_book
from tests.unit.views.years import a_budget_line, a_duty, an_expense, an_item, empty_year
from unionxl.domain.evidence import EvidenceItem
from unionxl.domain.period import Month
from unionxl.domain.source import SourceRef
from unionxl.domain.year_end import year_end
from unionxl.rules.check_report import CheckReport
from unionxl.rules.finding import Severity
from unionxl.rules.pages import rule_pages
from unionxl.views.budget_report import budget_report
from unionxl.views.disclosure_notice import disclosure_notice
from unionxl.views.findings_list import findings_list
from unionxl.views.month_sheet import month_sheet
from unionxl.views.register_index import register_index
from unionxl.views.statement import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem
    from unionxl.views.layout import SheetSpec

MAY = Month(2026, 5)
WORK = (
    "组织教职工开展“书香校园”读书分享活动，邀请退休教师座谈，做好会场布置、签到、摄影和新闻稿撰写"
)
LARGE = "1234567.89"
MONTHS_OF_ITEMS = (5, 12, 20, 45, 80)
PROBLEMS = (9, 14, 30)
AT = SourceRef("考核清单", 4)
TITLES = (
    *(f"{count}项" for count in MONTHS_OF_ITEMS),
    *("预算执行", "台账目录", "收支决算表", "经费公开"),
    *(f"检查{count}" for count in PROBLEMS),
)


def busy_items(count: int, *, on_one_day: bool = False) -> tuple[WorkItem, ...]:
    """Return so many items of May, every second one on a day, with texts of every length."""
    items = (
        an_item(
            f"P{number}",
            (5,),
            f"{number}.{WORK}"[: 14 + number * 17 % 60],
            budget_amount=Decimal(LARGE),
        )
        for number in range(1, count + 1)
    )
    return tuple(
        replace(item, planned_start_on=dt.date(2026, 5, 6 if on_one_day else 1 + number * 5 % 28))
        if number % 2 or on_one_day
        else item
        for number, item in enumerate(items, 1)
    )


def busy_month(count: int) -> SheetSpec:
    """Return the sheet of May with so many items, duties that fall due, and its money."""
    duties = tuple(a_duty(f"核对第 {at} 本登记簿", dt.date(2026, 5, 20), 12) for at in range(1, 5))
    return month_sheet(replace(sample_book(), work_items=busy_items(count), duties=duties), MAY)


def many_accounts() -> UnionBook:
    """Return a year with more accounts, budget lines and uses than a page holds."""
    names = [(f"5{number:02}", f"第 {number} 项支出") for number in range(1, 61)]
    entries = (
        replace(an_expense(dt.date(2026, 3, 5), code, name, LARGE), description=WORK)
        for code, name in names
    )
    evidence = (
        EvidenceItem(f"E{at}", "组织建设", WORK[: 10 + at], None, "收支台账", 1, None, "", AT)
        for at in range(1, 61)
    )
    return replace(
        empty_year(),
        budget_lines=tuple(a_budget_line(code, name, LARGE) for code, name in names[::2]),
        ledger_entries=tuple(entries),
        evidence_items=tuple(evidence),
    )


def found(count: int, unchecked: int = 6, reviewed: int = 4) -> SheetSpec:
    """Return the list of so many findings, of what was not checked and what was looked into."""
    severities = (Severity.ERROR, Severity.WARNING)
    problems = [
        a_finding("amount-missing", row, severities[row % 2], WORK * (1 + row % 3))
        for row in range(4, 4 + count)
    ]
    open_ones = [
        a_finding("limit-not-set", row, Severity.NOTE, f"第 {row} 项未设限额，未检查。")
        for row in range(1, unchecked + 1)
    ]
    seen = [a_finding("payment-repeated", row, message="两笔同额。") for row in range(reviewed)]
    report = CheckReport.of(
        (*problems, *open_ones, *seen), tuple(a_review(one, "是两张发票") for one in seen)
    )
    pages = rule_pages(standards().citations)
    return findings_list(empty_year(), report, pages, {"收支台账": 2})


@cache
def long_sheets() -> dict[str, SheetSpec]:
    """Return the sheets by the name of their tab, each tab once."""
    return {sheet.title: sheet for sheet in _long_sheets()}


def _long_sheets() -> Iterator[SheetSpec]:
    for count in MONTHS_OF_ITEMS:
        yield replace(busy_month(count), title=f"{count}项")
    accounts = many_accounts()
    for view in (budget_report, register_index):
        yield view(accounts)
    yield statement(accounts, year_end(accounts))
    yield disclosure_notice(accounts, year_end(accounts))
    for count in PROBLEMS:
        yield replace(found(count), title=f"检查{count}")


def headings_of(sheet: SheetSpec) -> set[int]:
    """Return the rows with a head of a block or with heads of columns, and nothing under them."""
    styles = ("section", "header", "header-weekend")
    heads = {row for row, _, cell in sheet.cells() if cell.style in styles and cell.value}
    return heads - {
        row for row, _, cell in sheet.cells() if cell.style == "day-text" and cell.value
    }
