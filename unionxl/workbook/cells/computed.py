"""What the calculated columns of our tables come to, step by step as a spreadsheet program does."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.ledger import leaves_money
from unionxl.domain.money import yuan
from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.tables.budget import BUDGET, Budget
from unionxl.tables.hardship import HARDSHIP, Hardship
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.settings import OPENING_SETTING, SETTINGS, SettingColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from unionxl.values.column import Column


def _leaves_money(code: object, account: object) -> bool | None:
    """Tell whether a row of the ledger leaves the sum of all money; None where not certain."""
    texts = [_text(one) for one in (code, account)]
    if None in texts:
        return None
    return leaves_money(*(text or "" for text in texts))


def _text(value: object) -> str | None:
    """Return what LEFT() makes of a cell, None where that is not certain."""
    if value is None:
        return ""
    if isinstance(value, str):
        return None if value.startswith("#") else value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    return str(int(value))


@dataclass(frozen=True, slots=True)
class AddedUp:
    """A column that is added up from others; `goes_on` from the row above.

    A row counts for nothing where `leaves` says so of the cells of `told_by`; a column with the
    `former` formula asks nothing of the kind.
    """

    column: Column
    terms: tuple[tuple[Column, int], ...]
    goes_on: bool = False
    told_by: tuple[Column, ...] = ()
    leaves: Callable[..., bool | None] | None = None

    def after(
        self, start: float | None, values: Iterable[tuple[object, int]], told: Iterable[object]
    ) -> float | None:
        """Return what a row comes to by the formula of today; None where that is not certain."""
        if self.leaves is None:
            return added_up(start, values)
        leaves, change = self.leaves(*told), added_up(0.0, values)
        if leaves is None or start is None:
            return None
        if leaves:
            return start
        return None if change is None else start + change


# By table.
ADDED_UP: Mapping[str, AddedUp] = {
    BUDGET.name: AddedUp(
        Budget.final_amount, ((Budget.original_amount, 1), (Budget.revision_amount, 1))
    ),
    LEDGER.name: AddedUp(
        Ledger.balance_amount,
        ((Ledger.income_amount, 1), (Ledger.expense_amount, -1)),
        goes_on=True,
        told_by=(Ledger.account_code, Ledger.money_account),
        leaves=_leaves_money,
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
