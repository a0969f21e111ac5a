"""A month of the bank held against the ledger: what was planted is found, and the balances meet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionxl.domain.bank_matching import Movement, Reconciliation, State, reconcile

if TYPE_CHECKING:
    from unionxl.domain.bank_matching import Pair

MARCH = dt.date(2026, 3, 1)
OPENING = Decimal("10000.00")


def _at(day: int, net: str, text: str = "", voucher: str = "", row: int = 0) -> Movement:
    amount = Decimal(net)
    income, expense = max(amount, Decimal(0)), max(-amount, Decimal(0))
    return Movement(MARCH.replace(day=day), text, income, expense, voucher, row)


def _told(pairs: tuple[Pair, ...]) -> list[tuple[str, str, str, str]]:
    def side(movements: tuple[Movement, ...]) -> str:
        return " ".join(f"{one.booked_on.day}:{one.net_amount.normalize():f}" for one in movements)

    return [(pair.state.value, side(pair.bank), side(pair.book), pair.note) for pair in pairs]


@pytest.mark.parametrize(
    ("bank", "book", "told"),
    [
        ([_at(3, "-200")], [[_at(3, "-200")]], [("相符", "3:-200", "3:-200", "")]),
        ([_at(3, "-200")], [[_at(20, "-200")]], [("相符", "3:-200", "20:-200", "日期相差 17 天")]),
        ([_at(3, "15")], [], [("仅银行", "3:15", "", "")]),
        ([], [[_at(3, "15")]], [("仅台账", "", "3:15", "")]),
        (
            [_at(3, "-200")],
            [[_at(4, "-243")]],
            [("仅银行", "3:-200", "", ""), ("仅台账", "", "4:-243", "")],
        ),
        ([_at(3, "-812")], [[_at(4, "-821")]], [("疑似", "3:-812", "4:-821", "数字次序颠倒")]),
        ([_at(3, "-812")], [[_at(4, "-912")]], [("疑似", "3:-812", "4:-912", "有一位数字不同")]),
        (
            [_at(3, "-812")],
            [[_at(4, "-81.2")]],
            [("疑似", "3:-812", "4:-81.2", "小数点或零的位置不同")],
        ),
        ([_at(3, "-812")], [[_at(4, "812")]], [("疑似", "3:-812", "4:812", "收支方向相反")]),
        ([_at(3, "-812")], [[_at(4, "-817")]], [("疑似", "3:-812", "4:-817", "金额相差 5.00 元")]),
        (
            [_at(3, "-812")],
            [[_at(24, "-821")]],
            [("仅银行", "3:-812", "", ""), ("仅台账", "", "24:-821", "")],
        ),
        (  # the voucher counts as one sum, and its rows one by one
            [_at(3, "-300")],
            [[_at(3, "-100", row=5), _at(3, "-200", row=6)]],
            [("相符", "3:-300", "3:-300", "")],
        ),
        (
            [_at(3, "-100"), _at(5, "-200")],
            [[_at(3, "-100", row=5), _at(3, "-200", row=6)]],
            [("相符", "3:-100 5:-200", "3:-300", "银行 2 笔合计")],
        ),
        (
            [_at(3, "-10"), _at(3, "-20"), _at(3, "-30")],
            [[_at(2, "-60")]],
            [("相符", "3:-10 3:-20 3:-30", "2:-60", "银行当日几笔合计")],
        ),
        (
            [_at(3, "-60")],
            [[_at(2, "-20", row=5)], [_at(2, "-40", row=6)]],
            [("疑似", "3:-60", "2:-20 2:-40", "台账当日几张凭证合计")],
        ),
        (  # of equal amounts the nearest days agree
            [_at(20, "-50")],
            [[_at(2, "-50", row=5)], [_at(19, "-50", row=6)]],
            [("仅台账", "", "2:-50", ""), ("相符", "20:-50", "19:-50", "")],
        ),
        (  # taken from the bank into the same account again: nothing moved
            [],
            [[_at(2, "-50", row=5), _at(2, "50", row=6)]],
            [],
        ),
    ],
)
def test_lines_are_held_against_vouchers(
    bank: list[Movement], book: list[list[Movement]], told: list[tuple[str, str, str, str]]
) -> None:
    assert _told(reconcile(bank, book)) == told


def _amount(at: int) -> Decimal:
    """Return one of forty amounts of which none is another with a slip of the pen."""
    size: int = 1000 * 3 ** (at % 12) * (10 + 3 * (at // 12)) // 10
    return size + 7 * at + Decimal("0.37")


KINDS = ("bank only", "book only", "late", "split", "slip")


@st.composite
def _months(draw: st.DrawFn) -> tuple[list[Movement], list[list[Movement]], Counter[str]]:
    """A month in which both sides agree but for what is planted; amounts are unlike."""
    plants = draw(st.lists(st.sampled_from(KINDS), max_size=20))
    clean = draw(st.integers(0, 20))
    bank, book = [], []
    for at, kind in enumerate([*plants, *([""] * clean)]):
        net = draw(st.sampled_from((1, -1))) * _amount(at)
        day = draw(st.integers(1, 25))
        one = _at(day, str(net), row=at + 2, voucher=f"记-{at}")
        paid = replace(one, row=at, voucher_no="")
        if kind != "book only":
            later = draw(st.integers(0, 3)) if kind == "late" else 0
            bank.append(replace(paid, booked_on=paid.booked_on + dt.timedelta(later)))
        if kind == "split":
            half = (net / 3).quantize(Decimal("0.01"))
            book.append(
                [_at(day, str(half), row=at + 100), _at(day, str(net - half), row=at + 200)]
            )
        elif kind == "slip":
            book.append([_at(day, str(-net), row=at + 2)])
        elif kind != "bank only":
            book.append([one])
    return draw(st.permutations(bank)), draw(st.permutations(book)), Counter(plants)


@given(_months())
def test_what_was_planted_is_found_and_the_balances_meet(
    month: tuple[list[Movement], list[list[Movement]], Counter[str]],
) -> None:
    bank, book, planted = month
    pairs = reconcile(bank, book)
    found = Counter(pair.state for pair in pairs)
    assert found[State.BANK_ONLY] == planted["bank only"]
    assert found[State.BOOK_ONLY] == planted["book only"]
    assert found[State.NEAR] == planted["slip"]
    assert sorted(map(id, bank)) == sorted(id(one) for pair in pairs for one in pair.bank)
    whole = Reconciliation(
        pairs,
        OPENING + sum((one.net_amount for one in bank), Decimal(0)),
        OPENING + sum((one.net_amount for rows in book for one in rows), Decimal(0)),
    )
    assert whole.gap_amount == 0
    assert whole.adjusted_bank_amount == whole.adjusted_book_amount


amounts = st.sampled_from(("-50", "50", "-20", "-30", "-100", "12.30", "-12.30"))
movements = st.lists(st.tuples(st.integers(1, 31), amounts), max_size=25)


@given(movements, movements)
def test_any_month_meets_to_the_fen(
    bank: list[tuple[int, str]], book: list[tuple[int, str]]
) -> None:
    lines = [_at(day, net, row=at) for at, (day, net) in enumerate(bank)]
    rows = [[_at(day, net, row=at)] for at, (day, net) in enumerate(book)]
    pairs = reconcile(lines, rows)
    held = [id(one) for pair in pairs for one in pair.bank]
    assert sorted(held) == sorted(map(id, lines))
    assert sum(len(pair.book) for pair in pairs) == len(rows)
    whole = Reconciliation(
        pairs,
        OPENING + sum((one.net_amount for one in lines), Decimal(0)),
        OPENING + sum((one.net_amount for own in rows for one in own), Decimal(0)),
    )
    assert whole.gap_amount == 0
