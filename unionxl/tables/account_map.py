"""Which account of ours stands for an account of another program."""

from __future__ import annotations

from unionxl.domain.account_map import AccountPair
from unionxl.tables.accounts import known_account
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class AccountMap:
    """One account of another program."""

    foreign_account = Column("外部科目", Kind.CODE, 34, is_required=True)
    account_code = Column("本册科目", Kind.CODE, 12, is_required=True)


ACCOUNT_MAP = Table(
    "AccountMap",
    "科目对照",
    columns_of(AccountMap),
    AccountPair,
    "account_pairs",
    key=AccountMap.foreign_account.header,
    intro="财务软件导出的科目对应本册哪个科目；导入时确认一次，以后照用。",
    is_optional=True,
    group=Group.BASE,
    rank=2,
    next_year=NextYear.KEPT,
    checks=(known_account(AccountMap.account_code),),
)
