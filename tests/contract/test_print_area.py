"""Input sheets print down to the last row that is filled in, for every adapter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import BLANK_ROWS, PLAN_ROWS, TOP, part, rewrite, write_book
from unionxl.tables.plan import PLAN
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

FILLED = TOP + len(PLAN_ROWS)
END = FILLED + BLANK_ROWS
NAME = '<definedName name="_xlnm.Print_Area" localSheetId="1">{}</definedName>'
WHOLE = f"年度计划!$A$1:$E${END}"


def printing(path: Path, *areas: str) -> Path:
    """Let a part of the sheet 年度计划 be printed."""
    names = "".join(NAME.format(area) for area in areas)

    def named(content: bytes) -> bytes:
        return content.replace(b"<calcPr", f"<definedNames>{names}</definedNames><calcPr".encode())

    return rewrite(path, {"xl/workbook.xml": named})


_AREA = re.compile(r"<definedName[^>]*_xlnm.Print_Area[^>]*>([^<]*)")


def printed(path: Path) -> str:
    """Return what is printed of the sheet 年度计划.

    LibreOffice leaves the old area as a second name behind the new one.
    """
    names = _AREA.findall(part(path, "xl/workbook.xml").decode())
    found = (name.replace("$", "").partition("年度计划!")[2] for name in names)
    return next(filter(None, found), "")


def append(book: Workbook) -> None:
    book.append_rows("Plan", [{"编号": "P-3"}])


def grow(book: Workbook) -> None:
    book.append_rows("Plan", [{"编号": f"P-{number}"} for number in range(3, 10)])


def empty(book: Workbook) -> None:
    book.set_cells("Plan", [CellChange(FILLED, name, None) for name in ("编号", "日期")])
    book.set_cells("Plan", [CellChange(FILLED, name, None) for name in ("工作内容", "状态")])
    book.set_cells("Plan", [CellChange(FILLED, "预算金额", None)])


WRITES: dict[Callable[[Workbook], None], int] = {
    append: FILLED + 1,
    grow: FILLED + 7,
    empty: FILLED - 1,
}


@pytest.mark.parametrize("write", WRITES, ids=["append", "grow", "empty"])
def test_every_write_sets_the_area(
    opened: Callable[[Path], Workbook], path: Path, write: Callable[[Workbook], None]
) -> None:
    book = opened(printing(path, WHOLE))
    write(book)
    book.save()
    assert printed(path) == f"A1:E{WRITES[write]}"


def test_rows_below_the_table_are_printed(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    rows = {END + 1: ("P-8", None, "座谈会"), END + 2: ("合计", None, None, 8)}
    path = printing(write_book(tmp_path / "下方.xlsx", plan=rows), WHOLE)
    book = opened(path)
    book.set_cells("Plan", [CellChange(TOP + 1, "状态", "取消")])
    book.save()
    assert printed(path) == f"A1:E{END + 2}"


def test_columns_that_the_clerk_chose_stay(opened: Callable[[Path], Workbook], path: Path) -> None:
    book = opened(printing(path, f"年度计划!$B$2:$C${FILLED}"))
    append(book)
    book.save()
    assert printed(path) == f"B2:C{FILLED + 1}"


@pytest.mark.parametrize(
    "hers", ["", f"年度计划!$A$1:$E${FILLED},年度计划!$H$1:$H$3", "年度计划!$A$1:$E$2"]
)
def test_an_area_that_is_all_hers_is_left_alone(
    opened: Callable[[Path], Workbook], path: Path, hers: str
) -> None:
    printing(path, *([hers] if hers else []))
    before = printed(path)
    book = opened(path)
    append(book)
    book.save()
    assert printed(path) == before


def test_the_columns_of_the_test_are_fewer_than_ours() -> None:
    assert len(PLAN.columns) > len(PLAN_ROWS[0])
