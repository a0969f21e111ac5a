from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.longsheets import MAY, TITLES, busy_items, busy_month, found, headings_of, long_sheets
from tests.unit.views.years import an_item, empty_year
from unionxl.views.bands import Band, Line, stack
from unionxl.views.layout import Area, Cell, Orientation
from unionxl.views.month_sheet import month_sheet
from unionxl.views.paging import block_breaks, page_height, paginate
from unionxl.views.text import HIGHEST_ROW
from unionxl.workbook.inputs.typed import with_input_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.views.layout import SheetSpec

DIVIDED = ("20项", "45项", "80项", "预算执行", "收支决算表", "经费公开", "台账目录")
# How much more than it must a page holds in a program whose columns come out wider.
ROOMS = (1.0, 1.07, 1.15, 1.24)


def a_line(text: str, height: float = 20.0) -> Line:
    return Line((Cell(text),), height=height)


def a_band(name: str, rows: int, *, head: int = 2, height: float = 20.0) -> Band:
    heads = [a_line(f"{name} head {number}") for number in range(head)]
    lines = [a_line(f"{name} {number}", height) for number in range(rows)]
    again = tuple(a_line(f"{name} again {number}") for number in range(head))
    return Band(name, (*heads, *lines), head=head, again=again)


def pages_of(bands: Sequence[Band], breaks: Sequence[int]) -> list[list[str]]:
    texts = [str(line.cells[0].value) for band in bands for line in band.lines]
    ends = [*breaks, len(texts)]
    return [texts[start:end] for start, end in zip([0, *breaks], ends, strict=True)]


def test_what_fits_on_a_page_is_not_divided() -> None:
    bands = (a_band("A", 4), a_band("B", 4))
    assert paginate(bands, 240).breaks == ()
    assert paginate(bands, 240).bands == bands


def test_a_block_that_does_not_fit_begins_on_a_new_page() -> None:
    paged = paginate((a_band("A", 8), a_band("B", 3)), 260)
    assert pages_of(paged.bands, paged.breaks)[1][0] == "B head 0"


def test_a_long_block_writes_its_head_again() -> None:
    paged = paginate((a_band("A", 30),), 260)
    pages = pages_of(paged.bands, paged.breaks)
    assert [page[0] for page in pages] == ["A head 0", "A again 0", "A again 0"]
    assert all(page[1] == "A again 1" for page in pages[1:])


def test_rows_that_a_program_repeats_take_room_on_every_further_page() -> None:
    band = replace(a_band("A", 30), again=())
    pages = pages_of((band,), paginate((band,), 200, titles=100).breaks)
    assert len(pages[0]) == 10
    assert {len(page) for page in pages[1:-1]} == {5}


def test_the_foot_takes_the_last_rows_with_it() -> None:
    foot = Band("foot", (a_line("sign here", 60),), clings=True)
    paged = paginate((a_band("A", 10), foot), 250)
    assert pages_of(paged.bands, paged.breaks)[1][-3:] == ["A 8", "A 9", "sign here"]


def test_a_page_ends_only_after_whole_steps() -> None:
    band = Band("weeks", tuple(a_line(str(number)) for number in range(12)), step=2)
    assert all(row % 2 == 0 for row in paginate((band,), 100).breaks)


def test_merged_areas_move_with_their_rows() -> None:
    band = replace(a_band("A", 12), tall=(Area(3, 1, 4, 1), Area(13, 1, 14, 1)))
    paged = paginate((band,), 200)
    assert paged.breaks == (10,)
    assert stack(paged.bands).merges == (Area(3, 1, 4, 1), Area(15, 1, 16, 1))


BANDS = st.lists(
    st.builds(
        a_band,
        st.just("A"),
        st.integers(1, 25),
        head=st.integers(0, 2),
        height=st.sampled_from((10.0, 20.0, 35.0)),
    ),
    min_size=1,
    max_size=5,
)


@given(BANDS)
def test_no_page_ends_with_a_head_and_no_line_is_lost(bands: list[Band]) -> None:
    paged = paginate(bands, 300)
    pages = pages_of(paged.bands, paged.breaks)
    whole = [str(line.cells[0].value) for band in bands for line in band.lines]
    assert [text for page in pages for text in page if "again" not in text] == whole
    assert all(page for page in pages)
    assert not any("head" in page[-1] or "again" in page[-1] for page in pages[:-1])
    assert all(sum(heights) <= 300 for heights in _heights(paged.bands, paged.breaks))


@given(st.integers(0, 60), st.integers(1, 2), st.sampled_from((10.0, 20.0, 35.0)))
def test_every_page_of_a_block_begins_with_its_head(rows: int, head: int, height: float) -> None:
    paged = paginate((a_band("A", rows, head=head, height=height),), 300)
    pages = pages_of(paged.bands, paged.breaks)
    assert [page[0] for page in pages] == ["A head 0", *["A again 0"] * (len(pages) - 1)]


