"""Who got more of something in a year than a limit allows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan
from unionxl.domain.welfare import each_sum
from unionxl.domain.written import money
from unionxl.rules.benefit_columns import amount_column
from unionxl.rules.rule import Case
from unionxl.rules.words import at, over_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.policy import Limit
    from unionxl.domain.source import SourceRef
    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex

MANY_ALIKE = 10  # so many people over a limit by one payment are told together


def over_a_year(
    index: BookIndex, benefits: Sequence[Benefit], limit: Limit, what: str
) -> Iterator[Case]:
    """Give the members, or all members, who got more of some benefits than a limit allows."""
    collective = [one for one in benefits if one.is_collective and one.each_amount is not None]
    to_all = [one for one in collective if one.goes_to_everyone]
    yield from _over(to_all, limit, "每位会员", what)
    to_women = [one for one in collective if one.goes_to_everyone or one.goes_to_women]
    if len(to_women) > len(to_all) and not _is_over(to_all, limit):
        yield from _over(to_women, limit, "每位女会员", what)
    for one in collective:
        if not (one.goes_to_everyone or one.goes_to_women):
            yield from _over([one], limit, "发放对象", what)
    named = _by_person(index, benefits)
    # Where everybody is over already, only what a member got beside counts, not that again.
    shared = () if _is_over(to_all, limit) else tuple(collective)
    by_term: dict[tuple[object, ...], list[Benefit]] = {}
    got: list[tuple[str, list[Benefit]]] = [
        (name, [one])
        for one in benefits
        for name in one.strangers
        if index.people.roll.shares(name)
    ]
    for key, own in named.items():
        member = index.people.roll.by_no.get(key)
        if member is None:
            got.append((key, own))
            continue
        term = (member.gender, member.joined_on, member.membership_ended_on, member.has_left)
        if term not in by_term:
            by_term[term] = [one for one in shared if one.reaches(member)]
        got.append((member.name, [*by_term[term], *own]))
    yield from _over_by_name(got, limit, what)


def _by_person(index: BookIndex, benefits: Iterable[Benefit]) -> dict[str, list[Benefit]]:
    """Return what each person got, by number, or by name where it is that of no member.

    What went to a name that several members have may have gone to another one each time.
    """
    named: defaultdict[str, list[Benefit]] = defaultdict(list)
    for benefit in benefits:
        for number in {member.member_no for member in benefit.members}:
            named[number].append(benefit)
        for stranger in benefit.strangers:
            if not index.people.roll.shares(stranger):
                named[stranger].append(benefit)
    return named


def _over_by_name(
    got: Iterable[tuple[str, list[Benefit]]], limit: Limit, what: str
) -> Iterator[Case]:
    """Give one case for each person over the limit, for many on one voucher a single one."""
    alike: defaultdict[tuple[object, ...], list[tuple[str, list[Benefit]]]] = defaultdict(list)
    for name, benefits in got:
        if _is_over(benefits, limit):
            vouchers = max(reversed(benefits), key=_each_or_all).vouchers
            alike[each_sum(benefits), vouchers or name].append((name, benefits))
    for people in alike.values():
        if len(people) < MANY_ALIKE:
            for name, benefits in people:
                yield from _over(benefits, limit, f"「{name}」", what)
            continue
        for case in _over(
            people[0][1], limit, f"「{people[0][0]}」等 {len(people)} 人，每人", what
        ):
            yield replace(case, sources=tuple(largest_first(ones)[0] for _, ones in people))


def _is_over(benefits: Iterable[Benefit], limit: Limit) -> bool:
    return limit.amount is not None and each_sum(benefits) > limit.amount


def _over(benefits: Sequence[Benefit], limit: Limit, who: str, what: str) -> Iterator[Case]:
    """Give one case when what one head got is over the limit."""
    total = each_sum(benefits)
    if limit.amount is None or total <= limit.amount:
        return
    heads = max(one.shared_by for one in benefits)
    yield Case(
        f"{who}全年{what} {money(yuan(total))} 元，超过限额 {money(limit.amount)} 元，"
        f"{over_text(total, limit.amount, heads)}。",
        "请核对金额和姓名；确已超额的，请按规定处理超出部分。",
        largest_first(benefits),
        limit.citation,
        facts={
            "total_amount": yuan(total),
            "over_amount": yuan(total - limit.amount),
            "amount": sum((one.amount for one in benefits), ZERO),
        },
    )


def largest_first(benefits: Sequence[Benefit]) -> tuple[SourceRef, ...]:
    """Return the cells of the amounts, the largest first: the likeliest to be wrong.

    Of equal amounts the latest row stands first, since it brought the sum over the limit.
    """
    latest_first = list(benefits)[::-1]
    ordered = sorted(latest_first, key=_each_or_all, reverse=True)
    return tuple(dict.fromkeys(at(one.source, amount_column(one)) for one in ordered))


def _each_or_all(benefit: Benefit) -> Decimal:
    return benefit.each_amount or benefit.amount
