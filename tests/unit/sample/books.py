"""The sample year as the tests look at it: rows by table, the plan whole, amounts at hand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from unionxl.sample.year import completed_plan, sample_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

YEARS = (2025, 2026, 2027, 2028)

Row = dict[str, Any]


@cache
def tables_of(year: int) -> dict[str, tuple[Row, ...]]:
    """Return a closed year with the plan as it is after the import."""
    return tables_on(year, dt.date(year, 12, 31))


@cache
def tables_on(year: int, day: dt.date) -> dict[str, tuple[Row, ...]]:
    """Return the book of a day with the plan as it is after the import."""
    tables = sample_year(year, through=day)
    tables["Plan"] = (*tables["Plan"], *completed_plan(year, through=day))
    return {name: tuple(dict(row) for row in rows) for name, rows in tables.items()}


def sums(rows: Iterable[Row], key: str, amount: str) -> Mapping[Any, Decimal]:
    """Add up one column by the values of another."""
    totals: dict[Any, Decimal] = defaultdict(Decimal)
    for row in rows:
        totals[row.get(key)] += row.get(amount, Decimal())
    return totals


def receipts(year: int) -> list[Row]:
    """Return the ledger rows with income."""
    return [row for row in tables_of(year)["Ledger"] if "收入金额" in row]


def payments(year: int) -> list[Row]:
    """Return the ledger rows with expenditure."""
    return [row for row in tables_of(year)["Ledger"] if "支出金额" in row]


def handouts(year: int) -> list[Row]:
    """Return the ledger rows that name a member as beneficiary."""
    return [row for row in payments(year) if "受益会员" in row]
