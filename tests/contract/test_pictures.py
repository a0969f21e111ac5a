"""What the port promises about pictures and charts on generated sheets, for every adapter."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from lxml import etree

from tests.bookfiles import a_sheet
from tests.pictures import a_chart, a_picture, a_png

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.views.layout import Picture, SheetSpec
    from unionxl.workbook.port import Workbook

EMU_A_CM = 360_000
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_SHAPES = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


in_files = pytest.mark.unseen_in_host("charts, which it keeps in no file")


def with_pictures(*pictures: Picture) -> SheetSpec:
    return replace(a_sheet(), pictures=pictures)


def images_of(path: Path) -> list[Any]:
    return list(openpyxl.load_workbook(path)["3月"]._images)  # type: ignore[attr-defined]


def shown_in(path: Path) -> list[tuple[bytes, int, int]]:
    """Return what each picture shows, and the row and column of its corner."""
    return [
        (image._data(), image.anchor._from.row, image.anchor._from.col) for image in images_of(path)
    ]


def sizes_of(path: Path) -> list[tuple[int, int]]:
    """Return width and height of every picture, however it is anchored."""
    with zipfile.ZipFile(path) as archive:
        (drawing,) = (name for name in archive.namelist() if _DRAWING.fullmatch(name))
        root = etree.fromstring(archive.read(drawing))
    found = root.iterfind(f".//{_SHEET}pic//{_SHAPES}xfrm/{_SHAPES}ext")
    return [(int(size.get("cx", "")), int(size.get("cy", ""))) for size in found]


def put(book: Workbook, *pictures: Picture) -> None:
    book.put_sheet(with_pictures(*pictures))
    book.save()


def test_pictures_reach_the_file_in_their_cells_and_sizes(book: Workbook, path: Path) -> None:
    put(book, a_picture("甲", row=5, column=2), a_picture("乙", row=20, column=1))
    first, second = images_of(path)
    assert (first.anchor._from.row, first.anchor._from.col) == (4, 1)
    assert (second.anchor._from.row, second.anchor._from.col) == (19, 0)
    wanted = pytest.approx((15.6 * EMU_A_CM, 5.2 * EMU_A_CM), rel=0.01)
    assert sizes_of(path) == [wanted, wanted]
    assert first._data() == a_png()


def test_a_sheet_with_pictures_made_twice_equals_once(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    put(book, a_picture("甲"), a_picture("乙", row=20))
    once = shown_in(path)
    put(opened(path), a_picture("甲"), a_picture("乙", row=20))
    assert shown_in(path) == once


def test_another_picture_takes_the_place_of_the_old_one(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    put(book, a_picture("甲"))
    put(opened(path), replace(a_picture("甲"), content=a_png(1)))
    (image,) = images_of(path)
    assert image._data() == a_png(1)


def test_pictures_go_when_the_sheet_has_none_any_more(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    put(book, a_picture("甲"))
    put(opened(path))
    assert images_of(path) == []


def charts_of(path: Path) -> list[Any]:
    return list(openpyxl.load_workbook(path)["3月"]._charts)  # type: ignore[attr-defined]


@in_files
def test_charts_are_fed_by_the_cells_of_their_block(book: Workbook, path: Path) -> None:
    book.put_sheet(replace(a_sheet(), charts=(a_chart(),)))
    book.save()
    (chart,) = charts_of(path)
    (bars,) = chart.series[:1]
    assert bars.val.numRef.f == "'3月'!$C$4"
    assert bars.cat.strRef.f == "'3月'!$B$4"
    assert bars.tx.strRef.f == "'3月'!$C$3"
    assert [point.v for point in bars.val.numRef.numCache.pt] == [1200.5]
    assert (chart.anchor._from.row, chart.anchor._from.col) == (7, 1)


@in_files
def test_a_sheet_with_charts_made_twice_equals_once(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    spec = replace(a_sheet(), charts=(a_chart(), a_chart("另一幅", is_horizontal=True, row=30)))
    book.put_sheet(spec)
    book.save()
    once = path.read_bytes()
    again = opened(path)
    again.put_sheet(spec)
    assert again.save() is None
    assert path.read_bytes() == once
