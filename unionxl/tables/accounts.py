"""The chart of accounts."""

from __future__ import annotations

from unionxl.domain.accounts import Account
from unionxl.domain.ledger import BALANCE_CODES, CODE_LENGTH
from unionxl.tables.model import Group, NextYear, Table, TypingCheck, columns_of
from unionxl.values.column import Column, Kind


class Accounts:
    """One account."""

    edition = Column("版本", Kind.CODE, 10, choices=("2010", "2021"))
    account_code = Column("编码", Kind.CODE, 12, is_required=True)
    account_name = Column("名称", width=30, is_required=True)
    kind = Column("类型", width=10, choices=("收入", "支出"), is_closed=True)
    parent_code = Column("上级编码", Kind.CODE, 12)


ACCOUNTS = Table(
    "Accounts",
    "科目",
    columns_of(Accounts),
    Account,
    "accounts",
    intro="会计科目；请与本单位实际使用的科目核对。",
    group=Group.BASE,
    next_year=NextYear.KEPT,
    start=lambda facts: facts.accounts,
)


# Those of the balance sheet, as a formula looks a code up among them.
_OF_BALANCE_SHEET = f"|{'|'.join(sorted(BALANCE_CODES))}|"


def known_account(column: Column) -> TypingCheck:
    """Return the check of a code; where there is no chart nothing is asked.

    Codes of the balance sheet are known without standing in the chart.
    """
    return TypingCheck(
        column,
        "OR(COUNTIF({known},{cell})>0,COUNTA({known})<2,"
        f'ISNUMBER(SEARCH("|"&LEFT({{cell}},{CODE_LENGTH})&"|","{_OF_BALANCE_SHEET}")))',
        "《科目》表中没有这个编码。确实无误的可以照用。",
        known=(ACCOUNTS, Accounts.account_code),
    )
