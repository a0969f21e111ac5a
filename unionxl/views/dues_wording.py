"""How charts and reports say what came in of dues."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.year_end import share_of
from unionxl.views.wording import money_text, period_text, share_text

if TYPE_CHECKING:
    from unionxl.domain.year_end import YearEnd


def dues_came_in(year_end: YearEnd) -> str:
    """Say how much of what is due by the day was paid, and what was paid before it began."""
    dues = year_end.dues
    due, paid = sum(one.due_count for one in dues), sum(one.due_paid_count for one in dues)
    ahead = sum(one.ahead_count for one in dues)
    told = "《会员》名册没有应缴会费的人"
    if due:
        share = share_text(share_of(Decimal(paid), Decimal(due)))
        told = f"{period_text(year_end)}会费应缴 {due:,} 人次，已缴 {paid:,} 人次（{share}）"
    elif any(one.owing_count for one in dues):
        told = f"{period_text(year_end)}还没有到期的会费"
    amount = money_text(sum((one.paid_amount for one in dues), ZERO))
    advance = f"，另有预缴 {ahead:,} 人次" if ahead else ""
    before = sum((one.before_amount for one in dues), ZERO)
    apart = f"（含启用前的月份 {money_text(before)} 元）" if before else ""
    return f"{told}{advance}，实缴 {amount} 元{apart}"
