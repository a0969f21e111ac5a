"""Rules about birthdays, weddings, births, illness, bereavement, retirement and hardship."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.money import yuan
from unionxl.domain.welfare import SAME_EVENT_DAYS, detail_told, event_detail, illness_told
from unionxl.domain.written import full_day, money
from unionxl.rules.benefit_columns import amount_column, day_column
from unionxl.rules.finding import Severity
from unionxl.rules.over_a_year import over_a_year
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, over_text
from unionxl.words.months import months_named
from unionxl.words.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex

LIMIT_IDS = {
    Purpose.WEDDING: "wedding-gift",
    Purpose.CHILDBIRTH: "childbirth-gift",
    Purpose.HOSPITAL: "hospital-visit",
    Purpose.DEATH: "death-of-member",
    Purpose.DEATH_OF_KIN: "death-of-kin",
    Purpose.RETIREMENT: "retirement-gift",
    Purpose.HARDSHIP: "hardship-relief",
}
ONCE = frozenset(LIMIT_IDS) - {Purpose.HARDSHIP}


def birthday_gift_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find members whose birthday gifts of the year exceed the limit."""
    limit = index.limits.limit("birthday-gift-a-year")
    if limit is not None:
        yield from over_a_year(index, index.gifts.for_purpose(Purpose.BIRTHDAY), limit, "生日慰问")


def birthday_gift_outside_month(index: BookIndex) -> Iterator[Case]:
    """Find birthday gifts that were not given in the month of the birthday.

    A month or a quarter that the text names counts instead of the day.
    """
    for benefit in index.gifts.for_purpose(Purpose.BIRTHDAY):
        months = months_named(benefit.text) or (
            (benefit.given_on.month,) if benefit.given_on else ()
        )
        for member in benefit.members:
            if member.born_on is not None and months and member.born_on.month not in months:
                told = "、".join(f"{month}月" for month in months)
                yield Case(
                    f"「{member.name}」的生日在{member.born_on.month}月，生日慰问记在{told}。",
                    "请核对日期、姓名和《会员》表中的出生日期；生日慰问应在生日当月。",
                    (at(benefit.source, day_column(benefit)),),
                    facts={"birth_month": member.born_on.month},
                )


