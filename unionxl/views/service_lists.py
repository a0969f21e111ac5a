"""What 《服务汇总》 lists of some matters: honours, pairs, cures, insurance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.domain.matter_lists import covers, cures, honours, pairs, quota
from unionxl.domain.matters import Listing
from unionxl.domain.written import exact_percent, figure, full_day, money
from unionxl.views.bands import Band, Span
from unionxl.views.layout import Cell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.matter_lists import CureState, Honour, Pair
    from unionxl.domain.service_summary import MatterFigures, ServiceSummary
    from unionxl.views.bands import Line
    from unionxl.views.layout import CellValue
    from unionxl.views.tables import Page

MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class _List:
    """The columns of a list."""

    heads: tuple[str, ...]
    spans: tuple[Span, ...]

    def band(self, page: Page, title: str, told: str, rows: Iterable[Line]) -> Band:
        """Lay out a list with what is to be said above it."""
        header = page.row([Cell(text, "header") for text in self.heads], self.spans)
        lines = (page.section(title), page.remark(told), header, *rows)
        return Band(title, lines, head=3, again=(page.section(f"{title}（续）"), header))


HONOURS = _List(
    ("级别", "荣誉", "姓名", "日期", "公示日期"),
    (Span(1, 1), Span(2, 4), Span(5, 6), Span(7, 7), Span(8, 8)),
)
PAIRS = _List(
    ("徒弟", "师父", "开始日期", "到期日期", "听课节数", "状态"),
    (Span(1, 1), Span(2, 3), Span(4, 4), Span(5, 5), Span(6, 6), Span(7, 8)),
)
CURES = _List(
    ("姓名", "工会小组", "上次日期", "本年", "备注"),
    (Span(1, 1), Span(2, 3), Span(4, 5), Span(6, 7), Span(8, 8)),
)
COVER = _List(("参保情况", "人数", "姓名"), (Span(1, 2), Span(3, 3), Span(4, 8)))
NOT_IN = replace(COVER, heads=("情况", "人数", "姓名"))


def _names(names: Sequence[str]) -> str:
    """Name people, of very many the first."""
    more = f"等 {len(names)} 人" if len(names) > MOST_NAMES else ""
    return "、".join(names[:MOST_NAMES]) + more


def _day(day: CellValue) -> Cell:
    return Cell(day, "date")


def honour_bands(page: Page, figures: MatterFigures, summary: ServiceSummary) -> Iterator[Band]:
    """Yield honours by level, with the day on which they were made public, and the quota."""
    found = honours(figures, summary)
    if not found:
        return
    rows = [line for one in found for line in _honour_rows(page, one, summary)]
    told = _quota_told(summary)
    yield HONOURS.band(page, f"{figures.matter.name}名单", told, rows)


def _quota_told(summary: ServiceSummary) -> str:
    """Say how many may have an honour, and where the days of publication are from."""
    rate, count = summary.book.settings.honour_rate, len(summary.roll.at_work_on(summary.on))
    told = "公示日期取自《公开》里评优的、之前 60 天内最近的一次。"
    if rate is None:
        return f"{told}设置没有填评优比例，未核对名额。"
    share = exact_percent(rate)
    return f"{told}评优比例 {share}，在职会员 {count} 人，一项最多 {quota(rate, count)} 人。"


def _honour_rows(page: Page, one: Honour, summary: ServiceSummary) -> Iterator[Line]:
    """Yield the people of an honour, those of one day together."""
    by_day: dict[dt.date | None, list[str]] = {}
    for entry in one.entries:
        member = summary.roll.find(entry.member_no, entry.member_name)
        name = member.name if member else entry.member_name or entry.member_no
        by_day.setdefault(entry.served_on, []).append(name)
    for day, names in by_day.items():
        cells = (
            Cell(one.level or "未填级别"),
            Cell(f"{one.name or '未填荣誉'}（{one.person_count} 人）"),
            Cell(_names(names)),
            _day(day),
            _day(one.published_on) if one.published_on else Cell("没有找到", "body-center"),
        )
        yield page.row(cells, HONOURS.spans)


def pair_bands(page: Page, figures: MatterFigures, summary: ServiceSummary) -> Iterator[Band]:
    """Yield pupils with their mentors, from when to when, and how many lessons were heard."""
    found = pairs(figures.turns, summary)
    if not found:
        return
    running = sum(one.state_on(summary.on) == "进行中" for one in found)
    rows = [_pair_row(page, one, summary) for one in found]
    told = f"共 {len(found)} 对，{running} 对在结对期内。"
    yield PAIRS.band(page, f"{figures.matter.name}名单", told, rows)


def _pair_row(page: Page, one: Pair, summary: ServiceSummary) -> Line:
    cells = (
        Cell(one.pupil),
        Cell(one.mentor or "未写师父"),
        _day(one.started_on),
        _day(one.ends_on),
        Cell(one.lesson_count or None, "count"),
        Cell(one.state_on(summary.on)),
    )
    return page.row(cells, PAIRS.spans)


def cure_bands(page: Page, figures: MatterFigures, summary: ServiceSummary) -> Iterator[Band]:
    """Yield the members at work by how long ago they had a cure; the committee chooses."""
    found = cures(figures, summary)
    if not found:
        return
    never = sum(not one.has_been for one in found)
    most, went = summary.book.settings.cure_quota, len({*_went(figures, summary)})
    places = f"本年名额 {most} 人，" if most is not None else ""
    told = f"{places}已参加 {went} 人；{never} 人没有参加过的记录，排在前面，以后按上次日期。"
    told += "不排名次，由委员会确定。"
    rows = [_cure_row(page, one) for one in found]
    yield CURES.band(page, f"{figures.matter.name}名单", told, rows)


def _went(figures: MatterFigures, summary: ServiceSummary) -> Iterator[str]:
    return (summary.person(one) for one in figures.turns if one.is_done)


def _cure_row(page: Page, one: CureState) -> Line:
    cells = (
        Cell(one.member.name),
        Cell(one.member.group),
        _day(one.last_on) if one.last_on else Cell("没有记录", "body-center"),
        Cell("、".join(one.this_year)),
        Cell("两年内退休" if one.retires_soon else None),
    )
    return page.row(cells, CURES.spans)


def insurance_bands(page: Page, figures: MatterFigures, summary: ServiceSummary) -> Iterator[Band]:
    """Yield until when how many are insured, who is not, and what was paid on claims."""
    found = covers(figures, summary)
    rows = [
        _cover_row(page, f"保到 {full_day(day)}" if day else "没有写到期日期", count, None)
        for day, count in found.until
    ]
    if found.lapsed:
        lapsed = [f"{one.name}（{full_day(day)}）" for one, day in found.lapsed]
        rows.append(_cover_row(page, "已到期，没有续保", len(lapsed), _names(lapsed)))
    if found.before:
        names = _names([one.name for one in found.before])
        rows.append(_cover_row(page, "上年参保，到期日期不详", len(found.before), names))
    if found.never:
        names = _names([one.name for one in found.never])
        rows.append(_cover_row(page, "没有参保的登记", len(found.never), names))
    told = f"在保 {found.insured_count} 人。"
    if found.claim_count:
        paid = "、".join(f"{source} {money(amount)} 元" for source, amount in found.claimed)
        told += f"理赔 {found.claim_count} 次，{paid or '没有写金额'}。"
    yield COVER.band(page, f"{figures.matter.name}参保情况", told, rows)


def _cover_row(page: Page, text: str, count: int, names: str | None) -> Line:
    return page.row((Cell(text), Cell(count, "count"), Cell(names)), COVER.spans)


def study_bands(page: Page, figures: MatterFigures, _: ServiceSummary) -> Iterator[Band]:
    """Yield who has handed in nothing yet."""
    if not figures.lacking:
        return
    unit = figures.matter.unit
    told = f"已交 {len(figures.covered)} 人，共 {figure(figures.quantity)} {unit}。"
    names = _names([one.name for one in figures.lacking])
    rows = [_cover_row(page, "还没有交", len(figures.lacking), names)]
    yield NOT_IN.band(page, f"{figures.matter.name}未交名单", told, rows)


LISTS: Mapping[Listing, Callable[[Page, MatterFigures, ServiceSummary], Iterator[Band]]] = {
    Listing.HONOURS: honour_bands,
    Listing.PAIRS: pair_bands,
    Listing.CURES: cure_bands,
    Listing.INSURED: insurance_bands,
    Listing.STUDY: study_bands,
}
