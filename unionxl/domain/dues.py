"""Membership dues: what is payable, what was paid, and by whom."""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from unionxl.domain.money import FEN, ZERO, yuan
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.shares import MOST_DUES_RATE, read_share
from unionxl.words.lists import any_of
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from unionxl.domain.members import Member
    from unionxl.domain.source import SourceRef

BY_SHARE = "按比例"
FIXED = "定额"
TEN_YUAN = Decimal(10)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RATE = re.compile(
    r"(\d+(?:\.\d+)?)\s*[%％‰‱]"
    rf"|[百千万]分之(?:\d+(?:\.\d+)?|[〇零两{ONES}十百点]+)"
)
_SMALL = re.compile(r"0\.\d+")


@dataclass(frozen=True, slots=True)
class DuesPayment:
    """The dues of one member for one month, or for several that one row names.

    `named_months` are those of a row that names several; `month` is the last of them.
    """

    member_no: str
    member_name: str
    month: Month | None
    payable_amount: Decimal | None
    paid_amount: Decimal | None
    paid_on: dt.date | None
    method: str
    remark: str
    source: SourceRef
    named_months: tuple[Month, ...] = ()

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that the row is for, none where it names none that can be read."""
        return self.named_months or (() if self.month is None else (self.month,))

    @property
    def is_excused(self) -> bool:
        """Whether the remark says why nothing is to be paid, such as 产假期间免缴.

        A row with no amount at all needs plainer words than one that asks for 0.
        """
        if self.payable_amount is None:
            return not self.paid_amount and bool(any_of("dues", "免缴").search(self.remark))
        return self.payable_amount == ZERO and bool(any_of("dues", "不用交").search(self.remark))


class DuesPeriod(enum.Enum):
    """How often dues are collected; the value is the word in the workbook."""

    MONTH = "按月"
    QUARTER = "按季"
    HALF_YEAR = "按半年"
    YEAR = "按年"

    @classmethod
    def of(cls, word: str) -> Self:
        """Read the word in the settings; monthly where there is none."""
        return next((period for period in cls if period.value == word), cls.MONTH)

    @property
    def month_count(self) -> int:
        """The number of months in a period."""
        return _MONTH_COUNTS[self]


_MONTH_COUNTS = {
    DuesPeriod.MONTH: 1,
    DuesPeriod.QUARTER: 3,
    DuesPeriod.HALF_YEAR: 6,
    DuesPeriod.YEAR: 12,
}


class DuesRounding(enum.Enum):
    """To what unit the dues of a period are rounded; the value is the word in the workbook."""

    FEN = "到分"
    JIAO = "到角"
    YUAN = "到元"

    @classmethod
    def of(cls, word: str) -> Self:
        """Read the word in the settings; to the fen where there is none."""
        return next((rounding for rounding in cls if rounding.value == word), cls.FEN)

    @property
    def unit(self) -> Decimal:
        """The unit in yuan."""
        return _UNITS[self]


_UNITS = {
    DuesRounding.FEN: FEN,
    DuesRounding.JIAO: Decimal("0.1"),
    DuesRounding.YUAN: Decimal(1),
}


@dataclass(frozen=True, slots=True)
class DuesTerms:
    """How a union computes its dues.

    `rates_by_kind` holds what differs for a kind of staff (人员类别), such as those on probation; a
    share that stands in a member's own 会费档次 goes before it. `amounts_by_class` holds the fixed
    yuan a month of a 会费档次. `first_month` is the first that is kept in the workbook.
    """

    is_fixed: bool = False
    rate: Decimal | None = None
    rates_by_kind: Mapping[str, Decimal] = field(default_factory=dict)
    amounts_by_class: Mapping[str, Decimal] = field(default_factory=dict)
    cuts_to_tens: bool = False
    rounding: DuesRounding = DuesRounding.FEN
    period: DuesPeriod = DuesPeriod.MONTH
    first_month: Month | None = None

    def is_before_start(self, month: Month) -> bool:
        """Tell whether a month lies before the first one that is kept."""
        return self.first_month is not None and month < self.first_month


def is_exempt(member: Member) -> bool:
    """Tell whether a member's class says that nothing is to be paid, such as 免缴."""
    text = member.dues_class
    is_free = any_of("dues", "免缴").search(text) is not None
    return is_free and not (_NUMBER.search(text) or _RATE.search(text))


