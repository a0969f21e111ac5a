"""The slips that `unionxl demo` makes in its copy of the sample, for the check to find."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.sample.texts import sample_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.sample.rows import CellValue, Row, Rows
    from unionxl.sample.texts import Row as SampleRow

SLIPS_MADE = 5


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip that was made: the rule that finds it, and how to tell of it."""

    rule_id: str
    told: str


def with_slips(
    tables: Mapping[str, Rows], as_of: dt.date
) -> tuple[dict[str, Rows], tuple[Slip, ...]]:
    """Return the tables with five cells typed wrongly, and what was done.

    Early in the year some registers are empty; then other slips of the list are made.
    """
    changed, made = dict(tables), list[Slip]()
    touched = set[tuple[str, int]]()
    for slip in sample_rows("slip"):
        table = slip["table"]
        place = _place(slip, changed[table], as_of)
        if len(made) == SLIPS_MADE or place is None or (table, place) in touched:
            continue
        row = changed[table][place]
        rows = list(changed[table])
        rows[place] = _mistyped(slip, row)
        changed[table] = tuple(rows)
        touched.add((table, place))
        made.append(Slip(slip["rule"], slip["told"].format_map(row)))
    return changed, tuple(made)


def _place(slip: SampleRow, rows: Rows, as_of: dt.date) -> int | None:
    """Return the row that a slip changes: the last that fits, or the latest before the day."""
    fitting = [index for index, row in enumerate(rows) if _fits(row, slip["where"])]
    if "by" in slip:
        days = {index: rows[index][slip["by"]] for index in fitting}
        past = [(day, index) for index, day in days.items() if _is_before(day, as_of)]
        fitting = [index for _, index in sorted(past, key=lambda entry: str(entry[0]))]
    return fitting[-1] if fitting else None


def _fits(row: Row, where: Mapping[str, str]) -> bool:
    """Tell whether a row holds every word that is asked for."""
    return all(header in row and word in str(row[header]) for header, word in where.items())


def _is_before(day: CellValue, as_of: dt.date) -> bool:
    """Tell whether a cell holds a day before another."""
    return isinstance(day, dt.date) and day < as_of


def _mistyped(slip: SampleRow, row: Row) -> Row:
    """Return a row with the slip in it."""
    typed: dict[str, CellValue] = {
        header: value.format_map(row) if isinstance(value, str) else value
        for header, value in slip.get("cells", {}).items()
    }
    wrong = {header: _amount(row[header]) + more for header, more in slip.get("more", {}).items()}
    left_out = slip.get("clear", ())
    return {
        header: value
        for header, value in {**row, **typed, **wrong}.items()
        if header not in left_out
    }


def _amount(value: CellValue) -> Decimal:
    """Return the amount in a cell that holds one."""
    return Decimal(str(value))
