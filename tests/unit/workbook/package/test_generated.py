"""A generated sheet goes into the package and out again without a trace on anything else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.bookfiles import VIEW, a_sheet, part, parts, rewrite, write_book
from unionxl.domain.source import SourceRef
from unionxl.errors import SheetNotOursError, UnsafeWorkbookError
from unionxl.views.layout import Area, Block, Cell, Orientation, PrintSetup, SheetSpec
from unionxl.workbook.cells import limits
from unionxl.workbook.cells.theme import LOOKS
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

MAIN = "xl/workbook.xml"
NEW = "xl/worksheets/sheet4.xml"
STYLES = "xl/styles.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_book(tmp_path / "台账.xlsx")


def put(path: Path, note: str = "", **changes: Any) -> None:
    book = open_workbook(path)
    book.put_sheet(replace(a_sheet(note=note), **changes))
    book.save()


def by_clerk(path: Path, change: Callable[[Worksheet], object]) -> None:
    """Let another program change the generated sheet and save the file."""
    book = openpyxl.load_workbook(path)
    change(book["3月"])
    book.save(path)


def test_the_sheet_says_which_view_it_is(path: Path) -> None:
    put(path)
    names = re.findall(r"<definedName .*?</definedName>", part(path, MAIN).decode())
    assert f'name="unionxl_view" localSheetId="3" hidden="1">"{VIEW}"<' in "".join(names)


def test_the_part_is_well_formed_and_in_the_order_of_the_schema(path: Path) -> None:
    put(path)
    tags = [etree.QName(child).localname for child in etree.fromstring(part(path, NEW))]
    assert tags == [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetProtection",
        "mergeCells",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
    ]


def test_a_sheet_made_again_as_it_is_leaves_nothing_to_save(path: Path) -> None:
    put(path)
    once = path.read_bytes()
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    assert book.save() is None
    assert path.read_bytes() == once


def test_a_bare_sheet_is_possible(path: Path) -> None:
    bare: dict[str, Any] = {
        "blocks": (),
        "merges": (),
        "column_widths": (),
        "hidden_columns": (),
        "freeze": None,
    }
    put(path, **bare, row_heights=(), is_protected=False, print_setup=PrintSetup())
    sheet = openpyxl.load_workbook(path)["3月"]
    assert sheet["A1"].value is None
    assert not sheet.protection.sheet


def test_a_wide_sheet_lies_across(path: Path) -> None:
    put(path, print_setup=PrintSetup(Orientation.LANDSCAPE, 1, 1))
    setup = openpyxl.load_workbook(path)["3月"].page_setup
    assert (setup.orientation, setup.fitToHeight) == ("landscape", 1)


def test_merged_areas_have_their_lines_all_around(path: Path) -> None:
    block = Block("b", 1, 1, ((Cell("合计", "total"),),))
    put(path, blocks=(block,), merges=(Area(1, 1, 1, 3), Area(2, 1, 2, 1)))
    sheet = openpyxl.load_workbook(path)["3月"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["C1"].border.right.style == "thin"


def test_every_look_is_a_named_style_and_comes_back_as_it_is_drawn(path: Path) -> None:
    cells = tuple((Cell("字", name),) for name in LOOKS)
    put(path, blocks=(Block("b", 1, 1, cells),), merges=())
    sheet = openpyxl.load_workbook(path)["3月"]
    for row, look in enumerate(LOOKS.values(), 1):
        cell = sheet.cell(row, 1)
        assert cell.style == look.style_name
        assert (cell.font.sz, bool(cell.font.b), bool(cell.font.i)) == (
            look.size,
            look.bold,
            look.italic,
        )
        assert cell.font.color is not None
        assert cell.font.color.rgb == f"FF{look.color}"
        assert cell.fill.fill_type == ("solid" if look.fill else None)
        assert cell.border.bottom.style == (look.edges.bottom or None)
        assert cell.number_format == look.number_format
        assert cell.alignment.horizontal == look.horizontal
        assert bool(cell.alignment.wrap_text) == look.wrap
        assert cell.protection.locked == look.locked


def test_a_restyled_style_restyles_the_sheet(path: Path) -> None:
    put(path)
    book: Any = openpyxl.load_workbook(path)
    (style,) = (one for one in book._named_styles if one.name == "工会 表头")
    style.font = Font(name="楷体", sz=14)
    book.save(path)
    put(path, "再来")
    assert openpyxl.load_workbook(path)["3月"]["A3"].font.name == "楷体"


def test_formats_are_added_once(path: Path) -> None:
    put(path)
    once = part(path, STYLES)
    put(path, "改")
    put(path, view_id="other", title="4月")
    assert part(path, STYLES) == once


def test_styles_are_made_where_there_are_none(path: Path) -> None:
    link = re.compile(rb'<Relationship [^>]*relationships/styles"[^>]*/>')
    plain = re.compile(rb' s="\d+"')
    rewrite(
        path,
        {
            "[Content_Types].xml": lambda old: old.replace(b"/xl/styles.xml", b"/xl/none.xml"),
            "xl/_rels/workbook.xml.rels": lambda old: link.sub(b"", old),
            "xl/worksheets/sheet2.xml": lambda old: plain.sub(b"", old),
            "xl/worksheets/sheet3.xml": lambda old: plain.sub(b"", old),
        },
        removed=("xl/styles.xml",),
    )
    put(path)
    assert openpyxl.load_workbook(path)["3月"]["A1"].font.sz == 18


def test_every_format_in_use_is_there_where_the_styles_were_lost(path: Path) -> None:
    link = re.compile(rb'<Relationship [^>]*relationships/styles"[^>]*/>')
    rewrite(
        path,
        {
            "[Content_Types].xml": lambda old: re.sub(rb"<Override [^>]*styles[^>]*/>", b"", old),
            "xl/_rels/workbook.xml.rels": lambda old: link.sub(b"", old),
            "xl/worksheets/sheet2.xml": lambda old: re.sub(rb' s="\d+"', b' s="74"', old),
        },
        removed=("xl/styles.xml",),
    )
    book = open_workbook(path)
    book.put_sheet(a_sheet())
    book.append_rows("Plan", [{"编号": "P-3", "日期": dt.date(2026, 5, 1)}])
    book.save()
    assert int(re.findall(rb'<cellXfs count="(\d+)"', part(path, STYLES))[0]) > 75
    sheets = openpyxl.load_workbook(path)
    assert sheets["3月"]["A1"].font.sz == 18
    assert sheets.worksheets[1]["A4"].font.b is False
    assert lint_package(path) == ()


def test_what_the_clerk_added_to_a_generated_sheet_goes_with_it(path: Path) -> None:
    put(path)

    def decorate(sheet: Worksheet) -> None:
        sheet["B4"].comment = Comment("批注", "某人")
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=3, min_row=3, max_row=4))
        sheet.add_chart(chart, "H2")

    by_clerk(path, decorate)
    assert any("chart" in name for name in parts(path))
    put(path, "再来")
    after = parts(path)
    assert not [name for name in after if re.search("chart|drawing|comment|sheet4.*rels", name)]
    assert not re.search(rb"chart|drawing|comments", after["[Content_Types].xml"])
    assert openpyxl.load_workbook(path)["3月"]["B5"].value == "再来"


def test_a_picture_that_another_sheet_shows_as_well_stays(path: Path) -> None:
    put(path)
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Target="../media/image1.png" Type="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    rewrite(
        path,
        {},
        {
            "xl/worksheets/_rels/sheet4.xml.rels": link,
            "xl/worksheets/_rels/sheet1.xml.rels": link,
            "xl/media/image1.png": b"picture",
        },
    )
    put(path, "再来")
    assert "xl/worksheets/_rels/sheet4.xml.rels" not in parts(path)
    assert part(path, "xl/media/image1.png") == b"picture"


def test_a_table_on_a_generated_sheet_stops_the_replacement(path: Path) -> None:
    put(path)
    by_clerk(path, lambda sheet: sheet.add_table(Table(displayName="Mine", ref="A3:E5")))
    book = open_workbook(path)
    with pytest.raises(UnsafeWorkbookError, match=r"工作表《3月》：.*表格"):
        book.put_sheet(a_sheet(note="再来"))
    assert book.save() is None


def test_how_the_clerk_shows_the_sheet_stays(path: Path) -> None:
    put(path)
    old_head = b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    new_head = b'<sheetPr codeName="Sheet9"><tabColor rgb="FF00FF00"/></sheetPr>'
    rewrite(
        path,
        {
            NEW: lambda old: old.replace(old_head, new_head).replace(
                b"<sheetView ", b'<sheetView tabSelected="1" zoomScale="85" '
            )
        },
    )
    put(path, "再来")
    content = part(path, NEW)
    assert b'<sheetPr codeName="Sheet9"><tabColor rgb="FF00FF00"/><pageSetUpPr' in content
    assert b'tabSelected="1" zoomScale="85"' in content


def test_names_that_the_clerk_gave_on_the_sheet_stay(path: Path) -> None:
    put(path)
    names = (
        '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="3">3月!$A$3:$E$4'
        '</definedName><definedName name="hers" localSheetId="3">3月!$A$1</definedName>'
    ).encode()
    rewrite(path, {MAIN: lambda old: old.replace(b"<definedNames>", names)})
    put(path, "再来", print_setup=PrintSetup())
    content = part(path, MAIN)
    assert b'name="hers"' in content
    assert b"_FilterDatabase" not in content
    assert b"Print_Titles" not in content
    assert content.count(b"unionxl_view") == 1


def copied(path: Path, name: str, *, first: bool) -> None:
    """Copy the generated sheet as Excel does: its names come along."""
    put(path)
    book = openpyxl.load_workbook(path)
    names = book["3月"].defined_names
    copy = book.copy_worksheet(book["3月"])
    copy.title = name
    for mark in ("unionxl_view", "unionxl_title"):
        copy.defined_names[mark] = DefinedName(mark, attr_text=names[mark].attr_text)
    if first:
        book.move_sheet(copy, -4)
    book.save(path)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", ["3月 (2)", "旧", "三月存档"])
def test_a_copy_that_the_clerk_made_is_left_alone(path: Path, name: str, *, first: bool) -> None:
    copied(path, name, first=first)
    book = open_workbook(path)
    assert book.generated_sheets() == {VIEW: "3月"}
    book.put_sheet(a_sheet(note="再来"))
    assert book.read_sheet("3月").rows[4][1] == "再来"
    assert book.read_sheet(name).rows[4][1] is None


def test_of_renamed_sheets_the_shorter_name_is_ours(path: Path) -> None:
    copied(path, "三月表 (2)", first=True)
    by_clerk(path, lambda sheet: setattr(sheet, "title", "三月表"))
    assert open_workbook(path).generated_sheets() == {VIEW: "三月表"}


def test_a_mark_survives_moved_tabs(path: Path) -> None:
    put(path)
    book = openpyxl.load_workbook(path)
    book.move_sheet("3月", -3)
    book.save(path)
    again = open_workbook(path)
    again.put_sheet(a_sheet(note="再来"))
    assert again.sheet_names()[0] == "3月"
    assert again.read_sheet("3月").rows[4][1] == "再来"


def test_names_are_compared_without_case(path: Path) -> None:
    book = open_workbook(path)
    book.put_sheet(a_sheet("a", "Abc"))
    with pytest.raises(SheetNotOursError, match="工作表《Abc》"):
        book.put_sheet(a_sheet("b", "aBC"))


def test_a_quote_in_a_name_is_kept_apart_from_the_reference(path: Path) -> None:
    put(path, title="3'月")
    sheet = openpyxl.load_workbook(path)["3'月"]
    assert sheet.print_title_rows == "$3:$3"


def test_the_tab_in_front_stays_in_front(path: Path) -> None:
    before = re.findall(rb"<workbookView [^>]*>", part(path, MAIN))
    put(path)
    assert re.findall(rb"<workbookView [^>]*>", part(path, MAIN)) == before
    assert b"tabSelected" not in part(path, NEW)


def test_links_beyond_the_limit_are_left_out_and_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_LINKS", 2)
    said: list[str] = []
    cell = Cell("见", link=SourceRef("年度计划", 4))
    book = open_workbook(path, message=said.append)
    book.put_sheet(SheetSpec("v", "链接", (Block("b", 1, 1, ((cell,),) * 3),)))
    book.save()
    assert len(said) == 1
    assert "有 3 处链接，上限是 2 处" in said[0]
    sheet = openpyxl.load_workbook(path)["链接"]
    assert [sheet.cell(row, 1).hyperlink is not None for row in (1, 2, 3)] == [True, True, False]


def test_long_sheets_are_no_trouble(path: Path) -> None:
    rows = tuple((Cell(f"第 {number} 行"), Cell(number, "count")) for number in range(20_000))
    put(path, blocks=(Block("b", 1, 1, rows),), merges=())
    assert open_workbook(path).read_sheet("3月").rows[-1] == ("第 19999 行", 19999)


def test_the_filter_has_the_hidden_name_that_programs_look_for(path: Path) -> None:
    put(path, filter_area=Area(3, 1, 4, 5))
    names = re.findall(r"<definedName .*?</definedName>", part(path, MAIN).decode())
    (name,) = [one for one in names if "_FilterDatabase" in one]
    assert 'localSheetId="3" hidden="1"' in name
    assert ">'3月'!$A$3:$E$4<" in name
    put(path)
    assert b"_FilterDatabase" not in part(path, MAIN)


def test_days_of_a_generated_sheet_count_from_1904_where_the_workbook_does(tmp_path: Path) -> None:
    days = {}
    for uses_1904 in (False, True):
        path = write_book(tmp_path / f"台账{uses_1904}.xlsx", uses_1904=uses_1904)
        blocks = (Block("day", 1, 1, ((Cell(dt.date(2026, 3, 6), "date"),),)),)
        put(path, blocks=blocks)
        days[uses_1904] = re.findall(rb"<v>(4[0-9]{4})</v>", part(path, NEW))
    assert days == {False: [b"46087"], True: [b"44625"]}
