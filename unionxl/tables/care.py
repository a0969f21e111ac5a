"""What is due for whom in a month, with what the registers tell of the union's own duties."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from unionxl.domain.care import care
from unionxl.domain.care_days import year_days
from unionxl.domain.office_terms import with_office_terms
from unionxl.domain.once import once_a_book
from unionxl.domain.source import SourceRef
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.duties import DUTIES
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.history import HISTORY
from unionxl.tables.ledger import LEDGER
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import MEMBERS
from unionxl.tables.papers import PAPERS
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.registers import days_of_source, source_sheet
from unionxl.tables.services import SERVICES
from unionxl.tables.settings import SETTINGS

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import Care
    from unionxl.domain.period import Month

# What is read for it: the registers are those that a duty may name.
REGISTERS_OF_CARE = (
    SERVICES,
    HISTORY,
    HARDSHIP,
    MEETINGS,
    DISCLOSURES,
    PAPERS,
    ACTIVITIES,
    PROPOSALS,
)
CARE_READS = (MEMBERS, DUTIES)
CARE_IF_THERE = (*REGISTERS_OF_CARE, LEDGER)
_NAMED = frozenset(table.sheet for table in CARE_IF_THERE)


def care_in(book: UnionBook, month: Month) -> Care:
    """Return what is due in a month, as it stands on the day of the book."""
    known = _months(book)
    if month not in known:
        whole = _with_terms(book)
        known[month] = care(whole, book.as_of, month.last_on, partial(_days_of, book))
    return known[month]


def care_days(book: UnionBook) -> list[tuple[str, dt.date, str]]:
    """Return the birthdays of the year and the days of the union's own duties, for a calendar.

    Each with a name that lasts: nothing else of anybody is told.
    """
    return year_days(_with_terms(book))


@once_a_book
def _with_terms(book: UnionBook) -> UnionBook:
    """Return a book whose duties are also those that the settings tell: the end of the term."""
    place = SourceRef(SETTINGS.sheet, 1)
    return replace(book, duties=with_office_terms(book.duties, book.settings, place))


def _days_of(book: UnionBook, source: str) -> tuple[dt.date, ...] | None:
    """Return the days on which a register tells of something done, None for other tables."""
    return days_of_source(book, source) if source_sheet(source) in _NAMED else None


@once_a_book
def _months(_book: UnionBook) -> dict[Month, Care]:
    """Keep the months of a book that were asked for."""
    return {}
