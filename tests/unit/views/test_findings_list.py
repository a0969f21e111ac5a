from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import standards
from tests.findings_made import a_finding, a_review
from tests.sheet_text import render_text
from tests.unit.views.years import empty_year
from unionxl.domain.source import SourceRef
from unionxl.rules.check_report import CheckReport, review_key
from unionxl.rules.finding import Severity
from unionxl.rules.pages import rule_pages
from unionxl.views.findings_list import MOST_OF_A_RULE, findings_list
from unionxl.views.layout import Area, InputTarget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unionxl.domain.reviews import Review
    from unionxl.rules.finding import Finding
    from unionxl.views.layout import Block, SheetSpec

PAGES = rule_pages(standards().citations)


def _sheet(
    *findings: Finding, reviews: tuple[Review, ...] = (), left_out: Mapping[str, int] | None = None
) -> SheetSpec:
    report = CheckReport.of(findings, reviews)
    return findings_list(empty_year(), report, PAGES, left_out or {})


def _block(spec: SheetSpec, name: str) -> Block:
    (block,) = [block for block in spec.blocks if block.name == name]
    return block


def _texts(spec: SheetSpec, name: str) -> str:
    return "\n".join(str(cell.value) for row in _block(spec, name).rows for cell in row)


def test_a_check_with_something_of_everything(golden: Callable[[str, str], None]) -> None:
    cited = replace(
        a_finding("gift-paid-as-cash", 9, Severity.WARNING, "节日慰问以「现金」发放。"),
        basis="总工办发〔2017〕32号，第八条",
        confidence="转载",
    )
    unsure = replace(
        a_finding("quarter-without-disclosure", 1, Severity.NOTE, "第一季度没有公开。"),
        sources=(),
        basis="某通知（未核实）",
        confidence="未核实",
    )
    many = a_finding("voucher-repeated", 5, message="「记-1」有 2 张。")
    many = replace(many, sources=(*many.sources, SourceRef("收支台账", 8, "凭证号", "B8")))
    unchecked = a_finding("limit-not-set", 7, Severity.NOTE, "活动用餐未设限额，未检查。")
    looked_into = a_finding("payment-repeated", 6, Severity.WARNING, "两笔同额。")
    spec = _sheet(
        cited,
        unsure,
        many,
        unchecked,
        looked_into,
        reviews=(a_review(looked_into, "是两张发票"),),
        left_out={"收支台账": 3, "会员": 0},
    )
    golden("views/findings-list.txt", render_text(spec))


def test_a_clean_year_says_so_and_filters_nothing() -> None:
    spec = _sheet()
    assert "没有发现问题。" in _texts(spec, "problems")
    assert spec.filter_area is None
    assert [block.name for block in spec.blocks] == ["head", "problems"]


def test_no_row_stands_twice_as_a_problem_and_as_not_checked() -> None:
    problem = a_finding("fee-without-particulars", 7, Severity.NOTE, "没有写明付给谁。")
    unchecked = a_finding("limit-not-set", 7, Severity.NOTE, "讲课费未设限额，未检查。")
    elsewhere = a_finding("limit-not-set", 8, Severity.NOTE, "裁判费未设限额，未检查。")
    spec = _sheet(problem, unchecked, elsewhere)
    assert "①没有写明付给谁。\n②讲课费未设限额，未检查。" in _texts(spec, "problems")
    assert "讲课费" not in _texts(spec, "unchecked")
    assert "裁判费" in _texts(spec, "unchecked")
    (line,) = _block(_sheet(problem, unchecked), "problems").rows[1:]
    assert line[1].value == "《收支台账》第 7 行"


def test_the_filter_reaches_from_the_header_over_the_problems_only() -> None:
    unchecked = a_finding("limit-not-set", 7, Severity.NOTE, "未设限额，未检查。")
    spec = _sheet(a_finding("voucher-gap", 5), a_finding("voucher-gap", 6), unchecked)
    problems = _block(spec, "problems")
    assert spec.filter_area == Area(problems.top, 1, problems.top + 2, 9)
    assert spec.freeze == (problems.top, 0)
    assert spec.print_setup.title_rows == (problems.top, problems.top)
    assert not [area for area in spec.merges if problems.top <= area.top <= problems.top + 2]


def test_a_place_leads_to_its_cell() -> None:
    spec = _sheet(a_finding("voucher-gap", 5))
    (link,) = [cell.link for _, _, cell in spec.cells() if cell.link]
    assert (link.sheet, link.cell) == ("收支台账", "H5")


def test_every_row_takes_a_mark_and_a_reason() -> None:
    finding = a_finding("voucher-gap", 5)
    cells = {cell.input_for: cell for _, _, cell in _sheet(finding).cells() if cell.input_for}
    key = review_key(finding)
    assert set(cells) == {
        InputTarget("Reviews", key, "处理"),
        InputTarget("Reviews", key, "核实说明"),
    }
    assert cells[InputTarget("Reviews", key, "处理")].choices == ("已核实",)


def test_what_was_looked_into_can_be_taken_back() -> None:
    finding = a_finding("voucher-gap", 5)
    spec = _sheet(finding, reviews=(a_review(finding, "作废"),))
    (mark,) = [cell for _, _, cell in spec.cells() if cell.choices]
    assert (mark.value, mark.choices) == ("已核实", ("已核实", "撤销"))
    assert "2026-03-05 核实。" in _texts(spec, "reviewed")
    assert "作废" in _texts(spec, "reviewed")


def test_a_remark_stays_beside_a_finding_that_stands() -> None:
    finding = a_finding("voucher-gap", 5)
    spec = _sheet(finding, reviews=(replace(a_review(finding, "在找"), reviewed_on=None),))
    assert "在找" in _texts(spec, "problems")


def test_severity_is_a_word_everywhere() -> None:
    findings = [
        a_finding("voucher-gap", number, severity) for number, severity in enumerate(Severity, 5)
    ]
    rows = _block(_sheet(*findings), "problems").rows[1:]
    assert [row[0].value for row in rows] == ["必须更正", "请核对", "提示"]


def test_a_rule_with_thousands_of_findings_says_how_many_are_not_listed() -> None:
    findings = [a_finding("voucher-gap", row) for row in range(1, MOST_OF_A_RULE + 8)]
    spec = _sheet(*findings)
    assert len(_block(spec, "problems").rows) == 1 + MOST_OF_A_RULE
    assert "「凭证号中断」另有 7 处没有逐条列出" in _texts(spec, "not-listed")
    assert "507 处" in _texts(spec, "head")


@pytest.mark.parametrize("text", ["=1+1", "很长的说明" * 600, "行一\n行二"])
def test_any_message_fits_its_row(text: str) -> None:
    spec = _sheet(a_finding("voucher-gap", 5, message=text))
    heights = dict(spec.row_heights)
    assert 20 <= heights[_block(spec, "problems").top + 1] <= 409
