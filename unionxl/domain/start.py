"""The first month of a workbook: what the clerk says of it, and what the tables show."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from unionxl.domain.dues import DuesPeriod, period_of
from unionxl.domain.month_states import outcome_in, state_in
from unionxl.domain.period import Month
from unionxl.domain.plan import ListedMonths

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem


def untold_start(book: UnionBook) -> Month | None:
    """Return the month in which the registers begin, where nothing says that the year starts then.

    None where the settings name the first month, where a row lies in January, where no row lies in
    the year, or where the first lies after the month of the book's day.
    """
    if book.settings.start_month is not None:
        return None
    months = [month for month in _registered_months(book) if month.year == book.fiscal_year]
    first = min(months, default=None)
    if first is None or first.month == 1 or first > Month.of(book.as_of):
        return None
    return first


def has_entries(book: UnionBook) -> bool:
    """Tell whether anything was entered as done, of whatever year."""
    return next(_registered_months(book), None) is not None


def _registered_months(book: UnionBook) -> Iterator[Month]:
    """Give the months of what was entered as done; plans, birthdays and deadlines are none.

    A row of dues stands for the whole of its collection period.
    """
    period = DuesPeriod.of(book.settings.dues_period)
    for payment in book.dues_payments:
        if payment.months:
            yield period_of(payment.months[0], period)[0]
        elif payment.paid_on is not None:
            yield Month.of(payment.paid_on)
    days: Iterator[dt.date | None] = chain(
        (entry.booked_on for entry in book.ledger_entries),
        (entry.served_on for entry in book.service_entries),
        (one.held_on for one in book.activities),
        (one.published_on for one in book.disclosures),
        (day for one in book.proposals for day in (one.assigned_on, one.answered_on)),
        (one.held_on for one in book.meetings),
        (one.dated_on for one in book.papers),
        (item.done_on for item in book.work_items),
    )
    yield from (Month.of(day) for day in days if day is not None)


def is_before_start(item: WorkItem, book: UnionBook) -> bool:
    """Tell whether a work lies wholly before the first month that is kept in the workbook."""
    first = book.settings.start_month
    if first is None:
        return False
    dates = (item.planned_start_on, item.planned_end_on, item.done_on)
    months = [*item.planned_months, *(Month.of(day) for day in dates if day is not None)]
    return bool(months) and max(months) < first


def kept_items(book: UnionBook) -> tuple[WorkItem, ...]:
    """Return the works of the plan without what lies before the first month kept.

    Of a work that comes round in several months, those before it are left out.
    """
    first = book.settings.start_month
    if first is None:
        return book.work_items
    return tuple(_since(item, first) for item in book.work_items if not is_before_start(item, book))


def _since(item: WorkItem, first: Month) -> WorkItem:
    """Return a work with the months from the first one kept on."""
    months = ListedMonths(month for month in item.planned_months if month >= first)
    if not item.is_recurring or len(months) == len(item.planned_months):
        return item
    kept = replace(item, planned_months=months)
    if len(months) == 1:  # it comes round no more: its state is that of the month
        state, outcome = state_in(item, months[0]), outcome_in(item, months[0])
        return replace(kept, status=state, outcome=outcome)
    return kept
