"""What is stored for calculated columns: what a spreadsheet program computes, never a stale one."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.bookfiles import rewrite
from tests.excelhost import open_in_excel
from unionxl.operations.creating import create_workbook
from unionxl.sample.year import sample_year
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from unionxl.views.layout import CellValue

OLDER = Path(__file__).parents[3] / "golden" / "workbooks" / "2026-11.xlsx"
COLUMNS = {"收支台账": "余额", "预算": "最终预算"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "工会工作簿.xlsx"
    rows: dict[str, Any] = sample_year(2026, through=dt.date(2026, 2, 15))
    create_workbook(path, year=2026, rows=rows)
    return path


def stored(path: Path, sheet: str) -> list[object]:
    """Return the stored results of the calculated column of a sheet, from its first row on."""
    found = openpyxl.load_workbook(path, data_only=True)[sheet]
    (column,) = (cell.column for cell in found[3] if cell.value == COLUMNS[sheet])
    return [row[0].value for row in found.iter_rows(4, min_col=column, max_col=column)]


def computed(path: Path, sheet: str) -> list[object]:
    """Return what LibreOffice computes for it, whatever is stored."""
    live = open_in_excel(path)
    live.api._inner._doc.calculateAll()
    header = live.sheets[sheet].range("A3:Z3").value
    column = header.index(COLUMNS[sheet]) + 1
    last = 3 + len(stored(path, sheet))
    values: list[object] = live.sheets[sheet].range((4, column), (last, column)).value
    return values


def assert_right(path: Path) -> None:
    for sheet in COLUMNS:
        assert stored(path, sheet) == pytest.approx(computed(path, sheet)), sheet


def test_a_new_workbook_holds_what_libreoffice_computes(path: Path) -> None:
    assert_right(path)


def test_so_does_one_after_every_kind_of_write(path: Path) -> None:
    book = open_workbook(path)
    day = dt.date(2026, 3, 2)
    book.append_rows("Ledger", [{"日期": day, "摘要": "慰问", "支出金额": Decimal("80.5")}] * 3)
    book.set_cells("Ledger", [CellChange(5, "收入金额", Decimal(100_000))])
    book.set_cells("Budget", [CellChange(4, "调整数", Decimal("-200.25"))])
    row = [one[0] for one in book.read_table("Settings").rows].index("期初结余")
    number = book.read_table("Settings").row_number(row)
    book.set_cells("Settings", [CellChange(number, "值", Decimal("1234.56"))])
    book.save()
    assert_right(path)


def test_a_setting_alone_moves_the_balance(path: Path) -> None:
    before = stored(path, "收支台账")
    book = open_workbook(path)
    row = [one[0] for one in book.read_table("Settings").rows].index("期初结余")
    change = CellChange(book.read_table("Settings").row_number(row), "值", Decimal(0))
    book.set_cells("Settings", [change])
    book.save()
    after = stored(path, "收支台账")
    moved = {round(float(str(a)) - float(str(b)), 2) for a, b in zip(before, after, strict=True)}
    assert len(moved) == 1
    assert moved != {0}


def _formula_in(row: int, column: str) -> Any:
    """Return an edit that puts a formula into an amount."""

    def edit(sheet: bytes) -> bytes:
        place = f"{column}{row}".encode()
        cell = re.search(rb'<c r="%s"( s="\d+")(?:/>|[^<>]*>.*?</c>)' % place, sheet)
        assert cell
        new = b'<c r="%s"%s><f>10+5</f><v>15</v></c>' % (place, cell[1])
        return sheet.replace(cell[0], new, 1)

    return edit


def test_what_follows_a_formula_of_the_clerk_is_left_to_the_program(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        (name,) = (
            one
            for one in archive.namelist()
            if one.startswith("xl/worksheets/") and b"Ledger[[#Headers]" in archive.read(one)
        )
    rewrite(path, {name: _formula_in(6, "G")})
    book = open_workbook(path)
    book.set_cells("Ledger", [CellChange(4, "摘要", "上年结转的利息")])
    book.save()
    results = stored(path, "收支台账")
    assert None not in results[:2]
    assert set(results[2:]) == {None}


def test_another_write_leaves_them_alone(path: Path) -> None:
    before = {sheet: stored(path, sheet) for sheet in COLUMNS}
    book = open_workbook(path)
    book.set_cells("Plan", [CellChange(4, "备注", "已通知")])
    book.save()
    assert {sheet: stored(path, sheet) for sheet in COLUMNS} == before


def _last_balance(path: Path) -> float:
    block = open_workbook(path).read_table("Ledger")
    value = block.rows[-1][block.position("余额")]
    assert isinstance(value, int | float)
    return float(value)


def test_an_older_workbook_keeps_its_formula_and_what_it_comes_to(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    shutil.copyfile(OLDER, path)
    day = dt.date(2026, 12, 30)
    for amount, left in ((0, 64_926), (1_000, 63_926)):
        book = open_workbook(path)
        drawn: dict[str, CellValue] = {
            "日期": day,
            "摘要": "提取现金",
            "科目编码": "101",
            "支出金额": Decimal(amount),
        }
        book.append_rows("Ledger", [drawn])
        book.save()
        assert _last_balance(path) == pytest.approx(left)
    with zipfile.ZipFile(path) as archive:
        assert not any(b"LEFT(Ledger" in archive.read(one) for one in archive.namelist())
