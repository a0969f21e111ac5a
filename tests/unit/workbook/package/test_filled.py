"""The last row that is filled in, found from the end of a sheet and by all its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.samples import write_sample
from unionxl.views.layout import Area
from unionxl.workbook.package import filled
from unionxl.workbook.package.filled import last_filled_row
from unionxl.workbook.package.sheets import SheetEntry
from unionxl.workbook.package.tables import TablePart
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

SHEET = SheetEntry(0, "台账", "xl/worksheets/sheet1.xml", is_grid=True, number=1)
TABLE = TablePart("Ledger", "xl/tables/table1.xml", SHEET, Area(3, 2, 9, 4), usual={4: "B3"})
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = '<row r="3"><c r="B3" t="s"><v>0</v></c></row>'
USUAL = {
    "no rows": ("", 0),
    "only a header": (HEADER, 3),
    "what stands above": ('<row r="1"><c r="B1"><v>1</v></c></row>', 1),
    "a number": (f'{HEADER}<row r="5"><c r="B5"><v>1</v></c></row><row r="6"/>', 5),
    "a text": (f'{HEADER}<row r="5"><c r="C5" t="inlineStr"><is><t>书</t></is></c></row>', 5),
    "an empty text": (f'{HEADER}<row r="5"><c r="C5" t="inlineStr"><is><t/></is></c></row>', 3),
    "cells with a style only": (f'{HEADER}<row r="5"><c r="B5" s="3"/><c r="C5" s="3"/></row>', 3),
    "an empty value": (f'{HEADER}<row r="5"><c r="B5" s="3"><v></v></c></row>', 3),
    "a column's formula": (f'{HEADER}<row r="5"><c r="D5"><f>B4</f><v>2</v></c></row>', 3),
    "a shared one": (f'{HEADER}<row r="5"><c r="D5"><f t="shared" si="0"/><v>2</v></c></row>', 3),
    "a number over it": (f'{HEADER}<row r="5"><c r="D5"><v>2</v></c></row>', 5),
    "the clerk's formula": (
        f'{HEADER}<row r="5"><c r="B5" s="1"/><c r="C5"><f>B4</f></c></row>',
        5,
    ),
    "beside the table": (
        f'{HEADER}<row r="5"><c r="A5"><v>2</v></c><c r="E5"><v>2</v></c></row>',
        3,
    ),
    "below the table": (f'{HEADER}<row r="12"><c s="3" r="B12"><v>2</v></c></row>', 12),
}
UNUSUAL = {
    "a comment": (f'{HEADER}<!-- <row r="7"/> --><row r="5"><c r="B5"><v>2</v></c></row>', 5),
    "text as it is": (
        f'{HEADER}<row r="5"><c r="B5" t="str"><v><![CDATA[<row]]></v></c></row>',
        5,
    ),
    "rows without number": (f"{HEADER}<row><c><v>2</v></c><c><v>2</v></c></row>", 4),
    "cells without address": (f'{HEADER}<row r="6"><c/><c><v>2</v></c></row>', 6),
}


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(("rows", "last"), [*USUAL.values(), *UNUSUAL.values()])
def test_the_last_row_is_the_same_either_way(rows: str, last: int) -> None:
    content = sheet(rows)
    assert last_filled_row(content, TABLE) == last
    assert filled._by_all_rows(content, TABLE) == last


@pytest.mark.parametrize("rows", [rows for rows, _ in USUAL.values()])
def test_usual_texts_are_looked_at_from_their_end(
    rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled, "SheetText", None)
    last_filled_row(sheet(rows), TABLE)


def test_elements_with_a_prefix_are_found() -> None:
    content = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="5"><x:c r="B5"><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert last_filled_row(content.encode(), TABLE) == 5


def test_another_encoding_is_read() -> None:
    text = sheet(f'{HEADER}<row r="5"><c r="B5"><v>1</v></c></row>').decode()
    content = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    assert last_filled_row(content, TABLE) == 5


def test_our_own_sheets_are_looked_at_from_their_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = open_workbook(write_sample(tmp_path / "sample.xlsx"))
    found = {}
    for table in workbook._now().tables:
        content = workbook._parts.read(table.sheet.part)
        found[table.name] = filled._by_all_rows(content, table)
        monkeypatch.setattr(filled, "_by_all_rows", None)
        assert last_filled_row(content, table) == found[table.name]
        monkeypatch.undo()
    assert found["Ledger"] > 100
