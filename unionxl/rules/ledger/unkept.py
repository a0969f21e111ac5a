"""Rows of the ledger that lack a cell: a case each, or one where nobody fills in the column."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.rules.words import at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.rules.rule import Case
    from unionxl.values.column import Column

FEW_ROWS = 500  # so many may have a case each, which `joining` says as one


def cases_of(
    entries: Sequence[LedgerEntry], column: Column, case_of: Callable[[LedgerEntry], Case]
) -> Iterator[Case]:
    """Yield the cases of rows that lack a column; a hundred thousand alike are one case."""
    first = case_of(entries[0]) if len(entries) > FEW_ROWS else None
    if first is None or first.joint is None or not first.joint.is_of_all(len(entries)):
        yield from map(case_of, entries)
        return
    places = tuple([at(entry.source, column) for entry in entries])
    total = sum([entry.expense_amount or entry.income_amount for entry in entries], Decimal(0))
    yield replace(first, places=places, total=total)
