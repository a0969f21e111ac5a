from __future__ import annotations

import pytest

from tests.unit.importing.reading import items_of, only_item, read
from unionxl.domain.period import Month
from unionxl.importing.documents import text_lines
from unionxl.importing.model import Line, to_json
from unionxl.importing.parser import parse_plan


def test_the_json_form_has_plans_entries_and_lines_not_understood() -> None:
    result = read("工会2026年工作计划\n3月：春游（待定）\n4月：读书\n全年：宣传")
    found = to_json(result)
    assert list(found) == ["plans", "not_understood", "left_over"]
    (plan,) = found["plans"]
    assert (plan["title"], plan["year"]) == ("工会2026年工作计划", 2026)
    first = plan["entries"][0]
    assert {key: first[key] for key in ("months", "text", "tentative", "note")} == {
        "months": [3],
        "text": "春游（待定）",
        "tentative": True,
        "note": None,
    }
    (unread,) = found["not_understood"]
    assert (unread["line"], unread["text"]) == (4, "宣传")


def test_an_owner_in_brackets_is_kept_in_the_text_and_apart() -> None:
    item = only_item("3月：\n1、参加上级会议（工会主席）")
    assert (item.text, item.owner) == ("参加上级会议（工会主席）", "工会主席")


def test_other_brackets_are_no_owner() -> None:
    assert only_item("3月：\n1、迎接教工之（小）家验收").owner == ""
    assert only_item("3月：\n1、教师节活动（在职、退休）。").owner == ""


def test_a_list_from_september_goes_on_in_the_next_year() -> None:
    (plan,) = read(
        "2025-2026学年工会工作计划\n九月：表彰\n十二月：总结\n一月：慰问\n六月：联欢"
    ).plans
    months = [item.calendar_months(plan.year or 0) for item in plan.items]
    assert months == [
        (Month(2025, 9),),
        (Month(2025, 12),),
        (Month(2026, 1),),
        (Month(2026, 6),),
    ]


def test_the_second_term_lies_in_the_second_year() -> None:
    (plan,) = read("2025-2026学年第二学期工会工作计划\n二月：开学\n三月：插花").plans
    assert plan.year == 2026
    assert [item.year_offset for item in plan.items] == [0, 0]


def test_a_second_list_of_the_same_year_does_not_wrap() -> None:
    (plan,) = read(
        "一、工会工作安排\n9月：表彰\n12月：总结\n二、女工工作安排\n3月：插花\n5月：讲座"
    ).plans
    assert [item.year_offset for item in plan.items] == [0, 0, 0, 0]


def test_after_a_head_over_the_year_end_the_next_year_goes_on() -> None:
    (plan,) = read(
        "2026年工会工作计划\n11月：运动会\n12月至1月：送温暖\n2月：座谈\n3月：插花"
    ).plans
    assert [(item.months, item.year_offset) for item in plan.items] == [
        *(((11,), 0), ((12, 1), 0), ((2,), 1), ((3,), 1))
    ]


def offsets(*months: int) -> list[int]:
    """Return the year of each month of a plan, counted from the plan's own."""
    heads = "".join(f"\n{month}月：活动{at}" for at, month in enumerate(months))
    (plan,) = read(f"2026年工会工作计划{heads}").plans
    return [item.year_offset for item in plan.items]


def test_what_comes_back_to_months_named_before_is_of_the_year_of_the_plan() -> None:
    assert offsets(9, 10, 12, 1, 3, 1, 3) == [0, 0, 0, 1, 1, 0, 0]
    assert offsets(2, 11, 9, 12, 1, 3) == [0, 0, 0, 0, 1, 1]
    assert offsets(9, 12, 1, 9) == [0, 0, 0, 0]
    assert offsets(11, 12, 1, 10, 2) == [0, 0, 1, 1, 0]


def test_a_list_goes_on_in_the_next_year_up_to_the_month_before_its_first() -> None:
    assert offsets(9, 12, 8) == [0, 0, 1]
    assert offsets(11, 12, 1, 1, 2) == [0, 0, 1, 1, 1]


