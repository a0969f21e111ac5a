"""Checks at typing that look at other cells: the commonest slips, asked about and never stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables import schema
from unionxl.tables.settings import SETTING_ROWS
from unionxl.workbook.cells.addresses import column_letters, quoted_sheet
from unionxl.workbook.new.validations import WARN, column_validation

if TYPE_CHECKING:
    from unionxl.tables.model import Table
    from unionxl.values.column import Column
    from unionxl.workbook.new.validations import Validation

NOT_THIS_YEAR = "日期不在《设置》所填的年度内。确实无误的可以照用。"
ONE_SIDE = "这里应填数字，不小于 0；一行只填收入或支出其中一栏。"
NO_SUCH_ACCOUNT = "《科目》表中没有这个编码。确实无误的可以照用。"
NO_SUCH_MEMBER = "《会员》表中没有这个编号。确实无误的可以照用。"
TAKEN_NUMBER = "这个会员编号已有人使用。请另编一个号。"
WITH_ACCOUNTS = ("Plan", "Budget", "Ledger")
WITH_MEMBERS = ("Dues", "Services")


def typing_check(table: Table, column: Column, first_row: int) -> Validation | None:
    """Return the check of a column whose table begins at this row of its sheet, None for none."""
    cell = f"{_letter(table, column.field)}{first_row}"
    match table.name, column.field:
        case "Ledger", "booked_on":
            year = _setting("fiscal_year")
            return _asked(column, f"IF(ISNUMBER({cell}),YEAR({cell})={year},FALSE)", NOT_THIS_YEAR)
        case "Ledger", "income_amount" | "expense_amount":
            other = {"income_amount": "expense_amount"}.get(column.field, "income_amount")
            rest = f"{_letter(table, other)}{first_row}"
            return _asked(column, f"AND(N({cell})>=0,ISNUMBER({cell}),N({rest})=0)", ONE_SIDE)
        case name, "account_code" if name in WITH_ACCOUNTS:
            known = _whole_column(schema.ACCOUNTS, "account_code")
            formula = f"OR(COUNTIF({known},{cell})>0,COUNTA({known})<2)"
            return _asked(column, formula, NO_SUCH_ACCOUNT)
        case name, "member_no" if name in WITH_MEMBERS:
            known = _whole_column(schema.MEMBERS, "member_no")
            return _asked(column, f"COUNTIF({known},{cell})>0", NO_SUCH_MEMBER)
        case "Members", "member_no":
            letter = _letter(table, column.field)
            formula = f"COUNTIF(${letter}:${letter},{cell})<2"
            return _asked(column, formula, TAKEN_NUMBER)
    return None


def _asked(column: Column, formula: str, message: str) -> Validation:
    """Return a check that asks and lets the clerk go on; the hint of the column stays."""
    hint = column_validation(column) or {}
    return {
        **{name: value for name, value in hint.items() if name.startswith("input_")},
        "validate": "custom",
        "value": f"={formula}",
        "error_type": WARN,
        "error_title": column.header,
        "error_message": message,
    }


def _letter(table: Table, field: str) -> str:
    """Return the letter of a column of a new workbook."""
    return column_letters([column.field for column in table.columns].index(field) + 1)


def _whole_column(table: Table, field: str) -> str:
    """Return a column of another sheet, as far down as it may ever reach."""
    letter = _letter(table, field)
    return f"{quoted_sheet(table.sheet)}!${letter}:${letter}"


def _setting(field: str) -> str:
    """Return a formula for a setting that is a number, wherever its row has gone."""
    label = next(setting.label for setting in SETTING_ROWS if setting.field == field)
    labels, values = (_whole_column(schema.SETTINGS, column) for column in ("label", "value"))
    return f'SUMIF({labels},"{label}",{values})'
