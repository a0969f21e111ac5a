"""Input tables and findings as frames of pandas."""

from __future__ import annotations

import datetime as dt
import enum
import math
from dataclasses import fields
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pandas as pd

from unionxl.domain.ledger import leaves_money
from unionxl.domain.money import ZERO, yuan
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.operations.findings import findings_json
from unionxl.rules.finding import Severity
from unionxl.rules.remarks import UNREADABLE
from unionxl.tables.budget import BUDGET, Budget
from unionxl.tables.hardship import HARDSHIP, Hardship
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.settings import SETTING_ROWS, SETTINGS, SettingColumns
from unionxl.values.column import Kind
from unionxl.workbook.book.reader import read_settings
from unionxl.workbook.book.table_cells import read_cells, unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from unionxl.domain.settings import Settings
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue
    from unionxl.workbook.book.records import ColumnReading
    from unionxl.workbook.book.table_cells import TableCells
    from unionxl.workbook.port import Workbook

    Known = tuple[Settings, tuple[Finding, ...]]

ROW, ERRORS = "row", "errors"
DATES, TEXT, WHOLE, YES_NO, MONTH = "datetime64[ns]", "string", "Int64", "boolean", "period[M]"
NUMBERS = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SHARE})


def settings_of(workbook: Workbook) -> Known:
    """Return the settings of a workbook, and what could not be read of them.

    Raises:
        WorkbookError: the table is missing, or it does not tell the year.
    """
    return read_settings(workbook.read_table(SETTINGS.name))


def table_frame(
    workbook: Workbook, table: Table, known: Known, *, is_float: bool
) -> tuple[str, pd.DataFrame]:
    """Return the name of the sheet of an input table, and the table.

    `known` are the settings; `is_float` has amounts and shares as floats instead of decimals.

    Raises:
        WorkbookError: the table or a column is missing.
    """
    settings, found = known
    cells = read_cells(workbook.read_columns(table.name), table, settings.fiscal_year)
    frame = _typed(cells, is_float=is_float)
    for column in table.columns:
        if column.formula:
            computed = _COMPUTED[table][column.header](frame, settings)
            frame[column.header] = _numbers(computed, is_float=is_float).array
    if table is SETTINGS:
        _put_settings(frame, settings, found, is_float=is_float)
    return cells.sheet, _in_order(frame, cells, table)


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings, one a row, with their first cell; all of their cells stand in `sources`."""
    told = findings_json(findings)
    for one in told:
        first = {name: one[name] for name in ("sheet", "row", "column")}
        one.setdefault("sources", [first] if first["sheet"] is not None else [])
    names = ("rule_id", "severity", "message", "advice", "basis", "sheet", "row", "column")
    frame = pd.DataFrame(told, columns=[*names, "sources"])
    grades = [severity.value for severity in sorted(Severity, key=lambda one: -one.rank)]
    texts = {name: TEXT for name in names if name not in {"severity", "row"}}
    kinds = {**texts, "row": WHOLE, "severity": pd.CategoricalDtype(grades, ordered=True)}
    return frame.astype(kinds)


def _typed(cells: TableCells, *, is_float: bool) -> pd.DataFrame:
    """Return what stands in the columns, and of each row what could not be read."""
    index = pd.Index(cells.rows, dtype="int64", name=ROW)
    told: list[list[str]] = [[] for _ in cells.rows]
    found: dict[str, pd.Series] = {}
    for one in cells.columns:
        values: list[Any] = list(one.values)
        for at, problem in unread(one):
            values[at] = None
            told[at].append(f"「{one.column.header}」{problem.what}")
        found[one.column.header] = _series(values, one, is_float=is_float).set_axis(index)
    frame = pd.DataFrame(found, index=index)
    for place, own in cells.others.items():
        frame[_free(cells.header[place], frame)] = _as_it_stands(own).array
    frame[ERRORS] = pd.array(["".join(texts) for texts in told], dtype=TEXT)
    return frame


def _series(values: Sequence[Any], one: ColumnReading, *, is_float: bool) -> pd.Series:
    """Return the values of a column with the type of its kind; None is a missing one."""
    column = one.column
    if column.kind in NUMBERS:
        return _numbers(values, is_float=is_float)
    if column.kind is Kind.MONTHS or column.names_months:
        return pd.Series([_periods(value) for value in values], dtype=object)
    if column.kind is Kind.MONTH:
        return pd.Series([_plain(value) for value in values], dtype=MONTH)
    if column.kind in _TYPES:
        return pd.Series(values, dtype=_TYPES[column.kind])
    words = [_plain(value) or None for value in values]
    if not column.choices:
        return pd.Series(words, dtype=TEXT)
    others = (word for word in words if word is not None)
    return pd.Series(pd.Categorical(words, list(dict.fromkeys((*column.choices, *others)))))


def _numbers(values: Iterable[Any], *, is_float: bool) -> pd.Series:
    """Return numbers, exact or not; what is missing is a NaN, which becomes a float if asked to."""
    numbers = [math.nan if one is None else one for one in values]
    return pd.Series(numbers, dtype="float64" if is_float else object)


def _periods(value: object) -> tuple[pd.Period, ...]:
    """Return the months that a cell names."""
    months = value if isinstance(value, tuple) else (value,)
    return tuple(_plain(month) for month in months if month is not None)


def _plain(value: object) -> Any:  # noqa: ANN401 - of any kind
    """Return a value as users of pandas have it."""
    if isinstance(value, Month):
        return pd.Period(year=value.year, month=value.month, freq="M")
    return value.value if isinstance(value, enum.Enum) else value


def _as_it_stands(cells: Sequence[ReadValue]) -> pd.Series:
    """Return a column of the clerk's own; one that holds only days is a column of dates."""
    values = [None if one == "" else one for one in cells]
    there = [one for one in values if one is not None]
    if there and all(isinstance(one, dt.date) for one in there):
        return pd.Series(values, dtype=DATES)
    return pd.Series(values, dtype=object).infer_objects()


