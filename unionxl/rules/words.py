"""How messages write lists and rows, and how a case names its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import yuan
from unionxl.domain.source import SourceRef
from unionxl.domain.written import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.values.column import Column

MOST_LISTED = 6


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
