from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from unionxl.errors import RequestError
from unionxl.workbook.live.selecting import selected_rows


def a_book(selection: object) -> Any:
    return SimpleNamespace(name="工会.xlsm", app=SimpleNamespace(selection=selection))


def cells(address: str, book: str = "工会.xlsm") -> object:
    sheet = SimpleNamespace(name="收支台账", book=SimpleNamespace(name=book))
    return SimpleNamespace(sheet=sheet, address=address)


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("$B$12", "12"),
        ("$A$5:$C$9", "5-9"),
        ("$5:$9,$12:$12", "5-9,12-12"),
        ("$A$5,$C$7", "5,7"),
        ("$A:$C", ""),
    ],
)
def test_rows_are_those_of_every_area(address: str, rows: str) -> None:
    assert selected_rows(a_book(cells(address))) == {"sheet": "收支台账", "row": rows}


def test_a_button_that_is_selected_has_no_rows() -> None:
    assert selected_rows(a_book(None)) == {}
    no_address: Any = SimpleNamespace(name="工会.xlsm", app=SimpleNamespace())
    assert selected_rows(no_address) == {}


def test_cells_of_another_workbook_are_refused() -> None:
    with pytest.raises(RequestError, match=r"选中的是另一个工作簿《别的\.xlsx》里的格子"):
        selected_rows(a_book(cells("$A$5", "别的.xlsx")))
