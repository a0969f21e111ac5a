"""The members in figures: by group, age and kind, who came and went, what the roll lacks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.member_statistics import MAN, NOT_FILLED, WOMAN, member_statistics
from unionxl.tables.members import MEMBERS, Members
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.chart import ChartKind, ChartSpec, Series, count_column
from unionxl.views.chart_sheet import POINTS_A_CM, TALLEST_ROW, picture_of
from unionxl.views.layout import Cell
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.view import View
from unionxl.views.wording import owner_name, rate_value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.member_statistics import MemberStatistics, Split
    from unionxl.domain.members import Member
    from unionxl.views.bands import Line
    from unionxl.views.chart_sheet import PlacedChart
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "members", "会员统计"
PAGE = Page((26, 12, 12, 12, 12, 14))
# A count in the first columns, names in all others.
NAMED = (Span(1, 1), Span(2, 2), Span(3, 6))
MOST_NAMES = 40

COLUMNS: tuple[tuple[str, Callable[[Member], str]], ...] = (
    (Members.staff_kind.header, lambda one: one.staff_kind),
    (Members.education.header, lambda one: one.education),
    (Members.political_status.header, lambda one: one.political_status),
)
WANTED: tuple[tuple[str, Callable[[Member], object]], ...] = (
    (Members.gender.header, lambda one: one.gender),
    (Members.born_on.header, lambda one: one.born_on),
    (Members.joined_on.header, lambda one: one.joined_on),
    (Members.group.header, lambda one: one.group),
    (Members.phone.header, lambda one: one.phone),
    *COLUMNS,
)


def figures_of(book: UnionBook) -> MemberStatistics:
    """Return the roll on the day of the book."""
    return member_statistics(book.members, book.as_of, book.fiscal_year)


def age_chart(figures: MemberStatistics) -> ChartSpec:
    """Show how old women and men are."""
    bands = figures.by_age()
    return ChartSpec(
        chart_id="member-ages",
        name="会员年龄",
        kind=ChartKind.PAIRS,
        title=_age_sentence(figures).removesuffix("。"),
        unit="单位：人",
        source=f"来源：《会员》；截至 {figures.on:%Y-%m-%d}",
        categories=tuple(one.name for one in bands),
        series=(
            Series(WOMAN, tuple(one.women for one in bands)),
            Series(MAN, tuple(one.men for one in bands)),
        ),
        columns=(
            count_column(WOMAN, (one.women for one in bands)),
            count_column(MAN, (one.men for one in bands)),
        ),
    )


def member_report(book: UnionBook, chart: PlacedChart | None = None) -> SheetSpec:
    """Lay out the roll on the day of the book, with the picture of the ages."""
    figures = figures_of(book)
    bands = (
        _head(book, figures),
        _split_band(
            "按工会小组", _group_sentence(figures), figures, figures.by(lambda one: one.group)
        ),
        _split_band("按年龄", _age_sentence(figures), figures, figures.by_age()),
        *([_room(chart)] if chart else []),
        *_kinds(figures),
        _movements(book, figures),
        _retiring(figures),
        _lacking(figures),
    )
    paged = paginate(bands, page_height(PAGE.widths))
    sheet = stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)
    if chart is None:
        return sheet
    row = next(block.top for block in sheet.blocks if block.name == chart.spec.chart_id)
    return replace(sheet, pictures=(picture_of(chart, row),))


def _room(chart: PlacedChart) -> Band:
    """Lay out the room of a picture, in rows that no program refuses to be so high."""
    left = chart.height_cm * POINTS_A_CM + 8
    heights = [
        min(left - at * TALLEST_ROW, TALLEST_ROW) for at in range(int(left // TALLEST_ROW) + 1)
    ]
    lines = tuple(spread((PAGE.whole,), (Cell(None, "blank"),), height) for height in heights)
    return Band(chart.spec.chart_id, lines, head=len(lines), step=len(lines))


def _head(book: UnionBook, figures: MemberStatistics) -> Band:
    """Lay out the title, and how many there are in one sentence."""
    whole = figures.split()
    unknown = f"，{whole.unknown} 人没有填性别" if whole.unknown else ""
    retired = f"；退休 {len(figures.retired)} 人，另列" if figures.retired else ""
    told = f"在职会员 {whole.total} 人，其中女 {whole.women} 人{_share(whole.women, whole.total)}"
    return Band(
        "head",
        (
            PAGE.title(f"{owner_name(book)}会员统计"),
            PAGE.subtitle(f"截至 {figures.on:%Y-%m-%d}　·　按会员表，在职会员"),
            PAGE.remark(f"{told}{unknown}{retired}。"),
        ),
        head=3,
    )


def _share(part: int, whole: int) -> str:
    return f"（{part / whole:.0%}）" if whole else ""


def _split_band(
    title: str, sentence: str, figures: MemberStatistics, splits: Sequence[Split]
) -> Band:
    """Lay out a table by sex, with what it says above it."""
    header = PAGE.header((title.removeprefix("按"), "女", "男", "性别未填", "合计", "占比"))
    whole = figures.split()
    if not whole.total:
        return Band(title, (PAGE.section(title), PAGE.nothing("会员表中没有在职会员")), head=1)
    rows = [_split_row(one, whole.total, "body", "count", "rate") for one in splits]
    total = _split_row(whole, whole.total, "total", "count", "total-rate")
    band = PAGE.table(title, title, header, (*rows, total))
    lines = (band.lines[0], PAGE.remark(sentence), *band.lines[1:])
    return Band(title, lines, head=3, again=band.again)


def _split_row(split: Split, whole: int, text: str, count: str, rate: str) -> Line:
    cells = [Cell(split.name, text)]
    cells += [Cell(one or None, count) for one in (split.women, split.men, split.unknown)]
    cells += [Cell(split.total, count), Cell(rate_value(Decimal(split.total) / whole), rate)]
    return PAGE.row(cells)


def _group_sentence(figures: MemberStatistics) -> str:
    """Say how many groups there are, and which is the largest."""
    groups = figures.by(lambda one: one.group)
    named = [one for one in groups if one.name != NOT_FILLED]
    if not named:
        return "会员都没有填工会小组。"
    largest = max(named, key=lambda one: one.total)
    return f"共 {len(named)} 个小组，{largest.name}人数最多，{largest.total} 人。"


def _age_sentence(figures: MemberStatistics) -> str:
    """Say how many are young, and how many ages are not known."""
    young, *_, last = figures.by_age()
    known = figures.split().total - (last.total if last.name == NOT_FILLED else 0)
    told = f"35岁及以下 {young.total} 人{_share(young.total, known)}，按周岁计算"
    missing = f"；另有 {last.total} 人没有出生日期" if last.name == NOT_FILLED else ""
    return f"{told}{missing}。"


def _kinds(figures: MemberStatistics) -> Iterator[Band]:
    """Yield a table for each column that is filled for anybody."""
    for header, read in COLUMNS:
        splits = figures.by(read)
        named = [one for one in splits if one.name != NOT_FILLED]
        if named:
            largest = max(named, key=lambda one: one.total)
            share = _share(largest.total, figures.split().total)
            told = f"{largest.name}最多，{largest.total} 人{share}。"
            yield _split_band(f"按{header}", told, figures, splits)


def _movements(book: UnionBook, figures: MemberStatistics) -> Band:
    """Lay out who came and went in the year."""
    change = figures.net_change
    word = f"净增 {change} 人" if change > 0 else f"净减 {-change} 人" if change else "没有增减"
    rows = [
        _named(one.name, len(one.members), (_dated(member, day) for member, day in one.members))
        for one in figures.movements
    ]
    return _list_band(
        f"{book.fiscal_year} 年变动", f"到 {figures.on:%Y-%m-%d} {word}。", "变动", rows
    )


def _retiring(figures: MemberStatistics) -> Band:
    """Lay out who retires within twelve months."""
    names = [_dated(one, one.retired_on) for one in figures.retiring]
    told = (
        f"今后 12 个月有 {len(names)} 人退休。" if names else "会员表中没有今后 12 个月的退休日期。"
    )
    rows = [_named("将退休", len(names), names)] if names else []
    return _list_band("今后 12 个月退休", told, "事项", rows)


def _lacking(figures: MemberStatistics) -> Band:
    """Lay out which fields of the roll are empty, and for whom."""
    found = [(header, figures.lacking(read)) for header, read in WANTED]
    whole = len(figures.at_work)
    rows = [
        _named(header, len(members), ["全部未填"] if len(members) == whole else _names(members))
        for header, members in found
        if members
    ]
    told = f"{len(rows)} 项没有填全，请在会员表中补填。" if rows else "各项都已填全。"
    return _list_band("缺少的资料", told, "项目", rows)


def _list_band(title: str, sentence: str, head: str, rows: Sequence[Line]) -> Band:
    """Lay out counts with names."""
    lines = [PAGE.section(title), PAGE.remark(sentence)]
    header = PAGE.row([Cell(text, "header") for text in (head, "人数", "姓名")], NAMED)
    lines += [header, *rows] if rows else []
    return Band(title, tuple(lines), head=min(3, len(lines)))


def _named(name: str, count: int, names: Iterable[str]) -> Line:
    listed = list(names)
    shown = "、".join(listed[:MOST_NAMES]) + (f"等 {count} 人" if len(listed) > MOST_NAMES else "")
    return PAGE.row((Cell(name), Cell(count or None, "count"), Cell(shown or "无")), NAMED)


def _names(members: Iterable[Member]) -> list[str]:
    return [one.name for one in members]


def _dated(member: Member, day: dt.date | None) -> str:
    return f"{member.name}（{day.month}月{day.day}日）" if day else member.name


VIEW = View(VIEW_ID, TITLE, member_report, (MEMBERS,))
