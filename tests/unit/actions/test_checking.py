from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import SETTINGS, rows_of
from tests.fakes import a_block, a_workbook
from unionxl.actions import checking
from unionxl.actions.checking import check_workbook, make_budget_report, make_dues_sheet
from unionxl.actions.findings import explain, findings_json, read_check
from unionxl.actions.months import make_month_sheets
from unionxl.domain.period import Month
from unionxl.errors import RequestError, TableNotFoundError
from unionxl.resources import load_accounts
from unionxl.rules import ALL_RULES
from unionxl.rules.finding import Severity
from unionxl.rules.remarks import NOT_RUN
from unionxl.views.findings_list import MARK_COLUMN, REASON_COLUMN, VIEW_ID
from unionxl.views.layout import InputTarget
from unionxl.workbook.schema import ACCOUNTS, LEDGER, PLAN, REVIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fakes import FakeWorkbook
    from unionxl.actions.findings import Check
    from unionxl.views.layout import Block

TODAY = dt.date(2026, 5, 6)
LATER = dt.date(2026, 6, 1)
LEDGER_ROWS = """
日期 | 凭证号 | 摘要 | 科目编码 | 科目名称 | 支出金额 | 经手人 | 审批人
2026-03-01 | 记-1 | 购书 | 50101 | 职工教育费 | 100.00 | 王芳 | 李强
2026-03-02 | 记-3 | 购笔 | 50101 | 职工教育费 | 120.00 | 王芳 | 李强
"""
GAP = "voucher-gap"


def _workbook() -> FakeWorkbook:
    accounts = (
        {"版本": one.edition, "编码": one.account_code, "名称": one.account_name, "类型": one.kind}
        for one in load_accounts()
    )
    return a_workbook(
        a_block(LEDGER, *rows_of(LEDGER, LEDGER_ROWS)),
        a_block(ACCOUNTS, *accounts),
        a_block(PLAN, {"编号": "P001", "月份": 3, "工作内容": "读书会", "负责人": "王芳"}),
        settings=SETTINGS,
    )


def _check(workbook: FakeWorkbook, day: dt.date = TODAY) -> Check:
    return check_workbook(workbook, as_of=day)


def _ids(check: Check) -> set[str]:
    return {finding.rule_id for finding in check.report.standing}


def _mark(workbook: FakeWorkbook, rule_id: str, word: str | None, reason: str | None) -> None:
    """Type beside the findings of a rule, as a clerk does."""
    spec = workbook.specs[VIEW_ID]
    typed = {MARK_COLUMN: word, REASON_COLUMN: reason}
    title = explain(rule_id).title

    def changed(block: Block) -> Block:
        rows = tuple(
            tuple(
                replace(cell, value=typed[cell.input_for.column])
                if cell.input_for and title in {one.value for one in row}
                else cell
                for cell in row
            )
            for row in block.rows
        )
        return replace(block, rows=rows)

    workbook.specs[VIEW_ID] = replace(spec, blocks=tuple(changed(one) for one in spec.blocks))


def _reviews(workbook: FakeWorkbook) -> list[tuple[object, ...]]:
    """Return rule, place, reason and day of the reviews on record."""
    block = workbook.tables["Reviews"]
    return [row[1:3] + row[4:] for row in block.rows if any(row)]


def test_a_check_makes_the_list_and_says_what_it_found() -> None:
    workbook = _workbook()
    check = _check(workbook)
    assert GAP in _ids(check)
    assert workbook.specs[VIEW_ID].title == "检查结果"
    assert check.outcome.summary.startswith("已检查，结果在《检查结果》：必须更正 ")
    assert workbook.save_count == 1


def test_places_lead_to_their_cells() -> None:
    check = _check(_workbook())
    (gap,) = [one for one in check.report.standing if one.rule_id == GAP]
    assert (gap.sources[0].row, gap.sources[0].cell) == (5, "B5")


