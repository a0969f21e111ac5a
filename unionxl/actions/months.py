"""Month sheets and the year calendar."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.actions.outcome import Outcome
from unionxl.actions.records import asking, save_noting
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.errors import RequestError
from unionxl.views.month_sheet import VIEW as MONTH_VIEW
from unionxl.views.month_sheet import month_sheet, sheet_title, view_id
from unionxl.views.year_calendar import TITLE as YEAR_CALENDAR_TITLE
from unionxl.views.year_calendar import year_calendar
from unionxl.workbook.reader import read_book
from unionxl.workbook.writer import carry_inputs_back, write_sheets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.workbook.port import Workbook
    from unionxl.workbook.writer import CarryReport


# What stands on a month sheet comes from these; a click reads no others.
TABLES_SHOWN = frozenset(
    {
        *("Plan", "Members", "Dues", "Budget", "Ledger", "Duties"),
        *("Limits", "Accounts", "Festivals", "Holidays"),
    }
)
CALENDAR_TABLES = frozenset({"Plan", "Festivals", "Holidays"})


def whole_year(book: UnionBook) -> tuple[Month, ...]:
    """Return the twelve months of the workbook's year."""
    return tuple(Month(book.fiscal_year, number) for number in range(1, MONTHS_A_YEAR + 1))


def chosen_month(asked: Month | None, book: UnionBook) -> tuple[Month, ...]:
    """Return the month asked for, else the one picked on the start sheet, else that of today.

    Raises:
        RequestError: the month lies outside the workbook's year and the January after it.
    """
    year, picked = book.fiscal_year, book.settings.current_month
    if asked is None:
        return (month_of_today(book) if picked is None else Month(year, picked),)
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


def default_note(asked: Month | None, book: UnionBook) -> str:
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
    carried = carry_inputs_back(workbook)
    book, findings = read_book(workbook, as_of=as_of, tables=TABLES_SHOWN)
    wanted = tuple(months(book))
    chosen = tuple(dict.fromkeys((*wanted, *again(carried))))
    carried.refuse_to_lose(view_id(month) for month in chosen)
    write_months(workbook, book, chosen)
    summary = _made(book, wanted)
    action = "month" if len(wanted) == 1 else "all_months"
    count = len(findings) + asking(carried.notes)
    backup = save_noting(workbook, action, summary, as_of=as_of, finding_count=count)
    return Outcome(
        summary=summary,
        notes=(
            *filter(None, (told(book) if len(wanted) == 1 else "",)),
            *_carried_notes(carried.carried_count),
            *carried.notes,
        ),
        findings=findings,
        backup=backup,
    )


def write_months(workbook: Workbook, book: UnionBook, months: Sequence[Month]) -> None:
    """Make the sheets of some months."""
    for count, month in enumerate(months, 1):
        title = sheet_title(month, book.fiscal_year)
        workbook.progress(f"正在生成《{title}》（{count}/{len(months)}）")
        write_sheets(workbook, (month_sheet(book, month),))


def make_year_calendar(workbook: Workbook, *, as_of: dt.date) -> Outcome:
    """Make the year calendar."""
    book, findings = read_book(workbook, as_of=as_of, tables=CALENDAR_TABLES)
    write_sheets(workbook, (year_calendar(book),))
    summary = f"已生成《{YEAR_CALENDAR_TITLE}》。"
    count = len(findings)
    backup = save_noting(workbook, "calendar", summary, as_of=as_of, finding_count=count)
    return Outcome(summary, findings=findings, backup=backup)


def again(carried: CarryReport) -> tuple[Month, ...]:
    """Return the months whose inputs were taken back, so that their sheets are made again."""
    months = []
    for view in carried.views:
        name, _, month = view.partition(":")
        if name == MONTH_VIEW:
            with suppress(ValueError):
                months.append(Month.parse(month))
    return tuple(months)


def _made(book: UnionBook, months: Sequence[Month]) -> str:
    """Say which month sheets were made and how many items they hold."""
    if len(months) == 1:
        (month,) = months
        count = sum(item.is_planned_in(month) for item in book.work_items)
        return f"已生成《{sheet_title(month, book.fiscal_year)}》：计划事项 {count} 项。"
    return f"已生成 {len(months)} 张月工作表。"


def _carried_notes(count: int) -> tuple[str, ...]:
    """Say how many typed cells went back to the plan."""
    return (f"月工作表上填写的 {count} 处已带回《年度计划》。",) if count else ()
