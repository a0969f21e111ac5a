"""《导入核对》: what an import of a plan leaves to the clerk, with the line that it comes from."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from unionxl.domain.written import short_day
from unionxl.tables.plan import Plan
from unionxl.views.bands import Band, stack
from unionxl.views.drafts import LineCells
from unionxl.views.layout import Cell, Orientation
from unionxl.views.paging import block_breaks, page_height
from unionxl.views.plan_review_lines import (
    ADD,
    MONTHS,
    NO,
    TEXT,
    WANTED,
    YES,
    Why,
    review_line,
)
from unionxl.views.tables import Page
from unionxl.views.text import shorten
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.values.column import Column
    from unionxl.views.bands import Line
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import SheetSpec
    from unionxl.views.plan_review_lines import ReviewLine

VIEW_ID, TITLE = "accept_plan", "导入核对"
DAYS, OWNER, RESULT = "日期", Plan.owner.header, "结果"
HEADER = ("行", "原文", "为什么列在这里", WANTED, MONTHS, DAYS, TEXT, OWNER, RESULT)
PAGE = Page((6.0, 34.0, 25.0, 7.0, 10.0, 10.0, 35.0, 9.0, 13.0))
LONGEST_SOURCE = 400
HOW_TO = (
    (
        "要导入的行：在「导入」选“是”，写好月份（如 3、7-8月、每月），工作内容可以改，"
        "一格里写几行就列几项；然后用「导入所选」列入《年度计划》。选“否”的不导入，"
        "以后再导入这份文档时还记得。"
    ),
    (
        "“与《年度计划》不一致的事项”选“是”，就照文档改表里那一行；文字不同的，选“另列”可另加一行。"
        "“没有写明月份的事项”已在《年度计划》中，写上月份就填到那一行。"
    ),
)
HINTS = {
    Why.DOUBTFUL: "还没有列入《年度计划》",
    Why.CHANGED: "选“是”才照文档修改",
    Why.UNDATED: "已列入《年度计划》，请写月份",
    Why.UNREAD: "是工作的，请选“是”并写月份",
    Why.SUGGESTED: "需要的选“是”",
    Why.OTHER_PLAN: "没有导入，需要的选“是”",
    Why.REST: "标题、正文、网页文字等，不是安排的不用管；工作内容空着的，用原文",
}


def plan_review(book: UnionBook, draft: DraftSheet) -> SheetSpec:
    """Lay out what waits for the clerk: what needs her first, then what only might be work."""
    lines = sorted(draft.lines, key=_place)
    head = _head(book, lines)
    listing = Band("header", (PAGE.header(HEADER),))
    parts = [
        _part(why, document, tuple(group))
        for (why, document), group in groupby(lines, key=lambda one: _place(one)[:2])
    ]
    bands = (head, listing, *parts) if parts else (head, listing, _nothing())
    room = page_height(PAGE.widths, Orientation.LANDSCAPE) - listing.lines[0].height
    stacked = stack(bands, page_breaks=block_breaks(bands, room))
    return stacked.list_sheet(VIEW_ID, TITLE, PAGE.widths, len(head.lines) + 1)


def _place(line: DraftLine) -> tuple[int, str, int]:
    """Return what lines are sorted by: their part, their document, their place in it."""
    one = review_line(line)
    return tuple(Why).index(one.why), one.document, one.line


def _head(book: UnionBook, lines: Sequence[DraftLine]) -> Band:
    """Lay out title, documents and how the list is used."""
    documents = "、".join(dict.fromkeys(review_line(one).document for one in lines))
    waiting = sum(not one.is_registered and review_line(one).why.needs_her for one in lines)
    told = f"{documents}　待核对 {waiting} 行" if documents else "没有要核对的行"
    return Band(
        "head",
        (
            PAGE.title(f"{owner_name(book)}{book.fiscal_year} 年计划{TITLE}".strip()),
            PAGE.subtitle(shorten(told, 120)),
            *(PAGE.remark(text) for text in HOW_TO),
        ),
    )


def _part(why_at: int, document: str, lines: Sequence[DraftLine]) -> Band:
    """Lay out the lines of one document that are listed for the same reason."""
    why = tuple(Why)[why_at]
    section = PAGE.section(f"{why.value}　{len(lines)} 行（{HINTS[why]}）　{document}")
    rows = (_row(line) for line in lines)
    return Band(f"{why.name.lower()}-{document}", (section, *rows), head=1)


def _row(line: DraftLine) -> Line:
    """Lay out one line."""
    one, made = review_line(line), LineCells(VIEW_ID, line)
    result = line.registered or line.reason or (one.number and f"表中 {one.number}") or None
    style = "warning" if line.reason and not line.is_registered else "body-small"
    cells = (
        made.facts(Cell(one.line or None, "count")),
        Cell(shorten(one.source, LONGEST_SOURCE), "body-small"),
        Cell(one.reason or None, "body-small"),
        *_inputs(line, one, made),
        Cell(one.columns.get(OWNER), "body-center"),
        Cell(result, style),
    )
    return PAGE.row(cells)


def _inputs(line: DraftLine, one: ReviewLine, made: LineCells) -> tuple[Cell, ...]:
    """Return the cells for the clerk, with the days of the line among them."""
    days = Cell(days_text(one.columns) or None, "body-small")
    choices = (YES, NO, ADD) if one.why is Why.CHANGED and TEXT in one.columns else (YES, NO)

    def cell(name: str, style: str, locked: str, shown: str, choices: tuple[str, ...] = ()) -> Cell:
        is_input = line.is_registered or name in one.why.inputs
        return made.input(name, style, locked, choices=choices) if is_input else Cell(shown, locked)

    return (
        cell(WANTED, "input-choice", "body-center", "", choices),
        cell(MONTHS, "input-code", "body-center", one.columns.get(MONTHS, one.months)),
        days,
        cell(TEXT, "input", "body", one.columns.get(TEXT, one.text)),
    )


def days_text(columns: Mapping[str, str]) -> str:
    """Return the days of a row as they are shown, "" where it has none.

    >>> days_text({"起始日期": "2026-03-06"}), days_text({"结束日期": "2026-03-31"})
    ('3月6日', '3月31日前')
    """
    first, last = (_day(columns, one) for one in (Plan.planned_start_on, Plan.planned_end_on))
    if first and last:
        return f"{first}至{last}"
    return first or (last and f"{last}前")


def _day(columns: Mapping[str, str], column: Column) -> str:
    try:
        return short_day(dt.date.fromisoformat(columns.get(column.header, "")))
    except ValueError:
        return ""


def _nothing() -> Band:
    return Band("nothing", (PAGE.nothing("没有要核对的行。"),))
