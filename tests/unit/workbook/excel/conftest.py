"""The sample year, open in the stand-in for Excel."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import add_every_style
from tests.excelhost import need_excel, open_in_excel
from unionxl.operations.creating import create_workbook
from unionxl.sample.year import sample_year
from unionxl.workbook.live.workbook import open_book

if TYPE_CHECKING:
    from unionxl.workbook.live.workbook import ExcelWorkbook

TODAY = dt.date(2026, 3, 20)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample year with every named style in it."""
    need_excel()
    path = tmp_path_factory.mktemp("sample") / "示例.xlsx"
    create_workbook(path, year=2026, rows=sample_year(2026, plan_through=TODAY))
    add_every_style(path)
    return path


@pytest.fixture
def sample_copy(sample: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample to write to."""
    return Path(shutil.copy(sample, tmp_path / sample.name))


@pytest.fixture
def book(sample_copy: Path) -> ExcelWorkbook:
    """Return that copy, open."""
    return open_book(open_in_excel(sample_copy), message=lambda _text: None)
