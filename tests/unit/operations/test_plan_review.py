from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from tests.plan_reviews import accepts, imports, line_of, listed, rows, says
from unionxl.operations.pending import pending_notes
from unionxl.tables.plan import PLAN
from unionxl.views.plan_review import VIEW_ID
from unionxl.views.plan_review_lines import Why, review_line
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook

DOCUMENT = """2026年溪谷小学工会工作计划
一、指导思想
围绕学校中心工作，服务全体教职工。
二、具体工作安排
三月份
1.召开会议，讨论计划。
2.举办摄影展，优秀作品在宣传
- 1 -
栏展出。
四月份
1.组织春游，4月18日
2.走访会员。
关注公众号了解更多
五月份
（一）文体活动
1.气排球比赛
2.健步走
全年：
1、做好信息宣传
"""
OVER_PAGES = (
    "2026年工会工作计划\n三月份\n1.召开会议，讨论计划。\n2.举办摄影展，优秀作品在宣传\n"
    "- 1 -\n栏展出。\n四月份\n1.组织春游。\n2.走访会员。"
)
TWO = (
    "2026年溪谷小学工会工作计划\n三月份：\n1、健步走\n2、训练\n五月份：\n1、春游\n"
    "2026年云岭小学工会工作计划\n三月份：\n1、插花\n九月份：\n1、走访退休教师\n"
)
DECLINED = "2026年工会工作计划\n一、指导思想\n围绕中心，服务职工。\n1、办好摄影展\n"


def whys(workbook: FakeWorkbook) -> dict[str, Why]:
    """Return why each line is listed, by its source."""
    lines = map(review_line, listed(workbook))
    return {one.source: one.why for one in lines}


def test_what_is_not_sure_stands_on_the_list_and_not_in_the_plan() -> None:
    workbook = a_workbook()
    done = imports(workbook, DOCUMENT)
    assert done.outcome.summary == (
        "已导入《年度计划》7 项，有 2 项有疑问，列在《导入核对》，还没有导入。"
    )
    assert whys(workbook) == {
        "栏展出。": Why.DOUBTFUL,
        "（一）文体活动": Why.DOUBTFUL,
        "1、做好信息宣传": Why.UNDATED,
        "关注公众号了解更多": Why.UNREAD,
        "一、指导思想": Why.REST,
        "围绕学校中心工作，服务全体教职工。": Why.REST,
        "二、具体工作安排": Why.REST,
    }
    assert done.waiting == 4
    assert "文体活动" not in [text for (text,) in rows(workbook, "工作内容")]


def test_only_what_is_work_for_sure_is_ticked() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    assert line_of(workbook, "文体活动").text("导入") == "否"
    other = a_workbook()
    imports(other, OVER_PAGES)
    (line,) = listed(other)
    assert line.text("导入") == "是"
    assert line.text("月份") == "3"
    assert line.text("工作内容") == "举办摄影展，优秀作品在宣传栏展出。"


def test_what_is_chosen_becomes_a_row_once() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    says(workbook, "关注公众号", 导入="是", 月份="6", 工作内容="6月3日推广公众号")
    assert accepts(workbook).outcome.summary == "已导入《年度计划》1 项。"
    assert rows(workbook, "编号", "月份", "起始日期", "工作内容", "类别", "来源")[-1] == (
        "P008",
        "6",
        dt.date(2026, 6, 3),
        "6月3日推广公众号",
        "宣传信息",
        "计划.txt 第13行",
    )
    once, saves = dict(workbook.tables), workbook.save_count
    assert accepts(workbook).outcome.summary.startswith("《导入核对》上没有新选的行")
    assert (workbook.tables, workbook.save_count) == (once, saves)
    assert line_of(workbook, "关注公众号").registered == "已导入 P008"
    assert imports(workbook, DOCUMENT).outcome.summary.startswith("没有新的事项")
    assert workbook.tables == once


