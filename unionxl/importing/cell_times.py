"""The time in a cell of a table, or behind a label: 三, 3月8日, 3.8, 2026-03-08, 3月上旬."""

from __future__ import annotations

import re
from dataclasses import replace

from unionxl.importing.columns import Role
from unionxl.importing.months import HeadKind, MonthHead, MonthSpan, read_head, read_month_cell
from unionxl.importing.text import plain, squeeze
from unionxl.words.months import FIGURES
from unionxl.words.numerals import ONES

_DAY_CELL = re.compile(
    rf"""
    # 2026.3.8-3.12
    (?:(?P<year>20\d\d)\s?[年./-]\s?)?(?P<month>{FIGURES})\s?[./-]\s?(?:[0-3]?\d)(?!\d)
    (?:\s?[-~至到]{{1,2}}\s?(?:(?P<to>{FIGURES})\s?[./-]\s?)?[0-3]?\d)?
    """,
    re.VERBOSE,
)
# 第3周(9.15-9.21): the days in the cell of a week.
_WEEK_LABEL = re.compile(rf"^第?(?:\d{{1,2}}|[{ONES}十]{{1,3}})周[(\[:]?(?=.)")
_YEAR_MONTH_CELL = re.compile(rf"(?P<year>20\d\d)\s?[年./-]\s?(?P<month>{FIGURES})\s?月?")


def read_time(cell: str, role: Role) -> MonthHead | None:
    """Read the months of a time cell: 三, 3月8日, 3.8, 2026-03-08, 3月上旬."""
    text = " ".join(plain(cell).split())
    bare = _WEEK_LABEL.sub("", squeeze(text))
    if role is Role.WEEK and "月" not in bare:
        return _read_dotted(bare)
    if role is Role.MONTH or "月" in bare or "季" in bare or "暑" in bare:
        months = read_month_cell(bare)
        if months:
            return MonthHead(months, HeadKind.ALONE, len(text))
    head = read_head(bare)
    if head:
        rest = bare[head.rest_at :].strip("()[]。;")
        settled = head.read_as_numbered() if head.has_day else head
        precise = bare if head.has_day or rest else ""
        return replace(settled, precise=precise)
    return _read_dotted(bare)


def _read_dotted(bare: str) -> MonthHead | None:
    """Read 3.8, 2026-03-08, 9.10-9.15, 2026.3."""
    year_month = _YEAR_MONTH_CELL.fullmatch(bare)
    match = year_month or _DAY_CELL.match(bare)
    if not match:
        return None
    months: tuple[int, ...] = (int(match["month"]),)
    to = match["to"] if not year_month else None
    if to and int(to) != months[0]:
        months = MonthSpan((months[0], int(to)))
    year = int(match["year"]) if match["year"] else None
    precise = "" if year_month else bare
    return MonthHead(months, HeadKind.ALONE, len(bare), year=year, precise=precise)
