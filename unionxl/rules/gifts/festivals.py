"""Rules about festival goods and the form in which gifts are given."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.festival_words import is_of_minority
from unionxl.domain.festivals import festival_days
from unionxl.domain.money import ZERO
from unionxl.domain.written import full_day, money
from unionxl.rules.benefit_columns import text_column
from unionxl.rules.finding import Severity
from unionxl.rules.over_a_year import over_a_year
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.ledger import Ledger
from unionxl.words.benefits import names_soldiers
from unionxl.words.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.policy import PaymentBan
    from unionxl.domain.source import SourceRef
    from unionxl.domain.vouchers import VoucherKey
    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column

_RIGHT_FORM = {
    Purpose.FESTIVAL: "请核对发放方式；应发实物或指定商家的提货券，已发放的请按规定纠正。",
    Purpose.BIRTHDAY: "请核对发放方式；应发蛋糕、蛋糕券等实物，已发放的请按规定纠正。",
}
GOODS_FORMS = frozenset({"实物", "提货券", "蛋糕券"})
MONTHS_BEFORE_FESTIVAL = 1
OTHER_FESTIVALS = "其他"


def gift_outside_festival(index: BookIndex) -> Iterator[Case]:
    """Find festival goods for a day that is no 年节."""
    words = index.limits.festival_words
    if not words.allowed:
        return  # limit_not_set says that the list is missing
    for payment in _all_festival_payments(index):
        festivals = payment[0].festivals
        amount = sum((one.amount for one in payment), ZERO)
        sources = tuple(at(one.source, text_column(one)) for one in payment)
        count = f" {len(payment)} 笔共" if len(payment) > 1 else ""
        if not festivals:
            yield Case(
                f"发放慰问品{count} {money(amount)} 元，没有写明是哪个节日。",
                "请在事由中写明节日；不是年节的，应走文体、宣传活动或行政福利。",
                sources,
                severity=Severity.NOTE,
                facts={"amount": amount},
            )
        elif not words.allowed.intersection(festivals):
            day = festivals[0]
            what = f"{count or '笔'} {money(amount)} 元"
            if is_of_minority(day):
                yield _of_minority(day, what, sources, amount)
                continue
            if all(names_soldiers(one.text) for one in payment):
                yield _for_soldiers(day, what, sources, amount)
                continue
            yield Case(
                f"「{day}」不是年节，这{what}不能作为节日慰问品发放。",
                "请核对事由；不是年节的，应走文体、宣传活动或行政福利。",
                sources,
                facts={"festival": day, "amount": amount},
            )


def _of_minority(day: str, what: str, sources: tuple[SourceRef, ...], amount: Decimal) -> Case:
    """Give goods for a day that is a 年节 in some places only, and not by the clerk's sheet."""
    return Case(
        f"「{day}」不在《节日》表的年节中，这{what}是否可以发放未检查。",
        "请核对当地是否把它定为节日；自治区以上政府设立的，请在《节日》表中增加一行，年节填“是”。",
        sources,
        severity=Severity.NOTE,
        facts={"festival": day, "amount": amount},
    )


def _for_soldiers(day: str, what: str, sources: tuple[SourceRef, ...], amount: Decimal) -> Case:
    """Give a visit to soldiers and their families, of which no standard that was read speaks."""
    return Case(
        f"「{day}」不是年节，这{what}是慰问军人军属的，当地能否列支没有查到文件。",
        "请核对当地的规定；不能从工会经费列支的，请转由行政承担。",
        sources,
        severity=Severity.NOTE,
        facts={"festival": day, "amount": amount},
    )


def _all_festival_payments(index: BookIndex) -> Iterator[list[Benefit]]:
    """Give the ledger rows for festivals, then the services that no ledger row tells of.

    The services of one voucher for one festival are one payment.
    """
    told: set[tuple[VoucherKey, tuple[str, ...]]] = set()
    for benefit in index.gifts.in_ledger:
        if benefit.purpose is Purpose.FESTIVAL:
            # A service that names no festival is for that of its voucher.
            told.update((voucher, benefit.festivals) for voucher in benefit.vouchers)
            told.update((voucher, ()) for voucher in benefit.vouchers)
            yield [benefit]
    payments: defaultdict[tuple[object, ...], list[Benefit]] = defaultdict(list)
    for benefit in index.gifts.in_services:
        if benefit.purpose is Purpose.FESTIVAL and not any(
            (voucher, benefit.festivals) in told for voucher in benefit.vouchers
        ):
            payments[benefit.vouchers or benefit.source, benefit.festivals].append(benefit)
    yield from payments.values()


def gift_paid_as_cash(index: BookIndex) -> Iterator[Case]:
    """Find gifts in a form that their kind must not take.

    Festival goods are goods, or a coupon for goods of a named shop; shopping cards are never right.
    """
    bans = index.limits.payment_bans
    payments: dict[tuple[object, ...], list[tuple[Benefit, str, PaymentBan]]] = {}
    for benefit in (*index.gifts.in_ledger, *index.gifts.in_services):
        broken = _ban_broken(benefit, bans)
        if broken:
            # The services of one voucher are one payment; of others each stands for itself.
            payment = benefit.vouchers if not benefit.is_from_ledger else ()
            key = (benefit.purpose, payment or benefit.source)
            payments.setdefault(key, []).append((benefit, *broken))
    told = {
        voucher
        for found in payments.values()
        for benefit, _, _ in found
        if benefit.is_from_ledger
        for voucher in benefit.vouchers
    }
    for found in payments.values():
        benefit, form, ban = found[0]
        if not benefit.is_from_ledger and told.issuperset(benefit.vouchers or (None,)):
            continue
        amount = sum((one.amount for one, _, _ in found), ZERO)
        count = f" {len(found)} 笔共" if len(found) > 1 else ""
        yield Case(
            f"{benefit.purpose.gift_name}{count} {money(amount)} 元以「{form}」发放。",
            _RIGHT_FORM.get(benefit.purpose, "请核对发放方式；已发放的请按规定纠正。"),
            tuple(at(one.source, _form_column(one, its_form)) for one, its_form, _ in found),
            ban.citation,
            facts={"form": form, "amount": amount},
        )


