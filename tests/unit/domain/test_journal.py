"""A journal: the balance after each entry, the sums of months, what is carried over."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_book
from unionxl.domain.journal import JournalKind, journal, side_of
from unionxl.domain.period import Month

if TYPE_CHECKING:
    from unionxl.domain.journal import JournalLine

LEDGER = """
日期 | 凭证号 | 摘要 | 收入金额 | 支出金额
2026-03-09 | 记-3 | 端午 | | 500
2026-01-05 | 记-1 | 会费 | 300 |
2026-03-02 | 记-2 | 利息 | 0.10 |
2026-03-09 | 记-4 | 慰问 | | 200
2025-12-31 | 记-9 | 上年 | 9 |
"""


def _told(lines: tuple[JournalLine, ...]) -> list[tuple[str, str, Decimal, Decimal, Decimal]]:
    return [
        (
            f"{line.on:%m-%d}",
            line.entry.voucher_no if line.entry else line.kind.value,
            line.total.income_amount,
            line.total.expense_amount,
            line.balance_amount,
        )
        for line in lines
    ]


def _money(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


def test_a_year_runs_from_what_was_brought_over_to_what_is_carried_over() -> None:
    entries = a_book(ledger=LEDGER).ledger_entries
    assert _told(journal(entries, Decimal(1000), 2026, is_closed=True)) == [
        ("01-01", "上年结转", *_money("0", "0", "1000")),
        ("01-05", "记-1", *_money("300", "0", "1300")),
        ("01-31", "本月合计", *_money("300", "0", "1300")),
        ("01-31", "本年累计", *_money("300", "0", "1300")),
        ("03-02", "记-2", *_money("0.10", "0", "1300.10")),
        ("03-09", "记-3", *_money("0", "500", "800.10")),
        ("03-09", "记-4", *_money("0", "200", "600.10")),
        ("03-31", "本月合计", *_money("0.10", "700", "600.10")),
        ("03-31", "本年累计", *_money("300.10", "700", "600.10")),
        ("12-31", "结转下年", *_money("0", "0", "600.10")),
    ]


def test_one_month_begins_with_what_came_before_it() -> None:
    entries = a_book(ledger=LEDGER).ledger_entries
    lines = journal(entries, Decimal(1000), 2026, month=Month(2026, 3), is_closed=True)
    assert _told(lines)[0] == ("03-01", "上月结转", *_money("300", "0", "1300"))
    assert _told(lines)[-1] == ("03-31", "本年累计", *_money("300.10", "700", "600.10"))
    first = journal(entries, Decimal(1000), 2026, month=Month(2026, 1))
    assert first[0].kind is JournalKind.OPENING


def test_a_month_without_entries_has_its_balance_only() -> None:
    entries = a_book(ledger=LEDGER).ledger_entries
    lines = journal(entries, Decimal(1000), 2026, month=Month(2026, 2))
    assert _told(lines) == [("02-01", "上月结转", *_money("300", "0", "1300"))]


def test_the_side_of_a_balance_is_named() -> None:
    entries = a_book(ledger=LEDGER).ledger_entries
    balances = [line.balance_amount for line in journal(entries, Decimal(-300), 2026)]
    assert [side_of(one) for one in balances[:2]] == ["贷", "平"]
    assert side_of(Decimal(1)) == "借"


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(-500, 500)), max_size=30))
def test_months_add_up_to_the_year_whatever_their_order(moves: list[tuple[int, int]]) -> None:
    rows = [
        f"2026-{month:02d}-15 | {max(net, 0) or ''} | {max(-net, 0) or ''}" for month, net in moves
    ]
    book = a_book(ledger="\n".join(["日期 | 收入金额 | 支出金额", *rows]))
    lines = journal(book.ledger_entries, Decimal(7), 2026)
    months = [line for line in lines if line.kind is JournalKind.MONTH]
    years = [line for line in lines if line.kind is JournalKind.YEAR]
    assert lines[-1].balance_amount == 7 + sum(net for _month, net in moves)
    assert sum(line.total.net_amount for line in months) == sum(net for _month, net in moves)
    if years:
        assert years[-1].total.income_amount == sum(line.total.income_amount for line in months)
