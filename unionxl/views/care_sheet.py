"""《关怀提醒》: who is due for what and why, to be filled in, and how far each group is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.care_model import CareState
from unionxl.domain.period import Month
from unionxl.domain.written import short_day, union_name
from unionxl.tables.care import care_in
from unionxl.tables.services import Services
from unionxl.views.bands import Band, Span, stack
from unionxl.views.care_coverage import coverage_bands
from unionxl.views.drafts import LineCells
from unionxl.views.layout import Cell
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import Care, CareDue, Greeted
    from unionxl.views.bands import Line
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "care", "关怀提醒"

# The month of the head; the cells of a line, and its facts.
MONTH = "=month"
DAY, CONTENT, AMOUNT, HANDLER = (
    "办理日期",
    Services.content.header,
    Services.amount.header,
    Services.handler.header,
)
NUMBER, NAME, TEAM, MATTER, WHY, LAST, DUE, STATE = (
    *("会员编号", "姓名", "小组", "事项", "事由/原因", "上次", "应办", "状态"),
)
HEADER = (NAME, TEAM, WHY, LAST, DUE, STATE, DAY, CONTENT, AMOUNT, HANDLER, "签名")
PAGE = Page((9, 9, 24, 10.5, 10.5, 9, 10.5, 14, 9, 8, 10))
SIGNING_HEIGHT = 27.0
DONE = "已办"
_UNION = (Span(1, 3), Span(4, 4), Span(5, 5), Span(6, 6), Span(7, 11))


def care_sheet(book: UnionBook, draft: DraftSheet) -> SheetSpec:
    """Lay out who is due, matter by matter, then the union's own duties and how far each is."""
    month = Month.parse(draft.head.facts[MONTH])
    care = care_in(book, month)
    bands = (
        _head(book, draft, month, care),
        *_matters(draft, care),
        *_of_the_union(care),
        *coverage_bands(care, PAGE),
        *_notes(care),
        Band("foot", (PAGE.signatures(("制表", "生活委员", "工会主席")),), clings=True),
    )
    paged = paginate(bands, page_height(PAGE.widths))
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)


def care_sentence(care: Care) -> str:
    """Say how many are due: 14 人次，其中逾期 3，待走访 1；下月起到期 5 人次."""
    late = [
        (state, _count(care.of_month, state)) for state in (CareState.OVERDUE, CareState.TO_VISIT)
    ]
    parts = [f"{state.value} {count}" for state, count in late if count]
    told = f"{len(care.of_month)} 人次" + (f"，其中{'，'.join(parts)}" if parts else "")
    return told + (f"；下月起到期 {len(care.coming)} 人次" if care.coming else "")


def _count(found: Sequence[CareDue], state: CareState) -> int:
    return sum(one.state is state for one in found)


def _head(book: UnionBook, draft: DraftSheet, month: Month, care: Care) -> Band:
    """Lay out the title, how many are due, and what to do with the sheet."""
    title = f"{union_name(book.settings.unit_name)}{month.year} 年 {month.month} 月关怀提醒"
    head = LineCells(VIEW_ID, draft.head)
    titled = PAGE.title(title)
    titled = replace(titled, cells=(head.facts(titled.cells[0]), *titled.cells[1:]))
    said = f"{month.month} 月要关怀 {care_sentence(care)}"
    more = sum(not one.is_counted for one in care.due)
    said += f"；另可提前安排 {more} 人" if more else ""
    lines = [titled, PAGE.subtitle(f"{said}　·　截至 {book.as_of:%Y-%m-%d}")]
    lines.append(
        PAGE.remark(
            "办过的填「办理日期」，再点「关怀提醒」，就记入《服务台账》，名单随着更新；"
            "还没有办的留空。这张表有事由，请只给经办的人看。"
        )
    )
    left = sum(bool(line.reason) for line in draft.lines)
    if left:
        lines.append(PAGE.remark(f"有 {left} 行没有登记，原因写在“事由/原因”一栏。", "warning"))
    return Band("head", tuple(lines), head=len(lines))


