"""The month sheet: what a clerk hangs on the wall and ticks off during the month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from unionxl.domain.calendar import calendar_days
from unionxl.domain.duties import duties_due
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.start import kept_items
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Cell, InputTarget, PrintSetup
from unionxl.views.month_grid import ROOMS, month_grid, workday_count
from unionxl.views.month_money import month_money
from unionxl.views.month_pages import roomiest
from unionxl.views.month_widths import COLUMN_WIDTHS, WHOLE, table_line
from unionxl.views.text import line_count, owner_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.calendar import CalendarDay
    from unionxl.domain.plan import WorkItem
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW = "month-sheet"
PLAN_TABLE = "Plan"
STATUS_COLUMN = "状态"
OUTCOME_COLUMN = "完成情况"
# Fewer months in a row are named one by one.
SHORTEST_RUN = 3
STATUSES = tuple(status.value for status in PlanStatus)

NUMBER, ITEM, OWNER, TIME, BUDGET, STATUS, OUTCOME = (
    Span(1, 1),
    Span(2, 9),
    Span(10, 11),
    Span(12, 13),
    Span(14, 15),
    Span(16, 17),
    Span(18, 21),
)
ITEM_SPANS = (NUMBER, ITEM, OWNER, TIME, BUDGET, STATUS, OUTCOME)


def view_id(month: Month) -> str:
    """Return the lasting name of a month's sheet."""
    return f"{VIEW}:{month}"


def sheet_title(month: Month, fiscal_year: int) -> str:
    """Return the tab of a month's sheet: 3月, or 2027年1月 outside the workbook's year."""
    return f"{month.month}月" if month.year == fiscal_year else f"{month.year}年{month.month}月"


def month_sheet(book: UnionBook, month: Month) -> SheetSpec:
    """Lay out one month: calendar, items, what is left over, what comes next, money.

    The clerk reads it all month long; the question is what there is to do now, and by whom.
    """
    days = calendar_days(
        month.first_on, month.last_on, holidays=book.holiday_days, festivals=book.festivals
    )
    items = _by_date(item for item in book.work_items if item.is_planned_in(month))
    left_over = tuple(item for item in kept_items(book) if _is_left_over(item, month))
    editable = _numbers_in_use_once(book)
    below = (
        _items(month, "本月事项", items, editable, empty="本月没有计划事项。"),
        _items(month, "上月遗留", left_over, editable, empty="没有遗留事项。"),
        _preview(book, month),
        *_duties(book, month),
        month_money(book, month),
        _foot(book),
    )

    paged = roomiest(
        {
            room: (_head(book, month, days), *month_grid(book, month, days, items, room), *below)
            for room in ROOMS
        }
    )
    return stack(paged.bands, page_breaks=paged.breaks).sheet(
        view_id(month),
        sheet_title(month, book.fiscal_year),
        COLUMN_WIDTHS,
        PrintSetup(pages_tall=1 if paged.count == 1 else 0),
    )


def _by_date(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Put items with a day first, in the order of their days; the others stay as in the plan."""

    def day(item: WorkItem) -> dt.date:
        return item.planned_start_on or item.planned_end_on or dt.date.max

    return tuple(sorted(items, key=day))


def _is_left_over(item: WorkItem, month: Month) -> bool:
    """Tell whether an item of an earlier month is still open and not planned again now."""
    last = item.last_planned_month
    return last is not None and last < month and not item.status.is_closed


def _numbers_in_use_once(book: UnionBook) -> frozenset[str]:
    """Return the item numbers that lead back to exactly one row of the plan."""
    uses = Counter(item.item_no for item in book.work_items)
    return frozenset(number for number, count in uses.items() if number and count == 1)


def _head(book: UnionBook, month: Month, days: Sequence[CalendarDay]) -> Band:
    """Lay out title, workdays of the month and the state of the holiday arrangement."""
    owner = owner_name(book.settings.unit_name)
    facts = [workday_count(days), f"制表 {book.as_of:%Y-%m-%d}"]
    lines = [
        spread(
            (WHOLE,),
            (Cell(f"{owner} {month.year} 年 {month.month} 月工作表".strip(), "title"),),
            32,
        ),
        spread((WHOLE,), (Cell("　·　".join(facts), "subtitle"),), 20),
    ]
    if not all(day.published for day in days):
        text = (
            f"{month.year} 年放假安排：待国务院通知。本表只标法定节假日，调休和上班日以通知为准。"
        )
        lines.append(spread((WHOLE,), (Cell(text, "warning"),), 16))
    return Band("head", tuple(lines), head=len(lines))


def _section(text: str) -> Line:
    """Lay out the head of a block."""
    return spread((WHOLE,), (Cell(text, "section"),), 18)


def _items(
    month: Month, title: str, items: Sequence[WorkItem], editable: frozenset[str], *, empty: str
) -> Band:
    """Lay out items with the two cells that the clerk fills in."""
    if not items:
        return Band(title, (_section(title), _nothing(empty)), head=1)
    header = ("编号", "工作内容", "负责人", "时间", "预算(元)", STATUS_COLUMN, OUTCOME_COLUMN)
    head = spread(ITEM_SPANS, [Cell(text, "header") for text in header])
    rows = (_item_line(item, month, is_editable=item.item_no in editable) for item in items)
    again = (_section(f"{title}（续）"), head)
    return Band(title, (_section(f"{title}（{len(items)} 项）"), head, *rows), head=2, again=again)


def _item_line(item: WorkItem, month: Month, *, is_editable: bool) -> Line:
    """Lay out one item; without a number of its own it cannot take input."""
    status, outcome = Cell(item.status.value, "body-center"), Cell(item.outcome or None)
    if is_editable:
        status = Cell(
            item.status.value,
            "input-choice",
            input_for=InputTarget(PLAN_TABLE, item.item_no, STATUS_COLUMN),
            choices=STATUSES,
        )
        outcome = Cell(
            item.outcome or None,
            "input",
            input_for=InputTarget(PLAN_TABLE, item.item_no, OUTCOME_COLUMN),
        )
    cells = (
        Cell(item.item_no or "缺编号", "code", link=item.source),
        Cell(item.description),
        Cell(item.owner or None, "body-center"),
        Cell(planned_time(item, month), "body-fit"),
        Cell(item.budget_amount, "money-small"),
        status,
        outcome,
    )
    return table_line(ITEM_SPANS, cells)


def planned_time(item: WorkItem, month: Month) -> str | None:
    """Say when an item is planned, as shortly as a clerk would write it on a month's sheet."""
    start = item.planned_start_on or item.planned_end_on
    end = item.planned_end_on or start
    if start is None or end is None:
        return None if item.planned_months == (month,) else months_text(item.planned_months)
    if start == end:
        return f"{start.month}月{start.day}日"
    if start.month == end.month == month.month:
        return f"{start.day}日至{end.day}日"
    return f"{start.month}.{start.day}至{end.month}.{end.day}"


def months_text(months: Sequence[Month]) -> str:
    """Name months in the shortest common form: 每月, 3至6月, 3、9月.

    >>> months_text([Month(2026, number) for number in (3, 4, 5, 9, 10)])
    '3至5、9、10月'
    """
    if len({month.month for month in months}) == MONTHS_A_YEAR:
        return "每月"
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].next == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts = [
        part
        for run in runs
        for part in (
            [f"{run[0].month}至{run[-1].month}"]
            if len(run) >= SHORTEST_RUN
            else [str(month.month) for month in run]
        )
    ]
    return "、".join(parts) + "月"


