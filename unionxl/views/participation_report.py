"""Who took part: activity by activity, club by club, member by member, and who never did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.left_out import LeftOut
from unionxl.domain.money import yuan
from unionxl.domain.participation import participation
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Cell, NativeChart
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.view import View
from unionxl.views.wording import day_text, owner_name, rate_value, start_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.participation import (
        ClubTurnout,
        MemberTurnout,
        Participation,
        Turnout,
    )
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "activities", "活动参与"
TABLES_TOLD = (ACTIVITIES, MEMBERS, PLAN)
PAGE = Page((8.5,) * 12)
ACTIVITY_SPANS = (
    *(Span(1, 1), Span(2, 2), Span(3, 5), Span(6, 6)),
    *(Span(7, 7), Span(8, 8), Span(9, 9), Span(10, 12)),
)
CLUB_SPANS = (Span(1, 3), Span(4, 4), Span(5, 5), Span(6, 7), Span(8, 9), Span(10, 12))
MONTH_SPANS = (Span(1, 3), Span(4, 6), Span(7, 9), Span(10, 12))
MEMBER_SPANS = (
    *(Span(1, 2), Span(3, 3), Span(4, 4), Span(5, 6)),
    *(Span(7, 8), Span(9, 9), Span(10, 10), Span(11, 12)),
)
UNKNOWN_SPANS = (Span(1, 1), Span(2, 5), Span(6, 12))
MONTHS = "按月"
CHART_CM = (16.0, 6.5)
POINTS_A_CM = 28.35
NO_NUMBER, ALL_THERE, ALL_MISSING = "缺编号", "齐全", "都没有"
MOST_NAMES = 200


def participation_report(book: UnionBook) -> SheetSpec:
    """Lay out the activities of the year with who came, and who never did.

    The committee reads it for the assessment, the clubs and the planning of the next year.
    """
    found = participation(book)
    bands = (
        _head(book, found),
        _activities(book, found),
        *_clubs(found),
        *_months(found),
        *_members(found),
        *_unknown(found),
        *_foot(book),
    )
    paged = paginate(bands, page_height(PAGE.widths))
    sheet = stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)
    row = next((block.top for block in sheet.blocks if block.name == MONTHS), 0)
    return replace(sheet, charts=(_chart(row),)) if row else sheet


def told_in_short(found: Participation) -> str:
    """Say in a sentence how many came to how much."""
    if not found.held:
        return "《活动台账》没有今年的活动"
    counted = [one for one in found.held if one.rate is not None]
    came = sum(one.attended_count or 0 for one in counted)
    expected = sum(one.expected_count or 0 for one in counted)
    parts = [f"活动 {len(found.held)} 次，参加 {found.head_count:,} 人次"]
    if expected:
        parts.append(f"到会率 {came / expected:.0%}")
    if not found.listed:
        parts.append("没有一次填了参加人员，个人的次数统计不了")
    elif found.members:
        told = f"{len(found.listed)} 次填了参加人员"
        never = len(found.never)
        parts.append(f"{told}，{never} 名会员一次也没有参加" if never else f"{told}，人人都参加过")
    return "；".join(parts)


def _head(book: UnionBook, found: Participation) -> Band:
    """Lay out the title and the sentence that says how things stand."""
    facts = (f"截至 {book.as_of:%Y-%m-%d}", start_note(book.settings.start_month))
    lines = (
        PAGE.title(f"{owner_name(book)}{book.fiscal_year} 年活动参与".strip()),
        PAGE.subtitle("　·　".join(filter(None, (*facts, "按《活动台账》《会员》")))),
        PAGE.remark(f"{told_in_short(found)}。"),
    )
    return Band("head", lines, head=len(lines))


def _table(title: str, header: Sequence[str], spans: Sequence[Span], rows: Sequence[Line]) -> Band:
    heads = PAGE.row([Cell(text, "header") for text in header], spans)
    return PAGE.table(title, title, heads, rows)


def _activities(book: UnionBook, found: Participation) -> Band:
    """Lay out the activities in the order of their days."""
    title = "活动一览"
    if not found.held:
        nothing = PAGE.nothing(f"{LeftOut.of(book).nothing(ACTIVITIES)}。")
        return Band(title, (PAGE.section(title), nothing), head=1)
    header = ("编号", "日期", "活动", "应到", "实到", "到会率", "人均(元)", "资料缺什么")
    return _table(title, header, ACTIVITY_SPANS, [_activity(one) for one in found.held])


def _activity(one: Turnout) -> Line:
    """Lay out one activity."""
    activity = one.activity
    missing = one.missing_papers
    papers = "、".join(missing) or ALL_THERE
    return PAGE.row(
        (
            Cell(activity.activity_no or NO_NUMBER, "code", link=activity.source),
            Cell(day_text(activity.held_on), "body-fit"),
            Cell(activity.name),
            Cell(one.expected_count, "count"),
            Cell(one.attended_count, "count"),
            Cell(rate_value(one.rate), "rate"),
            Cell(_fen(one.cost_each), "money-small"),
            Cell(papers if activity.evidence.strip() else ALL_MISSING),
        ),
        ACTIVITY_SPANS,
    )


def _fen(amount: Decimal | None) -> Decimal | None:
    """Return an amount as a cell holds it."""
    return None if amount is None else yuan(amount)


def _clubs(found: Participation) -> Iterator[Band]:
    """Lay out the clubs, where there are any."""
    if found.clubs:
        header = ("社团", "会员", "次数", "平均到会", "人均(元)", "最近一次")
        yield _table("社团", header, CLUB_SPANS, [_club(one) for one in found.clubs])


def _club(one: ClubTurnout) -> Line:
    """Lay out one club."""
    average = None if one.average is None else f"{one.average:.1f}"
    return PAGE.row(
        (
            Cell(one.name),
            Cell(one.member_count or None, "count"),
            Cell(len(one.held) or None, "count"),
            Cell(average, "body-center"),
            Cell(_fen(one.cost_each), "money-small"),
            Cell(one.last_on or "今年没有登记", "date" if one.last_on else "body-center"),
        ),
        CLUB_SPANS,
    )


def _months(found: Participation) -> Iterator[Band]:
    """Lay out the months, with the room of the chart below; all of it on one page."""
    if not found.held:
        return
    names = ("月份", "次数", "人次", "平均每次")
    heads = PAGE.row([Cell(text, "header") for text in names], MONTH_SPANS)
    rows = [
        PAGE.row(
            (
                Cell(f"{month}月", "body-center"),
                Cell(count, "count"),
                Cell(came, "count"),
                Cell(f"{came / count:.0f}" if count else None, "body-center"),
            ),
            MONTH_SPANS,
        )
        for month, count, came in found.by_month()
    ]
    space = spread((PAGE.whole,), (Cell(None, "blank"),), 5)
    room = spread((PAGE.whole,), (Cell(None, "blank"),), CHART_CM[1] * POINTS_A_CM + 8)
    lines = (PAGE.section(MONTHS), heads, *rows, space, room)
    yield Band(MONTHS, lines, head=len(lines), step=len(lines))


def _chart(top: int) -> NativeChart:
    """Show how many came month by month, below the table."""
    return NativeChart(
        name="每月参加人次",
        title="每月参加人次",
        alt_text="每月参加活动的人次，数字见上表",
        block=MONTHS,
        header_row=1,
        row_count=12,
        category_column=0,
        bar_columns=(6,),
        line_column=None,
        is_horizontal=False,
        row=top + 15,
        column=1,
        width_cm=CHART_CM[0],
        height_cm=CHART_CM[1],
    )


def _members(found: Participation) -> Iterator[Band]:
    """Lay out how often each member took part, and who never did."""
    if not found.listed:
        return
    never = {id(one) for one in found.never}
    named = [one for one in found.members if one.count]
    header = ("姓名", "次数", "最近", "社团") * 2
    pairs = [_pair(named[at : at + 2]) for at in range(0, len(named), 2)]
    if pairs:
        yield _table("会员参加次数", header, MEMBER_SPANS, pairs)
    if never:
        names = [one.member.name for one in found.members if id(one.member) in never]
        shown = "、".join(names[:MOST_NAMES])
        more = f"等 {len(names)} 人" if len(names) > MOST_NAMES else ""
        title = "全年没有参加过活动" if found.members else ""
        told = f"在填了参加人员的 {len(found.listed)} 次活动里没有出现过，共 {len(names)} 人："
        row = PAGE.row((Cell(f"{told}{shown}{more}"),), (PAGE.whole,))
        yield Band(title, (PAGE.section(title), row), head=1)


def _pair(pair: Sequence[MemberTurnout]) -> Line:
    """Lay out two members side by side."""
    cells: list[Cell] = []
    for one in pair:
        cells += [
            Cell(one.member.name),
            Cell(one.count, "count"),
            Cell(day_text(max(one.days)), "body-fit"),
            Cell(one.member.clubs or None, "body-small"),
        ]
    cells += [Cell(None)] * (len(MEMBER_SPANS) - len(cells))
    return PAGE.row(cells, MEMBER_SPANS)


def _unknown(found: Participation) -> Iterator[Band]:
    """Lay out the names that fit nobody, and those that fit several."""
    rows = []
    for one in found.held:
        words = [*one.attendance.unknown, *(f"{name}（同名）" for name in one.attendance.alike)]
        if words:
            cells = (
                Cell(one.activity.activity_no or NO_NUMBER, "code", link=one.activity.source),
                Cell(one.activity.name),
                Cell("、".join(words)),
            )
            rows.append(PAGE.row(cells, UNKNOWN_SPANS))
    if rows:
        yield _table("没有认出的参加人员", ("编号", "活动", "没有计入的"), UNKNOWN_SPANS, rows)


def _foot(book: UnionBook) -> Iterator[Band]:
    """Say which rows are in none of the figures."""
    told = LeftOut.of(book).text(*TABLES_TOLD)
    if told:
        yield Band("foot", (PAGE.remark(f"{told}，请运行“检查”查看。", "warning"),), clings=True)


VIEW = View(VIEW_ID, TITLE, participation_report, TABLES_TOLD)
