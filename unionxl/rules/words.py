"""How messages write amounts, days, shares and lists, and how a case names its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import yuan
from unionxl.domain.source import SourceRef

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.domain.period import Month
    from unionxl.values.column import Column

MOST_LISTED = 6
LEAST_SPAN = 3


def money(amount: Decimal) -> str:
    """Write an amount, without its unit.

    >>> from decimal import Decimal
    >>> money(Decimal("1000.01"))
    '1,000.01'
    """
    return f"{amount:,.2f}"


def figure(amount: Decimal) -> str:
    """Write a plain figure, such as a number of days, without closing zeros.

    >>> from decimal import Decimal
    >>> figure(Decimal("4.0"))
    '4'
    """
    return f"{amount.normalize():f}"


def percent(share: Decimal) -> str:
    """Write a share in per cent.

    >>> from decimal import Decimal
    >>> percent(Decimal("0.985"))
    '98.5%'
    """
    return f"{share * 100:.1f}%".replace(".0%", "%")


def day_text(day: dt.date) -> str:
    """Write a day.

    >>> import datetime as dt
    >>> day_text(dt.date(2026, 3, 8))
    '2026年3月8日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def months_text(months: Sequence[Month]) -> str:
    """Write some months of one year, runs of three and more as a span.

    >>> from unionxl.domain.period import Month
    >>> months_text([Month(2026, 1), Month(2026, 2), Month(2026, 3), Month(2026, 7)])
    '1至3月、7月'
    """
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month.month == runs[-1][-1] + 1:
            runs[-1].append(month.month)
        else:
            runs.append([month.month])
    return "、".join(_run_text(run) for run in runs)


def _run_text(run: Sequence[int]) -> str:
    if len(run) >= LEAST_SPAN:
        return f"{run[0]}至{run[-1]}月"
    return "、".join(f"{month}月" for month in run)


def listed(words: Sequence[str]) -> str:
    """Write the first words of a list and how many there are.

    >>> listed(["甲", "乙"]), listed(list("甲乙丙丁戊己庚辛"))
    ('甲、乙', '甲、乙、丙、丁、戊、己等 8 项')
    """
    shown = "、".join(words[:MOST_LISTED])
    return shown if len(words) <= MOST_LISTED else f"{shown}等 {len(words)} 项"


def rows_text(sources: Iterable[SourceRef]) -> str:
    """Write the numbers of some rows in order, the first of many.

    >>> rows_text([SourceRef("会费", 9), SourceRef("会费", 4)])
    '第 4、9 行'
    """
    numbers = sorted(source.row for source in sources)
    shown = "、".join(map(str, numbers[:MOST_LISTED]))
    return f"第 {shown} 行" if len(numbers) <= MOST_LISTED else f"第 {shown} 等行"


def at(source: SourceRef, column: Column) -> SourceRef:
    """Name one column of a row."""
    return SourceRef(source.sheet, source.row, column.header)


def over_text(each: Decimal, bound: Decimal, parts: int) -> str:
    """Write how much a share is over; for all together where it is less than a fen a share.

    >>> from decimal import Decimal
    >>> [over_text(Decimal(each), Decimal(100), 60) for each in ("100.10", "100.004")]
    ['多 0.10 元', '每份多不到 1 分，合计多 0.24 元']
    """
    over = yuan(each) - bound
    if over > 0:
        return f"多 {money(over)} 元"
    return f"每份多不到 1 分，合计多 {money(yuan((each - bound) * parts))} 元"
