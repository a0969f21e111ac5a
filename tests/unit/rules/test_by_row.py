"""What is wrong with one row is said in one place, the gravest and dearest first."""

from __future__ import annotations

from decimal import Decimal

from tests.assertions import RULES
from tests.builders import a_book, standards
from unionxl.domain.source import SourceRef
from unionxl.operations.reviewing import _one_by_one
from unionxl.rules import run_rules
from unionxl.rules.by_row import beside_problems, by_row, key_of, led_elsewhere, numbered
from unionxl.rules.check_report import review_key
from unionxl.rules.finding import Finding, Severity
from unionxl.workbook.inputs.findings import Mark


def a_finding(
    rule_id: str,
    row: int,
    severity: Severity = Severity.WARNING,
    *,
    amount: str = "0",
    group: str = "",
) -> Finding:
    facts = {"amount": Decimal(amount)}
    place = SourceRef("收支台账", row, "支出金额")
    return Finding(
        rule_id, severity, f"{rule_id}。", "请核对。", (place,), facts=facts, group=group
    )


def ids(told: list[tuple[Finding, ...]]) -> list[list[str]]:
    return [[one.rule_id for one in ones] for ones in told]


def test_what_one_row_has_is_told_together_the_gravest_first() -> None:
    found = [
        a_finding("hint", 4, Severity.NOTE),
        a_finding("other", 5),
        a_finding("wrong", 4, Severity.ERROR),
    ]
    assert ids(by_row(found)) == [["wrong", "hint"], ["other"]]


def test_of_equally_grave_ones_the_dearest_stands_first() -> None:
    found = [a_finding("a", 4, amount="5"), a_finding("b", 5, amount="504000"), a_finding("c", 6)]
    assert ids(by_row(found)) == [["b"], ["a"], ["c"]]


def test_what_stands_for_many_rows_is_told_alone() -> None:
    found = [a_finding("a", 4), a_finding("b", 4, group="x/4-9")]
    assert ids(by_row(found)) == [["a"], ["b"]]


def test_shopping_cards_for_everybody_are_one_line_with_its_reasons() -> None:
    book = a_book(
        settings={"执行标准": "山东"},
        ledger="""
            日期 | 凭证号 | 摘要 | 支出金额 | 事由 | 人数 | 名单签收
            2026-01-05 | 记-1 | 文具 | 12.50 | | |
            2026-02-09 | 记-2 | 春节慰问购物卡 | 504000 | 春节 | 140 | 是
        """,
    )
    rules = ("festival-gift-over-limit", "gift-paid-as-cash", "forbidden-purpose-word")
    found = run_rules(book, standards(), [RULES[one] for one in rules])
    assert len(found) == 3
    ((first, *others),) = by_row(found)
    assert {first.rule_id, *(one.rule_id for one in others)} == set(rules)


def test_a_mark_beside_a_line_is_one_for_each_of_its_reasons() -> None:
    found = [a_finding("a", 4), a_finding("b", 4, Severity.NOTE)]
    (told,) = by_row(found)
    mark = Mark("检查结果", 9, key_of(told), "", "已核实", "已退回")
    marked = [one.review_key for one in _one_by_one([mark])]
    assert marked == [review_key(one) for one in found]


def _of_rows(*rows: int) -> Finding:
    """Return what was not checked in some rows."""
    places = tuple(SourceRef("收支台账", row, "支出金额") for row in rows)
    return Finding("limit-not-set", Severity.NOTE, "未设限额，未检查。", "请了解。", places)


def test_what_was_not_checked_stands_beside_the_problems_of_its_row() -> None:
    problems = [a_finding("a", 4), a_finding("b", 9)]
    alone, several, other = _of_rows(4), _of_rows(4, 9), _of_rows(5)
    beside, rest = beside_problems([alone, several, other], problems)
    assert (beside, rest) == ([alone, several], [other])
    assert ids(by_row((*problems, *beside))) == [
        ["a", "limit-not-set", "limit-not-set"],
        ["b"],
    ]


def test_what_was_not_checked_in_many_rows_leads_to_one_without_a_problem() -> None:
    problems, unchecked = [a_finding("a", 4)], _of_rows(4, 6, 8)
    assert beside_problems([unchecked], problems) == ([], [unchecked])
    assert [one.row for one in led_elsewhere(unchecked, problems).sources] == [6, 4, 8]
    assert led_elsewhere(_of_rows(5, 6), problems) == _of_rows(5, 6)


def test_a_row_with_seven_reasons_is_one_line() -> None:
    assert len(by_row([a_finding(f"rule-{number}", 4) for number in range(7)])) == 1


def test_the_numbers_say_which_reason_a_basis_is_for() -> None:
    assert numbered(["八不准", "实施细则", "八不准"]) == "①③八不准\n②实施细则"
    assert numbered(["请核对。", "", "请退回。"]) == "①请核对。\n③请退回。"
    assert numbered(["请核对。", "请核对。"]) == "请核对。"
    assert numbered([]) == ""