def test_a_doubtful_item_is_taken_over_with_what_the_document_says_of_it() -> None:
    text = OVER_PAGES.replace("- 1 -\n栏展出。", "- 1 -\n栏展出。\n负责人：李敏\n时间：3月20日")
    workbook = a_workbook()
    imports(workbook, text)
    assert accepts(workbook).outcome.summary == "已导入《年度计划》1 项。"
    (row,) = (
        one
        for one in rows(workbook, "工作内容", "负责人", "起始日期", "备注")
        if "摄影展" in str(one[0])
    )
    assert row[1:3] == ("李敏", dt.date(2026, 3, 20))
    assert "换页" not in str(row[3])


@pytest.mark.parametrize("word", ["是", "√", "对", "Y"])
def test_the_tick_is_read_as_clerks_write_it(word: str) -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    says(workbook, "关注公众号", 导入=word, 月份="三月")
    assert accepts(workbook).outcome.summary == "已导入《年度计划》1 项。"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"导入": "是"}, "没有写月份"),
        ({"导入": "是", "月份": "春天"}, "“春天”看不出是哪个月"),
        ({"导入": "也许", "月份": "3"}, "“也许”看不出要不要导入"),
        ({"月份": "3"}, "没有选“是”"),
    ],
)
def test_what_cannot_be_taken_over_is_left_standing_with_the_reason(
    cells: dict[str, str], reason: str
) -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    before = rows(workbook, "编号")
    says(workbook, "关注公众号", **cells)
    done = accepts(workbook)
    assert done.waiting == 1
    (note,) = done.outcome.notes
    assert reason in note
    assert "请" in note
    assert rows(workbook, "编号") == before
    line = line_of(workbook, "关注公众号")
    assert reason in line.reason
    assert {name: line.text(name) for name in cells} == cells


def test_one_cell_with_several_lines_becomes_several_items() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    says(
        workbook, "关注公众号", 导入="是", 月份="6-8月", 工作内容="组织春游\n走访会员。\n 组织春游"
    )
    assert (
        accepts(workbook).outcome.summary
        == "已导入《年度计划》2 项，另有 1 项已在表中，未重复导入。"
    )
    assert rows(workbook, "编号", "月份", "工作内容")[-2:] == [
        ("P008", "6-8月", "组织春游"),
        ("P009", "6-8月", "走访会员。"),
    ]
    assert line_of(workbook, "关注公众号").registered == "已导入 P008、P009，表中已有 P008"


def test_what_comes_round_each_month_can_be_chosen() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    says(workbook, "围绕学校", 导入="是", 月份="每个月")
    accepts(workbook)
    assert rows(workbook, "月份", "工作内容")[-1] == ("每月", "围绕学校中心工作，服务全体教职工。")


def test_a_month_for_an_item_without_one_goes_into_its_row() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    says(workbook, "做好信息宣传", 月份="11")
    assert accepts(workbook).outcome.summary == "已改《年度计划》1 项。"
    assert ("P007", "11", "做好信息宣传") in rows(workbook, "编号", "月份", "工作内容")
    assert imports(workbook, DOCUMENT).outcome.summary.startswith("没有新的事项")
    assert line_of(workbook, "做好信息宣传").is_registered


def test_what_was_decided_stays_when_the_document_is_read_again() -> None:
    workbook = a_workbook()
    imports(workbook, OVER_PAGES)
    says(workbook, "摄影展", 导入="否", 工作内容="摄影展")
    moved = OVER_PAGES.replace("三月份", "工作安排\n三月份", 1)
    done = imports(workbook, moved)
    assert done.waiting == 0
    line = line_of(workbook, "摄影展")
    assert (line.text("导入"), line.text("工作内容")) == ("否", "摄影展")
    assert review_line(line).line == 5
    accepts(workbook)
    assert len(rows(workbook, "编号")) == 3


def test_what_was_looked_at_is_not_asked_again() -> None:
    workbook = a_workbook()
    assert imports(workbook, DOCUMENT).waiting == 4
    assert accepts(workbook).waiting == 0
    again = imports(workbook, DOCUMENT)
    assert again.waiting == 0
    assert imports(workbook, DOCUMENT.replace("关注公众号", "扫码")).waiting == 1


