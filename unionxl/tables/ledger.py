"""The ledger: one row for each receipt or payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.ledger import (
    BANK,
    CASH,
    CHEQUE,
    NO_MONEY,
    OFFICIAL_CARD,
    OWN_ACCOUNTS,
    LedgerEntry,
)
from unionxl.domain.money import ZERO
from unionxl.tables.accounts import known_account
from unionxl.tables.model import (
    Group,
    Highlight,
    Look,
    NextYear,
    RegisterReader,
    RegisterRow,
    Tab,
    Table,
    TypingCheck,
    columns_of,
)
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook

FUND_SOURCES = ("会费", "拨缴经费", "上级补助", "行政补助", "其他")
PAYMENT_FORMS = ("实物", "提货券", "蛋糕券", "现金", "转账", CHEQUE, OFFICIAL_CARD, "其他")
MONEY_ACCOUNTS = (BANK, CASH, f"{NO_MONEY}（转账凭证）")
# It takes the balance of the row above by way of another column, so that no formula refers to its
# own cell, and adds up in one pass however long the ledger is.
_BALANCE_ABOVE = (
    "=IF(ROW()=ROW(Ledger[[#Headers],[余额]])+1,"
    'SUMIF(Settings[项目],"期初结余",Settings[值]),'
    "OFFSET(Ledger[[#This Row],[支出金额]],-1,"
    "COLUMN(Ledger[[#Headers],[余额]])-COLUMN(Ledger[[#Headers],[支出金额]])))"
)
_CHANGE = "N(Ledger[[#This Row],[收入金额]])-N(Ledger[[#This Row],[支出金额]])"
# What moves between bank and cash, and what moves no money, leaves the sum of both as it is.
_MOVES_NOTHING = ",".join(
    f'LEFT(Ledger[[#This Row],[{header}]],3)="{start}"'
    for header, start in (*(("科目编码", code) for code in OWN_ACCOUNTS), ("账户", NO_MONEY))
)
RUNNING_BALANCE = f"{_BALANCE_ABOVE}+IF(OR({_MOVES_NOTHING}),0,{_CHANGE})"
FORMER_BALANCE = f"{_BALANCE_ABOVE}+{_CHANGE}"
ONE_SIDE = "这里应填数字，不小于 0；一行只填收入或支出其中一栏。"


class Ledger:
    """One receipt or payment."""

    booked_on = Column("日期", Kind.DATE, 11, is_essential=True, is_required=True, is_of_year=True)
    voucher_no = Column("凭证号", Kind.CODE, 9)
    description = Column("摘要", width=30)
    account_code = Column("科目编码", Kind.CODE, 8)
    account_name = Column("科目名称", width=15)
    income_amount = Column(
        "收入金额", Kind.MONEY, 12, is_essential=True, default=ZERO, summed_by="《首页》和余额"
    )
    expense_amount = Column(
        "支出金额", Kind.MONEY, 12, is_essential=True, default=ZERO, summed_by="《首页》和余额"
    )
    balance_amount = Column(
        "余额",
        Kind.MONEY,
        13,
        formula=RUNNING_BALANCE,
        former_formula=FORMER_BALANCE,
        formula_needs=("账户",),
    )
    fund_source = Column("经费来源", width=9, choices=FUND_SOURCES, is_folded=True)
    item_no = Column("计划编号", Kind.CODE, 7, is_folded=True)
    occasion = Column("事由", width=11, is_folded=True)
    beneficiary = Column("受益会员", width=9, is_folded=True)
    person_count = Column("人数", Kind.COUNT, 6, is_folded=True)
    payment_form = Column("发放方式", width=8, choices=PAYMENT_FORMS, is_folded=True)
    list_signed = Column("名单签收", Kind.FLAG, 7, is_folded=True)
    attachment_count = Column("附件张数", Kind.COUNT, 7)
    handler = Column("经手人", width=8)
    witness = Column("证明人", width=8, is_folded=True)
    approver = Column("审批人", width=8)
    remark = Column("备注", width=14)
    money_account = Column(
        "账户",
        width=10,
        choices=MONEY_ACCOUNTS,
        hint="空着就是银行；没有收付款的转账凭证选不收付",
        is_optional=True,
        is_folded=True,
    )
    project = Column("专项", width=10, is_optional=True, is_folded=True)
    counterparty = Column("往来单位", width=12, is_optional=True, is_folded=True)


def _only_side(other: str) -> str:
    """Return the formula by which a row has an amount on one side only."""
    return f"AND(N({{cell}})>=0,ISNUMBER({{cell}}),N({{{other}}})=0)"


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for entry in book.ledger_entries:
        words = f"{entry.account_name} {entry.occasion} {entry.description}"
        gap = "" if entry.voucher_no and entry.attachment_count else "没有凭证号或附件张数"
        yield RegisterRow(entry.booked_on, words, gap)


LEDGER = Table(
    "Ledger",
    "收支台账",
    columns_of(Ledger),
    LedgerEntry,
    "ledger_entries",
    intro="一行一笔；收入和支出只填其中一栏。",
    is_in_sight=True,
    group=Group.MONEY,
    tab=Tab.MONEY,
    next_year=NextYear.EMPTY,
    highlights=(
        Highlight(
            (Ledger.description,),
            "AND(N({income_amount})<>0,N({expense_amount})<>0)",
            Look.STRONG,
            '@"（收入、支出只填一栏）"',
        ),
        Highlight(
            (Ledger.balance_amount,),
            "AND(N({income_amount})=0,N({expense_amount})=0)",
            Look.HIDDEN,
        ),
        Highlight((Ledger.balance_amount,), "N({balance_amount})<0", Look.STRONG),
    ),
    checks=(
        TypingCheck(
            Ledger.booked_on,
            "IF(ISNUMBER({cell}),YEAR({cell})={setting},FALSE)",
            "日期不在《设置》所填的年度内。确实无误的可以照用。",
            setting="fiscal_year",
        ),
        TypingCheck(Ledger.income_amount, _only_side("expense_amount"), ONE_SIDE),
        TypingCheck(Ledger.expense_amount, _only_side("income_amount"), ONE_SIDE),
        known_account(Ledger.account_code),
    ),
    register=RegisterReader(_rows),
)
