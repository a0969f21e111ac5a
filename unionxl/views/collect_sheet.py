"""《会费登记》: what every member owes up to a month, to be registered as paid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.capitals import in_capitals
from unionxl.domain.money import ZERO
from unionxl.domain.written import union_name
from unionxl.tables.dues import PAYMENT_METHODS
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.drafts import LineCells, amount_in
from unionxl.views.layout import Cell, PrintSetup
from unionxl.views.tables import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.views.bands import Line
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "collect", "会费登记"

# The cells of the head, and its facts.
DAY, VOUCHER, ACCOUNT = "缴费日期", "凭证号", "科目编码"
HANDLER, APPROVER = "经手人", "审批人"
MONTH, SOFAR = "=month", "=title"
# The cells and facts of a line.
PAID, METHOD, REMARK = "实缴", "方式", "备注"
NUMBER, NAME, TEAM, MONTHS, PAYABLE, UNTOLD = (
    *("会员编号", "姓名", "小组", "月份", "应缴"),
    "=untold",
)

HEADER = ("序号", NUMBER, NAME, TEAM, MONTHS, PAYABLE, PAID, METHOD, REMARK, "登记")
PAGE = Page((5, 9, 9, 11, 13, 10, 10, 10, 11, 18))
_PAIRS = (Span(1, 2), Span(3, 4), Span(5, 5), Span(6, 7), Span(8, 8), Span(9, 10))
_SUM = (Span(1, 5), Span(6, 6), Span(7, 7), Span(8, 10))


def collect_sheet(book: UnionBook, draft: DraftSheet) -> SheetSpec:
    """Lay out the head, a line for each member who owes, and the sums."""
    top = Band("head", (*_titles(book, draft), *_head(draft)))
    rows = [_line(number, line) for number, line in enumerate(draft.lines, 1)]
    if not rows:
        rows = [PAGE.nothing("到这个月为止的会费都登记了，没有人欠缴。")]
    bands = (
        top,
        Band("header", (PAGE.header(HEADER),)),
        Band("lines", tuple(rows)),
        Band("foot", (_total(draft), PAGE.signatures(("制表", "收款", "审核")))),
    )
    first = len(top.lines) + 1
    setup = PrintSetup(title_rows=(first, first))
    return replace(stack(bands).sheet(VIEW_ID, TITLE, PAGE.widths, setup), freeze=(first, 0))


def _titles(book: UnionBook, draft: DraftSheet) -> Iterator[Line]:
    """Lay out what list it is and how far it is."""
    so_far = draft.head.facts.get(SOFAR, "")
    yield PAGE.title(f"{union_name(book.settings.unit_name)}会费登记（{so_far}）")
    done = sum(line.is_registered for line in draft.lines)
    yield PAGE.subtitle(
        f"共 {len(draft.lines)} 人：已登记 {done}，没有登记 {len(draft.lines) - done}"
    )


def _head(draft: DraftSheet) -> Iterator[Line]:
    """Lay out the cells that hold for all lines, and what to do."""
    head = LineCells(VIEW_ID, draft.head)
    yield _pairs(
        head.facts(Cell(DAY, "header")),
        head.input(DAY, "input-date", "date"),
        Cell(VOUCHER, "header"),
        head.input(VOUCHER, "input-code", "code"),
        Cell(ACCOUNT, "header"),
        head.input(ACCOUNT, "input-code", "code"),
    )
    yield _pairs(
        Cell(HANDLER, "header"),
        head.input(HANDLER, "input", "body"),
        Cell(APPROVER, "header"),
        head.input(APPROVER, "input", "body"),
    )
    yield PAGE.remark(
        "「实缴」已按应缴填好；没有缴的删去数字，缴得不同的改成实际的数。再点「会费登记」，"
        "就记入《会费》（一人一月一行）和《收支台账》（一笔收入）。已登记的行不再改动。"
    )


def _pairs(*cells: Cell) -> Line:
    """Lay out up to three cells behind their names."""
    return PAGE.row((*cells, *[Cell(None, "blank")] * (len(_PAIRS) - len(cells))), _PAIRS)


def _line(number: int, line: DraftLine) -> Line:
    """Lay out the line of one member."""
    cells = LineCells(VIEW_ID, line)
    payable = amount_in(line.facts.get(PAYABLE, ""))
    untold = line.facts.get(UNTOLD, "")
    return PAGE.row(
        (
            cells.facts(Cell(number, "body-center")),
            Cell(line.text(NUMBER) or None, "code"),
            Cell(line.text(NAME), "body-fit"),
            Cell(line.text(TEAM) or None, "body-fit"),
            Cell(line.text(MONTHS), "body-fit"),
            Cell("算不出", "not-available") if untold else Cell(payable, "money"),
            cells.input(PAID, "input-money", "money"),
            cells.input(METHOD, "input-choice", "body-center", choices=PAYMENT_METHODS),
            cells.input(REMARK, "input", "body"),
            Cell(line.registered or line.reason or untold or None, "body-small"),
        )
    )


def paid_of(line: DraftLine) -> Decimal:
    """Return what a line says was paid."""
    return amount_in(line.text(PAID))


def _total(draft: DraftSheet) -> Line:
    """Lay out what all lines come to."""
    payable = sum((amount_in(line.facts.get(PAYABLE, "")) for line in draft.lines), ZERO)
    paid = sum((paid_of(line) for line in draft.lines), ZERO)
    cells = (
        Cell(f"合计 {len(draft.lines)} 人", "total"),
        Cell(payable, "total-money"),
        Cell(paid, "total-money"),
        Cell(f"实缴大写：{in_capitals(paid)}", "total"),
    )
    return spread(_SUM, cells, 20)
