"""Checks at typing that look at other cells: the commonest slips, asked about and never stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables.settings import SETTING_ROWS, SETTINGS, SettingColumns
from unionxl.workbook.cells.addresses import column_letters, quoted_sheet
from unionxl.workbook.new.validations import WARN, column_validation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.tables.model import Table, TypingCheck
    from unionxl.values.column import Column
    from unionxl.workbook.new.validations import Validation


def typing_check(table: Table, column: Column, first_row: int) -> Validation | None:
    """Return the check of a column whose table begins at this row of its sheet, None for none."""
    check = next((one for one in table.checks if one.column == column), None)
    if check is None:
        return None
    hint = column_validation(column) or {}
    return {
        **{name: value for name, value in hint.items() if name.startswith("input_")},
        "validate": "custom",
        "value": f"={_formula(check, table, first_row)}",
        "error_type": WARN,
        "error_title": column.header,
        "error_message": check.message,
    }


def unknown_codes(table: Table, first_row: int) -> Iterator[tuple[int, str]]:
    """Yield the columns (from 0) whose codes another table has, and when one there is unknown."""
    for check in table.checks:
        if check.known is None:
            continue
        cell = f"{_letter(table, check.column)}{first_row}"
        yield (
            table.columns.index(check.column),
            f'=AND({cell}<>"",NOT({_formula(check, table, first_row)}))',
        )


def _formula(check: TypingCheck, table: Table, row: int) -> str:
    """Return the formula of a check in a row of the sheet."""
    cells = {column.field: f"{_letter(table, column)}{row}" for column in table.columns}
    letter = _letter(table, check.column)
    return check.formula.format_map(
        {
            **cells,
            "cell": cells[check.column.field],
            "column": f"${letter}:${letter}",
            "known": _whole_column(*check.known) if check.known else "",
            "setting": _setting(check.setting) if check.setting else "",
        }
    )


def _letter(table: Table, column: Column) -> str:
    """Return the letter of a column of a new workbook."""
    return column_letters(table.columns.index(column) + 1)


def _whole_column(table: Table, column: Column) -> str:
    """Return a column of another sheet, as far down as it may ever reach."""
    letter = _letter(table, column)
    return f"{quoted_sheet(table.sheet)}!${letter}:${letter}"


def _setting(field: str) -> str:
    """Return a formula for a setting that is a number, wherever its row has gone."""
    label = next(setting.label for setting in SETTING_ROWS if setting.field == field)
    labels = _whole_column(SETTINGS, SettingColumns.label)
    return f'SUMIF({labels},"{label}",{_whole_column(SETTINGS, SettingColumns.value)})'
