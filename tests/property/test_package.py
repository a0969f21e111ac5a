"""Laws of the package adapter: whatever goes in comes out, and nothing else moves."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bookfiles import PLAN_HEADER, TOP, parts, rewrite, write_book
from unionxl.errors import UnionXLError
from unionxl.views.layout import Area, Block, Cell, SheetSpec
from unionxl.workbook.cells.addresses import address, area_text, parse_area
from unionxl.workbook.cells.theme import LOOKS
from unionxl.workbook.package.formulas import moved_formula
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from unionxl.views.layout import CellValue

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["_x0041_", "=1", " a ", "]]>", "<row r='1'>", "\r\n"]
)
DATES = st.none() | TEXTS | st.dates(dt.date(1890, 1, 1))
NUMBERS = st.integers(-(10**18), 10**18) | st.decimals(-(10**9), 10**9, places=2)
VALUES = DATES | NUMBERS
BY_COLUMN = {name: DATES if name == "日期" else VALUES for name in PLAN_HEADER}
ROWS = st.lists(st.fixed_dictionaries({}, optional=BY_COLUMN), min_size=1, max_size=6)
PLACES = st.sampled_from(PLAN_HEADER).flatmap(
    lambda name: st.tuples(st.just(name), BY_COLUMN[name])
)
SMALL = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def blank() -> bytes:
    """Return the content of a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        return write_book(Path(folder) / "book.xlsx").read_bytes()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where each example puts its workbook."""
    return tmp_path_factory.mktemp("property") / "台账.xlsx"


def expected(value: CellValue) -> object:
    """Return how a written value reads back."""
    if isinstance(value, str):
        text = re.sub("\r\n?", "\n", value)
        text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
        return text or None
    if isinstance(value, dt.date):
        return value.isoformat() if value.year < 1900 else value
    if value is None:
        return None
    is_code = len(Decimal(value).normalize().as_tuple().digits) > 15
    return str(value) if is_code else float(value)


@SMALL
@given(ROWS)
def test_rows_come_back_as_they_were_appended(
    blank: bytes, path: Path, rows: list[dict[str, CellValue]]
) -> None:
    path.write_bytes(blank)
    book = open_workbook(path)
    before = book.read_table("Plan").rows[:2]
    book.append_rows("Plan", rows)
    found = book.read_table("Plan").rows
    assert found[:2] == before
    wanted = [tuple(expected(row.get(name)) for name in PLAN_HEADER) for row in rows]
    assert list(found[2 : 2 + len(rows)]) == wanted


@SMALL
@given(st.integers(1, 4), PLACES)
def test_one_changed_cell_changes_one_cell(
    blank: bytes, path: Path, row: int, place: tuple[str, CellValue]
) -> None:
    column, value = place
    path.write_bytes(blank)
    book = open_workbook(path)
    before = [list(line) for line in book.read_table("Plan").rows]
    book.set_cells("Plan", [CellChange(TOP + row, column, value)])
    before[row - 1][PLAN_HEADER.index(column)] = expected(value)  # type: ignore[call-overload]
    assert [list(line) for line in book.read_table("Plan").rows] == before


# A number in a date's format is a date to whoever reads it.
STYLES = sorted(name for name, look in LOOKS.items() if "yy" not in look.number_format)
CELLS = st.builds(
    Cell,
    VALUES,
    st.sampled_from(STYLES),
    choices=st.sampled_from([(), ("是", "否")]),
)
BLOCKS = st.lists(st.lists(CELLS, min_size=1, max_size=5).map(tuple), max_size=6).map(tuple)


@SMALL
@given(BLOCKS, st.integers(1, 50), st.integers(1, 40))
def test_making_a_sheet_twice_equals_making_it_once(
    blank: bytes, path: Path, rows: Any, top: int, left: int
) -> None:
    path.write_bytes(blank)
    spec = SheetSpec("view", "新表", (Block("b", top, left, rows),))
    book = open_workbook(path)
    book.put_sheet(spec)
    book.save()
    once = path.read_bytes()
    again = open_workbook(path)
    again.put_sheet(spec)
    assert again.save() is None
    assert path.read_bytes() == once
    found = again.read_sheet("新表").rows
    for row, column, cell in spec.cells():
        is_there = row <= len(found) and column <= len(found[row - 1])
        assert (found[row - 1][column - 1] if is_there else None) == expected(cell.value)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_file_is_refused_or_read_but_never_a_surprise(
    blank: bytes, path: Path, data: st.DataObject
) -> None:
    content = bytearray(blank)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    before = path.read_bytes()
    try:
        book = open_workbook(path)
        for name in book.table_names():
            book.read_table(name)
        book.append_rows("Plan", [{"编号": "P-3"}])
    except UnionXLError:
        pass
    assert path.read_bytes() == before


SCRAPS = st.sampled_from(
    [b'"', b"<", b">", b"/", b"=", b"0", b"-1", b"&", b"A1", b"99999", b"s=", b" ", b"r=", b"\xff"]
)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_garbled_part_is_refused_or_read_but_never_a_surprise(
    blank: bytes, path: Path, data: st.DataObject
) -> None:
    path.write_bytes(blank)
    name = data.draw(st.sampled_from(sorted(n for n in parts(path) if n.endswith(("xml", "rels")))))

    def garbled(content: bytes) -> bytes:
        at = data.draw(st.integers(0, len(content)))
        return content[:at] + data.draw(SCRAPS) + content[at + data.draw(st.integers(0, 5)) :]

    rewrite(path, {name: garbled})
    try:
        book = open_workbook(path)
        for sheet in book.sheet_names():
            book.read_sheet(sheet)
        book.append_rows("Plan", [{"编号": "P-3", "日期": dt.date(2026, 1, 1)}])
        book.put_sheet(SheetSpec("view", "新表", ()))
    except UnionXLError:
        pass


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_addresses_come_back(row: int, column: int) -> None:
    area = Area(row, column, row, column)
    assert parse_area(address(row, column)) == area
    assert parse_area(area_text(area)) == area


@given(st.text(alphabet="AB12$()+\"'[]@,:! 甲", max_size=30), st.integers(-5, 5))
def test_a_moved_formula_moves_back(formula: str, rows: int) -> None:
    moved = moved_formula(formula, rows)
    if "#REF!" not in moved:
        assert moved_formula(moved, -rows) == formula or _leaves_a_row_count(formula, moved)


def _leaves_a_row_count(formula: str, moved: str) -> bool:
    """Tell whether rows ran out of digits on the way, as A1048576 does."""
    return any(len(text) > 6 for text in re.findall(r"\d+", formula + moved))
