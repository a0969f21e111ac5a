"""《会议与公开》 and what it is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.assertions import findings_of
from tests.builders import a_book
from tests.fakes import a_workbook
from tests.samples import sample_book
from unionxl.domain.duties import Duty
from unionxl.domain.meeting_year import meeting_kinds, open_decisions
from unionxl.domain.office_terms import CERTIFICATE, ELECTION, term_ends_on, with_office_terms
from unionxl.domain.period import Month
from unionxl.domain.source import SourceRef
from unionxl.tables.registers import count_evidence, registers
from unionxl.views.meeting_report import meeting_report, told_in_short
from unionxl.views.month_sheet import month_sheet
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import Cell

MAY = dt.date(2026, 5, 20)
MEETINGS = """
会议编号 | 类别 | 名称 | 日期 | 应到人数 | 实到人数 | 决议 | 落实情况
H001 | 工会委员会 | 第一次委员会 | 2026-01-08 | 9 | 9 | 通过年度计划 | 已印发
H002 | 教职工大会 | 三届二次教职工大会 | 2026-01-12 | 100 | 90 | 通过工作报告 |
H003 | 工会委员会 | 第二次委员会 | 2026-04-08 | 10 | 8 | 评选办法通过 |
 | 经审会 | 预算审查 | 2026-04-09 | 5 | | 无 |
