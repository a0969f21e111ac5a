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
from unionxl.domain.period import Month
from unionxl.errors import RequestError, TableNotFoundError
from unionxl.operations import checking
from unionxl.operations.checking import check_workbook
from unionxl.operations.findings import explain, findings_json, read_check
from unionxl.operations.making import make
from unionxl.operations.months import make_month_sheets
from unionxl.resources import load_accounts
from unionxl.rules import ALL_RULES
from unionxl.rules.finding import Severity
from unionxl.rules.remarks import NOT_RUN
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.all import TABLES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN
from unionxl.tables.reviews import REVIEWS
from unionxl.views.findings_list import MARK_COLUMN, REASON_COLUMN, VIEW_ID
from unionxl.views.layout import InputTarget

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook
    from unionxl.operations.findings import Check
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


def test_a_mark_that_is_read_again_keeps_the_day_on_which_it_was_made() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    as_typed = workbook.specs[VIEW_ID]
    _check(workbook)
    workbook.specs[VIEW_ID] = as_typed  # the list as it was, in a sheet that was not made anew
    _check(workbook, LATER)
    assert [row[-2:] for row in _reviews(workbook)] == [("作废", TODAY)]


def test_a_remark_on_what_was_reviewed_in_the_table_lets_the_finding_stand() -> None:
    workbook = _workbook()
    _check(workbook)
    _mark(workbook, GAP, "已核实", "作废")
    as_typed = workbook.specs[VIEW_ID]
    _check(workbook)
    workbook.specs[VIEW_ID] = as_typed
    _mark(workbook, GAP, None, "作废")
    assert GAP in _ids(_check(workbook, LATER))
    assert [row[-2:] for row in _reviews(workbook)] == [("作废", None)]


def _without_handlers(*rows: str) -> FakeWorkbook:
    workbook = _workbook()
    _book_more(workbook, *rows)
    return workbook


def _book_more(workbook: FakeWorkbook, *rows: str) -> None:
    """Book payments without a handler below the others."""
    text = "\n".join((LEDGER_ROWS.strip().splitlines()[0], *rows))
    block = workbook.tables["Ledger"]
    more = a_block(LEDGER, *rows_of(LEDGER, text)).rows
    workbook.tables["Ledger"] = replace(block, rows=(*block.rows, *more))


WORK = "工会委员会 经费收支公开 三八节 教代会 庆五一 六一慰问 谈心 走访 教师节 运动会 经审 总结"
PAID = tuple(
    f"2026-03-0{number} | 记-{number} | 购物 | 50101 | 职工教育费 | 10.00 | | 李强"
    for number in range(4, 9)
)


def test_a_mark_beside_several_rows_holds_for_each_and_not_for_one_that_comes_later() -> None:
    workbook = _without_handlers(*PAID[:3])
    _check(workbook)
    _mark(workbook, "handler-missing", "已核实", "当时没有登记")
    _book_more(workbook, PAID[3])  # before the next check: she has not seen it beside her mark
    check = _check(workbook)
    (one,) = [one for one in check.report.standing if one.rule_id == "handler-missing"]
    assert [place.row for place in one.sources] == [9]
    ((told, _),) = check.report.reviewed
    assert told.message == "3 笔支出没有填写经手人，合计 30.00 元。"
    assert "3 处核实说明已记入《核实记录》。" in check.outcome.notes
    before = _reviews(workbook)
    assert len(before) == 3
    _check(workbook, LATER)
    assert _reviews(workbook) == before


def test_a_mark_beside_several_rows_can_be_taken_back() -> None:
    workbook = _without_handlers(*PAID)
    _check(workbook)
    _mark(workbook, "handler-missing", "已核实", "当时没有登记")
    _check(workbook)
    _mark(workbook, "handler-missing", "撤销", "当时没有登记")
    check = _check(workbook)
    assert "5 处核实已撤销，见《核实记录》。" in check.outcome.notes
    assert _reviews(workbook) == []
    assert [len(one.sources) for one in check.report.standing if one.rule_id == "handler-missing"]


def test_a_remark_beside_several_rows_stays_there() -> None:
    workbook = _without_handlers(*PAID)
    _check(workbook)
    _mark(workbook, "handler-missing", None, "已问会计")
    check = _check(workbook)
    (one,) = [one for one in check.report.standing if one.rule_id == "handler-missing"]
    assert len(one.sources) == 5
    assert "已问会计" in {cell.value for _, _, cell in workbook.specs[VIEW_ID].cells()}


def test_every_row_of_a_finding_can_be_reached_by_a_link() -> None:
    signed = PAID[1].replace("| |", "| 王芳 |")
    workbook = _without_handlers(PAID[0], signed, *PAID[2:4], signed.replace("记-5", "记-9"))
    _book_more(workbook, PAID[4])
    check = _check(workbook)
    (one,) = [one for one in check.report.standing if one.rule_id == "handler-missing"]
    assert one.where == "《收支台账》第 6、8、9、11 行「经手人」"
    links = {
        cell.value: cell.link.cell for *_, cell in workbook.specs[VIEW_ID].cells() if cell.link
    }
    assert [links[f"第 {rows} 行"] for rows in ("6", "8、9", "11")] == ["Q6", "Q8:Q9", "Q11"]


