from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.shared import need_shared
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.vba.project import ModuleKind, VbaModule, build_vba_project

if TYPE_CHECKING:
    from pathlib import Path

HOME = "xl/worksheets/sheet1.xml"
LEDGER = "xl/worksheets/sheet2.xml"
TABLE = "xl/tables/table1.xml"
BOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
CHAIN = "xl/calcChain.xml"
RIBBON = "customUI/customUI14.xml"
VBA = "xl/vbaProject.bin"

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CUSTOM_UI = "http://schemas.microsoft.com/office/2009/07/customui"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "http://schemas.microsoft.com/office/2007/relationships"
CHAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"

ADDED = {
    CHAIN: f"""<calcChain xmlns="{SPREADSHEET}"><c r="A5" i="1"/><c r="C7"/></calcChain>""",
    RIBBON: f"""<customUI xmlns="{CUSTOM_UI}"><ribbon><tabs><tab id="tab"><group id="group">
        <button id="one"/><button id="two"/></group></tab></tabs></ribbon></customUI>""",
}
EXTENDED = {
    TYPES: f"""<Override PartName="/{CHAIN}" ContentType="{CHAIN_TYPE}"/></Types>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationship Id="rId99" Type="{DOCUMENT}/calcChain"
        Target="calcChain.xml"/></Relationships>""",
    "_rels/.rels": f"""<Relationship Id="rId99" Type="{OFFICE}/ui/extensibility"
        Target="{RIBBON}"/></Relationships>""",
}


def a_clean_workbook(path: Path) -> Path:
    """Write a workbook that has one of everything the lint looks at."""
    documents = [VbaModule("ThisWorkbook", ModuleKind.WORKBOOK, "")]
    documents += [VbaModule(name, ModuleKind.SHEET, "") for name in ("shHome", "shLedger")]
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_vba_project(io.BytesIO(build_vba_project(documents)), is_stream=True)
        workbook.set_vba_name("ThisWorkbook")
        fill_home(workbook)
        fill_ledger(workbook)
        workbook.define_name("Total", "=首页!$A$5")
        workbook.define_name("首页!Here", "=首页!$A$1")
        workbook.define_name("收支台账!Here", "=收支台账!$A$1")
    ends = {part: text.rpartition("<")[2] for part, text in EXTENDED.items()}
    rewrite(path, {part: (f"<{ends[part]}", text) for part, text in EXTENDED.items()}, ADDED)
    return path


