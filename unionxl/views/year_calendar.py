"""The year calendar: twelve small months with holidays, festivals and counts of items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.calendar import calendar_days
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Cell, Orientation, PrintSetup
from unionxl.views.month_grid import (
    DAY_MARK,
    DAYS_A_WEEK,
    STYLE_SUFFIX,
    WEEKDAYS,
    weekday_order,
    weeks_of,
    workday_count,
)
from unionxl.views.text import flow, line_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.calendar import CalendarDay
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "year-calendar"
TITLE = "全年日历"
MONTHS_ACROSS = 4
DAY_WIDTH, GAP_WIDTH = 4.4, 1.6
COLUMN_WIDTHS = ((DAY_WIDTH,) * DAYS_A_WEEK + (GAP_WIDTH,)) * (MONTHS_ACROSS - 1) + (
    DAY_WIDTH,
) * DAYS_A_WEEK
WHOLE = Span(1, len(COLUMN_WIDTHS))
WEEKS_SHOWN = 6
NOTE_SIZE = 9.0


def year_calendar(book: UnionBook) -> SheetSpec:
    """Lay out the workbook's year on one page, for planning and for the wall."""
    year = book.fiscal_year
    months = [
        calendar_days(
            month.first_on, month.last_on, holidays=book.holiday_days, festivals=book.festivals
        )
        for month in (Month(year, number) for number in range(1, MONTHS_A_YEAR + 1))
    ]
    rows = (
        _months_row(book, months[first : first + MONTHS_ACROSS])
        for first in range(0, MONTHS_A_YEAR, MONTHS_ACROSS)
    )
    stacked = stack((_head(book, months), *rows))
    return stacked.sheet(
        VIEW_ID, TITLE, COLUMN_WIDTHS, PrintSetup(orientation=Orientation.LANDSCAPE, pages_tall=1)
    )


def _head(book: UnionBook, months: Sequence[Sequence[CalendarDay]]) -> Band:
    """Lay out title, key and the state of the holiday arrangement."""
    unit, year = book.settings.unit_name, book.fiscal_year
    days = [day for month in months for day in month]
    key = f"休＝放假　班＝调休上班　全年{workday_count(days)}　制表 {book.as_of:%Y-%m-%d}"
    lines = [
        spread((WHOLE,), (Cell(f"{unit} {year} 年工会全年日历".strip(), "title"),), 32),
        spread((WHOLE,), (Cell(key, "subtitle"),), 16),
    ]
    if not all(day.published for day in days):
        text = f"{year} 年放假安排：待国务院通知。本表只标法定节假日，调休和上班日以通知为准。"
        lines.append(spread((WHOLE,), (Cell(text, "warning"),), 16))
    return Band("head", tuple(lines))


def _fields(position: int) -> tuple[Span, ...]:
    """Return the seven columns of the small month at this position of a row."""
    first = 1 + position * (DAYS_A_WEEK + 1)
    return tuple(Span(column, column) for column in range(first, first + DAYS_A_WEEK))


def _over_month(position: int) -> Span:
    """Return the whole width of the small month at this position."""
    fields = _fields(position)
    return Span(fields[0].first, fields[-1].last)


def _months_row(book: UnionBook, months: Sequence[Sequence[CalendarDay]]) -> Band:
    """Lay out four small months side by side, their weeks aligned."""
    on_sunday = book.settings.week_starts_on_sunday
    order = weekday_order(starts_on_sunday=on_sunday)
    positions = range(len(months))
    names = (Cell(_month_name(book, days), "month-name") for days in months)
    heads = [Cell(WEEKDAYS[weekday], "small-header") for weekday in order] * len(months)
    weeks = [weeks_of(days, starts_on_sunday=on_sunday) for days in months]
    fields = [field for position in positions for field in _fields(position)]
    over = [_over_month(position) for position in positions]
    lines = [spread(over, names, 24), spread(fields, heads, 16)]
    for number in range(WEEKS_SHOWN):
        cells = [
            _small_day(day)
            for shown in weeks
            for day in (shown[number] if number < len(shown) else (None,) * DAYS_A_WEEK)
        ]
        lines.append(spread(fields, cells, 18.5))
    lines.append(_names_line(months))
    return Band(f"months-{months[0][0].day.month}", tuple(lines))


def _month_name(book: UnionBook, days: Sequence[CalendarDay]) -> str:
    """Say which month it is and how many items are planned in it."""
    month = Month.of(days[0].day)
    count = sum(item.is_planned_in(month) for item in book.work_items)
    return f"{month.month}月　计划 {count} 项" if count else f"{month.month}月"


def _small_day(day: CalendarDay | None) -> Cell:
    """Lay out one day with its mark."""
    if day is None:
        return Cell(None, "small-day-outside")
    return Cell(f"{day.day.day}{DAY_MARK.get(day.kind, '')}", f"small-day{STYLE_SUFFIX[day.kind]}")


def _names_line(months: Sequence[Sequence[CalendarDay]]) -> Line:
    """Lay out the festivals below each small month."""
    over = [_over_month(position) for position in range(len(months))]
    width = int(over[0].width(COLUMN_WIDTHS) * 11 / NOTE_SIZE) - 2
    texts = [
        flow((f"{day.day.day}日{'、'.join(day.festivals)}" for day in days if day.festivals), width)
        for days in months
    ]
    lines = max(
        line_count(text, span.width(COLUMN_WIDTHS), size=NOTE_SIZE)
        for text, span in zip(texts, over, strict=True)
    )
    return spread(over, [Cell(text or None, "note-top") for text in texts], 10 + 12.5 * lines)
