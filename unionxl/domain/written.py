"""How amounts, shares, days, months and the name of the union are written, everywhere."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from unionxl.domain.period import Month

# How the name of a union ends.
UNION_ENDINGS = ("工会", "工会委员会", "工会分会", "工会小组")
# Fewer months in a row are named one by one.
SHORTEST_RUN = 3
_TENTH, _HUNDRED = Decimal("0.1"), Decimal(100)


def union_name(unit_name: str) -> str:
    """Return the union's name for a title.

    >>> union_name("晨露幼儿园"), union_name("晨露幼儿园工会委员会"), union_name("")
    ('晨露幼儿园工会', '晨露幼儿园工会委员会', '')
    """
    return unit_name if not unit_name or unit_name.endswith(UNION_ENDINGS) else f"{unit_name}工会"


def money(amount: Decimal) -> str:
    """Write an amount, without its unit.

    >>> money(Decimal("1000.01"))
    '1,000.01'
    """
    return f"{amount:,.2f}"


def figure(amount: Decimal) -> str:
    """Write a plain figure, such as a number of days, without closing zeros.

    >>> figure(Decimal("4.0"))
    '4'
    """
    return f"{amount.normalize():f}"


def percent(share: Decimal) -> str:
    """Write a share in per cent, with one digit where it has one.

    >>> percent(Decimal("0.985")), percent(Decimal("0.6"))
    ('98.5%', '60%')
    """
    return f"{share * _HUNDRED:.1f}%".replace(".0%", "%")


def exact_percent(share: Decimal) -> str:
    """Write a share in per cent, as exactly as it is.

    >>> exact_percent(Decimal("0.005")), exact_percent(Decimal("0.6")), exact_percent(Decimal("60"))
    ('0.5%', '60%', '6000%')
    """
    return f"{figure(share * _HUNDRED)}%"


def part_percent(share: Decimal) -> str:
    """Write a part in per cent with one digit; nothing and all only where they are exact.

    >>> part_percent(Decimal("0.5459")), part_percent(Decimal("0.9999")), part_percent(Decimal(1))
    ('54.6%', '99.9%', '100%')
    >>> part_percent(Decimal(0)), part_percent(Decimal("0.0001"))
    ('0%', '<0.1%')
    """
    if share in {0, 1}:
        return f"{share * _HUNDRED:.0f}%"
    rounded = (share * _HUNDRED).quantize(_TENTH, rounding=ROUND_HALF_UP)
    if not rounded:
        return "<0.1%" if share > 0 else ">-0.1%"
    if rounded == _HUNDRED:
        rounded += _TENTH if share > 1 else -_TENTH
    return f"{rounded:,.1f}%"


def full_day(day: dt.date) -> str:
    """Write a day with its year.

    >>> import datetime as dt
    >>> full_day(dt.date(2026, 3, 8))
    '2026年3月8日'
    """
    return f"{day.year}年{short_day(day)}"


def short_day(day: dt.date) -> str:
    """Write a day of a year that is known.

    >>> import datetime as dt
    >>> short_day(dt.date(2026, 3, 8))
    '3月8日'
    """
    return f"{day.month}月{day.day}日"


def months_text(months: Iterable[Month]) -> str:
    """Write some months of one year, runs of three and more as a span.

    >>> from unionxl.domain.period import Month
    >>> months_text([Month(2026, number) for number in (1, 2, 3, 7)])
    '1至3月、7月'
    """
    return "、".join(f"{part}月" for part in _run_parts(months))


def months_briefly(months: Iterable[Month]) -> str:
    """Name some months of one year in the shortest form.

    >>> from unionxl.domain.period import Month
    >>> months_briefly([Month(2026, number) for number in (3, 4, 5, 9, 10)])
    '3至5、9、10月'
    """
    return "、".join(_run_parts(months)) + "月"


def _run_parts(months: Iterable[Month]) -> list[str]:
    """Return months in order: those of long runs as a span, others one by one."""
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].next == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [part for run in runs for part in _parts_of(run)]


def _parts_of(run: Sequence[Month]) -> list[str]:
    if len(run) >= SHORTEST_RUN:
        return [f"{run[0].month}至{run[-1].month}"]
    return [str(month.month) for month in run]
