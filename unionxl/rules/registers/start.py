"""The first month that is kept in the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.start import untold_start
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex


def start_month_untold(index: BookIndex) -> Iterator[Case]:
    """Find a book whose registers begin after January while no first month is set.

    What was planned, birthdays and deadlines are no entries.
    """
    first = untold_start(index.book)
    if first is not None:
        yield Case(
            f"本年 {first.month} 月以前没有任何登记。",
            f"请核对：若从 {first.month} 月起使用，请在《设置》填启用月份。",
            facts={"month": str(first)},
        )


RULES = (
    Rule(
        "没有填启用月份",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        start_month_untold,
        reason="年中才开始用的工作簿，以前的月份会被当作没有登记。",
        example="各表最早的一行在 9 月，已是 11 月。",
        remedy="从哪个月用起，就在《设置》的启用月份填哪个月；确是漏记的，补登。",
    ),
)
