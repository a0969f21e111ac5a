"""What the reconciliation of a month with the bank left open."""

from __future__ import annotations

from unionxl.domain.reconciliation import BankItem
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class BankItems:
    """One item left open."""

    month = Column("月份", Kind.MONTH, 10)
    dated_on = Column("日期", Kind.DATE, 12)
    description = Column("摘要", width=34)
    income_amount = Column("收入", Kind.MONEY, 13)
    expense_amount = Column("支出", Kind.MONEY, 13)
    state = Column("状态", width=10)
    settled_month = Column("核销月份", Kind.MONTH, 10)


BANK_ITEMS = Table(
    "BankItems",
    "对账记录",
    columns_of(BankItems),
    BankItem,
    "bank_items",
    intro="由程序记入：银行对账后还没有对上的款项，以后的月份接着核对。",
    is_optional=True,
    group=Group.BASE,
    next_year=NextYear.CHOSEN,
)