def _ban_broken(benefit: Benefit, bans: Iterable[PaymentBan]) -> tuple[str, PaymentBan] | None:
    """Return the form that a gift must not take, and the ban that says so.

    The words tell it as well, unless the form says that goods were given.
    """
    told = benefit.payment_form
    if told not in GOODS_FORMS:
        told = f"{told} {benefit.text}"
    for ban in bans:
        if not ban.kind or ban.kind == benefit.purpose.value:
            form = next((one for one in ban.forms if one in told), "")
            if form:
                return form, ban
    return None


def _form_column(benefit: Benefit, form: str) -> Column:
    if form in benefit.payment_form:
        return Ledger.payment_form
    return text_column(benefit)


def festival_gift_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find members whose festival gifts of the year exceed the limit.

    Ledger and services count together, and the same money once. A gift to all members counts for
    each of them. Festivals that a gift names together have the sum of their limits.
    """
    benefits = index.gifts.for_purpose(Purpose.FESTIVAL)
    limit = index.limits.limit("festival-gift-a-year")
    if limit is not None:
        yield from over_a_year(index, benefits, limit, "节日慰问")
    limits = index.limits.policy.limits_below("festival-gift", index.reference_day)
    for festival in dict.fromkeys(name for one in benefits for name in one.festivals):
        festival_limit = limits.get(festival) or limits.get(OTHER_FESTIVALS)
        if festival_limit is not None:
            ones = tuple(benefit for benefit in benefits if benefit.festivals == (festival,))
            yield from over_a_year(index, ones, festival_limit, f"{festival}慰问")
    yield from _joint_gifts_over_limit(index, benefits)


def _joint_gifts_over_limit(index: BookIndex, benefits: Sequence[Benefit]) -> Iterator[Case]:
    """Give what was given for several festivals at once beyond the sum of their limits.

    What was given for one of them alone counts with it.
    """
    limits = index.limits.policy.limits_below("festival-gift", index.reference_day)
    joint = {frozenset(one.festivals): one.festivals for one in benefits if one.festivals}
    for names, festivals in joint.items():
        known = [limits.get(festival) or limits.get(OTHER_FESTIVALS) for festival in festivals]
        own = [limit for limit in known if limit is not None]
        amounts = [limit.amount for limit in own if limit.amount is not None]
        if len(names) > 1 and len(amounts) == len(names):
            ones = tuple(
                one for one in benefits if one.festivals and names.issuperset(one.festivals)
            )
            together = replace(own[0], amount=sum(amounts, ZERO))
            yield from over_a_year(index, ones, together, f"{'、'.join(festivals)}慰问")


def gift_far_from_festival(index: BookIndex) -> Iterator[Case]:
    """Find festival goods of a lunar festival that were booked in another season.

    Goods are bought up to a month before the festival and paid up to a month after it.
    """
    words = index.limits.festival_words
    for benefit in index.gifts.in_ledger:
        if benefit.purpose is not Purpose.FESTIVAL or benefit.given_on is None:
            continue
        for name in benefit.festivals[:1]:
            months = index.limits.months_of_lunar_festival(name)
            booked = 12 * benefit.given_on.year + benefit.given_on.month
            if months and all(abs(booked - month) > MONTHS_BEFORE_FESTIVAL for month in months):
                days = festival_days(words.festivals[name], index.year)
                fell = f"{name}是{full_day(days[0])}，" if days else ""
                yield Case(
                    f"{fell}这笔{name}慰问记在{full_day(benefit.given_on)}。",
                    "请核对摘要中的节日和入账日期。",
                    (at(benefit.source, Ledger.booked_on),),
                    facts={"festival": name},
                )


_DOUBT = (Group.GIFTS, Severity.WARNING, Grounds.REGULATION)
RULES = (
    Rule(
        "不是年节的慰问品",
        *_DOUBT,
        gift_outside_festival,
        reason="只有法定节日可以发放节日慰问品，三八、六一、教师节、重阳等不在其中。",
        example="向全体会员发放教师节慰问品。",
        remedy="改正事由，或改为活动支出，或由行政承担。",
    ),
    Rule(
        "以现金或购物卡发放",
        *_DOUBT,
        gift_paid_as_cash,
        reason="节日慰问只能是实物或指定地点的提货凭证，现金和购物卡等于发钱。",
        example="春节慰问的发放方式写“现金”。",
        remedy="写错的改正；确实发了的收回，改发实物。",
    ),
    Rule(
        "节日慰问超限额",
        *_DOUBT,
        festival_gift_over_limit,
        reason="各省对每人全年的节日慰问都有限额，审计按人合计。",
        example="限额 2,000.00 元，某会员得到 1,200.00 元和 900.00 元，超出 100.00 元。",
        remedy="改正写错的金额或姓名；确已超额的，退回超出部分。",
        limits=("festival-gift-a-year", "festival-gift"),
    ),
    Rule(
        "慰问品与节日月份不符",
        Group.GIFTS,
        Severity.NOTE,
        Grounds.ARITHMETIC,
        gift_far_from_festival,
        reason="农历节日每年日期不同，照抄去年的文字就会写错。",
        example="4 月记了一笔中秋慰问品。",
        remedy="改正节日名称或日期。",
    ),
)
