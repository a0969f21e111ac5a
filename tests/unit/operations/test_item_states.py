"""States month by month, and what registers prove, on month sheets and in the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import a_block, a_workbook
from unionxl.domain.month_states import outcome_in, state_in, state_of
from unionxl.domain.period import Month
from unionxl.operations.checking import check_workbook
from unionxl.operations.months import make_month_sheets, whole_year
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES
from unionxl.views.month_views import view_id
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fakes import FakeWorkbook
    from unionxl.domain.plan import WorkItem
    from unionxl.operations.outcome import Outcome
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import Block, Cell
    from unionxl.workbook.port import TableBlock

Row = Mapping[str, "ReadValue"]

TODAY = dt.date(2026, 4, 15)
STATES = ("未开始", "进行中", "已完成", "暂定", "延期", "取消")
EVERY_MONTH: Row = {"编号": "P001", "月份": "每月", "工作内容": "会费收齐"}
PARTY: Row = {"编号": "P002", "月份": "3月", "工作内容": "庆三八"}
HELD: Row = {
    "计划编号": "P002",
    "活动名称": "庆三八",
    "日期": dt.date(2026, 3, 6),
    "实到人数": 38.0,
}
PAID: Row = {"日期": dt.date(2026, 3, 6), "凭证号": "记-12", "计划编号": "P002", "支出金额": 1200.0}
OFFERED = "已完成？"


def _month(number: int) -> Month:
    return Month(2026, number)


def _old(block: TableBlock) -> TableBlock:
    """Return the plan as the version before wrote it: without the column 按月状态."""
    at = block.header.index("按月状态")
    rows = tuple((*row[:at], *row[at + 1 :]) for row in block.rows)
    return replace(block, header=(*block.header[:at], *block.header[at + 1 :]), rows=rows)


def _workbook(
    *rows: Row, is_old: bool = False, tables: Mapping[str, Sequence[Row]] | None = None
) -> FakeWorkbook:
    plan = a_block(PLAN, *rows)
    known = {table.name: table for table in (ACTIVITIES, LEDGER, SERVICES)}
    registers = [a_block(known[name], *found) for name, found in (tables or {}).items()]
    return a_workbook(_old(plan) if is_old else plan, *registers)


def _make(workbook: FakeWorkbook, *numbers: int, today: dt.date = TODAY) -> Outcome:
    return make_month_sheets(
        workbook, lambda _book: [_month(number) for number in numbers], as_of=today
    )


def _cells(workbook: FakeWorkbook, sheet: int, item_no: str, column: str) -> list[Cell]:
    spec = workbook.specs[view_id(_month(sheet))]
    return [
        cell
        for _, _, cell in spec.cells()
        if cell.input_for and (cell.input_for.key, cell.input_for.column) == (item_no, column)
    ]


def _shown(workbook: FakeWorkbook, sheet: int, item_no: str, column: str = "状态") -> list[object]:
    return [cell.value for cell in _cells(workbook, sheet, item_no, column)]


def _type(
    workbook: FakeWorkbook,
    sheet: int,
    item_no: str,
    text: str | None,
    column: str = "状态",
    row: int = 0,
) -> None:
    """Type into an input cell of a month's sheet, as a clerk does."""
    spec = workbook.specs[view_id(_month(sheet))]
    target = _cells(workbook, sheet, item_no, column)[row].input_for

    def changed(block: Block) -> Block:
        rows = tuple(
            tuple(replace(cell, value=text) if cell.input_for == target else cell for cell in line)
            for line in block.rows
        )
        return replace(block, rows=rows)

    workbook.specs[spec.view_id] = replace(spec, blocks=tuple(map(changed, spec.blocks)))


def _plan(workbook: FakeWorkbook, item_no: str, column: str) -> object:
    block = workbook.tables["Plan"]
    (row,) = [row for row in block.rows if row[0] == item_no]
    return row[block.header.index(column)]


def _set(workbook: FakeWorkbook, item_no: str, column: str, value: ReadValue) -> None:
    block = workbook.tables["Plan"]
    at = block.header.index(column)
    rows = tuple(
        (*row[:at], value, *row[at + 1 :]) if row[0] == item_no else row for row in block.rows
    )
    workbook.tables["Plan"] = replace(block, rows=rows)


def _item(workbook: FakeWorkbook, item_no: str = "P001") -> WorkItem:
    book, _ = read_book(workbook, as_of=TODAY)
    return next(item for item in book.work_items if item.item_no == item_no)


