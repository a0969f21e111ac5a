"""Pictures and charts in the open workbook: what the clerk made of them stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.bookfiles import a_sheet, write_book
from tests.excelhost import open_in_excel
from tests.pictures import a_chart, a_picture, a_png
from unionxl.workbook.live.workbook import open_book

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

    from unionxl.workbook.live.workbook import ExcelWorkbook

CM = 72 / 2.54


@pytest.fixture
def live(tmp_path: Path) -> xw.Book:
    return open_in_excel(write_book(tmp_path / "图.xlsx"))


@pytest.fixture
def book(live: xw.Book) -> ExcelWorkbook:
    return open_book(live, message=lambda _text: None)


def shapes(live: xw.Book) -> dict[str, Any]:
    """Return the shapes in sight, by the names that they have for the program."""
    found = live.sheets["3月"].api.Shapes
    return {shape.Name.partition(" (")[0]: shape for shape in found if shape.Visible}


def boxes(live: xw.Book) -> dict[str, tuple[float, ...]]:
    return {
        name: tuple(round(number) for number in (one.Left, one.Top, one.Width, one.Height))
        for name, one in shapes(live).items()
    }


def free(live: xw.Book) -> None:
    """Let the sheet be changed by hand, as a clerk can move its pictures."""
    live.sheets["3月"].api.Unprotect("")


def test_a_picture_is_named_described_and_as_large_as_asked(
    live: xw.Book, book: ExcelWorkbook
) -> None:
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲"),)))
    (shape,) = live.sheets["3月"].api.Shapes
    assert shape.Name == "甲 (A5, 15.6 x 5.2 cm)"
    assert shape.AlternativeText == "甲：说明 <1> & “2”"
    assert shape.Width == pytest.approx(15.6 * CM, abs=1)
    assert shape.TopLeftCell.Row == 5


def test_a_picture_that_was_moved_or_resized_stays_so(live: xw.Book, book: ExcelWorkbook) -> None:
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲"), a_picture("乙", row=40))))
    book.save()
    free(live)
    shapes(live)["甲"].Left = 200
    shapes(live)["乙"].Width = 100
    left, row = boxes(live)["甲"][0], shapes(live)["乙"].TopLeftCell.Row
    again = (replace(a_picture("甲", row=9), content=a_png(1)), a_picture("乙", row=40))
    book.put_sheet(replace(a_sheet(), pictures=again))
    assert boxes(live)["甲"][0] == pytest.approx(left, abs=1)
    assert shapes(live)["甲"].TopLeftCell.Row == 5
    assert shapes(live)["乙"].TopLeftCell.Row == row
    assert boxes(live)["乙"][2:] == (100, 33)


def test_a_picture_left_alone_follows_the_layout(live: xw.Book, book: ExcelWorkbook) -> None:
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲"),)))
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲", row=9),)))
    assert shapes(live)["甲"].TopLeftCell.Row == 9


def test_pictures_come_back_when_the_change_is_taken_back(
    live: xw.Book, book: ExcelWorkbook
) -> None:
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲"),), charts=(a_chart(),)))
    book.save()
    before = shapes(live).keys()
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("乙"),)))
    assert shapes(live).keys() == {"乙"}
    book.take_back()
    assert shapes(live).keys() == before == {"甲", "图"}


def test_old_pictures_are_gone_for_good_after_the_save(live: xw.Book, book: ExcelWorkbook) -> None:
    for _ in range(2):
        book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲"),)))
        book.save()
    assert live.sheets["3月"].api.Shapes.Count == 1


def test_a_shape_of_the_clerks_own_is_left_alone(live: xw.Book, book: ExcelWorkbook) -> None:
    book.put_sheet(a_sheet())
    free(live)
    live.sheets["3月"].api.Shapes.AddShape(1, 10, 10, 30, 30).Name = "箭头"
    book.put_sheet(replace(a_sheet(), pictures=(a_picture("甲"),)))
    assert shapes(live).keys() == {"甲", "箭头"}


def test_a_chart_gets_its_series_title_and_words(live: xw.Book, book: ExcelWorkbook) -> None:
    book.put_sheet(replace(a_sheet(), charts=(a_chart(is_horizontal=True),)))
    chart = shapes(live)["图"].Chart
    assert [series.Formula for series in chart.SeriesCollection()] == [
        "=SERIES('3月'!$C$3,'3月'!$B$4,'3月'!$C$4,1)",
        "=SERIES('3月'!$C$3,'3月'!$B$4,'3月'!$C$4,2)",
    ]
    assert chart.ChartTitle.Text == "金额（元）<&>"
    assert chart.Axes(1).ReversePlotOrder


def test_a_chart_of_the_same_cells_stays_as_the_clerk_left_it(
    live: xw.Book, book: ExcelWorkbook
) -> None:
    book.put_sheet(replace(a_sheet(), charts=(a_chart(),)))
    shapes(live)["图"].Chart.ChartTitle.Text = "我的标题"
    book.put_sheet(replace(a_sheet(note="新"), charts=(a_chart(title="新标题"),)))
    assert shapes(live)["图"].Chart.ChartTitle.Text == "我的标题"


def test_a_chart_of_other_cells_is_made_anew(live: xw.Book, book: ExcelWorkbook) -> None:
    book.put_sheet(replace(a_sheet(), charts=(a_chart(),)))
    shapes(live)["图"].Chart.ChartTitle.Text = "我的标题"
    book.put_sheet(replace(a_sheet(), charts=(a_chart(category_column=0),)))
    assert shapes(live)["图"].Chart.ChartTitle.Text == "金额（元）<&>"
