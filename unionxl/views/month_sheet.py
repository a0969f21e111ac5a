"""The month sheet: what a clerk hangs on the wall and ticks off during the month."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.calendar import calendar_days
from unionxl.domain.item_records import plan_records
from unionxl.domain.left_out import LeftOut
from unionxl.domain.month_states import state_in
from unionxl.domain.start import kept_items
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.budget import BUDGET
from unionxl.tables.care import REGISTERS_OF_CARE
from unionxl.tables.dues import DUES
from unionxl.tables.duties import DUTIES
from unionxl.tables.festivals import FESTIVALS
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Cell, PrintSetup
from unionxl.views.month_bands import shared_bands
from unionxl.views.month_care import care_share, duties_share
from unionxl.views.month_grid import month_grid, workday_count
from unionxl.views.month_items import earlier_items, item_bands, rows_of_month
from unionxl.views.month_money import month_money
from unionxl.views.month_pages import roomiest
from unionxl.views.month_views import FAMILY, view_id
from unionxl.views.month_widths import COLUMN_WIDTHS, WHOLE, table_line
from unionxl.views.month_words import planned_months_text, planned_time
from unionxl.views.proposal_share import due_proposals
from unionxl.views.text import line_count
from unionxl.views.view import View
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.calendar import CalendarDay
    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec
    from unionxl.views.month_bands import Share

PREVIEW_SPANS = (Span(1, 1), Span(2, 13), Span(14, 17), Span(18, 21))
# What a month sheet speaks of.
TABLES = (PLAN, MEMBERS, DUES, BUDGET, LEDGER, DUTIES, *REGISTERS_OF_CARE)
__all__ = ["VIEW", "month_sheet", "planned_months_text", "planned_time", "sheet_title", "view_id"]


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
    records = plan_records(book)
    current = rows_of_month(items, month, records)
    earlier = earlier_items(kept_items(book), month, records, book.fiscal_year)
    below = (
        *item_bands(book, month, current, earlier),
        *shared_bands(share(book, month) for share in SHARES),
        _preview(book, month),
        month_money(book, month),
        _foot(book),
    )

    head = _head(book, month, days)
    paged = roomiest(lambda room: (head, *month_grid(book, month, days, items, room), *below))
    return stack(paged.bands, page_breaks=paged.breaks).sheet(
        view_id(month),
        sheet_title(month, book.fiscal_year),
        COLUMN_WIDTHS,
        PrintSetup(pages_tall=1 if paged.count == 1 else 0),
    )


def _by_date(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Put items with a day first, in the order of their days; the others stay as in the plan."""

    def day(item: WorkItem) -> dt.date:
        return item.days[0] if item.days else dt.date.max

    return tuple(sorted(items, key=day))


def _head(book: UnionBook, month: Month, days: Sequence[CalendarDay]) -> Band:
    """Lay out title, workdays of the month and the state of the holiday arrangement."""
    owner = owner_name(book)
    facts = [workday_count(days), f"制表 {book.as_of:%Y-%m-%d}"]
    lines = [
        spread(
            (WHOLE,),
            (Cell(f"{owner}{month.year} 年 {month.month} 月工作表".strip(), "title"),),
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


def _preview(book: UnionBook, month: Month) -> Band:
    """Lay out what begins in the next month, for preparation; what goes on is only counted."""
    coming = month.next
    planned = tuple(item for item in book.work_items if item.is_planned_in(coming))
    still_open = [item for item in planned if not state_in(item, coming).is_closed]
    items = _by_date(item for item in still_open if not _goes_on(item, month))
    lasting = sum(_goes_on(item, month) for item in still_open)
    lines = [
        table_line(
            PREVIEW_SPANS,
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
        besides = LeftOut.of(book).besides(PLAN)
        told = _nothing_coming(coming, len(planned), book.fiscal_year)
        lines.append(_nothing(f"{besides}{told}" if not planned else told))
    title = f"下月预告（{coming.month}月）"
    again = (_section(f"{title}（续）"),)
    return Band("下月预告", (_section(title), *lines), head=1, again=again)


def _goes_on(item: WorkItem, month: Month) -> bool:
    """Tell whether an item of a month is one that the next month goes on with."""
    begins_next = item.days is not None and item.days[0] in month.next and not item.is_recurring
    return item.is_planned_in(month) and not begins_next


def _nothing_coming(coming: Month, planned: int, fiscal_year: int) -> str:
    """Say why no item is listed of the next month; that of another year is not known here."""
    if planned:
        return f"下月的 {planned} 项都已完成或取消。"
    if coming.year > fiscal_year:
        return f"次年 {coming.month} 月的事项见下一年度的工作簿。"
    return "下月没有计划事项。"


# What the registers say below the items, band by band.
SHARES: tuple[Callable[[UnionBook, Month], Share], ...] = (
    care_share,
    duties_share,
    due_proposals,
)


def _nothing(text: str) -> Line:
    """Say that a block has nothing to show."""
    return spread((WHOLE,), (Cell(text, "not-available"),))


def _foot(book: UnionBook) -> Band:
    """Lay out rows left out and the line for signatures."""
    lines = [spread((Span(1, 7), Span(8, 14), Span(15, 21)), _signatures(), 26)]
    left_out = LeftOut.of(book).text(*TABLES, here="本表")
    if left_out:
        text = f"{left_out}，请运行“检查”查看是哪些单元格。"
        height = 14.0 * line_count(text, WHOLE.width(COLUMN_WIDTHS), size=9)
        lines.insert(0, spread((WHOLE,), (Cell(text, "warning"),), height))
    return Band("foot", tuple(lines), clings=True)


def _signatures() -> tuple[Cell, ...]:
    """Return the three places to sign."""
    return tuple(
        Cell(f"{who}：________________", "signature") for who in ("制表人", "工会主席", "日　期")
    )


# Its id and its title go on with the month.
VIEW = View(
    FAMILY,
    "月工作表",
    month_sheet,
    (
        *(PLAN, MEMBERS, DUES, BUDGET, LEDGER, DUTIES),
        *(LIMITS, ACCOUNTS, FESTIVALS, HOLIDAYS),
    ),
    if_there=REGISTERS_OF_CARE,
)
