"""《发放登记》: the list on which members sign for what they get, and on which it is ticked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionxl.domain.capitals import in_capitals
from unionxl.domain.money import ZERO
from unionxl.domain.written import union_name
from unionxl.tables.ledger import FUND_SOURCES, PAYMENT_FORMS
from unionxl.values.column import YES_NO
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.drafts import LineCells, amount_in
from unionxl.views.layout import Cell, PrintSetup
from unionxl.views.tables import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.views.bands import Line
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "handout", "发放登记"

# The cells of the head, by their names on the sheet.
OCCASION, TO, DAY, CONTENT, EACH, PAID = "事由", "发给谁", "日期", "内容", "每人金额", "付款金额"
ITEM, VOUCHER, ACCOUNT, FUND, FORM = "计划编号", "凭证号", "科目编码", "经费来源", "发放方式"
HANDLER, APPROVER = "经手人", "审批人"
ALL, WAIVED, NEXT = "全部已领", "放弃未领", "另发一次"
# The cells and facts of a line.
TICKED, AMOUNT, REMARK = "已领", "金额", "备注"
NUMBER, NAME, TEAM, OWN = "会员编号", "姓名", "小组", "=own"

HEADER = ("序号", NUMBER, NAME, TEAM, CONTENT, AMOUNT, TICKED, "签名", REMARK, "登记")
PAGE = Page((5, 8, 8, 8.5, 13, 9.5, 5.5, 12, 9, 15.5))
_PAIRS = (Span(1, 2), Span(3, 4), Span(5, 5), Span(6, 8), Span(9, 9), Span(10, 10))
_SUM = (Span(1, 5), Span(6, 6), Span(7, 10))
_TOTAL = (Span(1, 5), Span(6, 6), Span(7, 10))
SIGNING_HEIGHT = 22.0
# What fits on a sheet of paper, in points, below what stands above the lines.
_FIRST_PAGE, _NEXT_PAGES = 530.0, 710.0


@dataclass(frozen=True, slots=True)
class HandoutFacts:
    """What the sheet shows besides the draft: what is to be looked at, by key of the line."""

    occasions: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def handout_sheet(book: UnionBook, draft: DraftSheet, facts: HandoutFacts) -> SheetSpec:
    """Lay out the head, a line for each member, the sums and the places to sign."""
    head = LineCells(VIEW_ID, draft.head)
    lines, breaks = _lines(draft.lines, facts.marks)
    top = Band("head", (*_titles(book, draft), *_head(head, facts), *_told(draft, facts)))
    bands = [
        top,
        Band("header", (PAGE.header(HEADER),)),
        Band("lines", tuple(lines)),
        Band("foot", (_total(draft), PAGE.signatures(("制表", "经手", "审批")))),
    ]
    first = len(top.lines) + 1
    setup = PrintSetup(
        title_rows=(first, first), page_breaks=tuple(first + number for number in breaks)
    )
    sheet = stack(bands).sheet(VIEW_ID, TITLE, PAGE.widths, setup)
    return replace(sheet, freeze=(first, 0))


def _titles(book: UnionBook, draft: DraftSheet) -> Iterator[Line]:
    """Lay out what list it is and how far it is."""
    occasion = draft.head.text(OCCASION)
    yield PAGE.title(f"{union_name(book.settings.unit_name)}{occasion}发放签收表")
    done = sum(line.is_registered for line in draft.lines)
    left = len(draft.lines) - done
    yield PAGE.subtitle(f"共 {len(draft.lines)} 人：已领 {done}，未领 {left}")


def _head(head: LineCells, facts: HandoutFacts) -> Iterator[Line]:
    """Lay out the cells that hold for all lines."""
    text, money_cell = ("input", "body"), ("input-money", "money")
    yield _pairs(
        (OCCASION, head.input(OCCASION, "input-choice", "body-center", choices=facts.occasions)),
        (TO, head.input(TO, *text)),
        (DAY, head.input(DAY, "input-date", "date")),
        first=head,
    )
    yield _pairs(
        (CONTENT, head.input(CONTENT, *text)),
        (EACH, head.input(EACH, *money_cell)),
        (PAID, head.input(PAID, *money_cell)),
    )
    yield _pairs(
        (ITEM, head.input(ITEM, "input-code", "code")),
        (VOUCHER, _late(head, VOUCHER).input(VOUCHER, "input-code", "code")),
        (ACCOUNT, head.input(ACCOUNT, "input-code", "code")),
    )
    yield _pairs(
        (FUND, head.input(FUND, "input-choice", "body-center", choices=FUND_SOURCES)),
        (FORM, head.input(FORM, "input-choice", "body-center", choices=PAYMENT_FORMS)),
        (HANDLER, head.input(HANDLER, *text)),
    )
    again = LineCells(VIEW_ID, head.line.reopened(ALL, WAIVED, NEXT))
    yield _pairs(
        (APPROVER, head.input(APPROVER, *text)),
        (ALL, again.input(ALL, "input-choice", "body-center", choices=YES_NO)),
        (WAIVED, again.input(WAIVED, "input-choice", "body-center", choices=YES_NO)),
    )
    if head.line.is_registered:
        yield _pairs((NEXT, again.input(NEXT, "input-choice", "body", choices=facts.occasions)))


def _late(head: LineCells, name: str) -> LineCells:
    """Return a cell's maker that leaves it open as long as nothing stands in it."""
    line = head.line
    return head if line.facts.get(name) else LineCells(VIEW_ID, line.reopened(name))


