"""Proposals on the month sheet: due in the month or overdue, and no others."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import a_book
from tests.unit.domain.test_proposals import HEADER, LINES, ON
from unionxl.domain.period import Month
from unionxl.views.month_bands import Turn
from unionxl.views.month_sheet import month_sheet
from unionxl.views.proposal_share import due_proposals

BOOK = a_book(
    as_of=ON,
    proposals="\n".join([HEADER, *(f"{number} | 案由 | {line}" for number, line in LINES.items())]),
)


@pytest.mark.parametrize(
    ("month", "numbers"),
    [
        (3, []),  # what was due in March is answered
        (4, ["T3", "T4", "T5", "T12"]),
        (5, ["T3"]),
    ],
)
def test_due_in_the_month_or_overdue(month: int, numbers: list[str]) -> None:
    share = due_proposals(BOOK, Month(2026, month))
    assert [line.what for line in share.lines] == [f"提案 {number}" for number in numbers]


def test_a_line_says_of_whom_and_since_when() -> None:
    first, second = due_proposals(BOOK, Month(2026, 4)).lines[:2]
    assert (first.turn, first.whom) == (Turn.OVERDUE, "案由（保教处）")
    assert first.state == "2026-04-09 到期，逾期 1 天"
    assert (second.turn, second.state) == (Turn.THIS_MONTH, "2026-04-17 到期")


def test_they_stand_on_the_month_sheet() -> None:
    cells = [cell for _, _, cell in month_sheet(BOOK, Month(2026, 4)).cells()]
    shown = [cell.value for cell in cells if str(cell.value).startswith("提案 ")]
    assert shown == ["提案 T3", "提案 T4", "提案 T5", "提案 T12"]


def test_a_sheet_of_another_year_does_not_repeat_the_future() -> None:
    book = a_book(as_of=dt.date(2026, 1, 5), proposals=f"{HEADER}\nT4 | 案由 | {LINES['T4']}")
    assert [len(due_proposals(book, Month(2026, month)).lines) for month in (3, 4, 5)] == [0, 1, 0]
