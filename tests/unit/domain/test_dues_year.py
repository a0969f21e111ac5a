"""How dues stand, member by member and month by month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from unionxl.domain.dues_year import DuesState, DuesTotal, dues_year
from unionxl.domain.period import Month
from unionxl.domain.year_end import year_end

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues_year import DuesYear
    from unionxl.values.column import ReadValue

MEMBERS = """
会员编号 | 姓名 | 月缴费基数 | 会费档次
001 | 王芳 | 4000.00 |
002 | 李强 | 5000.00 |
"""
NOVEMBER = dt.date(2026, 11, 20)
MARKS = {
    DuesState.PAID: "P",
    DuesState.PART_PAID: "p",
    DuesState.OWED: "O",
    DuesState.UNREGISTERED: "U",
    DuesState.UNKNOWN: "?",
    DuesState.EXCUSED: "E",
    DuesState.NOT_DUE: ".",
    DuesState.NOT_A_MEMBER: "-",
    DuesState.BEFORE_START: "<",
}


def _book(
    dues: str = "", members: str = MEMBERS, as_of: dt.date = NOVEMBER, **settings: ReadValue
) -> UnionBook:
    return a_book(as_of=as_of, members=members, dues=dues, settings=settings)


def _line(year: DuesYear, number: str = "001") -> str:
    member = year.roll.by_no[number]
    return "".join(MARKS[year.state(member, Month(2026, month))] for month in range(1, 13))


def _rows(number: str, months: range, amount: str = "20.00") -> str:
    return "\n".join(f"{number} 2026-{month:02d} {amount}" for month in months)


def test_what_nobody_entered_is_neither_paid_nor_owed() -> None:
    year = dues_year(_book())
    assert _line(year) == "UUUUUUUUUU.."
    assert year.unregistered_total == DuesTotal(2, 20, 20, Decimal("450.00"))
    assert year.short_total.account_count == 0


def test_what_others_entered_is_owed() -> None:
    year = dues_year(_book(_rows("002", range(1, 6), "25.00")))
    assert (_line(year), _line(year, "002")) == ("OOOOOUUUUU..", "PPPPPUUUUU..")
    assert year.short_total == DuesTotal(1, 5, 5, Decimal("100.00"))
    assert year.unregistered_total == DuesTotal(2, 10, 10, Decimal("225.00"))


def test_nothing_before_the_first_month_kept_is_asked_for() -> None:
    year = dues_year(_book(_rows("001", range(2, 3)), 启用月份="9月"))
    assert _line(year) == "<<<<<<<<UU.."
    assert year.unregistered_total == DuesTotal(2, 4, 4, Decimal("90.00"))
    assert [month.month for month in year.unregistered_months] == [9, 10]
    assert not any(account.over_amount for account in year.accounts)


@pytest.mark.parametrize(
    ("period", "line"),
    [("按季", "UUUUUUUUU..."), ("按半年", "UUUUUU......"), ("按年", "............")],
)
def test_a_period_is_due_when_it_is_over(period: str, line: str) -> None:
    assert _line(dues_year(_book(会费周期=period))) == line


def test_one_row_for_a_quarter_pays_the_quarter() -> None:
    year = dues_year(_book("001 2026-03 60.00\n002 2026-04 75.00", 会费周期="按季"))
    assert _line(year) == "PPPOOOUUU..."
    assert _line(year, "002") == "OOOPPPUUU..."


def test_a_quarter_that_began_before_the_first_month_asks_for_the_rest() -> None:
    book = _book("001 2026-09 60.00\n002 2026-09 25.00", 会费周期="按季", 启用月份="9月")
    year = dues_year(book)
    assert (_line(year), _line(year, "002")) == ("<<<<<<<<P...", "<<<<<<<<P...")
    assert [account.over_amount for account in year.accounts if account.payments] == [0, 0]


def test_when_the_year_is_over_all_is_due() -> None:
    assert _line(dues_year(_book(as_of=dt.date(2026, 12, 31)))) == "U" * 12
    assert _line(dues_year(_book(as_of=dt.date(2027, 3, 1)))) == "U" * 12
    assert _line(dues_year(_book(as_of=dt.date(2025, 12, 20)))) == "." * 12


@pytest.mark.parametrize("base", ["", "0", "-4000"])
def test_dues_without_a_base_are_unknown_and_counted_apart(base: str) -> None:
    members = f"会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | {base}\n002 | 李强 | 5000.00"
    year = dues_year(_book(_rows("002", range(1, 11), "25.00"), members))
    assert _line(year) == "??????????.."
    assert year.unknown_total.month_count == 10
    assert (year.short_total.account_count, year.unregistered_total.account_count) == (0, 0)


def test_what_was_paid_without_a_base_is_not_too_much() -> None:
    members = "会员编号 | 姓名\n001 | 王芳\n002 | 李强"
    year = dues_year(_book(_rows("001", range(1, 3)), members))
    assert [account.over_amount for account in year.accounts if account.payments] == [0, 0]


@pytest.mark.parametrize(
    ("payable", "remark", "state"),
    [("0", "产假免缴", "E"), ("", "产假期间免缴会费", "E"), ("0", "", "O"), ("20", "产假", "O")],
)
def test_who_is_excused_owes_nothing(payable: str, remark: str, state: str) -> None:
    dues = (
        "会员编号 | 所属月份 | 应缴 | 实缴 | 备注\n"
        f"001 | 2026-01 | {payable} | | {remark}\n002 | 2026-01 | 25 | 25 |"
    )
    assert _line(dues_year(_book(dues)))[0] == state


def test_who_earns_little_owes_little() -> None:
    members = "会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 100\n002 | 李强 | 4000"
    dues = "会员编号 | 所属月份 | 应缴 | 实缴\n002 | 2026-01 | 20 | 20"
    assert _line(dues_year(_book(dues, members)))[0] == "O"


def test_who_is_exempt_by_class_owes_nothing() -> None:
    members = "会员编号 | 姓名 | 月缴费基数 | 会费档次\n001 | 王芳 | 4000 | 免缴"
    assert _line(dues_year(_book("", members))) == "E" * 12


def test_a_month_excused_within_a_quarter_is_not_asked_for() -> None:
    dues = """
    会员编号 | 所属月份 | 应缴 | 实缴 | 备注
    001 | 2026-01 | 0 | | 产假免缴
    001 | 2026-02 | 20 | 20 |
    001 | 2026-03 | 20 | 20 |
    """
    assert _line(dues_year(_book(dues, 会费周期="按季")))[:3] == "EPP"


def test_what_is_paid_in_part_is_short_by_the_rest() -> None:
    year = dues_year(_book(_rows("001", range(1, 2), "5.00")))
    assert _line(year)[:2] == "pU"
    assert year.arrears["001"][0].short_amount == Decimal("15.00")


def test_nobody_owes_before_joining_or_after_leaving() -> None:
    members = """
    会员编号 | 姓名 | 入会日期 | 退会日期 | 月缴费基数 | 在职状态
    001 | 王芳 | 2026-03-10 | 2026-05-01 | 4000.00 | 调离
    """
    assert _line(dues_year(_book("", members))) == "--UUU-------"


@pytest.mark.parametrize(
    ("told", "payable"),
    [
        ("见习期 0.25%", "10.00"),
        ("2.5‰", "10.00"),
        ("千分之二点五", "10.00"),
        ("0.0025", "10.00"),  # what a cell holds that shows 0.25%
        ("50%", None),
        ("0.5", None),
        ("一档", "20.00"),
        ("1", "20.00"),
    ],
)
def test_a_share_of_ones_own_goes_first_where_it_can_be(told: str, payable: str | None) -> None:
    members = f"会员编号 | 姓名 | 月缴费基数 | 会费档次\n001 | 王芳 | 4000 | {told}"
    account = dues_year(_book("", members)).accounts[0]
    expected = None if payable is None else Decimal(payable)
    assert account.told_payable_amount == expected


def _over(year: DuesYear) -> Decimal:
    return sum((account.over_amount for account in year.accounts), Decimal(0))


@pytest.mark.parametrize("month", [1, 6, 12])
def test_a_whole_year_paid_in_one_row_pays_every_month(month: int) -> None:
    year = dues_year(_book(f"001 2026-{month:02d} 240.00\n{_rows('002', range(1, 13), '25.00')}"))
    assert _line(year) == "P" * 12
    assert (year.short_total.account_count, _over(year)) == (0, Decimal(0))


def test_nothing_is_missing_when_everybody_paid_for_the_year_at_once() -> None:
    year = dues_year(_book("001 2026-01 240.00\n002 2026-01 300.00"))
    assert year.unregistered_months == ()
    assert year.unregistered_total.account_count == 0


def test_a_surplus_covers_the_oldest_months_first() -> None:
    year = dues_year(_book(f"001 2026-10 70.00\n{_rows('002', range(1, 11), '25.00')}"))
    assert _line(year) == "PPpOOOOOOP.."
    assert year.short_total.amount == Decimal("130.00")
    assert year.arrears["001"][0].short_amount == Decimal("10.00")


def test_what_is_beyond_the_whole_year_is_too_much() -> None:
    assert _over(dues_year(_book("001 2026-12 250.00"))) == Decimal("10.00")


def test_a_surplus_covers_only_months_of_membership() -> None:
    members = """
    会员编号 | 姓名 | 入会日期 | 退会日期 | 月缴费基数 | 在职状态
    001 | 王芳 | 2026-03-10 | 2026-05-01 | 4000.00 | 调离
    """
    year = dues_year(_book("001 2026-05 80.00", members))
    assert (_line(year), _over(year)) == ("--PPP-------", Decimal("20.00"))


@pytest.mark.parametrize(("month", "amount"), [(12, "240.00"), (1, "240.00"), (12, "80.00")])
def test_the_year_in_one_row_is_not_too_much_where_the_book_begins_late(
    month: int, amount: str
) -> None:
    dues = f"001 2026-{month:02d} {amount}\n{_rows('002', range(9, 13), '25.00')}"
    year = dues_year(_book(dues, 启用月份="9月"))
    assert (_line(year), _over(year)) == ("<<<<<<<<PPPP", Decimal(0))


def test_the_year_in_one_row_pays_every_quarter() -> None:
    year = dues_year(_book("001 2026-12 240.00", 会费周期="按季"))
    assert (_line(year), _over(year)) == ("P" * 12, Decimal(0))


def test_a_month_entered_twice_covers_no_other() -> None:
    year = dues_year(_book("001 2026-01 20.00\n001 2026-01 20.00\n002 2026-02 25.00"))
    assert _line(year)[:2] == "PO"


def test_excused_months_take_nothing_of_a_surplus() -> None:
    dues = """
    会员编号 | 所属月份 | 应缴 | 实缴 | 备注
    001 | 2026-01 | 0 | | 产假免缴
    001 | 2026-02 | 220 | 220 |
    """
    year = dues_year(_book(dues))
    assert (_line(year), _over(year)) == ("E" + "P" * 11, Decimal(0))


@pytest.mark.parametrize(
    ("cell", "amount", "line"),
    [
        ("9-12月", "80", "OOOOOOOOPPPP"),
        ("第2季度", "60", "OOOPPPOOOO.."),
        ("下半年", "120", "OOOOOOPPPPPP"),
        ("2026年3月至5月", "60", "OOPPPOOOOO.."),
        ("全年", "240", "PPPPPPPPPPPP"),
        ("3月、4月", "40", "OOPPOOOOOO.."),
    ],
)
def test_a_row_pays_the_months_that_it_names(cell: str, amount: str, line: str) -> None:
    others = _rows("002", range(1, 11), "25.00")
    year = dues_year(_book(f"001 {cell} {amount}\n{others}"))
    assert _line(year) == line
    assert _over(year) == 0
    assert not any(one.moved_amount for one in year.accounts)
    paid = [part.paid_amount for part in year.payments_by_member["001"]]
    assert sum(one or Decimal(0) for one in paid) == Decimal(amount)


def test_a_row_that_pays_too_little_is_short_in_each_of_its_months() -> None:
    year = dues_year(_book("001 9-12月 70"))
    assert _line(year) == "UUUUUUUUpp.."
    assert year.arrears["001"][0].short_amount == Decimal("2.50")


def test_months_named_in_a_row_are_registered() -> None:
    year = dues_year(_book("001 9-12月 80"))
    assert [month.month for month in year.unregistered_months] == [*range(1, 9)]
    assert _line(year, "002") == "UUUUUUUUOO.."


def test_a_row_for_several_months_pays_the_quarters_that_they_lie_in() -> None:
    year = dues_year(_book("001 上半年 120\n002 1季度 75", 会费周期="按季"))
    assert (_line(year), _line(year, "002")) == ("PPPPPPUUU...", "PPPOOOUUU...")
    (first, second), (whole,) = (year.payments_by_member[number] for number in ("001", "002"))
    assert [str(one.month) for one in (first, second, whole)] == ["2026-03", "2026-06", "2026-03"]
    assert first.paid_amount == second.paid_amount == Decimal("60.00")


def test_what_the_division_leaves_stands_in_the_last_month() -> None:
    year = dues_year(_book("001 1-3月 50.00"))
    parts = [str(one.paid_amount) for one in year.payments_by_member["001"]]
    assert parts == ["16.66", "16.66", "16.68"]


@pytest.mark.parametrize(
    ("member", "start", "line"),
    [
        ("001 | 王芳 | 2026-10-10 | | 4000.00 | 在职", "", "---------PPP"),
        ("001 | 王芳 | | 2026-10-10 | 4000.00 | 调离", "", "UUUUUUUUPP--"),
        ("001 | 王芳 | | | 4000.00 | 在职", "10月", "<<<<<<<<<PPP"),
    ],
)
def test_months_that_ask_for_nothing_get_no_part(member: str, start: str, line: str) -> None:
    head = "会员编号 | 姓名 | 入会日期 | 退会日期 | 月缴费基数 | 在职状态"
    paid = 20 * (line.count("P"))
    year = dues_year(_book(f"001 9-12月 {paid}", f"{head}\n{member}", 启用月份=start))
    assert _line(year) == line
    assert _over(year) == 0


def test_who_owes_in_none_of_the_months_named_has_paid_for_all_of_them() -> None:
    members = (
        "会员编号 | 姓名 | 退会日期 | 月缴费基数 | 在职状态\n001 | 王芳 | 2025-06-30 | 4000 | 调离"
    )
    year = dues_year(_book("001 1-3月 60", members))
    assert [part.paid_amount for part in year.payments] == [Decimal(20)] * 3


def test_dues_paid_in_advance_go_to_the_months_that_follow() -> None:
    dues = f"001 2026-09 60\n{_rows('002', range(9, 11), '25.00')}"
    assert _line(dues_year(_book(dues))) == "UUUUUUUUPPP."


def test_what_is_owed_is_covered_before_what_comes_later() -> None:
    dues = f"001 2026-09 60\n{_rows('002', range(8, 10), '25.00')}"
    assert _line(dues_year(_book(dues))) == "UUUUUUUPPP.."


def test_months_excused_in_one_row_within_a_quarter_are_not_asked_for() -> None:
    dues = """
    会员编号 | 所属月份 | 应缴 | 实缴 | 备注
    001 | 1-2月 | 0 | | 产假免缴
    001 | 2026-03 | 20 | 20 |
    """
    assert _line(dues_year(_book(dues, 会费周期="按季")))[:3] == "EEP"


def test_who_has_paid_for_a_month_that_runs_is_asked_and_did_not_pay_ahead() -> None:
    dues = f"{_rows('001', range(1, 13))}\n{_rows('002', range(1, 11), '25.00')}"
    counts = year_end(_book(dues)).dues
    assert [(one.due_count, one.due_paid_count, one.ahead_count) for one in counts[9:]] == [
        (2, 2, 0),
        (1, 1, 0),
        (0, 0, 1),
    ]
    assert [one.not_due_count for one in counts[9:]] == [0, 1, 0]


def test_nobody_appears_paid_for_a_month_without_money() -> None:
    counts = year_end(_book(f"001 9-12月 80\n002 下半年 150\n{_rows('002', range(6, 7))}")).dues
    assert [one.due_paid_count for one in counts[:5]] == [0] * 5
    assert [one.unregistered_count for one in counts[:5]] == [2] * 5
    assert [one.paid_amount for one in counts[8:]] == [Decimal(45)] * 4
