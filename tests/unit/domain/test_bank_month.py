"""A month with the bank: open items go on to the next, and the difference at the start is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.builders import a_book
from unionxl.domain.bank_matching import Movement, State
from unionxl.domain.bank_month import Statement, bank_month, left_open
from unionxl.domain.period import Month

if TYPE_CHECKING:
    from unionxl.domain.bank_month import BankMonth

LEDGER = """
日期 | 凭证号 | 摘要 | 收入金额 | 支出金额 | 账户
2026-03-02 | 记-1 | 会费 | 300 | |
2026-03-09 | 记-2 | 端午 | | 500 | 银行
2026-03-10 | 记-3 | 买花 | | 40 | 现金
2026-03-11 | 记-4 | 结转 | 70 | | 不收付（转账凭证）
2026-03-30 | 记-5 | 蛋糕 | | 200 |
2026-04-02 | 记-6 | 慰问 | | 100 |
"""
ITEMS = """
月份 | 日期 | 摘要 | 收入 | 支出 | 状态 | 核销月份
2026-03 | 2026-03-30 | 蛋糕 | | 200 | 仅台账 |
2026-03 | 2026-03-31 | 利息 | 1.50 | | 仅银行 |
2026-02 | 2026-02-20 | 旧账 | 9 | | 仅银行 | 2026-03
"""


def _line(day: str, net: str, text: str = "") -> Movement:
    amount = Decimal(net)
    return Movement(
        dt.date.fromisoformat(day), text, max(amount, Decimal(0)), max(-amount, Decimal(0))
    )


def _march(*lines: Movement, balance: str | None) -> BankMonth:
    statement = Statement(Month(2026, 3), lines, None if balance is None else Decimal(balance), 2)
    return bank_month(a_book(ledger=LEDGER), statement)


def test_cash_in_hand_when_the_year_began_is_not_with_the_bank() -> None:
    statement = Statement(Month(2026, 3), (), Decimal(98_900), 0)
    book = a_book(ledger=LEDGER, openings="科目编码 | 年初余额\n101 | 500")
    assert bank_month(book, statement).result.book_balance_amount == Decimal("99100.00")


def test_only_the_bank_account_is_held_against_the_bank() -> None:
    march = _march(
        _line("2026-03-02", "300"),
        _line("2026-03-09", "-500"),
        _line("2026-03-31", "1.50", "利息"),
        balance="99801.50",
    )
    assert march.result.book_balance_amount == Decimal("99600.00")
    assert march.result.adjusted_bank_amount == Decimal("99601.50")
    assert march.opening_gap_amount == 0
    assert [(state, one.text) for state, one in left_open(march)] == [
        (State.BANK_ONLY, "利息"),
        (State.BOOK_ONLY, "蛋糕"),
    ]


def test_a_difference_from_before_the_month_is_told() -> None:
    march = _march(_line("2026-03-02", "300"), balance="100400")
    assert march.opening_gap_amount == 100
    assert march.other_count == 2


def test_without_a_balance_of_the_bank_nothing_is_proven() -> None:
    march = _march(_line("2026-03-02", "300"), balance=None)
    assert march.opening_gap_amount is None
    assert march.result.gap_amount == 0


def test_what_earlier_months_left_open_is_settled_by_the_other_side() -> None:
    book = a_book(ledger=LEDGER, bankitems=ITEMS)
    lines = (_line("2026-04-01", "-200", "蛋糕店"), _line("2026-04-03", "-100"))
    april = bank_month(book, Statement(Month(2026, 4), lines, Decimal("99501.50")))
    assert [item.description for item in april.settled] == ["蛋糕"]
    assert [one.text for one in april.result.bank_only] == ["利息"]
    assert april.opening_gap_amount == 0
    assert not list(left_open(april))


def test_a_month_run_again_opens_what_it_had_settled_and_the_bank_no_longer_shows() -> None:
    again = ITEMS.replace("| 仅台账 |", "| 仅台账 | 2026-04")
    book = a_book(ledger=LEDGER, bankitems=again)
    april = bank_month(book, Statement(Month(2026, 4), (_line("2026-04-03", "-100"),), None))
    assert [item.description for item in april.reopened] == ["蛋糕"]
    assert not april.settled
