"""Named styles that a workbook lacks, added while sheets of it are protected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.bookfiles import a_sheet, write_book
from tests.excelhost import open_in_excel
from unionxl.workbook.cells.theme import LOOKS
from unionxl.workbook.live import native
from unionxl.workbook.live.protection import Protection, protect_as, protection_of
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

    from unionxl.workbook.cells.theme import Look

OWN_RULES = Protection(frozenset({"AllowSorting", "AllowInsertingRows"}), keeps_scenarios=False)
PASSWORD = "1949"  # noqa: S105 - of a sheet that is made here


@pytest.fixture
def live(tmp_path: Path) -> xw.Book:
    """Return a workbook without any of our styles, one sheet of it protected in its own way."""
    live = open_in_excel(write_book(tmp_path / "旧.xlsx"))
    protect_as(_sheet(live), OWN_RULES)
    return live


def _sheet(live: xw.Book, name: str = "收支台账") -> Any:
    return live.sheets[name].api


def _write(live: xw.Book) -> None:
    book = open_book(live, message=lambda _text: None)
    book.put_sheet(a_sheet())
    book.save()


def _looks(live: xw.Book) -> set[str]:
    used = {cell.style for *_, cell in a_sheet().cells()}
    return {look for look in used if native.has_style(live, LOOKS[look].style_name)}


def test_styles_are_added_though_a_sheet_is_protected(live: xw.Book) -> None:
    _write(live)
    assert _looks(live) == {cell.style for *_, cell in a_sheet().cells()}
    assert live.sheets["3月"].range("A1").api.Style.Name == LOOKS["title"].style_name


def test_the_sheet_is_protected_as_before(live: xw.Book) -> None:
    _write(live)
    assert _sheet(live).ProtectContents
    assert protection_of(_sheet(live)) == OWN_RULES


def test_a_sheet_with_a_password_keeps_it_and_the_looks_come_without_a_name(
    live: xw.Book, tmp_path: Path
) -> None:
    _sheet(live).Unprotect("")
    _sheet(live).Protect(PASSWORD)
    _write(live)
    with pytest.raises(native.host_errors()):
        _sheet(live).Unprotect("")
    title = live.sheets["3月"].range("A1")
    assert title.font.size == LOOKS["title"].size
    assert title.font.bold
    assert open_workbook(tmp_path / "旧.xlsx").generated_sheets()


@pytest.mark.parametrize("reason", ["Excel", "memory"])
def test_it_is_protected_as_before_when_it_ends_in_the_middle(
    live: xw.Book, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    add, calls = native.add_style, iter(range(99))
    error = native.host_errors()[0] if reason == "Excel" else MemoryError

    def stop_in_the_middle(book: xw.Book, look: Look) -> None:
        if not _sheet(book).ProtectContents and next(calls) == 1:
            raise error(-2147352567, "Exception occurred.", None, None)
        add(book, look)

    monkeypatch.setattr(native, "add_style", stop_in_the_middle)
    book = open_book(live, message=lambda _text: None)
    if error is MemoryError:
        with pytest.raises(MemoryError):
            book.put_sheet(a_sheet())
    else:
        book.put_sheet(a_sheet())  # the cells get their looks by hand
    assert _sheet(live).ProtectContents
    assert protection_of(_sheet(live)) == OWN_RULES
