"""A bank's statement as what came and went in a month, whichever side the bank calls it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.bank_matching import Movement
from unionxl.domain.bank_month import Statement
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.errors import DocumentError
from unionxl.lists.entries import (
    entries,
    is_newest_first,
    money_in_is_debit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.lists.entries import Entry
    from unionxl.lists.model import ListDraft


def months_in(found: Sequence[Entry]) -> tuple[Month, ...]:
    """Return the months of a statement, the earliest first."""
    return tuple(sorted({Month.of(one.day) for one in found if one.day}))


def movements_in(draft: ListDraft, fiscal_year: int) -> tuple[Entry, ...]:
    """Return the lines of a statement with an amount, the earliest first.

    Raises:
        DocumentError: there is none, or one has no day or amount that can be read.
    """
    lines = entries(draft, fiscal_year)
    _refuse_unread(draft, lines)
    found = [one for one in lines if one.has_amount]
    undated = [one for one in found if one.day is None]
    if undated:
        rows = "、".join(str(one.row.number) for one in undated[:5])
        raise DocumentError(
            f"{len(undated)} 行有金额而读不出日期。",
            where=f"文件《{draft.source}》第 {rows} 行",
            advice="请把这几行的日期改成 2026-03-08 的样子，再试一次。",
        )
    if not found:
        raise DocumentError(
            "没有读到收付的行。",
            where=f"文件《{draft.source}》",
            advice="请选银行导出的对账单（交易明细），要有日期、金额和余额。",
        )
    return tuple(found[::-1] if is_newest_first(found) else found)


def _refuse_unread(draft: ListDraft, lines: Sequence[Entry]) -> None:
    """Stop where an amount is written so that it cannot be read: it would be missing from the sum.

    Raises:
        DocumentError: there is such an amount.
    """
    unread = [(one.row.number, one.unread) for one in lines if one.unread]
    if unread:
        told = "、".join(f"第 {number} 行“{text}”" for number, text in unread[:5])
        raise DocumentError(
            f"{len(unread)} 处金额读不出来：{told}。",
            where=f"文件《{draft.source}》",
            advice="请把这几处改成 1800.00 这样的数字，再试一次。",
        )


def statement_of(found: Sequence[Entry], month: Month) -> Statement:
    """Return what the bank says of a month.

    A bank calls what its customer pays debit; the running balance decides where it says otherwise.
    """
    is_debit_in = bool(money_in_is_debit(found))
    own = [one for one in found if one.day and Month.of(one.day) == month]
    before = [one for one in found if one.day and Month.of(one.day) <= month]
    shown = [one.balance for one in before if one.balance is not None]
    return Statement(
        month,
        tuple(_movement(one, is_debit_in=is_debit_in) for one in own),
        shown[-1] if shown and (not own or own[-1].balance is not None) else None,
        len(found) - len(own),
    )


def _movement(entry: Entry, *, is_debit_in: bool) -> Movement:
    """Return a line as the union sees it; what is booked back in red goes to the other side."""
    is_first_in = is_debit_in or not entry.is_sided
    income, expense = (entry.debit, entry.credit) if is_first_in else (entry.credit, entry.debit)
    net = income - expense
    day = entry.day or dt.date.min  # `movements_in` lets none without a day pass
    return Movement(day, entry.text, max(net, ZERO), max(-net, ZERO), "", entry.row.number)
