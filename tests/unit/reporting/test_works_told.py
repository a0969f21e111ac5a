"""What report and brief say of works: by plan, by registers, and month by month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import a_book
from unionxl.domain.period import Month
from unionxl.domain.year_end import year_end
from unionxl.reporting.report_facts import brief_facts, report_facts
from unionxl.views.year_charts import work_by_month

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

APRIL = dt.date(2026, 4, 15)
PLAN = """
编号 | 月份 | 工作内容 | 类别 | 状态
P1 | 3 | 庆三八活动 | 女工工作 | 未开始
P2 | 3 | 讲座 | 女工工作 | 已完成
P3 | 3 | 家访 | 女工工作 | 未开始
"""
HELD = """
计划编号 | 活动名称 | 日期 | 实到人数
P1 | 庆三八 | 2026-03-06 | 38
  | 插花 | 2026-03-09 | 12
"""
MONTHLY = """
编号 | 月份 | 工作内容 | 类别 | 状态 | 按月状态
P1 | 每月 | 会费收齐 | 经费财务 | 进行中 | {months}
"""


def test_the_report_counts_what_registers_prove() -> None:
    book = a_book(as_of=APRIL, plan=PLAN, activities=HELD)
    facts = report_facts(book, year_end(book))
    assert "完成 1 项，另有 1 项已有登记、状态未改" in facts["概述"]
    (works,) = facts["工作类别"]
    assert works["概述"] == "计划 3 项，完成 1 项，另有 1 项已有登记、状态未改。"
    assert "3月6日，庆三八活动：参加 38 人次（已登记，状态未改）。" in works["事项"]
    assert facts["未完成"] == ["家访（未开始）。"]
    march = next(row for row in facts["各月工作"] if row["名称"] == "3月")
    assert march["内容"] == "庆三八活动（已登记，状态未改）；讲座"
    assert "有 1 项计划工作到期尚未完成。" in facts["不足"]
    assert "有 1 项计划工作已有登记，计划中的状态还没有改。" in facts["不足"]
    assert "另有 1 项已有登记、状态未改" in work_by_month(year_end(book)).title


def test_the_brief_tells_what_is_registered_in_the_month() -> None:
    book = a_book(as_of=APRIL, plan=PLAN, activities=HELD)
    facts = brief_facts(book, year_end(book), Month(2026, 3))
    assert facts["概述"] == (
        "安排工作 3 项，已完成 1 项，另有 1 项已有登记、状态未改，尚未完成 1 项"
    )
    assert "3月6日，庆三八活动：参加 38 人次（已登记，状态未改）。" in facts["完成"]
    assert "3月9日，插花：参加 12 人次（没有对应的计划编号）。" in facts["完成"]
    assert facts["未完成"] == ["家访（未开始）。"]


def test_the_brief_of_the_month_of_the_record_tells_it() -> None:
    plan = PLAN.replace("P1 | 3", "P1 | 4")
    book = a_book(as_of=APRIL, plan=plan, activities=HELD)
    march = brief_facts(book, year_end(book), Month(2026, 3))
    assert any("庆三八活动" in text for text in march["完成"])
    april = brief_facts(book, year_end(book), Month(2026, 4))
    assert april["未完成"] == april["完成"] == []


def test_the_report_counts_the_turns_of_a_recurring_work() -> None:
    months = " ".join(f"{number}已完成" for number in range(1, 12))
    book = a_book(as_of=dt.date(2026, 12, 31), plan=MONTHLY.format(months=months))
    facts = report_facts(book, year_end(book))
    assert facts["未完成"] == ["会费收齐（每月 12 次，完成 11 次）。"]
    assert facts["各月工作"][0] == {
        "名称": "常年",
        "内容": "会费收齐（每月 12 次，完成 11 次）",
    }
    (work,) = year_end(book).work
    assert work.done_counts == (1,) * 11 + (0,)
    assert work.open_counts == (0,) * 11 + (1,)


def test_the_brief_of_a_month_knows_the_month_of_a_recurring_work() -> None:
    book = a_book(as_of=APRIL, plan=MONTHLY.format(months="1已完成 3取消"))
    of_month = [brief_facts(book, year_end(book), Month(2026, number)) for number in (1, 2, 3)]
    assert [facts["完成"] for facts in of_month] == [["会费收齐。"], [], []]
    assert [facts["未完成"] for facts in of_month] == [[], ["会费收齐（未开始）。"], []]


def test_what_the_register_told_is_said_once() -> None:
    plan = """
