"""What a year comes to: money by month, work by category and month, services and dues.

Every figure of the year's charts, statements and reports is worked out here, once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.dues import period_of
from unionxl.domain.dues_year import SHORT, DuesState, dues_year
from unionxl.domain.final_accounts import final_accounts
from unionxl.domain.item_records import plan_records
from unionxl.domain.ledger import (
    LedgerTotal,
    count_later,
    income_and_spending,
    total_of,
    totals_by_month,
)
from unionxl.domain.left_out import LeftOut
from unionxl.domain.money import ZERO
from unionxl.domain.month_states import state_in, state_of, states_of
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.start import kept_items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues_year import DuesYear
    from unionxl.domain.final_accounts import FinalAccounts
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.services import ServiceEntry

UNSORTED = "未分类"
_SETTLED = frozenset({DuesState.PAID, DuesState.UNKNOWN})  # what is paid in part is short
NO_KIND = "未填事项"


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """Income and expenditure of one month and the balance at its end.

    The balance is None without an opening balance, and in the months after the book's last day.
    """

    month: Month
    income_amount: Decimal
    expense_amount: Decimal
    balance_amount: Decimal | None


@dataclass(frozen=True, slots=True)
class CategoryWork:
    """The works of one category: how many were done, and in which months there was work.

    `done_counts` and `open_counts` have a figure for each month; an open work that lasts over
    several months stands in each of them, one that is done where it was done. Cancelled works
    count nowhere.
    """

    category: str
    item_count: int
    done_item_count: int
    done_counts: tuple[int, ...]
    open_counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TurnCount:
    """How often a recurring work is to be done, and how often it was; cancelled turns are out."""

    planned_count: int
    done_count: int
    is_monthly: bool


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """The services of one kind: how many, to how many members, for how much.

    `amount` is the union's money; `other_amounts` are those of others, by whose money it was.
    """

    service_kind: str
    entry_count: int
    member_count: int
    amount: Decimal
    other_amounts: tuple[tuple[str, Decimal], ...] = ()

    @property
    def other_amount(self) -> Decimal:
        """What others paid."""
        return sum((amount for _, amount in self.other_amounts), ZERO)


@dataclass(frozen=True, slots=True)
class DuesCount:
    """The dues of one collection period: who owed, who of them paid, and all that came in.

    Of those who owe, `due_count` are those whose dues are due by the day, `due_paid_count` those
    of them who paid; who paid in a period that still runs counts in both, `not_due_count` are the
    others of it. `ahead_count` paid before a period began. `short_count` are those
    who owe what is due; apart from them stand those of a period for which nobody's dues are
    entered, and those whose dues cannot be computed: `unknown_paid_count` of them paid something
    and count as paid. `before_amount` came in for months before the first that is kept.
    """

    months: tuple[Month, ...]
    owing_count: int
    paid_amount: Decimal
    short_count: int = 0
    unregistered_count: int = 0
    unknown_count: int = 0
    due_count: int = 0
    due_paid_count: int = 0
    ahead_count: int = 0
    not_due_count: int = 0
    unknown_paid_count: int = 0
    before_amount: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """A year's statistics.

    Rows dated in another year count in every sum of the accounts, as they do in the ledger;
    `outside_year` says how much of it belongs to no month of this year. So do rows of the year
    dated after the day the figures speak of; `later_count` says how many there are.
    `proven_item_count` are the works that are open in the plan and done by the registers.
    """

    year: int
    as_of: dt.date
    accounts: FinalAccounts
    months: tuple[MonthMoney, ...]
    outside_year: LedgerTotal
    outside_year_count: int
    later_count: int
    work: tuple[CategoryWork, ...]
    services: tuple[ServiceCount, ...]
    dues: tuple[DuesCount, ...]
    left_out: LeftOut
    skipped_dues_count: int = 0
    start_month: Month | None = None
    proven_item_count: int = 0

    @property
    def item_count(self) -> int:
        """How many works there are that were not cancelled."""
        return sum(category.item_count for category in self.work)

    @property
    def done_item_count(self) -> int:
        """How many works are done."""
        return sum(category.done_item_count for category in self.work)


def year_end(book: UnionBook) -> YearEnd:
    """Work out a year's statistics."""
    year, opening = book.fiscal_year, book.settings.opening_balance_amount
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    entries = income_and_spending(book.ledger_entries)
    outside = [entry for entry in entries if entry.booked_on.year != year]
    return YearEnd(
        year=year,
        as_of=book.as_of,
        accounts=final_accounts(book.budget_lines, entries, chart, opening),
        months=money_by_month(entries, year, opening, book.as_of),
        outside_year=total_of(outside),
        outside_year_count=len(outside),
        later_count=count_later(book.ledger_entries, book.as_of, year),
        work=work_by_category(kept_items(book), year),
        services=services_by_kind(book.service_entries),
        dues=dues_by_period(book, book.as_of),
        left_out=LeftOut.of(book),
        skipped_dues_count=book.skipped_rows.get("dues_payments", 0),
        start_month=book.settings.start_month,
        proven_item_count=sum(map(plan_records(book).is_proven, kept_items(book))),
    )


