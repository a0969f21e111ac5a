"""Dues, contribution and remittance against what is booked of them."""

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
from unionxl.domain.money import ZERO, yuan
from unionxl.domain.period import Month
from unionxl.domain.written import money, percent
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed
from unionxl.tables.ledger import Ledger
from unionxl.words.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.rules.book_index import BookIndex

LAST_MONTH = 12
FIRST_QUARTER = 3


def dues_unlike_ledger(index: BookIndex) -> Iterator[Case]:
    """Find a year whose dues table and ledger account of dues differ."""
    if not index.book.dues_payments or not index.book.ledger_entries:
        return  # one of the two is not kept in this book
    if index.ledger.chart.named("会费收入") is None:
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
            tuple(at(entry.source, Ledger.income_amount) for entry in in_question),
            facts={"paid_amount": paid, "booked_amount": booked},
        )


def _kept_dues(index: BookIndex) -> tuple[list[DuesPayment], list[LedgerEntry]]:
    """Return the dues paid and the dues booked, both from the first month kept on."""
    settings = index.book.settings

    def is_kept(payment: DuesPayment) -> bool:
        month = Month.of(payment.paid_on) if payment.paid_on else payment.month
        return month is None or not settings.is_before_start(month)

    entries = index.ledger.income_entries_of("会费收入")
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

    A shortfall is held against the months that are over by then: told from December on, nothing
    at all once the first quarter is over. What is too much is too much for the year.
    """
    split = contribution_of(index.book.settings)
    tolerance = index.limits.figure("contribution-tolerance")
    account = index.ledger.chart.named("拨缴经费收入")
    if split is None or tolerance is None or account is None or not index.book.ledger_entries:
        return
    booked = index.ledger.income_of("拨缴经费收入")
    months = _months_over(index)
    year_amount = split.retained_amount
    is_over_year = (deviation_rate(booked, year_amount) or ZERO) > tolerance
    if is_over_year:
        months = LAST_MONTH
    expected = yuan(year_amount * months / LAST_MONTH)
    deviation = deviation_rate(booked, expected)
    if deviation is None or not (is_over_year or _is_short(index, deviation, tolerance, booked)):
        return
    so_far = "" if months == LAST_MONTH else f"前 {months} 个月"
    entries = index.ledger.income_entries_of("拨缴经费收入")
    side = "多" if deviation > 0 else "少"
    yield Case(
        f"拨缴经费收入 {money(booked)} 元，按工资总额{so_far}应有 {money(expected)} 元，"
        f"{side} {money(abs(booked - expected))} 元（{_share_over(abs(deviation), tolerance)}）。",
        "请与财务核对工资总额、拨缴比例和留成比例" + ("，少拨的请催办。" if side == "少" else "。"),
        tuple(at(entry.source, Ledger.income_amount) for entry in entries),
        facts={"booked_amount": booked, "expected_amount": expected},
    )


def _share_over(share: Decimal, tolerance: Decimal) -> str:
    """Write a share, so exactly that it does not look like the tolerance it exceeds."""
    told = percent(share)
    return f"{share * 100:.2f}%" if told == percent(tolerance) else told


def _months_over(index: BookIndex) -> int:
    """Return how many months of the year are past on the day of the book, all at its end."""
    day = index.book.as_of
    if day.year < index.year:
        return 0
    return LAST_MONTH if index.year_is_over else day.month - 1


def _is_short(index: BookIndex, deviation: Decimal, tolerance: Decimal, booked: Decimal) -> bool:
    """Tell whether a shortfall can be judged at this time of the year."""
    if index.starts_late:
        return False  # what came before the first month kept stands elsewhere
    months = _months_over(index)
    if months >= LAST_MONTH - 1:
        return deviation < -tolerance
    return not booked and months >= FIRST_QUARTER


def remittance_unlike_contribution(index: BookIndex) -> Iterator[Case]:
    """Find money passed to the union above beyond its share of the contribution."""
    split = contribution_of(index.book.settings)
    tolerance = index.limits.figure("contribution-tolerance")
    if split is None or tolerance is None:
        return
    entries = [
        entry for entry in index.ledger.expenses_for(Purpose.REMITTANCE) if is_remittance(entry)
    ]
    done = remitted_amount(entries)
    deviation = deviation_rate(done, split.remitted_amount)
    if done and (deviation is None or deviation > tolerance):
        yield Case(
            f"全年上缴经费 {money(done)} 元，按留成比例应上缴 {money(split.remitted_amount)} 元，"
            f"多 {money(done - split.remitted_amount)} 元。",
            "请核对上缴凭证和设置中的留成比例。",
            tuple(at(entry.source, Ledger.expense_amount) for entry in reversed(entries)),
            facts={"remitted_amount": done, "due_amount": split.remitted_amount},
        )


RULES = (
    Rule(
        "会费表与台账不符",
        Group.DUES,
        Severity.WARNING,
        Grounds.AGREEMENT,
        dues_unlike_ledger,
        reason="会员缴的每一元都应到账。",
        example="《会费》表合计 36,990.00 元，会费收入科目是 36,890.00 元。",
        remedy="补记漏记的，或改正《会费》表。",
    ),
    Rule(
        "拨缴经费与工资总额不符",
        Group.DUES,
        Severity.WARNING,
        Grounds.REGULATION,
        employer_contribution_unlike_payroll,
        reason="单位按工资总额的百分之二拨缴，账上没有的就是没有到账。",
        example="工资总额 1,000,000.00 元，留成六成，应有 12,000.00 元，账上 10,000.00 元。",
        remedy="与财务核对，或改正《设置》中的工资总额和比例。",
        limits=("contribution-tolerance",),
    ),
    Rule(
        "上缴经费多于应缴",
        Group.DUES,
        Severity.WARNING,
        Grounds.AGREEMENT,
        remittance_unlike_contribution,
        reason="上缴数由工资总额推算，多出的可能记错。",
        example="四成应上缴 8,000.00 元，已上缴 9,000.00 元。",
        remedy="核对上缴的各笔和《设置》中的比例。",
    ),
)
