"""The sample year as a book that was read from its workbook, made once a run."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.sample.year import completed_plan, sample_year
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook


@cache
def sample_workbook(year: int = 2026, through: dt.date | None = None) -> bytes:
    """Return the workbook of a sample year with its whole plan."""
    rows = sample_year(year, through=through)
    rows["Plan"] = (*rows["Plan"], *completed_plan(year, through=through))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.xlsx"
        build_blank(path, year=year, rows=rows, created=dt.datetime(year, 1, 1, tzinfo=dt.UTC))
        return path.read_bytes()


@cache
def sample_book(year: int = 2026, through: dt.date | None = None) -> UnionBook:
    """Return the book of a sample year, as of its last day."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_sample(Path(folder) / "sample.xlsx", year, through)
        as_of = through or dt.date(year, 12, 31)
        book, findings = read_book(open_workbook(path), as_of=as_of)
    assert findings == ()
    return book


def write_sample(path: Path, year: int = 2026, through: dt.date | None = None) -> Path:
    """Write the workbook of a sample year."""
    path.write_bytes(sample_workbook(year, through))
    return path
