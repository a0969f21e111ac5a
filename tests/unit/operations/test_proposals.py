"""What is typed on 《提案办理》 comes back to the register; the report says the same figures."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from unionxl.domain.period import Month
from unionxl.errors import HomelessInputError, RequestError
from unionxl.operations.making import FILLED_IN, make
from unionxl.operations.months import make_month_sheets
from unionxl.operations.pending import pending_notes
from unionxl.operations.proposals import proposals
from unionxl.operations.request import Request
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.proposals import PROPOSALS
from unionxl.views.proposals_sheet import VIEW_ID

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import Block, CellValue

ON = dt.date(2026, 4, 10)
DAY = dt.date(2026, 4, 8)
ROWS: tuple[Mapping[str, ReadValue], ...] = (
    {"编号": "T1", "届次": "一次", "案由": "增设休息区", "立案情况": "立案", "承办部门": "总务处"},
    {"编号": "T1", "届次": "二次", "案由": "充实图书", "立案情况": "立案", "承办部门": "工会"},
)


def _workbook() -> FakeWorkbook:
    return a_workbook(a_block(PROPOSALS, *ROWS))


def _make(workbook: FakeWorkbook, **values: object) -> Outcome:
    at = dt.datetime.combine(ON, dt.time(9))
    return proposals(Request(at, given=workbook, values=values))


def _type(workbook: FakeWorkbook, key: str, view: str = VIEW_ID, **texts: CellValue) -> None:
    """Type into the cells of a proposal, as the clerk does."""

    def typed(block: Block) -> Block:
        rows = tuple(
            tuple(
                replace(cell, value=texts[cell.input_for.column])
                if cell.input_for and cell.input_for.key == key and cell.input_for.column in texts
                else cell
                for cell in row
            )
            for row in block.rows
        )
        return replace(block, rows=rows)

    spec = workbook.specs[view]
    workbook.put_sheet(replace(spec, blocks=tuple(map(typed, spec.blocks))))


def _row(workbook: FakeWorkbook, index: int) -> dict[str, ReadValue]:
    block = workbook.tables[PROPOSALS.name]
    return dict(zip(block.header, block.rows[index], strict=True))


def test_what_is_typed_is_in_the_register_and_in_the_figures() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, "T1（二次）", 答复日期=DAY, 办理结果="已解决", 满意度="满意")
    done = _make(workbook)
    row = _row(workbook, 1)
    assert (row["答复日期"], row["办理结果"], row["满意度"]) == (DAY, "已解决", "满意")
    assert _row(workbook, 0)["答复日期"] is None
    assert done.notes == ("《提案办理》上填写的 3 处已带回《提案》。",)
    before = (workbook.specs[VIEW_ID], workbook.tables[PROPOSALS.name])
    assert _make(workbook).notes == ()
    assert (workbook.specs[VIEW_ID], workbook.tables[PROPOSALS.name]) == before


def test_a_day_that_was_typed_as_text_is_a_day_and_other_words_stay() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, "T1（一次）", 答复日期="2026.4.8")
    _type(workbook, "T1（二次）", 答复日期="开会时")
    _make(workbook)
    assert [_row(workbook, index)["答复日期"] for index in (0, 1)] == [DAY, "开会时"]


def test_the_click_for_a_month_takes_it_back_as_well_and_makes_the_sheet_again() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, "T1（一次）", 答复日期=DAY)
    (note,) = pending_notes(workbook)
    assert note.startswith("《提案办理》上有 1 处填写还没有带回《提案》，未计入。")
    assert note.endswith("请先重新生成《提案办理》，再运行一次。")
    done = make_month_sheets(workbook, lambda _book: [Month(2026, 4)], as_of=ON)
    assert "《提案办理》上填写的 1 处已带回《提案》。" in done.notes
    assert _row(workbook, 0)["答复日期"] == DAY
    assert pending_notes(workbook) == ()


def test_every_sheet_with_cells_of_a_table_is_made_again_when_they_were_taken_back() -> None:
    held: Mapping[str, ReadValue] = {
        "会议编号": "H001",
        "类别": "工会委员会",
        "名称": "例会",
        "日期": DAY,
        "决议": "通过",
    }
    workbook = a_workbook(a_block(MEETINGS, held), a_block(PROPOSALS, *ROWS))
    for name in FILLED_IN:
        make(workbook, name, as_of=ON)
        targets = {
            one.input_for.table
            for _, _, one in workbook.specs[name].cells()
            if one.input_for is not None
        }
        assert targets == {name.title()}
    _type(workbook, "H001", "meetings", 落实情况="已办好")
    make_month_sheets(workbook, lambda _book: [Month(2026, 4)], as_of=ON)
    assert pending_notes(workbook) == ()
    meetings = workbook.tables[MEETINGS.name]
    assert meetings.rows[0][meetings.header.index("落实情况")] == "已办好"


def test_a_text_whose_row_is_gone_stops_the_click() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, "T1（一次）", 满意度="满意")
    block = workbook.tables[PROPOSALS.name]
    workbook.tables[PROPOSALS.name] = replace(block, rows=block.rows[1:])
    with pytest.raises(HomelessInputError, match="T1（一次）"):
        _make(workbook)


def test_a_register_of_before_has_no_cell_for_what_it_has_no_column_for() -> None:
    block = a_block(PROPOSALS, *ROWS)
    at = block.header.index("办理结果")
    rows = tuple((*row[:at], *row[at + 1 :]) for row in block.rows)
    old = replace(block, header=(*block.header[:at], *block.header[at + 1 :]), rows=rows)
    workbook = a_workbook(old)
    _make(workbook)
    cells = (cell for _, _, cell in workbook.specs[VIEW_ID].cells())
    assert {one.input_for.column for one in cells if one.input_for} == {"答复日期", "满意度"}


def test_the_report_says_the_figures_of_the_sheet(tmp_path: Path) -> None:
    workbook = _workbook()
    workbook.path = tmp_path / "工会.xlsx"
    _make(workbook)
    _type(workbook, "T1（二次）", 答复日期=DAY, 办理结果="已解决", 满意度="满意")
    target = tmp_path / "提案报告.docx"
    done = _make(workbook, report=target)
    assert done.made == target
    with zipfile.ZipFile(target) as package:
        text = package.read("word/document.xml").decode()
    for told in (
        "收到提案 2 件：立案 2 件",
        "答复率 50.0%",
        "满意率 100%",
        "增设休息区",
        "充实图书",
    ):
        assert told in text
    with pytest.raises(RequestError):
        _make(workbook, report=target)  # it may have been edited


def test_a_report_of_no_proposal_says_so(tmp_path: Path) -> None:
    workbook = a_workbook()
    workbook.path = tmp_path / "工会.xlsx"
    _make(workbook, report=tmp_path / "提案报告.docx")
    with zipfile.ZipFile(tmp_path / "提案报告.docx") as package:
        text = package.read("word/document.xml").decode()
    assert "《提案》" in text
    assert "%" not in text
