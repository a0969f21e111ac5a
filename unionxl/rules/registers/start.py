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

    Why it matters:
        The months before are told as not entered, although they may stand in another workbook.

    Example:
        The first row of any table is dated 3 September, and it is November.

    How to clear it:
        Fill in 启用月份 in 设置, or enter what is missing.
    """
    first = untold_start(index.book)
    if first is not None:
        yield Case(
            f"本年 {first.month} 月以前没有任何登记。",
            f"请核对：若从 {first.month} 月起使用，请在《设置》填启用月份。",
            facts={"month": str(first)},
        )


RULES = (
    Rule("没有填启用月份", Group.REGISTERS, Severity.NOTE, Grounds.PRACTICE, start_month_untold),
)
