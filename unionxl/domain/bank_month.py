"""A month reconciled with the bank: statement, ledger, and what earlier months left open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.bank_matching import (
    Movement,
    Reconciliation,
    State,
    as_movement,
    reconcile,
    vouchers_of,
)
from unionxl.domain.ledger import BANK, of_account
from unionxl.domain.money import ZERO
from unionxl.domain.openings import opening_of_money
from unionxl.domain.period import Month

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.reconciliation import BankItem


@dataclass(frozen=True, slots=True)
class Statement:
    """What the bank says of a month.

    `balance_amount` is that at its end, None where the statement shows none; `other_count` counts
    the lines of other months, which are left out.
    """

    month: Month
    movements: tuple[Movement, ...]
    balance_amount: Decimal | None
    other_count: int = 0


@dataclass(frozen=True, slots=True)
class BankMonth:
    """A month held against the bank.

    `opening_gap_amount` is by how much the two sides differed already when the month began, with
    what earlier months left open; None where the statement shows no balance.
    """

    month: Month
    result: Reconciliation
    opening_gap_amount: Decimal | None
    other_count: int
    settled: tuple[BankItem, ...]
    reopened: tuple[BankItem, ...]


def bank_month(book: UnionBook, statement: Statement) -> BankMonth:
    """Hold a statement against the ledger's bank account and the open items of earlier months."""
    month = statement.month
    items = tuple(_open_before(book.bank_items, month))
    earlier = [(item, _movement(item, at)) for at, item in enumerate(items)]
    entries = list(of_account(book.ledger_entries, BANK))
    own = [one for one in entries if Month.of(one.booked_on) == month]
    bank = [*statement.movements, *(one for item, one in earlier if _is_of_bank(item))]
    vouchers = [tuple(map(as_movement, rows)) for rows in vouchers_of(own)]
    vouchers += [(one,) for item, one in earlier if not _is_of_bank(item)]
    pairs = reconcile(bank, vouchers)
    balance = opening_of_money(book, BANK) + sum(
        (
            one.income_amount - one.expense_amount
            for one in entries
            if one.booked_on <= month.last_on
        ),
        ZERO,
    )
    result = Reconciliation(pairs, statement.balance_amount or ZERO, balance)
    gap: Decimal | None = result.gap_amount
    if statement.balance_amount is None:
        gap = None
        result = Reconciliation(
            pairs, result.adjusted_book_amount - _net(result.book_only), balance
        )
    open_now = {id(one) for one in (*result.bank_only, *result.book_only)}
    settled = tuple(item for item, one in earlier if id(one) not in open_now)
    reopened = tuple(
        item for item, one in earlier if id(one) in open_now and item.settled_month is not None
    )
    return BankMonth(month, result, gap, statement.other_count, settled, reopened)


def left_open(reconciled: BankMonth) -> Iterator[tuple[State, Movement]]:
    """Yield what the month itself leaves open, with the side that has it."""
    for state, movements in (
        (State.BANK_ONLY, reconciled.result.bank_only),
        (State.BOOK_ONLY, reconciled.result.book_only),
    ):
        yield from ((state, one) for one in movements if not one.left_open)


def _open_before(items: Iterable[BankItem], month: Month) -> Iterator[BankItem]:
    """Yield what earlier months left open and none before this one settled."""
    for item in items:
        is_earlier = item.month is not None and item.month < month and item.dated_on is not None
        if is_earlier and (item.settled_month is None or item.settled_month >= month):
            yield item


def _is_of_bank(item: BankItem) -> bool:
    return item.state == State.BANK_ONLY.value


def _movement(item: BankItem, at: int) -> Movement:
    day = item.dated_on or dt.date.min  # `_open_before` takes none without a day
    income, expense = item.income_amount or ZERO, item.expense_amount or ZERO
    return Movement(day, item.description, income, expense, "", -1 - at, left_open=True)


def _net(movements: Sequence[Movement]) -> Decimal:
    return sum((one.net_amount for one in movements), ZERO)