def test_unreadable_cells_stand_in_the_same_list_and_their_rows_are_told() -> None:
    workbook = _workbook()
    block = workbook.tables["Ledger"]
    row = ("三月初", *block.rows[0][1:])
    workbook.tables["Ledger"] = replace(block, rows=(*block.rows, row))
    check = _check(workbook)
    assert "unreadable-cell" in _ids(check)
    shown = {cell.value for _, _, cell in workbook.specs[VIEW_ID].cells()}
    assert "《收支台账》有 1 行因内容无法识别没有计入，也未检查；更正后请再检查一次。" in shown


def test_a_mark_with_a_reason_is_kept_and_the_finding_set_apart() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "记-2 作废，已保留")
    check = _check(workbook)
    assert GAP not in _ids(check)
    assert [one.rule_id for one, _ in check.report.reviewed] == [GAP]
    assert _reviews(workbook) == [
        (GAP, "《收支台账》第 5 行「凭证号」", "记-2 作废，已保留", TODAY),
    ]
    assert "1 处核实说明已记入《核实记录》。" in check.outcome.notes


def test_a_mark_stays_when_the_list_is_made_again_and_again() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    _check(workbook)
    before = dict(workbook.tables)
    again = _check(workbook, LATER)
    assert [review.reviewed_on for _, review in again.report.reviewed] == [TODAY]
    assert workbook.tables == before
    assert again.outcome.notes == ()


def test_a_mark_without_a_reason_does_not_count() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", None)
    check = _check(workbook)
    assert GAP in _ids(check)
    assert _reviews(workbook) == []
    (note,) = check.outcome.notes
    assert "没有写核实说明，仍按问题列出。请补写说明后再检查一次。" in note


def test_a_reason_without_the_mark_is_kept_beside_the_finding() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, None, "已问会计")
    check = _check(workbook)
    assert GAP in _ids(check)
    assert "已问会计" in {cell.value for _, _, cell in workbook.specs[VIEW_ID].cells()}
    _mark(workbook, GAP, "已核实", "已问会计")
    assert GAP not in _ids(_check(workbook, LATER))
    assert _reviews(workbook)[0][-1] == LATER


@pytest.mark.parametrize("word", ["撤销", None])
def test_a_mark_can_be_taken_back(word: str | None) -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    _check(workbook)
    _mark(workbook, GAP, word, "作废")
    check = _check(workbook)
    assert GAP in _ids(check)
    assert _reviews(workbook) == []
    assert "1 处核实已撤销，见《核实记录》。" in check.outcome.notes


def test_a_new_reason_replaces_the_old_one() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废，见记-3 附件")
    _check(workbook, LATER)
    assert [row[-2:] for row in _reviews(workbook)] == [("作废，见记-3 附件", LATER)]


def test_a_mark_on_what_is_no_longer_found_is_told() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    block = workbook.tables["Ledger"]
    workbook.tables["Ledger"] = replace(block, rows=block.rows[:1])
    check = _check(workbook)
    assert _reviews(workbook) == []
    (note,) = check.outcome.notes
    assert "所填的“作废”没有记入，因为这个问题已不存在或内容已变。" in note


def test_a_reviewed_finding_that_changed_stands_again() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    _check(workbook)
    block = workbook.tables["Ledger"]
    row = (block.rows[1][0], "记-9", *block.rows[1][2:])
    workbook.tables["Ledger"] = replace(block, rows=(block.rows[0], row))
    assert GAP in _ids(_check(workbook))


def test_an_older_workbook_without_the_table_can_be_checked_but_keeps_no_marks() -> None:
    workbook = _workbook()
    del workbook.tables[REVIEWS.name]
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    with pytest.raises(TableNotFoundError):
        _check(workbook)


