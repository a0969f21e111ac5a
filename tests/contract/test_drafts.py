"""Lines of a draft become rows of tables, in files and in a running Excel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import TOP, add_every_style, write_tables
from tests.drafts import DAY, KIND_OF_DRAFT, VISITS, WHAT, make_visits, type_on
from unionxl.workbook.inputs.drafts import read_draft
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

MARCH = dt.date(2026, 3, 6)
PEOPLE = (("M001", "李敏"), ("M002", "王芳"), ("M003", "张伟"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a workbook with members and a service that a filter hides."""
    members: list[dict[str, object]] = [
        {"会员编号": number, "姓名": name} for number, name in PEOPLE
    ]
    services: list[dict[str, object]] = [
        {"日期": dt.date(2026, 1, 5), "会员编号": "M001", "事项": "生日"}
    ]
    rows = {"Members": members, "Services": services}
    path = write_tables(tmp_path / "工会工作簿.xlsx", rows, {"Services": [TOP + 1, TOP + 2]})
    add_every_style(path)
    return path


def _services(path: Path) -> list[tuple[object, ...]]:
    rows = open_workbook(path).read_table("Services").rows
    return [row[:5] for row in rows if row[0]]


def test_lines_become_rows_once_and_what_could_not_is_left_standing(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    workbook = opened(path)
    make_visits(workbook)
    typed = {
        ("M001", DAY): "上周三",
        ("M002", DAY): MARCH,
        ("M002", WHAT): "=1+1",
        ("M003", DAY): MARCH,
    }
    type_on(workbook, KIND_OF_DRAFT, typed, in_order=lambda row: str(row[0].value)[::-1])
    outcome = make_visits(workbook)
    assert outcome.summary == "已登记《服务台账》2 行。"
    assert outcome.backup is not None
    saved = _services(path)
    told = {(str(row[0])[:10], row[1], row[3], row[4]) for row in saved[1:]}
    assert told == {
        ("2026-03-06", "M002", "五必访", "=1+1"),
        ("2026-03-06", "M003", "五必访", None),
    }
    again = opened(path)
    assert make_visits(again).summary == "已生成《走访登记》。"
    assert _services(path) == saved
    draft = read_draft(open_workbook(path), VISITS)
    assert draft is not None
    lines = {line.key: line for line in draft.lines}
    assert lines["M001"].text(DAY) == "上周三"
    assert lines["M001"].reason
    assert {lines[key].registered for key in ("M002", "M003")} == {
        "已登记 第 5 行",
        "已登记 第 6 行",
    }


def test_rows_of_a_filtered_table_can_be_seen(
    opened: Callable[[Path], Workbook], path: Path
) -> None:
    workbook = opened(path)
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("M002", DAY): MARCH})
    make_visits(workbook)
    rows = openpyxl.load_workbook(path)["服务台账"].row_dimensions
    assert [number for number, row in sorted(rows.items()) if row.hidden] == [TOP + 1]