def _free(name: str, frame: pd.DataFrame) -> str:
    """Return a name that no column has yet, in the way of pandas."""
    taken, free, number = {*frame.columns, ERRORS}, name, 0
    while free in taken:
        number += 1
        free = f"{name}.{number}"
    return free


def _in_order(frame: pd.DataFrame, cells: TableCells, table: Table) -> pd.DataFrame:
    """Return the columns as they stand on the sheet; those that it lacks, and errors, are last."""
    ours = [column.header for column in table.columns]
    there = [name for name in cells.header if name in ours]
    lacking = [name for name in ours if name not in there]
    own = iter(name for name in frame.columns if name not in {*ours, ERRORS})
    named = [name if name in ours else next(own) for name in cells.header]
    return frame[[*named, *lacking, ERRORS]]


def _put_settings(
    frame: pd.DataFrame, settings: Settings, found: Iterable[Finding], *, is_float: bool
) -> None:
    """Put the values that hold in place of what is written, and say what could not be read."""
    known = {one.name: getattr(settings, one.name) for one in fields(settings)}
    of_label = {one.label: known[one.field] for one in SETTING_ROWS}
    labels, written = frame[SettingColumns.label.header], frame[SettingColumns.value.header]
    values = []
    for label, text in zip(labels, written, strict=True):
        value = _plain(of_label.get("".join(str(label).split()), text))
        values.append(float(value) if is_float and isinstance(value, Decimal) else value)
    missing = [
        pd.NA if value is None or value is pd.NA or value == "" else value for value in values
    ]
    frame[SettingColumns.value.header] = pd.Series(missing, index=frame.index, dtype=object)
    for one in found:
        place = one.sources[0]
        if one.rule_id == UNREADABLE and place.row in frame.index:
            frame.loc[place.row, ERRORS] = f"「{place.column}」{one.message}"


def _final(frame: pd.DataFrame, _settings: Settings) -> list[Decimal]:
    """Return what the budget lines come to after revision."""
    amounts = (frame[one.header] for one in (Budget.original_amount, Budget.revision_amount))
    return [_amount(one) + _amount(other) for one, other in zip(*amounts, strict=True)]


def _balances(frame: pd.DataFrame, settings: Settings) -> list[Decimal]:
    """Return the balance of all money after each row; what only moves it leaves it as it is."""
    columns = (
        *(Ledger.income_amount, Ledger.expense_amount),
        *(Ledger.account_code, Ledger.money_account),
    )
    cells = zip(*(frame[one.header] for one in columns), strict=True)
    changes = (
        ZERO if leaves_money(_text(code), _text(account)) else _amount(income) - _amount(expense)
        for income, expense, code, account in cells
    )
    opening = settings.opening_balance_amount or ZERO
    return list(accumulate(changes, initial=opening))[1:]


def _monthly(frame: pd.DataFrame, _settings: Settings) -> list[Decimal | None]:
    """Return what a head of each family has in a month; None where that is not known."""
    columns = (Hardship.income_amount, Hardship.expense_amount, Hardship.family_count)
    rows = zip(*(frame[one.header] for one in columns), strict=True)
    return [
        None
        if pd.isna(income) or pd.isna(heads) or heads < 1
        else yuan((_amount(income) - _amount(spent)) / MONTHS_A_YEAR / int(heads))
        for income, spent, heads in rows
    ]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _amount(value: object) -> Decimal:
    """Return an amount, nothing where it could not be read; floats are those of the fen."""
    if isinstance(value, float):
        return ZERO if pd.isna(value) else Decimal(f"{value:.2f}")
    return value if isinstance(value, Decimal) else ZERO


_TYPES: Mapping[Kind, str] = {Kind.DATE: DATES, Kind.COUNT: WHOLE, Kind.FLAG: YES_NO}
_COMPUTED: Mapping[
    Table, Mapping[str, Callable[[pd.DataFrame, Settings], Sequence[Decimal | None]]]
] = {
    LEDGER: {Ledger.balance_amount.header: _balances},
    BUDGET: {Budget.final_amount.header: _final},
    HARDSHIP: {Hardship.monthly_amount.header: _monthly},
}
