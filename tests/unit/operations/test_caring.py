"""《关怀提醒》: who is due is listed; what was done becomes a row, once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import rows_of
from tests.fakes import a_block, a_workbook
from unionxl.operations.caring import care
from unionxl.operations.request import Request
from unionxl.tables.duties import DUTIES
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.members import MEMBERS
from unionxl.tables.program import RUNS, STILL_DUE
from unionxl.tables.services import SERVICES
from unionxl.views.care_sheet import VIEW_ID
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.views.drafts import DraftSheet
    from unionxl.views.layout import Cell

TODAY = dt.datetime(2026, 3, 6, 9, 0, tzinfo=dt.UTC)
STAFF = """
    会员编号 | 姓名 | 性别 | 出生日期 | 入会日期 | 工会小组 | 在职状态
    001 | 王芳 | 女 | 1988-03-09 | 2010-09-01 | 一组 | 在职
    002 | 李敏 | 女 | 1992-03-02 | 2015-09-01 | 二组 | 在职
    003 | 张强 | 男 | 1979-12-31 | 2008-09-01 | 二组 | 在职
"""
RULES = """
    事项 | 对象 | 周期月数 | 起算日期 | 提前天数 | 服务事项
    生日慰问 | 全体会员 |  |  | 0 | 生日
    女工体检 | 女教职工 | 24 | 2023-01-10 | 0 | 体检
    献血慰问 | 有关会员 |  |  | 0 | 献血
