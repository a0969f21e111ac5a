"""Month sheets."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from unionxl.domain.month_states import state_of, stated_months
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.plan import PlanStatus
from unionxl.errors import RequestError
from unionxl.operations.making import Draft, Sheets, make_sheets
from unionxl.operations.outcome import Outcome
from unionxl.tables.plan import PLAN, Plan
from unionxl.values.months import read_months
from unionxl.views.month_sheet import VIEW, month_sheet, sheet_title
from unionxl.views.month_views import month_of_view, view_id
from unionxl.views.still_due import still_due
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.operations.making import Reading
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.views.layout import InputTarget
    from unionxl.workbook.port import Workbook


MOST_NAMED = 8
# A 状态 that only says whether something was begun; what the months come to is put in its place.
WEAK_STATES = frozenset({PlanStatus.NOT_STARTED, PlanStatus.IN_PROGRESS})


def whole_year(book: UnionBook) -> tuple[Month, ...]:
    """Return the twelve months of the workbook's year."""
    return tuple(Month(book.fiscal_year, number) for number in range(1, MONTHS_A_YEAR + 1))


def named_month(text: str, fiscal_year: int) -> Month:
    """Return the month that a text names: 2026-03, 3, 3月, 三月, 2026/3, 202603.

    Raises:
        RequestError: it names none, or more than one.
    """
    months, _ = read_months(text, fiscal_year)
    if len(months) != 1:
        raise RequestError(
            f"“{text}”不是一个月份。",
            where="月份",
            advice=f"请写成 {fiscal_year}-03 的样子。只写 3月 也可以。",
        )
    return months[0]


def chosen_month(asked: Month | str | None, book: UnionBook) -> tuple[Month, ...]:
    """Return the month asked for, else the one picked on the start sheet, else that of today.

    Raises:
        RequestError: the month lies outside the workbook's year and the January after it.
    """
    year, picked = book.fiscal_year, book.settings.current_month
    if asked is None:
        return (month_of_today(book) if picked is None else Month(year, picked),)
    if isinstance(asked, str):
        asked = named_month(asked, year)
    if not Month(year, 1) <= asked <= Month(year + 1, 1):
        raise RequestError(
            f"这是 {year} 年的工作簿，没有 {asked.year} 年 {asked.month} 月。",
            where="月份",
            advice=f"请选 {year}-01 至 {year}-12。",
        )
    return (asked,)


def month_of_today(book: UnionBook) -> Month:
    """Return the month of today; January of a year to come, December of one that is over."""
    months = whole_year(book)
    return min(max(Month.of(book.as_of), months[0]), months[-1])


def default_note(asked: Month | str | None, book: UnionBook) -> str:
    """Say which month was taken where none was asked for and none picked, else nothing."""
    if asked is not None or book.settings.current_month is not None:
        return ""
    month, today = month_of_today(book), f"{book.as_of:%Y-%m-%d}"
    if month != Month.of(book.as_of):
        return f"没有选月份，今天（{today}）不在 {book.fiscal_year} 年，按 {month.month} 月。"
    return f"没有选月份，按今天（{today}）所在的 {month.month} 月。"


def make_month_sheets(
    workbook: Workbook,
    months: Callable[[UnionBook], Sequence[Month]],
    *,
    as_of: dt.date,
    told: Callable[[UnionBook], str] = lambda _book: "",
) -> Outcome:
    """Make month sheets, after what was typed on earlier ones went back to the plan.

    `months` chooses them once the book is read, and `told` says what there is to say about the
    choice. Sheets of other months whose inputs were taken
    back are made again too, so that they show what the plan now says.
    """

    def plan(reading: Reading) -> Sheets:
        carried = reading.carried
        book = _settle_states(workbook, reading.book)
        wanted = tuple(months(book))
        chosen = tuple(dict.fromkeys((*wanted, *months_of_views(carried.views))))
        carried.refuse_to_lose(view_id(month) for month in chosen)
        notes = (
            *filter(None, (told(book) if len(wanted) == 1 else "",)),
            *carried.carried_notes(),
            *_taken_over_notes(carried.taken_over),
            *carried.notes,
        )
        name = "month" if len(wanted) == 1 else "all_months"
        drafts = month_drafts(book, chosen)
        return Sheets(
            drafts,
            _made(book, wanted),
            notes=notes,
            operation=name,
            still_due=still_due(book),
        )

    return make_sheets(
        workbook, "month", plan, as_of=as_of, reads=VIEW.reads, if_there=VIEW.if_there
    )


def one_month(request: Request) -> Outcome:
    """Make the sheet of the month that is asked for, else of the one that is picked."""
    asked = request.values.get("month")
    return make_month_sheets(
        request.open(),
        partial(chosen_month, asked),
        as_of=request.as_of,
        told=partial(default_note, asked),
    )


def all_months(request: Request) -> Outcome:
    """Make the sheets of the twelve months."""
    return make_month_sheets(request.open(), whole_year, as_of=request.as_of)


def _settle_states(workbook: Workbook, book: UnionBook) -> UnionBook:
    """Bring 状态 of recurring items to what their months come to, where a month was typed."""
    unsettled = {
        item.source.row: state_of(item)
        for item in book.work_items
        if stated_months(item) and item.status in WEAK_STATES and state_of(item) is not item.status
    }
    if not unsettled:
        return book
    changes = [CellChange(row, Plan.status.header, state.value) for row, state in unsettled.items()]
    workbook.set_cells(PLAN.name, changes)
    items = tuple(
        replace(item, status=unsettled.get(item.source.row, item.status))
        for item in book.work_items
    )
    return replace(book, work_items=items)


def month_drafts(book: UnionBook, months: Sequence[Month]) -> list[Draft]:
    """Return the sheets of some months."""
    titles = [sheet_title(month, book.fiscal_year) for month in months]
    return [
        Draft(
            partial(month_sheet, book, month),
            f"正在生成《{title}》（{count}/{len(months)}）" if len(months) > 1 else "",
        )
        for count, (month, title) in enumerate(zip(months, titles, strict=True), 1)
    ]


def months_of_views(views: Iterable[str]) -> tuple[Month, ...]:
    """Return the months of the month sheets among some views."""
    return tuple(month for view in views if (month := month_of_view(view)))


def _made(book: UnionBook, months: Sequence[Month]) -> str:
    """Say which month sheets were made and how many items they hold."""
    if len(months) == 1:
        (month,) = months
        count = sum(item.is_planned_in(month) for item in book.work_items)
        return f"已生成《{sheet_title(month, book.fiscal_year)}》：计划事项 {count} 项。"
    return f"已生成 {len(months)} 张月工作表。"


def _taken_over_notes(targets: Sequence[InputTarget]) -> tuple[str, ...]:
    """Say which items, and which months of recurring ones, are done by what is registered."""
    if not targets:
        return ()
    names = [
        f"{one.key}（{'、'.join(f'{month.month}月' for month in one.months)}）"
        if one.months
        else one.key
        for one in targets
    ]
    unit = "处" if any(one.months for one in targets) else "项"
    shown = "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")
    told = f"按登记记为已完成的 {len(names)} {unit}：{shown}"
    return (f"{told}，完成日期和完成情况见《年度计划》。",)
