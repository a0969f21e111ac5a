"""What is past its time is counted alike by checks, the list of registers and the report."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.assertions import findings_of
from tests.builders import a_book
from unionxl.domain.year_end import year_end
from unionxl.reporting.report_facts import report_facts
from unionxl.rules.joining import joined
from unionxl.tables.registers import registers

PLAN = """
编号 | 月份 | 工作内容 | 状态 | 按月状态 | 结束日期
P001 | 每月 | 会费收缴 | 未开始 | |
P002 | 3、6、9、12 | 委员会会议 | 进行中 | 3已完成 6已完成 |
P003 | 4 | 春游 | 未开始 | |
P004 | 11 | 冬季长跑 | 未开始 | | 2026-11-20
P005 | 12 | 总结 | 未开始 | |
P006 | 3-5月 | 读书活动 | 进行中 | |
P007 | | 没有时间的事 | 未开始 | |
P008 | 2 | 走访 | 已完成 | |
"""


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (dt.date(2026, 1, 10), 0),
        (dt.date(2026, 2, 1), 1),
        (dt.date(2026, 11, 29), 5),
        (dt.date(2026, 12, 31), 6),
        (dt.date(2027, 2, 1), 6),
    ],
)
def test_everybody_counts_the_same_works_as_overdue(day: dt.date, count: int) -> None:
    book = a_book(as_of=day, plan=PLAN)
    found = findings_of(book, "item-overdue")
    plan = next(one for one in registers(book) if one.table.sheet == "年度计划")
    told = report_facts(book, year_end(book))["不足"]
    assert len(found) == count
    assert sum(number for _, number in plan.gaps) == count
    assert [f"有 {count} 项计划工作到期尚未完成。" in told] == [bool(count)]


def test_months_of_a_recurring_work_that_nobody_touched_are_told_once() -> None:
    book = a_book(as_of=dt.date(2026, 12, 31), plan=PLAN)
    monthly = next(one for one in findings_of(book, "item-overdue") if one.sources[0].row == 4)
    assert monthly.facts["month_count"] == 12
    assert "“会费收缴”1至12月应在当月完成" in monthly.message or "1-12月" in monthly.message
    several = a_book(
        as_of=dt.date(2026, 4, 1), plan="编号 | 月份 | 工作内容\nP1 | 每月 | 甲\nP2 | 每月 | 乙"
    )
    (one,) = joined(findings_of(several, "item-overdue"))
    assert "2 项有过去的月份还没有记为已完成" in one.message
