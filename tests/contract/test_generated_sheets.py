"""What the port promises about generated sheets, for every adapter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import VIEW, a_sheet
from tests.readback import characters, footer_of, number_format_of, sheet_as_text, style_of
from unionxl.errors import RequestError, SheetNotOursError, UnionXLError
from unionxl.views.layout import Area, Block, Cell, PrintSetup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from unionxl.workbook.port import Workbook


def sheet_of(path: Path, title: str = "3月") -> Worksheet:
    sheet: Worksheet = openpyxl.load_workbook(path)[title]
    return sheet


def put(book: Workbook, path: Path) -> Worksheet:
    book.put_sheet(a_sheet())
    book.save()
    return sheet_of(path)


def test_a_sheet_is_added_after_the_others(book: Workbook) -> None:
    book.put_sheet(a_sheet())
    assert book.sheet_names() == ("首页", "年度计划", "收支台账", "3月")
    assert book.generated_sheets() == {VIEW: "3月"}


def test_its_values_are_read_back_before_the_save(book: Workbook) -> None:
    book.put_sheet(a_sheet())
    rows = book.read_sheet("3月").rows
    assert rows[0][0] == "三月工作表"
    assert rows[3] == ("P-1", "组织女职工健步走", 1200.5, "未开始", dt.date(2026, 3, 6))


def test_the_file_is_not_touched_before_the_save(book: Workbook, path: Path) -> None:
    before = path.read_bytes()
    book.put_sheet(a_sheet())
    assert path.read_bytes() == before


def test_values_and_number_formats_reach_the_file(book: Workbook, path: Path) -> None:
    sheet = put(book, path)
    assert [cell.value for cell in sheet[4]][:4] == ["P-1", "组织女职工健步走", 1200.5, "未开始"]
    assert number_format_of(sheet["C4"]) == "#,##0.00_ "
    assert sheet["E4"].value == dt.datetime(2026, 3, 6)  # noqa: DTZ001 - cells know no time zone


def test_looks_are_named_cell_styles(book: Workbook, path: Path) -> None:
    sheet = put(book, path)
    assert style_of(path, sheet["A1"]) == "工会 标题"
    assert style_of(path, sheet["A3"]) == "工会 表头"
    assert style_of(path, sheet["C4"]) == "工会 金额"


def test_merges_widths_heights_and_hidden_columns_reach_the_file(
    book: Workbook, path: Path
) -> None:
    sheet = put(book, path)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:E1"]
    first, second = (sheet.column_dimensions[letter].width for letter in "AB")
    assert characters(second, first, known=8) == pytest.approx(30, abs=0.1)
    assert sheet.row_dimensions[1].height == 30
    assert sheet.column_dimensions["G"].hidden
    assert not sheet.column_dimensions["B"].hidden


def test_head_and_first_columns_stay_in_view(book: Workbook, path: Path) -> None:
    assert put(book, path).freeze_panes == "B4"


def test_the_sheet_prints_on_a4_with_its_title_rows(book: Workbook, path: Path) -> None:
    sheet = put(book, path)
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert is_fitted(sheet)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_options.horizontalCentered
    assert footer_of(sheet) == "第 &P 页，共 &N 页"


def set_by_hand(path: Path) -> None:
    """Hide rows and a column, show grid lines, widen margins: what a clerk does to the sheet."""
    other = openpyxl.load_workbook(path)
    sheet = other["3月"]
    sheet.sheet_view.showGridLines = True
    sheet.page_margins.left, sheet.page_margins.top = 0.8, 0.9
    sheet.print_options.horizontalCentered = False
    sheet.row_dimensions[4].hidden = sheet.column_dimensions["C"].hidden = True
    other.save(path)


def test_margins_and_grid_lines_set_by_hand_stay(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    put(book, path)
    set_by_hand(path)
    sheet = put(opened(path), path)
    assert (sheet.page_margins.left, sheet.page_margins.top) == pytest.approx((0.8, 0.9), abs=0.01)
    assert sheet.page_margins.right == pytest.approx(0.4, abs=0.01)
    assert not sheet.print_options.horizontalCentered
    assert sheet.sheet_view.showGridLines is not False


SIZED = tuple((row, 18.0) for row in range(1, 6))


@pytest.mark.parametrize("heights", [a_sheet().row_heights, SIZED], ids=["some", "all"])
def test_what_was_hidden_by_hand_is_seen_again(
    book: Workbook,
    opened: Callable[[Path], Workbook],
    path: Path,
    heights: tuple[tuple[int, float], ...],
) -> None:
    spec = replace(a_sheet(), row_heights=heights)
    book.put_sheet(spec)
    book.save()
    set_by_hand(path)
    again = opened(path)
    again.read_sheet("3月")
    again.put_sheet(spec)
    again.save()
    sheet = sheet_of(path)
    assert not sheet.row_dimensions[4].hidden
    assert not sheet.column_dimensions["C"].hidden
    assert sheet.column_dimensions["G"].hidden


def test_rows_of_a_longer_sheet_get_their_usual_height_back(book: Workbook, path: Path) -> None:
    short = replace(a_sheet(), row_heights=SIZED)
    more = Block("more", 9, 1, ((Cell("甲"),),))
    long = replace(short, row_heights=(*SIZED, (9, 60)), blocks=(*short.blocks, more))
    for spec in (long, short):
        book.put_sheet(spec)
        book.read_sheet("3月")
    book.save()
    assert sheet_of(path).row_dimensions[9].height != 60


def test_only_input_cells_take_input(book: Workbook, path: Path) -> None:
    sheet = put(book, path)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    locked = {cell.coordinate: cell.protection.locked for row in sheet["A3:E5"] for cell in row}
    assert [name for name, is_locked in locked.items() if not is_locked] == ["D4", "B5"]


def test_a_protected_sheet_may_have_filter_buttons(book: Workbook, path: Path) -> None:
    book.put_sheet(replace(a_sheet(), filter_area=Area(3, 1, 4, 5)))
    book.save()
    sheet = sheet_of(path)
    assert sheet.auto_filter.ref == "A3:E4"
    assert sheet.protection.sheet


@pytest.mark.unseen_in_host("what a protected sheet still allows")
def test_filter_buttons_work_on_a_protected_sheet(book: Workbook, path: Path) -> None:
    book.put_sheet(replace(a_sheet(), filter_area=Area(3, 1, 4, 5)))
    book.save()
    assert not sheet_of(path).protection.autoFilter


def test_filter_buttons_go_when_the_sheet_is_made_without_them(book: Workbook, path: Path) -> None:
    book.put_sheet(replace(a_sheet(), filter_area=Area(3, 1, 4, 5)))
    sheet = put(book, path)
    assert sheet.auto_filter.ref is None
    assert sheet.protection.autoFilter


def is_fitted(sheet: Worksheet) -> bool:
    """Tell whether a sheet is printed on so many pages, rather than to a scale."""
    properties = sheet.sheet_properties.pageSetUpPr
    return bool(properties and properties.fitToPage)


def test_a_scale_takes_the_place_of_fitting_pages(book: Workbook, path: Path) -> None:
    book.put_sheet(replace(a_sheet(), print_setup=PrintSetup(scale=80, page_breaks=(3,))))
    book.save()
    sheet = sheet_of(path)
    assert sheet.page_setup.scale == 80
    assert not is_fitted(sheet)
    assert [one.id for one in sheet.row_breaks.brk] == [3]


def test_page_breaks_stand_beside_a_fitted_width(book: Workbook, path: Path) -> None:
    book.put_sheet(replace(a_sheet(), print_setup=PrintSetup(page_breaks=(3,))))
    book.save()
    sheet = sheet_of(path)
    assert is_fitted(sheet)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert [one.id for one in sheet.row_breaks.brk] == [3]


def test_page_breaks_go_when_the_sheet_is_made_without_them(book: Workbook, path: Path) -> None:
    book.put_sheet(replace(a_sheet(), print_setup=PrintSetup(scale=80, page_breaks=(3,))))
    sheet = put(book, path)
    assert list(sheet.row_breaks.brk) == []
    assert is_fitted(sheet)


def test_choices_are_offered(book: Workbook, path: Path) -> None:
    (rule,) = put(book, path).data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.type) == ("D4", '"未开始,已完成"', "list")


def test_links_lead_to_cells_of_tables(book: Workbook, path: Path) -> None:
    link = put(book, path)["A4"].hyperlink
    assert link is not None
    assert link.location == "'年度计划'!A4"


def test_a_sheet_is_made_again_in_its_place(book: Workbook) -> None:
    book.put_sheet(a_sheet())
    book.put_sheet(a_sheet("year-calendar:2026", "全年日历"))
    book.put_sheet(a_sheet(note="再来一次"))
    assert book.sheet_names()[3:] == ("3月", "全年日历")
    assert book.read_sheet("3月").rows[4][1] == "再来一次"


def test_making_a_sheet_twice_equals_making_it_once(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    book.put_sheet(a_sheet())
    book.save()
    once = sheet_as_text(path, "3月")
    again = opened(path)
    again.put_sheet(a_sheet())
    again.save()
    assert sheet_as_text(path, "3月") == once
    assert opened(path).sheet_names() == ("首页", "年度计划", "收支台账", "3月")


def test_a_renamed_sheet_is_still_ours_and_keeps_its_name(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    put(book, path)
    other = openpyxl.load_workbook(path)
    other["3月"].title = "三月份（已印）"
    other.save(path)
    again = opened(path)
    again.put_sheet(a_sheet(note="新"))
    assert again.generated_sheets() == {VIEW: "三月份（已印）"}
    assert again.sheet_names()[-1] == "三月份（已印）"


def test_a_sheet_of_the_clerks_own_is_never_replaced(book: Workbook) -> None:
    with pytest.raises(SheetNotOursError, match="工作表《首页》"):
        book.put_sheet(a_sheet("home", "首页"))
    assert book.save() is None


@pytest.mark.parametrize("title", ["", "一" * 32, "3/4月", "[3]月", "三月?", "'三月", "3:4"])
def test_a_name_that_no_tab_can_have_is_refused(book: Workbook, title: str) -> None:
    with pytest.raises(RequestError, match="最多 31 个字符"):
        book.put_sheet(a_sheet("view", title))
    assert book.save() is None


def test_a_list_too_long_for_a_cell_is_refused_with_its_cell(book: Workbook) -> None:
    cell = Cell("甲", choices=tuple(f"选项{number:03}" for number in range(100)))
    spec = replace(a_sheet(), blocks=(Block("b", 2, 2, ((cell,),)),), merges=())
    with pytest.raises(UnionXLError, match="工作表《3月》B2：下拉列表"):
        book.put_sheet(spec)
    assert book.save() is None


def test_control_characters_are_shown_not_kept(book: Workbook, path: Path) -> None:
    spec = replace(a_sheet(), blocks=(Block("b", 1, 1, ((Cell("甲\x00乙\x1b_x0041_"),),)),))
    book.put_sheet(replace(spec, merges=()))
    book.save()
    assert sheet_of(path)["A1"].value in (
        "甲\ufffd乙\ufffd_x0041_",
        "甲\ufffd乙\ufffd_x005F_x0041_",
    )
    assert book.read_sheet("3月").rows[0][0] == "甲\ufffd乙\ufffd_x0041_"


def test_an_unknown_sheet_is_named(book: Workbook) -> None:
    with pytest.raises(UnionXLError, match="找不到工作表《十三月》"):
        book.read_sheet("十三月")
