"""What the calculated columns of our tables come to, step by step as a spreadsheet program does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.money import yuan
from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.tables.budget import BUDGET, Budget
from unionxl.tables.hardship import HARDSHIP, Hardship
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.settings import OPENING_SETTING, SETTINGS, SettingColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from unionxl.values.column import Column

# By table: the column, those that it is added up from, and whether each row goes on from the last.
ADDED_UP: Mapping[str, tuple[Column, tuple[tuple[Column, int], ...], bool]] = {
    BUDGET.name: (
        Budget.final_amount,
        ((Budget.original_amount, 1), (Budget.revision_amount, 1)),
        False,
    ),
    LEDGER.name: (
        Ledger.balance_amount,
        ((Ledger.income_amount, 1), (Ledger.expense_amount, -1)),
        True,
    ),
}


def _monthly(row: Mapping[str, object]) -> float | None:
    """Return what a head has in a month, by the header of each cell; None where nothing shows."""
    income, heads = row.get(Hardship.income_amount.header), row.get(Hardship.family_count.header)
    family, spent = number_in(heads), number_in(row.get(Hardship.expense_amount.header))
    if not isinstance(income, int | float | Decimal) or not family or family < 0 or spent is None:
        return None
    left = Decimal(str(income)) - Decimal(str(spent))
    return float(yuan(left / MONTHS_A_YEAR / Decimal(str(family))))


# By table: what its calculated column comes to in a row that stands for itself.
BY_ITSELF: Mapping[str, Callable[[Mapping[str, object]], float | None]] = {HARDSHIP.name: _monthly}
OPENING_TABLE = SETTINGS.name
OPENING_COLUMNS = SettingColumns.label, SettingColumns.value


def number_in(value: object) -> float | None:
    """Return what N() makes of a cell: a number, 0 for a text; None where that is not certain.

    >>> number_in(12), number_in("12"), number_in(None), number_in(True)
    (12.0, 0.0, 0.0, None)
    """
    if value is None or (isinstance(value, str) and not value.startswith("#")):
        return 0.0
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value)
    return None


def opening_of(settings: Iterable[tuple[object, object]]) -> float | None:
    """Return the sum of the opening balances, by label and value; None where it is not certain."""
    found = [
        value
        for label, value in settings
        if isinstance(label, str) and label.casefold() == OPENING_SETTING.casefold()
    ]
    numbers = [number_in(value) for value in found]
    return None if None in numbers else sum(filter(None, numbers), 0.0)


def added_up(start: float | None, values: Iterable[tuple[object, int]]) -> float | None:
    """Add values with their signs to a start, in this order; None where one is not certain."""
    for value, sign in values:
        number = number_in(value)
        if start is None or number is None:
            return None
        start = start + sign * number
    return start
