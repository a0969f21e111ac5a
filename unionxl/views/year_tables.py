"""The tables that the figures of a year are drawn from."""

from __future__ import annotations

from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.budget import BUDGET
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES

YEAR_TABLES = (
    *(PLAN, MEMBERS, DUES, BUDGET, LEDGER),
    *(SERVICES, ACTIVITIES, LIMITS, ACCOUNTS),
)
