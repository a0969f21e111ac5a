"""The balance that was carried over from the year before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.domain.written import money
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case
from unionxl.rules.words import at
from unionxl.tables.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex

_CARRIED_OVER = re.compile(  # 上年结转, 由2025年度工会经费结余转入, 期初余额
    r"""
    (?:20\d\d年度?)? [由承接从]?
    (?: 20\d\d年度? | 上年度? | 去年 | 上一年度? | 上期 | 年初 | 期初 | 以前年度 | 历年 ) [度末]?
    (?:工会)? (?: 经费 | 会费 | 资金 | 账户 | 银行存款 )? (?:累计)?
    (?: 结转 | 结余 | 余额 | 转入 | 滚存 )
    (?: 结余 | 余额 | 资金 | 经费 | 转入 | 数 | 下来 )? (?:[（(].*[）)])?
    | 结转 (?: 上年 | 去年 | 上年度 ) (?: 结余 | 余额 | 经费 )?
    | 承前 [年期账]? (?: 结余 | 余额 )?
    | (?: 期初 | 年初 ) (?: 数 | 建账 )?
    """,
    re.VERBOSE,
)


def balance_counted_twice(index: BookIndex) -> Iterator[Case]:
    """Find what was carried over from the year before, as income of the ledger and in 设置."""
    opening = index.book.settings.opening_balance_amount
    if not opening:
        return
    accounts = index.ledger.chart.by_code
    for entry in index.book.ledger_entries:
        if not entry.income_amount or entry.own_account:
            continue
        text = "".join(entry.description.split())
        is_of_an_account = entry.account_code in accounts and not entry.is_of_balance_sheet
        if is_of_an_account or not _CARRIED_OVER.fullmatch(text):
            continue
        is_same = entry.income_amount == opening
        yield Case(
            f"“{entry.description}”记了收入 {money(entry.income_amount)} 元，"
            f"《设置》的期初结余{'也' if is_same else ''}是 {money(opening)} 元，"
            + ("同一笔钱计入了两次。" if is_same else "上年的结余可能计入了两次。"),
            "请只在《设置》的“期初结余”填写上年结余，删去台账的这一行。"
            if is_same
            else "请核对上年结余的金额，只填在《设置》的“期初结余”，删去台账的这一行。",
            (at(entry.source, Ledger.income_amount),),
            severity=None if is_same else Severity.WARNING,
            facts={"income_amount": entry.income_amount, "opening_amount": opening},
        )
