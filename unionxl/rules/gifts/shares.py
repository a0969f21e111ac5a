"""Rules about what all gifts of a year come to: their share of the funds, how often, from whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan
from unionxl.domain.written import figure, money, percent
from unionxl.rules.benefit_columns import amount_column
from unionxl.rules.finding import Severity
from unionxl.rules.over_a_year import largest_first
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed
from unionxl.tables.ledger import Ledger
from unionxl.words.benefits import names_poor_regions
from unionxl.words.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.policy import Limit
    from unionxl.domain.source import SourceRef
    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex

ALL_GIFTS = "慰问支出"  # how a figure calls all gifts, not those for festivals only


@dataclass(frozen=True, slots=True)
class _Base:
    """What a share is taken of: as it was budgeted, and as it was booked."""

    name: str
    budgeted: Decimal
    booked: Decimal


def festival_gift_share_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find a year whose festival gifts are more of the funds than they may be."""
    limit = index.limits.limit("festival-gift-budget-share")
    if limit is None or limit.amount is None:
        return
    gifts = _gifts_limited(index, limit)
    spent = sum((one.amount for one in gifts), ZERO)
    base = _base_of(index, limit.measure)
    if base.budgeted <= 0 and base.booked <= 0:
        if gifts:
            yield _no_base(limit, base, len(gifts))
        return
    planned = base.budgeted or base.booked
    if spent > limit.amount * planned:
        yield _share_over(limit, gifts, base.name, planned)
    elif index.year_is_over and 0 < limit.amount * base.booked < spent:
        yield _share_over(limit, gifts, f"全年实际的{base.name}", base.booked, Severity.NOTE)


def _gifts_limited(index: BookIndex, limit: Limit) -> Sequence[Benefit]:
    """Return the gifts that a share limits together."""
    if limit.matter.startswith(ALL_GIFTS):
        return [one for one in index.gifts.given if one.purpose is not Purpose.RECUPERATION]
    return index.gifts.for_purpose(Purpose.FESTIVAL)


def _no_base(limit: Limit, base: _Base, count: int) -> Case:
    return Case(
        f"节日慰问有 {count} 笔，没有{base.name}的预算和记录，是否超过它的"
        f" {percent(limit.amount or ZERO)}未检查。",
        "请填写《预算》表。",
        (),
        limit.citation,
        severity=Severity.NOTE,
    )


def _share_over(
    limit: Limit,
    gifts: Sequence[Benefit],
    base: str,
    amount: Decimal,
    severity: Severity | None = None,
) -> Case:
    """Give gifts that come to more than a share of a sum."""
    bound = yuan((limit.amount or ZERO) * amount)
    spent = sum((one.amount for one in gifts), ZERO)
    what = ALL_GIFTS if limit.matter.startswith(ALL_GIFTS) else "节日慰问"
    return Case(
        f"全年{what} {money(spent)} 元，超过{base} {money(amount)} 元的"
        f" {percent(limit.amount or ZERO)}（{money(bound)} 元），多 {money(spent - bound)} 元。",
        "请核对慰问支出和计算的基数；确已超过的，请向上级工会说明，并调整以后的安排。",
        _from_the_one_too_many(gifts, bound),
        limit.citation,
        severity=severity,
        facts={"spent_amount": spent, "over_amount": spent - bound},
    )


def _from_the_one_too_many(gifts: Sequence[Benefit], bound: Decimal) -> tuple[SourceRef, ...]:
    """Return the cells of the amounts: from the payment that goes over the bound, then the rest."""
    in_time = sorted(gifts, key=lambda one: (one.given_on is None, one.given_on or dt.date.max))
    reached = accumulate(one.amount for one in in_time)
    first = next((number for number, sum_so_far in enumerate(reached) if sum_so_far > bound), 0)
    ordered = (*in_time[first:], *in_time[:first])
    return tuple(dict.fromkeys(at(one.source, amount_column(one)) for one in ordered))


def _base_of(index: BookIndex, measure: str) -> _Base:
    """Return the sum that a measure such as 占拨缴经费收入 speaks of."""
    budget, ledger = index.ledger.budgeted, index.ledger
    bases: dict[str, Callable[[], _Base]] = {
        "拨缴": lambda: _funds(index),
        "留成": lambda: _funds(index),
        "支出预算": lambda: _Base("支出预算", budget("支出"), ledger.total.expense_amount),
        "预算收入": lambda: _Base("预算收入", budget("收入"), ledger.total.income_amount),
    }
    whole = _Base("全部经费收入", budget("收入"), ledger.total.income_amount)
    return next((base() for word, base in bases.items() if word in measure), whole)


def _funds(index: BookIndex) -> _Base:
    name = "拨缴经费收入"
    return _Base(name, index.ledger.budgeted("收入", name), index.ledger.income_of(name))