def _preview(book: UnionBook, month: Month) -> Band:
    """Lay out what begins in the next month, for preparation; what goes on is only counted."""
    coming = month.next
    planned = tuple(item for item in book.work_items if item.is_planned_in(coming))
    items = _by_date(
        item for item in planned if not (item.status.is_closed or item.is_planned_in(month))
    )
    lasting = sum(item.is_planned_in(month) and not item.status.is_closed for item in planned)
    spans = (NUMBER, Span(2, 13), Span(14, 17), Span(18, 21))
    lines = [
        table_line(
            spans,
            (
                Cell(item.item_no or "缺编号", "code", link=item.source),
                Cell(item.description),
                Cell(item.owner or None, "body-center"),
                Cell(planned_time(item, coming), "body-fit"),
            ),
        )
        for item in items
    ]
    if lasting:
        lines.append(_nothing(f"本月的 {lasting} 项下月继续，见上表。"))
    if not lines:
        lines.append(_nothing("下月没有计划事项。"))
    title = f"下月预告（{coming.month}月）"
    again = (_section(f"{title}（续）"),)
    return Band("下月预告", (_section(title), *lines), head=1, again=again)


def _duties(book: UnionBook, month: Month) -> tuple[Band, ...]:
    """Lay out the recurring duties that fall due, when there are any."""
    before_start = book.settings.is_before_start
    due = [one for one in duties_due(book.duties, month) if not before_start(Month.of(one.due_on))]
    if not due:
        return ()
    spans = (Span(1, 9), Span(10, 13), Span(14, 21))
    rows = (
        table_line(
            spans,
            (
                Cell(entry.duty.name, link=entry.duty.source),
                Cell(entry.duty.audience or None, "body-center"),
                Cell(f"{entry.due_on:%Y-%m-%d} 到期", "body-center"),
            ),
        )
        for entry in due
    )
    title = "周期事项到期提醒"
    again = (_section(f"{title}（续）"),)
    return (Band("到期事项", (_section(title), *rows), head=1, again=again),)


def _nothing(text: str) -> Line:
    """Say that a block has nothing to show."""
    return spread((WHOLE,), (Cell(text, "not-available"),))


def _foot(book: UnionBook) -> Band:
    """Lay out rows left out and the line for signatures."""
    lines = [spread((Span(1, 7), Span(8, 14), Span(15, 21)), _signatures(), 26)]
    skipped = sum(book.skipped_rows.get(name, 0) for name in (PLAN_TABLE, "Ledger", "Members"))
    if skipped:
        text = f"另有 {skipped} 行因内容无法识别未计入本表，请运行“检查”查看是哪些单元格。"
        height = 14.0 * line_count(text, WHOLE.width(COLUMN_WIDTHS), size=9)
        lines.insert(0, spread((WHOLE,), (Cell(text, "warning"),), height))
    return Band("foot", tuple(lines), clings=True)


def _signatures() -> tuple[Cell, ...]:
    """Return the three places to sign."""
    return tuple(
        Cell(f"{who}：________________", "signature") for who in ("制表人", "工会主席", "日　期")
    )
