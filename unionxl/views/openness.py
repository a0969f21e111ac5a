"""Blocks of 《会议与公开》: what was made public, the papers, the term and the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.disclosure_year import (
    LEAST_POSTED_DAYS,
    MOST_COUNTED_DAYS,
    kinds_of_year,
    notices_of,
)
from unionxl.domain.office_terms import (
    certificate_begins_on,
    election_begins_on,
    election_steps,
    term_ends_on,
)
from unionxl.domain.paper_year import information, information_by, open_papers
from unionxl.domain.written import figure, full_day, short_day
from unionxl.tables.registers import year_of_duties
from unionxl.views.bands import Band, Span
from unionxl.views.layout import Cell
from unionxl.views.tables import Page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.disclosure_year import KindOfYear, Notice
    from unionxl.domain.paper_year import InformationCount
    from unionxl.domain.papers import Paper
    from unionxl.views.bands import Line

PAGE = Page((8.5,) * 12)
MATRIX_SPANS = tuple(Span(first, first + 1) for first in range(1, 13, 2))
NOTICE_SPANS = (Span(1, 6), Span(7, 8), Span(9, 10), Span(11, 12))
PAPER_SPANS = (Span(1, 2), Span(3, 3), Span(4, 8), Span(9, 10), Span(11, 12))
INFORMATION_SPANS = (Span(1, 3), Span(4, 6), Span(7, 8), Span(9, 10), Span(11, 12))
OFFICE_SPANS = (Span(1, 4), Span(5, 6), Span(7, 12))
MISSING = "缺"


def list_band(
    title: str,
    header: Sequence[str],
    spans: Sequence[Span],
    rows: Sequence[Line],
    nothing: str = "",
) -> Band:
    """Lay out a table over spans, or say that there is nothing."""
    if not rows:
        return Band(title, (PAGE.section(title), PAGE.nothing(f"{nothing}。")), head=1)
    heads = PAGE.row([Cell(text, "header") for text in header], spans)
    return PAGE.table(title, title, heads, rows)


def disclosure_bands(book: UnionBook) -> Iterator[Band]:
    """Lay out what was made public by kind and quarter, and the notices that hung too short."""
    kinds = kinds_of_year(book.disclosures, year_of_duties(book))
    header = ("类别", "第一季度", "第二季度", "第三季度", "第四季度", "缺什么")
    rows = [_kind_row(one) for one in kinds]
    yield list_band("公开一览", header, MATRIX_SPANS, rows)
    notices = tuple(notices_of(book.disclosures, book.holiday_days))
    if notices:
        heads = ("公示事项", "公开日期", "公示截止", "工作日")
        rows = [_notice_row(one) for one in notices]
        yield list_band(f"公示时间（至少 {LEAST_POSTED_DAYS} 个工作日）", heads, NOTICE_SPANS, rows)


def _notice_row(notice: Notice) -> Line:
    """Lay out a notice with the working days for which it hangs."""
    one, count = notice.disclosure, notice.day_count
    told = f"{count}（不足）" if notice.is_short else f"{count}"
    if count >= MOST_COUNTED_DAYS:
        told = "长期"
    return PAGE.row(
        (
            Cell(one.subject, link=one.source),
            Cell(one.published_on, "date"),
            Cell(one.posted_until, "date"),
            Cell(told, "body-center"),
        ),
        NOTICE_SPANS,
    )


def _kind_row(kind: KindOfYear) -> Line:
    """Lay out one kind: its days by quarter."""
    missing = {at for part in kind.missing for at in part.quarters}
    cells = [Cell(kind.name, link=kind.duty.source if kind.duty else None)]
    for at, days in enumerate(kind.days, 1):
        shown = "、".join(short_day(day) for day in days)
        cells.append(Cell(shown or (MISSING if at in missing else None), "body-center"))
    return PAGE.row((*cells, Cell(kind.missing_text or None, "body-center")), MATRIX_SPANS)


def paper_bands(book: UnionBook) -> Iterator[Band]:
    """Lay out the papers that wait, and what became of the information that was sent."""
    waiting = open_papers(book.papers)
    header = ("日期", "方向", "标题", "办理期限", "状态")
    rows = [_paper_row(one, book.as_of) for one in waiting]
    yield list_band("待办文件", header, PAPER_SPANS, rows, "没有待办的文件")
    sent = information(book.papers)
    groups = (
        ("按采用级别", information_by(sent, lambda one: one.used_by)),
        ("按撰稿人", information_by(sent, lambda one: one.author)),
    )
    rows = [_information_row(name, one) for name, counts in groups for one in counts]
    header = ("分类", "名称", "报送篇数", "采用篇数", "积分")
    nothing = "《文件材料》里没有方向为“信息”的记录"
    yield list_band("信息报送", header, INFORMATION_SPANS, rows, nothing)


def _paper_row(paper: Paper, today: dt.date) -> Line:
    """Lay out a paper that is to be settled."""
    left = (paper.due_on - today).days if paper.due_on else 0
    state = f"逾期 {-left} 天" if left < 0 else f"还有 {left} 天" if left else "今天到期"
    return PAGE.row(
        (
            Cell(paper.dated_on, "date"),
            Cell(paper.direction or None, "body-center"),
            Cell(paper.title, link=paper.source),
            Cell(paper.due_on, "date"),
            Cell(state, "body-center"),
        ),
        PAPER_SPANS,
    )


def _information_row(group: str, count: InformationCount) -> Line:
    """Lay out how much was sent and used under one name."""
    return PAGE.row(
        (
            Cell(group, "body-center"),
            Cell(count.name),
            Cell(count.sent_count, "count"),
            Cell(count.used_count or None, "count"),
            Cell(figure(count.points) if count.points else None, "body-center"),
        ),
        INFORMATION_SPANS,
    )


def office_band(book: UnionBook) -> Iterator[Band]:
    """Lay out until when term and certificate last, and the steps of an election that is near."""
    ends_on, expires_on = term_ends_on(book.settings), book.settings.certificate_expires_on
    rows: list[Line] = []
    if ends_on is not None:
        name = book.settings.term_name
        begins_on = election_begins_on(ends_on)
        rows.append(_office_row(f"{name or '本届'}任期届满", ends_on, begins_on, book.as_of))
        if book.as_of >= begins_on:
            rows += [
                _row(f"　{number}. {step.name}", step.done_on, step.told or "还没有登记")
                for number, step in enumerate(
                    election_steps(ends_on, book.papers, book.meetings), 1
                )
            ]
    if expires_on is not None:
        begins_on = certificate_begins_on(expires_on)
        rows.append(_office_row("法人资格证书到期", expires_on, begins_on, book.as_of))
    nothing = "《设置》里没有填本届当选日期和任期年数，也没有法人证书到期日"
    yield list_band("任期和证书", ("事项", "日期", "说明"), OFFICE_SPANS, rows, nothing)


def _office_row(name: str, day: dt.date, begins_on: dt.date, today: dt.date) -> Line:
    """Lay out a day of the office with how far it is."""
    left = (day - today).days
    if left < 0:
        told = f"已过 {-left} 天，请尽快办理"
    elif today >= begins_on:
        told = f"还有 {left} 天，请办理"
    else:
        told = f"{full_day(begins_on)}起办理"
    return _row(name, day, told)


def _row(name: str, day: dt.date | None, told: str) -> Line:
    return PAGE.row((Cell(name), Cell(day, "date"), Cell(told)), OFFICE_SPANS)
