"""Checks at typing: LibreOffice computes their formulas beside rows that are right and wrong."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.office import convert
from unionxl.tables.all import TABLES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.typing_checks import typing_check

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

ROWS: dict[str, Any] = {
    "Members": ({"会员编号": "001", "姓名": "王芳"}, {"会员编号": "002", "姓名": "李强"}),
    "Dues": (
        {"会员编号": "001", "所属月份": "2026-01", "实缴": Decimal(20)},
        {"会员编号": "009", "所属月份": "2026-01", "实缴": Decimal(20)},
    ),
    "Ledger": (
        {"日期": dt.date(2026, 3, 1), "科目编码": "501", "支出金额": Decimal(5)},
        {"日期": dt.date(2025, 3, 1), "科目编码": "59999", "收入金额": Decimal(-1)},
        {"日期": "三月", "收入金额": Decimal(5), "支出金额": Decimal(5)},
        {"日期": dt.date(2026, 3, 2), "科目编码": "101", "支出金额": Decimal(9)},
    ),
}


def _formulas(path: Path) -> dict[tuple[str, str], str]:
    """Return the formula of every custom validation, by sheet and first cell."""
    return {
        (sheet.title, str(rule.sqref).split(":")[0]): str(rule.formula1)
        for sheet in load_workbook(path)
        for rule in sheet.data_validations.dataValidation
        if rule.type == "custom"
    }


def _write(path: Path) -> Path:
    build_blank(path, year=2026, rows=ROWS, created=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    return path


def _turn_around(sheet: Worksheet) -> None:
    """Put the rows of a table without formulas into the opposite order."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for number, row in enumerate(reversed(rows), 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def test_every_check_asks_and_none_stops() -> None:
    checks = [
        check
        for table in TABLES
        for column in table.columns
        if (check := typing_check(table, column, 4))
    ]
    assert len(checks) == 11
    for check in checks:
        assert check["error_type"] == "warning"
        assert str(check["error_message"]).endswith("。")


def test_a_column_keeps_its_hint() -> None:
    check = typing_check(LEDGER, LEDGER.column("booked_on"), 4)
    assert check is not None
    assert check["input_message"] == "日期，如 2026-03-05"
    assert typing_check(MEMBERS, MEMBERS.column("name"), 4) is None


@pytest.mark.libreoffice
def test_what_is_right_passes_and_what_is_wrong_is_asked_about(tmp_path: Path) -> None:
    path = _write(tmp_path / "book.xlsx")
    formulas = _formulas(path)
    book = load_workbook(path)
    _turn_around(book["设置"])
    wanted: dict[tuple[str, str], list[bool | None]] = {
        ("收支台账", "A4"): [True, False, False],
        ("收支台账", "D4"): [True, False, None, True],
        ("收支台账", "F4"): [None, False, False],
        ("收支台账", "G4"): [True, None, False],
        ("会费", "A4"): [True, False],
        ("会员", "A4"): [True, True],
    }
    for number, ((sheet, cell), results) in enumerate(wanted.items()):
        for row in range(4, 4 + len(results)):
            formula = formulas[sheet, cell].replace(cell, f"{cell[0]}{row}")
            if cell[0] in "FG":
                other = "G4" if cell[0] == "F" else "F4"
                formula = formula.replace(other, f"{other[0]}{row}")
            book[sheet].cell(row, 40 + number).value = f"=IF({formula},1,0)"
    book.save(path)
    (tmp_path / "out").mkdir()
    computed = load_workbook(convert(path, "xlsx", tmp_path / "out"), data_only=True)
    for number, ((sheet, _), results) in enumerate(wanted.items()):
        for row, result in enumerate(results, 4):
            if result is not None:
                assert computed[sheet].cell(row, 40 + number).value == int(result), (sheet, row)


@pytest.mark.libreoffice
def test_codes_that_no_table_has_stand_out_and_no_others(tmp_path: Path) -> None:
    path = _write(tmp_path / "book.xlsx")
    book = load_workbook(path)
    found = {
        (sheet.title, str(area.sqref).split(":")[0]): rule.formula[0]
        for sheet in book
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "expression" and "COUNTIF" in rule.formula[0]
    }
    wanted = {("收支台账", "D4"): [False, True, False, False], ("会费", "A4"): [False, True, False]}
    assert wanted.keys() <= found.keys()
    for number, ((sheet, cell), results) in enumerate(wanted.items()):
        for row in range(4, 4 + len(results)):
            formula = found[sheet, cell].replace(cell, f"{cell[0]}{row}")
            book[sheet].cell(row, 40 + number).value = f"=IF({formula},1,0)"
    book.save(path)
    (tmp_path / "out").mkdir()
    computed = load_workbook(convert(path, "xlsx", tmp_path / "out"), data_only=True)
    for number, ((sheet, _), results) in enumerate(wanted.items()):
        for row, result in enumerate(results, 4):
            assert computed[sheet].cell(row, 40 + number).value == int(result), (sheet, row)
