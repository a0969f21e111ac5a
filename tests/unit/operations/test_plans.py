from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from unionxl.errors import ColumnNotFoundError, DocumentError, RequestError
from unionxl.importing.documents import text_lines
from unionxl.importing.parser import parse_plan
from unionxl.operations.plan_reading import describe, plans_json
from unionxl.operations.plans import choose_plan, import_plan
from unionxl.operations.questions import AnswerNeededError
from unionxl.tables.plan import PLAN
from unionxl.tables.program import RUNS

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook
    from unionxl.importing.model import ImportResult
    from unionxl.operations.outcome import Outcome

TODAY = dt.date(2026, 1, 5)
DOCUMENT = """2026年溪谷小学工会工作计划
具体工作安排
三月份：
1、开展庆三八女教工健步走（女工委员）
2、部署气排球训练（暂定）
七、八月份：
1、暑期走访困难教师
九月份：
1、中秋节慰问全体会员
"""


def _read(text: str = DOCUMENT) -> ImportResult:
    return parse_plan(text_lines(text))


def _import(
    workbook: FakeWorkbook,
    text: str = DOCUMENT,
    *,
    year: int | None = None,
    number: int | None = None,
) -> Outcome:
    result = _read(text)
    plan = choose_plan(result, number, "计划.txt")
    return import_plan(workbook, plan, result, "计划.txt", year=year, as_of=TODAY).outcome


def _rows(workbook: FakeWorkbook, *headers: str) -> list[tuple[object, ...]]:
    block = workbook.tables["Plan"]
    places = [block.header.index(header) for header in headers]
    return [tuple(row[place] for place in places) for row in block.rows]


def test_items_come_below_the_table_with_numbers_that_go_on() -> None:
    workbook = a_workbook(a_block(PLAN, {"编号": "P007", "月份": 1, "工作内容": "制定计划"}))
    outcome = _import(workbook)
    assert outcome.summary == "已导入《年度计划》4 项，其中暂定 1 项。"
    assert _rows(workbook, "编号", "月份", "状态")[1:] == [
        ("P008", "3", "未开始"),
        ("P009", "3", "暂定"),
        ("P010", "7、8", "未开始"),
        ("P011", "9", "未开始"),
    ]


def test_owner_category_festival_and_line_are_kept() -> None:
    workbook = a_workbook()
    _import(workbook)
    assert _rows(workbook, "负责人", "类别", "来源", "备注")[0] == (
        "女工委员",
        "女工工作",
        "计划.txt 第4行",
        "妇女节 2026-03-08（周日）；日期拟为3月6日，请核对",
    )


DATED = """2026年工会工作计划
三月份：
1、女教工插花（预算3000元）
时间：3月6日
参加对象：全体女教工
2、召开例会，第二周周三
3、每人补助150元的健步走，3月底前
十月份：
1、气排球比赛，10月1日
十二月份：
1、庆元旦联欢
2、筹备教师节表彰
"""


def test_days_money_and_who_takes_part_go_into_the_plan() -> None:
    workbook = a_workbook()
    notes = _import(workbook, DATED).notes
    assert _rows(workbook, "起始日期", "结束日期", "预算金额", "参与对象") == [
        (dt.date(2026, 3, 6), None, 3000, "全体女教工"),
        (dt.date(2026, 3, 11), None, None, None),
        (None, dt.date(2026, 3, 31), None, None),
        (dt.date(2026, 10, 1), None, None, None),
        (dt.date(2026, 12, 31), None, None, None),
        (None, None, None, None),
    ]
    assert [note for note in notes if "2026年10月1日，国庆节放假" in note]
    (remark,) = _rows(workbook, "备注")[4]
    assert "日期拟为12月31日，请核对" in str(remark)


def test_a_sentence_cut_by_a_page_is_told_and_marked() -> None:
    text = (
        "2026年工会工作计划\n三月份\n1.召开会议，讨论计划。\n2.举办摄影展，优秀作品在宣传\n"
        "- 1 -\n栏展出。\n四月份\n1.组织春游。\n2.走访会员。"
    )
    result = _read(text)
    (plan,) = result.plans
    assert [item.text for item in plan.items if item.doubt] == [
        "举办摄影展，优秀作品在宣传栏展出。"
    ]
    workbook = a_workbook()
    assert any("换页处断开" in note for note in _import(workbook, text).notes)
    shown = plans_json(result)["plans"][0]["entries"]
    assert [one["doubtful"] for one in shown] == [False, True, False, False]


def test_a_day_that_is_a_weekend_is_told() -> None:
    text = "2026年工会工作计划\n三月份：\n1、3.8节庆祝活动\n2、3月7日春游\n3、3月9日例会\n"
    workbook = a_workbook()
    assert _import(workbook, text).notes == (
        "第 3 行「3.8节庆祝活动」定在2026年3月8日，是周日。请核对日期；确实安排在周末的，不用改。",
        "第 4 行「3月7日春游」定在2026年3月7日，是周六。请核对日期；确实安排在周末的，不用改。",
    )