def _matters(draft: DraftSheet, care: Care) -> Iterator[Band]:
    """Yield a band for each matter, in the order of what is most urgent."""
    by_matter: dict[str, list[DraftLine]] = {}
    for line in draft.lines:
        by_matter.setdefault(line.text(MATTER), []).append(line)
    greeted = [one for one in care.birthdays if one.served_on is not None]
    for matter, lines in by_matter.items():
        done = greeted if matter == BIRTHDAY else []
        yield _band(matter, lines, done)
    if greeted and BIRTHDAY not in by_matter:
        yield _band(BIRTHDAY, [], greeted)
    if not by_matter and not greeted:
        nothing = PAGE.nothing("本月没有要关怀的人。")
        yield Band("nobody", (PAGE.section("关怀名单"), nothing), head=1)


BIRTHDAY = "生日"


def _band(matter: str, lines: Sequence[DraftLine], done: Sequence[Greeted]) -> Band:
    """Lay out the list of one matter; at birthdays, who was greeted is marked."""
    counts = [
        (state.value, sum(line.text(STATE) == state.value for line in lines)) for state in CareState
    ]
    told = [f"{word} {count}" for word, count in counts if count]
    told += [f"{DONE} {len(done)}"] if done else []
    title = f"{matter}（{len(lines) + len(done)} 人：{'，'.join(told)}）"
    rows = [_row(line) for line in lines] + [_greeted(one) for one in done]
    band = PAGE.table(matter, title, PAGE.header(HEADER), rows)
    again = (PAGE.section(f"{matter}（续）"), *band.again[1:])
    return replace(band, again=again)


def _row(line: DraftLine) -> Line:
    """Lay out the line of one member."""
    cells = LineCells(VIEW_ID, line)
    why = f"没有登记：{line.reason}" if line.reason else line.text(WHY)
    row = PAGE.row(
        (
            cells.facts(Cell(line.text(NAME), "body-fit")),
            Cell(line.text(TEAM) or None, "body-fit"),
            Cell(why or None, "body-small"),
            _day(line.text(LAST)),
            _day(line.text(DUE)),
            Cell(line.text(STATE), "body-center"),
            cells.input(DAY, "input-date", "date"),
            cells.input(CONTENT, "input", "body"),
            cells.input(AMOUNT, "input-money", "money"),
            cells.input(HANDLER, "input", "body"),
            Cell(None),
        )
    )
    return replace(row, height=max(row.height, SIGNING_HEIGHT))


def _day(text: str) -> Cell:
    """Lay out a day, "" for none."""
    return Cell(dt.date.fromisoformat(text) if text else None, "date")


def _greeted(one: Greeted) -> Line:
    """Lay out a birthday that was greeted."""
    cells = (
        Cell(one.member.name, "body-fit"),
        Cell(one.member.group or None, "body-fit"),
        Cell(f"{short_day(one.birthday)}生日", "body-small"),
        Cell(None, "date"),
        Cell(one.birthday, "date"),
        Cell(DONE, "body-center"),
        Cell(one.served_on, "date"),
    )
    return PAGE.row((*cells, *[Cell(None)] * (len(HEADER) - len(cells))))


def _of_the_union(care: Care) -> Iterator[Band]:
    """Yield what is due for the union as a whole."""
    if not care.book_level:
        return
    heads = ("事项", LAST, DUE, STATE, "登记在哪里")
    header = PAGE.row([Cell(text, "header") for text in heads], _UNION)
    rows = [
        PAGE.row(
            (
                Cell(one.matter, link=one.links[0]),
                Cell(one.last_on, "date"),
                Cell(one.due_on, "date"),
                Cell(one.state.value, "body-center"),
                Cell("，".join(filter(None, (one.audience, one.reason)))),
            ),
            _UNION,
        )
        for one in care.book_level
    ]
    yield PAGE.table("union", f"定期要办的事（{len(rows)} 项）", header, rows)


def _notes(care: Care) -> Iterator[Band]:
    """Yield what could not be told, with the cell to put right."""
    lines = [PAGE.remark(f"{note.text.removesuffix('。')}。", "warning") for note in care.notes]
    if care.at_need:
        names = "、".join(duty.name for duty in care.at_need)
        lines.append(PAGE.remark(f"发生时办理：{names}。"))
    if lines:
        yield Band("notes", (PAGE.section("说明"), *lines), head=1)
