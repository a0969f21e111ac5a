"""Lines of a draft become rows of tables: once, in any order, with what was left standing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.drafts import DAY, KIND, KIND_OF_DRAFT, VISITS, WHAT, make_visits, type_on
from tests.fakes import a_block, a_workbook
from unionxl.errors import RequestError
from unionxl.operations.pending import pending_notes
from unionxl.operations.taking import Changed, NewRow, Take, take_over
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.members import MEMBERS
from unionxl.tables.services import SERVICES, Services
from unionxl.views.drafts import DraftLine, DraftSheet
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook
    from unionxl.values.column import Column, ReadValue
    from unionxl.views.layout import CellValue

MARCH = dt.date(2026, 3, 6)
PEOPLE = (("M001", "李敏"), ("M002", "王芳"), ("M003", "张伟"))


def _workbook(*services: dict[str, ReadValue]) -> FakeWorkbook:
    members = ({"会员编号": number, "姓名": name} for number, name in PEOPLE)
    return a_workbook(a_block(MEMBERS, *members), a_block(SERVICES, *services))


def _rows(workbook: FakeWorkbook) -> list[tuple[ReadValue, ...]]:
    return [row[:5] for row in workbook.read_table("Services").rows]


def test_lines_with_a_day_become_rows_and_the_others_stay_open() -> None:
    workbook = _workbook()
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("M002", DAY): MARCH, ("M002", WHAT): "住院"})
    outcome = make_visits(workbook)
    assert _rows(workbook) == [(MARCH, "M002", "王芳", "五必访", "住院")]
    assert outcome.summary == "已登记《服务台账》1 行。"
    draft = read_draft(workbook, VISITS)
    assert draft is not None
    assert [line.key for line in draft.open_lines] == ["M001", "M003"]
    done = draft.line("M002")
    assert done is not None
    assert (done.registered, done.cells, done.text(WHAT)) == ("已登记 第 4 行", {}, "住院")


def test_clicked_again_nothing_is_doubled() -> None:
    workbook = _workbook()
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("M002", DAY): MARCH})
    make_visits(workbook)
    before, sheet = _rows(workbook), workbook.specs[VISITS]
    assert make_visits(workbook).summary == "已生成《走访登记》。"
    assert (_rows(workbook), workbook.specs[VISITS]) == (before, sheet)


def test_a_row_that_the_table_has_already_is_the_one() -> None:
    there: dict[str, ReadValue] = {
        "日期": "2026年3月6日",
        "会员编号": "M002",
        "姓名": "王芳",
        "事项": "五必访",
    }
    workbook = _workbook({"日期": dt.date(2026, 1, 5), "会员编号": "M001"}, there)
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("M002", DAY): MARCH, ("M002", WHAT): "住院"})
    make_visits(workbook)
    assert len(_rows(workbook)) == 2
    draft = read_draft(workbook, VISITS)
    assert draft is not None
    assert [line.registered for line in draft.lines] == ["", "已登记 第 5 行", ""]


def test_a_sorted_sheet_is_read_by_its_keys() -> None:
    workbook = _workbook()
    make_visits(workbook)
    days = {(number, DAY): MARCH for number, _ in PEOPLE[1:]}
    type_on(workbook, KIND_OF_DRAFT, days, in_order=lambda row: str(row[0].value))
    make_visits(workbook)
    assert {(row[1], row[2]) for row in _rows(workbook)} == set(PEOPLE[1:])


def test_what_cannot_be_taken_over_is_left_standing_with_its_reason() -> None:
    workbook = _workbook()
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("M001", DAY): "上周三", ("M002", DAY): MARCH})
    (note,) = make_visits(workbook).notes
    assert note == ("《走访登记》第 3 行没有登记：“上周三”不是日期。请填写日期，如 2026-03-05。")
    draft = read_draft(workbook, VISITS)
    assert draft is not None
    line = draft.line("M001")
    assert line is not None
    assert (line.text(DAY), line.reason) == ("上周三", note.partition("：")[2])
    assert len(_rows(workbook)) == 1


def test_the_head_holds_for_every_line() -> None:
    workbook = _workbook()
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("", KIND): "体检", ("M003", DAY): MARCH})
    make_visits(workbook)
    assert _rows(workbook) == [(MARCH, "M003", "张伟", "体检", None)]


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_line_that_was_copied_counts_once_or_is_asked_about(*, is_changed: bool) -> None:
    workbook = _workbook()
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("M001", DAY): MARCH})
    spec = workbook.specs[VISITS]
    (block,) = spec.blocks
    copied = block.rows[2]
    if is_changed:
        copied = (copied[0], replace(copied[1], value=dt.date(2026, 3, 9)), *copied[2:])
    rows = (*block.rows[:3], copied, *block.rows[3:])
    workbook.put_sheet(replace(spec, blocks=(replace(block, rows=rows),)))
    if is_changed:
        with pytest.raises(RequestError, match="第 4 行：与第 3 行是复制的同一行"):
            make_visits(workbook)
        assert not _rows(workbook)
    else:
        make_visits(workbook)
        assert len(_rows(workbook)) == 1


def test_what_is_typed_on_a_draft_is_not_said_to_go_to_the_plan() -> None:
    workbook = _workbook()
    make_visits(workbook)
    type_on(workbook, KIND_OF_DRAFT, {("M001", DAY): MARCH})
    assert pending_notes(workbook) == ()


def test_one_draft_writes_to_several_tables_and_changes_rows_that_are_there() -> None:
    workbook = _workbook({"日期": MARCH, "会员编号": "M001", "金额": 200.0})
    draft = DraftSheet(DraftLine("", {"凭证号": "记-3"}), (DraftLine("a", {"金额": 300.0}, row=7),))
    paid = NewRow(LEDGER, {Ledger.booked_on: MARCH, Ledger.expense_amount: Decimal(300)})
    given = NewRow(SERVICES, {Services.served_on: MARCH, Services.member_no: "M002"})
    more = Changed(SERVICES, 4, {Services.amount: Decimal(250), Services.member_no: "M001"})
    takes = (Take("", (paid,)), Take("a", (given,), (more,)))
    taken = take_over(workbook, draft, takes, fiscal_year=2026)
    assert [row[:2] + row[5:6] for row in workbook.read_table("Services").rows] == [
        (MARCH, "M001", 250.0),
        (MARCH, "M002", None),
    ]
    assert (taken.added, taken.changed) == ({"收支台账": 1, "服务台账": 1}, 1)
    head, (line,) = taken.draft.head, taken.draft.lines
    assert (head.registered, head.cells, head.text("凭证号")) == ("已登记 第 4 行", {}, "记-3")
    assert (line.registered, line.text("金额")) == ("已登记 第 5 行", "300")


def test_equal_rows_of_a_draft_are_as_many_rows_of_the_table() -> None:
    workbook = _workbook({"日期": MARCH, "会员编号": "M001"})
    values: dict[Column, CellValue] = {Services.served_on: MARCH, Services.member_no: "M001"}
    new = NewRow(SERVICES, values, (Services.served_on, Services.member_no))
    draft = DraftSheet(lines=(DraftLine("a"), DraftLine("b")))
    takes = (Take("a", (new,)), Take("b", (new,)))
    taken = take_over(workbook, draft, takes, fiscal_year=2026)
    assert [line.registered for line in taken.draft.lines] == ["已登记 第 4 行", "已登记 第 5 行"]
    again = take_over(workbook, draft, takes, fiscal_year=2026)
    assert (again.added, [line.registered for line in again.draft.lines]) == (
        {},
        ["已登记 第 4 行", "已登记 第 5 行"],
    )
