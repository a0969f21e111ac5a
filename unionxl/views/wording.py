"""Amounts, shares and days in the words of charts, sheets and reports."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.written import money, part_percent, short_day, union_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.year_end import TurnCount, YearEnd
    from unionxl.tables.model import Table

ONE, TENTH = Decimal(1), Decimal("0.1")
SHOWN_SHARE = Decimal("0.001")  # a percentage with one digit
WAN, YI = Decimal(10_000), Decimal(100_000_000)
UNKNOWN = "未填"
# A smaller change would be written as nothing at all.
LEAST_CHANGE = Decimal("0.0005")
MOST_NAMED = 3


def money_text(amount: Decimal | None) -> str:
    """Write an amount to the fen.

    >>> money_text(Decimal("1234.5"))
    '1,234.50'
    """
    return UNKNOWN if amount is None else money(amount)


def short_money_text(amount: Decimal | None) -> str:
    """Write an amount in whole yuan, in 万 from a million on, in 亿 from a hundred million on.

    >>> short_money_text(Decimal("30432.49")), short_money_text(Decimal("1234567.00"))
    ('30,432', '123.5万')
    """
    if amount is None:
        return ""
    for unit, word, least in ((YI, "亿", YI), (WAN, "万", 100 * WAN)):
        if abs(amount) >= least:
            return f"{(amount / unit).quantize(TENTH, rounding=ROUND_HALF_UP):,}{word}"
    return f"{int(amount.quantize(ONE, rounding=ROUND_HALF_UP)):,}"


def share_text(share: Decimal | None) -> str:
    """Write a share as a percentage, a dash where there is none."""
    return "—" if share is None else part_percent(share)


def rate_value(share: Decimal | None) -> Decimal | None:
    """Return a share as a cell holds it: rounded once, to what its percentage shows.

    >>> rate_value(Decimal("180328.78") / Decimal(196_750))
    Decimal('0.917')
    """
    return None if share is None else share.quantize(SHOWN_SHARE, rounding=ROUND_HALF_UP)


def change_text(this: Decimal, last: Decimal | None) -> str:
    """Say by how much a year differs from the last; empty where that cannot be said.

    >>> change_text(Decimal(105), Decimal(100)), change_text(Decimal(90), Decimal(100))
    ('比上年多 5.0%', '比上年少 10.0%')
    >>> change_text(Decimal("99.99"), Decimal(100))
    '比上年略少'
    """
    if last is None or last <= 0:
        return ""
    if this == last:
        return "与上年持平"
    word, share = "多" if this > last else "少", abs(this - last) / last
    if share < LEAST_CHANGE:
        return f"比上年略{word}"
    return f"比上年{word} {share_text(share)}"


def most_text(names: Sequence[str], what: str, amount: str) -> str:
    """Say which of some are the most: one, several alike, or how many alike.

    >>> most_text(["二月"], "支出", "5.00 元"), most_text(["一月", "二月"], "支出", "5.00 元")
    ('二月支出最多，5.00 元', '一月、二月并列支出最多，各 5.00 元')
    """
    if len(names) == 1:
        return f"{names[0]}{what}最多，{amount}"
    shown = "、".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        shown += f"等 {len(names)} 个"
    return f"{shown}并列{what}最多，各 {amount}"


def is_over(year_end: YearEnd) -> bool:
    """Tell whether the whole year is in the figures."""
    day = year_end.as_of
    return (day.year, day.month, day.day) >= (year_end.year, 12, 31)


def period_text(year_end: YearEnd) -> str:
    """Say which part of the year the figures speak of."""
    start = year_end.start_month
    if start is not None and start_note(start):
        if is_over(year_end):
            return f"{start.month} 月至 12 月" if start.month < MONTHS_A_YEAR else "12 月"
        if Month.of(year_end.as_of) >= start:
            day = year_end.as_of
            return f"{start.month} 月 1 日至 {day.month} 月 {day.day} 日"
    return "全年" if is_over(year_end) else _until_text(year_end)


def _until_text(year_end: YearEnd) -> str:
    """Say up to which day the figures speak."""
    day = year_end.as_of
    if day.year < year_end.year:
        return f"{year_end.year} 年"
    return f"截至 {day.month} 月 {day.day} 日"


def date_notes(year_end: YearEnd) -> tuple[str, ...]:
    """Say that rows of the ledger count which are dated in another year or after the last day."""
    count, outside = year_end.outside_year_count, f"不在 {year_end.year} 年"
    told = (f"有 {count} 笔的日期{outside}，已计入",) if count else ()
    return (*told, *later_notes(year_end))


def later_notes(year_end: YearEnd) -> tuple[str, ...]:
    """Say that rows count which are dated after the day the figures speak of."""
    count, day = year_end.later_count, year_end.as_of
    return (f"有 {count} 笔的日期在 {day:%Y-%m-%d} 之后，已计入",) if count else ()


def day_text(day: dt.date | None) -> str:
    """Write a day, nothing where there is none.

    >>> import datetime
    >>> day_text(datetime.date(2026, 3, 6))
    '3月6日'
    """
    return "" if day is None else short_day(day)


def proven_text(count: int, word: str = "另有") -> str:
    """Say how many works are done by the registers and open in the plan.

    `word` tells whether they come beside those named before, or are among them.

    >>> proven_text(41), proven_text(1, "其中")
    ('另有 41 项已有登记、状态未改', '其中 1 项已有登记、状态未改')
    """
    return f"{word} {count} 项已有登记、状态未改" if count else ""


def turns_text(turns: TurnCount | None) -> str:
    """Say how often a recurring work was done: 每月 12 次，完成 11 次."""
    if turns is None or not turns.planned_count:
        return ""
    often = "每月" if turns.is_monthly else "共"
    return f"{often} {turns.planned_count} 次，完成 {turns.done_count} 次"


def owner_name(book: UnionBook) -> str:
    """Return the name of the union, with a space behind it; empty where the unit has no name."""
    name = union_name(book.settings.unit_name.strip())
    return f"{name} " if name else ""


def left_out_notes(year_end: YearEnd, *tables: Table) -> tuple[str, ...]:
    """Say from which month the registers are kept, and that rows of some tables do not count."""
    late = start_note(year_end.start_month)
    return tuple(filter(None, (late, year_end.left_out.text(*tables))))


def start_note(start: Month | None) -> str:
    """Say that the workbook begins in the course of the year; "" where it holds all of it."""
    if start is None or start.month == 1:
        return ""
    return f"从 {start.month} 月起登记，以前的月份不在本工作簿"


def is_whole(year_end: YearEnd) -> bool:
    """Tell whether the figures hold the whole of the year, from January to the last of December."""
    return is_over(year_end) and not start_note(year_end.start_month)


def year_word(start: Month | None) -> str:
    """Name what the figures speak of: the year, or the months from the first one kept.

    >>> year_word(None)
    '本年'
    """
    return f"{start.month} 月起" if start is not None and start_note(start) else "本年"


def overview_time(year_end: YearEnd) -> str:
    """Name the time of a report: 2026年, or 2026年9月起."""
    start = year_end.start_month
    since = f"{start.month}月起" if start is not None and start_note(start) else ""
    return f"{year_end.year}年{since}"


def end_text(year_end: YearEnd) -> str:
    """Name the end of the time of which the figures speak."""
    return "年末" if is_over(year_end) else _until_text(year_end)


def source_text(year_end: YearEnd, *tables: Table) -> str:
    """Say which sheets the figures come from and as of which day."""
    named = "".join(f"《{table.sheet}》" for table in tables)
    return f"来源：{named}；截至 {year_end.as_of:%Y-%m-%d}"
