"""Laws of the rows below a table: pasted there, a list reads as it does inside."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bookfiles import BLANK_ROWS, PLAN_HEADER, PLAN_ROWS, TOP, write_book
from unionxl.workbook.book.below import Surroundings, is_filled, rows_below
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import Why

if TYPE_CHECKING:
    from unionxl.values.column import ReadValue

END = TOP + len(PLAN_ROWS) + BLANK_ROWS
AROUND = Surroundings(PLAN_HEADER)
WORDS = st.text("组织春季活动慰问会员甲乙丙 -（）0123", min_size=1, max_size=12).filter(str.strip)
CELLS = st.none() | WORDS | st.integers(-999, 10**6) | st.dates(dt.date(2020, 1, 1))
ITEMS = st.tuples(
    st.from_regex(r"P-[0-9]{1,3}", fullmatch=True), st.none(), WORDS, CELLS, WORDS | st.none()
)
ANY_ROWS = st.lists(st.tuples(*[CELLS | st.sampled_from(["合计", "制表：王某"])] * 5), max_size=12)
SMALL = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@given(st.lists(ITEMS, max_size=12))
def test_a_list_is_taken_in_whole(rows: list[tuple[ReadValue, ...]]) -> None:
    below = rows_below(24, rows, AROUND)
    assert (below.count, below.left) == (len(rows), ())


@given(ANY_ROWS)
def test_every_filled_row_is_taken_in_or_told_once(rows: list[tuple[ReadValue, ...]]) -> None:
    below = rows_below(24, rows, AROUND)
    told = [row for one in below.left for row in range(one.first, one.last + 1)]
    filled = [24 + index for index, row in enumerate(rows) if any(map(is_filled, row))]
    assert [*range(24, 24 + below.count), *told] == filled


@given(ANY_ROWS, ANY_ROWS)
def test_nothing_is_taken_in_after_an_empty_row(
    first: list[tuple[ReadValue, ...]], rest: list[tuple[ReadValue, ...]]
) -> None:
    alone = rows_below(24, first, AROUND)
    both = rows_below(24, [*first, (None,) * 5, *rest], AROUND)
    assert both.count == alone.count
    gap = 24 + len(first)
    assert not any(one.why is Why.AFTER and one.first > gap for one in both.left)


@given(ANY_ROWS)
def test_nothing_is_taken_in_below_a_total_row(rows: list[tuple[ReadValue, ...]]) -> None:
    around = Surroundings(PLAN_HEADER, has_totals=True)
    assert rows_below(24, rows, around).count == 0


@pytest.fixture(scope="module")
def folder() -> Path:
    """Return where each example puts its workbooks."""
    return Path(tempfile.mkdtemp(prefix="below-"))


@SMALL
@given(st.lists(ITEMS, min_size=1, max_size=8))
def test_a_list_pasted_below_reads_as_one_inside(
    folder: Path, rows: list[tuple[ReadValue, ...]]
) -> None:
    below = write_book(folder / "下.xlsx", plan=dict(enumerate(rows, END + 1)))
    inside = write_book(folder / "内.xlsx")
    book = open_workbook(inside)
    typed: list[dict[str, Any]] = [dict(zip(PLAN_HEADER, row, strict=True)) for row in rows]
    book.append_rows("Plan", typed)
    filled = [
        [row for row in one.read_table("Plan").rows if any(cell is not None for cell in row)]
        for one in (open_workbook(below), book)
    ]
    assert filled[0] == filled[1]
