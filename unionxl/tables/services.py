"""The services: one row for each that a member was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.services import ServiceEntry
from unionxl.tables.members import known_member
from unionxl.tables.model import (
    Group,
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

SERVICE_KINDS = (
    "五必访",
    "送温暖",
    "节日慰问",
    "生日",
    "体检",
    "保险",
    "医疗互助",
    "疗休养",
    "困难帮扶",
    "培训",
    "读书笔记",
    "评优",
    "结对",
    "志愿",
    "献血",
    "捐款",
    "普访",
    "入会",
    "退休",
    "心理关爱",
    "法律援助",
    "劳动争议",
)
SERVICE_CAUSES = (
    "生病住院",
    "婚丧喜庆",
    "生育",
    "家庭困难",
    "意外灾害",
    "家庭纠纷",
    "退休",
    "参保",
    "续保",
    "理赔",
    "签约",
    "听课",
    "考核",
    "推荐",
    "报名",
    "参加",
    "校",
    "区县",
    "市",
    "省",
    "全国",
)
SERVICE_SOURCES = ("会费", "拨缴经费", "上级补助", "行政", "个人", "互助保障", "其他")


class Services:
    """One service to a member."""

    served_on = Column(
        "日期",
        Kind.DATE,
        11,
        is_required=True,
        is_of_year=True,
        required_unless="occurred_on",
    )
    member_no = Column("会员编号", Kind.CODE, 8)
    member_name = Column("姓名", width=10)
    service_kind = Column("事项", width=10, choices=SERVICE_KINDS)
    content = Column("内容", width=32)
    amount = Column("金额", Kind.MONEY, 11)
    voucher_no = Column("凭证号", Kind.CODE, 9)
    is_booked = Column("是否入账", Kind.FLAG, 7, is_folded=True)
    proof = Column("证明材料", width=20, is_folded=True)
    handler = Column("经办人", width=9)
    remark = Column("备注", width=16)
    occurred_on = Column(
        "发生日期",
        Kind.DATE,
        11,
        is_of_year=True,
        is_optional=True,
        is_folded=True,
        hint="住院、生育等事情发生的日期；还没有走访的，日期可以先空着",
    )
    cause = Column("事由", width=11, choices=SERVICE_CAUSES, is_optional=True, is_folded=True)
    related_person = Column(
        "相关人", width=10, hint="如结对的师父", is_optional=True, is_folded=True
    )
    quantity = Column(
        "数量",
        Kind.NUMBER,
        7,
        hint="份、天、小时、毫升等，只写数字",
        is_optional=True,
        is_folded=True,
    )
    expires_on = Column(
        "到期日期",
        Kind.DATE,
        11,
        hint="保险、互助、结对等到哪一天为止",
        is_optional=True,
        is_folded=True,
    )
    fund_source = Column(
        "经费来源", width=9, choices=SERVICE_SOURCES, is_optional=True, is_folded=True
    )
    item_no = Column("计划编号", Kind.CODE, 7, is_optional=True, is_folded=True)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for entry in book.service_entries:
        yield RegisterRow(
            entry.served_on, entry.service_kind, "" if entry.proof else "没有证明材料"
        )


SERVICES = Table(
    "Services",
    "服务台账",
    columns_of(Services),
    ServiceEntry,
    "service_entries",
    intro="五必访、送温暖、生日、体检、互助保障等，对一名会员的一次服务记一行。",
    is_in_sight=True,
    group=Group.MEMBERS,
    tab=Tab.MEMBERS,
    next_year=NextYear.CHOSEN,
    checks=(known_member(Services.member_no),),
    register=RegisterReader(_rows, is_by_words=True),
)
