"""Lines of a draft become rows of tables, in files and in a running Excel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bookfiles import TOP, add_every_style, write_tables
from tests.drafts import DAY, KIND_OF_DRAFT, VISITS, WHAT, make_visits, type_on
from unionxl.operations.caring import KIND as CARE
from unionxl.operations.caring import care
from unionxl.operations.collecting import collect
from unionxl.operations.doing import KIND as DONE
from unionxl.operations.doing import done
from unionxl.operations.handing_out import handout, kind_of
from unionxl.operations.request import Request
from unionxl.resources import load_standards
from unionxl.workbook.inputs.drafts import read_draft
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

MARCH = dt.date(2026, 3, 6)
JUNE = dt.datetime(2026, 6, 15, 9, 0, tzinfo=dt.UTC)
PEOPLE = (("M001", "李敏"), ("M002", "王芳"), ("M003", "张伟"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a workbook with members and a service that a filter hides."""
    members: list[dict[str, object]] = [
        {"会员编号": number, "姓名": name} for number, name in PEOPLE
    ]
    services: list[dict[str, object]] = [
        {"日期": dt.date(2026, 1, 5), "会员编号": "M001", "姓名": "李敏", "事项": "生日"}
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


STAFF = [
    {
        "会员编号": f"M{number:03d}",
        "姓名": f"会员{number}",
        "入会日期": dt.date(2015, 9, 1),
        "在职状态": "在职",
    }
    for number in range(1, 13)
]


def _filled(path: Path, name: str) -> list[tuple[object, ...]]:
    return [row for row in open_workbook(path).read_table(name).rows if row[0]]


def test_a_handout_is_ticked_registered_and_paid_once(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    path = write_tables(tmp_path / "发放.xlsx", {"Members": STAFF})
    add_every_style(path)
    workbook, kind = opened(path), kind_of(load_standards())

    def click(**values: str) -> str:
        return handout(Request(JUNE, values=values, given=workbook)).summary

    click(occasion="端午节", content="粽子", amount="120.5", voucher="记-3")
    typed = {(f"M{number:03d}", "已领"): "是" for number in range(1, 11)}
    type_on(workbook, kind, {**typed, ("", "付款金额"): 1446})
    assert click().startswith("已登记《服务台账》10 行、《收支台账》1 行")
    (paid,) = _filled(path, "Ledger")
    header = open_workbook(path).read_table("Ledger").header
    told = dict(zip(header, paid, strict=True))
    assert (told["支出金额"], told["人数"], told["备注"]) == (1446, 12, "未领 2 人，241.00 元")
    workbook = opened(path)
    assert click() == "《发放登记》“端午节”：共 12 人，已领 10，未领 2。"
    type_on(workbook, kind, {("", "全部已领"): "是"})
    click()
    services = _filled(path, "Services")
    assert [row[1] for row in services] == [one["会员编号"] for one in STAFF]
    assert {(str(row[0])[:10], row[3], row[4], row[5]) for row in services} == {
        ("2026-06-15", "节日慰问", "端午节粽子", 120.5)
    }
    told = dict(zip(header, *_filled(path, "Ledger"), strict=True))
    assert (told["支出金额"], told["备注"]) == (1446, None)


def test_dues_of_a_month_are_registered_in_two_clicks(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    members: list[dict[str, object]] = [{**one, "月缴费基数": 4000.0} for one in STAFF]
    settings: list[dict[str, object]] = [
        {"项目": name, "值": value}
        for name, value in (("年度", 2026), ("会费比例", 0.005), ("启用月份", "2026-05"))
    ]
    rows = {"Members": members, "Settings": settings}
    path = write_tables(tmp_path / "会费.xlsx", rows)
    add_every_style(path)
    workbook = opened(path)

    def click() -> str:
        values = {"month": "2026-06"}
        return collect(Request(JUNE, values=values, given=workbook)).summary

    click()
    assert click().startswith("已登记《会费》24 行、《收支台账》1 行")
    workbook = opened(path)
    before = {name: _filled(path, name) for name in ("Dues", "Ledger")}
    assert click() == "《会费登记》截至2026年6月：已登记 12 人，没有登记 0 人。"
    assert {name: _filled(path, name) for name in before} == before
    assert [(row[0], row[2], row[4]) for row in before["Dues"]][:2] == [
        ("M001", "2026-05", 20),
        ("M001", "2026-06", 20),
    ]


def test_an_activity_is_typed_once(opened: Callable[[Path], Workbook], tmp_path: Path) -> None:
    item = {
        "编号": "P004",
        "月份": "3月",
        "起始日期": MARCH,
        "工作内容": "健步走",
        "状态": "未开始",
    }
    path = write_tables(tmp_path / "活动.xlsx", {"Plan": [item]})
    add_every_style(path)
    workbook = opened(path)

    def click(**values: str) -> str:
        return done(Request(JUNE, values=values, given=workbook)).summary

    click(item="P004")
    typed = {("", "实到人数"): 38, ("", "费用"): 560.5, ("", "地点"): "操场"}
    type_on(workbook, DONE, typed)
    told = "已登记《活动台账》1 行、《收支台账》1 行，《年度计划》P004 记为已完成。"
    assert click() == told
    workbook = opened(path)
    tables = ("Activities", "Ledger", "Plan")
    before = {name: _filled(path, name) for name in tables}
    assert click() == "已生成《活动登记》。"
    assert {name: _filled(path, name) for name in tables} == before
    (held,) = before["Activities"]
    assert (held[:2], held[3], held[5], held[8]) == (("P004", "健步走"), "操场", 38, 560.5)


def test_who_was_cared_for_becomes_a_row_once(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    members: list[dict[str, object]] = [
        {**one, "出生日期": dt.date(1990, 6, number)} for number, one in enumerate(STAFF, 1)
    ]
    duties = [{"事项": "生日慰问", "对象": "全体会员", "服务事项": "生日"}]
    event = {
        "会员编号": "M012",
        "姓名": "会员12",
        "事项": "五必访",
        "发生日期": dt.date(2026, 6, 3),
    }
    rows: dict[str, list[dict[str, object]]] = {
        "Members": members,
        "Duties": duties,  # type: ignore[dict-item]
        "Services": [event],
    }
    path = write_tables(tmp_path / "关怀.xlsx", rows)
    add_every_style(path)
    workbook = opened(path)

    def click() -> str:
        return care(Request(JUNE, values={"month": "2026-06"}, given=workbook)).summary

    assert click() == "《关怀提醒》6 月要关怀 13 人次，其中逾期 12，待走访 1。"
    day = dt.date(2026, 6, 10)
    birthday, visit = "M002|生日|2026-06-02", "M012|五必访|2026-06-03"
    cells = {(birthday, "办理日期"): day, (birthday, "内容"): "蛋糕卡", (birthday, "金额"): 200.0}
    type_on(
        workbook, CARE, {**cells, (visit, "办理日期"): day, ("M005|生日|2026-06-05", "内容"): "花"}
    )
    told = "已登记《服务台账》1 行、改 1 格，《关怀提醒》6 月要关怀 11 人次，其中逾期 11。"
    for said in (told, "《关怀提醒》6 月要关怀 11 人次，其中逾期 11。"):
        assert click() == said
        workbook = opened(path)
        found = [(str(row[0])[:10], *row[1:6]) for row in _filled(path, "Services")]
        assert found == [
            ("2026-06-10", "M012", "会员12", "五必访", None, None),
            ("2026-06-10", "M002", "会员2", "生日", "蛋糕卡", 200),
        ]
    draft = read_draft(workbook, CARE.id)
    assert draft is not None
    left = draft.line("M005|生日|2026-06-05")
    assert left is not None
    assert (left.text("内容"), left.reason) == ("花", "没有填「办理日期」。请补填，再点一次。")
