"""The year calendar: twelve small months with lunar dates, holidays, festivals and plan days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.calendar import calendar_days
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.plan import PlanStatus
from unionxl.tables.festivals import FESTIVALS
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.plan import PLAN
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Cell, PrintSetup
from unionxl.views.month_grid import (
    DAY_MARK,
    DAYS_A_WEEK,
    STYLE_SUFFIX,
    month_festivals,
    weekday_order,
    weeks_of,
    workday_count,
)
from unionxl.views.text import flow, line_count, shorten
from unionxl.views.view import View
from unionxl.words.months import WEEKDAYS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.calendar import CalendarDay
    from unionxl.domain.plan import WorkItem
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

    PlanDays = Mapping[dt.date, Sequence[WorkItem]]

VIEW_ID = "year-calendar"
TITLE = "全年日历"
MONTHS_ACROSS = 3
DAY_WIDTH, GAP_WIDTH = 4.1, 1.2
COLUMN_WIDTHS = ((DAY_WIDTH,) * DAYS_A_WEEK + (GAP_WIDTH,)) * (MONTHS_ACROSS - 1) + (
    DAY_WIDTH,
) * DAYS_A_WEEK
WHOLE = Span(1, len(COLUMN_WIDTHS))
NOTE_SIZE = 8.0
NOTE_LINE = 11.4
MONTH_HEIGHT, HEAD_HEIGHT, NUMBER_HEIGHT, LUNAR_HEIGHT = 18.0, 11.5, 12.5, 10.5
# What the notes under a month hold, so that the year stays one readable page.
NOTE_LINES, FESTIVAL_LINES = 5, 3
ITEM_WIDTH = 32
PLAN_MARK = "●"


def year_calendar(book: UnionBook) -> SheetSpec:
    """Lay out the workbook's year on one page, for planning and for the wall."""
    year = book.fiscal_year
    months = [
        calendar_days(
            month.first_on, month.last_on, holidays=book.holiday_days, festivals=book.festivals
        )
        for month in (Month(year, number) for number in range(1, MONTHS_A_YEAR + 1))
    ]
    planned = _plan_days(book)
    rows = (
        _months_row(book, months[first : first + MONTHS_ACROSS], planned)
        for first in range(0, MONTHS_A_YEAR, MONTHS_ACROSS)
    )
    stacked = stack((_head(book, months), *rows))
    return stacked.sheet(VIEW_ID, TITLE, COLUMN_WIDTHS, PrintSetup(pages_tall=1))


def _plan_days(book: UnionBook) -> PlanDays:
    """Return the items that are still planned or done by the days on which they begin or end."""
    found: dict[dt.date, list[WorkItem]] = {}
    for item in book.work_items:
        days = (item.planned_start_on, item.planned_end_on)
        for day in dict.fromkeys(day for day in days if day is not None):
            if item.status is not PlanStatus.CANCELLED:
                found.setdefault(day, []).append(item)
    return found