def _text(workbook: FakeWorkbook, sheet: int) -> str:
    spec = workbook.specs[view_id(_month(sheet))]
    return "\n".join(str(cell.value) for _, _, cell in spec.cells() if cell.value)


@pytest.mark.parametrize("is_old", [False, True])
def test_ticked_in_january_it_is_open_again_in_february(*, is_old: bool) -> None:
    workbook = _workbook(EVERY_MONTH, is_old=is_old)
    _make(workbook, 1)
    _type(workbook, 1, "P001", "已完成")
    _type(workbook, 1, "P001", "80 人交齐", "完成情况")
    _make(workbook, 1, 2, 5)
    assert _shown(workbook, 1, "P001") == ["已完成"]
    assert _shown(workbook, 1, "P001", "完成情况") == ["80 人交齐"]
    assert _shown(workbook, 2, "P001") == ["未开始"]
    assert _shown(workbook, 2, "P001", "完成情况") == [None]
    assert _plan(workbook, "P001", "状态") == "进行中"
    assert _plan(workbook, "P001", "完成情况") == (
        "1月：（已完成）80 人交齐" if is_old else "1月：80 人交齐"
    )
    if not is_old:
        assert _plan(workbook, "P001", "按月状态") == "1已完成"


@pytest.mark.parametrize("is_old", [False, True])
def test_what_was_left_open_of_a_recurring_item_stands_with_its_months(*, is_old: bool) -> None:
    workbook = _workbook(EVERY_MONTH, is_old=is_old)
    _make(workbook, 2)
    _type(workbook, 2, "P001", "已完成")
    _make(workbook, 4)
    assert _shown(workbook, 4, "P001") == ["未开始", "未开始"]
    assert "1、3月" in _text(workbook, 4)
    _type(workbook, 4, "P001", "已完成", row=1)
    _make(workbook, 4)
    item = _item(workbook)
    assert [state_in(item, _month(n)).value for n in (1, 2, 3, 4)] == ["已完成"] * 3 + ["未开始"]
    assert _shown(workbook, 4, "P001") == ["未开始"]


@pytest.mark.parametrize("is_old", [False, True])
def test_a_state_typed_in_the_plan_is_that_of_every_open_month(*, is_old: bool) -> None:
    workbook = _workbook(EVERY_MONTH, is_old=is_old)
    _make(workbook, 1)
    _type(workbook, 1, "P001", "已完成")
    _make(workbook, 1)
    _set(workbook, "P001", "状态", "取消")
    _make(workbook, 1, 2)
    assert (_shown(workbook, 1, "P001"), _shown(workbook, 2, "P001")) == (["已完成"], ["取消"])
    _type(workbook, 2, "P001", "进行中")
    _make(workbook, 3)
    item = _item(workbook)
    assert [state_in(item, _month(n)).value for n in (1, 2, 3, 12)] == [
        *("已完成", "进行中", "取消", "取消")
    ]
    assert state_of(item).value == "进行中" == _plan(workbook, "P001", "状态")


def test_a_stretch_of_months_has_one_state() -> None:
    workbook = _workbook({**EVERY_MONTH, "月份": "3-5月"})
    _make(workbook, 3)
    _type(workbook, 3, "P001", "进行中")
    _make(workbook, 4)
    assert _shown(workbook, 4, "P001") == ["进行中"]
    assert _plan(workbook, "P001", "按月状态") is None


def test_an_item_with_start_and_end_has_one_state() -> None:
    days = {"起始日期": dt.date(2026, 3, 1), "结束日期": dt.date(2026, 4, 20)}
    workbook = _workbook({**EVERY_MONTH, "月份": "3、4", **days})
    _make(workbook, 3)
    _type(workbook, 3, "P001", "进行中")
    _make(workbook, 4)
    assert _shown(workbook, 4, "P001") == ["进行中"]


def test_a_cell_that_speaks_of_several_months_is_one() -> None:
    workbook = _workbook(EVERY_MONTH)
    _make(workbook, 4)
    _type(workbook, 4, "P001", "已完成", row=1)
    assert len(_cells(workbook, 4, "P001", "状态")[1].input_for.months) == 3  # type: ignore[union-attr]
    assert "月工作表上填写的 1 处已带回《年度计划》。" in _make(workbook, 4).notes


