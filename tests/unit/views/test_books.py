"""Pages of a book, the roll in figures, and a month with the bank."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from unionxl.domain.bank_matching import Movement
from unionxl.domain.bank_month import Statement, bank_month
from unionxl.domain.period import Month
from unionxl.views.bank_reconciliation import ADJUSTED, reconciliation_sheet
from unionxl.views.journal import ALL_MONEY, BANK_BOOK, CASH_BOOK, journal_sheet
from unionxl.views.member_report import age_chart, figures_of, member_report

if TYPE_CHECKING:
    from unionxl.views.layout import SheetSpec


def _rows(spec: SheetSpec) -> list[list[object]]:
    return [[cell.value for cell in row] for block in spec.blocks for row in block.rows]


LEDGER = """
日期 | 凭证号 | 摘要 | 科目编码 | 收入金额 | 支出金额 | 账户
2026-01-05 | 记-1 | 会费 | 401 | 300 | |
2026-01-09 | 记-2 | 买书 | 501 | | 500 | 银行
2026-03-09 | 记-9 | 提现 | 101 | | 100 | 银行
2026-03-10 | 记-3 | 买花 | 501 | | 40 | 现金
2026-03-11 | 记-4 | 结转 | 501 | 70 | | 不收付（转账凭证）
"""


@pytest.mark.parametrize(
    ("kept", "vouchers", "last"),
    [
        (BANK_BOOK, ["记-1", "记-2", "记-9"], Decimal(99700)),
        (CASH_BOOK, ["记-9", "记-3"], Decimal(60)),
        (ALL_MONEY, ["记-1", "记-2", "记-3"], Decimal(99760)),
    ],
)
def test_a_book_has_the_rows_of_its_money(kept: object, vouchers: list[str], last: Decimal) -> None:
    rows = _rows(journal_sheet(kept, a_book(ledger=LEDGER)))  # type: ignore[arg-type]  # a book
    assert [row[1] for row in rows if len(row) == 8 and str(row[1]).startswith("记")] == vouchers
    assert [row[7] for row in rows if row[2:3] == ["本年累计"]][-1] == last


OPENINGS = """
科目编码 | 科目名称 | 年初余额
101 | 库存现金 | 500
102 | 银行存款 | 98000
135 | 其他应收款 | 1500
"""


@pytest.mark.parametrize(
    ("openings", "bank", "cash"),
    [
        (OPENINGS, Decimal(97700), Decimal(560)),
        ("科目编码 | 年初余额\n101 | 500", Decimal(99200), Decimal(560)),
        ("科目编码 | 年初余额\n10201 | 60000\n10202 | 40000", Decimal(99700), Decimal(60)),
        ("科目编码 | 年初余额\n162 | 8000", Decimal(99700), Decimal(60)),
    ],
)
def test_each_book_begins_with_its_own_balance(openings: str, bank: Decimal, cash: Decimal) -> None:
    book = a_book(ledger=LEDGER, openings=openings)
    for kept, last in ((BANK_BOOK, bank), (CASH_BOOK, cash), (ALL_MONEY, Decimal(99760))):
        rows = _rows(journal_sheet(kept, book))
        assert [row[7] for row in rows if row[2:3] == ["本年累计"]][-1] == last


def test_a_book_names_the_other_account_beside_money_drawn() -> None:
    beside = []
    for kept in (BANK_BOOK, CASH_BOOK):
        rows = _rows(journal_sheet(kept, a_book(ledger=LEDGER)))
        beside += [str(row[3]).split()[0] for row in rows if row[1:2] == ["记-9"]]
    assert beside == ["101", "102"]


def test_cash_that_was_there_has_a_book_before_it_is_used() -> None:
    book = a_book(openings=OPENINGS)
    assert _rows(journal_sheet(CASH_BOOK, book))[3][7] == Decimal(500)


def test_every_page_carries_its_sums_on() -> None:
    lines = [
        f"2026-0{1 + at // 60}-{1 + at % 28:02d} | 记-{at} | 买纸 | 501 | 1" for at in range(120)
    ]
    book = a_book(ledger="\n".join(["日期 | 凭证号 | 摘要 | 科目编码 | 支出金额", *lines]))
    spec = journal_sheet(BANK_BOOK, book)
    rows = _rows(spec)
    breaks = spec.print_setup.page_breaks
    assert len(breaks) >= 2
    assert spec.print_setup.title_rows == (1, 3)
    for after in breaks:
        carried, brought = rows[after - 1], rows[after]
        assert (carried[2], brought[2]) == ("过次页", "承前页")
        assert carried[4:] == brought[4:]
    # From the first day of the month to the end of the page, not of the page alone.
    first = rows[breaks[0] - 1]
    before = [row for row in rows[: breaks[0]] if str(row[1]).startswith("记")]
    assert first[5] == sum(row[5] for row in before)  # type: ignore[misc]  # amounts
    shown = [row for row in rows if str(row[1]).startswith("记")] if rows else []
    assert len([row for row in shown if row[2] == "买纸"]) == 120


def test_an_empty_book_says_so() -> None:
    assert ["本年没有现金收付。", *[None] * 7] in _rows(journal_sheet(CASH_BOOK, a_book()))


MEMBERS = """
会员编号|姓名|性别|出生日期|入会日期|工会小组|人员类别|在职状态|退休日期|学历|联系电话
1 | 李敏 | 女 | 1995-03-01 | 2015-09-01 | 大班组 | 在编 | 在职 | | 本科 | 1
2 | 王芳 | 女 | 1980-05-05 | 2026-03-01 | 大班组 | 合同 | 在职 | 2027-01-31 | 本科 |
3 | 刘洋 | 男 | | 2015-09-01 | 后勤组 | | 在职 | | |
4 | 何静 | | 1970-11-30 | 2015-09-01 | | 在编 | 在职 | | 大专 | 1
5 | 张婷 | 女 | 1960-01-01 | 2015-09-01 | 大班组 | 在编 | 退休 | 2026-02-01 | 大专 | 1
6 | 陈强 | 男 | 1971-01-01 | 2015-09-01 | 大班组 | 在编 | 调离 | | | 1
"""


def test_the_roll_is_counted_as_it_stands_on_the_day() -> None:
    book = a_book(members=MEMBERS, as_of=dt.date(2026, 11, 29))
    told = _rows(member_report(book))
    texts = [str(row[0]) for row in told]
    assert "在职会员 4 人，其中女 2 人（50%），1 人没有填性别；退休 1 人，另列。" in texts
    assert "35岁及以下 1 人（33%），按周岁计算；另有 1 人没有出生日期。" in texts
    by_group = {row[0]: row[1:5] for row in told if len(row) == 6 and isinstance(row[4], int)}
    assert by_group["大班组"] == [2, None, None, 2]
    assert by_group["未填"] == [None, 1, None, 1]
    assert by_group["46至54岁"] == [1, None, None, 1]
    assert by_group["55岁及以上"] == [None, None, 1, 1]
    named = {row[0]: row[2] for row in told if len(row) == 6 and isinstance(row[2], str)}
    assert named["入会"] == "王芳（3月1日）"
    assert named["退休"] == "张婷（2月1日）"
    assert named["将退休"] == "王芳（1月31日）"
    assert (named["出生日期"], named["联系电话"]) == ("刘洋", "王芳、刘洋")
    assert named["政治面貌"] == "全部未填"


def test_ages_are_those_of_whole_years_by_sex() -> None:
    figures = figures_of(a_book(members=MEMBERS, as_of=dt.date(2026, 11, 29)))
    expected = Counter(
        ("未填" if one.born_on is None else str(one.age_on(figures.on)), one.gender)
        for one in figures.at_work
    )
    assert expected == {("31", "女"): 1, ("46", "女"): 1, ("未填", "男"): 1, ("55", ""): 1}
    chart = age_chart(figures)
    assert chart.categories[-1] == "未填"
    assert [series.values for series in chart.series] == [(1, 0, 1, 0, 0), (0, 0, 0, 0, 1)]


def test_a_roll_of_nobody_is_no_error() -> None:
    texts = [str(row[0]) for row in _rows(member_report(a_book()))]
    assert texts.count("会员表中没有在职会员") == 2


def test_both_balances_stand_above_what_is_open() -> None:
    lines = (
        Movement(dt.date(2026, 1, 5), "会费", Decimal(300), Decimal(0)),
        Movement(dt.date(2026, 1, 31), "=利息", Decimal("1.50"), Decimal(0)),
    )
    statement = Statement(Month(2026, 1), lines, Decimal("100301.50"))
    book = a_book(ledger=LEDGER)
    rows = _rows(reconciliation_sheet(book, bank_month(book, statement)))
    (last,) = [row for row in rows if row[0] == ADJUSTED]
    assert [value for value in last if value is not None] == [
        ADJUSTED,
        Decimal("99801.50"),
        ADJUSTED,
        Decimal("99801.50"),
    ]
    states = [row[0] for row in rows if row[0] in {"相符", "仅银行", "仅台账"}]
    assert states == ["仅银行", "仅台账", "相符"]
    assert "仅银行 1 笔，仅台账 1 笔，相符 1 笔。" in [row[0] for row in rows]
