"""The limits of expenditure."""

from __future__ import annotations

from unionxl.domain.policy import Limit
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class Limits:
    """One limit."""

    limit_id = Column("标准编号", Kind.CODE, 22, is_required=True)
    province = Column("省份", width=8)
    matter = Column("事项", width=16)
    measure = Column("口径", width=14)
    amount = Column("限额", Kind.NUMBER, 11, hint="没有查到的标准请留空，不要估填")
    valid_from = Column("生效日期", Kind.DATE, 11)
    valid_to = Column("失效日期", Kind.DATE, 11)
    document = Column("文件", width=28)
    document_no = Column("文号", width=18)
    article = Column("条款", width=12)
    confidence = Column("可信度", width=9)


LIMITS = Table(
    "Limits",
    "支出标准",
    columns_of(Limits),
    Limit,
    "limits",
    intro="本地标准以上级工会文件为准；限额空着的事项显示“未设限额，未检查”。",
    group=Group.BASE,
    rank=1,
    next_year=NextYear.KEPT,
)