def test_what_both_sides_changed_of_a_month_is_kept_beside() -> None:
    workbook = _workbook(EVERY_MONTH)
    _make(workbook, 1, 2)
    _type(workbook, 1, "P001", "已完成")
    _type(workbook, 2, "P001", "进行中")
    _set(workbook, "P001", "按月状态", "1取消")
    notes = _make(workbook, 1, 2).notes
    assert _shown(workbook, 1, "P001") == ["取消"]
    assert _shown(workbook, 2, "P001") == ["进行中"]
    assert _plan(workbook, "P001", "备注") == "《1月》曾填状态“已完成”"
    assert any("已另改为“取消”" in note for note in notes)


def test_a_sheet_of_the_version_before_ticks_its_own_month() -> None:
    workbook = _workbook(EVERY_MONTH)
    _make(workbook, 1)
    spec = workbook.specs[view_id(_month(1))]
    rest = [block for block in spec.blocks if block.name != "input-keys"]
    keys = [
        replace(
            block,
            rows=tuple(
                tuple(replace(cell, value=str(cell.value).replace("@2026-01@", "")) for cell in row)
                for row in block.rows
            ),
        )
        for block in spec.blocks
        if block.name == "input-keys"
    ]
    workbook.specs[spec.view_id] = replace(spec, blocks=(*rest, *keys))
    _type(workbook, 1, "P001", "已完成")
    _type(workbook, 1, "P001", "齐了", "完成情况")
    _make(workbook, 1, 2)
    assert (_shown(workbook, 1, "P001"), _shown(workbook, 2, "P001")) == (["已完成"], ["未开始"])
    assert _plan(workbook, "P001", "完成情况") == "1月：齐了"


def test_months_typed_in_the_plan_bring_its_state_along() -> None:
    workbook = _workbook({**EVERY_MONTH, "按月状态": "1✓ 2月已完成，3 进行中"})
    _make(workbook, 1)
    assert _plan(workbook, "P001", "状态") == "进行中"
    assert _plan(workbook, "P001", "按月状态") == "1✓ 2月已完成，3 进行中"
    _type(workbook, 1, "P001", "取消")
    _make(workbook, 1)
    assert _plan(workbook, "P001", "按月状态") == "1取消 2已完成 3进行中"


def test_what_is_not_understood_of_the_months_stays_and_is_said() -> None:
    workbook = _workbook({**EVERY_MONTH, "按月状态": "1已完成 五月好像做了"})
    outcome = _make(workbook, 2)
    assert any("“五月好像做了”看不出是几月的状态" in one.message for one in outcome.findings)
    _type(workbook, 2, "P001", "已完成")
    _make(workbook, 2)
    assert _plan(workbook, "P001", "按月状态") == "1已完成 2已完成 五月好像做了"


clicks = st.lists(
    st.tuples(
        st.integers(1, 12), st.sampled_from(STATES), st.text("好1月：（已完成）　\n完", max_size=12)
    ),
    max_size=14,
)


@settings(deadline=None, max_examples=40)
@given(clicks=clicks, is_old=st.booleans(), typed=st.sampled_from(STATES), at=st.integers(1, 12))
def test_a_year_of_ticks_reads_back_right_in_any_order(
    clicks: list[tuple[int, str, str]], typed: str, at: int, *, is_old: bool
) -> None:
    workbook = _workbook({**EVERY_MONTH, "状态": typed}, is_old=is_old)
    make_month_sheets(workbook, whole_year, as_of=TODAY)
    meant = dict.fromkeys(range(1, 13), (typed, ""))
    for number, (month, state, text) in enumerate(clicks):
        _type(workbook, month, "P001", state)
        _type(workbook, month, "P001", text or None, "完成情况")
        meant[month] = (state, text.strip())
        if number % 3 == 0:
            _make(workbook, at)
    _make(workbook, at)
    item = _item(workbook)
    read = {n: (state_in(item, _month(n)).value, outcome_in(item, _month(n))) for n in meant}
    assert read == meant
    assert _plan(workbook, "P001", "状态") == state_of(item).value
    once = (dict(workbook.specs), dict(workbook.tables))
    _make(workbook, at)
    assert (workbook.specs, workbook.tables) == once