def event_gift_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find gifts for weddings, births, illness, deaths, retirement, hardship over the limit."""
    for benefit in index.gifts.given:
        limit_id = LIMIT_IDS.get(benefit.purpose)
        each = benefit.exact_each or (benefit.amount if benefit.is_collective else None)
        limit = index.limits.limit(limit_id, benefit.given_on) if limit_id else None
        if limit is None or limit.amount is None or each is None or each <= limit.amount:
            continue
        yield Case(
            f"{_whom(benefit)}{benefit.purpose.gift_name} {money(yuan(each))} 元，"
            f"超过限额 {money(limit.amount)} 元，"
            f"{over_text(each, limit.amount, benefit.shared_by)}。",
            "请核对金额和人数；确已超额的，请按规定处理超出部分。",
            (at(benefit.source, amount_column(benefit)),),
            limit.citation,
            facts={
                "each_amount": yuan(each),
                "over_amount": yuan(each - limit.amount),
                "amount": benefit.amount,
            },
        )
    yield from _illness_over_limit(index)


def _illness_over_limit(index: BookIndex) -> Iterator[Case]:
    """Give the illnesses whose visits exceed, together, a limit counted by illness and year."""
    limit = index.limits.limit("hospital-visit")
    if limit is None or limit.amount is None or "年" not in limit.measure:
        return
    by_member: defaultdict[str, dict[str, list[Benefit]]] = defaultdict(dict)
    for benefit in index.gifts.for_purpose(Purpose.HOSPITAL):
        detail = event_detail(benefit)
        for member in benefit.members:
            by_illness = by_member[member.name]
            by_illness.setdefault(illness_told(by_illness, detail) or detail, []).append(benefit)
    told = ((name, visits) for name, ills in by_member.items() for visits in ills.values())
    for name, visits in told:
        amounts = [one.exact_each or one.amount for one in visits]
        total = sum(amounts[1:], start=amounts[0])
        if len(visits) > 1 and max(amounts) <= limit.amount < total:
            yield Case(
                f"「{name}」同一病种全年住院慰问 {money(yuan(total))} 元，"
                f"超过限额 {money(limit.amount)} 元，{over_text(total, limit.amount, 1)}。",
                "请核对金额和病种；确已超额的，请按规定处理超出部分。",
                tuple(at(one.source, amount_column(one)) for one in reversed(visits)),
                limit.citation,
                facts={"each_amount": yuan(total), "over_amount": yuan(total - limit.amount)},
            )


def event_gift_repeated(index: BookIndex) -> Iterator[Case]:
    """Find a second gift to one member for one event.

    A wedding, a birth, a death, a retirement count once; an illness once a year, whatever more is
    said of it, another illness again; the deaths of two relatives are two events; a birthday comes
    once.
    """
    events: defaultdict[tuple[str, Purpose], dict[str, Benefit]] = defaultdict(dict)
    for benefit in sorted(index.gifts.given, key=_day_of):
        if benefit.purpose not in ONCE:
            continue
        for member in benefit.members:
            first = _first_of_event(events[member.member_no, benefit.purpose], benefit)
            if first is not benefit and not _is_other_side(first, benefit):
                yield _repeated(member.name, first, benefit)
    yield from _birthdays_repeated(index)


def _birthdays_repeated(index: BookIndex) -> Iterator[Case]:
    """Give the birthday gifts that were entered again on another day: same words, same amount.

    A cake and flowers for one birthday are two gifts, and the limit counts them together.
    """
    seen: dict[tuple[str, str, object], Benefit] = {}
    for benefit in sorted(index.gifts.for_purpose(Purpose.BIRTHDAY), key=_day_of):
        words = "".join(char for char in benefit.text if char.isalpha())
        for member in benefit.members:
            amount = benefit.exact_each or benefit.amount
            first = seen.setdefault((member.member_no, words, amount), benefit)
            if first.given_on != benefit.given_on and not _is_other_side(first, benefit):
                yield _repeated(member.name, first, benefit)


def _first_of_event(by_detail: dict[str, Benefit], benefit: Benefit) -> Benefit:
    """Return the first gift for what may be one event; the gift itself when it is the first.

    What does not say its illness or relative may be any of them.
    """
    detail = event_detail(benefit)
    if not detail and by_detail:
        return next(iter(by_detail.values()))
    told = illness_told if benefit.purpose is Purpose.HOSPITAL else detail_told
    same = told(by_detail, detail)
    return by_detail.get("") or by_detail.setdefault(same or detail, benefit)


def _day_of(benefit: Benefit) -> dt.date:
    return benefit.given_on or dt.date.max


def _is_other_side(first: Benefit, second: Benefit) -> bool:
    """Tell whether one is in the ledger and the other in the services, close to each other."""
    if first.is_from_ledger == second.is_from_ledger:
        return False
    if first.given_on is None or second.given_on is None:
        return True
    return abs((second.given_on - first.given_on).days) <= SAME_EVENT_DAYS


def _repeated(name: str, first: Benefit, second: Benefit) -> Case:
    detail = event_detail(second)
    on = f"（{full_day(first.given_on)}）" if first.given_on else ""
    unsure = second.purpose is Purpose.HOSPITAL and not (detail and event_detail(first))
    return Case(
        f"「{name}」本年第二次{second.purpose.gift_name}，"
        f"前一次在《{first.source.sheet}》第 {first.source.row} 行{on}"
        + ("，没有写明病种。" if unsure else "。"),
        "请核对是否重复；同一病种一年只慰问一次，病种不同的请写明病种。"
        if second.purpose is Purpose.HOSPITAL
        else "请核对是否重复登记；同一事由只慰问一次。",
        (second.source, first.source),
        facts={"purpose": second.purpose.value},
    )


def _whom(benefit: Benefit) -> str:
    names = [*(member.name for member in benefit.members), *benefit.strangers]
    return f"「{'、'.join(names[:3])}」" if names else "每人"


_DOUBT = (Group.GIFTS, Severity.WARNING, Grounds.REGULATION)
RULES = (
    Rule(
        "生日慰问超限额",
        *_DOUBT,
        birthday_gift_over_limit,
        reason="各省对生日慰问都有限额。",
        example="限额 300.00 元，蛋糕券 298.00 元加鲜花 60.00 元，超出 58.00 元。",
        remedy="改正金额或人数；确已超额的，退回超出部分。",
        limits=("birthday-gift-a-year",),
    ),
    Rule(
        "生日慰问不在当月",
        *_DOUBT,
        birthday_gift_outside_month,
        reason="不在生日当月发放，就没有了事由。",
        example="5 月 8 日生日，9 月 3 日发蛋糕券。",
        remedy="改正日期、姓名，或《会员》表中的出生日期。",
    ),
    Rule(
        "婚育病丧退慰问超限额",
        *_DOUBT,
        event_gift_over_limit,
        reason="结婚、生育、住院、去世、退休、困难等，各省对每种情形都有标准。",
        example="结婚限额 600.00 元，发了 800.00 元，超出 200.00 元。",
        remedy="改正金额或人数；确已超额的，退回超出部分。",
        limits=(
            "wedding-gift",
            "childbirth-gift",
            "hospital-visit",
            "death-of-member",
            "death-of-kin",
            "retirement-gift",
            "hardship-relief",
        ),
    ),
    Rule(
        "同一事由重复慰问",
        *_DOUBT,
        event_gift_repeated,
        reason="一件事慰问一次，第二笔多半是重复入账。",
        example="3 月和 5 月两次慰问王芳住院，都写肺炎。",
        remedy="删除多记的一行；确是两件事的，写明病名或亲属。",
    ),
)