def _pairs(*pairs: tuple[str, Cell], first: LineCells | None = None) -> Line:
    """Lay out up to three cells behind their names."""
    cells = [cell for name, value in pairs for cell in (Cell(name, "header"), value)]
    if first is not None:
        cells[0] = first.facts(cells[0])
    cells += [Cell(None, "blank")] * (len(_PAIRS) - len(cells))
    return PAGE.row(cells, _PAIRS)


def _told(draft: DraftSheet, facts: HandoutFacts) -> Iterator[Line]:
    """Say what is to be looked at, and what to do with the sheet."""
    for text in facts.told:
        yield PAGE.remark(text, "warning")
    if draft.head.is_registered:
        yield PAGE.remark(
            "已登记的行不再改动。还有人来领的，在「已领」选“是”，再点「发放登记」；"
            "不再来领的，「放弃未领」选“是”。要发别的，写在「另发一次」。"
        )
    else:
        yield PAGE.remark(
            "先填上面的格，点「发放登记」列出名单，打印签收；收回后在「已领」选“是”"
            "（都领了的，「全部已领」选“是”），再点一次就记入《服务台账》和《收支台账》。"
            "「付款金额」空着就是各行合计。"
        )


def _lines(
    lines: Sequence[DraftLine], marks: Mapping[str, str]
) -> tuple[list[Line], tuple[int, ...]]:
    """Lay out a line for each member, with the sum of each page where there are several."""
    found: list[Line] = []
    breaks: list[int] = []
    amounts: list[Decimal] = []
    room = _FIRST_PAGE
    for number, line in enumerate(lines, 1):
        row = _line(number, line, marks.get(line.key, ""))
        if room < row.height:
            found.append(_page_sum(amounts))
            breaks.append(len(found))
            amounts, room = [], _NEXT_PAGES
        room -= row.height
        amounts.append(amount_of(line))
        found.append(row)
    if breaks:
        found.append(_page_sum(amounts))
    return found, tuple(breaks)


def _line(number: int, line: DraftLine, mark: str) -> Line:
    """Lay out the line of one member."""
    cells = LineCells(VIEW_ID, line)
    row = PAGE.row(
        (
            cells.facts(Cell(number, "body-center")),
            Cell(line.text(NUMBER) or None, "code"),
            Cell(line.text(NAME), "body-fit"),
            Cell(line.text(TEAM) or None, "body-fit"),
            cells.input(CONTENT, "input", "body"),
            cells.input(AMOUNT, "input-money", "money"),
            cells.input(TICKED, "input-choice", "body-center", choices=YES_NO),
            Cell(None, "body"),
            cells.input(REMARK, "input", "body"),
            Cell(line.registered or line.reason or mark or None, "body-small"),
        )
    )
    return replace(row, height=max(row.height, SIGNING_HEIGHT))


def amount_of(line: DraftLine) -> Decimal:
    """Return the amount of a line, zero where none can be read."""
    return amount_in(line.text(AMOUNT))


def _page_sum(amounts: Sequence[Decimal]) -> Line:
    """Lay out what the lines of one page come to."""
    total = sum(amounts, ZERO)
    cells = (
        Cell(f"本页 {len(amounts)} 人小计", "total"),
        Cell(total, "total-money"),
        Cell(None, "total"),
    )
    return spread(_SUM, cells, SIGNING_HEIGHT)


def _total(draft: DraftSheet) -> Line:
    """Lay out what all lines come to, in figures and in capitals."""
    total = sum((amount_of(line) for line in draft.lines), ZERO)
    told = f"大写：{in_capitals(total)}"
    cells = (
        Cell(f"合计 {len(draft.lines)} 人", "total"),
        Cell(total, "total-money"),
        Cell(told, "total"),
    )
    return spread(_TOTAL, cells, SIGNING_HEIGHT)
