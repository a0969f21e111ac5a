"""Numbers of plan items, members and accounts that differ only in case, width or spaces."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue

    Rows = tuple[dict[str, ReadValue], ...]

DAY = dt.date(2026, 3, 5)


def read(*tables: tuple[Table, Rows]) -> UnionBook:
    blocks = [a_block(table, *rows) for table, rows in tables]
    return read_book(a_workbook(*blocks), as_of=dt.date(2026, 3, 20))[0]


@pytest.mark.parametrize("typed", ["p08", "Ｐ０８", " P 08 ", "ｐ08", "P08"])
def test_a_number_spelt_a_little_otherwise_is_joined(typed: str) -> None:
    book = read(
        (PLAN, ({"编号": "P08", "月份": "3", "工作内容": "春游"},)),
        (MEMBERS, ({"会员编号": "P08", "姓名": "王某"},)),
        (LEDGER, ({"日期": DAY, "支出金额": 30, "计划编号": typed},)),
        (ACTIVITIES, ({"活动名称": "春游", "日期": DAY, "计划编号": typed},)),
        (DUES, ({"会员编号": typed, "所属月份": "2026-03", "实缴": 30},)),
        (SERVICES, ({"日期": DAY, "会员编号": typed, "事项": "生日"},)),
    )
    assert [one.item_no for one in book.ledger_entries] == ["P08"]
    assert [one.item_no for one in book.activities] == ["P08"]
    assert [one.member_no for one in book.dues_payments] == ["P08"]
    assert [one.member_no for one in book.service_entries] == ["P08"]


def test_where_both_are_there_each_is_itself() -> None:
    book = read(
        (
            PLAN,
            (
                {"编号": "P08", "月份": "3", "工作内容": "春游"},
                {"编号": "p08", "月份": "4", "工作内容": "秋游"},
            ),
        ),
        (
            ACTIVITIES,
            tuple(
                {"活动名称": "游", "日期": DAY, "计划编号": one} for one in ("p08", "P08", "P 08")
            ),
        ),
    )
    assert [one.item_no for one in book.activities] == ["p08", "P08", "P 08"]


def test_the_plans_own_number_may_be_the_odd_one() -> None:
    book = read(
        (PLAN, ({"编号": "p 08", "月份": "3", "工作内容": "春游"},)),
        (ACTIVITIES, ({"活动名称": "春游", "日期": DAY, "计划编号": "P08"},)),
    )
    assert book.activities[0].item_no == book.work_items[0].item_no


def test_other_numbers_stay_what_they_are() -> None:
    book = read(
        (PLAN, ({"编号": "P08", "月份": "3", "工作内容": "春游"},)),
        (
            ACTIVITIES,
            ({"活动名称": "春游", "日期": DAY, "计划编号": "P8"}, {"活动名称": "x", "日期": DAY}),
        ),
    )
    assert [one.item_no for one in book.activities] == ["P8", ""]
