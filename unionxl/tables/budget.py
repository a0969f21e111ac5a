"""The budget: one row for each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.budget import BudgetLine
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
    columns_of,
)
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook

FINAL_BUDGET = "=N(Budget[[#This Row],[年初预算数]])+N(Budget[[#This Row],[调整数]])"


class Budget:
    """One line of the budget."""

    kind = Column("类型", width=8, choices=("收入", "支出"), is_closed=True, is_required=True)
    # 动用以前年度结余 has no code; account_missing tells of other lines without one.
    account_code = Column("科目编码", Kind.CODE, 9, is_essential=True)
    account_name = Column("科目名称", width=24)
    last_year_amount = Column("上年决算数", Kind.MONEY, 14)
    original_amount = Column(
        "年初预算数",
        Kind.MONEY,
        14,
        is_essential=True,
        default=ZERO,
        summed_by="《首页》和最终预算",
    )
    revision_amount = Column(
        "调整数",
        Kind.MONEY,
        13,
        is_essential=True,
        is_signed=True,
        default=ZERO,
        hint="调增为正数，调减为负数",
        summed_by="《首页》和最终预算",
    )
    final_amount = Column("最终预算", Kind.MONEY, 14, formula=FINAL_BUDGET)
    note = Column("说明", width=38)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for line in book.budget_lines:
        yield RegisterRow(None, f"{line.kind} {line.account_name}")


BUDGET = Table(
    "Budget",
    "预算",
    columns_of(Budget),
    BudgetLine,
    "budget_lines",
    intro="年初预算经工会委员会和经审会审议后填写；调整数可为负数。",
    group=Group.MONEY,
    tab=Tab.MONEY,
    next_year=NextYear.DRAFTED,
    highlights=(
        Highlight(
            (Budget.final_amount,),
            'AND({original_amount}="",{revision_amount}="")',
            Look.HIDDEN,
        ),
        Highlight((Budget.final_amount,), "N({final_amount})<0", Look.STRONG),
    ),
    checks=(known_account(Budget.account_code),),
    register=RegisterReader(_rows, tells_deeds=False),
)
