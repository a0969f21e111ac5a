"""Rules about who may be given something, and what proves that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.dues import period_of
from unionxl.domain.welfare import is_handout
from unionxl.domain.written import full_day, money
from unionxl.rules.benefit_columns import person_column
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed
from unionxl.tables.ledger import Ledger
from unionxl.words.purposes import Purpose

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month
    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex

TRANSFER = "转账"
_SIGNED = "签"  # 签收名单, 签领表, 签字
_MAY_HAVE_LEFT = frozenset({Purpose.RETIREMENT, Purpose.DEATH})


def gift_to_non_member(index: BookIndex) -> Iterator[Case]:
    """Find gifts to somebody who is not on the roll, or for more heads than there are members."""
    if not index.people.roll.members:
        return
    for benefit in index.gifts.given:
        strangers = [name for name in benefit.strangers if not index.people.roll.shares(name)]
        if strangers:
            yield Case(
                f"受益人「{listed(strangers)}」不在《会员》表中，"
                f"{benefit.purpose.gift_name} {money(benefit.amount)} 元。",
                "请核对姓名；是会员的请补登《会员》表，不是会员的不应享受。",
                (at(benefit.source, person_column(benefit)),),
                facts={"names": "、".join(strangers)},
            )
        elif benefit.is_collective and benefit.goes_to_everyone and benefit.given_on:
            at_work = index.people.count_at_work(benefit.given_on)
            heads = benefit.head_count or 0
            if heads > at_work:
                yield Case(
                    f"发放 {heads} 人，当日在册会员 {at_work} 人，多 {heads - at_work} 人。",
                    "请核对人数和名单；不是会员的不应享受。",
                    (at(benefit.source, Ledger.person_count),),
                    facts={"head_count": heads, "member_count": at_work},
                )
    yield from _strangers_beside_services(index)


def _strangers_beside_services(index: BookIndex) -> Iterator[Case]:
    """Give the names in the ledger that fit nobody, where services tell who got what."""
    told = {name for benefit in index.gifts.given for name in benefit.strangers}
    for benefit in index.gifts.in_ledger:
        names = [
            name
            for name in benefit.strangers
            if name not in told and not index.people.roll.shares(name)
        ]
        if names:
            yield Case(
                f"受益人「{listed(names)}」不在《会员》表中，《服务台账》中也没有这笔的登记。",
                "请核对姓名；是会员的请补登《会员》表和《服务台账》，不是会员的不应享受。",
                (at(benefit.source, Ledger.beneficiary),),
                facts={"names": "、".join(names)},
            )


def gift_to_left_member(index: BookIndex) -> Iterator[Case]:
    """Find gifts to members who had left or retired, or had not yet joined."""
    for benefit in index.gifts.given:
        if benefit.given_on is None or benefit.purpose in _MAY_HAVE_LEFT:
            continue
        for member in benefit.members:
            if not member.works_on(benefit.given_on):
                is_early = member.joined_on is not None and benefit.given_on < member.joined_on
                yield Case(
                    f"「{member.name}」{_why_not(member, benefit)}，"
                    f"却登记了{full_day(benefit.given_on)}的{benefit.purpose.gift_name} "
                    f"{money(benefit.each_amount or benefit.amount)} 元。",
                    "请核对姓名、日期和《会员》表中的入会日期；入会以前的慰问不应由工会承担。"
                    if is_early
                    else "请核对姓名、日期和《会员》表中的在职状态；"
                    "退休、调离人员的慰问由行政承担。",
                    (at(benefit.source, person_column(benefit)),),
                    facts={"member_no": member.member_no},
                )


def _why_not(member: Member, benefit: Benefit) -> str:
    """Say why a member was not at work on the day."""
    if benefit.given_on and member.joined_on and benefit.given_on < member.joined_on:
        return f"{full_day(member.joined_on)}才入会"
    ended_on = member.membership_ended_on
    if ended_on is None:
        return f"在《会员》表中是{member.employment_status}"
    return f"{full_day(ended_on)}已{member.employment_status if member.has_left else '退会'}"


def gift_to_unpaid_member(index: BookIndex) -> Iterator[Case]:
    """Find gifts to members who paid no dues this year, or for more heads than paid.

    Who is excused by a remark such as 产假免缴 from all dues up to the gift owes none.
    """
    if not index.dues.payers:
        return
    months_free = _months_free(index)
    for benefit in index.gifts.given:
        if benefit.given_on is None:
            continue
        for member in benefit.members:
            free = months_free.get(member.member_no, frozenset())
            if (
                member.member_no not in index.dues.payers
                and member.works_on(benefit.given_on)
                and _owes_by(member, benefit.given_on, free, index)
            ):
                yield Case(
                    f"「{member.name}」本年没有缴纳会费的记录，却有{benefit.purpose.gift_name} "
                    f"{money(benefit.each_amount or benefit.amount)} 元。",
                    "请核对《会费》表；没有缴纳的请先补缴。",
                    (at(benefit.source, person_column(benefit)),),
                    facts={"member_no": member.member_no},
                )
        if benefit.is_collective and benefit.goes_to_everyone:
            paying = index.gifts.count_paying(benefit.given_on)
            paying += _count_excused(benefit.given_on, months_free, index)
            heads = benefit.head_count or 0
            if paying < heads <= index.people.count_at_work(benefit.given_on):
                yield Case(
                    f"发放 {heads} 人，在册会员中本年缴纳会费的只有 {paying} 人。",
                    "请核对《会费》表和发放名单；没有缴纳会费的请先补缴。",
                    (at(benefit.source, Ledger.person_count),),
                    facts={"head_count": heads, "payer_count": paying},
                )


def _months_free(index: BookIndex) -> dict[str, frozenset[Month]]:
    """Return, for the members who are excused and paid nothing, the months that ask for no dues.

    They are the periods of the rows that excuse, and those for which nobody's dues are entered.
    """
    period, nobodys = index.dues.terms.period, index.dues.unregistered_months
    excused = {
        number: [row.month for row in rows if row.month is not None and row.is_excused]
        for number, rows in index.dues.payments_by_member.items()
        if number not in index.dues.payers
    }
    return {
        number: frozenset(nobodys).union(*(period_of(month, period) for month in months))
        for number, months in excused.items()
        if months
    }


def _owes_by(member: Member, day: dt.date, free: frozenset[Month], index: BookIndex) -> bool:
    """Tell whether a month before a day asks a member for dues."""
    past = (month for month in index.people.months_owed(member) if month.last_on < day)
    return any(month not in free for month in past)


def _count_excused(
    day: dt.date, months_free: Mapping[str, frozenset[Month]], index: BookIndex
) -> int:
    """Return how many members at work on a day paid nothing because they were excused."""
    return sum(
        member.works_on(day) and not _owes_by(member, day, free, index)
        for number, free in months_free.items()
        if (member := index.people.roll.by_no.get(number)) is not None
    )


def _is_listed(index: BookIndex, entry: LedgerEntry) -> bool:
    """Tell whether the services of a row's voucher name signatures as their proof."""
    key = index.vouchers.in_ledger.key_of(entry.voucher_no, entry.booked_on)
    services = index.vouchers.services.get(key, ()) if entry.voucher_no else ()
    return any(_SIGNED in one.proof for one in services)


