"""How checks and sheets say how dues stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.rules.words import money

if TYPE_CHECKING:
    from unionxl.domain.dues_year import DuesTotal, DuesYear
    from unionxl.domain.period import Month


def short_text(total: DuesTotal) -> str:
    """Say what is owed; empty where nothing is."""
    return f"到期欠缴 {_counts(total)}，共 {money(total.amount)} 元" if total.account_count else ""


def unregistered_text(total: DuesTotal) -> str:
    """Say what is due and not entered for anybody; empty where nothing is."""
    return (
        f"到期未登记 {_counts(total)}，应缴 {money(total.amount)} 元" if total.account_count else ""
    )


def unknown_text(total: DuesTotal) -> str:
    """Say what is due and cannot be computed; empty where nothing is."""
    return f"到期应缴无法计算 {_counts(total)}" if total.account_count else ""


def standing_texts(dues: DuesYear) -> tuple[str, ...]:
    """Say what is owed, what is not entered and what cannot be computed, each apart."""
    texts = (
        short_text(dues.short_total),
        unregistered_text(dues.unregistered_total),
        unknown_text(dues.unknown_total),
    )
    return tuple(filter(None, texts))


def start_text(month: Month) -> str:
    """Say which months are not asked about, in the words of the settings."""
    return f"从 {month.month} 月起登记（《设置》的启用月份），以前的月份不计应缴、不催缴"


def _counts(total: DuesTotal) -> str:
    return f"{total.member_count} 人 {total.month_count} 个月"