def test_a_festival_in_the_document_gets_a_day_that_is_only_proposed() -> None:
    text = "2026年工会工作计划\n三月份：\n1、庆三八插花\n十二月份：\n1、庆元旦联欢\n"
    entries = plans_json(_read(text))["plans"][0]["entries"]
    assert [(one["starts_on"], one["proposed_on"]) for one in entries] == [
        (None, "2026-03-06"),
        (None, "2026-12-31"),
    ]
    assert [one["festivals"][0]["date"] for one in entries] == ["2026-03-08", "2027-01-01"]


def test_importing_again_adds_nothing() -> None:
    workbook = a_workbook()
    _import(workbook)
    once, saves = dict(workbook.tables), workbook.save_count
    again = _import(workbook)
    assert again.summary == "没有新的事项：4 项都已在《年度计划》中，工作簿没有改动。"
    assert workbook.tables == once
    assert workbook.save_count == saves, "no place among the backups is used up"


def test_an_item_that_was_imported_with_its_mark_is_not_added_again() -> None:
    row = {"编号": "P001", "月份": "3", "工作内容": "开展庆三八女教工健步走；"}
    workbook = a_workbook(a_block(PLAN, row))
    text = "2026年工会工作计划\n三月份：\n1、开展庆三八女教工健步走；\n2、召开例会；\n"
    assert _import(workbook, text).summary.startswith("已导入《年度计划》1 项")
    assert [one for (one,) in _rows(workbook, "工作内容")][1:] == ["召开例会"]


@pytest.mark.parametrize("mark", ["；", ";", "、", "，", ",", "； "])
def test_the_mark_that_parts_items_is_not_kept(mark: str) -> None:
    workbook = a_workbook()
    _import(workbook, f"2026年工会工作计划\n三月份：\n1、春游{mark}\n2、例会{mark}\n3、评优。\n")
    assert [one for (one,) in _rows(workbook, "工作内容")] == ["春游", "例会", "评优。"]


def test_the_start_sheet_counts_what_an_import_asks_to_look_at() -> None:
    text = DOCUMENT.replace("九月份", "六月份")
    workbook = a_workbook(a_block(RUNS, {"操作": "导入年度计划"}))
    outcome = _import(workbook, text)
    assert len(outcome.notes) == 1
    ((count,),) = (row[2:3] for row in workbook.tables["Runs"].rows)
    assert count == 1


def test_a_festival_that_falls_in_another_month_is_told() -> None:
    text = DOCUMENT.replace("2026", "2025")
    workbook = a_workbook(settings={"年度": 2025})
    (note,) = _import(workbook, text).notes
    assert "2025 年中秋节是 10 月 6 日" in note
    assert not _import(a_workbook()).notes


def test_a_plan_of_another_year_is_refused_unless_the_year_is_said() -> None:
    text = DOCUMENT.replace("2026", "2024")
    workbook = a_workbook()
    with pytest.raises(AnswerNeededError, match="这是 2024 年的计划，工作簿是 2026 年的。") as stop:
        _import(workbook, text)
    (prompt,) = stop.value.question.prompts()
    assert prompt.endswith("把它沿用到 2026 年吗？")
    assert not _rows(workbook, "编号")
    assert _import(workbook, text, year=2026).summary.startswith("已导入《年度计划》4 项")


def test_a_school_year_reaches_into_the_next_january() -> None:
    title = "2026学年第一学期溪谷小学工会工作安排"
    text = f"{title}\n九月：\n1、迎新\n十二月：\n1、总结\n一月：\n1、慰问退休教师\n"
    workbook = a_workbook()
    _import(workbook, text)
    assert _rows(workbook, "月份") == [("9",), ("12",), ("2027-01",)]


def test_several_plans_must_be_chosen_from() -> None:
    two = DOCUMENT + "\n" + DOCUMENT.replace("溪谷", "云岭")
    with pytest.raises(AnswerNeededError, match="文档中有 2 份按月安排的计划：") as stop:
        _import(a_workbook(), two)
    assert [choice.key for choice in stop.value.question.choices] == [1, 2]
    assert _import(a_workbook(), two, number=2).summary.startswith("已导入《年度计划》4 项")
    with pytest.raises(RequestError, match="没有第 5 份计划，文档中共有 2 份"):
        _import(a_workbook(), two, number=5)


def test_the_plan_of_the_workbooks_year_is_proposed_first() -> None:
    two = DOCUMENT.replace("2026", "2025") + "\n" + DOCUMENT
    with pytest.raises(AnswerNeededError) as stop:
        choose_plan(_read(two), None, "计划.txt", fiscal_year=2026)
    assert [choice.key for choice in stop.value.question.choices] == [2, 1]
    first, last = stop.value.question.prompts()
    assert first.endswith(
        "导入第 2 份《2026年溪谷小学工会工作计划》（2026 年，4 项）吗？（点“否”看下一份）"
    )
    assert last.endswith("导入第 1 份《2025年溪谷小学工会工作计划》（2025 年，4 项）吗？")