def festival_gifts_too_many(index: BookIndex) -> Iterator[Case]:
    """Find the festivals with gifts beyond the number that may have them in a year."""
    limit = index.limits.limit("festival-gifts-a-year")
    if limit is None or limit.amount is None:
        return
    given: defaultdict[str, list[Benefit]] = defaultdict(list)
    for one in sorted(index.gifts.for_purpose(Purpose.FESTIVAL), key=_day):
        for festival in one.festivals[:1]:
            given[festival].append(one)
    if len(given) > limit.amount:
        beyond = [one for ones in list(given.values())[int(limit.amount) :] for one in ones]
        yield Case(
            f"本年在{listed(list(given))}发了节日慰问，共 {len(given)} 次，"
            f"超过每年 {figure(limit.amount)} 次。",
            "请核对慰问的节日；超过次数的不应再安排。",
            tuple(at(one.source, amount_column(one)) for one in beyond),
            limit.citation,
            facts={"festival_count": len(given)},
        )


def _day(benefit: Benefit) -> str:
    return benefit.given_on.isoformat() if benefit.given_on else "9"


def consumer_vouchers_too_many(index: BookIndex) -> Iterator[Case]:
    """Find vouchers for shopping and culture that were issued more often than allowed."""
    limit = index.limits.limit("consumer-vouchers-a-year")
    if limit is None or limit.amount is None:
        return
    days = sorted(
        {entry.booked_on for entry in index.ledger.expenses_for(Purpose.CONSUMER_VOUCHER)}
    )
    if len(days) > limit.amount:
        late = days[int(limit.amount) :]
        entries = index.ledger.expenses_for(Purpose.CONSUMER_VOUCHER)
        yield Case(
            f"本年 {len(days)} 天发放了工会消费券，每年只发 {figure(limit.amount)} 次。",
            "请核对是否分批付款；确为另一次发放的，请按规定处理。",
            tuple(
                at(entry.source, Ledger.description) for entry in entries if entry.booked_on in late
            ),
            limit.citation,
            facts={"day_count": len(days)},
        )


def festival_goods_832_short(index: BookIndex) -> Iterator[Case]:
    """Find a year whose festival goods came less from poorer regions than they must."""
    limit = index.limits.limit("festival-goods-832-share")
    if limit is None or limit.amount is None or not index.year_is_over:
        return
    goods = [one for one in index.gifts.in_ledger if one.purpose is Purpose.FESTIVAL]
    spent = sum((one.amount for one in goods), ZERO)
    bought = sum((one.amount for one in goods if names_poor_regions(one.text)), ZERO)
    if bought < limit.amount * spent:
        yield Case(
            f"全年节日慰问品 {money(spent)} 元，写明从 832 平台或脱贫地区采购的 "
            f"{money(bought)} 元，不到 {percent(limit.amount)}。",
            "请核对采购渠道，在摘要中写明；不足的，请在下次采购时补上。",
            largest_first(goods),
            limit.citation,
            facts={"spent_amount": spent, "bought_amount": bought},
        )


_DOUBT = (Group.GIFTS, Severity.WARNING, Grounds.REGULATION)
RULES = (
    Rule(
        "慰问占比过大",
        *_DOUBT,
        festival_gift_share_over_limit,
        reason="除了每人的限额，有的省份还规定慰问不得超过经费的一定比例。",
        example="拨缴经费收入 100,000.00 元，上限 60%，慰问用了 61,000.00 元，多 1,000.00 元。",
        remedy="核对慰问支出和基数；以后的节日压缩标准。",
        limits=("festival-gift-budget-share",),
    ),
    Rule(
        "节日慰问次数过多",
        *_DOUBT,
        festival_gifts_too_many,
        reason="有的地方规定一年只能在几个节日慰问。",
        example="规定每年 3 次，元旦、春节、端午、中秋都发了。",
        remedy="核对慰问的节日；超过次数的不再安排。",
        limits=("festival-gifts-a-year",),
    ),
    Rule(
        "消费券发放次数过多",
        *_DOUBT,
        consumer_vouchers_too_many,
        reason="工会消费券每年只发一次。",
        example="6 月和 11 月各发了一次工会消费券。",
        remedy="核对是不是同一次的分批付款；确是两次的，按规定处理。",
        limits=("consumer-vouchers-a-year",),
    ),
    Rule(
        "脱贫地区采购不足",
        Group.GIFTS,
        Severity.NOTE,
        Grounds.REGULATION,
        festival_goods_832_short,
        reason="有的地方规定节日慰问品要有一定比例购自脱贫地区。",
        example="全年慰问品 10,000.00 元，写明 832 平台的只有 2,000.00 元，规定 30%。",
        remedy="在摘要中写明采购渠道；不足的下次补上。",
        limits=("festival-goods-832-share",),
    ),
)
