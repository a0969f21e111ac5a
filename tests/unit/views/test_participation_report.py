"""《活动参与》 and the figures behind it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.builders import a_book
from tests.samples import sample_book
from unionxl.domain.participation import participation, term_days_between
from unionxl.views.participation_report import MONTHS, participation_report, told_in_short

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

MEMBERS = """
会员编号 | 姓名 | 入会日期 | 在职状态 | 社团
1 | 王芳 | 2010-09-01 | 在职 | 合唱社、瑜伽社
2 | 李敏 | 2010-09-01 | 在职 | 合唱社
3 | 张婷 | 2010-09-01 | 在职 |
4 | 刘洋 | 2026-06-01 | 在职 |
5 | 陈强 | 2010-09-01 | 调离 | 合唱社
"""
PLAN = """
编号 | 月份 | 工作内容 | 参与对象
P001 | 3月 | 健步走 | 全体会员
"""
ACTIVITIES = """
活动编号 | 计划编号 | 活动名称 | 日期 | 应到人数 | 实到人数 | 费用 | 资料 | 社团 | 参加人员
A001 | P001 | 健步走 | 2026-03-09 | | 2 | 100 | 方案、签到、照片 | | 王芳、李敏
A002 | | 合唱练习 | 2026-04-09 | | | 30 | | 合唱社 | 王芳、小李
A003 | | 观影 | 2026-05-09 | 4 | 2 | 70 | 方案、通知、签到、照片、小结 | | 全体会员
A004 | | 座谈 | 2025-05-09 | 4 | 3 | | | | 王芳
"""


def a_year() -> UnionBook:
    return a_book(as_of=dt.date(2026, 5, 20), members=MEMBERS, plan=PLAN, activities=ACTIVITIES)


def _block(book: UnionBook, name: str) -> list[list[object]]:
    (block,) = [one for one in participation_report(book).blocks if one.name == name]
    return [[cell.value for cell in row if cell.value is not None] for row in block.rows]


def test_each_activity_says_who_was_expected_who_came_and_what_is_missing() -> None:
    rows = {row[0]: row[2:] for row in _block(a_year(), "活动一览")[2:]}
    # Three members were there on 9 March; the fourth joined in June.
    assert rows["A001"] == ["健步走", 3, 2, Decimal("0.667"), Decimal("50.00"), "通知、小结"]
    assert rows["A002"] == ["合唱练习", 2, 1, Decimal("0.500"), Decimal("30.00"), "都没有"]
    assert rows["A003"] == ["观影", 4, 2, Decimal("0.500"), Decimal("35.00"), "齐全"]
    assert "A004" not in rows


def test_clubs_members_and_who_never_came() -> None:
    book = a_year()
    assert _block(book, "社团")[2:] == [
        ["合唱社", 2, 1, "1.0", Decimal("30.00"), dt.date(2026, 4, 9)],
        ["瑜伽社", 1, "今年没有登记"],
    ]
    assert _block(book, "会员参加次数")[2:] == [
        ["王芳", 2, "4月9日", "合唱社、瑜伽社", "李敏", 1, "3月9日", "合唱社"]
    ]
    # A group of whom not all came says nothing of anybody.
    assert [one.name for one in participation(book).never] == ["张婷"]
    assert _block(book, "没有认出的参加人员")[2:] == [["A002", "合唱练习", "小李"]]
    assert told_in_short(participation(book)) == (
        "活动 3 次，参加 5 人次；到会率 56%；2 次填了参加人员，1 名会员一次也没有参加"
    )


def test_the_chart_stands_on_the_months() -> None:
    spec = participation_report(a_year())
    (chart,) = spec.charts
    block = next(one for one in spec.blocks if one.name == MONTHS)
    rows = block.rows[chart.header_row + 1 : chart.header_row + 1 + chart.row_count]
    assert [row[chart.category_column].value for row in rows] == [f"{at}月" for at in range(1, 13)]
    came = [row[chart.bar_columns[0]].value for row in rows]
    assert came == [0, 0, 2, 1, 2, *[0] * 7]
    assert block.rows[chart.header_row][chart.bar_columns[0]].value == "人次"


def test_counts_are_those_of_pandas() -> None:
    book = sample_book()
    frame = pd.DataFrame(
        {"month": one.held_on.month, "came": one.attended_count or 0}
        for one in book.activities
        if one.held_on is not None
    )
    expected = frame.groupby("month")["came"].agg(["size", "sum"])
    found = {month: (count, came) for month, count, came in participation(book).by_month() if count}
    assert found == {
        int(month): (int(row["size"]), int(row["sum"])) for month, row in expected.iterrows()
    }


@pytest.mark.parametrize("book", [a_book(), a_book(members=MEMBERS)])
def test_a_book_without_activities_is_no_error(book: UnionBook) -> None:
    assert _block(book, "活动一览")[1] == ["《活动台账》没有记录。"]
    assert participation_report(book).charts == ()


def test_holidays_are_no_days_of_term() -> None:
    assert term_days_between(dt.date(2026, 6, 30), dt.date(2026, 9, 1)) == 1
    assert term_days_between(dt.date(2026, 3, 1), dt.date(2026, 3, 1)) == 0
