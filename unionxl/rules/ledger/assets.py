"""Rules about things that are booked as what they are not: equipment, money kept for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.welfare import words_of
from unionxl.domain.written import money
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.ledger import Ledger
from unionxl.words.spending import equipment_in, pieces_told, says, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex

CAPITAL = "资本性支出"
LIMIT = "fixed-asset-from"


def capital_goods_as_current(index: BookIndex) -> Iterator[Case]:
    """Find equipment, dear enough for a fixed asset, booked on an account of current spending."""
    limits = index.limits.policy.limits_below(LIMIT, index.reference_day)
    for entry in index.ledger.expenses:
        thing, kind = equipment_in(words_of(entry))
        limit = limits.get(kind)
        if limit is None or limit.amount is None or _is_capital(index, entry.account_code):
            continue
        pieces = entry.person_count if not thing else pieces_told(words_of(entry))
        each = entry.expense_amount / (pieces or 1)
        if each >= limit.amount:
            yield Case(
                f"“{entry.description}”{money(entry.expense_amount)} 元，单价达到固定资产的标准 "
                f"{money(limit.amount)} 元，没有列{CAPITAL}。",
                f"请核对单价；使用一年以上的，改列{CAPITAL}并登记固定资产。",
                (at(entry.source, Ledger.account_code),),
                limit.citation,
                facts={"expense_amount": entry.expense_amount, "thing": thing},
            )


def _is_capital(index: BookIndex, code: str) -> bool:
    account = index.ledger.chart.named(CAPITAL)
    return account is not None and account.account_code in index.ledger.chart.lineage(code)


def trust_money_as_income(index: BookIndex) -> Iterator[Case]:
    """Find money that the union only keeps or passes on, booked as its income."""
    for entry in index.ledger.incomes:
        text = f"{entry.description} {entry.occasion} {entry.remark}"
        word = word_of("代管资金", text)
        if word and not says("是工会收入", text):
            yield Case(
                f"“{entry.description}”记了收入 {money(entry.income_amount)} 元，"
                "看来是代收、代管的钱，不是工会的收入。",
                "请核对；代管的钱记入代管经费或往来，不列收入，支付时也不列支出。",
                (at(entry.source, Ledger.income_amount),),
                facts={"income_amount": entry.income_amount, "word": word},
            )


RULES = (
    Rule(
        "设备没有列资本性支出",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        capital_goods_as_current,
        reason="够标准的设备要列资本性支出、登记固定资产，否则账上没有，丢了也不知道。",
        example="音响一套 8,600.00 元记在职工活动支出。",
        remedy="改列资本性支出，登记固定资产；不是设备的把摘要写清楚。",
        limits=(LIMIT,),
    ),
    Rule(
        "代管的钱列了收入",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        trust_money_as_income,
        reason="代收的互助金、捐款、党费不是工会的钱，列了收入，决算就多了。",
        example="收一日捐 12,000.00 元，记在其他收入。",
        remedy="改记代管经费或往来；确是工会收入的把摘要写清楚。",
    ),
)