"""
DUTIES = """
事项 | 周期月数 | 起算日期 | 服务事项
工会委员会 | 2 | 2025-11-10 | 会议：工会委员会
教职工大会 | 12 | 2025-01-12 | 会议：教职工大会
女工委会议 | 6 | | 会议：女工委
校务公开 | 3 | 2025-12-31 | 公开：校务
"""
DISCLOSURES = """
公开日期 | 事项 | 类别 | 所属期间 | 公示截止
2026-04-02 | 一季度收支情况 | 经费 | 2026年第一季度 |
2026-01-13 | 年度预算 | 经费 | 2026年 |
2026-03-27 | 先进名单 | 评优 | | 2026-03-30
"""
PAPERS = """
日期 | 方向 | 标题 | 办理期限 | 办结日期 | 采用级别 | 积分 | 撰稿人
2026-03-01 | 收文 | 关于信息化的通知 | 2026-05-10 | | | |
2026-03-02 | 信息 | 插花简讯 | | | 市 | 3 | 李敏
2026-03-03 | 信息 | 健步走简讯 | | | 未采用 | | 李敏
2026-03-04 | 信息 | 读书简讯 | | | 区县 | 2 | 王芳
"""


def a_year(as_of: dt.date = MAY) -> UnionBook:
    return a_book(
        as_of=as_of,
        meetings=MEETINGS,
        duties=DUTIES,
        disclosures=DISCLOSURES,
        papers=PAPERS,
        settings={"本届届次": "第三届", "本届当选日期": dt.date(2023, 9, 1), "任期年数": "3"},
    )


def _block(book: UnionBook, name: str) -> list[list[object]]:
    blocks = [one for one in meeting_report(book).blocks if one.name.startswith(name)]
    return [[cell.value for cell in row if cell.value is not None] for row in blocks[0].rows]


def _inputs(book: UnionBook) -> list[Cell]:
    return [cell for _, _, cell in meeting_report(book).cells() if cell.input_for]


def test_meetings_are_held_against_their_duties() -> None:
    rows = {str(row[0]): row[1:] for row in _block(a_year(), "会议次数")[2:]}
    # 10 January and 10 March were due, 10 May as well: two of three meetings were held.
    assert rows["工会委员会"][:2] == [2, 3]
    assert rows["工会委员会"][-1] == "每 2 个月一次，缺 1 次"
    assert rows["教代会"][-1] == "每 12 个月一次，下次 2027年1月12日前"
    assert rows["女工委"] == ["每 6 个月一次，没有写起算日期"]
    assert rows["经审会"][-1] == "没有写周期"


def test_a_congress_is_due_once_a_year_where_no_duty_says_so() -> None:
    empty, over = a_book(as_of=MAY), a_book(as_of=dt.date(2026, 12, 31))
    assert _block(empty, "会议次数")[2:] == [["教代会", "每 12 个月一次，下次 12月31日前"]]
    assert _block(over, "会议次数")[2:] == [["教代会", 1, "每 12 个月一次，缺 1 次"]]


def test_attendance_is_that_of_the_meetings_that_tell_of_both() -> None:
    (kind,) = [
        one
        for one in meeting_kinds(a_year().meetings, {}, dt.date(2026, 1, 1), MAY)
        if one.name == "工会委员会"
    ]
    assert kind.attendance is not None
    assert round(float(kind.attendance), 4) == round(17 / 19, 4)


def test_open_decisions_have_room_for_what_became_of_them() -> None:
    book = a_year()
    assert [one.meeting.meeting_no for one in open_decisions(book.meetings, MAY)] == [
        "H002",
        "H003",
    ]
    targets = [cell.input_for for cell in _inputs(book)]
    assert [(one.table, one.key, one.column) for one in targets if one] == [
        ("Meetings", "H002", "落实情况"),
        ("Meetings", "H003", "落实情况"),
    ]
    assert _block(book, "决议落实")[3][-1] == "128（逾期）"


def test_a_meeting_without_a_day_stands_nowhere_and_breaks_nothing() -> None:
    book = a_book(as_of=MAY, meetings="类别 | 名称 | 日期 | 决议\n工会委员会 | 例会 | | 通过")
    assert len(book.meetings) == 1
    assert _inputs(book) == []


def test_disclosures_stand_by_kind_and_quarter() -> None:
    rows = {str(row[0]): row[1:] for row in _block(a_year(), "公开一览")[2:]}
    assert rows["经费"] == ["4月2日"]
    assert rows["经费（预决算）"] == ["1月13日"]
    assert rows["校务"] == ["缺", "第一季度"]
    (notice,) = _block(a_year(), "公示时间")[2:]
    assert notice[-1] == "2（不足）"


def test_check_and_sheet_say_the_same() -> None:
    book = a_year()
    assert [one.facts["quarters"] for one in findings_of(book, "quarter-without-disclosure")] == [
        "第一季度"
    ]
    assert [one.facts["days"] for one in findings_of(book, "decision-open")] == [128]
    assert [one.facts["days"] for one in findings_of(book, "notice-too-short")] == [2]


def test_information_is_counted_by_level_and_author() -> None:
    rows = _block(a_year(), "信息报送")[2:]
    assert ["按采用级别", "市", 1, 1, "3"] in rows
    assert ["按采用级别", "未采用", 1] in rows
    assert ["按撰稿人", "李敏", 2, 1, "3"] in rows
    assert _block(a_year(), "待办文件")[2][-1] == "逾期 10 天"


def test_the_sentence_says_what_is_still_to_do() -> None:
    assert told_in_short(a_year()) == (
        "会议 4 次；2 次的决议没有填落实情况；第一季度没有公开校务；"
        "1 次公示不足 5 个工作日；1 件文件没有办结；报送信息 3 篇，采用 2 篇"
    )


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("会议：教代会", 1),
        ("文件材料：信息/采用", 2),
        ("文件材料：采用", 2),
        ("公开：校务", 0),
        ("公开：评优", 1),
    ],
)
def test_the_registers_of_the_page_can_be_counted(source: str, count: int) -> None:
    book = a_book(
        meetings=MEETINGS,
        papers=PAPERS,
        disclosures=DISCLOSURES,
        evidence=f"编号 | 考核内容 | 取数来源\n1 | 内容 | {source}",
    )
    assert [one.counted for one in count_evidence(book)] == [count]


def test_registers_that_were_on_paper_are_counted() -> None:
    counts = {one.name.removeprefix("其中："): one.row_count for one in registers(a_year())}
    assert counts["工会委员会会议记录"] == 2
    assert counts["教职工代表大会档案"] == 1
    assert counts["经费审查记录"] == 1
    assert (counts["信息宣传资料"], counts["上级文件"]) == (3, 1)


def test_the_term_is_a_duty_that_nobody_types() -> None:
    book = a_year()
    assert term_ends_on(book.settings) == dt.date(2026, 9, 1)
    place = SourceRef("设置", 1)
    own = [
        Duty("工会换届", "", 36, dt.date(2020, 1, 1), 90, "", "", place),
        Duty("工会小组换届", "", 36, dt.date(2020, 1, 1), 90, "", "", place),
    ]
    named = [one.name for one in with_office_terms(own, book.settings, place)]
    assert named == ["工会小组换届", f"{ELECTION}（第三届）"]
    other = a_book(settings={"法人证书到期日": dt.date(2026, 8, 1)})
    assert [one.name for one in with_office_terms((), other.settings, place)] == [CERTIFICATE]


@pytest.mark.parametrize(("month", "is_named"), [(2, False), (3, True), (8, True)])
def test_the_month_sheet_reminds_of_an_election_six_months_ahead(
    month: int, *, is_named: bool
) -> None:
    book = replace(a_year(), as_of=dt.date(2026, month, 20))
    sheet = month_sheet(book, Month(2026, month))
    told = [str(cell.value) for _, _, cell in sheet.cells()]
    assert ("工会换届（第三届）" in told) is is_named


def test_the_steps_of_an_election_that_is_near_are_listed() -> None:
    papers = """
    日期 | 方向 | 标题
    2026-03-05 | 上报 | 关于工会换届选举的请示
    2026-04-05 | 上报 | 关于委员候选人的请示
    """
    book = a_book(
        as_of=MAY,
        papers=papers,
        settings={"本届当选日期": dt.date(2023, 9, 1), "任期年数": "3"},
    )
    rows = _block(book, "任期和证书")[2:]
    assert rows[0] == ["本届任期届满", dt.date(2026, 9, 1), "还有 104 天，请办理"]
    assert rows[1][1:] == [dt.date(2026, 3, 5), "关于工会换届选举的请示"]
    assert rows[2][1:] == [dt.date(2026, 4, 5), "关于委员候选人的请示"]
    assert [row[-1] for row in rows[3:]] == ["还没有登记"] * 3


def test_the_sheet_of_the_sample_has_nothing_open() -> None:
    told = told_in_short(sample_book())
    assert told == "会议 7 次；报送信息 2 篇，采用 1 篇"


@pytest.mark.parametrize("years", [4, "三年", "五"])
def test_a_term_of_other_years_is_told_and_not_used(years: str | int) -> None:
    settings: dict[str, ReadValue] = {"本届当选日期": dt.date(2023, 9, 1), "任期年数": years}
    book, findings = read_book(a_workbook(settings=settings), as_of=MAY)
    assert term_ends_on(book.settings) is None
    assert ["「任期年数」" in str(one) and "3、5" in one.advice for one in findings] == [True]
