"""The calendar grid of a month sheet: days, festivals, items on their dates, birthdays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.calendar import DayKind
from unionxl.domain.festivals import festival_month
from unionxl.views.bands import Band, Span, spread
from unionxl.views.layout import Cell
from unionxl.views.month_widths import COLUMNS_A_DAY, merged_width
from unionxl.views.text import line_count, shorten
from unionxl.words.months import WEEKDAYS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.calendar import CalendarDay
    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem
    from unionxl.views.bands import Line

DAYS = "days"
WITHIN_THE_MONTH = "本月内"
DAYS_A_WEEK = 7
WEEKEND = frozenset({5, 6})
STYLE_SUFFIX = {
    DayKind.WORKDAY: "",
    DayKind.WEEKEND: "-weekend",
    DayKind.OFF: "-off",
    DayKind.MAKEUP: "-makeup",
    DayKind.STATUTORY: "-not-published",
}
DAY_MARK = {DayKind.OFF: "休", DayKind.STATUTORY: "休", DayKind.MAKEUP: "班"}
HEAD_HEIGHT = 19.0
SMALLEST_TEXT_HEIGHT = 23.0
SMALL_LINE_HEIGHT = 11.75
TEXT_SIZE = 8.0
# The least of an item in a field of the grid: its whole text stands in the list below.
ITEM_WIDTH = 30
GONE = frozenset({"调离", "离职"})


@dataclass(frozen=True, slots=True)
class GridRoom:
    """How much of a day's items its field shows: so many characters of so many items.

    `has_undated`: those of the month without a day stand in a strip below.
    """

    item_width: int
    most_items: int
    has_undated: bool = True

    @property
    def is_narrow(self) -> bool:
        """Whether texts are cut as short as they may be."""
        return self.item_width <= ITEM_WIDTH


# From everything to what always finds its place.
ROOMS = (
    *(GridRoom(width, 60) for width in (600, 90, 60, 45, ITEM_WIDTH)),
    *(GridRoom(ITEM_WIDTH, most) for most in (8, 5, 3)),
    GridRoom(ITEM_WIDTH, 3, has_undated=False),
)


def month_grid(
    book: UnionBook,
    month: Month,
    days: Sequence[CalendarDay],
    items: Sequence[WorkItem],
    room: GridRoom = ROOMS[0],
) -> tuple[Band, ...]:
    """Lay out the weekday row and one pair of rows a week; every day stands once.

    A strip below has what is planned in the month and on no day of it.
    """
    starts_on_sunday = book.settings.week_starts_on_sunday
    texts = _day_texts(book, month, items, room)
    weeks = weeks_of(days, starts_on_sunday=starts_on_sunday)
    lines = [line for week in weeks for line in _week(week, texts)]
    weekdays = _weekday_line(weekday_order(starts_on_sunday=starts_on_sunday))
    return (
        Band("weekdays", (weekdays,), head=1),
        Band(DAYS, tuple(lines), step=2, again=(weekdays,)),
        *_undated(items, room),
    )


def _undated(items: Sequence[WorkItem], room: GridRoom) -> tuple[Band, ...]:
    """Lay out the items without a day, one after the other as far as there is room."""
    texts = [f"•{shorten(one.description, room.item_width)}" for one in items if one.days is None]
    if not texts or not room.has_undated:
        return ()
    left_out = len(texts) - room.most_items
    if left_out > 0:
        texts[room.most_items :] = [f"另 {left_out} 项，见下表"]
    text = "　".join(texts)
    name, field = _field(0), Span(_field(1).first, _field(DAYS_A_WEEK - 1).last)
    height = 4 + SMALL_LINE_HEIGHT * line_count(text, merged_width(field), size=TEXT_SIZE)
    cells = Cell(WITHIN_THE_MONTH, "header"), Cell(text, "day-text")
    return (Band("within-month", (spread((name, field), cells, max(HEAD_HEIGHT, height)),)),)


def weekday_order(*, starts_on_sunday: bool) -> tuple[int, ...]:
    """Return the weekdays (Monday is 0) in the order of the columns."""
    return (6, 0, 1, 2, 3, 4, 5) if starts_on_sunday else (0, 1, 2, 3, 4, 5, 6)


def weeks_of(
    days: Sequence[CalendarDay], *, starts_on_sunday: bool
) -> tuple[tuple[CalendarDay | None, ...], ...]:
    """Cut days into weeks of seven fields; None stands for a field outside the month."""
    order = weekday_order(starts_on_sunday=starts_on_sunday)
    fields: list[CalendarDay | None] = [None] * order.index(days[0].day.weekday())
    fields += days
    fields += [None] * (-len(fields) % DAYS_A_WEEK)
    return tuple(
        tuple(fields[start : start + DAYS_A_WEEK]) for start in range(0, len(fields), DAYS_A_WEEK)
    )


def month_festivals(book: UnionBook, month: Month) -> tuple[str, ...]:
    """Return the names of the festivals that fill a whole month."""
    return tuple(
        festival.name
        for festival in book.festivals
        if festival.is_shown and festival_month(festival) == month.month
    )


def day_title(day: CalendarDay) -> str:
    """Say what a day is called: festival, else solar term, else lunar date."""
    return "、".join(day.festivals) or day.solar_term or day.lunar_text


def workday_count(days: Sequence[CalendarDay]) -> str:
    """Say how many workdays there are, where that can be known."""
    if not all(day.published for day in days):
        return "工作日天数待通知"
    return f"工作日 {sum(day.kind.is_worked for day in days)} 天"


def _field(position: int) -> Span:
    """Return the columns of one field of the grid."""
    first = 1 + position * COLUMNS_A_DAY
    return Span(first, first + COLUMNS_A_DAY - 1)


def _weekday_line(order: Sequence[int]) -> Line:
    """Lay out the names of the weekdays."""
    cells = (
        Cell(f"星期{WEEKDAYS[weekday]}", "header-weekend" if weekday in WEEKEND else "header")
        for weekday in order
    )
    return spread([_field(position) for position in range(DAYS_A_WEEK)], cells, 18)


def _week(week: Sequence[CalendarDay | None], texts: Mapping[dt.date, str]) -> tuple[Line, Line]:
    """Lay out a week: numbers and names above, what happens below."""
    fields = [_field(position) for position in range(DAYS_A_WEEK)]
    head_spans, head_cells, text_cells = [], [], []
    for field, day in zip(fields, week, strict=True):
        if day is None:
            head_spans.append(field)
            head_cells.append(Cell(None, "day-outside"))
            text_cells.append(Cell(None, "day-outside"))
            continue
        head_spans += [Span(field.first, field.first), Span(field.first + 1, field.last)]
        suffix = STYLE_SUFFIX[day.kind]
        mark = DAY_MARK.get(day.kind, "")
        head_cells.append(Cell(f"{day.day.day}{mark}", f"day-number{suffix}"))
        head_cells.append(Cell(day_title(day) or None, f"day-lunar{suffix}"))
        text_cells.append(Cell(texts.get(day.day) or None, f"day-text{suffix}"))
    lines = max(
        line_count(str(cell.value or ""), merged_width(field) + 1, size=TEXT_SIZE)
        for field, cell in zip(fields, text_cells, strict=True)
    )
    height = max(SMALLEST_TEXT_HEIGHT, 4 + SMALL_LINE_HEIGHT * lines)
    return spread(head_spans, head_cells, HEAD_HEIGHT), spread(fields, text_cells, height)


def _day_texts(
    book: UnionBook, month: Month, items: Sequence[WorkItem], room: GridRoom
) -> dict[dt.date, str]:
    """Return what stands in each day's field: items that begin on it, then birthdays.

    What lasts the whole month stands on its first day.
    """
    lines: dict[dt.date, list[str]] = defaultdict(list)
    whole = month_festivals(book, month)
    if whole:
        lines[month.first_on].append(f"全月：{'、'.join(whole)}")
    for item in items:
        if item.days is not None:
            day, until = item.days
            span = f"（至{until.month}.{until.day}）" if until > day else ""
            proposed = "（拟）" if item.is_day_proposed else ""
            lines[max(day, month.first_on)].append(
                f"•{shorten(item.description, room.item_width)}{span}{proposed}"
            )
    for texts in lines.values():
        left_out = len(texts) - room.most_items
        if left_out > 0:
            texts[room.most_items :] = [f"另 {left_out} 项，见下表"]
    names: dict[dt.date, list[str]] = defaultdict(list)
    for member in book.members:
        birthday = member.birthday_in(month.year)
        if birthday and birthday in month and member.employment_status not in GONE:
            names[birthday].append(member.name)
    for birthday, people in names.items():
        lines[birthday].append(f"生日：{'、'.join(people)}")
    return {day: "\n".join(texts) for day, texts in lines.items()}
