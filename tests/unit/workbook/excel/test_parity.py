"""A month sheet by each adapter, read back from the file: the same sheet."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.excelhost import open_in_excel
from tests.readback import characters, look_of, page_of, sheet_as_text
from tests.unit.workbook.excel.conftest import TODAY
from unionxl.domain.period import Month
from unionxl.views.month_sheet import month_sheet
from unionxl.views.year_calendar import year_calendar
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.typed import with_input_keys
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.port import Workbook


def _month(year: UnionBook) -> SheetSpec:
    return with_input_keys(month_sheet(year, Month(2026, 5)))


VIEWS = {"month sheet": _month, "year calendar": year_calendar}


@pytest.fixture(scope="module", params=sorted(VIEWS))
def twins(
    request: pytest.FixtureRequest, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, SheetSpec]:
    """Return the file that each adapter wrote, and what it was to write."""
    folder = tmp_path_factory.mktemp("twins")
    files = [Path(shutil.copy(sample, folder / f"{name}.xlsx")) for name in ("甲", "乙")]
    books: list[Workbook] = [
        open_workbook(files[0]),
        open_book(open_in_excel(files[1]), message=lambda _text: None),
    ]
    year, _ = read_book(books[0], as_of=TODAY)
    assert read_book(books[1], as_of=TODAY)[0] == year
    spec = VIEWS[request.param](year)
    for book in books:
        book.put_sheet(spec)
        book.save()
    return files[0], files[1], spec


def test_values_styles_merges_and_heights_are_equal(twins: tuple[Path, Path, SheetSpec]) -> None:
    package, excel, spec = twins
    assert sheet_as_text(excel, spec.title) == sheet_as_text(package, spec.title)


def test_every_cell_looks_the_same(twins: tuple[Path, Path, SheetSpec]) -> None:
    *files, spec = twins
    sheets = [openpyxl.load_workbook(file)[spec.title] for file in files]
    for row, other in zip(*(sheet.iter_rows() for sheet in sheets), strict=True):
        for cell, twin in zip(row, other, strict=True):
            if cell.has_style and twin.has_style:
                assert look_of(twin) == look_of(cell), cell.coordinate


def test_widths_are_equal(twins: tuple[Path, Path, SheetSpec]) -> None:
    _, excel, spec = twins
    columns = openpyxl.load_workbook(excel)[spec.title].column_dimensions
    first, *others = spec.column_widths
    known = columns["A"].width
    for number, width in enumerate(others, 2):
        letter = get_column_letter(number)
        if letter in columns:  # neighbours of one width share an entry
            assert characters(columns[letter].width, known, first) == pytest.approx(width, abs=0.15)


def test_both_print_alike(twins: tuple[Path, Path, SheetSpec]) -> None:
    *files, spec = twins
    package, excel = (openpyxl.load_workbook(file)[spec.title] for file in files)
    assert page_of(excel) == page_of(package)
    for side in ("left", "right", "top", "bottom"):
        wanted = getattr(package.page_margins, side)
        assert getattr(excel.page_margins, side) == pytest.approx(wanted, abs=0.1)


def test_both_know_the_sheet_as_theirs(twins: tuple[Path, Path, SheetSpec]) -> None:
    for file in twins[:2]:
        assert open_workbook(file).generated_sheets()[twins[2].view_id] == twins[2].title
