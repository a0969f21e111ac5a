"""Rules about tables that must tell the same story."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.handouts import unclaimed_in
from unionxl.domain.money import ZERO
from unionxl.domain.welfare import purpose_of_service
from unionxl.domain.written import money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed, rows_text
from unionxl.tables.activities import Activities
from unionxl.tables.ledger import Ledger
from unionxl.tables.services import Services
from unionxl.words.purposes import LIFE_EVENTS, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.activities import Activity
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.source import SourceRef
    from unionxl.domain.vouchers import VoucherKey
    from unionxl.rules.book_index import BookIndex

FEW_VISITED = 3  # gifts of a festival to more members are no visits
SINGLE_PURPOSES = LIFE_EVENTS | {Purpose.BIRTHDAY, Purpose.HARDSHIP}


def service_not_in_ledger(index: BookIndex) -> Iterator[Case]:
    """Find services that cost something and have no ledger row.

    A service marked 否 under 是否入账 is told as a hint.
    """
    kept = {benefit.source for benefit in index.gifts.given}
    for service in index.book.service_entries:
        if not service.amount or not service.is_union_money:
            continue
        named = index.vouchers.named(service.voucher_no, service.served_on)
        missing = [key for key in named if key not in index.vouchers.entries]
        what = f"「{service.member_name}」{service.service_kind} {money(service.amount)} 元"
        if missing:
            yield Case(
                f"{what}，凭证号「{service.voucher_no}」在《收支台账》中没有。",
                "请核对凭证号；还没有入账的请补记台账。",
                (at(service.source, Services.voucher_no),),
                facts={"amount": service.amount},
            )
        elif not named and service.is_booked is not False and service.source in kept:
            yield Case(
                f"{what}没有凭证号，《收支台账》中也找不到这笔支出。",
                "请补填凭证号；还没有入账的请补记台账。",
                (at(service.source, Services.voucher_no),),
                facts={"amount": service.amount},
            )
        elif service.is_booked is False:
            yield Case(
                f"{what}登记为没有入账。",
                "请核对这笔钱由谁支付；由工会支付的请补记台账。",
                (at(service.source, Services.is_booked),),
                severity=Severity.NOTE,
                facts={"amount": service.amount},
            )


def service_amount_unlike_ledger(index: BookIndex) -> Iterator[Case]:
    """Find vouchers whose services do not add up to the ledger's amount.

    What was paid for and not fetched yet, as the remark says, is no difference.
    """
    for keys, services in _services_of_one_payment(index):
        entries = [one for key in keys for one in index.vouchers.entries.get(key, ())]
        given = sum((service.amount or ZERO for service in services), ZERO)
        booked = sum((entry.expense_amount for entry in entries), ZERO)
        fetched = booked - sum((unclaimed_in(entry.remark) for entry in entries), ZERO)
        if (
            entries
            and given
            and given not in {booked, fetched}
            and not _is_of_one_row(index, entries, given)
        ):
            yield Case(
                f"凭证「{listed(_numbers(entries))}」服务登记 {len(services)} 笔"
                f"共 {money(given)} 元，"
                f"《收支台账》{rows_text(one.source for one in entries)}支出 {money(booked)} 元，"
                f"相差 {money(abs(given - booked))} 元。",
                "请按签收名单和凭证核对两处的金额。",
                (
                    *(at(service.source, Services.amount) for service in services),
                    *(at(entry.source, Ledger.expense_amount) for entry in entries),
                ),
                facts={"given_amount": given, "booked_amount": booked},
            )


def _is_of_one_row(index: BookIndex, entries: Sequence[LedgerEntry], amount: Decimal) -> bool:
    """Tell whether an amount is that of one of several vouchers with one number.

    voucher_repeated tells of the number; that the others do not fit follows from it.
    """
    if len(entries) == 1 or all(entry.expense_amount != amount for entry in entries):
        return False
    return entries[0].source.row in index.vouchers.rows_of_doubles


def _numbers(entries: Iterable[LedgerEntry]) -> list[str]:
    """Return the voucher numbers of some rows, each once."""
    return list(dict.fromkeys(entry.voucher_no for entry in entries))


def _services_of_one_payment(
    index: BookIndex,
) -> Iterator[tuple[tuple[VoucherKey, ...], list[ServiceEntry]]]:
    """Give the services of each voucher, of several where a service names several."""
    together: dict[VoucherKey, tuple[VoucherKey, ...]] = {}
    groups: defaultdict[tuple[VoucherKey, ...], dict[SourceRef, ServiceEntry]] = defaultdict(dict)
    for service in index.book.service_entries:
        named = dict.fromkeys(index.vouchers.named(service.voucher_no, service.served_on))
        if len(named) > 1:
            together.update(dict.fromkeys(named, tuple(named)))
    for key, named_by in index.vouchers.services.items():
        services = [one for one in named_by if one.is_union_money]
        groups[together.get(key, (key,))].update({one.source: one for one in services})
    for keys, found in groups.items():
        yield keys, list(found.values())


def ledger_gift_not_in_services(index: BookIndex) -> Iterator[Case]:
    """Find gifts to named members in the ledger that the services do not tell of."""
    if not index.book.service_entries:
        return
    served: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
    for service in index.book.service_entries:
        member = index.people.roll.find(service.member_no, service.member_name)
        if member is not None and service.service_kind:
            served[member.member_no].append(service)
    kinds = {purpose_of_service(service) for service in index.book.service_entries}
    for benefit in index.gifts.in_ledger:
        is_visit = benefit.purpose is Purpose.FESTIVAL and len(benefit.members) <= FEW_VISITED
        is_registered_kind = is_visit and Purpose.FESTIVAL in kinds
        if not (benefit.purpose in SINGLE_PURPOSES or is_registered_kind) or not benefit.members:
            continue
        registered = _members_served(index, benefit.vouchers)
        absent = [
            member.name
            for member in benefit.members
            if member.member_no not in registered
            and "" not in registered
            and not any(
                one.amount == benefit.each_amount and not one.voucher_no
                for one in served.get(member.member_no, ())
            )
        ]
        if absent:
            yield Case(
                f"「{listed(absent)}」{benefit.purpose.gift_name} {money(benefit.amount)} 元，"
                "《服务台账》中没有登记。",
                "请在《服务台账》中补登这次慰问；登记成别人的请更正。",
                (at(benefit.source, Ledger.beneficiary),),
                facts={"amount": benefit.amount},
            )


def _members_served(index: BookIndex, vouchers: Iterable[VoucherKey]) -> set[str]:
    """Return the members of whom the services of some vouchers tell, by number; "" for unknown."""
    services = [one for key in vouchers for one in index.vouchers.services.get(key, ())]
    found = (index.people.roll.find(one.member_no, one.member_name) for one in services)
    return {member.member_no if member else "" for member in found}


def activity_voucher_missing(index: BookIndex) -> Iterator[Case]:
    """Find activities with a cost and without a voucher that the ledger knows."""
    for activity in index.book.activities:
        named = index.vouchers.named(activity.voucher_no, activity.held_on)
        missing = [key for key in named if key not in index.vouchers.entries]
        if activity.cost_amount and not named:
            told = "没有填写凭证号"
        elif missing:
            told = f"凭证号「{activity.voucher_no}」在《收支台账》中没有"
        else:
            continue
        cost = f"费用 {money(activity.cost_amount)} 元，" if activity.cost_amount else ""
        yield Case(
            f"「{activity.name}」{cost}{told}。",
            "请核对凭证号；还没有入账的请补记台账。",
            (at(activity.source, Activities.voucher_no),),
            joint=Joint("项活动", told, f"「{activity.name}」", amount=activity.cost_amount)
            if not named
            else None,
        )


def activity_cost_unlike_ledger(index: BookIndex) -> Iterator[Case]:
    """Find activities whose cost is not what the ledger has for their vouchers.

    Activities that name the same vouchers are added up.
    """
    groups: defaultdict[tuple[VoucherKey, ...], list[Activity]] = defaultdict(list)
    for activity in index.book.activities:
        named = index.vouchers.named(activity.voucher_no, activity.held_on)
        if activity.cost_amount and named:
            groups[tuple(sorted(set(named)))].append(activity)
    for keys, activities in groups.items():
        entries = [one for key in keys for one in index.vouchers.entries.get(key, ())]
        if any(key not in index.vouchers.entries for key in keys):
            continue  # activity_voucher_missing tells of it
        cost = sum((one.cost_amount or ZERO for one in activities), ZERO)
        booked = sum((entry.expense_amount for entry in entries), ZERO)
        if (
            cost != booked
            and not _is_paid_for_items(index, activities, entries, cost)
            and not _is_of_one_row(index, entries, cost)
        ):
            yield Case(
                f"「{listed([one.name for one in activities])}」登记费用 {money(cost)} 元，"
                f"凭证「{activities[0].voucher_no}」支出 {money(booked)} 元，"
                f"相差 {money(abs(cost - booked))} 元。",
                "请按凭证核对活动费用。",
                (
                    *(at(one.source, Activities.cost_amount) for one in activities),
                    *(at(entry.source, Ledger.expense_amount) for entry in entries),
                ),
                facts={"cost_amount": cost, "booked_amount": booked},
            )


def _is_paid_for_items(
    index: BookIndex, activities: Iterable[Activity], entries: Iterable[LedgerEntry], cost: Decimal
) -> bool:
    """Tell whether the plan items of some activities cost as much, on these and other vouchers."""
    numbers = {one.item_no for one in activities if one.item_no}
    if not any(entry.expense_amount and entry.item_no in numbers for entry in entries):
        return False
    return cost == sum((index.plan.expense_by_item.get(number, ZERO) for number in numbers), ZERO)


_DOUBT = (Group.AGREEMENT, Severity.WARNING, Grounds.AGREEMENT)
RULES = (
    Rule(
        "服务有金额而台账没有",
        *_DOUBT,
        service_not_in_ledger,
        reason="给了钱而账上没有，或者凭证号写错了。",
        example="住院慰问 500.00 元写记-88，台账没有记-88。",
        remedy="补记支出，改正凭证号；没有付钱的，去掉金额。",
    ),
    Rule(
        "服务金额与台账不符",
        *_DOUBT,
        service_amount_unlike_ledger,
        reason="会员签收的和账上记的应是同一个数。",
        example="三次服务各 200.00 元都写记-9，台账记-9 是 500.00 元。",
        remedy="改正有误的一边，或补登缺少的服务。",
    ),
    Rule(
        "台账慰问没有服务登记",
        *_DOUBT,
        ledger_gift_not_in_services,
        reason="检查时看的是服务台账，没有登记的慰问看不见。",
        example="台账有王芳结婚慰问 600.00 元，服务台账没有。",
        remedy="在《服务台账》补登。",
    ),
    Rule(
        "活动没有凭证",
        *_DOUBT,
        activity_voucher_missing,
        reason="没有凭证号，活动花了多少就拿不出证明。",
        example="运动会费用 5,200.00 元，凭证号空着。",
        remedy="补填凭证号，或补记支出。",
    ),
    Rule(
        "活动费用与台账不符",
        *_DOUBT,
        activity_cost_unlike_ledger,
        reason="活动登记和账上应是同一个数。",
        example="运动会费用 5,200.00 元，凭证记-40 是 5,020.00 元。",
        remedy="改正费用或金额，或补上缺少的凭证号。",
    ),
)
