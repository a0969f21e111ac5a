"""What the checks say of dues rows that are for several months, and of many members."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book, standards
from unionxl.rules import ALL_RULES, run_rules
from unionxl.rules.check_report import CheckReport

if TYPE_CHECKING:
    from unionxl.rules.finding import Finding
    from unionxl.values.column import ReadValue

NOVEMBER = dt.date(2026, 11, 20)
DUES_RULES = [one for one in ALL_RULES if one.rule_id.startswith("dues-")]
ROLL = "会员编号 | 姓名 | 入会日期 | 月缴费基数\n001 | 王芳 | 2012-09-01 | 6000"


def _found(dues: str, roll: str = ROLL, **settings: ReadValue) -> tuple[Finding, ...]:
    book = a_book(as_of=NOVEMBER, members=roll, dues=dues, settings=settings)
    return run_rules(book, standards(), DUES_RULES)


def _said(dues: str, rule: str, roll: str = ROLL, **settings: ReadValue) -> list[str]:
    return [one.message for one in _found(dues, roll, **settings) if one.rule_id == rule]


@pytest.mark.parametrize(
    "row",
    [
        "001 | 全年 | 360 | 360",
        "001 | 全年 | | 360",
        "001 | 1-10月 | 300 | 300",
    ],
)
@pytest.mark.parametrize("period", ["", "按季", "按半年", "按年"])
def test_a_row_for_several_months_is_not_complained_of(row: str, period: str) -> None:
    dues = f"会员编号 | 所属月份 | 应缴 | 实缴\n{row}"
    assert not _found(dues, 会费周期=period)


@pytest.mark.parametrize("amount", ["240", "360"])
def test_a_whole_year_may_count_the_months_before_the_start_or_not(amount: str) -> None:
    dues = f"会员编号 | 所属月份 | 应缴 | 实缴\n001 | 全年 | {amount} | {amount}"
    assert not _found(dues, 启用月份="5月")


def test_an_amount_payable_for_several_months_is_held_against_all_of_them() -> None:
    dues = "会员编号 | 所属月份 | 应缴 | 实缴\n001 | 9-12月 | 130 | 120"
    (told,) = _said(dues, "dues-payable-unlike-base")
    assert "9至12月应缴填的是 130.00 元" in told
    assert "应为 120.00 元" in told


def test_two_rows_that_name_the_same_months_are_one_finding() -> None:
    dues = "001 上半年 180\n001 4-6月 90\n001 7-10月 120"
    (told,) = _said(dues, "dues-repeated")
    assert told == "「王芳」2026年4至6月的会费有 2 行（第 4、5 行）。"


def test_a_row_without_a_name_is_called_as_the_roll_calls_it() -> None:
    (told,) = _said("001 2026-10 30\n001 2026-10 5", "dues-repeated")
    assert told.startswith("「王芳」2026年10月")


def test_what_one_row_pays_too_much_is_told_once_with_all_of_its_months() -> None:
    (told,) = _said("001 全年 600", "dues-overpaid")
    assert told == "「王芳」1至12月应缴 360.00 元，实缴 600.00 元，多缴 240.00 元。"


@pytest.mark.parametrize(
    ("dues", "roll", "period", "message"),
    [
        (
            "001 2026-05 30\n001 2026-06 30\n001 全年 360",
            ROLL,
            "按年",
            "1至12月（含启用前的1至4月）应缴 360.00 元，实缴 420.00 元，多缴 60.00 元。",
        ),
        ("001 2026-12 400", ROLL, "按半年", "7至12月应缴 180.00 元，实缴 400.00 元，"),
        (
            "001 2026-09 100",
            ROLL.replace("2012-09-01", "2026-08-20"),
            "按季",
            "8月、9月应缴 60.00 元，实缴 100.00 元，",
        ),
    ],
)
def test_months_amount_and_difference_fit_each_other(
    dues: str, roll: str, period: str, message: str
) -> None:
    told = _said(dues, "dues-overpaid", roll, 会费周期=period, 启用月份="5月")
    assert all(message in one for one in told)
    if period == "按年":
        assert told == [f"「王芳」{message}"]


def test_members_who_owe_alike_are_one_finding() -> None:
    rows = "\n".join(f"{number:03d} | 员{number} | 6000" for number in range(1, 241))
    roll = f"会员编号 | 姓名 | 月缴费基数\n{rows}"
    dues = "\n".join(f"001 2026-{month:02d} 30" for month in range(1, 11))
    dues += "\n" + "\n".join(f"{number:03d} 上半年 180" for number in range(2, 241))
    report = CheckReport.of(_found(dues, roll), ())
    (one,) = [found for found in report.problems if found.rule_id == "dues-unpaid"]
    assert one.message == (
        "「员2」等 239 人7至10月会费少缴，合计 28,680.00 元，逐人的金额见《会费收缴表》。"
    )
    assert len(one.sources) == 239


def test_a_member_who_owes_alone_is_told_with_the_amount() -> None:
    roll = f"{ROLL}\n002 | 李强 | 2012-09-01 | 6000"
    report = CheckReport.of(_found("001 1-9月 270\n002 1-10月 300", roll), ())
    (one,) = [found for found in report.problems if found.rule_id == "dues-unpaid"]
    assert one.message == "「王芳」10月会费少缴 30.00 元。"
