"""The sample of a year as a file, made once; every test has its own copy."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from unionxl.operations.creating import create_workbook
from unionxl.sample.year import sample_year
from unionxl.tables.settings import SETTINGS

TODAY = dt.date(2026, 3, 20)
MOST = 40  # rows of each table: what a program is given of them is the same for many


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "工会工作簿.xlsm"
    rows = sample_year(2026, through=dt.date(2026, 2, 28), plan_through=TODAY)
    few = {name: one if name == SETTINGS.name else one[:MOST] for name, one in rows.items()}
    create_workbook(path, year=2026, rows=few)
    return path


@pytest.fixture
def path(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / sample.name))