def test_a_document_without_arrangement_is_refused() -> None:
    with pytest.raises(DocumentError, match="没有找到按月份列出的工作安排"):
        _import(a_workbook(), "2026年工会工作计划\n一、指导思想\n围绕中心工作，服务全体教职工。\n")


def test_a_text_that_looks_like_a_formula_is_kept_as_it_is() -> None:
    workbook = a_workbook()
    _import(workbook, DOCUMENT.replace("暑期走访困难教师", "=HYPERLINK(A1) 走访"))
    assert _rows(workbook, "工作内容")[2] == ("=HYPERLINK(A1) 走访",)


def test_a_plan_table_without_its_column_is_named() -> None:
    block = a_block(PLAN)
    header = tuple(name.replace("工作内容", "内容") for name in block.header)
    with pytest.raises(ColumnNotFoundError, match="第 3 行（表头）：找不到列「工作内容」"):
        _import(a_workbook(replace(block, header=header)))


def test_the_description_shows_months_text_and_what_is_proposed() -> None:
    lines = list(describe(_read()))
    assert lines[0].endswith("（2026 年，4 项）")
    assert lines[1] == (
        "  3月　开展庆三八女教工健步走（女工委员）"
        "［拟3月6日，女工委员，女工工作，妇女节 2026-03-08（周日）］"
    )


def test_the_description_shows_months_as_they_will_be_written() -> None:
    text = """2026年工会工作计划
工作安排
6-7月：
1、走访困难教师
七、八月份：
1、核对名册
三月份：
1、庆三八活动
"""
    workbook = a_workbook()
    shown = [line.split("　")[0].strip() for line in describe(_read(text))][1:4]
    _import(workbook, text)
    written = [str(months) for (months,) in _rows(workbook, "月份")]
    assert sorted(written) == ["3", "6-7月", "7、8"]
    assert sorted(shown) == ["3月", "6-7月", "7、8月"]


def test_the_json_dates_festivals_only_in_a_known_year() -> None:
    def festival(text: str) -> object:
        return plans_json(_read(text))["plans"][0]["entries"][0]["festivals"]

    assert festival(DOCUMENT) == [{"name": "妇女节", "date": "2026-03-08"}]
    assert festival(DOCUMENT.replace("2026年", "")) == [{"name": "妇女节", "date": None}]


WITHOUT_MONTH = """2026年工会工作计划
工作安排
三月份：
1、开展庆三八女教工健步走
四月份：
1、组织春游
每月：
1、召开工会委员例会
2、慰问生病教职工
全年：
1、做好信息宣传
"""


def test_a_line_that_was_imported_without_a_month_is_told_once() -> None:
    workbook = a_workbook(a_block(PLAN))
    notes = _import(workbook, WITHOUT_MONTH).notes
    assert [note[:6] for note in notes] == ["第 8 行写", "第 9 行写", "第 11 行", "《导入核对》"]
    assert not any("没有读懂" in note for note in notes)
    assert notes[-2] == "第 11 行写在「全年」下，没有写明月份，请补填：做好信息宣传"
    told = "\n".join(describe(_read(WITHOUT_MONTH)))
    assert "没有读懂" not in told
    assert told.count("召开工会委员例会") == 1


def test_what_comes_round_each_month_is_imported_so() -> None:
    workbook = a_workbook(a_block(PLAN))
    _import(workbook, WITHOUT_MONTH)
    months = {row[0]: row[1] for row in _rows(workbook, "工作内容", "月份")}
    assert months["召开工会委员例会"] == "每月"
    assert not months["做好信息宣传"]
    assert "没有新的事项" in _import(workbook, WITHOUT_MONTH).summary


def test_an_item_of_each_month_that_was_imported_without_it_is_not_added_again() -> None:
    text = "召开工会委员例会"
    workbook = a_workbook(a_block(PLAN, {"编号": "P001", "月份": None, "工作内容": text}))
    _import(workbook, WITHOUT_MONTH)
    assert [row for row in _rows(workbook, "工作内容") if row[0] == text] == [(text,)]


def test_the_description_shows_the_days_and_the_budget_that_an_item_says() -> None:
    march = "三月：\n1、3月6日插花，预算2400元\n2、3月20日前上报"
    text = f"2026年工会工作计划\n{march}\n四月：\n1、4月上旬春游"
    shown = [line.split("［")[-1].split("，")[:2] for line in describe(_read(text))][1:4]
    assert shown[0] == ["3月6日", "预算 2400 元"]
    assert shown[1][0].startswith("3月20日前")
    assert shown[2][0].startswith("4月1日至4月10日")
