"""Rules about what is paid to persons for a lecture, for judging and for helping at an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import yuan
from unionxl.domain.welfare import words_of
from unionxl.domain.written import money
from unionxl.rules.fee_rows import LECTURE, fees
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, over_text
from unionxl.tables.ledger import Ledger
from unionxl.words.people import names_in
from unionxl.words.spending import half_days_told, heads_told, says_times, tells_price, times_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.policy import Limit
    from unionxl.rules.book_index import BookIndex

_HALF = "半天"
_DAY = 2  # half days


def fee_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find fees for lectures, judges and helpers above the limit of a lecture, a day, half a day.

    What says no days is one day; what says no heads is for one.
    """
    for fee in fees(index):
        if fee.limit is None or fee.limit.amount is None:
            continue
        parts, how = _parts(fee.entry, fee.what, fee.limit)
        each = fee.entry.expense_amount / parts
        if each > fee.limit.amount:
            yield Case(
                f"{fee.what} {money(fee.entry.expense_amount)} 元（{how}），"
                f"每份 {money(yuan(each))} 元，超过标准 {money(fee.limit.amount)} 元"
                f"（{fee.limit.measure}），{over_text(each, fee.limit.amount, parts)}。",
                "请核对人数、次数和时间，在摘要中写清楚；确已超标的，请按规定处理超出部分。",
                (at(fee.entry.source, Ledger.expense_amount),),
                fee.limit.citation,
                facts={"each_amount": yuan(each), "over_amount": yuan(each - fee.limit.amount)},
            )


def _parts(entry: LedgerEntry, what: str, limit: Limit) -> tuple[int, str]:
    """Return how often the measure of its limit is in a fee, and how that was counted."""
    text = words_of(entry)
    if what == LECTURE:
        times = times_told(text)
        return times, f"{times} 次"
    heads = entry.person_count or heads_told(text) or 1
    told = half_days_told(text)
    halves = told or _DAY
    days = f"{halves} 个半天" if told else "没有写时间，按一天"
    parts = halves if _HALF in limit.measure else max(-(-halves // _DAY), 1)
    return heads * parts, f"{heads} 人，{days}"


def fee_without_particulars(index: BookIndex) -> Iterator[Case]:
    """Find fees for persons that say neither to whom nor at what price they were paid."""
    for fee in fees(index):
        text = words_of(fee.entry)
        named = fee.entry.beneficiary or names_in(fee.entry.remark)
        is_counted = fee.what != LECTURE and (fee.entry.person_count or heads_told(text))
        if named or is_counted or tells_price(text):
            continue
        missing = "付给谁" if says_times(text) else "付给谁、几次、每次多少"
        yield Case(
            f"{fee.what} {money(fee.entry.expense_amount)} 元，没有写明{missing}。",
            "请在“受益会员”或摘要中写明收款人、次数和标准；付给本单位职工的，请核对能否领取。",
            (at(fee.entry.source, Ledger.description),),
            facts={"expense_amount": fee.entry.expense_amount},
        )


RULES = (
    Rule(
        "讲课、裁判等费用超标准",
        Group.ACTIVITIES,
        Severity.WARNING,
        Grounds.REGULATION,
        fee_over_limit,
        reason="付给个人的劳务有标准，常被用来变相发钱。",
        example="裁判费标准每半天 300.00 元，4 人半天付了 3,200.00 元，每人 800.00 元。",
        remedy="核对人数、次数和时间；确已超标的，按规定处理。",
        limits=("lecture-fee", "referee-fee-half-day", "referee-fee-a-day", "staff-fee-half-day"),
    ),
    Rule(
        "劳务费没有写明给谁",
        Group.ACTIVITIES,
        Severity.NOTE,
        Grounds.PRACTICE,
        fee_without_particulars,
        reason="讲课费、裁判费付给谁、几次、每次多少，凭证上要看得出来。",
        example="“养生讲座讲课费”2,000.00 元，没有讲课人，也没有次数。",
        remedy="补写收款人、次数和标准，附上签收或转账单。",
    ),
)
