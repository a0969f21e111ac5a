"""Numbers written into cells that are formatted as text, where Excel makes texts of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.bookfiles import TOP, write_book
from tests.excelhost import open_in_excel
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

    from unionxl.workbook.live.workbook import ExcelWorkbook


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    """Return a workbook whose column 编号 is formatted as text; numbers become texts there."""
    live = open_in_excel(write_book(tmp_path / "文本.xlsx"))
    kind: Any = type(live.sheets[0].range("A1"))
    plain = kind.raw_value

    def typed(cells: xw.Range, rows: list[list[object]]) -> None:
        is_text = cells.number_format == "@"
        kept = [
            [str(one) if is_text and isinstance(one, float) else one for one in row] for row in rows
        ]
        plain.fset(cells, kept)

    live.sheets["年度计划"].range(f"A{TOP + 1}:A{TOP + 9}").number_format = "@"
    monkeypatch.setattr(kind, "raw_value", property(plain.fget, typed))
    return live


@pytest.fixture
def book(live: xw.Book) -> ExcelWorkbook:
    """Return that workbook, taken over."""
    return open_book(live, message=lambda _text: None)


def test_numbers_that_a_program_writes_stay_numbers(book: ExcelWorkbook) -> None:
    book.append_rows("Plan", [{"编号": 501}, {"编号": "00502"}])
    book.set_cells("Plan", [CellChange(TOP + 1, "编号", 500)])
    assert [row[0] for row in book.read_table("Plan").rows] == [500, "P-2", 501, "00502"]


def test_the_cells_stay_formatted_as_text(live: xw.Book, book: ExcelWorkbook) -> None:
    book.append_rows("Plan", [{"编号": 501}, {"编号": "00502"}])
    assert live.sheets["年度计划"].range(f"A{TOP + 3}:A{TOP + 4}").number_format == "@"
