"""What the accounts of the balance sheet held when the year began."""

from __future__ import annotations

from unionxl.domain.money import ZERO
from unionxl.domain.openings import Opening
from unionxl.tables.model import Group, Tab, Table, columns_of
from unionxl.values.column import Column, Kind


class Openings:
    """The opening balance of one account."""

    account_code = Column(
        "科目编码", Kind.CODE, 10, is_required=True, hint="如 101 库存现金、102 银行存款"
    )
    account_name = Column("科目名称", width=22)
    project = Column("专项", width=16)
    opening_amount = Column(
        "年初余额", Kind.MONEY, 14, default=ZERO, hint="在科目自己的一方，填正数"
    )
    remark = Column("备注", width=26)


OPENINGS = Table(
    "Openings",
    "期初余额",
    columns_of(Openings),
    Opening,
    "openings",
    intro="年初各科目的余额，一个科目一行；只有银行存款的可以不填，按《设置》的期初结余。",
    is_optional=True,
    group=Group.MONEY,
    tab=Tab.MONEY,
)
