"""What has to be done every so many months."""

from __future__ import annotations

from unionxl.domain.duties import Duty
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class Duties:
    """One duty."""

    name = Column("事项", width=24, is_required=True)
    audience = Column("对象", width=16)
    every_months = Column("周期月数", Kind.COUNT, 8)
    starts_on = Column("起算日期", Kind.DATE, 12)
    lead_days = Column("提前天数", Kind.COUNT, 8)
    basis = Column("依据", width=34)
    remark = Column("备注", width=30)
    fulfilled_by = Column(
        "服务事项",
        width=16,
        hint="记在哪里就算做过：服务台账的事项如 体检，或 会议：教代会、公开：经费",
        is_optional=True,
        is_folded=True,
    )


DUTIES = Table(
    "Duties",
    "周期事项",
    columns_of(Duties),
    Duty,
    "duties",
    called="定期要办的事",
    intro="隔一段时间就要做的事；到期前列入当月工作表。",
    group=Group.MEMBERS,
    next_year=NextYear.KEPT,
    start=lambda facts: facts.duties,
)
