"""What a handout is proposed to be: the festival that the plan or the calendar has next."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.festival_words import FestivalWords
from unionxl.domain.festivals import festival_days
from unionxl.domain.month_states import state_of
from unionxl.views.handout_sheet import ACCOUNT, DAY, FUND, ITEM, OCCASION
from unionxl.words.benefits import names_gift

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.policy import Standards

BEFORE, AFTER = dt.timedelta(days=45), dt.timedelta(days=15)


def proposed(book: UnionBook, asked: Mapping[str, str], standards: Standards) -> dict[str, str]:
    """Return texts for cells of the head that nobody has filled in."""
    words = FestivalWords.of(standards.festivals, book.festivals)
    item = _item(book, asked, words)
    told: dict[str, str] = {}
    if item is not None:
        told = {ITEM: item.item_no, ACCOUNT: item.account_code}
        told[OCCASION] = next(iter(_festivals(item, words)), "")
    elif not asked.get(OCCASION):
        told[OCCASION] = next(_near(book, words), "")
    told |= {name: text for name, text in _as_before(book, words).items() if not told.get(name)}
    return {name: text for name, text in told.items() if text and name != DAY}


def _item(book: UnionBook, asked: Mapping[str, str], words: FestivalWords) -> WorkItem | None:
    """Return the item of the plan that is asked for, or that is about the gift now."""
    if asked.get(ITEM):
        return next((one for one in book.work_items if one.item_no == asked[ITEM]), None)
    wanted = asked.get(OCCASION)
    for item in book.work_items:
        festivals = _festivals(item, words)
        is_now = _is_near(item, book.as_of) and not state_of(item).is_closed
        is_meant = bool(
            words.in_text(wanted or "") and set(festivals) & set(words.in_text(wanted or ""))
        )
        if names_gift(item.description) and (is_meant if wanted else is_now and festivals):
            return item
    return None


def _festivals(item: WorkItem, words: FestivalWords) -> list[str]:
    """Return the festivals for which gifts may be given that an item names."""
    return [name for name in words.in_text(item.description) if name in words.allowed]


def _is_near(item: WorkItem, today: dt.date) -> bool:
    """Tell whether an item is for these weeks."""
    first, last = item.first_planned_on, item.last_planned_on
    return first is not None and last is not None and first - BEFORE <= today <= last + AFTER


def _near(book: UnionBook, words: FestivalWords) -> Iterator[str]:
    """Yield the festivals for gifts that are near, the nearest first."""
    today = book.as_of
    days = [
        (abs(day - today), name)
        for name in words.allowed
        for year in (today.year, today.year + 1)
        for day in festival_days(words.festivals[name], year)
        if day - BEFORE <= today <= day + AFTER
    ]
    yield from (name for _, name in sorted(days))


def _as_before(book: UnionBook, words: FestivalWords) -> dict[str, str]:
    """Return the account and the source of the last gift for a festival in the ledger."""
    gifts = [
        entry
        for entry in book.ledger_entries
        if entry.expense_amount > 0 and words.allowed.intersection(words.in_text(entry.occasion))
    ]
    if not gifts:
        return {}
    last = max(gifts, key=lambda entry: entry.booked_on)
    return {ACCOUNT: last.account_code, FUND: last.fund_source}