"""
SERVED = "日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额 | 发生日期 | 事由\n"


def _workbook(services: str = "", hardship: str = "", members: str = STAFF) -> FakeWorkbook:
    blocks = [
        a_block(MEMBERS, *rows_of(MEMBERS, members)),
        a_block(DUTIES, *rows_of(DUTIES, RULES)),
        a_block(SERVICES, *(rows_of(SERVICES, SERVED + services) if services else ())),
    ]
    if hardship:
        blocks.append(a_block(HARDSHIP, *rows_of(HARDSHIP, hardship)))
    return a_workbook(*blocks)


def _click(workbook: FakeWorkbook, month: str = "2026-03") -> Outcome:
    return care(Request(TODAY, values={"month": month}, given=workbook))


def _draft(workbook: FakeWorkbook) -> DraftSheet:
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    return draft


def _keys(workbook: FakeWorkbook) -> list[str]:
    return [line.key for line in _draft(workbook).lines]


def _type(workbook: FakeWorkbook, typed: Mapping[tuple[str, str], object]) -> None:
    """Type into input cells, by key of the line and name of the cell."""
    spec = workbook.specs[VIEW_ID]

    def filled(cell: Cell) -> Cell:
        target = cell.input_for
        place = (target.key, target.column) if target else ("", "")
        return replace(cell, value=typed[place]) if place in typed else cell  # type: ignore[arg-type]

    blocks = tuple(
        replace(block, rows=tuple(tuple(map(filled, row)) for row in block.rows))
        for block in spec.blocks
    )
    workbook.specs[VIEW_ID] = replace(spec, blocks=blocks)


def _services(workbook: FakeWorkbook) -> list[tuple[object, ...]]:
    block = workbook.read_table("Services")
    places = [
        block.position(header)
        for header in ("日期", "会员编号", "姓名", "事项", "内容", "金额", "经办人")
    ]
    return [tuple(row[place] for place in places) for row in block.rows]


def _text(workbook: FakeWorkbook) -> str:
    return "\n".join(
        str(cell.value) for _, _, cell in workbook.specs[VIEW_ID].cells() if cell.value
    )


BIRTHDAY = "001|生日|2026-03-09"


def test_the_list_says_who_is_due_and_why() -> None:
    workbook = _workbook()
    outcome = _click(workbook)
    assert outcome.summary == "《关怀提醒》3 月要关怀 4 人次，其中逾期 3。"
    assert _keys(workbook) == [
        "001|体检|2025-01-10",
        "002|体检|2025-01-10",
        "002|生日|2026-03-02",
        BIRTHDAY,
    ]
    told = _text(workbook)
    for words in (
        "3 月要关怀 4 人次，其中逾期 3　·　截至 2026-03-06",
        "体检（2 人：逾期 2）",
        "女工体检，每 24 个月一次，没有登记过",
        "发生时办理：献血慰问。",
        "应检",
    ):
        assert words in told


def test_what_was_done_becomes_a_row_once() -> None:
    workbook = _workbook()
    _click(workbook)
    day = dt.date(2026, 3, 5)
    _type(
        workbook,
        {(BIRTHDAY, "办理日期"): day, (BIRTHDAY, "内容"): "蛋糕卡", (BIRTHDAY, "金额"): 200},
    )
    outcome = _click(workbook)
    assert outcome.summary.startswith("已登记《服务台账》1 行，《关怀提醒》3 月要关怀 3 人次")
    row = (day, "001", "王芳", "生日", "蛋糕卡", 200, None)
    assert _services(workbook) == [row]
    assert BIRTHDAY not in _keys(workbook)
    assert "已办" in _text(workbook)
    _click(workbook)
    assert _services(workbook) == [row]


def test_what_was_registered_by_hand_meanwhile_is_not_doubled() -> None:
    workbook = _workbook()
    _click(workbook)
    day = dt.date(2026, 3, 5)
    workbook.append_rows(
        "Services", [{"日期": day, "会员编号": "001", "姓名": "王芳", "事项": "生日"}]
    )
    _type(workbook, {(BIRTHDAY, "办理日期"): day})
    _click(workbook)
    assert len(_services(workbook)) == 1


def test_another_day_by_hand_meanwhile_is_told() -> None:
    workbook = _workbook()
    _click(workbook)
    workbook.append_rows(
        "Services",
        [{"日期": dt.date(2026, 3, 4), "会员编号": "001", "姓名": "王芳", "事项": "生日"}],
    )
    _type(workbook, {(BIRTHDAY, "办理日期"): dt.date(2026, 3, 5)})
    outcome = _click(workbook)
    assert len(_services(workbook)) == 1
    (note,) = [note for note in outcome.notes if "没有登记" in note]
    assert "《服务台账》第 4 行已有2026年3月4日的生日" in note
    (line,) = [line for line in _draft(workbook).lines if line.key == BIRTHDAY]
    assert line.text("办理日期") == "2026-03-05"


def test_what_cannot_be_registered_stays_with_its_reason() -> None:
    workbook = _workbook()
    _click(workbook)
    check_up = "001|体检|2025-01-10"
    typed = {
        (BIRTHDAY, "办理日期"): dt.date(2026, 3, 20),
        (check_up, "内容"): "市一院",
        ("002|体检|2025-01-10", "办理日期"): "下周",
        ("002|生日|2026-03-02", "办理日期"): dt.date(2026, 3, 2),
        ("002|生日|2026-03-02", "金额"): "约二百",
    }
    _type(workbook, typed)
    for _ in range(2):
        outcome = _click(workbook)
        reasons = " ".join(outcome.notes)
        for words in ("3月20日还没有到", "没有填「办理日期」", "「办理日期」", "「金额」"):
            assert words in reasons
        assert not _services(workbook)
    (line,) = [line for line in _draft(workbook).lines if line.key == check_up]
    assert line.text("内容") == "市一院"


def test_what_was_typed_is_taken_when_another_month_is_asked_for() -> None:
    workbook = _workbook()
    _click(workbook)
    _type(
        workbook,
        {(BIRTHDAY, "办理日期"): dt.date(2026, 3, 6), ("002|生日|2026-03-02", "内容"): "花"},
    )
    _click(workbook, "2026-05")
    assert [row[1] for row in _services(workbook)] == ["001"]
    lines = {line.key: line.text("内容") for line in _draft(workbook).lines}
    assert lines["002|生日|2026-03-02"] == "花"  # nothing typed is lost


def test_a_visit_completes_the_row_that_told_of_the_event() -> None:
    rows = " | 001 | 王芳 | 五必访 | 市一院 | | 2026-03-02 | 生病住院\n"
    workbook = _workbook(rows + " | 003 | 张强 | 五必访 |  | | 2026-03-03 | 生育")
    assert "待走访 2" in _click(workbook).summary
    key = "001|五必访|2026-03-02"
    typed = {(key, "办理日期"): dt.date(2026, 3, 6), (key, "金额"): 500, (key, "经办人"): "何静"}
    _type(workbook, typed)
    outcome = _click(workbook)
    assert "待走访 1" in outcome.summary
    assert _services(workbook) == [
        (dt.date(2026, 3, 6), "001", "王芳", "五必访", "市一院", 500, "何静"),
        (None, "003", "张强", "五必访", None, None, None),
    ]
    _click(workbook)
    assert len(_services(workbook)) == 2


def test_a_review_sets_the_day_of_the_next_one() -> None:
    workbook = _workbook(
        hardship="档案编号 | 会员编号 | 姓名 | 建档日期 | 复核日期 | 状态 | 备注\n"
        "K001 | 003 | 张强 | 2024-03-01 | 2026-03-01 | 在档 | 上年已复核",
        services="2026-01-20 | 003 | 张强 | 送温暖 |  |  |  |",
    )
    _click(workbook)
    key = "003|困难档案复核|2026-03-01"
    typed = {"办理日期": dt.date(2026, 3, 4), "内容": "收入没有变", "金额": 300, "经办人": "何静"}
    _type(workbook, {(key, name): value for name, value in typed.items()})
    assert "复核没有「金额」" in _click(workbook).summary + _text(workbook)
    _type(workbook, {(key, "金额"): None})
    assert "已登记改 2 格" in _click(workbook).summary
    block = workbook.read_table("Hardship")
    assert block.rows[0][block.position("复核日期")] == dt.date(2027, 3, 4)
    remark = block.rows[0][block.position("备注")]
    assert remark == "上年已复核；2026-03-04 复核：收入没有变（何静）"
    assert key not in _keys(workbook)


def test_the_start_sheet_is_told_what_the_month_still_needs() -> None:
    workbook = _workbook()
    runs = a_block(RUNS, {"操作": "关怀提醒"}, {"操作": STILL_DUE})
    workbook.tables["Runs"] = runs
    _click(workbook, "2026-05")  # whatever month is asked for
    care_row, still_row = workbook.tables["Runs"].rows
    assert care_row[:2] == ("关怀提醒", TODAY.date())
    assert str(still_row[3]).endswith("日，本月还差：关怀 4 人次（逾期 3）")
    assert not any(name in str(still_row) for name in ("王芳", "李敏"))


def test_nobody_due_says_so() -> None:
    workbook = _workbook(members="会员编号 | 姓名 | 在职状态\n001 | 王芳 | 离职")
    assert _click(workbook).summary == "《关怀提醒》3 月要关怀 0 人次。"
    assert "本月没有要关怀的人。" in _text(workbook)
