"""In which columns the facts of a benefit stand: in the ledger, or in the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables.ledger import Ledger
from unionxl.tables.services import Services

if TYPE_CHECKING:
    from unionxl.domain.welfare import Benefit
    from unionxl.values.column import Column


def amount_column(benefit: Benefit) -> Column:
    """Return the column of the amount."""
    return Ledger.expense_amount if benefit.is_from_ledger else Services.amount


def day_column(benefit: Benefit) -> Column:
    """Return the column of the day."""
    return Ledger.booked_on if benefit.is_from_ledger else Services.served_on


def person_column(benefit: Benefit) -> Column:
    """Return the column that names who got it."""
    return Ledger.beneficiary if benefit.is_from_ledger else Services.member_name


def text_column(benefit: Benefit) -> Column:
    """Return the column that says what was given."""
    return Ledger.description if benefit.is_from_ledger else Services.content
