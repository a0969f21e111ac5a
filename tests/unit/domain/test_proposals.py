"""Proposals: how each stands, and what all of them come to, against counts by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from unionxl.domain.proposals import (
    ProposalFigures,
    State,
    days_left,
    figures_by,
    proposal_figures,
    repeated_keys,
    state_of,
)

if TYPE_CHECKING:
    from unionxl.domain.proposals import Proposal

ON = dt.date(2026, 4, 10)
HEADER = "编号 | 案由 | 立案情况 | 承办部门 | 交办日期 | 答复期限 | 答复日期 | 办理结果 | 满意度"
LINES = {
    "T1": "立案 | 总务处 | 2026-03-01 | 2026-03-31 | 2026-03-11 | 已解决 | 满意",
    "T2": "立案 | 总务处 | 2026-03-01 | 2026-03-31 | 2026-04-05 | 正在解决 | 不满意",
    "T3": "立案 | 保教处 | 2026-03-01 | 2026-04-09 | | |",
    "T4": "立案 | 保教处 | 2026-03-01 | 2026-04-17 | | |",
    "T5": "立案 | 工会 | 2026-03-01 | 2026-04-18 | | |",
    "T6": "立案 | 工会 | 2026-03-01 | | | |",
    "T7": "立案 | 工会 | 2026-03-01 | 2026-03-20 | | 并入T1 |",
    "T8": "作意见 | 总务处 | | | 2026-03-20 | | 满意",
    "T9": "不立案 | | | | | |",
    "T10": " | | | 2026-03-05 | | |",
    "T11": "立案 | 总务处 | 2026-03-30 | 2026-04-20 | 2026-04-09 | 已解决 |",
    "T12": "立案 | 工会 | 2026-03-30 | 2026-04-20 | 2026-05-09 | 已解决 | 满意",
}
STATES = {
    "T1": State.CLOSED,
    "T2": State.CLOSED,
    "T3": State.OVERDUE,
    "T4": State.NEAR,
    "T5": State.OPEN,
    "T6": State.OPEN,
    "T7": State.MERGED,
    "T8": State.NOT_FILED,
    "T9": State.NOT_FILED,
    "T10": State.UNEXAMINED,
    "T11": State.ANSWERED,
    "T12": State.OPEN,  # the day of its answer has not come
}


def _proposals(*numbers: str) -> tuple[Proposal, ...]:
    rows = "\n".join(f"{number} | 案由{number} | {LINES[number]}" for number in numbers)
    return a_book(as_of=ON, proposals=f"{HEADER}\n{rows}").proposals


def test_every_proposal_stands_somewhere() -> None:
    found = {one.proposal_no: state_of(one, ON) for one in _proposals(*LINES)}
    assert found == STATES


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    (one,) = _proposals("T4")
    days = (dt.date(2026, 4, 9), dt.date(2026, 4, 10), dt.date(2026, 4, 17), dt.date(2026, 4, 18))
    assert [state_of(one, day) for day in days] == [
        State.OPEN,
        State.NEAR,
        State.NEAR,
        State.OVERDUE,
    ]
    assert [days_left(one, day) for day in days] == [8, 7, 0, -1]


def test_figures_agree_with_a_count_by_hand() -> None:
    figures = proposal_figures(_proposals(*LINES), ON)
    assert figures == ProposalFigures(
        count=12,
        filed=9,
        opinion=1,
        not_filed=1,
        unexamined=1,
        merged=1,
        due=8,
        answered=3,
        in_time=2,
        late=1,
        overdue=1,
        near=1,
        solved=3,
        rated=2,
        content=1,
        discontent=1,
        mean_days=Decimal("18.3"),  # 10, 35 and 10 days
    )
    assert (figures.open, figures.without_deadline) == (5, 0)
    assert figures.answer_rate == Decimal(3) / 8
    assert figures.solved_rate == Decimal(3) / 9
    assert figures.content_rate == Decimal("0.5")


@pytest.mark.parametrize("numbers", [(), ("T8", "T9"), ("T10",)])
def test_of_nothing_there_is_no_rate(numbers: tuple[str, ...]) -> None:
    figures = proposal_figures(_proposals(*numbers), ON)
    assert (figures.answer_rate, figures.solved_rate, figures.content_rate) == (None, None, None)
    assert figures.mean_days is None


def test_a_rating_without_an_answer_counts_nowhere() -> None:
    book = a_book(as_of=ON, proposals=f"{HEADER}\nT1 | 案由 | 立案 | | | | | | 满意")
    assert proposal_figures(book.proposals, ON).rated == 0


def test_an_answer_before_its_assignment_takes_no_days() -> None:
    row = "T1 | 案由 | 立案 | | 2026-03-09 | | 2026-03-01 | |"
    figures = proposal_figures(a_book(as_of=ON, proposals=f"{HEADER}\n{row}").proposals, ON)
    assert (figures.answered, figures.without_deadline, figures.mean_days) == (1, 1, None)


@pytest.mark.parametrize(
    ("outcome", "number"),
    [
        ("并入T3", "T3"),
        ("并入 T3", "T3"),
        ("已并入提案T3，一并办理", "T3"),
        ("并案T3", "T3"),
        ("并入3号", "3"),
        ("已解决", None),
        ("合并食堂窗口", None),
        ("", None),
    ],
)
def test_what_a_proposal_was_merged_into(outcome: str, number: str | None) -> None:
    row = f"T1 | 案由 | 立案 | | | | | {outcome} |"
    (one,) = a_book(as_of=ON, proposals=f"{HEADER}\n{row}").proposals
    assert (one.is_merged, one.merged_into) == (number is not None, number or "")


def test_figures_by_department_add_up_to_those_of_all() -> None:
    listed = _proposals(*LINES)
    found = figures_by(listed, ON, lambda one: one.responsible_unit)
    whole = proposal_figures(listed, ON)
    assert [name for name, _ in found] == ["总务处", "保教处", "工会", ""]
    for field in ("count", "filed", "due", "answered", "in_time", "late", "solved", "content"):
        assert sum(getattr(one, field) for _, one in found) == getattr(whole, field), field


def test_a_number_is_one_of_its_session() -> None:
    rows = "届次 | 编号 | 案由\n一次 | T1 | 甲\n二次 | T1 | 乙\n二次 | T2 | 丙\n二次 | T2 | 丁"
    assert repeated_keys(a_book(proposals=rows).proposals) == {("二次", "T2")}
