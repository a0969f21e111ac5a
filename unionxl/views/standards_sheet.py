"""The figures of regulations that hold for this union, and where none is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.policy import Policy
from unionxl.rules.limit_lines import limit_lines
from unionxl.tables.limits import LIMITS
from unionxl.views.bands import Band, stack
from unionxl.views.layout import Cell, Orientation, PrintSetup
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.view import STANDARDS, View
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards
    from unionxl.rules.limit_lines import LimitLine
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "standards", "本地标准"
PAGE = Page((20, 15, 12, 14, 40, 18, 15, 38))
HEADER = ("事项", "口径", "限额", "用的是", "文件", "起止", "核对日期", "可信度和说明")


def standards_sheet(book: UnionBook, standards: Standards) -> SheetSpec:
    """List every matter with the figure that the check uses on the day, whose it is, and doubts."""
    policy = Policy.of(book.settings.province, standards, book.limits)
    lines = list(limit_lines(policy, standards, book.as_of))
    known = [line for line in lines if line.limit is not None]
    unknown = [line for line in lines if line.limit is None]
    place = "、".join(policy.places[:-1]) or "《设置》中没有填写执行标准"
    head = Band(
        "head",
        (
            PAGE.title(f"{owner_name(book)}{TITLE}".strip()),
            PAGE.subtitle(f"执行标准：{place}　·　截至 {book.as_of:%Y-%m-%d}"),
            PAGE.remark(
                "先用《支出标准》表里自己填的，再用市的、省的、全国的。要改的在《支出标准》表里加一行，"
                "不改这张表。没有写明失效的，也可能已由新规代替，拿不准的请向上级工会核实。"
            ),
        ),
        head=3,
    )
    bands = [head, PAGE.table("已有", "一、查到的标准", PAGE.header(HEADER), map(_row, known))]
    if unknown:
        names = "、".join(line.matter for line in unknown)
        bands.append(
            Band(
                "没有",
                (PAGE.section("二、没有查到，未设限额，未检查"), PAGE.remark(f"{names}。")),
                head=1,
            )
        )
    landscape = Orientation.LANDSCAPE
    paged = paginate(tuple(bands), page_height(PAGE.widths, landscape))
    stacked = stack(paged.bands, page_breaks=paged.breaks)
    return stacked.sheet(VIEW_ID, TITLE, PAGE.widths, PrintSetup(landscape))


def _row(line: LimitLine) -> Line:
    """Lay out one figure."""
    return PAGE.row(
        (
            Cell(line.matter),
            Cell(line.measure),
            Cell(line.figure, "body-center"),
            Cell(line.whose, "body-center"),
            Cell(line.document or None),
            Cell(line.validity or None),
            Cell(line.checked or None, "body-center"),
            Cell(line.doubts),
        )
    )


VIEW = View(VIEW_ID, TITLE, standards_sheet, (LIMITS,), (STANDARDS,))