def months_of(year: int) -> tuple[Month, ...]:
    """Return the months of a year."""
    return tuple(Month(year, number) for number in range(1, MONTHS_A_YEAR + 1))


def money_by_month(
    entries: Iterable[LedgerEntry],
    year: int,
    opening_amount: Decimal | None,
    as_of: dt.date,
) -> tuple[MonthMoney, ...]:
    """Return income, expenditure and balance of every month.

    A balance includes rows that are dated before the year; none is given for a month that has
    not begun, unless it already has bookings.
    """
    totals = totals_by_month(entries)
    last = max([Month.of(as_of), *(month for month in totals if month.year == year)])
    balance = opening_amount
    if balance is not None:
        balance += sum((t.net_amount for month, t in totals.items() if month.year < year), ZERO)
    found = []
    for month in months_of(year):
        total = totals.get(month, LedgerTotal())
        if balance is not None:
            balance += total.net_amount
        shown = balance if month <= last else None
        found.append(MonthMoney(month, total.income_amount, total.expense_amount, shown))
    return tuple(found)


def work_by_category(items: Iterable[WorkItem], year: int) -> tuple[CategoryWork, ...]:
    """Count works by category and month, the category with most works first."""
    groups: defaultdict[str, list[WorkItem]] = defaultdict(list)
    for item in items:
        if state_of(item) is not PlanStatus.CANCELLED:
            groups[item.category.strip() or UNSORTED].append(item)
    counted = [_category_work(name, group, year) for name, group in groups.items()]
    return tuple(sorted(counted, key=lambda work: (work.category == UNSORTED, -work.item_count)))


def _category_work(category: str, items: Sequence[WorkItem], year: int) -> CategoryWork:
    """Count the works of one category."""
    worked = [
        (month, state_in(item, month)) for item in items for month in months_of_work(item, year)
    ]

    def by_month(*, is_done: bool) -> tuple[int, ...]:
        months = [
            month
            for month, state in worked
            if state is not PlanStatus.CANCELLED and (state is PlanStatus.DONE) == is_done
        ]
        return tuple(months.count(month) for month in months_of(year))

    done_count = sum(state_of(item) is PlanStatus.DONE for item in items)
    return CategoryWork(
        category, len(items), done_count, by_month(is_done=True), by_month(is_done=False)
    )


def turns_of(item: WorkItem) -> TurnCount | None:
    """Count the turns of a recurring work, None for a work that is done once."""
    if not item.is_recurring:
        return None
    states = states_of(item).values()
    planned = [state for state in states if state is not PlanStatus.CANCELLED]
    done = sum(state is PlanStatus.DONE for state in planned)
    return TurnCount(len(planned), done, len(planned) == MONTHS_A_YEAR)