def payable_for(member: Member, month_count: int, terms: DuesTerms) -> Decimal | None:
    """Return what a member owes for some months of one period, rounded once.

    None when the base, the rate or the fixed amount is not known.
    """
    if is_exempt(member):
        return ZERO
    monthly = _fixed_amount(member, terms) if terms.is_fixed else _share_of_base(member, terms)
    return None if monthly is None else yuan(monthly * month_count, terms.rounding.unit)


def payable_of(member: Member, month_count: int, terms: DuesTerms) -> Decimal | None:
    """Return what `payable_for` does, but None for a base of nothing, which tells nothing."""
    base = member.monthly_base_amount
    is_untold = not (terms.is_fixed or is_exempt(member)) and base is not None and base <= 0
    return None if month_count and is_untold else payable_for(member, month_count, terms)


def _fixed_amount(member: Member, terms: DuesTerms) -> Decimal | None:
    """Return the yuan a month of the member's class, which may be written as a number."""
    amount = terms.amounts_by_class.get(member.dues_class)
    if amount is not None:
        return amount
    number = _NUMBER.search(member.dues_class)
    return Decimal(number[0]) if number else None


def _share_of_base(member: Member, terms: DuesTerms) -> Decimal | None:
    """Return the unrounded share of the member's base."""
    own = own_rate(member)
    rate = terms.rates_by_kind.get(member.staff_kind, terms.rate) if own is None else own
    base = member.monthly_base_amount
    is_impossible = own is not None and own > MOST_DUES_RATE  # the reader refuses all others
    if rate is None or base is None or is_impossible:
        return None
    return (base // TEN_YUAN * TEN_YUAN if terms.cuts_to_tens else base) * rate


def own_rate(member: Member) -> Decimal | None:
    """Return the share that stands in a member's own 会费档次; None where none does.

    A bare number below 1 is what a cell in per cent holds.
    """
    told = _RATE.search(member.dues_class)
    if told:
        return read_share(told[0])
    return Decimal(member.dues_class) if _SMALL.fullmatch(member.dues_class) else None


def months_owed(member: Member, year: int) -> tuple[Month, ...]:
    """Return the months of a year for which a member owes dues.

    The month of joining and the month of leaving or retiring count. Who is on the roll as
    retired, moved or gone and has no day of leaving owes nothing.
    """
    first, last = 1, MONTHS_A_YEAR
    joined_on, left_on = member.joined_on, member.membership_ended_on
    if joined_on is not None and joined_on.year >= year:
        first = joined_on.month if joined_on.year == year else MONTHS_A_YEAR + 1
    if left_on is not None and left_on.year <= year:
        last = left_on.month if left_on.year == year else 0
    elif left_on is None and member.has_left:
        last = 0
    return _months_of(year)[first - 1 : last]


@lru_cache
def _months_of(year: int) -> tuple[Month, ...]:
    """Return the months of a year."""
    return tuple(Month(year, number) for number in range(1, MONTHS_A_YEAR + 1))


@lru_cache
def period_of(month: Month, period: DuesPeriod) -> tuple[Month, ...]:
    """Return the months of the collection period that a month lies in."""
    count = period.month_count
    start = (month.month - 1) // count * count + 1
    return tuple(Month(month.year, number) for number in range(start, start + count))


@dataclass(frozen=True, slots=True)
class DuesAccount:
    """One member's dues of one collection period: payable, paid, and the rows that say so.

    `owed_months` are those of membership, from the first month that is kept; `most_amount` is what
    is payable when those before it count as well. `is_before_start`: all lie before it.
    `moved_amount` came from the surplus of the member's other accounts, or went to them.
    """

    member: Member
    months: tuple[Month, ...]
    owed_months: tuple[Month, ...]
    payable_amount: Decimal | None
    paid_amount: Decimal
    payments: tuple[DuesPayment, ...]
    most_amount: Decimal | None = None
    is_before_start: bool = False
    moved_amount: Decimal = ZERO

    @property
    def settled_amount(self) -> Decimal:
        """What counts as paid for these months, wherever it was entered."""
        return self.paid_amount + self.moved_amount

    @property
    def told_payable_amount(self) -> Decimal | None:
        """What is payable: as computed, else as the table says; None where neither tells."""
        if self.payable_amount is not None:
            return self.payable_amount
        told = [one.payable_amount for one in self.payments if one.payable_amount is not None]
        return sum(told, ZERO) if told or self.is_excused else None

    @property
    def short_amount(self) -> Decimal:
        """By how much less was paid than is payable, as far as that is known; never below zero."""
        return max((self.told_payable_amount or ZERO) - self.settled_amount, ZERO)

    @property
    def most_payable_amount(self) -> Decimal | None:
        """What can be payable at most, as far as that is known."""
        payable = self.told_payable_amount if self.owed_months else ZERO
        return max((one for one in (payable, self.most_amount) if one is not None), default=None)

    @property
    def counts_before_start(self) -> bool:
        """Whether the most that can be payable is that with the months before the start."""
        payable = self.told_payable_amount if self.owed_months else ZERO
        return self.most_amount is not None and self.most_amount > (payable or ZERO)

    @property
    def over_amount(self) -> Decimal:
        """By how much more was paid than can be payable, as far as that is known."""
        most = self.most_payable_amount
        if self.is_before_start or most is None:
            return ZERO
        return max(self.settled_amount - most, ZERO)

    @property
    def is_part_paid(self) -> bool:
        """Whether a row itself says that less was paid than it asks for."""
        return any(
            ZERO < (payment.paid_amount or ZERO) < (payment.payable_amount or ZERO)
            for payment in self.payments
        )

    @property
    def is_excused(self) -> bool:
        """Whether every row says why nothing is to be paid."""
        return bool(self.payments) and all(payment.is_excused for payment in self.payments)


def dues_accounts(
    members: Iterable[Member],
    payments: Mapping[str, Iterable[DuesPayment]],
    year: int,
    terms: DuesTerms,
) -> tuple[DuesAccount, ...]:
    """Set payable against paid, member by member and period by period.

    Args:
        members: The roll.
        payments: The rows of the dues table by member number.
        year: The year of the months looked at.
        terms: How dues are computed.
    """
    step = terms.period.month_count
    periods = [_months_of(year)[start : start + step] for start in range(0, MONTHS_A_YEAR, step)]
    return tuple(
        account
        for member in members
        for account in _accounts_of(
            member, payments.get(member.member_no, ()), periods, year, terms
        )
    )


def _accounts_of(
    member: Member,
    payments: Iterable[DuesPayment],
    periods: Iterable[tuple[Month, ...]],
    year: int,
    terms: DuesTerms,
) -> list[DuesAccount]:
    """Return the accounts of one member, leaving out periods with nothing owed and nothing paid."""
    by_month: defaultdict[Month, list[DuesPayment]] = defaultdict(list)
    for payment in payments:
        if payment.month is not None:
            by_month[payment.month].append(payment)
    accounts = []
    all_owed = frozenset(months_owed(member, year))
    for months in periods:
        found = tuple(payment for month in months for payment in by_month.get(month, ()))
        owed = tuple(month for month in months if month in all_owed)
        if owed or found:
            accounts.append(_account(member, months, owed, found, terms))
    return accounts


def _account(
    member: Member,
    months: tuple[Month, ...],
    owed: tuple[Month, ...],
    found: tuple[DuesPayment, ...],
    terms: DuesTerms,
) -> DuesAccount:
    """Set the rows of one period against what is payable for its months.

    A month that a row excuses asks for nothing, where other rows tell of other months.
    """
    excused = excused_months(found)
    if len(excused) == len({month for payment in found for month in payment.months}):
        excused = frozenset()
    kept = tuple(month for month in owed if not terms.is_before_start(month))
    return DuesAccount(
        member,
        months,
        kept,
        payable_of(member, sum(month not in excused for month in kept), terms),
        sum((payment.paid_amount or ZERO for payment in found), ZERO),
        found,
        most_amount=payable_of(member, len(owed), terms) if kept != owed else None,
        is_before_start=terms.is_before_start(months[-1]) or (bool(owed) and not kept),
    )


def excused_months(payments: Iterable[DuesPayment]) -> frozenset[Month]:
    """Return the months for which a row says why nothing is to be paid."""
    return frozenset(month for one in payments if one.is_excused for month in one.months)


def dues_paid_total(payments: Iterable[DuesPayment], year: int) -> Decimal:
    """Add up what was paid in a year, by the day of payment or else by the month of the dues."""
    return sum(
        (payment.paid_amount or ZERO for payment in payments if _year_of(payment) in {year, None}),
        ZERO,
    )


def _year_of(payment: DuesPayment) -> int | None:
    if payment.paid_on is not None:
        return payment.paid_on.year
    return payment.month.year if payment.month is not None else None
