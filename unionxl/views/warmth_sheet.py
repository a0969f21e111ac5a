"""The register of help for members in hardship: by season and payer, then who got what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.hardship import CLASSES, UNDECIDED, class_of
from unionxl.domain.left_out import LeftOut
from unionxl.domain.money import ZERO
from unionxl.domain.privacy import masked_name
from unionxl.domain.service_summary import NO_SOURCE, ServiceSummary
from unionxl.domain.warmth import SEASONS, warmth_of
from unionxl.domain.written import money
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.services import SERVICES
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.text import shorten
from unionxl.views.view import View
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.warmth import Help, SeasonSum, Warmth
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "warmth", "送温暖台账"
READS, IF_THERE = (MEMBERS, SERVICES, LEDGER), (HARDSHIP,)
PAGE = Page((10, 11, 12, 28, 12, 11, 10, 9))
SUMS = (Span(1, 2), Span(3, 3), Span(4, 4), Span(5, 5), Span(6, 6), Span(7, 8))
CHECKED = (Span(1, 4), Span(5, 5), Span(6, 6), Span(7, 8))
PUBLIC = (Span(1, 2), Span(3, 4), Span(5, 5), Span(6, 8))
MOST_GOODS = 60  # half-width characters


def warmth_sheet(book: UnionBook) -> SheetSpec:
    """Lay out the help of a book, and the list with masked names that may be hung up."""
    summary = ServiceSummary(book)
    warmth = warmth_of(summary)
    bands = [_head(summary, warmth)]
    if warmth.helps:
        bands += [_sums(warmth), _agreement(warmth), _helps(warmth)]
    bands += _files(book, warmth)
    paged = paginate(bands, page_height(PAGE.widths))
    inner = stack(paged.bands, page_breaks=paged.breaks)
    if not any(one.is_of_worth for one in warmth.helps):
        return inner.sheet(VIEW_ID, TITLE, PAGE.widths)
    # What is hung up begins on a page of its own.
    last = sum(len(band.lines) for band in paged.bands)
    public = paginate([_public(book, warmth)], page_height(PAGE.widths))
    breaks = (*paged.breaks, last, *(last + row for row in public.breaks))
    stacked = stack((*paged.bands, *public.bands), page_breaks=breaks)
    return stacked.sheet(VIEW_ID, TITLE, PAGE.widths)


def _head(summary: ServiceSummary, warmth: Warmth) -> Band:
    """Lay out the title, and all of it in one sentence."""
    book, whole = summary.book, warmth.sum_of()
    lines = [
        PAGE.title(f"{owner_name(book)}送温暖台账"),
        PAGE.subtitle(
            f"{book.fiscal_year} 年　·　截至 {summary.on:%Y-%m-%d}　·　含个人情况，不公开"
        ),
    ]
    if warmth.helps:
        told = (
            f"帮扶 {whole.household_count} 户，{whole.turn_count} 人次，{money(whole.amount)} 元。"
        )
        lines.append(PAGE.remark(told))
    else:
        lines.append(PAGE.nothing("服务台账还没有送温暖、困难帮扶的登记"))
    left_out = LeftOut.of(book).text(*READS, *IF_THERE, here="本表")
    if left_out:
        lines.append(PAGE.remark(f"{left_out}，请运行“检查”查看是哪些单元格。", "warning"))
    return Band("head", tuple(lines), head=len(lines))


def _sums(warmth: Warmth) -> Band:
    """Lay out households, turns, amounts and goods by season and payer."""
    heads = ("时节", "经费来源", "物品", "金额(元)", "户数", "人次")
    header = PAGE.row([Cell(text, "header") for text in heads], SUMS)
    sums, rows = warmth.sums(), []
    for season in SEASONS:
        found = [one for one in sums if one.season == season]
        rows += [_sum_row(one, season, one.payer) for one in found]
        if len(found) > 1:
            rows.append(_sum_row(warmth.sum_of(season), f"{season}小计", "", is_total=True))
    rows.append(_sum_row(warmth.sum_of(), "合计", "", is_total=True))
    return PAGE.table("sums", "按时节和经费来源", header, rows)


def _sum_row(one: SeasonSum, name: str, payer: str, *, is_total: bool = False) -> Line:
    text, number = ("total", "total-money") if is_total else ("body", "money")
    goods = None if is_total else shorten("、".join(filter(None, one.goods)), MOST_GOODS)
    cells = (
        Cell(name, text),
        Cell(payer, text),
        Cell(goods or None, text),
        Cell(one.amount, number),
        Cell(one.household_count, "count"),
        Cell(one.turn_count, "count"),
    )
    return PAGE.row(cells, SUMS)


def _agreement(warmth: Warmth) -> Band:
    """Say whether services and ledger agree, and name each difference."""
    if not warmth.differences:
        told = "工会经费支付的，服务台账与收支台账逐张凭证相符。"
        return Band("agreement", (PAGE.section("与收支台账核对"), PAGE.remark(told)))
    heads = ("不相符的", "服务台账(元)", "收支台账(元)", "相差(元)")
    header = PAGE.row([Cell(text, "header") for text in heads], CHECKED)
    rows = []
    for one in warmth.differences:
        amounts = (one.given, one.booked, one.given - one.booked)
        cells = (Cell(one.what), *(Cell(amount, "money") for amount in amounts))
        rows.append(PAGE.row(cells, CHECKED))
    return PAGE.table("agreement", "与收支台账核对", header, rows)


def _helps(warmth: Warmth) -> Band:
    """Lay out who got what, season by season."""
    heads = ("姓名", "困难类别", "慰问日期", "内容", "金额(元)", "经费来源", "签收", "经办")
    header = PAGE.header(heads)
    rows: list[Line] = []
    season = ""
    for one in warmth.helps:
        if one.season != season:
            season = one.season
            total = warmth.sum_of(season)
            told = f"{season}：{total.household_count} 户 {total.turn_count} 人次，"
            rows.append(PAGE.remark(f"{told}{money(total.amount)} 元"))
        rows.append(PAGE.row(_help_row(one)))
    return PAGE.table("helps", "明细", header, rows)


def _help_row(one: Help) -> tuple[Cell, ...]:
    entry = one.entry
    return (
        Cell(one.name),
        Cell(one.category or None),
        Cell(entry.served_on, "date"),
        Cell(entry.content or entry.service_kind),
        Cell(entry.amount, "money"),
        Cell((entry.money_source or NO_SOURCE) if entry.amount else entry.fund_source or None),
        Cell(None),
        Cell(entry.handler or None),
    )


def _files(book: UnionBook, warmth: Warmth) -> Iterator[Band]:
    """Yield how many files stand open, of which class, and who of them got nothing."""
    if not warmth.files:
        return
    typed = [one.category if one.category in CLASSES else "其他" for one in warmth.files]
    counts = (f"{name} {typed.count(name)} 户" for name in (*CLASSES, "其他") if name in typed)
    told = f"在档 {len(warmth.files)} 户：{'、'.join(counts)}。"
    lines = [PAGE.section("在档困难职工"), PAGE.remark(told)]
    lines.append(PAGE.remark(_computed_told(book, warmth)))
    if warmth.without_help:
        names = "、".join(one.member_name or one.member_no for one in warmth.without_help)
        lines.append(PAGE.remark(f"本年还没有登记帮扶的：{names}。", "warning"))
    yield Band("files", tuple(lines), head=len(lines))


def _computed_told(book: UnionBook, warmth: Warmth) -> str:
    """Say what the figures of the families come to, as far as they are filled."""
    minimum = book.settings.living_minimum_amount
    if minimum is None:
        return "未设标准，未判定：设置没有填低保标准。"
    classes = [class_of(one, minimum) for one in warmth.files]
    counts = (f"{name} {classes.count(name)} 户" for name in (*CLASSES, UNDECIDED))
    return f"按低保标准 {money(minimum)} 元/月和所填收支判定：{'、'.join(counts)}。"


def _public(book: UnionBook, warmth: Warmth) -> Band:
    """Lay out what may be hung up: no class, no content, names of one character."""
    heads = ("姓名", "慰问日期", "金额(元)", "经费来源")
    header = PAGE.row([Cell(text, "header") for text in heads], PUBLIC)
    rows = [
        PAGE.row(
            (
                Cell(masked_name(one.name)),
                Cell(one.entry.served_on, "date"),
                Cell(one.entry.amount, "money"),
                Cell(one.payer),
            ),
            PUBLIC,
        )
        for one in warmth.helps
        if one.is_of_worth
    ]
    whole = sum((one.entry.amount or ZERO for one in warmth.helps), ZERO)
    total = (
        Cell("合计", "total"),
        Cell(None, "total"),
        Cell(whole, "total-money"),
        Cell(None, "total"),
    )
    title = PAGE.title(f"{owner_name(book)}{book.fiscal_year} 年送温暖公示")
    remark = PAGE.remark("公示稿：姓名只留第一个字，不写困难类别和内容。有不同意见请向工会反映。")
    lines = (title, remark, header, *rows, PAGE.row(total, PUBLIC))
    return Band("public", lines, head=3, again=(header,))


VIEW = View(VIEW_ID, TITLE, warmth_sheet, READS, if_there=IF_THERE)
