"""A journal as books are kept: entries with the balance after each, and the sums of the months.

The words are those of articles 60 and 63 of 会计基础工作规范 (财政部令第98号, 2019): 上年结转,
本月合计, 本年累计, 结转下年; 承前页 and 过次页 are made by the pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from unionxl.domain.ledger import LedgerTotal, total_of
from unionxl.domain.money import ZERO
from unionxl.domain.period import MONTHS_A_YEAR, Month

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.ledger import LedgerEntry


class JournalKind(Enum):
    """What a line of a journal is; the value is its 摘要 where the program writes it."""

    OPENING = "上年结转"
    BEFORE = "上月结转"
    ENTRY = ""
    MONTH = "本月合计"
    YEAR = "本年累计"
    CLOSING = "结转下年"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line; amounts in yuan. An entry has its row, a sum the day of its end."""

    kind: JournalKind
    on: dt.date
    balance_amount: Decimal
    total: LedgerTotal = field(default_factory=LedgerTotal)
    entry: LedgerEntry | None = None


def side_of(balance_amount: Decimal) -> str:
    """Return on which side a balance stands: 借, 贷 or 平 (article 60, 7)."""
    if balance_amount == ZERO:
        return "平"
    return "借" if balance_amount > ZERO else "贷"


def in_order(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """Return entries day by day, those of a day as they stand in the ledger."""
    return sorted(entries, key=lambda entry: (entry.booked_on, entry.source.row))


def journal(
    entries: Iterable[LedgerEntry],
    opening_amount: Decimal,
    year: int,
    *,
    month: Month | None = None,
    is_closed: bool = False,
) -> tuple[JournalLine, ...]:
    """Return the lines of a year's journal, or of one month with what came before as one line.

    Entries of other years are left out. `is_closed` adds 结转下年 behind December.
    """
    own = [entry for entry in in_order(entries) if entry.booked_on.year == year]
    return tuple(_lines(own, opening_amount, Month(year, 1), month, is_closed=is_closed))


def _lines(
    entries: Sequence[LedgerEntry],
    opening_amount: Decimal,
    first: Month,
    wanted: Month | None,
    *,
    is_closed: bool,
) -> Iterator[JournalLine]:
    """Yield the opening balance, every month that has entries, and what is carried over."""
    before = [entry for entry in entries if wanted and Month.of(entry.booked_on) < wanted]
    so_far, balance = total_of(before), opening_amount + total_of(before).net_amount
    if wanted is None or wanted == first:
        yield JournalLine(JournalKind.OPENING, first.first_on, balance)
    else:
        yield JournalLine(JournalKind.BEFORE, wanted.first_on, balance, so_far)
    rest = [entry for entry in entries if wanted is None or Month.of(entry.booked_on) == wanted]
    for month, group in groupby(rest, key=lambda entry: Month.of(entry.booked_on)):
        own = list(group)
        for entry in own:
            total = LedgerTotal(entry.income_amount, entry.expense_amount)
            balance += total.net_amount
            yield JournalLine(JournalKind.ENTRY, entry.booked_on, balance, total, entry)
        so_far = _sum(so_far, total_of(own))
        yield JournalLine(JournalKind.MONTH, month.last_on, balance, total_of(own))
        yield JournalLine(JournalKind.YEAR, month.last_on, balance, so_far)
    if is_closed and (wanted is None or wanted.month == MONTHS_A_YEAR):
        yield JournalLine(JournalKind.CLOSING, Month(first.year, MONTHS_A_YEAR).last_on, balance)


def _sum(one: LedgerTotal, other: LedgerTotal) -> LedgerTotal:
    return LedgerTotal(
        one.income_amount + other.income_amount, one.expense_amount + other.expense_amount
    )