编号 | 月份 | 工作内容 | 状态 | 完成日期 | 完成情况
P1 | 3 | 庆三八活动 | 已完成 | 2026-03-06 | 3月6日，38人
"""
    book = a_book(as_of=APRIL, plan=plan, activities=HELD)
    facts = brief_facts(book, year_end(book), Month(2026, 3))
    assert "3月6日，庆三八活动：参加 38 人次。" in facts["完成"]


TAKEN_OVER = """
编号 | 月份 | 工作内容 | 状态 | 完成日期 | 完成情况 | 按月状态
P1 | 3 | 庆三八活动 | 已完成 | 2026-03-06 | 3月6日，38人 |
P2 | 3 | 妇女节慰问 | 已完成 | 2026-03-05 | 3月5日，76人 |
P3 | 3、9 | 召开工会委员会 | 进行中 | | 3月：3月28日，7人 | 3已完成
P4 | 3-4月 | 读书活动 | 已完成 | 2026-03-20 | 2 次，末次 3月20日，24人次 |
P5 | 3 | 添置图书 | 已完成 | 2026-03-30 | 3月12日支出 500.00 元 |
P6 | 3 | 讲座 | 已完成 | 2026-03-31 | 3月30日，20人 |
P7 | 1、3 | 走访 | 已完成 | | 1月：1月8日，2人/3月：两户已走访 | 1已完成 3已完成
"""
HELD_TOO = f"""{HELD.rstrip()}
P3 | 工会委员会 | 2026-03-28 | 7
P4 | 读书会 | 2026-03-13 | 10
P4 | 读书会 | 2026-03-20 | 14
P6 | 讲座 | 2026-03-30 | 20
"""


def test_what_was_taken_over_from_a_register_repeats_neither_the_day_nor_who_came() -> None:
    book = _with_lines(a_book(as_of=APRIL, plan=TAKEN_OVER, activities=HELD_TOO))
    march = brief_facts(book, year_end(book), Month(2026, 3))["完成"]
    assert {
        "3月6日，庆三八活动：参加 38 人次。",
        "3月5日，妇女节慰问：76人。",
        "召开工会委员会：3月28日，参加 7 人次。",
        "读书活动：2 次，末次 3月20日，参加 24 人次。",
        "3月30日，添置图书：3月12日，支出 500.00 元。",
        "3月31日，讲座：3月30日，参加 20 人次。",
        "走访：两户已走访。",
    } <= set(march)
    (works,) = report_facts(book, year_end(book))["工作类别"]
    assert "走访：共 2 次，完成 2 次，1月8日，2人；3月：两户已走访。" in works["事项"]


def test_a_work_that_is_registered_is_one_of_those_of_the_month() -> None:
    book = a_book(as_of=APRIL, plan=PLAN.replace("已完成", "未开始"), activities=HELD)
    facts = brief_facts(book, year_end(book), Month(2026, 3))
    assert facts["概述"] == "安排工作 3 项，其中 1 项已有登记、状态未改，尚未完成 2 项"


def test_a_brief_counts_the_works_of_its_month_alone() -> None:
    book = a_book(as_of=APRIL, plan=PLAN.replace("P1 | 3", "P1 | 4"), activities=HELD)
    facts = brief_facts(book, year_end(book), Month(2026, 3))
    assert facts["概述"] == "安排工作 2 项，已完成 1 项，尚未完成 1 项"
    assert facts["计划项数"] == 2
    assert facts["已登记项数"] == 0
    assert any("庆三八活动" in text for text in facts["完成"])


LASTING = """
编号 | 月份 | 工作内容 | 状态 | 完成日期 | 起始日期 | 结束日期 | 完成情况
P1 | 3-5月 | 读书活动 | 已完成 | 2026-04-20 | | | 读完 12 本
P2 | 2-6月 | 提案征集 | 已完成 | | | |
P3 | | 摸底 | 已完成 | 2026-02-10 | 2026-01-05 | 2026-03-05 |
P4 | 3、6、9、12 | 委员会会议 | 已完成 | | | | 3月：听取汇报。/6月：讨论预算
P5 | 1、2、3、4 | 例会 | 进行中 | | | |
"""


def _with_lines(book: UnionBook) -> UnionBook:
    """Return a book where a stroke in an outcome ends a line."""
    items = (replace(one, outcome=one.outcome.replace("/", "\n")) for one in book.work_items)
    return replace(book, work_items=tuple(items))


def test_a_work_of_several_months_is_done_in_one_of_them() -> None:
    book = _with_lines(a_book(as_of=dt.date(2026, 12, 31), plan=LASTING))
    facts = report_facts(book, year_end(book))
    months = {row["名称"]: row["内容"] for row in facts["各月工作"]}
    assert {name: text for name, text in months.items() if text != "—"} == {
        "常年": "委员会会议",
        "2月": "摸底",
        "4月": "读书活动",
        "6月": "提案征集",
    }
    (work,) = year_end(book).work
    assert work.done_counts == (0, 1, 1, 1, 0, 2, 0, 0, 1, 0, 0, 1)
    march = brief_facts(book, year_end(book), Month(2026, 3))
    assert march["完成"] == ["委员会会议：听取汇报。"]
    assert march["持续开展"] == ["读书活动。", "提案征集。"]
    assert march["概述"] == "安排工作 4 项，已完成 1 项，持续开展 2 项，尚未完成 1 项"
    april = brief_facts(book, year_end(book), Month(2026, 4))
    assert april["完成"] == ["读书活动：读完 12 本。"]


def test_works_that_come_round_stand_in_one_place_however_many_turns_are_done() -> None:
    plan = """
    编号 | 月份 | 工作内容 | 状态 | 按月状态
    P1 | 3、6、9、12 | 委员会会议 | 进行中 | 3已完成 6已完成 9已完成
    P2 | 3、6、9、12 | 公开栏 | 已完成 | 3已完成 6已完成 9已完成 12已完成
    P3 | 3、9 | 走访 | 已完成 | 3已完成 9已完成
    """
    book = a_book(as_of=dt.date(2026, 12, 31), plan=plan)
    months = {row["名称"]: row["内容"] for row in report_facts(book, year_end(book))["各月工作"]}
    assert months["常年"] == "委员会会议（共 4 次，完成 3 次）；公开栏"
    assert (months["3月"], months["9月"], months["12月"]) == ("走访", "走访", "—")


def test_outcomes_of_several_months_have_a_mark_between_them() -> None:
    book = _with_lines(a_book(as_of=dt.date(2026, 12, 31), plan=LASTING))
    (works,) = report_facts(book, year_end(book))["工作类别"]
    assert "委员会会议：共 4 次，完成 4 次，3月：听取汇报；6月：讨论预算。" in works["事项"]


def test_an_empty_budget_is_no_fault_of_the_accounts() -> None:
    ledger = "日期 | 凭证号 | 科目编码 | 支出金额\n2026-02-10 | 记-1 | 501 | 30"
    book = a_book(as_of=APRIL, ledger=ledger)
    assert report_facts(book, year_end(book))["不足"] == ["预算表为空，支出与预算未比较。"]
    budget = "类型 | 科目编码 | 科目名称 | 年初预算数\n支出 | 501 | 职工活动支出 | 20"
    over = a_book(as_of=APRIL, ledger=ledger, budget=budget)
    assert "有 1 个科目的支出超出预算或未列预算。" in report_facts(over, year_end(over))["不足"]
