"""The figures of the start sheet after a write."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl

from tests import start_sheet
from unionxl.workbook.package.workbook import open_workbook

BUILT = "unionbook.xlsm"
ROOT = Path(__file__).parents[4]


def test_figures_hold_what_they_come_to_after_a_write(tmp_path: Path) -> None:
    path = tmp_path / BUILT
    shutil.copyfile(ROOT / BUILT, path)
    book = open_workbook(path)
    book.append_rows("Plan", [{"编号": "P1", "月份": "3", "工作内容": "庆三八"}])
    book.save()
    formulas = openpyxl.load_workbook(path)["首页"]
    results = openpyxl.load_workbook(path, data_only=True)["首页"]
    figures = [cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(figures) > 10
    before = openpyxl.load_workbook(ROOT / BUILT, data_only=True)["首页"]
    items = start_sheet.figure("全年事项")
    assert (before[items].value, results[items].value) == (0, 1)
    without = [cell for cell in figures if results[cell.coordinate].value is None]
    assert all("TODAY()" in str(cell.value) for cell in without), "it changes from day to day"