def test_the_first_week_of_a_newcomer_is_a_short_list() -> None:
    workbook = _workbook()
    members = "会员编号 | 姓名\n" + "\n".join(f"{n:03d} | 会员{n}" for n in range(1, 18))
    paid = "日期 | 摘要 | 支出金额\n" + "\n".join(
        f"2026-03-0{day} | {what} | 85.50"
        for day, what in enumerate(("购打印纸", "购球拍", "购书"), 1)
    )
    plan = "编号 | 月份 | 工作内容 | 状态\n" + "\n".join(
        f"P{number:03d} | {number} | {text} | 未开始" for number, text in enumerate(WORK.split(), 1)
    )
    tables = {"Members": members, "Ledger": paid, "Plan": plan}
    for table in TABLES:
        if table.name in tables:
            block = a_block(table, *rows_of(table, tables[table.name]))
            workbook.tables[table.name] = block
    check = _check(workbook, dt.date(2026, 3, 20))
    told = [str(one) for one in check.report.standing]
    assert len(told) <= 10, told
    assert Severity.ERROR not in check.report.counts()


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


MARCH_SHEET = "month-sheet:2026-03"


def _type_in_march(workbook: FakeWorkbook, target: InputTarget, text: str) -> None:
    """Type into an input cell of the sheet of March."""
    spec = workbook.specs[MARCH_SHEET]

    def typed(block: Block) -> Block:
        rows = tuple(
            tuple(replace(cell, value=text) if cell.input_for == target else cell for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)

    workbook.specs[spec.view_id] = replace(spec, blocks=tuple(typed(one) for one in spec.blocks))


def _in_march(workbook: FakeWorkbook, target: InputTarget) -> list[object]:
    cells = workbook.specs[MARCH_SHEET].cells()
    return [cell.value for _, _, cell in cells if cell.input_for == target]


def test_a_text_whose_row_is_gone_stays_on_its_sheet_and_the_check_says_so() -> None:
    workbook = _workbook()
    rows: list[dict[str, str | int]] = [
        {"编号": f"P00{n}", "月份": 3, "工作内容": f"读书会{n}"} for n in (1, 2)
    ]
    workbook.tables["Plan"] = a_block(PLAN, *rows)
    make_month_sheets(workbook, lambda _book: (Month(2026, 3),), as_of=TODAY)
    kept, gone = (InputTarget("Plan", number, "完成情况") for number in ("P001", "P002"))
    _type_in_march(workbook, kept, "45 人参加")
    _type_in_march(workbook, gone, "走访 3 人")
    block = workbook.tables["Plan"]
    workbook.tables["Plan"] = replace(block, rows=block.rows[:1])
    for _ in range(2):
        check = _check(workbook)
        assert _in_march(workbook, gone) == ["走访 3 人"]
        (note,) = [one for one in check.outcome.notes if "无处带回" in one]
        assert "填写的“走访 3 人”" in note
        assert "编号“P002”已不存在" in note
        assert "《3月》没有重新生成，填写的内容还在" in note
    outcome = workbook.tables["Plan"].rows[0][block.header.index("完成情况")]
    assert outcome == "45 人参加"


def test_ticks_on_a_month_sheet_are_seen_by_the_check() -> None:
    workbook = _workbook()
    make_month_sheets(workbook, lambda _book: (Month(2026, 3),), as_of=TODAY)
    assert "item-overdue" in _ids(_check(workbook))
    _type_in_march(workbook, InputTarget("Plan", "P001", "状态"), "已完成")
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
    assert all(row.keys() - {"sources"} == keys for row in rows)
    assert all(len(row.get("sources", [0, 0])) > 1 for row in rows)
    assert all(row["message"] and row["advice"] and row["basis"] for row in rows)
    (gap,) = [row for row in rows if row["rule_id"] == GAP]
    assert (gap["sheet"], gap["row"], gap["column"]) == ("收支台账", 5, "凭证号")


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.rule_id)
def test_every_rule_has_a_page(rule: object) -> None:
    page = explain(rule.rule_id)  # type: ignore[attr-defined]
    texts = (page.reason, page.example, page.remedy)
    assert all(text.endswith("。") for text in texts)
    assert page.basis
    if "未核实" in page.basis:
        assert page.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("name", "view", "title"),
    [("budget", "budget-report", "预算执行"), ("dues", "dues-sheet", "会费收缴表")],
)
def test_the_money_sheets_are_made(name: str, view: str, title: str) -> None:
    workbook = _workbook()
    assert make(workbook, name, as_of=TODAY).summary == f"已生成《{title}》。"
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
