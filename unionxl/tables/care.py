"""What is due for whom in a month, with what the registers tell of the union's own duties."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.domain.care import care
from unionxl.domain.once import once_a_book
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.budget import BUDGET
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.duties import DUTIES
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.history import HISTORY
from unionxl.tables.ledger import LEDGER
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import MEMBERS
from unionxl.tables.papers import PAPERS
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.registers import days_of_source
from unionxl.tables.services import SERVICES

if TYPE_CHECKING:
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
CARE_IF_THERE = (*REGISTERS_OF_CARE, LEDGER, PLAN, DUES, BUDGET)


def care_in(book: UnionBook, month: Month) -> Care:
    """Return what is due in a month, as it stands on the day of the book."""
    known = _months(book)
    if month not in known:
        days_of = partial(days_of_source, book)
        known[month] = care(book, book.as_of, month.last_on, days_of)
    return known[month]


@once_a_book
def _months(_book: UnionBook) -> dict[Month, Care]:
    """Keep the months of a book that were asked for."""
    return {}