def _head(book: UnionBook, months: Sequence[Sequence[CalendarDay]]) -> Band:
    """Lay out title, key and the state of the holiday arrangement."""
    unit, year = book.settings.unit_name, book.fiscal_year
    days = [day for month in months for day in month]
    key = (
        f"休＝放假　班＝调休上班　{PLAN_MARK}＝有计划事项（连续几天的标起止两天）　"
        f"全年{workday_count(days)}　制表 {book.as_of:%Y-%m-%d}"
    )
    lines = [
        spread((WHOLE,), (Cell(f"{unit} {year} 年工会全年日历".strip(), "title"),), 28),
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


def _months_row(
    book: UnionBook, months: Sequence[Sequence[CalendarDay]], planned: PlanDays
) -> Band:
    """Lay out small months side by side, their weeks aligned."""
    on_sunday = book.settings.week_starts_on_sunday
    order = weekday_order(starts_on_sunday=on_sunday)
    positions = range(len(months))
    names = (Cell(_month_name(book, days), "month-name") for days in months)
    heads = [Cell(WEEKDAYS[weekday], "small-header") for weekday in order] * len(months)
    weeks = [weeks_of(days, starts_on_sunday=on_sunday) for days in months]
    fields = [field for position in positions for field in _fields(position)]
    over = [_over_month(position) for position in positions]
    lines = [spread(over, names, MONTH_HEIGHT), spread(fields, heads, HEAD_HEIGHT)]
    for number in range(max(map(len, weeks))):
        days = [
            day
            for shown in weeks
            for day in (shown[number] if number < len(shown) else (None,) * DAYS_A_WEEK)
        ]
        numbers = (_small_day(day, planned) for day in days)
        lines.append(spread(fields, numbers, NUMBER_HEIGHT))
        lines.append(spread(fields, map(_small_lunar, days), LUNAR_HEIGHT))
    lines.append(_notes_line(book, months, planned))
    return Band(f"months-{months[0][0].day.month}", tuple(lines))


def _month_name(book: UnionBook, days: Sequence[CalendarDay]) -> str:
    """Say which month it is and how many items are planned in it."""
    month = Month.of(days[0].day)
    count = sum(item.is_planned_in(month) for item in book.work_items)
    return f"{month.month}月　计划 {count} 项" if count else f"{month.month}月"


def _small_day(day: CalendarDay | None, planned: PlanDays) -> Cell:
    """Lay out the number of a day with its marks."""
    if day is None:
        return Cell(None, "small-day-outside")
    marks = DAY_MARK.get(day.kind, "") + (PLAN_MARK if day.day in planned else "")
    return Cell(f"{day.day.day}{marks}", f"small-day{STYLE_SUFFIX[day.kind]}")


def _small_lunar(day: CalendarDay | None) -> Cell:
    """Lay out the solar term of a day, else its lunar date."""
    if day is None:
        return Cell(None, "small-day-outside")
    text = day.solar_term or day.lunar_text
    return Cell(text or None, f"small-lunar{STYLE_SUFFIX[day.kind]}")


def _notes_line(
    book: UnionBook, months: Sequence[Sequence[CalendarDay]], planned: PlanDays
) -> Line:
    """Lay out festivals and plan days below each small month."""
    over = [_over_month(position) for position in range(len(months))]
    width = int(over[0].width(COLUMN_WIDTHS) * 11 / NOTE_SIZE) - 2
    texts = ["\n".join(_notes(book, days, planned, width)) for days in months]
    lines = max(
        line_count(text, span.width(COLUMN_WIDTHS), size=NOTE_SIZE)
        for text, span in zip(texts, over, strict=True)
    )
    cells = [Cell(text or None, "note-calendar") for text in texts]
    return spread(over, cells, 5 + NOTE_LINE * lines)


def _notes(
    book: UnionBook, days: Sequence[CalendarDay], planned: PlanDays, width: int
) -> Iterator[str]:
    """Yield the lines below a month: its festivals, then what is planned on a day."""
    named = [f"{day.day.day}日{'、'.join(day.festivals)}" for day in days if day.festivals]
    whole = [f"全月{name}" for name in month_festivals(book, Month.of(days[0].day))]
    lines = _few_lines([*whole, *named], width, FESTIVAL_LINES, "处节日")
    yield from lines
    items = [
        f"{PLAN_MARK}{day.day.day}日{shorten(item.description, ITEM_WIDTH)}"
        for day in days
        for item in planned.get(day.day, ())
    ]
    yield from _few_lines(items, width, NOTE_LINES - len(lines), "处，见月工作表")


def _few_lines(parts: Sequence[str], width: int, most: int, counted: str) -> list[str]:
    """Put parts on at most so many lines; where not all have room, the last says how many more."""
    lines = flow((shorten(part, width) for part in parts), width).split("\n") if parts else []
    if len(lines) <= most:
        return lines
    for shown in range(len(parts) - 1, -1, -1):
        more = f"另有 {len(parts) - shown} {counted}"
        lines = flow((*(shorten(part, width) for part in parts[:shown]), more), width).split("\n")
        if len(lines) <= most:
            break
    return lines


VIEW = View(VIEW_ID, TITLE, year_calendar, (PLAN, FESTIVALS, HOLIDAYS))
