"""What many rows share is said once, with its rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.assertions import findings_of
from tests.builders import a_book
from tests.findings_made import a_finding, a_review
from unionxl.rules.check_report import CheckReport, review_key
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.joining import MOST_OF_A_GROUP, joined, rows_of
from unionxl.rules.ledger.unkept import FEW_ROWS

if TYPE_CHECKING:
    from unionxl.rules.finding import Finding

ERROR, WARNING, NOTE = Severity
LEDGER = "日期 | 凭证号 | 摘要 | 支出金额 | 经手人 | 审批人"


def some(*rows: int, out_of: int = 0, message: str = "没有填写。") -> list[Finding]:
    joint = Joint(
        "笔支出", "没有填写经手人", amount=Decimal("0.10"), out_of=out_of, unchecked="经手"
    )
    return [
        replace(a_finding("handler-missing", row, WARNING, message), joint=joint) for row in rows
    ]


def test_several_rows_of_a_kind_are_one_finding_with_its_rows() -> None:
    (one,) = joined(some(5, 3, 7, 8, 9, 12))
    assert one.message == "6 笔支出没有填写经手人，合计 0.60 元。"
    assert one.where == "《收支台账》第 3、5、7 至 9、12 行「支出金额」"
    assert [place.row for place in one.sources] == [5, 3, 7, 8, 9, 12]
    assert one.severity is WARNING


def test_one_row_keeps_its_own_words() -> None:
    (one,) = some(5)
    assert joined([one]) == [one]


def test_findings_with_figures_of_their_own_stay_apart() -> None:
    found = [a_finding("payment-repeated", 4), a_finding("payment-repeated", 5)]
    assert joined(found) == found


def test_a_column_that_nobody_fills_in_is_said_once_as_not_checked() -> None:
    report = CheckReport.of(some(4, 5, 6, out_of=3), ())
    (one,) = report.unchecked
    assert one.message == "3 笔支出都没有填写经手人，合计 0.30 元，经手未检查。"
    assert one.severity is NOTE
    assert one.advice == "请核对。本单位不记这一栏的，可选“已核实”并写明，以后不再列出。"
    assert report.problems == ()


def test_one_filled_cell_makes_the_empty_ones_problems_again() -> None:
    report = CheckReport.of(some(4, 5, out_of=3), ())
    assert [one.message for one in report.problems] == ["2 笔支出没有填写经手人，合计 0.20 元。"]


def test_the_name_of_an_empty_column_stays_when_rows_are_added() -> None:
    (before,), (after,) = joined(some(4, 5, out_of=2)), joined(some(4, 5, 6, out_of=3))
    assert review_key(before) == review_key(after)
    assert CheckReport.of(some(4, 5, 6, out_of=3), [a_review(before, "本单位不记")]).standing == ()


def test_a_row_that_comes_later_stands_alone_and_what_was_looked_into_stays_apart() -> None:
    old = some(4, 5, 6)
    reviews = [a_review(one, "旧账没有") for one in old]
    report = CheckReport.of(some(4, 5, 6, 9), reviews)
    assert [one.sources[0].row for one in report.problems] == [9]
    ((one, review),) = report.reviewed
    assert (len(one.sources), review.reason) == (3, "旧账没有")


def test_what_has_different_words_of_the_clerk_stays_apart() -> None:
    found = some(4, 5, 6)
    reviews = [a_review(one, reason) for one, reason in zip(found, "甲甲乙", strict=True)]
    report = CheckReport.of(found, reviews)
    assert [(len(one.sources), review.reason) for one, review in report.reviewed] == [
        (2, "甲"),
        (1, "乙"),
    ]


def test_the_name_of_a_group_tells_its_rows() -> None:
    (one,) = joined(some(3, 5, 6, 7, 9))
    name, rows = rows_of(one.group)
    assert rows == frozenset({3, 5, 6, 7, 9})
    assert name not in {"", one.group}


def test_a_group_without_end_is_said_in_parts() -> None:
    found = joined(some(*range(4, 4 + MOST_OF_A_GROUP + 1)))
    assert [len(one.sources) for one in found] == [MOST_OF_A_GROUP, 1]


EMPTY = {
    "handler-missing": ("2 笔支出都没有填写经手人，合计 300.00 元，由谁经手未检查。", 4),
    "approver-missing": ("2 笔支出都没有填写审批人，合计 300.00 元，是否经过审批未检查。", 4),
    "voucher-missing": ("2 笔都没有填写凭证号，合计 300.00 元，凭证号是否连续未检查。", 4),
    "account-missing": (
        "2 笔都没有填写科目编码，合计 300.00 元，不在任何科目中，各科目的收支未检查。",
        4,
    ),
    "member-without-birth-date": ("「王芳」等 2 人都没有出生日期，生日慰问未检查。", 4),
    "item-without-owner": ("“读书会”等 2 项都没有负责人，分工未检查。", 4),
}


@pytest.mark.parametrize("rule_id", EMPTY)
def test_every_column_that_is_empty_throughout_is_one_line(rule_id: str) -> None:
    book = a_book(
        ledger="日期 | 摘要 | 支出金额\n2026-03-01 | 购书 | 100.00\n2026-03-02 | 购笔 | 200.00",
        members="会员编号 | 姓名\n001 | 王芳\n002 | 李强",
        plan="编号 | 月份 | 工作内容\nP1 | 12 | 读书会\nP2 | 12 | 座谈会",
    )
    (one,) = joined(findings_of(book, rule_id))
    message, row = EMPTY[rule_id]
    assert one.message == message
    assert one.sources[0].row == row
    assert "未检查" in one.message


def test_items_of_the_plan_past_their_time_are_one_line() -> None:
    book = a_book(
        plan="编号 | 月份 | 工作内容 | 状态\n"
        + "\n".join(f"P{number} | {number} | 第{number}次例会 | 未开始" for number in range(1, 8))
    )
    (one,) = joined(findings_of(book, "item-overdue"))
    assert one.message == "“第1次例会”等 7 项已过计划的时间，现在是「未开始」。"
    assert one.where == "《年度计划》第 4 至 10 行「状态」"


@pytest.mark.parametrize(
    "rule_id", ["handler-missing", "approver-missing", "voucher-missing", "account-missing"]
)
def test_a_long_column_that_is_empty_is_one_finding_from_the_start(
    rule_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(
        f"2026-03-{1 + n % 28:02d} | 购书 {n} | {100 + n}.50" for n in range(FEW_ROWS + 1)
    )
    book = a_book(ledger=f"日期 | 摘要 | 支出金额\n{rows}")
    told = findings_of(book, rule_id)
    monkeypatch.setattr("unionxl.rules.ledger.unkept.FEW_ROWS", FEW_ROWS * 2)
    row_by_row = findings_of(book, rule_id)
    assert (len(told), len(row_by_row)) == (1, FEW_ROWS + 1)
    assert joined(told) == joined(row_by_row)


def test_one_filled_cell_of_a_long_column_leaves_a_case_each() -> None:
    rows = "\n".join(f"2026-03-02 | 购书 {n} | 100.00 | " for n in range(FEW_ROWS + 1))
    book = a_book(
        ledger=f"日期 | 摘要 | 支出金额 | 经手人\n2026-03-01 | 购笔 | 9.00 | 王芳\n{rows}"
    )
    assert len(findings_of(book, "handler-missing")) == FEW_ROWS + 1