def test_what_is_registered_is_shown_offered_and_then_taken_over() -> None:
    workbook = _workbook(PARTY, tables={"Activities": [HELD]})
    _make(workbook, 3)
    assert _shown(workbook, 3, "P002") == [OFFERED]
    assert "已登记" in _text(workbook, 3)
    assert "3月6日，38人" in _text(workbook, 3)
    assert "还不是《年度计划》里的状态" in _text(workbook, 3)
    assert _plan(workbook, "P002", "状态") is None
    notes = _make(workbook, 3).notes
    assert _plan(workbook, "P002", "状态") == "已完成"
    assert _plan(workbook, "P002", "完成日期") == dt.date(2026, 3, 6)
    assert _plan(workbook, "P002", "完成情况") == "3月6日，38人"
    assert _shown(workbook, 3, "P002") == ["已完成"]
    assert any("按登记记为已完成的 1 项：P002" in note for note in notes)
    once = (dict(workbook.specs), dict(workbook.tables))
    assert _make(workbook, 3).notes == ()
    assert (workbook.specs, workbook.tables) == once


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"Ledger": [PAID]}, "3月6日支出 1,200.00 元"),
        (
            {"Ledger": [PAID], "Activities": [{**HELD, "计划编号": None, "凭证号": "记-12"}]},
            "3月6日，38人",
        ),
        (
            {
                "Ledger": [PAID],
                "Services": [{"日期": dt.date(2026, 3, 7), "姓名": "王芳", "凭证号": "记-12"}],
            },
            "3月7日，1人",
        ),
    ],
)
def test_ledger_and_vouchers_tell_of_an_item_too(
    tables: dict[str, Sequence[Row]], told: str
) -> None:
    workbook = _workbook(PARTY, tables=tables)
    _make(workbook, 3)
    assert told in _text(workbook, 3)
    assert _shown(workbook, 3, "P002") == [OFFERED]


@pytest.mark.parametrize("answer", ["未开始", "进行中", "延期", "取消", None])
def test_an_offer_that_was_refused_is_not_made_again(answer: str | None) -> None:
    workbook = _workbook(PARTY, tables={"Activities": [HELD]})
    _make(workbook, 3)
    _type(workbook, 3, "P002", answer)
    _make(workbook, 3)
    assert _plan(workbook, "P002", "状态") in {answer, None}
    assert _shown(workbook, 3, "P002") == [answer or "未开始"]
    assert _plan(workbook, "P002", "备注") == "登记（3月6日，38人）不作完成"
    _make(workbook, 3)
    _make(workbook, 4)
    assert _shown(workbook, 3, "P002") == [answer or "未开始"]
    if answer == "取消":
        return
    again = {**HELD, "日期": dt.date(2026, 3, 20), "实到人数": 40.0}
    workbook.tables["Activities"] = a_block(ACTIVITIES, HELD, again)
    _make(workbook, 3)
    assert _shown(workbook, 3, "P002") == [OFFERED]


def test_an_offer_is_taken_over_only_as_it_was_seen() -> None:
    workbook = _workbook(PARTY, tables={"Activities": [HELD]})
    _make(workbook, 3)
    workbook.tables["Activities"] = a_block(ACTIVITIES, {**HELD, "实到人数": 12.0})
    _make(workbook, 3)
    assert _plan(workbook, "P002", "状态") is None
    assert "3月6日，12人" in _text(workbook, 3)
    workbook.tables["Activities"] = a_block(ACTIVITIES)
    _make(workbook, 3)
    assert _plan(workbook, "P002", "状态") is None
    assert _shown(workbook, 3, "P002") == ["未开始"]


def test_the_plan_wins_over_an_offer_when_it_was_changed_since() -> None:
    workbook = _workbook(PARTY, tables={"Activities": [HELD]})
    _make(workbook, 3)
    _set(workbook, "P002", "状态", "取消")
    _make(workbook, 3)
    assert _plan(workbook, "P002", "状态") == "取消"
    assert _shown(workbook, 3, "P002") == ["取消"]


def test_what_was_typed_on_one_sheet_wins_over_an_offer_on_another() -> None:
    workbook = _workbook(PARTY, tables={"Activities": [HELD]})
    _make(workbook, 3, 4)
    assert _shown(workbook, 4, "P002") == [OFFERED]
    _type(workbook, 4, "P002", "进行中")
    _make(workbook, 3)
    assert _plan(workbook, "P002", "状态") == "进行中"


def test_a_check_takes_over_no_offer() -> None:
    workbook = _workbook(PARTY, tables={"Activities": [HELD]})
    _make(workbook, 3)
    check_workbook(workbook, as_of=TODAY)
    assert _plan(workbook, "P002", "状态") is None


