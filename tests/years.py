"""The sample year as a book, clean of every fault a rule could find."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from tests.fakes import a_block, a_workbook
from unionxl.domain.budget import BudgetLine
from unionxl.domain.ledger import LedgerEntry
from unionxl.domain.places import place_name
from unionxl.domain.policy import Limit
from unionxl.domain.source import SourceRef
from unionxl.resources import load_accounts, load_festivals, load_holidays
from unionxl.sample.year import completed_plan, sample_year
from unionxl.tables.all import TABLES
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.sample.rows import Row
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue

T = TypeVar("T", LedgerEntry, BudgetLine)
OLDER_ACCOUNTS = {
    "501": ("501", "职工活动支出"),
    "503": ("504", "行政支出"),
    "504": ("502", "维权支出"),
    "505": ("503", "业务支出"),
}
OUTINGS = ("春秋游费用", 200)
DAYS = ("春秋游天数", 1)
PRIZES = ("文体活动个人奖品", 1000)
OWN_LIMITS = {
    "安徽": {"outing-a-day": OUTINGS, "outing-days": DAYS, "prize-each": PRIZES},
    "河南": {
        "retirement-gift": ("退休纪念品", 2000),
        "outing-a-day": OUTINGS,
        "outing-days": DAYS,
        "prize-each": PRIZES,
    },
    "四川": {
        "outing-a-day": OUTINGS,
        "outing-days": DAYS,
        "hospital-visit": ("住院慰问", 2000),
        "death-of-kin": ("直系亲属去世慰问", 2000),
        "retirement-gift": ("退休纪念品", 2000),
    },
}


@cache
def sample_book(year: int = 2026, *, as_of: dt.date | None = None) -> UnionBook:
    """Return the sample year as it stands on a day, its last one when none is given."""
    as_of = as_of or dt.date(year, 12, 31)
    rows = dict(sample_year(year, through=as_of))
    rows["Plan"] = (*rows["Plan"], *completed_plan(year, through=as_of))
    settings = {str(row["项目"]): _as_read(row.get("值")) for row in rows["Settings"]}
    blocks = [
        a_block(table, *(_row_as_read(row) for row in rows[table.name]))
        for table in TABLES
        if table.name in rows and table.name != "Settings"
    ]
    book, findings = read_book(a_workbook(*blocks, settings=settings), as_of=as_of)
    assert not findings, findings[:5]
    return replace(
        book,
        accounts=load_accounts(),
        festivals=tuple(replace(one, spellings=()) for one in load_festivals()),
        holiday_days=load_holidays(),
    )


def _row_as_read(row: Row) -> dict[str, ReadValue]:
    return {header: _as_read(value) for header, value in row.items()}


def _as_read(value: CellValue) -> ReadValue:
    """Return a value as a workbook gives it back: numbers as floats."""
    return float(value) if isinstance(value, Decimal) else value


def with_more_rows(book: UnionBook, count: int) -> UnionBook:
    """Return a book with many more small everyday payments, as a large union has them."""
    plain = next(
        one
        for one in book.ledger_entries
        if one.expense_amount and not (one.occasion or one.beneficiary or one.item_no)
    )
    last = len(book.ledger_entries)
    more = tuple(
        replace(
            plain,
            voucher_no=f"记-{last + number}",
            booked_on=dt.date(book.fiscal_year, 12, 1 + number % 28),
            description=f"零星办公用品{number}",
            expense_amount=Decimal(f"0.0{1 + number % 4}"),
            source=SourceRef("收支台账", book.ledger_entries[-1].source.row + number),
        )
        for number in range(1, count + 1)
    )
    return replace(book, ledger_entries=book.ledger_entries + more)


def in_province(book: UnionBook, province: str) -> UnionBook:
    """Return a book under the limits of a province, with the union's own where it has none."""
    own = tuple(
        Limit(
            limit_id=limit_id,
            province="",
            matter=matter,
            measure="元每次",
            amount=Decimal(amount),
            valid_from=None,
            valid_to=None,
            document="上级工会通知",
            document_no="",
            article="",
            confidence="上级已确认",
            source=SourceRef("支出标准", row),
        )
        for row, (limit_id, (matter, amount)) in enumerate(
            OWN_LIMITS.get(place_name(province), {}).items(), start=5
        )
    )
    limits = (*book.limits, *own)
    return replace(book, settings=replace(book.settings, province=province), limits=limits)


def in_older_chart(book: UnionBook) -> UnionBook:
    """Return a book with its accounts renamed to those of the edition of 2010."""

    def moved(record: T) -> T:
        code, name = OLDER_ACCOUNTS.get(
            record.account_code, (record.account_code, record.account_name)
        )
        return replace(record, account_code=code, account_name=name)

    return replace(
        book,
        settings=replace(book.settings, account_edition="2010"),
        ledger_entries=tuple(map(moved, book.ledger_entries)),
        budget_lines=tuple(map(moved, book.budget_lines)),
        work_items=tuple(
            replace(item, account_code=OLDER_ACCOUNTS.get(item.account_code, ("", ""))[0])
            for item in book.work_items
        ),
    )
