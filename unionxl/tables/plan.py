"""The plan of the year: one row for each work item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.overdue import overdue_items
from unionxl.domain.plan import STATUS_SPELLINGS, PlanStatus, WorkItem
from unionxl.tables.accounts import known_account
from unionxl.tables.model import (
    DOUBLE,
    DOUBLE_NUMBER,
    Group,
    Highlight,
    Look,
    NextYear,
    RegisterReader,
    RegisterRow,
    Tab,
    Table,
    columns_of,
)
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook

STATUSES = tuple(status.value for status in PlanStatus)
CATEGORIES = (
    "组织建设",
    "民主管理",
    "学习培训",
    "文体活动",
    "节日慰问",
    "关爱帮扶",
    "女工工作",
    "评优表彰",
    "志愿公益",
    "健康安全",
    "宣传信息",
    "经费财务",
    "总结考核",
    "其他",
)


class Plan:
    """One item of the plan."""

    item_no = Column("编号", Kind.CODE, 7, is_required=True)
    planned_months = Column("月份", Kind.MONTHS, 14, hint="如 3、7、8 或 2027-01")
    planned_start_on = Column("起始日期", Kind.DATE, 11, is_of_year=True)
    planned_end_on = Column("结束日期", Kind.DATE, 11, is_of_year=True)
    description = Column("工作内容", width=42, is_essential=True, is_required=True)
    category = Column("类别", width=10, choices=CATEGORIES)
    owner = Column("负责人", width=9)
    audience = Column("参与对象", width=11, is_folded=True)
    planned_count = Column("计划人数", Kind.COUNT, 7, is_folded=True)
    budget_amount = Column("预算金额", Kind.MONEY, 12)
    account_code = Column("科目编码", Kind.CODE, 8, is_folded=True)
    status = Column(
        "状态",
        width=9,
        choices=STATUSES,
        is_closed=True,
        default=PlanStatus.NOT_STARTED,
        enum_type=PlanStatus,
        spellings=STATUS_SPELLINGS,
    )
    done_on = Column("完成日期", Kind.DATE, 11, is_of_year=True, is_folded=True)
    outcome = Column("完成情况", width=22)
    origin = Column("来源", width=25, is_folded=True)
    remark = Column("备注", width=22)
    month_states = Column(
        "按月状态",
        Kind.STATES,
        16,
        is_optional=True,
        hint="每月都办的事项由程序记：1已完成 2进行中",
    )


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    late = {(one.item.source, one.item.item_no): one.missing != () for one in overdue_items(book)}
    gaps = {True: "已过计划时间未办结", False: "已有登记、状态未改", None: ""}
    for item in book.work_items:
        gap = gaps[late.get((item.source, item.item_no))]
        yield RegisterRow(item.done_on, f"{item.category} {item.description}", gap)


PLAN = Table(
    "Plan",
    "年度计划",
    columns_of(Plan),
    WorkItem,
    "work_items",
    key=Plan.item_no.header,
    intro="一行一项工作；可由计划文档导入，也可直接填写。",
    is_in_sight=True,
    group=Group.WORK,
    tab=Tab.WORK,
    next_year=NextYear.DRAFTED,
    highlights=(
        Highlight((Plan.item_no,), DOUBLE, Look.STRONG, DOUBLE_NUMBER),
        Highlight((Plan.description, Plan.status), '{status}="取消"', Look.STRUCK),
        Highlight((Plan.description, Plan.status), '{status}="已完成"', Look.FADED, '"✓ "@'),
        Highlight((Plan.status,), '{status}="延期"', Look.STRONG, '"▲ "@'),
    ),
    checks=(known_account(Plan.account_code),),
    register=RegisterReader(_rows),
)
