"""Rules about insurance, mutual funds, cures and donations in the register of services."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.domain.matter_lists import RENEWED_WITHIN, is_insurance
from unionxl.domain.matters import Listing, matters_listing, service_matter
from unionxl.domain.money import ZERO
from unionxl.domain.period import MONTHS_A_YEAR, months_after
from unionxl.domain.written import figure, full_day, money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.registers.services import name_of
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.services import ServiceEntry
    from unionxl.rules.book_index import BookIndex

ONE_DAY = dt.timedelta(days=1)

Covers = dict[tuple[str, str], list["ServiceEntry"]]


def _covers(index: BookIndex) -> Mapping[tuple[str, str], Sequence[ServiceEntry]]:
    """Return the rows that insure, by person and matter, in order of days."""
    found: Covers = defaultdict(list)
    for service in index.book.service_entries:
        if is_insurance(service) and not service.is_claim and service.served_on is not None:
            found[index.services.person(service), service.service_kind.strip()].append(service)
    for rows in found.values():
        rows.sort(key=lambda one: one.served_on or dt.date.min)
    return found


def insurance_lapsed(index: BookIndex) -> Iterator[Case]:
    """Find insurance that ran out before it was renewed, or ran out and was not renewed."""
    today = index.book.as_of
    for (_, matter), rows in _covers(index).items():
        until: dt.date | None = None
        for before, after in pairwise(rows):
            until = max(filter(None, (until, before.expires_on)), default=None)
            begun_on = after.served_on
            if until is not None and begun_on is not None and begun_on > until + ONE_DAY:
                days = (begun_on - until).days - 1
                yield Case(
                    f"{name_of(after)}{matter}{full_day(until)}到期，"
                    f"{full_day(begun_on)}才续保，中间断了 {days} 天。",
                    "请核对到期日期和续保日期；确实断了的，断的几天出事不能理赔，请告诉本人。",
                    (at(after.source, Services.served_on),),
                    facts={"days": days},
                )
        last = rows[-1]
        ends = [one.expires_on for one in rows]
        ended_on = max(filter(None, ends), default=None)
        if ended_on is None or None in ends or ended_on >= today:
            continue
        member = index.people.roll.find(last.member_no, last.member_name)
        if member is not None and member.works_on(today):
            told = f"{matter}{full_day(ended_on)}已到期，没有续保"
            yield Case(
                f"{name_of(last)}{told}。",
                "请办理续保并登记；本人不再参加的，请在备注写明。",
                (at(last.source, Services.expires_on),),
                joint=Joint("人的", told, name_of(last)),
            )


def claim_without_insurance(index: BookIndex) -> Iterator[Case]:
    """Find claims of members of whom nothing says that they were insured on the day.

    Insurance of last year may be known from 往年记录 only; where that says nothing of the matter
    at all, nobody can tell.
    """
    covers = _covers(index)
    for service in index.book.service_entries:
        day = service.occurred_on or service.served_on
        if not (is_insurance(service) and service.is_claim) or day is None:
            continue
        person, matter = index.services.person(service), service.service_kind.strip()
        rows = covers.get((person, matter), ())
        every = (one for (whose, _), of in covers.items() if whose == person for one in of)
        if any(_holds(one, day) for one in every) or _was_insured(index, person, matter, day):
            continue
        begun_on = min((one.served_on for one in rows if one.served_on), default=None)
        ended_on = max((one.expires_on for one in rows if one.expires_on), default=None)
        if begun_on is None:
            told = f"没有{matter}参保的登记"
        elif day < begun_on:
            if not _knows_before(index, matter):
                continue
            told = f"{full_day(begun_on)}才参保"
        elif ended_on is not None:
            told = f"{matter}{full_day(ended_on)}已到期"
        else:
            continue
        yield Case(
            f"{name_of(service)}{full_day(day)}的事申请{matter}理赔，{told}。",
            "请核对姓名和日期；已参保的请补登，上年参保的请记入《往年记录》。",
            (at(service.source, Services.cause),),
        )


def _holds(cover: ServiceEntry, day: dt.date) -> bool:
    begun = cover.served_on is None or cover.served_on <= day
    return begun and (cover.expires_on is None or day <= cover.expires_on)


def _was_insured(index: BookIndex, person: str, matter: str, day: dt.date) -> bool:
    """Tell whether insurance of an earlier year may still hold on a day."""
    return any(
        one.service_kind.strip() == matter
        and index.services.person_of(one.member_no, one.member_name) == person
        and (one.last_on is None or 0 <= (day - one.last_on).days <= RENEWED_WITHIN)
        for one in index.book.past_services
    )


def _knows_before(index: BookIndex, matter: str) -> bool:
    return any(one.service_kind.strip() == matter for one in index.book.past_services)


def claim_late(index: BookIndex) -> Iterator[Case]:
    """Find claims that were made later than the fund allows."""
    most = index.book.settings.claim_days
    if most is None:
        return
    for service in index.book.service_entries:
        begun_on, claimed_on = service.occurred_on, service.served_on
        if not service.is_claim or begun_on is None or claimed_on is None:
            continue
        days = (claimed_on - begun_on).days
        if days > most:
            yield Case(
                f"{name_of(service)}{full_day(begun_on)}的事，{full_day(claimed_on)}才申请理赔，"
                f"过了 {days} 天（应在 {most} 天内）。",
                "请核对两个日期；确实晚了的，请问互助保障机构还能不能办。",
                (at(service.source, Services.served_on),),
                facts={"days": days},
            )


def cure_too_soon(index: BookIndex) -> Iterator[Case]:
    """Find cures that follow the last one within fewer years than the union allows."""
    years = index.book.settings.cure_years
    if years is None:
        return
    matters = matters_listing(Listing.CURES)
    days: defaultdict[str, set[dt.date]] = defaultdict(set)
    for past in index.book.past_services:
        if past.service_kind.strip() in matters and past.last_on is not None:
            days[index.services.person_of(past.member_no, past.member_name)].add(past.last_on)
    went = [
        one
        for one in index.book.service_entries
        if one.service_kind.strip() in matters
        and one.served_on is not None
        and service_matter(one.service_kind).is_done_by(one.cause)
    ]
    for one in went:
        if one.served_on is not None:
            days[index.services.person(one)].add(one.served_on)
    for one in went:
        day = one.served_on or index.reference_day
        last_on = max((d for d in days[index.services.person(one)] if d < day), default=None)
        soonest = months_after(last_on, years * MONTHS_A_YEAR) if last_on else None
        if last_on is not None and soonest is not None and day < soonest:
            yield Case(
                f"{name_of(one)}{full_day(day)}疗休养，上次是{full_day(last_on)}，"
                f"不满 {years} 年。",
                "请核对姓名和两次的日期；确有安排的，请在备注写明原因。",
                (at(one.source, Services.served_on),),
                facts={"last_on": last_on},
            )


def donation_as_expense(index: BookIndex) -> Iterator[Case]:
    """Find donations of members that name a voucher with which the union paid something."""
    for service in index.book.service_entries:
        matter = service_matter(service.service_kind)
        is_of_union = service.fund_source and service.is_union_money
        if not matter.payer or is_of_union:
            continue
        keys = index.vouchers.named(service.voucher_no, service.served_on)
        rows = [one for key in keys for one in index.vouchers.entries.get(key, ())]
        paid = sum((one.expense_amount for one in rows), ZERO)
        if paid > ZERO:
            amount = f" {money(service.amount)} 元" if service.amount else ""
            yield Case(
                f"{name_of(service)}{matter.name}{amount}写的凭证「{service.voucher_no}」"
                f"是工会的支出 {money(paid)} 元。",
                f"请改正凭证号：{matter.name}是{matter.payer}的钱，不记工会支出；"
                "工会垫付或捐出的请另行说明。",
                (at(service.source, Services.voucher_no),),
            )


def service_quantity_unlikely(index: BookIndex) -> Iterator[Case]:
    """Find quantities that one row can hardly have, such as a cure of fifty days."""
    for service in index.book.service_entries:
        matter, quantity = service_matter(service.service_kind), service.quantity
        if matter.most is not None and quantity is not None and quantity > matter.most:
            yield Case(
                f"{name_of(service)}{matter.name}数量 {figure(quantity)} {matter.unit}，"
                f"一次通常不超过 {figure(matter.most)} {matter.unit}。",
                f"请核对；这里填的是{matter.unit}数。",
                (at(service.source, Services.quantity),),
            )


_NOTE = (Group.REGISTERS, Severity.NOTE)
RULES = (
    Rule(
        "保险断档",
        *_NOTE,
        Grounds.AGREEMENT,
        insurance_lapsed,
        reason="断档的日子里出事，互助保障不赔。",
        example="何静医疗互助 6 月 30 日到期，8 月 1 日才续保。",
        remedy="续保并登记；日期写错的改正。",
    ),
    Rule(
        "没有参保的理赔",
        *_NOTE,
        Grounds.AGREEMENT,
        claim_without_insurance,
        reason="没有参保就不会有理赔，多半是漏登了参保或写错了人。",
        example="何静 3 月住院理赔，没有医疗互助参保的登记。",
        remedy="补登参保，或改正姓名和日期。",
    ),
    Rule(
        "理赔晚了",
        *_NOTE,
        Grounds.OWN_PAPERS,
        claim_late,
        reason="互助保障有申请时限，过了可能不受理。",
        example="3 月 1 日出院，5 月 20 日才申请，时限 30 天。",
        remedy="核对日期；设置的“理赔时限天数”空着就不检查。",
    ),
    Rule(
        "疗休养间隔太短",
        *_NOTE,
        Grounds.OWN_PAPERS,
        cure_too_soon,
        reason="名额有限，轮流参加；间隔几年由本单位规定。",
        example="刘洋 2024 年 7 月去过，2026 年 7 月又去，规定隔 3 年。",
        remedy="核对日期；设置的“疗休养间隔年”空着就不检查。",
    ),
    Rule(
        "捐款记成工会支出",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.AGREEMENT,
        donation_as_expense,
        reason="会员个人的捐款不是工会经费，不能算作工会支出。",
        example="何静捐款 100.00 元，凭证号写记-9，记-9 是工会买办公用品的支出。",
        remedy="去掉或改正凭证号。",
    ),
    Rule(
        "服务数量不像",
        *_NOTE,
        Grounds.PRACTICE,
        service_quantity_unlikely,
        reason="数量多写一位，合计就错得很远。",
        example="疗休养数量 50 天。",
        remedy="改正数量；确实如此的可以不改。",
    ),
)
