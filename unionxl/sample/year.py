"""The tables of the sample year, ready for a workbook.

The ledger of the whole year has exactly 2,000 rows, so that charts, checks and benchmarks have
something to work on; `through` cuts every table at a day and gives the honest book of that day.
The plan can stand at an earlier day than the money (`plan_through`): a demonstration that shows
the sheet of March wants works that are done, in progress and left over, though its ledger runs to
December. With both at 31 December the year is closed: every work is done or cancelled, and no
rule finds anything.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.sample.days import SampleDays
from unionxl.sample.ledger import ledger, vouchers_of
from unionxl.sample.papers import hardship_files, history, meetings, papers
from unionxl.sample.people import people_of
from unionxl.sample.plan import works
from unionxl.sample.registers import activities, disclosures, duties, evidence, proposals, services
from unionxl.sample.rolls import budget, dues, limits, members, plan, settings
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.budget import BUDGET
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.duties import DUTIES
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.history import HISTORY
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import MEMBERS
from unionxl.tables.papers import PAPERS
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.services import SERVICES
from unionxl.tables.settings import SETTINGS

if TYPE_CHECKING:
    from unionxl.sample.rows import Rows


def sample_year(
    year: int, *, through: dt.date | None = None, plan_through: dt.date | None = None
) -> dict[str, Rows]:
    """Return the rows of every table the clerk fills in, by table name.

    The plan holds the routine works only; the others come from the document and are completed
    with `completed_plan`. Accounts, festivals and holidays are the program's own data.

    Args:
        year: The year of the workbook.
        through: The last day of the book, 31 December when not given.
        plan_through: The day as of which works are ticked off, `through` when not given.
    """
    through = through or dt.date(year, 12, 31)
    days, people = SampleDays.of(year), people_of(year)
    plan_through = plan_through or through
    vouchers = tuple(one for one in vouchers_of(year) if one.booking.booked_on <= through)
    routine = tuple(work for work in works(year) if not work.is_from_document)
    return {
        SETTINGS.name: settings(year, plan_through.month),
        PLAN.name: plan(routine, days, plan_through),
        MEMBERS.name: members(people, through),
        DUES.name: dues(people, days, through),
        BUDGET.name: budget(days, through),
        LEDGER.name: ledger(vouchers, year),
        SERVICES.name: services(vouchers, days, people, through),
        ACTIVITIES.name: activities(vouchers, year, through),
        PROPOSALS.name: proposals(days, people, through),
        DISCLOSURES.name: disclosures(days, people, through),
        DUTIES.name: duties(year),
        EVIDENCE.name: evidence(year, through),
        MEETINGS.name: meetings(days, people, through),
        HARDSHIP.name: hardship_files(days, people),
        PAPERS.name: papers(days, people, through),
        HISTORY.name: history(year, people),
        LIMITS.name: limits(year),
    }


def completed_plan(year: int, *, through: dt.date | None = None) -> Rows:
    """Return the works of the document as the clerk completed them after the import.

    Their numbers continue those of the routine works, in the order of the document.
    """
    documented = tuple(work for work in works(year) if work.is_from_document)
    return plan(documented, SampleDays.of(year), through or dt.date(year, 12, 31))
