"""How far each group has had a matter, and who has not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.written import full_day, part_percent
from unionxl.views.bands import Span
from unionxl.views.budget_report import bar
from unionxl.views.layout import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.care_model import Care, Coverage
    from unionxl.views.bands import Band, Line
    from unionxl.views.tables import Page

CHECK_UP = "体检"
MOST_NAMES = 24
SPANS = (*(Span(at, at) for at in range(1, 7)), Span(7, 11))
HEADER = ("事项", "对象", "覆盖率", "应办", "已办", "逾期", "还没有办的")
CHECK_SPANS = (Span(1, 3), Span(4, 4), Span(5, 5), Span(6, 6), Span(7, 11))
CHECK_HEADER = ("体检对象", "应检", "实检", "受检率", "备注（不写体检结果）")


def coverage_bands(care: Care, page: Page) -> Iterator[Band]:
    """Yield the coverage of every duty, with what is to follow, and the count of check-ups."""
    found = [one for one in care.coverage if one.whole]
    if not found:
        return
    header = page.row([Cell(text, "header") for text in HEADER], SPANS)
    lines: list[Line] = []
    for one in found:
        lines.append(_line(one, page))
        if one.a_month and one.missing and one.until is not None:
            lines.append(page.remark(_to_follow(one)))
    yield page.table("coverage", "覆盖情况", header, lines)
    checks = [one for one in found if one.matter == CHECK_UP]
    if checks:
        header = page.row([Cell(text, "header") for text in CHECK_HEADER], CHECK_SPANS)
        rows = [_check_up(one, page) for one in checks]
        yield page.table("check-ups", "体检登记统计", header, rows)


def _line(one: Coverage, page: Page) -> Line:
    """Lay out one duty."""
    share = Decimal(one.done_count) / len(one.whole)
    cells = (
        Cell(one.matter, link=one.source),
        Cell(one.audience),
        Cell(f"{bar(share)}  {part_percent(share)}", "bar"),
        Cell(len(one.whole), "count"),
        Cell(one.done_count, "count"),
        Cell(len(one.overdue) or None, "count"),
        Cell(_names(one), "body-small"),
    )
    return page.row(cells, SPANS)


def _names(one: Coverage) -> str:
    """Name who is missing, those first who have waited longest."""
    if not one.missing:
        return "都办了"
    names = "、".join(member.name for member in one.missing[:MOST_NAMES])
    return names + (f"等 {len(one.missing)} 人" if len(one.missing) > MOST_NAMES else "")


def _to_follow(one: Coverage) -> str:
    """Say how many are to follow a month until the cycle ends."""
    until = full_day(one.until) if one.until else ""
    return (
        f"{one.matter}：这一轮到{until}为止，还有 {len(one.missing)} 人；"
        f"平均每月 {one.a_month} 人就能按时办完，已从等得最久的排起，列入上面的名单。"
    )


def _check_up(one: Coverage, page: Page) -> Line:
    """Lay out how many were checked, and nothing of what was found."""
    share = Decimal(one.done_count) / len(one.whole)
    cells: Sequence[Cell] = (
        Cell(one.audience),
        Cell(len(one.whole), "count"),
        Cell(one.done_count, "count"),
        Cell(part_percent(share), "body-center"),
        Cell(None),
    )
    return page.row(cells, CHECK_SPANS)
