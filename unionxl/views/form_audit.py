"""What the funds review committee has before it: the money up to a day, and vouchers to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.budget import budget_totals
from unionxl.domain.ledger import income_and_spending, total_of
from unionxl.domain.written import full_day, money
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.views.form_people import AMOUNT
from unionxl.views.wording import share_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.rules.finding import Finding

LARGEST, SPREAD, MOST_SHOWN = 10, 10, 12
FOUND, LARGE, BY_DATE = "检查有提示", "金额较大", "按日期抽取"


def audit_facts(
    book: UnionBook, findings: Sequence[Finding], held_on: dt.date | None
) -> tuple[dict[str, str], list[Mapping[str, str]]]:
    """Return the texts of the opinion, and the vouchers of the sample."""
    day = held_on or book.as_of
    entries = [one for one in book.ledger_entries if one.booked_on <= day]
    totals = total_of(income_and_spending(entries))
    opening = book.settings.opening_balance_amount
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    budget = budget_totals(book.budget_lines, chart).expense_amount
    share = totals.expense_amount / budget if budget else None
    standing = [str(one) for one in findings if LEDGER.sheet in {of.sheet for of in one.sources}]
    facts = {
        "审查期间": f"{full_day(book.settings.first_month.first_on)}至{full_day(day)}",
        "期初结余": "" if opening is None else money(opening),
        "收入合计": money(totals.income_amount),
        "支出合计": money(totals.expense_amount),
        "期末结余": "" if opening is None else money(opening + totals.net_amount),
        "支出预算": money(budget) if budget else "",
        "预算执行率": share_text(share) if share is not None else "",
        "未处理问题": _told(standing),
    }
    return facts, _sample(entries, findings)


def _told(standing: Sequence[str]) -> str:
    """Return what stands open, the first of it in full."""
    if not standing:
        return "检查没有发现收支台账的问题。"
    shown = [f"{number}. {text}" for number, text in enumerate(standing[:MOST_SHOWN], 1)]
    more = len(standing) - len(shown)
    return "\n".join([*shown, *([f"另有 {more} 处，见《检查结果》。"] if more else [])])


def _sample(entries: Sequence[LedgerEntry], findings: Iterable[Finding]) -> list[Mapping[str, str]]:
    """Return rows of the ledger to look at: with findings, the largest, and some spread by date."""
    rows = {of.row for one in findings for of in one.sources if of.sheet == LEDGER.sheet}
    spent = [one for one in entries if one.expense_amount and not one.own_account]
    reasons: dict[int, str] = {one.source.row: FOUND for one in entries if one.source.row in rows}
    for one in sorted(spent, key=lambda entry: -entry.expense_amount)[:LARGEST]:
        reasons.setdefault(one.source.row, LARGE)
    for one in _spread([one for one in spent if one.source.row not in reasons]):
        reasons[one.source.row] = BY_DATE
    chosen = [one for one in entries if one.source.row in reasons]
    return [
        {
            "序号": str(number),
            Ledger.booked_on.header: full_day(one.booked_on),
            Ledger.voucher_no.header: one.voucher_no,
            Ledger.description.header: one.description,
            AMOUNT: money(one.expense_amount or one.income_amount),
            "原因": reasons[one.source.row],
        }
        for number, one in enumerate(sorted(chosen, key=lambda one: one.booked_on), 1)
    ]


def _spread(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return some entries at equal distances in the order of their days."""
    ordered = sorted(entries, key=lambda one: one.booked_on)
    count = min(SPREAD, len(ordered))
    return [ordered[(2 * number + 1) * len(ordered) // (2 * count)] for number in range(count)]