def test_the_list_keeps_what_another_document_has_left_open() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    imports(workbook, OVER_PAGES, name="女工.docx")
    sources = {(review_line(one).document, review_line(one).why) for one in listed(workbook)}
    assert ("计划.txt", Why.DOUBTFUL) in sources
    assert ("女工.docx", Why.DOUBTFUL) in sources
    assert ("计划.txt", Why.REST) not in sources


def test_items_of_the_other_plans_of_a_document_are_listed() -> None:
    workbook = a_workbook()
    imports(workbook, TWO, number=1)
    lines = [review_line(one) for one in listed(workbook)]
    assert {one.text: one.why for one in lines} == dict.fromkeys(
        ("插花", "走访退休教师"), Why.OTHER_PLAN
    )
    says(workbook, "插花", 导入="是")
    assert accepts(workbook).outcome.summary == "已导入《年度计划》1 项。"
    assert rows(workbook, "月份", "工作内容")[-1] == ("3", "插花")


def test_a_document_without_a_plan_shows_all_its_lines() -> None:
    workbook = a_workbook()
    done = imports(workbook, DECLINED)
    assert "没有找到按月份列出的工作安排" in done.outcome.summary
    assert "文档的 4 行都列在《导入核对》" in done.outcome.summary
    assert not rows(workbook, "编号")
    shown = [review_line(one).source for one in listed(workbook)]
    assert shown == DECLINED.splitlines()
    says(workbook, "摄影展", 导入="是", 月份="10")
    accepts(workbook)
    assert rows(workbook, "月份", "工作内容") == [("10", "办好摄影展")]
    assert imports(workbook, DECLINED).waiting == 1
    assert len(rows(workbook, "编号")) == 1


def test_a_cell_of_a_document_is_never_a_formula() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT.replace("关注公众号了解更多", "=1+1 关注公众号"))
    says(workbook, "关注公众号", 导入="是", 月份="3")
    accepts(workbook)
    assert rows(workbook, "工作内容")[-1] == ("=1+1 关注公众号",)


def test_without_a_list_there_is_nothing_to_take_over() -> None:
    workbook = a_workbook()
    assert "请先导入年度计划" in accepts(workbook).outcome.summary
    assert workbook.save_count == 0


def change(workbook: FakeWorkbook, text: str, **cells: object) -> None:
    """Change cells of the row of the plan with a text."""
    block = workbook.read_table(PLAN.name)
    at = [row[block.position("工作内容")] for row in block.rows].index(text)
    changes = [CellChange(block.row_number(at), name, value) for name, value in cells.items()]  # type: ignore[arg-type]
    workbook.set_cells(PLAN.name, changes)


PLAIN = "2026年工会工作计划\n三月份：\n1、插花，3月6日\n2、训练\n五月份：\n1、春游\n"


def test_another_day_in_the_document_is_shown_and_what_the_clerk_set_stays() -> None:
    workbook = a_workbook()
    imports(workbook, PLAIN)
    change(workbook, "插花，3月6日", 起始日期=dt.date(2026, 3, 9), 负责人="李敏")
    assert imports(workbook, PLAIN).outcome.summary.startswith("没有新的事项")
    line = line_of(workbook, "插花")
    assert review_line(line).why is Why.CHANGED
    assert review_line(line).reason == "《年度计划》P001 日期：表中“3月9日”，文档“3月6日”"
    assert line.text("导入") == "否"
    accepts(workbook)
    assert rows(workbook, "起始日期", "负责人")[0] == (dt.date(2026, 3, 9), "李敏")
    says(workbook, "插花", 导入="是")
    assert accepts(workbook).outcome.summary == "已改《年度计划》1 项。"
    assert rows(workbook, "起始日期", "负责人")[0] == (dt.date(2026, 3, 6), "李敏")
    assert imports(workbook, PLAIN).waiting == 0


