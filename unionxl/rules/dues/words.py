"""How checks and sheets say how dues stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.written import money, months_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.domain.dues_year import DuesTotal, DuesYear
    from unionxl.domain.period import Month
    from unionxl.domain.year_end import DuesCount

KEPT_ELSEWHERE = "不在本工作簿登记的月份，请在《设置》填启用月份。"


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


def uncounted_text(row_count: int) -> str:
    """Say that there are rows which are in no figure; empty where there are none."""
    return f"《会费》另有 {row_count} 行没有计入" if row_count else ""


def missing_text(dues: DuesYear) -> str:
    """Say for which months nobody's dues are entered, or none that count; empty for none."""
    months, uncounted = dues.unregistered_months, dues.uncounted_row_count
    if not months:
        return ""
    if uncounted:
        return f"《会费》表中{months_text(months)}没有计入的记录（另有 {uncounted} 行没有计入）"
    return f"《会费》表中{months_text(months)}没有任何记录"


def standing_texts(dues: DuesYear) -> tuple[str, ...]:
    """Say what is owed, not entered, not to be computed and not counted, each apart."""
    texts = (
        short_text(dues.short_total),
        unregistered_text(dues.unregistered_total),
        unknown_text(dues.unknown_total),
        uncounted_text(dues.uncounted_row_count),
    )
    return tuple(filter(None, texts))


def standing_turns(counts: Iterable[DuesCount]) -> tuple[str, ...]:
    """Say the same in turns, one a member and collection period, as charts and reports count."""
    dues = tuple(counts)
    turns = (
        ("到期欠缴", sum(one.short_count for one in dues)),
        ("到期未登记", sum(one.unregistered_count for one in dues)),
        ("到期应缴无法计算", sum(one.unknown_count for one in dues)),
    )
    paid = sum(one.unknown_paid_count for one in dues)
    told = f"（其中 {paid:,} 人次有实缴，已算作已缴）" if paid else ""
    *known, unknown = (f"{word} {count:,} 人次" if count else "" for word, count in turns)
    return tuple(filter(None, (*known, unknown and unknown + told)))


def start_text(month: Month) -> str:
    """Say which months are not asked about, in the words of the settings."""
    return f"从 {month.month} 月起登记（《设置》的启用月份），以前的月份不计应缴、不催缴"


def _counts(total: DuesTotal) -> str:
    return f"{total.member_count} 人 {total.month_count} 个月"
