"""All input tables in the order of their sheets, and the ways to find one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables.account_map import ACCOUNT_MAP
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.bank_items import BANK_ITEMS
from unionxl.tables.budget import BUDGET
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.duties import DUTIES
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.festivals import FESTIVALS
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.history import HISTORY
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import MEMBERS
from unionxl.tables.openings import OPENINGS
from unionxl.tables.papers import PAPERS
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.reviews import REVIEWS
from unionxl.tables.services import SERVICES
from unionxl.tables.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from unionxl.values.column import Column

TABLES = (
    SETTINGS,
    PLAN,
    MEMBERS,
    DUES,
    BUDGET,
    LEDGER,
    OPENINGS,
    SERVICES,
    ACTIVITIES,
    PROPOSALS,
    DISCLOSURES,
    MEETINGS,
    PAPERS,
    HARDSHIP,
    DUTIES,
    EVIDENCE,
    LIMITS,
    ACCOUNTS,
    FESTIVALS,
    HOLIDAYS,
    ACCOUNT_MAP,
    HISTORY,
    BANK_ITEMS,
    REVIEWS,
)
REGISTERS = tuple(table for table in TABLES if table.register)
IN_SIGHT = frozenset(table.sheet for table in TABLES if table.is_in_sight)
BY_NAME = {table.name: table for table in TABLES}
BY_SHEET = {table.sheet: table for table in TABLES}
_BY_PLAIN_NAME = {table.name.casefold(): table for table in TABLES}


def sheet_of(name: str) -> str:
    """Return the sheet on which a table belongs, the name itself for a table that is not ours."""
    return BY_NAME[name].sheet if name in BY_NAME else name


def is_input_table(name: str) -> bool:
    """Tell whether a table is one that the clerk fills in."""
    return name.casefold() in _BY_PLAIN_NAME


def column_count(name: str, header: Iterable[str]) -> int:
    """Return how many columns of a header are those of its input table, 0 for any other table.

    A workbook made before some of them came has fewer than the table has now.
    """
    table = _BY_PLAIN_NAME.get(name.casefold())
    known = {text for one in table.columns for text in (one.header, *one.former)} if table else ()
    return sum("".join(text.split()) in known for text in header)


def column_formulas(name: str, header: Iterable[str]) -> dict[int, str]:
    """Return the formulas of an input table's calculated columns, by place in its header."""
    table = _BY_PLAIN_NAME.get(name.casefold())
    texts = ["".join(text.split()) for text in header]
    formulas = {one.header: _usual(one, texts) for one in table.columns} if table else {}
    return {place: formulas[text] for place, text in enumerate(texts) if formulas.get(text)}


def _usual(column: Column, header: Collection[str]) -> str:
    """Return the formula of a column, that of before where the table has not what today's needs."""
    lacks = any(one not in header for one in column.formula_needs)
    return column.former_formula if lacks else column.formula