def months_of_work(item: WorkItem, year: int) -> tuple[Month, ...]:
    """Return the months of a year in which there was, or is to be, work on an item.

    A work that is done once and is done stands in the month in which it was done, the last of
    its months where no day is told.
    """
    planned = tuple(month for month in months_of(year) if item.is_planned_in(month))
    if item.is_recurring or item.status is not PlanStatus.DONE:
        return planned
    done_in = Month.of(item.done_on) if item.done_on else None
    return (done_in,) if done_in is not None and done_in.year == year else planned[-1:]


def services_by_kind(entries: Iterable[ServiceEntry]) -> tuple[ServiceCount, ...]:
    """Count services by kind, the most frequent first; not those that are still to be done."""
    groups: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
    for entry in entries:
        if entry.is_waiting:
            continue
        groups[entry.service_kind.strip() or NO_KIND].append(entry)
    counted = (
        ServiceCount(
            kind,
            len(group),
            len({entry.member_no or entry.member_name for entry in group}),
            sum((entry.amount or ZERO for entry in group if entry.is_union_money), ZERO),
            _of_others(group),
        )
        for kind, group in groups.items()
    )
    return tuple(
        sorted(counted, key=lambda count: (count.service_kind == NO_KIND, -count.entry_count))
    )


def _of_others(entries: Iterable[ServiceEntry]) -> tuple[tuple[str, Decimal], ...]:
    """Return what others than the union paid, by whose money it was."""
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        if entry.amount and not entry.is_union_money:
            sums[entry.money_source] += entry.amount
    return tuple(sums.items())


def dues_by_period(book: UnionBook, as_of: dt.date) -> tuple[DuesCount, ...]:
    """Count who owed, and who of them paid, in every collection period that has begun.

    A member who paid for any month of a period has paid in it.
    """
    dues = dues_year(replace(book, as_of=as_of))
    period, year = dues.terms.period, book.fiscal_year
    amounts, before = _came_in(dues)
    counts: defaultdict[Month, Counter[str]] = defaultdict(Counter)
    for account in dues.accounts:
        state = dues.state_of(account)
        if account.owed_months and state is not DuesState.EXCUSED:
            count = counts[account.months[0]]
            has_paid = account.settled_amount > 0
            is_due, has_begun = dues.is_due(account), dues.has_begun(account.months)
            count["owing"] += 1
            count["due"] += is_due
            count["due-paid"] += is_due and has_paid and state in _SETTLED
            count["unknown-paid"] += is_due and has_paid and state is DuesState.UNKNOWN
            count["ahead"] += has_paid and not (is_due or has_begun)
            count["not-due"] += has_begun and not is_due
            count["short"] += state in SHORT
            count[state.value] += 1
    return tuple(
        DuesCount(
            period_of(start, period),
            counts[start]["owing"],
            amounts[start],
            counts[start]["short"],
            counts[start][DuesState.UNREGISTERED.value],
            counts[start][DuesState.UNKNOWN.value],
            counts[start]["due"],
            counts[start]["due-paid"],
            counts[start]["ahead"],
            counts[start]["not-due"],
            counts[start]["unknown-paid"],
            before[start],
        )
        for start in months_of(year)[:: period.month_count]
        if start in amounts
        or counts[start]["ahead"]
        or (start <= Month.of(as_of) and not dues.is_before_start(start))
    )


def _came_in(dues: DuesYear) -> tuple[Mapping[Month, Decimal], Mapping[Month, Decimal]]:
    """Return what came in by collection period, and what of it before the first month kept."""
    amounts: defaultdict[Month, Decimal] = defaultdict(lambda: ZERO)
    before: defaultdict[Month, Decimal] = defaultdict(lambda: ZERO)
    for payment in dues.payments:
        if payment.month is not None and payment.paid_amount:
            start = period_of(payment.month, dues.terms.period)[0]
            amounts[start] += payment.paid_amount
            if dues.terms.is_before_start(payment.month):
                before[start] += payment.paid_amount
    return amounts, before


def share_of(amount: Decimal, total: Decimal) -> Decimal | None:
    """Return an amount as a share of a total; None where the total is not above zero."""
    return amount / total if total > 0 else None
