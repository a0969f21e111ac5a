"""What members were given in earlier years: the last day and how often, for each matter."""

from __future__ import annotations

from unionxl.domain.history import PastService
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class History:
    """One matter of one member."""

    member_no = Column("会员编号", Kind.CODE, 9)
    member_name = Column("姓名", width=11)
    service_kind = Column("服务事项", width=12, is_required=True)
    last_on = Column("最近日期", Kind.DATE, 12)
    total_count = Column("累计次数", Kind.COUNT, 9)
    origin = Column("来源", width=28)


HISTORY = Table(
    "History",
    "往年记录",
    columns_of(History),
    PastService,
    "past_services",
    intro="往年各会员每个事项最近一次的日期和次数；由程序结转，可以更正。",
    is_optional=True,
    group=Group.BASE,
    next_year=NextYear.DRAFTED,
)
