"""Meetings, what was made public, papers and the term: what was done, and what is still to do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.disclosure_year import kinds_of_year, short_notices
from unionxl.domain.left_out import LeftOut
from unionxl.domain.meeting_year import (
    attendance_of,
    decided,
    meeting_kinds,
    open_decisions,
)
from unionxl.domain.paper_year import information, open_papers
from unionxl.domain.written import full_day, short_day
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.duties import DUTIES
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.meetings import MEETINGS, Meetings
from unionxl.tables.papers import PAPERS
from unionxl.tables.registers import duties_of_sheet, year_of_duties
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell, InputTarget
from unionxl.views.openness import (
    PAGE,
    disclosure_bands,
    list_band,
    office_band,
    paper_bands,
)
from unionxl.views.paging import page_height, paginate
from unionxl.views.view import View
from unionxl.views.wording import day_text, owner_name, rate_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.meeting_year import MeetingKind, OpenDecision
    from unionxl.domain.meetings import Meeting
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "meetings", "会议与公开"
TABLES_TOLD = (MEETINGS, DISCLOSURES, PAPERS, DUTIES)
KIND_SPANS = (Span(1, 3), Span(4, 4), Span(5, 5), Span(6, 7), Span(8, 8), Span(9, 12))
MEETING_SPANS = (
    *(Span(1, 1), Span(2, 2), Span(3, 4), Span(5, 8)),
    *(Span(9, 9), Span(10, 10), Span(11, 11), Span(12, 12)),
)
DECISION_SPANS = (Span(1, 1), Span(2, 2), Span(3, 5), Span(6, 8), Span(9, 11), Span(12, 12))
NO_NUMBER = "缺编号"


def meeting_report(book: UnionBook) -> SheetSpec:
    """Lay out meetings against duties, open decisions, publications, papers and the term.

    The chair and the clerk read it before an inspection, and fill in what became of decisions.
    """
    bands = (
        _head(book),
        _kinds(book),
        _meetings(book),
        _decisions(book),
        *disclosure_bands(book),
        *paper_bands(book),
        *office_band(book),
        *_foot(book),
    )
    paged = paginate(bands, page_height(PAGE.widths))
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)


def since(book: UnionBook) -> dt.date:
    """Return the first day that the sheet speaks of."""
    return max(book.settings.first_month.first_on, dt.date(book.fiscal_year, 1, 1))


def meetings_of_year(book: UnionBook) -> tuple[Meeting, ...]:
    """Return the meetings held in the year up to today, in the order of their days."""
    first = since(book)
    held = [
        one
        for one in book.meetings
        if one.held_on is not None and first <= one.held_on <= book.as_of
    ]
    return tuple(sorted(held, key=lambda one: one.held_on or dt.date.min))


def told_in_short(book: UnionBook) -> str:
    """Say in a sentence what there is and what is still to be done."""
    held = len(meetings_of_year(book))
    parts = [f"会议 {held} 次"]
    if count := len(open_decisions(book.meetings, book.as_of)):
        parts.append(f"{count} 次的决议没有填落实情况")
    missing = [one for one in kinds_of_year(book.disclosures, year_of_duties(book)) if one.missing]
    parts += [f"{one.missing_text}没有公开{one.name}" for one in missing]
    if count := len(short_notices(book.disclosures, book.holiday_days)):
        parts.append(f"{count} 次公示不足 5 个工作日")
    if count := len(open_papers(book.papers)):
        parts.append(f"{count} 件文件没有办结")
    sent = information(book.papers)
    if sent:
        parts.append(f"报送信息 {len(sent)} 篇，采用 {sum(one.is_used for one in sent)} 篇")
    return "；".join(parts)


def _head(book: UnionBook) -> Band:
    """Lay out the title and the sentence that says how things stand."""
    first = since(book)
    begun = f"{first.month} 月至" if first.month > 1 else "截至"
    lines = (
        PAGE.title(f"{owner_name(book)}{book.fiscal_year} 年会议与公开".strip()),
        PAGE.subtitle(
            f"{begun} {book.as_of:%Y-%m-%d}　·　按《会议》《公开》《文件材料》《周期事项》"
        ),
        PAGE.remark(f"{told_in_short(book)}。"),
    )
    return Band("head", lines, head=len(lines))


def _kinds(book: UnionBook) -> Band:
    """Lay out how often each kind met, against how often it should."""
    duties = duties_of_sheet(book, MEETINGS.sheet)
    kinds = meeting_kinds(book.meetings, duties, since(book), book.as_of)
    header = ("类别", "已开", "应开", "最近一次", "到会率", "状态")
    rows = [
        PAGE.row(
            (
                Cell(one.name),
                Cell(len(one.held) or None, "count"),
                Cell(len(one.due_days) or None, "count"),
                Cell(one.last_on, "date"),
                Cell(rate_value(one.attendance), "rate"),
                Cell(_kind_state(one, book.as_of)),
            ),
            KIND_SPANS,
        )
        for one in kinds
    ]
    return list_band("会议次数", header, KIND_SPANS, rows)


def _kind_state(kind: MeetingKind, as_of: dt.date) -> str:
    """Say whether a kind met as often as it should by now."""
    if kind.every_months is None:
        return "没有写周期"
    often = f"每 {kind.every_months} 个月一次"
    if kind.missing_count:
        return f"{often}，缺 {kind.missing_count} 次"
    if not kind.due_days and kind.next_due_on is None:
        return f"{often}，没有写起算日期"
    if kind.next_due_on is None or len(kind.held) > len(kind.due_days):
        return f"{often}，次数够"
    is_this_year = kind.next_due_on.year == as_of.year
    write = short_day if is_this_year else full_day
    return f"{often}，下次 {write(kind.next_due_on)}前"


def _meetings(book: UnionBook) -> Band:
    """Lay out the meetings of the year."""
    held = meetings_of_year(book)
    header = ("编号", "日期", "类别", "名称", "应到", "实到", "到会率", "落实")
    rows = [
        PAGE.row(
            (
                Cell(one.meeting_no or NO_NUMBER, "code", link=one.source),
                Cell(day_text(one.held_on), "body-fit"),
                Cell(one.category or None, "body-center"),
                Cell(one.name),
                Cell(one.expected_count, "count"),
                Cell(one.attended_count, "count"),
                Cell(rate_value(attendance_of((one,))), "rate"),
                Cell(_follow_up(one), "body-center"),
            ),
            MEETING_SPANS,
        )
        for one in held
    ]
    nothing = LeftOut.of(book).nothing(MEETINGS)
    return list_band("会议一览", header, MEETING_SPANS, rows, nothing)


def _follow_up(meeting: Meeting) -> str | None:
    """Say in a word whether it is known what became of a decision."""
    if not decided(meeting):
        return None
    return "已填" if meeting.follow_up.strip() else "未填"


def _decisions(book: UnionBook) -> Band:
    """Lay out the decisions that wait for a word on what became of them, with room for it."""
    found = open_decisions(book.meetings, book.as_of)
    header = ("编号", "日期", "会议", "决议", Meetings.follow_up.header, "已过天数")
    rows = [_decision(one) for one in found]
    band = list_band("决议落实", header, DECISION_SPANS, rows, "决议都填了落实情况")
    if not rows:
        return band
    told = "黄格里填写落实情况，再点一次「会议与公开」就记入《会议》。"
    return Band(
        band.name,
        (band.lines[0], PAGE.remark(told), *band.lines[1:]),
        head=band.head + 1,
        again=band.again,
    )


def _decision(one: OpenDecision) -> Line:
    """Lay out one decision; without a number nothing says where its text would go."""
    meeting = one.meeting
    target = InputTarget(MEETINGS.name, meeting.meeting_no, Meetings.follow_up.header)
    room = Cell(None, "input", input_for=target) if meeting.meeting_no else Cell("请先填会议编号")
    late = "（逾期）" if one.is_late else ""
    return PAGE.row(
        (
            Cell(meeting.meeting_no or NO_NUMBER, "code", link=meeting.source),
            Cell(day_text(meeting.held_on), "body-fit"),
            Cell(meeting.name),
            Cell(meeting.resolution),
            room,
            Cell(f"{one.day_count}{late}", "body-center"),
        ),
        DECISION_SPANS,
    )


def _foot(book: UnionBook) -> Iterator[Band]:
    """Say which rows are in none of the figures."""
    notes: Sequence[str] = tuple(filter(None, (LeftOut.of(book).text(*TABLES_TOLD),)))
    if notes:
        lines = tuple(PAGE.remark(f"{note}，请运行“检查”查看。", "warning") for note in notes)
        yield Band("foot", lines, clings=True)


VIEW = View(VIEW_ID, TITLE, meeting_report, (MEETINGS, DISCLOSURES, PAPERS, DUTIES, HOLIDAYS))
