"""The sample year, open in the stand-in for Excel."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.excelhost import need_excel, open_in_excel
from unionxl.actions.creating import create_workbook
from unionxl.sample.year import sample_year
from unionxl.views.layout import Block, Cell, SheetSpec
from unionxl.workbook.excel import open_book
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.theme import LOOKS

if TYPE_CHECKING:
    from unionxl.workbook.excel import ExcelWorkbook

TODAY = dt.date(2026, 3, 20)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample year with every named style in it, as a shipped workbook has them."""
    need_excel()
    path = tmp_path_factory.mktemp("sample") / "示例.xlsx"
    create_workbook(path, year=2026, rows=sample_year(2026, plan_through=TODAY))
    book = open_workbook(path)
    looks = tuple((Cell("样", style),) for style in LOOKS)
    book.put_sheet(SheetSpec("looks", "样式", (Block("looks", 1, 1, looks),), is_protected=False))
    book.save()
    return path


@pytest.fixture
def sample_copy(sample: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample to write to."""
    return Path(shutil.copy(sample, tmp_path / sample.name))


@pytest.fixture
def book(sample_copy: Path) -> ExcelWorkbook:
    """Return that copy, open."""
    return open_book(open_in_excel(sample_copy), message=lambda _text: None)