def test_ticks_on_a_month_sheet_are_seen_by_the_check() -> None:
    workbook = _workbook()
    make_month_sheets(workbook, lambda _book: (Month(2026, 3),), as_of=TODAY)
    assert "item-overdue" in _ids(_check(workbook))
    spec = workbook.specs["month-sheet:2026-03"]
    target = InputTarget("Plan", "P001", "状态")

    def ticked(block: Block) -> Block:
        rows = tuple(
            tuple(
                replace(cell, value="已完成") if cell.input_for == target else cell for cell in row
            )
            for row in block.rows
        )
        return replace(block, rows=rows)

    workbook.specs[spec.view_id] = replace(spec, blocks=tuple(ticked(one) for one in spec.blocks))
    assert "item-overdue" not in _ids(_check(workbook))
    assert make_month_sheets(workbook, lambda _book: (Month(2026, 3),), as_of=TODAY).notes == ()


def test_looking_only_changes_nothing() -> None:
    workbook = _workbook()
    check = read_check(workbook, as_of=TODAY)
    assert GAP in _ids(check)
    assert (workbook.specs, workbook.save_count) == ({}, 0)


def test_one_rule_can_be_asked_for() -> None:
    assert _ids(read_check(_workbook(), as_of=TODAY, rule_id=GAP)) == {GAP}
    with pytest.raises(RequestError, match="没有“nothing”这条规则"):
        read_check(_workbook(), as_of=TODAY, rule_id="nothing")


def test_a_rule_that_breaks_is_reported_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_index: object) -> None:
        raise ZeroDivisionError

    rule = replace(ALL_RULES[0], check=broken)  # type: ignore[arg-type]
    monkeypatch.setattr(checking, "ALL_RULES", (rule, *ALL_RULES[1:]))
    told: list[str] = []
    check = check_workbook(_workbook(), as_of=TODAY, on_bug=lambda: told.append("bug"))
    assert {GAP, NOT_RUN} <= _ids(check)
    (finding,) = [one for one in check.report.unchecked if one.rule_id == NOT_RUN]
    assert "未能运行，这一项未检查。" in finding.message
    assert told == ["bug"]


def test_json_has_the_agreed_keys() -> None:
    check = read_check(_workbook(), as_of=TODAY)
    rows = json.loads(json.dumps(findings_json(check.report.standing)))
    keys = {"rule_id", "severity", "message", "advice", "basis", "sheet", "row", "column"}
    assert all(row.keys() == keys for row in rows)
    assert all(row["message"] and row["advice"] and row["basis"] for row in rows)
    (gap,) = [row for row in rows if row["rule_id"] == GAP]
    assert (gap["sheet"], gap["row"], gap["column"]) == ("收支台账", 5, "凭证号")


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.rule_id)
def test_every_rule_has_a_page(rule: object) -> None:
    page = explain(rule.rule_id)  # type: ignore[attr-defined]
    assert page.text is not None
    texts = (page.text.reason, page.text.example, page.text.remedy)
    assert all(text.endswith("。") for text in texts)
    assert page.basis
    if "未核实" in page.basis:
        assert page.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("make", "view", "title"),
    [
        (make_budget_report, "budget-report", "预算执行"),
        (make_dues_sheet, "dues-sheet", "会费收缴表"),
    ],
)
def test_the_money_sheets_are_made(make: Callable[..., object], view: str, title: str) -> None:
    workbook = _workbook()
    outcome = make(workbook, as_of=TODAY)
    assert outcome.summary == f"已生成《{title}》。"  # type: ignore[attr-defined]
    assert workbook.specs[view].title == title


@settings(max_examples=25)
@given(
    word=st.sampled_from([None, "已核实", "撤销"]),
    reason=st.one_of(st.none(), st.text(max_size=20)),
)
def test_checking_twice_equals_checking_once(word: str | None, reason: str | None) -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, word, reason)
    _check(workbook)
    once = (dict(workbook.specs), dict(workbook.tables))
    _check(workbook)
    assert (workbook.specs, workbook.tables) == once