def _heights(bands: Sequence[Band], breaks: Sequence[int]) -> list[list[float]]:
    heights = [line.height for band in bands for line in band.lines]
    ends = [*breaks, len(heights)]
    return [heights[start:end] for start, end in zip([0, *breaks], ends, strict=True)]


def page_ends(sheet: SheetSpec, room: float) -> Iterator[int]:
    """Yield the last row of every page, where a page holds so many points."""
    titles = sheet.print_setup.title_rows
    heights = dict(sheet.row_heights)
    repeated = heights[titles[0]] if titles else 0.0
    used = 0.0
    for row, height in sorted(heights.items()):
        if row - 1 in sheet.print_setup.page_breaks or used + height > room:
            yield row - 1
            used = repeated
        used += height


def room_of(sheet: SheetSpec) -> float:
    return page_height(sheet.column_widths, sheet.print_setup.orientation)


@pytest.mark.parametrize("factor", ROOMS)
@pytest.mark.parametrize("title", TITLES)
def test_no_page_ends_with_a_heading(title: str, factor: float) -> None:
    sheet = long_sheets()[title]
    if sheet.print_setup.pages_tall != 1:
        ends = set(page_ends(sheet, room_of(sheet) * factor))
        assert ends
        assert not ends & headings_of(sheet)


@pytest.mark.parametrize("count", range(1, 60))
def test_a_list_of_findings_never_tears_off_a_head(count: int) -> None:
    sheet = found(count)
    for factor in ROOMS:
        assert not set(page_ends(sheet, room_of(sheet) * factor)) & headings_of(sheet)


@pytest.mark.parametrize("title", DIVIDED)
def test_every_page_begins_with_a_head(title: str) -> None:
    sheet = long_sheets()[title]
    assert sheet.print_setup.page_breaks
    assert {row + 1 for row in sheet.print_setup.page_breaks} <= headings_of(sheet)


@pytest.mark.parametrize("title", DIVIDED)
def test_no_page_holds_more_than_paper_does(title: str) -> None:
    sheet = long_sheets()[title]
    assert tuple(page_ends(sheet, room_of(sheet))) == sheet.print_setup.page_breaks


def test_heads_that_are_written_again_take_no_input() -> None:
    sheet = busy_month(45)
    inputs = [cell.input_for for _, _, cell in sheet.cells() if cell.input_for]
    assert len(inputs) == len(set(inputs)) == 2 * 45
    assert sum(cell.value == "本月事项（续）" for _, _, cell in sheet.cells()) > 1


def test_every_input_of_a_divided_sheet_finds_its_way_back() -> None:
    sheet = with_input_keys(busy_month(45))
    rows = {row for row, _, cell in sheet.cells() if cell.input_for}
    keys = {row for row, _, cell in sheet.cells() if cell.style == "input-key" and cell.value}
    assert keys == rows
    assert len(rows) == 45


def test_a_short_list_has_no_breaks() -> None:
    assert found(3).print_setup.page_breaks == ()
    assert block_breaks((a_band("A", 3), a_band("B", 3)), 500) == ()


def test_a_page_holds_what_the_width_of_its_columns_leaves() -> None:
    assert page_height((10.0,)) == pytest.approx(740, abs=2)
    assert page_height((10.0,) * 19, Orientation.LANDSCAPE) < page_height(
        (10.0,) * 25, Orientation.LANDSCAPE
    )


def texts_of_days(sheet: SheetSpec) -> str:
    (days,) = (block for block in sheet.blocks if block.name == "days")
    return "\n".join(str(cell.value) for row in days.rows for cell in row if cell.value)


def test_the_calendar_shows_whole_items_while_there_is_room() -> None:
    text = "组织全体教职工观看安全教育影片并座谈交流，做好签到"
    (item,) = (an_item("P1", (5,), text, planned_start_on=MAY.first_on),)
    sheet = month_sheet(replace(empty_year(), work_items=(item,)), MAY)
    assert f"•{text}" in texts_of_days(sheet)
    assert sheet.print_setup.pages_tall == 1


def test_the_calendar_cuts_items_where_they_would_fill_another_page() -> None:
    assert "…" in texts_of_days(busy_month(80))


def test_more_items_than_a_day_has_room_for_are_counted() -> None:
    items = busy_items(45, on_one_day=True)
    sheet = month_sheet(replace(empty_year(), work_items=items), MAY)
    shown = texts_of_days(sheet)
    assert shown.count("•") + int(shown.split("另 ")[1].split(" 项")[0]) == 45
    assert "项，见下表" in shown
    assert max(height for _, height in sheet.row_heights) < HIGHEST_ROW