def test_what_she_wrote_of_an_item_stays_when_an_offer_is_taken_over() -> None:
    row = {**PARTY, "完成情况": "很热闹", "完成日期": dt.date(2026, 3, 7)}
    workbook = _workbook(row, tables={"Activities": [HELD]})
    _make(workbook, 3)
    _make(workbook, 3)
    assert _plan(workbook, "P002", "状态") == "已完成"
    assert _plan(workbook, "P002", "完成情况") == "很热闹"
    assert _plan(workbook, "P002", "完成日期") == dt.date(2026, 3, 7)


def test_what_she_writes_while_ticking_an_offer_stands_not_the_register() -> None:
    workbook = _workbook(PARTY, tables={"Activities": [HELD]})
    _make(workbook, 3)
    _type(workbook, 3, "P002", "已完成")
    _type(workbook, 3, "P002", "很热闹", column="完成情况")
    notes = _make(workbook, 3).notes
    assert _plan(workbook, "P002", "完成情况") == "很热闹"
    assert _plan(workbook, "P002", "完成日期") == dt.date(2026, 3, 6)
    assert not _plan(workbook, "P002", "备注")
    assert not any("备注" in note for note in notes)


def test_a_month_that_goes_on_is_shown_and_not_offered() -> None:
    rows = [{**HELD, "计划编号": "P001", "日期": dt.date(2026, 3, 4)}]
    workbook = _workbook(EVERY_MONTH, tables={"Activities": rows})
    _make(workbook, 3, today=dt.date(2026, 3, 20))
    assert _shown(workbook, 3, "P001")[0] == "未开始"
    assert "3月4日，38人" in _text(workbook, 3)
    _make(workbook, 3, today=dt.date(2026, 4, 1))
    assert _shown(workbook, 3, "P001")[0] == OFFERED


def test_of_a_recurring_item_the_months_of_the_records_are_offered() -> None:
    rows = [{**HELD, "计划编号": "P001", "日期": dt.date(2026, n, 9)} for n in (1, 3)]
    workbook = _workbook(EVERY_MONTH, tables={"Activities": rows})
    _make(workbook, 1, 2, 3)
    assert [_shown(workbook, n, "P001")[0] for n in (1, 2, 3)] == [OFFERED, "未开始", OFFERED]
    notes = _make(workbook, 1, 2, 3).notes
    assert any("按登记记为已完成的 2 处：P001（1月）、P001（3月），" in note for note in notes)
    assert _plan(workbook, "P001", "按月状态") == "1已完成 3已完成"
    assert _plan(workbook, "P001", "完成情况") == "1月：1月9日，38人\n3月：3月9日，38人"
    assert _plan(workbook, "P001", "完成日期") is None
    assert [_shown(workbook, n, "P001")[0] for n in (1, 2, 3)] == ["已完成", "未开始", "已完成"]


@pytest.mark.parametrize(
    "change",
    [
        {"日期": dt.date(2026, 5, 1)},  # later than today
        {"支出金额": -1200.0},
        {"日期": dt.date(2026, 2, 1)},  # paid before the month of the item
    ],
)
def test_what_proves_nothing_is_not_offered(change: Row) -> None:
    workbook = _workbook(PARTY, tables={"Ledger": [{**PAID, **change}]})
    _make(workbook, 3, today=dt.date(2026, 3, 10))
    assert _shown(workbook, 3, "P002") == ["未开始"]


def test_a_work_of_several_months_is_not_done_with_its_first_activity() -> None:
    row = {**PARTY, "月份": "3-5月"}
    workbook = _workbook(row, tables={"Activities": [HELD]})
    _make(workbook, 3)
    assert _shown(workbook, 3, "P002") == ["未开始"]
    assert "3月6日，38人" in _text(workbook, 3)
    _make(workbook, 3, today=dt.date(2026, 6, 1))
    assert _shown(workbook, 3, "P002") == [OFFERED]


@pytest.mark.parametrize(
    ("row", "tables", "day"),
    [
        (PARTY, {"Activities": [HELD]}, dt.date(2026, 3, 6)),
        ({**PARTY, "起始日期": dt.date(2026, 3, 8)}, {}, dt.date(2026, 3, 8)),
        ({**PARTY, "起始日期": dt.date(2026, 4, 20)}, {}, TODAY),
        (PARTY, {}, TODAY),
        ({**PARTY, "完成日期": dt.date(2026, 3, 1)}, {}, dt.date(2026, 3, 1)),
    ],
)
def test_ticking_enters_the_day(row: Row, tables: dict[str, Sequence[Row]], day: dt.date) -> None:
    workbook = _workbook(row, tables=tables)
    _make(workbook, 3, 4)
    _type(workbook, 4, "P002", "已完成")
    _make(workbook, 4)
    assert _plan(workbook, "P002", "状态") == "已完成"
    assert _plan(workbook, "P002", "完成日期") == day


