"""No rule speaks of months before the first one that is kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.assertions import findings_of
from tests.builders import a_book, standards
from tests.sheet_text import render_text
from unionxl.domain.period import Month
from unionxl.rules import ALL_RULES, run_rules
from unionxl.views.month_sheet import month_sheet

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

DECEMBER = dt.date(2026, 12, 31)
PLAN = """
编号 | 月份 | 工作内容 | 负责人 | 状态 | 预算金额 | 科目编码
P001 | 1月 | 慰问退休教师 | 王芳 | 未开始 | 100 | 50102
P002 | 3月 | 庆三八活动 | | 暂定 | |
P003 | 5月 | 上缴工会经费 | 王芳 | 已完成 | |
P004 | 9月 | 庆祝教师节 | 王芳 | 未开始 | |
P005 | 8月 | 上缴下半年工会经费 | 王芳 | 取消 | |
"""
LEDGER = """
日期 | 凭证号 | 摘要 | 科目编码 | 收入金额 | 支出金额
2026-09-03 | 记-45 | 拨缴经费 | 402 | 1000.00 |
2026-10-09 | 记-46 | 办公用品 | 505 | | 10.00
"""
LATE_RULES = {
    "item-overdue",
    "item-without-owner",
    "tentative-item-near",
    "item-done-without-record",
    "remittance-not-booked",
    "quarter-without-disclosure",
    "budget-line-unused",
    "employer-contribution-unlike-payroll",
    "dues-month-missing",
    "start-month-untold",
}


def _book(start: str | None) -> UnionBook:
    return a_book(
        as_of=DECEMBER,
        plan=PLAN,
        ledger=LEDGER,
        members="会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 5000",
        dues="\n".join(f"001 2026-{month:02d} 25.00" for month in range(9, 13)),
        budget="科目编码 | 科目名称 | 年初预算数\n50102 | 文体活动费 | 100",
        disclosures="公开日期 | 事项\n2026-12-30 | 第四季度经费收支",
        settings={
            "启用月份": start,
            "职工工资总额": 1000000.0,
            "拨缴比例": 0.02,
            "留成比例": 0.6,
        },
    )


def _told(book: UnionBook) -> list[tuple[str, str]]:
    rules = [rule for rule in ALL_RULES if rule.rule_id in LATE_RULES]
    return [(one.rule_id, one.message) for one in run_rules(book, standards(), rules)]


def test_without_a_first_month_all_are_told() -> None:
    assert {rule for rule, _ in _told(_book(None))} == LATE_RULES


def test_with_a_first_month_only_what_lies_behind_it_is_told() -> None:
    assert _told(_book("9月")) == [
        ("item-overdue", "“庆祝教师节”应在2026年9月30日前完成，现在是「未开始」。"),
        ("quarter-without-disclosure", "《公开》表中没有2026年第三季度经费收支的公开记录。"),
    ]


def test_what_is_not_checked_for_that_is_said() -> None:
    messages = [one.message for one in run_rules(_book("9月"), standards())]
    assert "本工作簿从 9 月起登记，全年拨缴经费是否足额未检查。" in messages


def test_a_voucher_gap_before_the_first_month_is_not_told() -> None:
    ledger = LEDGER + "2026-02-01 | 记-3 | 会议 | 505 | | 5.00\n"
    rules = [rule for rule in ALL_RULES if rule.rule_id == "voucher-gap"]
    gaps = [
        len(run_rules(a_book(ledger=ledger, settings={"启用月份": start}), standards(), rules))
        for start in (None, "9月")
    ]
    assert gaps == [1, 0]


def test_dues_and_ledger_are_compared_from_the_first_month_on() -> None:
    ledger = "日期 | 凭证号 | 科目编码 | 收入金额\n2026-09-05 | 记-1 | 401 | 25.00"
    dues = "001 2026-01 25.00\n001 2026-09 25.00"
    rules = [rule for rule in ALL_RULES if rule.rule_id == "dues-unlike-ledger"]
    found = [
        len(
            run_rules(
                a_book(ledger=ledger, dues=dues, settings={"启用月份": start}), standards(), rules
            )
        )
        for start in (None, "9月")
    ]
    assert found == [1, 0]


def test_a_month_sheet_leaves_out_what_lies_before_the_first_month() -> None:
    sheets = [render_text(month_sheet(_book(start), Month(2026, 9))) for start in (None, "9月")]
    assert ["慰问退休教师" in sheet for sheet in sheets] == [True, False]
    early = render_text(month_sheet(_book("9月"), Month(2026, 3)))
    assert "会费：从 9 月起登记（《设置》的启用月份），以前的月份不计应缴、不催缴" in early


def test_quarters_without_a_disclosure_are_told_together() -> None:
    book = a_book(
        as_of=dt.date(2026, 11, 5),
        ledger="""
        日期 | 凭证号 | 科目编码 | 支出金额
        2026-01-03 | 记-1 | 50102 | 100.00
        """,
    )
    (found,) = findings_of(book, "quarter-without-disclosure")
    assert found.message == "《公开》表中没有2026年第一、二、三季度经费收支的公开记录。"


def test_a_new_workbook_is_not_reproached_with_quarters() -> None:
    assert not findings_of(a_book(as_of=dt.date(2026, 11, 5)), "quarter-without-disclosure")


@pytest.mark.parametrize(
    ("meetings", "papers"),
    [
        ("会议编号 | 类别 | 名称 | 日期\nM1 | 工会委员会 | 例会 | 2026-03-20", ""),
        ("", "日期 | 编号 | 方向 | 标题\n2026-03-20 | 1 | 收文 | 通知"),
    ],
    ids=["meetings", "papers"],
)
def test_a_row_of_any_register_is_an_entry(meetings: str, papers: str) -> None:
    services = "日期 | 姓名 | 事项\n2026-05-20 | 王芳 | 生日"
    book = a_book(as_of=dt.date(2026, 6, 1), services=services, meetings=meetings, papers=papers)
    (found,) = findings_of(book, "start-month-untold")
    assert found.message == "本年 3 月以前没有任何登记。"
