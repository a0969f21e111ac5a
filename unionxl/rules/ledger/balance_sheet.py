"""Rules about money of the union's own: where it lay when the year began, and with the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.openings import net_assets
from unionxl.domain.written import full_day, money
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.bank_items import BankItems
from unionxl.tables.openings import OPENINGS, Openings
from unionxl.tables.settings import OPENING_SETTING, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.reconciliation import BankItem
    from unionxl.rules.book_index import BookIndex

OPEN_DAYS = "bank-item-days"
MOST_PLACES = 20


def opening_unlike_setting(index: BookIndex) -> Iterator[Case]:
    """Find that 《期初余额》 comes to another balance than the settings say."""
    rows, told = index.book.openings, index.book.settings.opening_balance_amount
    found = net_assets(rows)
    if found is None or found == (told or 0):
        return
    said = "没有填写期初结余" if told is None else f"的期初结余是 {money(told)} 元"
    gap = found - (told or 0)
    yield Case(
        f"《{OPENINGS.sheet}》合计的期初结余是 {money(found)} 元，《{SETTINGS.sheet}》{said}，"
        f"相差 {money(abs(gap))} 元。",
        f"请核对上年末的账，把《{OPENINGS.sheet}》和《{SETTINGS.sheet}》的{OPENING_SETTING}改成一致。",
        tuple(at(row.source, Openings.opening_amount) for row in rows[:MOST_PLACES]),
        facts={"opening_amount": found, "gap_amount": gap},
    )


def bank_item_open(index: BookIndex) -> Iterator[Case]:
    """Find items that a reconciliation left open and that have stood so for too long."""
    longest = index.limits.limit(OPEN_DAYS)
    if longest is None or longest.amount is None:
        return
    for item in index.book.bank_items:
        if item.dated_on is None or item.settled_month is not None:
            continue
        days = (index.book.as_of - item.dated_on).days
        if days > longest.amount:
            yield Case(
                f"{full_day(item.dated_on)}{_what(item)}，{days} 天了还没有对上。",
                "请向银行查询，漏记的补记台账，记错的改正；改好后再做一次银行对账。",
                (at(item.source, BankItems.dated_on),),
                facts={"day_count": days},
            )


def _what(item: BankItem) -> str:
    """Say what is open, and on which side."""
    amount = item.income_amount or item.expense_amount or ZERO
    verb = "收到" if item.income_amount else "支付"
    said = f"“{item.description}”" if item.description else ""
    where = {"仅银行": "只有银行有，台账没有记", "仅台账": "只有台账有，银行没有收付"}
    side = next((told for word, told in where.items() if item.state.startswith(word)), "")
    return f"{verb}的 {money(amount)} 元{said}{side}"


RULES = (
    Rule(
        "期初余额与设置不符",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.AGREEMENT,
        opening_unlike_setting,
        reason="年初的数错了，全年的余额和报表都错。",
        example="《期初余额》的工会资金结余是 12,000.00 元，《设置》的期初结余是 12,600.00 元。",
        remedy="按上年决算改正《期初余额》或《设置》。",
    ),
    Rule(
        "银行对账的款项长期没有对上",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        bank_item_open,
        reason="银行账和台账要按月核对，长期对不上的多半是漏记、错记或没有送到的支票。",
        example="3 月 28 日银行收到利息 12.35 元，6 月 20 日台账还没有记。",
        remedy="向银行查询，补记或改正台账，再做一次银行对账。",
        limits=(OPEN_DAYS,),
    ),
)
