"""Before a workbook is printed its macros see to it that every row typed is on the paper."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bookfiles import part, rewrite
from tests.macros import make_profile
from tests.printing import Typing, printed_areas
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.tables.all import TABLES
from unionxl.workbook.cells.print_area import BLANK_ROWS_PRINTED
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.vba.project import ModuleKind, VbaModule, build_vba_project
from unionxl.workbook.vba.sources import Host, print_source, union_modules

pytestmark = pytest.mark.libreoffice

VBA = Path(__file__).resolve().parents[4] / "templates" / "vba"
SHEET_CODE = re.compile(r'"unionxl_code"[^>]*>"(\w+)"<')
# By table: what is typed and the areas that the clerk has set, and what is printed.
CASES = {
    "Plan": (Typing("A30"), "A1:Q30"),
    "Members": (Typing("C4", "A1:T203"), "A1:T4"),
    "Dues": (Typing("B300"), "A1:H300"),
    "Budget": (Typing("A24"), "A1:H24"),
    "Ledger": (Typing("A4 A40", "B2:D9"), "B2:D40"),
    "Services": (Typing("A5", "A1:B60"), "A1:B60"),
    "Activities": (Typing("A40", "A1:L9 N1:N3"), "A1:L9 N1:N3"),
    "Proposals": (Typing("A40", "A5:M9"), "A5:M9"),
    "Disclosures": (Typing("A40", "A1:G2"), "A1:G2"),
    "Reviews": (Typing("A40", is_protected=True), "A1:F23"),
}
SHEETS = {table.name: table.sheet for table in TABLES}
TYPED = {SHEETS[name]: typing for name, (typing, _) in CASES.items()}
PRINTED = {SHEETS[name]: printed for name, (_, printed) in CASES.items()}


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("profile")
    make_profile(folder)
    return folder


@pytest.mark.parametrize("how", ["print", "export", "store"])
def test_rows_typed_since_the_last_click_are_printed(
    profile: Path, tmp_path: Path, how: str
) -> None:
    """LibreOffice itself calls the macro, whether it prints, makes a PDF or stores the file."""
    path = tmp_path / "a.xlsm"
    created = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    build_blank(path, year=2026, created=created, macros=Macros(BUTTON_GROUPS, Host.LIBREOFFICE))
    seen = printed_areas(profile, path, TYPED, how)
    assert {name: seen[name] for name in PRINTED} == PRINTED


# LibreOffice has no ListObjects; all else that the macro for Excel asks for it has.
TABLES_OF = """
Public Function TablesOf(sheet As Object) As Collection
    Dim found As New Collection, table As Object, area As Variant, stand As StandTable
    Dim number As Long
    For number = 0 To ThisComponent.DatabaseRanges.Count - 1
        Set table = ThisComponent.DatabaseRanges.getByIndex(number)
        area = table.DataArea
        If area.Sheet + 1 = sheet.Index Then
            Set stand = New StandTable
            stand.Name = table.Name
            Set stand.Range = sheet.Range(sheet.Cells(area.StartRow + 1, area.StartColumn + 1), _
                sheet.Cells(area.EndRow + 1, area.EndColumn + 1))
            found.Add stand
        End If
    Next number
    Set TablesOf = found
End Function
"""
STAND_TABLE = "Public Name As String\nPublic Range As Object\n"


def test_the_macro_for_excel_does_the_same(profile: Path, tmp_path: Path) -> None:
    path = tmp_path / "excel.xlsm"
    created = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    build_blank(path, year=2026, created=created, macros=Macros(BUTTON_GROUPS, Host.LIBREOFFICE))
    names = tuple(SHEET_CODE.findall(part(path, "xl/workbook.xml").decode()))
    book, *others = union_modules(VBA, names, BUTTON_GROUPS)
    assert "sheet.ListObjects" in book.source
    modules = [
        replace(book, source=book.source.replace("sheet.ListObjects", "TablesOf(sheet)")),
        *(one for one in others if one.kind is ModuleKind.SHEET or one.name == "UnionPrint"),
        VbaModule("Stand", ModuleKind.STANDARD, TABLES_OF),
        VbaModule("StandTable", ModuleKind.CLASS, STAND_TABLE),
    ]
    rewrite(path, {"xl/vbaProject.bin": lambda _old: build_vba_project(modules)})
    seen = printed_areas(profile, path, TYPED, "print")
    assert {name: seen[name] for name in PRINTED} == PRINTED


def test_the_macros_know_the_input_tables() -> None:
    source = print_source(VBA)
    known = dict(re.findall(r"(\w+)=(\d+) ", source))
    assert known == {table.name.lower(): str(len(table.columns)) for table in TABLES}
    assert f"BlankRows As Long = {BLANK_ROWS_PRINTED}\n" in source
