"""Weeks of a term, dated by the day on which the document says that the first of them begins."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.domain.terms import is_spring
from unionxl.importing.columns import Role, column_role
from unionxl.importing.model import UnreadLine
from unionxl.importing.text import plain, squeeze
from unionxl.words.months import DAY_FIGURES, FIGURES
from unionxl.words.numerals import ONES, number

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from unionxl.importing.segments import Segment
    from unionxl.importing.titles import SchoolYears

_DAY = (
    rf"(?:(?P<year>20\d\d)[年./-])?(?P<month>{FIGURES})[月./-](?P<day>{DAY_FIGURES})[日号]?(?!\d)"
)
_FIRST = r"第?[一1]周"
_TERM_BEGINS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_FIRST}[:(从自于为是]*{_DAY}",  # 第一周:2025年2月17日
        rf"{_DAY}(?:[至到~-]+[\d月日号]*)?(?:为|是|,|:)*{_FIRST}(?!\d)",  # 9月1日至7日为第1周
        rf"{_DAY}[^。;]{{0,6}}(?:开学|正式上课|正式行课)",  # 9月1日正式上课
        rf"(?:开学|正式上课)(?:时间|日期|日)?[:为是于]*{_DAY}",  # 开学时间:9月1日
    )
)
_MAY_TELL = re.compile("周|开学|上课|行课")
_NUMBER = rf"(?:\d{{1,2}}|[{ONES}十]{{1,3}})"
_WEEK = re.compile(  # 第3周:, 第1-2周, 第三、四周
    rf"[\s(\[【]*第\s?(?P<n>{_NUMBER})(?:\s?[-~至到、,]\s?第?(?P<to>{_NUMBER}))?\s?(?:周|週)"
    r"[)\]】]?(?P<rest>\s*[:：、,]?\s*)"
)
_TO = rf"(?:[-~至到、,]第?(?P<to>{_NUMBER}))?"
_BARE_WEEK = re.compile(rf"第?(?P<n>{_NUMBER})(?:周|週)?{_TO}(?:周|週)?")
_WEEK_CELL = re.compile(rf"第?(?P<n>{_NUMBER})(?:周|週)?{_TO}(?:周|週)")
_MOST_WEEKS = 30
NO_TERM = "没有写明第1周从哪天算起，未导入"
_WITHIN = 200
ONE_DAY = dt.timedelta(days=1)


def term_begins(segments: Sequence[Segment], year: int | None) -> dt.date | None:
    """Return the Monday of the first week, None where the document does not say it."""
    telling = [one for one in segments if _MAY_TELL.search(one.plain[:_WITHIN])]
    for pattern in _TERM_BEGINS:
        for one in telling:
            found = pattern.search(squeeze(one.plain[:_WITHIN]))
            if found:
                written = int(found["year"]) if found["year"] else year
                day = _day(written, int(found["month"]), int(found["day"]))
                return day - day.weekday() * ONE_DAY if day else None
    return None


def lies_in_term(day: dt.date, years: SchoolYears) -> bool:
    """Tell whether a term that begins on a day may be that of a plan, by what its title says."""
    told = {years.first, years.second} if years.term is None else {years.term_year}
    half = years.term is None or (years.term == 1) == (not is_spring(day.month))
    return half and (years.first is None or day.year in told)


def _day(year: int | None, month: int, day: int) -> dt.date | None:
    """Return a day, None for one that the calendar does not know."""
    try:
        return dt.date(year, month, day) if year else None
    except ValueError:
        return None


def week_label(text: str) -> int:
    """Return where the text behind 第3周： at the start of a plain text begins, 0 for none."""
    match = _WEEK.match(text)
    return match.end() if match else 0


def weeks_asked(segments: Sequence[Segment], placed: Container[int]) -> tuple[UnreadLine, ...]:
    """Return the lines of weeks of which nothing was placed: only the term's first day dates them.

    A week of a month, as 第一周 below 三月份, has its month.
    """
    lines = [one for one in segments if _is_of_week(one) and one.line not in placed]
    return tuple(UnreadLine(one.line, " ".join(one.text.split()), NO_TERM) for one in lines)


def _is_of_week(one: Segment) -> bool:
    """Tell whether a line or a row opens with a week and goes on."""
    if one.is_row:
        cells = [cell.strip() for cell in one.cells if cell.strip()]
        match = _WEEK_CELL.fullmatch(squeeze(plain(cells[0]))) if len(cells) > 1 else None
        return match is not None
    match = _WEEK.match(one.plain)
    return match is not None and bool(one.plain[match.end() :].strip())


def _are_of_months(segments: Sequence[Segment]) -> bool:
    """Tell whether the weeks are counted anew in each month: 三月 第一周 … 四月 第一周 …."""
    weeks = [found for one in segments if not one.is_row if (found := _WEEK.match(one.plain))]
    counted = [number(found["n"]) or 0 for found in weeks]
    return sum(1 for before, after in pairwise(counted) if after < before) > 1


def with_dated_weeks(segments: Sequence[Segment], begins: dt.date | None) -> list[Segment]:
    """Write the days of each week before its works: 第3周：… as 9月15日-9月21日（第3周）：….

    Without the first day of the term a week is told as a week, and never taken for a month.
    """
    found: list[Segment] = []
    if _are_of_months(segments):
        return list(segments)
    column: int | None = None
    for one in segments:
        if one.is_row:
            roles = [column_role(cell) for cell in one.cells]
            if Role.CONTENT in roles:
                timed = {Role.MONTH, Role.DAY} & set(roles)
                column = roles.index(Role.WEEK) if Role.WEEK in roles and not timed else None
                found.append(one)
            else:
                found.append(_dated_row(one, column, begins))
        else:
            found.append(_dated_line(one, begins))
    return found


def _dated_line(one: Segment, begins: dt.date | None) -> Segment:
    """Return a line that opens with a week under its days."""
    if begins is None:
        return one
    match = _WEEK.match(one.plain)
    week = number(match["n"]) if match else None
    rest = one.text[match.end() :] if match else ""
    tells_first = any(pattern.search(squeeze(one.plain[:_WITHIN])) for pattern in _TERM_BEGINS)
    if not week or week > _MOST_WEEKS or tells_first or re.match(rf"[(\[]?{_DAY}", plain(rest)):
        return one
    last = number(match["to"]) if match and match["to"] else None
    name = f"{week}-{last}" if last else str(week)
    text = f"{_days(week, begins, last)}（第{name}周）：{rest}"
    return replace(one, text=text, plain=plain(text))


def _dated_row(one: Segment, column: int | None, begins: dt.date | None) -> Segment:
    """Return a row whose week is written as its days, or as a week where they are unknown."""
    cell = (
        plain(one.cells[column]).strip() if column is not None and column < len(one.cells) else ""
    )
    match = _BARE_WEEK.fullmatch(squeeze(cell))
    week = number(match["n"]) if match else None
    if not match or not week or week > _MOST_WEEKS:
        return one
    last = number(match["to"]) if match["to"] else None
    name = f"第{week}-{last}周" if last else f"第{week}周"
    told = _days(week, begins, last) if begins else name
    cells = tuple(told if at == column else text for at, text in enumerate(one.cells))
    text = "\t".join(cells)
    return replace(one, text=text, plain=plain(text), cells=cells)


def _days(week: int, begins: dt.date, to: int | None = None) -> str:
    """Return the days of a week or of some, the first Monday and the last Sunday."""
    first = begins + (week - 1) * 7 * ONE_DAY
    last = begins + (max(to or week, week) - 1) * 7 * ONE_DAY + 6 * ONE_DAY
    return f"{first.month}月{first.day}日-{last.month}月{last.day}日"
