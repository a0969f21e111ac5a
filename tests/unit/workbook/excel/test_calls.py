from __future__ import annotations

from typing import TYPE_CHECKING

from tests.excelcalls import counted_calls
from tests.unit.workbook.excel.conftest import TODAY
from unionxl.domain.period import Month
from unionxl.operations.months import chosen_month, make_month_sheets
from unionxl.views.month_sheet import month_sheet
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.typed import with_input_keys

if TYPE_CHECKING:
    from unionxl.workbook.live.workbook import ExcelWorkbook

MOST_FOR_A_SHEET = 150
MOST_FOR_A_CLICK = 400


def test_a_month_sheet_takes_few_calls(book: ExcelWorkbook) -> None:
    year, _ = read_book(book, as_of=TODAY)
    book.generated_sheets()
    with book.quiet():
        for number in (3, 10):  # the current month of the sample, and the fullest one
            spec = with_input_keys(month_sheet(year, Month(2026, number)))
            with counted_calls() as calls:
                book.put_sheet(spec)
            assert calls.count < MOST_FOR_A_SHEET


def test_a_whole_click_takes_few_calls(book: ExcelWorkbook) -> None:
    with counted_calls() as calls:
        make_month_sheets(book, lambda year: chosen_month(Month(2026, 3), year), as_of=TODAY)
    assert calls.count < MOST_FOR_A_CLICK