def test_an_unknown_year_stays_unknown() -> None:
    assert [plan.year for plan in read("工会20xx年工作计划\n3月：春游\n4月：读书").plans] == [None]


def test_a_merged_month_goes_on_and_a_merged_text_takes_both_months() -> None:
    rows = (
        Line(1, "月份\t内容\t负责人"),
        Line(2, "3月\t插花\t女工委员"),
        Line(3, "\t植树\t", (0, 2)),
        Line(4, "7月\t疗休养\t主席"),
        Line(5, "8月\t\t", (1, 2)),
    )
    (plan,) = parse_plan(rows).plans
    found = [(item.months, item.text, item.owner) for item in plan.items]
    assert found == [
        ((3,), "插花", "女工委员"),
        ((3,), "植树", "女工委员"),
        ((7, 8), "疗休养", "主席"),
    ]


def test_wrapped_lines_of_a_cell_are_joined_and_items_kept_apart() -> None:
    row = Line(2, "3月\t1.召开工会委员会会议，讨论\v全年工作\v2.插花")
    result = parse_plan((Line(1, "月份\t内容"), row, Line(3, "4月\t春游")))
    assert items_of(result)[:2] == [((3,), "召开工会委员会会议，讨论全年工作"), ((3,), "插花")]


def test_prose_and_reports_give_no_items() -> None:
    prose = read(
        "工会工作要点\n一、学习\n3月开展学习活动。教师节慰问教师。\n二、服务\n每年9月份走访。"
    )
    report = read("2024年工会工作总结\n3月：组织了插花。\n4月：开展了春游。")
    assert items_of(prose) == items_of(report) == []
    assert [one.months for one in prose.plans[0].suggestions] == [(3,), (9,)]
    assert [unread.line for unread in report.not_understood] == [2, 3]


def test_a_lost_month_is_reported_not_guessed() -> None:
    result = read("三月：\n1、插花\n2、植树\n1、表彰\n2、义诊\n六月：\n1、联欢")
    assert items_of(result) == [((3,), "插花"), ((3,), "植树"), ((6,), "联欢")]
    assert [unread.line for unread in result.not_understood] == [4, 5]


def test_a_line_of_another_month_inside_a_list_is_reported() -> None:
    result = read("三月：\n1、插花\n9月10日 表彰\n四月：\n1、春游")
    assert ((3,), "9月10日 表彰") not in items_of(result)
    assert [unread.line for unread in result.not_understood] == [3]


def test_an_empty_document_has_one_plan_without_items() -> None:
    (plan,) = parse_plan(()).plans
    assert not plan.has_arrangement


def test_long_hostile_input_ends_soon() -> None:
    for text in (
        "三月-" * 50_000,
        "（" * 200_000,
        "三月：\n1、" + "“" * 100_000 + "\n2、读书",
        "1、" * 50_000,
    ):
        read(text)


def test_lines_under_a_header_with_months_that_fit_no_form_are_reported() -> None:
    result = read("每月工作安排\n插花、植树\n春游")
    assert items_of(result) == []
    assert [unread.line for unread in result.not_understood] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "2026年工会工作计划\n月份\t工作内容\t备注\n三月\t1.庆三八\v2.春游\v3.例会\t经费3000元\n四月\t评优\t要公示\n五月\t1.读书\v2.体检\t",
        "2026年工会工作计划\n月份\t工作内容\t备注\n三月\t庆祝三八妇女节活动；组织教职工春季游园；召开工会委员例会\t经费3000元\n四月\t评优\t要公示\n五月\t读书\t",
    ],
)
def test_the_remark_of_a_row_is_not_said_of_each_of_its_items(text: str) -> None:
    (plan,) = parse_plan(text_lines(text)).plans
    notes = [item.note for item in plan.items]
    march = [item.note for item in plan.items if item.months == (3,)]
    assert march == ["经费3000元（同一行 3 项共用）", None, None]
    assert "要公示" in notes, "the remark of a row with one item is its own"
