"""Sheet, check, month sheet, chart and report say the same of dues, whatever the book holds."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_book, standards
from tests.property.strategies import YEAR, advances, books, members, payments, spans
from tests.sheet_text import render_text
from unionxl.domain.dues import period_of
from unionxl.domain.dues_year import SHORT, DuesState, dues_year
from unionxl.domain.period import Month
from unionxl.domain.year_end import year_end
from unionxl.reporting.report_facts import report_facts
from unionxl.rules import ALL_RULES, run_rules
from unionxl.views.dues_sheet import LEADING, dues_sheet
from unionxl.views.month_money import month_money
from unionxl.views.year_charts import dues_by_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.domain.book import UnionBook

RULES = [one for one in ALL_RULES if one.rule_id in {"dues-unpaid", "dues-month-missing"}]
STANDING = re.compile(
    r"到期(欠缴|未登记|应缴无法计算) (\d+) 人 (\d+) 个月(?:，[共应缴]+ ([\d,.]+) 元)?"
)
TURNS = re.compile(r"到期(欠缴|未登记|应缴无法计算) ([\d,]+) 人次")
unions = st.builds(
    lambda book, roll, rows, start: replace(
        book,
        members=tuple(roll),
        dues_payments=tuple(rows),
        settings=replace(book.settings, start_month=start and Month(YEAR, start)),
    ),
    books,
    st.lists(members, max_size=4),
    st.lists(payments | spans | advances, max_size=8),
    st.none() | st.integers(1, 12),
)


def _standing(text: str) -> dict[str, tuple[str, ...]]:
    return {word: figures for word, *figures in STANDING.findall(text)}


@given(unions)
def test_all_that_speak_of_dues_say_the_same(book: UnionBook) -> None:
    dues = dues_year(book)
    sheet = render_text(dues_sheet(book))
    told = _standing(sheet)
    for word, total in (
        ("欠缴", dues.short_total),
        ("未登记", dues.unregistered_total),
        ("应缴无法计算", dues.unknown_total),
    ):
        people, months, *_ = told.get(word, ("0", "0"))
        assert (int(people), int(months)) == (total.member_count, total.month_count)
    month_text = " ".join(
        str(cell.value)
        for line in month_money(book, Month(YEAR, 5)).lines
        for cell in line.cells
        if cell.value
    )
    if "会费：" in month_text:
        assert _standing(month_text) == told
    owed = [one for one in run_rules(book, standards(), RULES) if one.rule_id == "dues-unpaid"]
    amounts = (Decimal(str(one.facts["owed_amount"])) for one in owed)
    assert sum(amounts, Decimal(0)) == dues.short_total.amount
    assert len(owed) == dues.short_total.member_count
    counts = year_end(book).dues
    for attribute, total in (
        ("short_count", dues.short_total),
        ("unregistered_count", dues.unregistered_total),
        ("unknown_count", dues.unknown_total),
    ):
        assert sum(getattr(one, attribute) for one in counts) == total.account_count
    due = sum(one.due_count for one in counts)
    open_count = sum(one.short_count + one.unregistered_count + one.unknown_count for one in counts)
    assert not any(one.ahead_count for one in counts if dues.has_begun(one.months))
    paid_up = [one for one in dues.in_state(DuesState.PAID) if dues.is_due(one)]
    assert due == open_count + len(paid_up)
    chart = dict(TURNS.findall(dues_by_period(year_end(book)).title))
    report = dict(TURNS.findall(str(report_facts(book, year_end(book))["不足"])))
    assert chart == report


@given(unions)
def test_a_month_has_the_state_that_its_cell_shows(book: UnionBook) -> None:
    dues = dues_year(book)
    (block,) = [one for one in dues_sheet(book).blocks if one.name == "members"]
    for row in block.rows[1:-1]:
        member = dues.roll.by_no[str(row[LEADING.index("会员编号")].value)]
        for number in range(1, 13):
            state = dues.state(member, Month(YEAR, number))
            value = row[LEADING.index(f"{number}月")].value
            if not isinstance(value, Decimal):
                assert (value == "欠") == (state in SHORT)
                assert (value == "未登记") == (state is DuesState.UNREGISTERED)
                assert (value == "启用前") == (state is DuesState.BEFORE_START)


@given(unions)
def test_no_state_is_short_before_the_first_month_or_without_anything_due(book: UnionBook) -> None:
    dues = dues_year(book)
    counts: Counter[DuesState] = Counter(map(dues.state_of, dues.accounts))
    for account in dues.in_state(*SHORT, DuesState.UNREGISTERED):
        assert account.short_amount > 0
        assert all(not book.settings.is_before_start(month) for month in account.owed_months)
    assert sum(counts.values()) == len(dues.accounts)


@given(unions)
def test_a_row_for_several_months_is_paid_in_whole_for_months_that_it_names(
    book: UnionBook,
) -> None:
    dues = dues_year(book)
    whole = sum((one.paid_amount or Decimal(0) for one in book.dues_payments), Decimal(0))
    assert sum((one.paid_amount or Decimal(0) for one in dues.payments), Decimal(0)) == whole
    named = {(row.source, month) for row in book.dues_payments for month in row.months}
    assert {(part.source, month) for part in dues.payments for month in part.months} <= named
    periods = Counter(
        (part.source, part.member_no, part.month and period_of(part.month, dues.terms.period))
        for part in dues.payments
    )
    rows = Counter((row.source, row.member_no) for row in book.dues_payments)
    assert all(count <= rows[source, number] for (source, number, _), count in periods.items())


@given(unions)
def test_no_month_is_both_short_and_covered_in_one_remark(book: UnionBook) -> None:
    (block,) = [one for one in dues_sheet(book).blocks if one.name == "members"]
    for row in block.rows[1:-1]:
        told = re.sub(r"（[^）]*）", "", str(row[-1].value or "")).split("；")
        short = _numbers(one for one in told if "少缴" in one or "未登记" in one)
        covered = _numbers(one for one in told if "抵" in one)
        assert not short & covered


def _numbers(texts: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for text in texts:
        for first, last in re.findall(r"(\d+)(?:至(\d+))?月", text):
            found.update(range(int(first), int(last or first) + 1))
    return found


@given(unions)
def test_what_was_paid_is_spread_and_neither_made_nor_lost(book: UnionBook) -> None:
    dues = dues_year(book)
    for member in dues.roll.by_no.values():
        accounts = [one for one in dues.accounts if one.member is member]
        assert sum((one.moved_amount for one in accounts), Decimal(0)) == 0
        if any(one.over_amount and one.moved_amount < 0 for one in accounts):
            lacking = [one for one in accounts if one.short_amount and one.owed_months]
            assert all(one.is_excused for one in lacking)
    overpaid = [one for one in ALL_RULES if one.rule_id == "dues-overpaid"]
    told = sum(
        (Decimal(str(one.facts["over_amount"])) for one in run_rules(book, standards(), overpaid)),
        Decimal(0),
    )
    assert told <= sum((one.over_amount for one in dues.accounts), Decimal(0))


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 11), st.sampled_from(("", "按季")))
def test_a_year_in_one_row_is_paid_wherever_it_is_told(
    start: int, row_month: int, today: int, period: str
) -> None:
    book = a_book(
        as_of=dt.date(YEAR, today, 20),
        members="会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 4060",
        dues=f"001 {YEAR}-{row_month:02d} 243.60",
        settings={"启用月份": f"{start}月", "会费周期": period},
    )
    rules = [one for one in ALL_RULES if one.rule_id.startswith("dues-")]
    assert run_rules(book, standards(), rules) == ()
    sheet = render_text(dues_sheet(book))
    chart = dues_by_period(year_end(book)).title
    month = " ".join(
        str(cell.value) for line in month_money(book, Month(YEAR, 12)).lines for cell in line.cells
    )
    for text in (sheet, chart, month, str(report_facts(book, year_end(book))["不足"])):
        assert "到期欠缴" not in text
        assert "到期未登记" not in text
    assert not any(one.over_amount for one in dues_year(book).accounts)
