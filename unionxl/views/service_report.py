"""The services in figures: matter by matter, by whose money, by group, and what is listed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.left_out import LeftOut
from unionxl.domain.matters import QUANTITY, service_matters
from unionxl.domain.money import ZERO
from unionxl.domain.service_summary import NO_MATTER, ServiceSummary
from unionxl.domain.written import figure, money
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.duties import DUTIES
from unionxl.tables.history import HISTORY
from unionxl.tables.members import MEMBERS
from unionxl.tables.services import SERVICES
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell
from unionxl.views.paging import page_height, paginate
from unionxl.views.service_lists import LISTS
from unionxl.views.tables import Page
from unionxl.views.view import View
from unionxl.views.wording import owner_name, rate_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.service_summary import MatterFigures, MatterGroup
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "services", "服务汇总"
PAGE = Page((17, 9, 9, 10, 10, 10, 13, 15))
READS, IF_THERE = (MEMBERS, SERVICES), (DUTIES, DISCLOSURES, HISTORY)
BY_SOURCE = (Span(1, 2), Span(3, 5), Span(6, 6), Span(7, 8))


def service_report(book: UnionBook) -> SheetSpec:
    """Lay out the services of a book on its day."""
    summary = ServiceSummary(book)
    figures = summary.figures()
    bands = [_head(summary, figures)]
    if figures:
        bands += [_overview(figures), *_sources(figures)]
        for one in figures:
            bands += _matter(one)
            listing = LISTS.get(one.matter.listing)
            if listing:
                bands += listing(PAGE, one, summary)
    bands.append(_unused(figures))
    paged = paginate(bands, page_height(PAGE.widths))
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)


def _head(summary: ServiceSummary, figures: Sequence[MatterFigures]) -> Band:
    """Lay out the title, and all services in one sentence."""
    turns = [entry for one in figures for entry in one.turns]
    people = {summary.person(entry) for entry in turns}
    own = sum((one.amount or ZERO for one in turns if one.is_union_money), ZERO)
    others = sum((one.amount for one in figures), ZERO) - own
    told = f"登记 {len(figures)} 件事，{len(turns):,} 人次，{len(people):,} 人"
    told += f"；工会经费 {money(own)} 元" if own or others else ""
    told += f"，不是工会经费的 {money(others)} 元" if others else ""
    waiting = sum(one.open_count for one in figures)
    told += f"；另有 {waiting} 行还没有日期，不在数内" if waiting else ""
    lines = [
        PAGE.title(f"{owner_name(summary.book)}服务汇总"),
        PAGE.subtitle(
            f"{summary.book.fiscal_year} 年　·　截至 {summary.on:%Y-%m-%d}　·　按服务台账"
        ),
    ]
    lines.append(PAGE.remark(f"{told}。") if figures else PAGE.nothing("服务台账还没有登记"))
    left_out = LeftOut.of(summary.book).text(*READS, *IF_THERE, here="本表")
    if left_out:
        lines.append(PAGE.remark(f"{left_out}，请运行“检查”查看是哪些单元格。", "warning"))
    return Band("head", tuple(lines), head=len(lines))


def _overview(figures: Sequence[MatterFigures]) -> Band:
    """Lay out a row for each matter."""
    header = PAGE.header(
        ("事项", "人次", "人数", "应有人数", "其中已办", "覆盖率", "数量", "金额(元)")
    )
    rows = [PAGE.row([*_figures_row(one)]) for one in figures]
    total = (
        Cell("合计", "total"),
        Cell(sum(len(one.turns) for one in figures), "count"),
        *(Cell(None, "total"),) * 5,
        Cell(sum((one.amount for one in figures), ZERO), "total-money"),
    )
    return PAGE.table("overview", "各项服务", header, (*rows, PAGE.row(total)))


def _figures_row(one: MatterFigures) -> Iterator[Cell]:
    due = None if one.due is None else len(one.due)
    quantity = f"{figure(one.quantity)} {one.matter.unit}".strip() if one.quantity else None
    yield Cell(one.matter.name or NO_MATTER)
    yield Cell(len(one.turns), "count")
    yield Cell(one.person_count, "count")
    yield from _coverage(due, len(one.covered))
    yield Cell(quantity, "body-center")
    yield Cell(one.amount or None, "money")


def _coverage(due: int | None, covered: int) -> Iterator[Cell]:
    """Yield how many should have a matter, how many of them do, and their share."""
    yield Cell(due, "count")
    yield Cell(None if due is None else covered, "count")
    yield Cell(rate_value(Decimal(covered) / due) if due else None, "rate")


def _sources(figures: Sequence[MatterFigures]) -> Iterator[Band]:
    """Yield the amounts by whose money it was, matter by matter and all together."""
    rows: list[Line] = []
    whole: dict[str, tuple[int, Decimal]] = {}
    for one in figures:
        for paid in one.sums:
            count, amount = whole.get(paid.source, (0, ZERO))
            whole[paid.source] = count + paid.turn_count, amount + paid.amount
            name = one.matter.name or NO_MATTER
            rows.append(_source_row(name, paid.source, paid.turn_count, paid.amount))
    rows += [_source_row("合计", source, *sums, is_total=True) for source, sums in whole.items()]
    if rows:
        heads = ("事项", "经费来源", "人次", "金额(元)")
        header = PAGE.row([Cell(text, "header") for text in heads], BY_SOURCE)
        yield PAGE.table("sources", "金额（按经费来源）", header, rows)


def _source_row(
    name: str, source: str, count: int, amount: Decimal, *, is_total: bool = False
) -> Line:
    text, number = ("total", "total-money") if is_total else ("body", "money")
    cells = (Cell(name, text), Cell(source, text), Cell(count, "count"), Cell(amount, number))
    return PAGE.row(cells, BY_SOURCE)


def _matter(one: MatterFigures) -> Iterator[Band]:
    """Yield what one matter comes to, and its groups unless that tells too much of somebody."""
    name = one.matter.name or NO_MATTER
    lines = [PAGE.section(name), PAGE.remark(_sentence(one))]
    if one.matter.is_private:
        lines.append(PAGE.remark("涉及个人情况，不分小组，不列姓名。"))
        yield Band(name, tuple(lines), head=len(lines))
        return
    unit = f"（{one.matter.unit}）" if one.matter.unit else ""
    heads = ("工会小组", "人次", "人数", "应有人数", "其中已办", "覆盖率")
    header = PAGE.header((*heads, f"{QUANTITY}{unit}", "金额(元)"))
    rows = [PAGE.row([*_group_row(group)]) for group in one.groups]
    again = (PAGE.section(f"{name}（续）"), header)
    yield Band(name, (*lines, header, *rows), head=3, again=again)


def _sentence(one: MatterFigures) -> str:
    """Say in one or two sentences what a matter comes to."""
    parts = [f"{len(one.turns):,} 人次，{one.person_count:,} 人"]
    if one.due is not None:
        share = f"（{len(one.covered) / len(one.due):.1%}）" if one.due else ""
        parts.append(f"应有{one.audience} {len(one.due)} 人，已办 {len(one.covered)} 人{share}")
    if one.unsure_count:
        parts.append(f"另有 {one.unsure_count} 人资料不全，看不出是否应有")
    if one.quantity:
        parts.append(f"{one.matter.counts}合计 {figure(one.quantity)} {one.matter.unit}".rstrip())
    parts += [f"{paid.source} {money(paid.amount)} 元" for paid in one.sums]
    if one.causes:
        parts.append("按事由：" + "、".join(f"{cause} {count}" for cause, count in one.causes))
    if one.open_count:
        parts.append(f"另有 {one.open_count} 行还没有日期")
    if one.matter.period:
        parts.append(one.matter.period)
    return f"{'；'.join(parts)}。"


def _group_row(group: MatterGroup) -> Iterator[Cell]:
    yield Cell(group.name)
    yield Cell(group.turn_count or None, "count")
    yield Cell(group.person_count or None, "count")
    yield from _coverage(group.due_count, group.covered_count)
    yield Cell(group.quantity or None, "count")
    yield Cell(group.amount or None, "money")


def _unused(figures: Sequence[MatterFigures]) -> Band:
    """Name the matters of which nothing is entered."""
    used = {one.matter.name for one in figures}
    names = [one.name for one in service_matters() if one.name not in used]
    told = f"没有登记的事项：{'、'.join(names)}。" if names else "清单中的事项都有登记。"
    return Band("unused", (PAGE.remark(told),))


VIEW = View(VIEW_ID, TITLE, service_report, READS, if_there=IF_THERE)
