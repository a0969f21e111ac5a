"""The figures of the start sheet after a write."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl

from unionxl.workbook.package.workbook import open_workbook

BUILT = "unionbook.xlsm"
ROOT = Path(__file__).parents[4]


def test_no_figure_keeps_a_result_from_before_a_write(tmp_path: Path) -> None:
    path = tmp_path / BUILT
    shutil.copyfile(ROOT / BUILT, path)
    book = open_workbook(path)
    book.append_rows("Plan", [{"编号": "P1", "月份": "3", "工作内容": "庆三八"}])
    book.save()
    formulas = openpyxl.load_workbook(path)["首页"]
    results = openpyxl.load_workbook(path, data_only=True)["首页"]
    figures = [cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(figures) > 10
    assert all(results[cell.coordinate].value is None for cell in figures)
