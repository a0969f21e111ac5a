from __future__ import annotations

from dataclasses import replace

from tests.findings_made import a_finding, a_review
from unionxl.domain.source import SourceRef
from unionxl.rules.check_report import CheckReport, in_order, located, review_key
from unionxl.rules.finding import Severity

ERROR, WARNING, NOTE = Severity


def test_the_gravest_come_first_then_one_rule_after_the_other_then_row_by_row() -> None:
    found = [
        a_finding("b", 9, NOTE),
        a_finding("c", 7, ERROR),
        a_finding("a", 5, ERROR),
        a_finding("c", 3, ERROR),
    ]
    assert [(one.rule_id, one.sources[0].row) for one in in_order(found)] == [
        ("c", 3),
        ("c", 7),
        ("a", 5),
        ("b", 9),
    ]


def test_a_finding_without_a_place_comes_before_the_rows_of_its_rule() -> None:
    whole = replace(a_finding("a", 1), sources=())
    assert in_order([a_finding("a", 1), whole])[0] is whole


def test_what_could_not_be_checked_is_apart() -> None:
    unchecked = a_finding("limit-not-set", 4, NOTE, "未设限额，未检查。")
    report = CheckReport.of([unchecked, a_finding("a", 5)], ())
    assert report.unchecked == (unchecked,)
    assert [one.rule_id for one in report.problems] == ["a"]
    assert report.standing == (*report.problems, *report.unchecked)


def test_what_the_clerk_has_looked_into_is_apart_with_her_reason() -> None:
    finding = a_finding("a", 5)
    review = a_review(finding, "已核对原始凭证")
    report = CheckReport.of([finding], [review])
    assert report.reviewed == ((finding, review),)
    assert report.standing == ()


def test_a_reason_without_a_day_is_a_remark_and_the_finding_stands() -> None:
    finding = a_finding("a", 5)
    report = CheckReport.of([finding], [replace(a_review(finding, "在查"), reviewed_on=None)])
    assert report.problems == (finding,)
    assert report.remarks == {review_key(finding): "在查"}


def test_the_key_changes_with_rule_row_and_message_only() -> None:
    finding = a_finding("a", 5, ERROR, "甲")
    same = replace(finding, severity=NOTE, advice="请看。", basis="文件", facts={"x": 1})
    assert review_key(finding) == review_key(same)
    others = [
        a_finding("b", 5, ERROR, "甲"),
        a_finding("a", 6, ERROR, "甲"),
        a_finding("a", 5, ERROR, "乙"),
        replace(finding, sources=()),
        replace(finding, sources=(SourceRef("会员", 5),)),
    ]
    assert len({review_key(one) for one in [finding, *others]}) == 6


def test_the_key_stays_the_same_in_every_version() -> None:
    assert review_key(a_finding("a", 5, ERROR, "甲")) == "1de5c8876da3"


def test_counts_and_summary_leave_out_what_is_apart() -> None:
    reviewed = a_finding("a", 5)
    found = [reviewed, a_finding("a", 6), a_finding("b", 7, WARNING, "某项未检查。")]
    report = CheckReport.of(found, [a_review(reviewed, "已核对")])
    assert report.counts() == {ERROR: 1}
    assert report.summary() == ("必须更正 1 处，请核对 0 处，提示 0 处；未检查 1 项，已核实 1 处。")


def test_a_place_learns_its_cell_from_the_letters_of_its_columns() -> None:
    places = (
        SourceRef("收支台账", 27, "支出金额"),
        SourceRef("收支台账", 27, "支出金额", "Z1"),
        SourceRef("收支台账", 27),
        SourceRef("别的表", 3, "支出金额"),
    )
    finding = replace(a_finding("a", 1), sources=places)
    found = located(finding, {"收支台账": {"支出金额": "H"}})
    assert [place.cell for place in found.sources] == ["H27", "Z1", "", ""]


def test_a_finding_whose_places_are_known_stays_the_same() -> None:
    finding = a_finding("a", 1)
    assert located(finding, {}) is finding
