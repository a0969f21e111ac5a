"""How the dues of a year stand, member by member and month by month.

Every sheet, check, chart and report that speaks of dues takes its states and figures from here.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.dues import (
    FIXED,
    DuesPeriod,
    DuesRounding,
    DuesTerms,
    dues_accounts,
    excused_months,
    is_exempt,
    period_of,
)
from unionxl.domain.dues_parts import parts_of
from unionxl.domain.dues_surplus import with_surplus_spread
from unionxl.domain.money import ZERO
from unionxl.domain.once import once_a_book
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.policy import Policy, Standards
from unionxl.domain.roll import Roll

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesAccount, DuesPayment
    from unionxl.domain.members import Member
    from unionxl.domain.policy import Limit


class DuesState(enum.Enum):
    """How one member stands with the dues of one month; the value is the word for it."""

    PAID = "已缴"
    PART_PAID = "未缴足"
    OWED = "欠缴"
    UNREGISTERED = "未登记"
    UNKNOWN = "无法计算"
    EXCUSED = "免缴"
    NOT_DUE = "未到期"
    NOT_A_MEMBER = "不需缴纳"
    BEFORE_START = "启用前"


SHORT = frozenset({DuesState.PART_PAID, DuesState.OWED})
_NOT_ASKED = frozenset({*DuesState} - SHORT - {DuesState.UNREGISTERED, DuesState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class DuesTotal:
    """How many members stand alike, for how many months, and how much it comes to."""

    member_count: int
    account_count: int
    month_count: int
    amount: Decimal

    @classmethod
    def of(cls, accounts: Iterable[DuesAccount]) -> DuesTotal:
        """Add up some accounts."""
        found = tuple(accounts)
        return cls(
            len({account.member.member_no for account in found}),
            len(found),
            sum(len(account.owed_months) for account in found),
            sum((account.short_amount for account in found), ZERO),
        )


def dues_terms(book: UnionBook, day: dt.date) -> DuesTerms:
    """Return how the union of a book computes its dues."""
    settings = book.settings
    own = Policy.of(settings.province, Standards(), book.limits)
    return DuesTerms(
        is_fixed=settings.dues_method == FIXED,
        rate=settings.dues_rate,
        rates_by_kind=_figures(own.limits_below("dues-rate", day)),
        amounts_by_class=_figures(own.limits_below("dues-amount", day)),
        cuts_to_tens=settings.dues_cuts_to_tens == "是",
        rounding=DuesRounding.of(settings.dues_rounding),
        period=DuesPeriod.of(settings.dues_period),
        first_month=settings.start_month,
    )


def _figures(limits: Mapping[str, Limit]) -> dict[str, Decimal]:
    return {name: limit.amount for name, limit in limits.items() if limit.amount is not None}


class DuesYear:
    """The dues of one year as the book tells of them on its day; nothing here changes the book."""

    def __init__(self, book: UnionBook, terms: DuesTerms, roll: Roll | None = None) -> None:
        self.book = book
        self.terms = terms
        self.roll = roll or Roll.of(book.members)

    @cached_property
    def _found_payments(self) -> tuple[tuple[Member | None, tuple[DuesPayment, ...]], ...]:
        """Each dues row with its member, and its part of every collection period it names."""
        rows = (
            (self.roll.find(row.member_no, row.member_name), row) for row in self.book.dues_payments
        )
        return tuple((member, parts_of(row, member, self.terms)) for member, row in rows)

    @cached_property
    def payments(self) -> tuple[DuesPayment, ...]:
        """What the dues table tells, a row for several collection periods as its parts."""
        return tuple(part for _, parts in self._found_payments for part in parts)

    @cached_property
    def of_other_years(self) -> tuple[DuesPayment, ...]:
        """What the dues table tells of months in which this workbook is not kept."""
        year = self.book.fiscal_year
        return tuple(one for one in self.payments if one.month and one.month.year != year)

    @cached_property
    def payments_by_member(self) -> Mapping[str, tuple[DuesPayment, ...]]:
        """The same by member, found by number or by a name that is unique."""
        found: defaultdict[str, list[DuesPayment]] = defaultdict(list)
        for member, parts in self._found_payments:
            if member is not None:
                found[member.member_no] += parts
        return {number: tuple(payments) for number, payments in found.items()}

    @cached_property
    def payers(self) -> frozenset[str]:
        """The numbers of the members who paid anything for the year."""
        return frozenset(
            number
            for number, payments in self.payments_by_member.items()
            if any(payment.paid_amount for payment in payments)
        )

    @cached_property
    def accounts(self) -> tuple[DuesAccount, ...]:
        """Dues payable against dues paid, in the order of the roll."""
        return with_surplus_spread(
            dues_accounts(
                self.roll.by_no.values(), self.payments_by_member, self.book.fiscal_year, self.terms
            ),
            lambda months: self.is_over(months) and self.is_registered(months),
        )

    @cached_property
    def registered_months(self) -> frozenset[Month]:
        """The months for which anybody's dues are entered."""
        return frozenset(month for payment in self.payments for month in payment.months)

    def is_over(self, months: tuple[Month, ...]) -> bool:
        """Tell whether a collection period is over, so that its dues are due."""
        this_month = Month.of(self.book.as_of)
        return months[-1] < this_month or (
            self.book.as_of >= Month(self.book.fiscal_year, MONTHS_A_YEAR).last_on
        )

    def has_begun(self, months: tuple[Month, ...]) -> bool:
        """Tell whether a collection period has begun."""
        return months[0] <= Month.of(self.book.as_of)

    def is_due(self, account: DuesAccount) -> bool:
        """Tell whether an account is asked for.

        Its time is over, it has begun and is paid, or a row says it is short.
        """
        state = self.state_of(account)
        is_paid_now = state is DuesState.PAID and self.has_begun(account.months)
        return is_paid_now or self.is_over(account.months) or state not in _NOT_ASKED

    def is_before_start(self, first: Month) -> bool:
        """Tell whether all of the collection period of a month lies before the first kept."""
        return self.terms.is_before_start(period_of(first, self.terms.period)[-1])

    def is_registered(self, months: Iterable[Month]) -> bool:
        """Tell whether anybody's dues are entered for a collection period."""
        return any(month in self.registered_months for month in months)

    def state_of(self, account: DuesAccount) -> DuesState:
        """Tell how an account stands."""
        if not account.owed_months:
            return DuesState.BEFORE_START if account.is_before_start else DuesState.NOT_A_MEMBER
        payable = account.told_payable_amount
        if (
            account.is_excused
            or is_exempt(account.member)
            or (payable is not None and payable <= 0)
        ):
            return DuesState.EXCUSED
        if payable is not None and account.settled_amount >= payable:
            return DuesState.PAID
        if self.is_over(account.months) or account.is_part_paid:
            return self._state_when_due(account, payable)
        return DuesState.NOT_DUE

    def _state_when_due(self, account: DuesAccount, payable: Decimal | None) -> DuesState:
        """Tell how an account stands that is due and not paid in full."""
        if payable is None:
            return DuesState.UNKNOWN
        if not self.is_registered(account.months):
            return DuesState.UNREGISTERED
        return DuesState.PART_PAID if account.settled_amount > 0 else DuesState.OWED

    def in_state(self, *states: DuesState) -> tuple[DuesAccount, ...]:
        """Return the accounts that stand so."""
        return tuple(account for account, state in self._stated_accounts if state in states)

    @cached_property
    def _stated_accounts(self) -> tuple[tuple[DuesAccount, DuesState], ...]:
        """Every account with how it stands."""
        return tuple((account, self.state_of(account)) for account in self.accounts)

    @cached_property
    def _states(self) -> dict[tuple[str, Month], DuesState]:
        """The state of each month that an account has, by member number."""
        found = {}
        for account, state in self._stated_accounts:
            excused = excused_months(account.payments)
            for month in account.months:
                if self.terms.is_before_start(month):
                    one = DuesState.BEFORE_START
                elif month not in account.owed_months:
                    one = DuesState.NOT_A_MEMBER
                else:
                    one = DuesState.EXCUSED if month in excused else state
                found[account.member.member_no, month] = one
        return found

    def state(self, member: Member, month: Month) -> DuesState:
        """Tell how a member stands with the dues of a month."""
        if self.terms.is_before_start(month):
            return DuesState.BEFORE_START
        return self._states.get((member.member_no, month), DuesState.NOT_A_MEMBER)

    @cached_property
    def arrears(self) -> Mapping[str, tuple[DuesAccount, ...]]:
        """What is short of dues that are due and entered, by member number."""
        return _by_member(self.in_state(*SHORT))

    @cached_property
    def unregistered(self) -> Mapping[str, tuple[DuesAccount, ...]]:
        """What is due and for which nobody's dues are entered, by member number."""
        return _by_member(self.in_state(DuesState.UNREGISTERED))

    @cached_property
    def unknown(self) -> Mapping[str, tuple[DuesAccount, ...]]:
        """What is due and cannot be computed, by member number."""
        return _by_member(self.in_state(DuesState.UNKNOWN))

    @cached_property
    def short_total(self) -> DuesTotal:
        """What is owed, added up."""
        return DuesTotal.of(self.in_state(*SHORT))

    @cached_property
    def unregistered_total(self) -> DuesTotal:
        """What is due and not entered for anybody, added up."""
        return DuesTotal.of(self.in_state(DuesState.UNREGISTERED))

    @cached_property
    def unknown_total(self) -> DuesTotal:
        """What is due and cannot be computed, added up."""
        return DuesTotal.of(self.in_state(DuesState.UNKNOWN))

    @cached_property
    def unregistered_months(self) -> tuple[Month, ...]:
        """The months of periods that are over for which nobody's dues are entered.

        Those that are paid by what was entered for other months are none.
        """
        year, step = self.book.fiscal_year, self.terms.period.month_count
        whole = [Month(year, number) for number in range(1, MONTHS_A_YEAR + 1)]
        periods = [tuple(whole[start : start + step]) for start in range(0, MONTHS_A_YEAR, step)]
        return tuple(
            month
            for months in periods
            if self.is_over(months) and not (self.is_registered(months) or self._is_covered(months))
            for month in months
            if not self.terms.is_before_start(month)
        )

    def _is_covered(self, months: tuple[Month, ...]) -> bool:
        """Tell whether what was entered for other months leaves nobody of a period unregistered."""
        return months[0] in self._covered_starts - {
            account.months[0] for account in self.in_state(DuesState.UNREGISTERED)
        }

    @cached_property
    def _covered_starts(self) -> frozenset[Month]:
        return frozenset(one.months[0] for one in self.accounts if one.moved_amount > 0)

    @cached_property
    def rate_is_refused(self) -> bool:
        """Whether the rate in the settings is none that can be, and none is used instead."""
        return "会费比例" in self.book.refused_settings

    @cached_property
    def uncounted_row_count(self) -> int:
        """How many rows of the dues table could not be read and are in no figure."""
        return self.book.skipped_rows.get("dues_payments", 0)


@once_a_book
def dues_year(book: UnionBook) -> DuesYear:
    """Return how the dues of a book stand on its day."""
    first, last = Month(book.fiscal_year, 1), Month(book.fiscal_year, MONTHS_A_YEAR)
    day = min(max(book.as_of, first.first_on), last.last_on)
    return DuesYear(book, dues_terms(book, day))


def _by_member(accounts: Iterable[DuesAccount]) -> Mapping[str, tuple[DuesAccount, ...]]:
    found: defaultdict[str, list[DuesAccount]] = defaultdict(list)
    for account in accounts:
        found[account.member.member_no].append(account)
    return {number: tuple(some) for number, some in found.items()}