def test_the_month_click_works_without_the_registers() -> None:
    workbook = _workbook(PARTY)
    del workbook.tables["Activities"], workbook.tables["Services"]
    _make(workbook, 3)
    assert _shown(workbook, 3, "P002") == ["未开始"]


AWARDS: Row = {"编号": "P002", "月份": "9月", "工作内容": "教师节表彰"}
NOVEMBER_5 = dt.date(2026, 11, 5)


@pytest.mark.parametrize(
    ("row", "tables", "day"),
    [
        (AWARDS, {}, dt.date(2026, 9, 30)),
        ({**AWARDS, "起始日期": dt.date(2026, 9, 10)}, {}, dt.date(2026, 9, 10)),
        ({**AWARDS, "月份": "9-11月", "结束日期": dt.date(2026, 11, 3)}, {}, dt.date(2026, 9, 30)),
        (
            AWARDS,
            {"Activities": [{**HELD, "日期": dt.date(2026, 9, 22)}]},
            dt.date(2026, 9, 22),
        ),
        # Paid in advance, or afterwards, is not held.
        (AWARDS, {"Ledger": [{**PAID, "日期": dt.date(2026, 8, 20)}]}, dt.date(2026, 9, 30)),
        (AWARDS, {"Ledger": [{**PAID, "日期": dt.date(2026, 10, 20)}]}, dt.date(2026, 9, 30)),
    ],
)
def test_the_sheet_on_which_she_ticked_tells_the_month(
    row: Row, tables: Mapping[str, Sequence[Row]], day: dt.date
) -> None:
    workbook = _workbook(row)
    _make(workbook, 9, today=dt.date(2026, 9, 5))
    _type(workbook, 9, "P002", "已完成")
    for name, found in tables.items():
        table = {one.name: one for one in (ACTIVITIES, LEDGER)}[name]
        workbook.tables[name] = a_block(table, *found)
    _make(workbook, 10, today=NOVEMBER_5)
    assert _plan(workbook, "P002", "完成日期") == day


def test_ticked_in_its_month_it_was_done_on_the_day_of_the_click() -> None:
    workbook = _workbook(AWARDS)
    _make(workbook, 9, today=dt.date(2026, 9, 5))
    _type(workbook, 9, "P002", "已完成")
    _make(workbook, 10, today=dt.date(2026, 9, 28))
    assert _plan(workbook, "P002", "完成日期") == dt.date(2026, 9, 28)


def test_ticked_among_those_left_over_it_was_done_by_the_click() -> None:
    workbook = _workbook(AWARDS)
    _make(workbook, 11, today=dt.date(2026, 11, 1))
    _type(workbook, 11, "P002", "已完成")
    _make(workbook, 12, today=NOVEMBER_5)
    assert _plan(workbook, "P002", "完成日期") == NOVEMBER_5


def test_a_refused_registration_tells_no_day() -> None:
    refused = {**AWARDS, "备注": "登记（9月22日，38人）不作完成"}
    held = {"Activities": [{**HELD, "日期": dt.date(2026, 9, 22)}]}
    workbook = _workbook(refused, tables=held)
    _make(workbook, 9, today=dt.date(2026, 9, 25))
    _type(workbook, 9, "P002", "已完成")
    _make(workbook, 10, today=dt.date(2026, 9, 28))
    assert _plan(workbook, "P002", "完成日期") == dt.date(2026, 9, 28)


def test_the_last_month_of_a_recurring_item_tells_its_day() -> None:
    workbook = _workbook({"编号": "P002", "月份": "3、6、9月", "工作内容": "走访"})
    _make(workbook, 9, today=dt.date(2026, 9, 5))
    _set(workbook, "P002", "按月状态", "3已完成 6已完成")
    _type(workbook, 9, "P002", "已完成")
    _make(workbook, 10, today=NOVEMBER_5)
    assert _plan(workbook, "P002", "完成日期") == dt.date(2026, 9, 30)