def test_a_day_that_the_plan_lacks_is_ticked() -> None:
    workbook = a_workbook()
    imports(workbook, PLAIN.replace("训练", "训练，共12人"))
    imports(
        workbook,
        PLAIN.replace("训练", "训练，共12人").replace("1、春游", "1、春游（负责人：王芳）"),
    )
    lines = [review_line(one) for one in listed(workbook)]
    assert [one.why for one in lines] == [Why.CHANGED]
    assert "春游（负责人：王芳）" in lines[0].reason


@pytest.mark.parametrize(
    ("text", "cells", "said"),
    [
        ("训练", {"月份": "4"}, "月份：表中“4”，文档“3”"),
        ("训练", {"工作内容": "气排球训练"}, "工作内容：表中“气排球训练”，文档“训练”"),
    ],
)
def test_an_item_that_the_clerk_moved_or_reworded_is_not_added_again(
    text: str, cells: dict[str, object], said: str
) -> None:
    workbook = a_workbook()
    imports(workbook, PLAIN)
    change(workbook, text, **cells)
    before = workbook.tables
    imports(workbook, PLAIN)
    assert workbook.tables == before
    line = line_of(workbook, text)
    assert said in review_line(line).reason
    assert line.text("导入") == "否"


def test_a_reworded_item_can_be_added_beside_the_old_one() -> None:
    workbook = a_workbook()
    imports(workbook, PLAIN)
    imports(workbook, PLAIN.replace("2、训练", "2、气排球训练"))
    says(workbook, "气排球训练", 导入="另列")
    assert accepts(workbook).outcome.summary == "已导入《年度计划》1 项。"
    assert [text for (text,) in rows(workbook, "工作内容")][1:] == ["训练", "春游", "气排球训练"]


def test_a_new_item_of_a_document_is_imported_though_others_changed_lines() -> None:
    workbook = a_workbook()
    imports(workbook, PLAIN)
    more = PLAIN.replace("1、插花", "1、召开教代会\n2、插花").replace("2、训练", "3、训练")
    assert imports(workbook, more).outcome.summary == (
        "已导入《年度计划》1 项，另有 3 项已在表中，未重复导入。"
    )
    assert not listed(workbook)


def test_an_item_is_known_however_its_row_is_written() -> None:
    row = {"编号": "P001", "月份": "三月", "工作内容": "训练 。", "来源": "别的文档 第2行"}
    workbook = a_workbook(a_block(PLAN, row))
    imports(workbook, PLAIN)
    assert len(rows(workbook, "编号")) == 3


def test_a_row_that_was_deleted_is_not_changed_and_the_line_stays() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    says(workbook, "做好信息宣传", 月份="11")
    change(workbook, "做好信息宣传", 编号="X1")
    done = accepts(workbook)
    assert "找不到 P007" in done.outcome.notes[0]
    assert line_of(workbook, "做好信息宣传").text("月份") == "11"


def test_the_list_is_only_written_where_it_says_something_else() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    spec, saves = workbook.specs[VIEW_ID], workbook.save_count
    again = imports(workbook, DOCUMENT)
    assert "工作簿没有改动" in again.outcome.summary
    assert (workbook.specs[VIEW_ID], workbook.save_count) == (spec, saves)


def test_no_more_is_listed_than_a_clerk_can_go_through_and_that_is_told() -> None:
    workbook = a_workbook()
    prose = "".join(f"第{number}条，围绕中心，服务职工。\n" for number in range(2_500))
    imports(workbook, prose)
    lines = listed(workbook)
    assert len(lines) == 2_001
    assert review_line(lines[-1]).reason == "后面还有 500 行没有列在这里，请看原文档"


def test_what_was_chosen_and_not_taken_over_is_named_by_other_operations() -> None:
    workbook = a_workbook()
    imports(workbook, DOCUMENT)
    assert not pending_notes(workbook)
    says(workbook, "关注公众号", 导入="是", 月份="6")
    (note,) = pending_notes(workbook)
    assert note.startswith("《导入核对》上有 1 处填了还没有登记")
    assert "「导入所选」" in note
    accepts(workbook)
    assert not pending_notes(workbook)