def fill_home(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet("首页")
    sheet.set_vba_name("shHome")
    bold = workbook.add_format({"bold": True})
    sheet.set_column("H:H", 20, bold)
    sheet.merge_range("A1:D2", "标题", bold)
    sheet.merge_range("A3:B3", "说明", bold)
    sheet.write("A4", "甲")
    sheet.write("B4", "乙")
    sheet.write_formula("A5", "=1+1", bold, 2)
    sheet.write_array_formula("C6:C7", "{=A5:A6*2}")
    sheet.data_validation("D4", {"validate": "list", "source": ["是", "否"]})
    sheet.conditional_format("A5", {"type": "cell", "criteria": ">", "value": 1, "format": bold})


def fill_ledger(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet("收支台账")
    sheet.set_vba_name("shLedger")
    for name, place in (("Ledger", "A1:B3"), ("Limits", "D1:E3")):
        columns = [{"header": "日期"}, {"header": "金额\n元"}]
        sheet.add_table(place, {"name": name, "columns": columns})


def rewrite(path: Path, changes: dict[str, tuple[str, str]], added: dict[str, str]) -> None:
    """Change the first occurrence of a text in some parts, and add or replace whole parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part, (old, new) in changes.items():
        text = parts[part].decode("utf-8")
        assert old in text, f"{old} is not in {part}:\n{text}"
        parts[part] = text.replace(old, new, 1).encode("utf-8")
    parts |= {name: text.encode("utf-8") for name, text in added.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@dataclass(frozen=True, slots=True)
class Seed:
    """One defect: what is written instead of what, and what the lint should say."""

    part: str
    old: str
    new: str
    said: str


SHEET_NAME = "a sheet name is not allowed"
ORDER = "cells are out of order"
CELL_A4 = '<c r="A4" t="s">'
SEEDS = (
    Seed(HOME, '<row r="4"', '<row r="3"', "rows are out of order"),
    Seed(HOME, '<row r="4"', '<row r="30"', "rows are out of order"),
    Seed(HOME, CELL_A4, '<c r="B4" t="s">', ORDER),
    Seed(HOME, CELL_A4, '<c r="E4" t="s">', ORDER),
    Seed(HOME, CELL_A4, '<c r="A9" t="s">', "a cell reference does not fit its row: A9 in row 4"),
    Seed(HOME, CELL_A4, '<c r="A4" s="9" t="s">', "a cell format does not exist: A4"),
    Seed(HOME, '<row r="4"', '<row r="4" s="9"', "a cell format does not exist: row 4"),
    Seed(HOME, 'style="1"', 'style="9"', "a cell format does not exist: column 8"),
    Seed(HOME, '<c r="A4" t="s"><v>', '<c r="A4" t="s"><v>9', "a shared string that does not"),
    Seed(HOME, 'ref="A3:B3"', 'ref="B2:B3"', "merged cells overlap"),
    Seed(HOME, '"是,否"', f'"{"是" * 256}"', "more than 255 characters: D4"),
    Seed(HOME, 'dxfId="0"', 'dxfId="5"', "a conditional format uses a dxf"),
    Seed(HOME, 'codeName="shHome"', 'codeName="shOther"', "the code name is no document module"),
    Seed(HOME, 'codeName="shHome"', 'codeName="shLedger"', "the same code name: shledger"),
    Seed(HOME, ' codeName="shHome"', "", "a document module belongs to no sheet: shHome"),
    Seed(BOOK, ' codeName="ThisWorkbook"', "", "belongs to no sheet: ThisWorkbook"),
    Seed(LEDGER, '<c r="A1" t="s"><v>', '<c r="A1" t="s"><v>1', "does not exist: A1"),
    Seed(LEDGER, '<c r="A1" t="s">', '<c r="A1">', "a header cell of the table is not text: 日期"),
    Seed(TABLE, 'name="日期"', 'name="日子"', "a header cell differs from the column: 日期 / 日子"),
    Seed(
        TABLE, 'name="日期"', 'name="金额_x000a_元"', "two columns of the table have the same name"
    ),
    Seed(
        TABLE, '<tableColumn id="2"', '<tableColumn id="1"', "columns of the table have the same id"
    ),
    Seed(TABLE, 'ref="A1:B3"', 'ref="A1:C3"', "the ref of the table does not fit its columns"),
    Seed(TABLE, '<autoFilter ref="A1:B3"', '<autoFilter ref="A1:B9"', "the filter of the table"),
    Seed(TABLE, '<autoFilter ref="A1:B3"', '<autoFilter ref="A1:A3"', "the filter of the table"),
    Seed(TABLE, 'ref="A1:B3"', 'ref="A:B"', "the ref of the table is not a range: A:B"),
    Seed(TABLE, 'ref="A1:B3"', 'ref="D2:E3"', "tables overlap"),
    Seed(TABLE, ' id="1"', ' id="2"', "two tables have the same id: 2"),
    Seed(TABLE, 'displayName="Ledger"', 'displayName="LIMITS"', "the same displayName: limits"),
    Seed(TABLE, 'id="2" name=', 'id="2" dataDxfId="7" name=', "the table uses a dxf"),
    Seed(BOOK, 'name="收支台账"', 'name="首页"', "two sheets have the same name"),
    Seed(BOOK, 'name="首页"', f'name="{"页" * 32}"', SHEET_NAME),
    Seed(BOOK, 'name="首页"', 'name="1/2"', SHEET_NAME),
    Seed(BOOK, 'name="首页"', 'name="\'页"', SHEET_NAME),
    Seed(BOOK, 'name="首页"', 'name=""', SHEET_NAME),
    Seed(BOOK, 'sheetId="2"', 'sheetId="1"', "two sheets have the same id"),
    Seed(BOOK, 'r:id="rId2"', 'r:id="rId77"', "a sheet leads to no part: 收支台账"),
    Seed(BOOK, "<workbookView ", '<workbookView activeTab="2" ', "activeTab is not a sheet"),
    Seed(BOOK, 'name="Total"', 'name="Ledger"', "a defined name is also the name of a table"),
    Seed(BOOK, 'localSheetId="0"', 'localSheetId="1"', "a name is defined twice: Here"),
    Seed(BOOK, 'localSheetId="0"', 'localSheetId="2"', "localSheetId of a defined name"),
    Seed(CHAIN, 'r="A5"', 'r="A4"', "an entry is for a cell without a formula: A4"),
    Seed(CHAIN, 'i="1"', 'i="7"', "without a formula: A5 and 1 more"),
    Seed(RIBBON, 'id="two"', 'id="ONE"', "two controls of the ribbon have the same id: one"),
    Seed(TYPES, 'Extension="bin"', 'Extension="bi"', "xl/vbaProject.bin: the part has no content"),
    Seed(TYPES, "/xl/calcChain.xml", "/xl/other.xml", "for a part that is missing: /xl/other.xml"),
    Seed(BOOK, "<sheets>", "<sheets", "a part cannot be read"),
    Seed("_rels/.rels", "xl/workbook.xml", "xl/none.xml", "the package has no workbook part"),
    Seed("_rels/.rels", "docProps/app.xml", "docProps/none.xml", "leads to no part: docProps/none"),
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return a_clean_workbook(tmp_path / "workbook.xlsm")


def test_a_clean_workbook_gives_nothing(workbook: Path) -> None:
    assert lint_package(workbook) == ()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.part}: {seed.new}"[:70])
def test_a_planted_defect_is_found(workbook: Path, seed: Seed) -> None:
    rewrite(workbook, {seed.part: (seed.old, seed.new)}, {})
    assert any(seed.said in line for line in lint_package(workbook)), lint_package(workbook)


def test_a_part_that_is_there_twice_is_found(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        archive.writestr("xl/Workbook.xml", "<workbook/>")
    assert any("the package holds this part twice" in line for line in lint_package(workbook))


def test_many_cells_with_one_problem_are_one_line(workbook: Path) -> None:
    rewrite(workbook, {}, {"xl/styles.xml": "<styleSheet/>"})
    (line,) = (line for line in lint_package(workbook) if f"{HOME}: a cell format" in line)
    assert line.startswith(f"{HOME}: a cell format does not exist: column 8 and ")


def test_a_file_that_is_no_archive_cannot_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"text")
    with pytest.raises(zipfile.BadZipFile):
        lint_package(tmp_path / "a.xlsx")


MISSING_LOG = f"{TYPES}: a content type is given for a part that is missing"
REAL_DEFECTS = {
    "SharedWorkbook.xlsx": (f"{MISSING_LOG}: /xl/revisions/revisionlog11.xml",),
    # LibreOffice leaves the code names out when it saves
    "own_unionbook_lo_saved.xlsm": (
        f"{VBA}: a document module belongs to no sheet: ThisWorkbook and 3 more",
    ),
}


@pytest.mark.shared
def test_real_workbooks_give_no_false_alarm() -> None:
    found = {
        path.name: lines
        for path in sorted(need_shared("corpus").glob("*.xl*"))
        if (lines := lint_package(path))
    }
    assert found == REAL_DEFECTS
