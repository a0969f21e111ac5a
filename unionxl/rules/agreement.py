"""Rules about tables that must tell the same story."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.contribution import (
    contribution_of,
    deviation_rate,
    is_remittance,
    remitted_amount,
)
from unionxl.domain.dues import dues_paid_total
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.purposes import LIFE_EVENTS, Purpose
from unionxl.domain.welfare import purpose_of_service
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed, money, percent, rows_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.activities import Activity
    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.source import SourceRef
    from unionxl.domain.vouchers import VoucherKey
    from unionxl.rules.book_index import BookIndex

LAST_MONTH = 12
MID_YEAR = 6
FEW_VISITED = 3  # gifts of a festival to more members are no visits
SINGLE_PURPOSES = LIFE_EVENTS | {Purpose.BIRTHDAY, Purpose.HARDSHIP}


def service_not_in_ledger(index: BookIndex) -> Iterator[Case]:
    """Find services that cost something and have no ledger row.

    A service marked 否 under 是否入账 is told as a hint.

    Why it matters:
        Money was given that no account knows of, or the voucher number is wrong.

    Example:
        住院慰问 500.00 with voucher 记-88, and the ledger has no 记-88.

    How to clear it:
        Book the payment, correct the voucher number, or remove the amount if nothing was paid.
    """
    kept = {benefit.source for benefit in index.benefits}
    for service in index.book.service_entries:
        if not service.amount:
            continue
        named = index.vouchers_named(service.voucher_no, service.served_on)
        missing = [key for key in named if key not in index.entries_by_voucher]
        what = f"「{service.member_name}」{service.service_kind} {money(service.amount)} 元"
        if missing:
            yield Case(
                f"{what}，凭证号「{service.voucher_no}」在《收支台账》中没有。",
                "请核对凭证号；还没有入账的请补记台账。",
                (at(service.source, "凭证号"),),
                facts={"amount": service.amount},
            )
        elif not named and service.is_booked is not False and service.source in kept:
            yield Case(
                f"{what}没有凭证号，《收支台账》中也找不到这笔支出。",
                "请补填凭证号；还没有入账的请补记台账。",
                (at(service.source, "凭证号"),),
                facts={"amount": service.amount},
            )
        elif service.is_booked is False:
            yield Case(
                f"{what}登记为没有入账。",
                "请核对这笔钱由谁支付；由工会支付的请补记台账。",
                (at(service.source, "是否入账"),),
                severity=Severity.NOTE,
                facts={"amount": service.amount},
            )


def service_amount_unlike_ledger(index: BookIndex) -> Iterator[Case]:
    """Find vouchers whose services do not add up to the ledger's amount.

    Why it matters:
        What the members signed for and what was booked must be one sum.

    Example:
        Three services of 200.00 name 记-9, and the ledger has 记-9 with 500.00.

    How to clear it:
        Correct the amount on the wrong side, or add the services that are missing.
    """
    for keys, services in _services_of_one_payment(index):
        entries = [one for key in keys for one in index.entries_by_voucher.get(key, ())]
        given = sum((service.amount or ZERO for service in services), ZERO)
        booked = sum((entry.expense_amount for entry in entries), ZERO)
        if entries and given and given != booked and not _is_of_one_row(index, entries, given):
            yield Case(
                f"凭证「{listed(_numbers(entries))}」服务登记 {len(services)} 笔"
                f"共 {money(given)} 元，"
                f"《收支台账》{rows_text(one.source for one in entries)}支出 {money(booked)} 元，"
                f"相差 {money(abs(given - booked))} 元。",
                "请按签收名单和凭证核对两处的金额。",
                (
                    *(at(service.source, "金额") for service in services),
                    *(at(entry.source, "支出金额") for entry in entries),
                ),
                facts={"given_amount": given, "booked_amount": booked},
            )


def _is_of_one_row(index: BookIndex, entries: Sequence[LedgerEntry], amount: Decimal) -> bool:
    """Tell whether an amount is that of one of several vouchers with one number.

    voucher_repeated tells of the number; that the others do not fit follows from it.
    """
    if len(entries) == 1 or all(entry.expense_amount != amount for entry in entries):
        return False
    return entries[0].source.row in index.rows_of_doubles


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
        named = dict.fromkeys(index.vouchers_named(service.voucher_no, service.served_on))
        if len(named) > 1:
            together.update(dict.fromkeys(named, tuple(named)))
    for key, services in index.services_by_voucher.items():
        groups[together.get(key, (key,))].update({one.source: one for one in services})
    for keys, found in groups.items():
        yield keys, list(found.values())


def ledger_gift_not_in_services(index: BookIndex) -> Iterator[Case]:
    """Find gifts to named members in the ledger that the services do not tell of.

    Why it matters:
        The register of visits is what inspectors read; a gift without an entry is not seen.

    Example:
        结婚慰问 600.00 to 王芳 in the ledger, and no service with that voucher or member.

    How to clear it:
        Enter the service.
    """
    if not index.book.service_entries:
        return
    served: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
    for service in index.book.service_entries:
        member = index.roll.find(service.member_no, service.member_name)
        if member is not None and service.service_kind:
            served[member.member_no].append(service)
    kinds = {purpose_of_service(service) for service in index.book.service_entries}
    for benefit in index.ledger_benefits:
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
                (at(benefit.source, "受益会员"),),
                facts={"amount": benefit.amount},
            )


def _members_served(index: BookIndex, vouchers: Iterable[VoucherKey]) -> set[str]:
    """Return the members of whom the services of some vouchers tell, by number; "" for unknown."""
    services = [one for key in vouchers for one in index.services_by_voucher.get(key, ())]
    found = (index.roll.find(one.member_no, one.member_name) for one in services)
    return {member.member_no if member else "" for member in found}


def activity_voucher_missing(index: BookIndex) -> Iterator[Case]:
    """Find activities with a cost and without a voucher that the ledger knows.

    Why it matters:
        Without the voucher nobody can show what the activity cost.

    Example:
        运动会 with a cost of 5,200.00 and an empty voucher number.

    How to clear it:
        Fill in the number of the voucher, or book the payment.
    """
    for activity in index.book.activities:
        named = index.vouchers_named(activity.voucher_no, activity.held_on)
        missing = [key for key in named if key not in index.entries_by_voucher]
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
            (at(activity.source, "凭证号"),),
            joint=Joint("项活动", told, f"「{activity.name}」", amount=activity.cost_amount)
            if not named
            else None,
        )


def activity_cost_unlike_ledger(index: BookIndex) -> Iterator[Case]:
    """Find activities whose cost is not what the ledger has for their vouchers.

    Activities that name the same vouchers are added up.

    Why it matters:
        The register and the books must show one cost.

    Example:
        运动会 with a cost of 5,200.00 and voucher 记-40 with 5,020.00.

    How to clear it:
        Correct the cost or the amount, or add the voucher that is missing.
    """
    groups: defaultdict[tuple[VoucherKey, ...], list[Activity]] = defaultdict(list)
    for activity in index.book.activities:
        named = index.vouchers_named(activity.voucher_no, activity.held_on)
        if activity.cost_amount and named:
            groups[tuple(sorted(set(named)))].append(activity)
    for keys, activities in groups.items():
        entries = [one for key in keys for one in index.entries_by_voucher.get(key, ())]
        if any(key not in index.entries_by_voucher for key in keys):
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
                    *(at(one.source, "费用") for one in activities),
                    *(at(entry.source, "支出金额") for entry in entries),
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
    return cost == sum((index.expense_by_item.get(number, ZERO) for number in numbers), ZERO)


def dues_unlike_ledger(index: BookIndex) -> Iterator[Case]:
    """Find a year whose dues table and ledger account of dues differ.

    Why it matters:
        Every yuan a member paid must have reached the account.

    Example:
        The table adds up to 36,990.00, the account 会费收入 to 36,890.00.

    How to clear it:
        Book what is missing, or correct the table.
    """
    if not index.book.dues_payments or not index.book.ledger_entries:
        return  # one of the two is not kept in this book
    if index.chart.named("会费收入") is None:
        return
    payments, entries = _kept_dues(index)
    paid = dues_paid_total(payments, index.year)
    booked = sum((entry.income_amount for entry in entries), ZERO)
    in_table = sum((one.paid_amount or ZERO for one in payments), ZERO)
    if booked not in {paid, in_table}:  # what was deducted in December may be booked in January
        months = _differing_months(index)
        told = f"，差在{listed([f'{month}月' for month in months])}" if months else ""
        in_question = sorted(entries, key=lambda entry: entry.booked_on.month not in months)
        yield Case(
            f"《会费》表实缴 {money(paid)} 元，台账会费收入 {money(booked)} 元，"
            f"相差 {money(abs(paid - booked))} 元{told}。",
            "请逐月核对《会费》表与台账；漏记的请补记。",
            tuple(at(entry.source, "收入金额") for entry in in_question),
            facts={"paid_amount": paid, "booked_amount": booked},
        )


def _kept_dues(index: BookIndex) -> tuple[list[DuesPayment], list[LedgerEntry]]:
    """Return the dues paid and the dues booked, both from the first month kept on."""
    settings = index.book.settings

    def is_kept(payment: DuesPayment) -> bool:
        month = Month.of(payment.paid_on) if payment.paid_on else payment.month
        return month is None or not settings.is_before_start(month)

    entries = index.income_entries_of("会费收入")
    return (
        [payment for payment in index.dues.payments if is_kept(payment)],
        [one for one in entries if not settings.is_before_start(Month.of(one.booked_on))],
    )


def _differing_months(index: BookIndex) -> tuple[int, ...]:
    """Return the months in which money paid and money booked differ, where days are known."""
    differences: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    payments, entries = _kept_dues(index)
    for payment in payments:
        if payment.paid_on is None:
            return ()
        differences[payment.paid_on.month] += payment.paid_amount or ZERO
    for entry in entries:
        differences[entry.booked_on.month] -= entry.income_amount
    return tuple(month for month, amount in sorted(differences.items()) if amount)


def employer_contribution_unlike_payroll(index: BookIndex) -> Iterator[Case]:
    """Find a contribution that is not the payroll times 2 % times the share that stays.

    A shortfall is told when the ledger reaches December, nothing at all from July on.

    Why it matters:
        The law gives the union 2 % of the payroll; what is not booked did not arrive.

    Example:
        Payroll 1,000,000.00, share 60 %: 12,000.00 expected, 10,000.00 booked.

    How to clear it:
        Ask the finance office, or correct payroll and shares in 设置.
    """
    split = contribution_of(index.book.settings)
    tolerance = index.figure("contribution-tolerance")
    account = index.chart.named("拨缴经费收入")
    if split is None or tolerance is None or account is None or not index.book.ledger_entries:
        return
    expected = split.retained_amount
    booked = index.income_of("拨缴经费收入")
    deviation = deviation_rate(booked, expected)
    if deviation is None or not _is_due(index, deviation, tolerance, booked):
        return
    entries = index.income_entries_of("拨缴经费收入")
    side = "多" if deviation > 0 else "少"
    yield Case(
        f"拨缴经费收入 {money(booked)} 元，按工资总额应有 {money(expected)} 元，"
        f"{side} {money(abs(booked - expected))} 元（{_share_over(abs(deviation), tolerance)}）。",
        "请与财务核对工资总额、拨缴比例和留成比例" + ("，少拨的请催办。" if side == "少" else "。"),
        tuple(at(entry.source, "收入金额") for entry in entries),
        facts={"booked_amount": booked, "expected_amount": expected},
    )


def _share_over(share: Decimal, tolerance: Decimal) -> str:
    """Write a share, so exactly that it does not look like the tolerance it exceeds."""
    told = percent(share)
    return f"{share * 100:.2f}%" if told == percent(tolerance) else told


def _is_due(index: BookIndex, deviation: Decimal, tolerance: Decimal, booked: Decimal) -> bool:
    """Tell whether a deviation can be judged at this time of the year."""
    if deviation > tolerance:
        return True
    if index.starts_late:
        return False  # what came before the first month kept stands elsewhere
    if index.last_month == LAST_MONTH:
        return deviation < -tolerance
    return not booked and index.last_month > MID_YEAR


def remittance_unlike_contribution(index: BookIndex) -> Iterator[Case]:
    """Find money passed to the union above beyond its share of the contribution.

    Why it matters:
        What goes up follows from the payroll; more than that is an error or another payment.

    Example:
        The share of 40 % is 8,000.00, and 9,000.00 were passed on.

    How to clear it:
        Check the payments and the share in 设置.
    """
    split = contribution_of(index.book.settings)
    tolerance = index.figure("contribution-tolerance")
    if split is None or tolerance is None:
        return
    entries = [entry for entry in index.expenses_for(Purpose.REMITTANCE) if is_remittance(entry)]
    done = remitted_amount(entries)
    deviation = deviation_rate(done, split.remitted_amount)
    if done and (deviation is None or deviation > tolerance):
        yield Case(
            f"全年上缴经费 {money(done)} 元，按留成比例应上缴 {money(split.remitted_amount)} 元，"
            f"多 {money(done - split.remitted_amount)} 元。",
            "请核对上缴凭证和设置中的留成比例。",
            tuple(at(entry.source, "支出金额") for entry in reversed(entries)),
            facts={"remitted_amount": done, "due_amount": split.remitted_amount},
        )


_DOUBT = (Group.AGREEMENT, Severity.WARNING, Grounds.AGREEMENT)
RULES = (
    Rule("服务有金额而台账没有", *_DOUBT, service_not_in_ledger),
    Rule("服务金额与台账不符", *_DOUBT, service_amount_unlike_ledger),
    Rule("台账慰问没有服务登记", *_DOUBT, ledger_gift_not_in_services),
    Rule("活动没有凭证", *_DOUBT, activity_voucher_missing),
    Rule("活动费用与台账不符", *_DOUBT, activity_cost_unlike_ledger),
    Rule("会费表与台账不符", Group.DUES, Severity.WARNING, Grounds.AGREEMENT, dues_unlike_ledger),
    Rule(
        "拨缴经费与工资总额不符",
        Group.DUES,
        Severity.WARNING,
        Grounds.REGULATION,
        employer_contribution_unlike_payroll,
    ),
    Rule(
        "上缴经费多于应缴",
        Group.DUES,
        Severity.WARNING,
        Grounds.AGREEMENT,
        remittance_unlike_contribution,
    ),
)