def handout_without_signed_list(index: BookIndex) -> Iterator[Case]:
    """Find handouts to persons without a signed list.

    What was transferred, with something attached, has the list of the bank for it. Services that
    name the voucher and a list of signatures as their proof are the list.
    """
    benefits = {benefit.source.row for benefit in index.gifts.in_ledger}
    for entry, _ in index.ledger.purposes:
        if entry.list_signed or not (is_handout(entry) or entry.source.row in benefits):
            continue
        if entry.payment_form == TRANSFER and entry.attachment_count:
            continue
        if entry.list_signed is None and _is_listed(index, entry):
            continue
        whom = entry.beneficiary or (f" {entry.person_count} 人" if entry.person_count else "会员")
        yield Case(
            f"向{whom}发放 {money(entry.expense_amount)} 元，没有签收名单。",
            "请补齐签收名单，并在“名单签收”一栏填“是”。",
            (at(entry.source, Ledger.list_signed),),
            facts={"expense_amount": entry.expense_amount},
            joint=Joint("笔发放", "没有签收名单", amount=entry.expense_amount),
        )


_DOUBT = (Group.GIFTS, Severity.WARNING, Grounds.REGULATION)
RULES = (
    Rule(
        "受益人不是会员",
        *_DOUBT,
        gift_to_non_member,
        reason="工会经费用于会员。",
        example="端午慰问写给王芳，名册上没有此人；或写 160 人，会员只有 150 人。",
        remedy="改正姓名或人数；漏登的，补登会员。",
    ),
    Rule(
        "受益人已离开",
        *_DOUBT,
        gift_to_left_member,
        reason="退休人员的福利由行政承担，调离的已不是会员。",
        example="6 月 30 日调离的会员，9 月 10 日领了中秋慰问。",
        remedy="改正姓名、日期，或会员的在职状态。",
    ),
    Rule(
        "受益人未缴会费",
        *_DOUBT,
        gift_to_unpaid_member,
        reason="享受会员待遇的前提是缴纳会费。",
        example="王芳领了春节慰问，《会费》表里没有她的缴费。",
        remedy="补登已缴的会费，或催缴。",
    ),
    Rule(
        "发放没有签收名单",
        *_DOUBT,
        handout_without_signed_list,
        reason="签收名单证明东西到了会员手里。",
        example="端午慰问 150 人，“名单签收”空着或填否。",
        remedy="补齐签收名单并附上，然后填“是”；转账发放、附有银行名单的，通行做法视同签收，不再列出。",
    ),
)
