"""The text of a State Council notice, as days off and make-up workdays."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.holidays import DayOffKind, HolidayDay
from unionxl.domain.notice_text import YEAR, cut_notice
from unionxl.domain.statutory import statutory_days
from unionxl.domain.written import full_day
from unionxl.words.months import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from unionxl.domain.notice_text import NoticeItem, NoticeText

YEARS = range(1950, 2100)
FRIDAY, SATURDAY, MONDAY = 4, 5, 0
ONE_DAY = dt.timedelta(days=1)

_TO = r"(?:至|到|[-—–―~〜]+)"
_DAY_END = rf"(?:[日号]|(?={_TO}(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}[日号]))"
_DATE = rf"(?:({YEAR})年)?(?:([0-9]{{1,2}})月)?([0-9]{{1,2}}){_DAY_END}(\([^()]*\))?"
_SPAN = re.compile(rf"{_DATE}(?:{_TO}{_DATE})?")
_GROUPS_A_DATE = 4
_WEEKDAY = re.compile(rf"(?:周|星期)([{WEEKDAYS}天])")
_CLAUSE_END = re.compile(r"[。;,](?![^()]*\))")
_TOTAL = re.compile(r"共([0-9]{1,2})天")
_OWN_TOTAL = re.compile(r"放假([0-9]{1,2})天")
_DAYS_OFF = re.compile(r"放假|补休|调休")
_WORKED = "上班"
_OPEN_END = re.compile(r"起.*(?:放假|上班)")
_VERB = re.compile(r"放假|补休|上班")
# Notices before 2010 say which day is lent to which; since 2024 they recommend further days.
_EXPLANATION = re.compile(r"法定|公休|休息")


@dataclass(frozen=True, slots=True)
class NoticeProblem:
    """One part of a notice that was not taken over, and why; `line` counts from 1."""

    line: int
    text: str
    what: str

    def __str__(self) -> str:
        """Say where, what and what to do."""
        return f"通知第 {self.line} 行：{self.what}请对照通知原文核对后再读一次。"


@dataclass(frozen=True, slots=True)
class _Clause:
    """One clause with the days that it names."""

    text: str
    days: tuple[dt.date, ...]


class _ContradictionError(ValueError):
    """An item contradicts itself or the calendar; the text says how."""


def parse_notice(
    text: str, year: int | None = None
) -> tuple[tuple[HolidayDay, ...], tuple[NoticeProblem, ...]]:
    """Return the days that a notice names, in order, and what could not be taken over.

    The year stands in the title; `year` is for a text without one. A festival whose printed
    weekdays or number of days do not fit its dates is left out as a whole: nothing is guessed.
    """
    notice = cut_notice(text)
    notice_year = notice.year or year
    if notice_year is None or notice_year not in YEARS:
        return (), (NoticeProblem(1, notice.opening, "没有找到这是哪一年的通知。"),)
    problems = list(_problems_of_whole(notice, notice_year, year))
    days: dict[dt.date, HolidayDay] = {}
    for item in notice.items:
        try:
            found = _read_item(item, notice_year, notice.document_no)
            _check_agreement(found, days)
        except _ContradictionError as error:
            problems.append(NoticeProblem(item.line, item.body, str(error)))
        else:
            days.update((holiday.day, holiday) for holiday in found)
    return tuple(days[day] for day in sorted(days)), tuple(problems)


def _problems_of_whole(
    notice: NoticeText, notice_year: int, asked_year: int | None
) -> Iterator[NoticeProblem]:
    """Give what is wrong with the notice beyond its single items."""
    if asked_year not in {None, notice_year}:
        what = f"标题写的是 {notice_year} 年，要读的是 {asked_year} 年。"
        yield NoticeProblem(1, notice.opening, what)
    named = "、".join(item.name for item in notice.items)
    expected = dict.fromkeys(statutory.name for statutory in statutory_days(notice_year))
    missing = [name for name in expected if name not in named]
    if notice.is_for_whole_year and missing:
        what = f"没有找到{'、'.join(missing)}的放假安排。"
        yield NoticeProblem(1, notice.opening, what)
    elif not notice.items:
        yield NoticeProblem(1, notice.opening, "没有找到放假安排。")


def _read_item(item: NoticeItem, year: int, document_no: str) -> tuple[HolidayDay, ...]:
    """Return the days of one item, or say what does not fit."""
    if not item.name:
        raise _ContradictionError("没有写是哪个节日。")
    try:
        days_off, makeup_days = _arranged_days(item.body, year)
        _check_days(item.body, days_off, makeup_days)
    except _ContradictionError as error:
        raise _ContradictionError(f"{item.name}：{error}") from None
    return tuple(
        HolidayDay(year, day, kind, item.name, document_no)
        for kind, days in ((DayOffKind.OFF, days_off), (DayOffKind.MAKEUP, makeup_days))
        for day in days
    )


def _arranged_days(body: str, year: int) -> tuple[tuple[dt.date, ...], tuple[dt.date, ...]]:
    """Return the days off and the make-up workdays; a list before its verb belongs to the verb."""
    days_off: set[dt.date] = set()
    makeup_days: set[dt.date] = set()
    waiting: tuple[dt.date, ...] = ()
    for clause in _clauses(body, year):
        if _is_aside(clause):
            continue
        days = (*waiting, *clause.days)
        waiting = ()
        if _WORKED in clause.text:
            makeup_days.update(days)
        elif _DAYS_OFF.search(clause.text):
            _check_count(_OWN_TOTAL, clause.text, len(days))
            days_off.update(days)
        else:
            waiting = days
    if waiting:
        raise _ContradictionError(f"{_say(waiting[0])}没有写是放假还是上班。")
    if "连休" in body:
        weekend = tuple(_joined_weekend(days_off))
        if not weekend:
            raise _ContradictionError("写的是与周末连休，放假那天却不挨着周末。")
        days_off.update(weekend)
    days_off.update(_weekend_between(days_off))
    return tuple(sorted(days_off)), tuple(sorted(makeup_days))


def _is_aside(clause: _Clause) -> bool:
    """Tell whether a clause arranges nothing: an explanation, or that work goes on as usual."""
    if not _OPEN_END.search(clause.text):
        return bool(_EXPLANATION.search(clause.text)) and not _VERB.search(clause.text)
    if _WORKED in clause.text and all(day.weekday() < SATURDAY for day in clause.days):
        return True
    raise _ContradictionError(f"“{clause.text}”没有写清是哪几天。")


def _clauses(body: str, year: int) -> Iterator[_Clause]:
    """Give the clauses of an item; a day without month or year has those of the day before it."""
    context = (year, 0)
    for text in _CLAUSE_END.split(body):
        days: list[dt.date] = []
        for span in _SPAN.finditer(text):
            first = _day(span.groups()[:_GROUPS_A_DATE], context, year)
            last = first
            if span[_GROUPS_A_DATE + 3]:
                last = _day(span.groups()[_GROUPS_A_DATE:], (first.year, first.month), year)
            if last < first:
                raise _ContradictionError(f"{_say(last)}早于{_say(first)}。")
            context = (last.year, last.month)
            days.extend(first + index * ONE_DAY for index in range((last - first).days + 1))
        yield _Clause(text, tuple(days))


def _day(parts: tuple[str | None, ...], context: tuple[int, int], notice_year: int) -> dt.date:
    """Return one printed day whose printed weekday, if any, is right."""
    year_text, month_text, day_text, note = parts
    year = int(year_text) if year_text else notice_year if month_text else context[0]
    month = int(month_text) if month_text else context[1]
    if not month:
        raise _ContradictionError(f"“{day_text}日”没有写月份。")
    try:
        day = dt.date(year, month, int(day_text or 0))
    except ValueError:
        raise _ContradictionError(f"{year}年没有{month}月{day_text}日。") from None
    printed = _WEEKDAY.search(note or "")
    if printed and printed[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
        raise _ContradictionError(f"{_say(day)}写成了星期{printed[1]}。")
    return day


def _joined_weekend(days: Iterable[dt.date]) -> Iterator[dt.date]:
    """Give the weekend that 与周末连休 joins to a Friday or a Monday."""
    for day in days:
        if day.weekday() == FRIDAY:
            yield from (day + ONE_DAY, day + 2 * ONE_DAY)
        elif day.weekday() == MONDAY:
            yield from (day - ONE_DAY, day - 2 * ONE_DAY)


def _weekend_between(days: set[dt.date]) -> tuple[dt.date, ...]:
    """Return the weekend day between a holiday and its 补休 on the Monday after."""
    return tuple(
        day + ONE_DAY for day in days if day.weekday() == SATURDAY and day + 2 * ONE_DAY in days
    )


def _check_days(body: str, days_off: tuple[dt.date, ...], makeup_days: tuple[dt.date, ...]) -> None:
    """Hold the days of an item against the calendar and its own count."""
    if not days_off:
        raise _ContradictionError("没有写哪天放假。")
    _check_count(_TOTAL, body, len(days_off))
    for day in makeup_days:
        if day.weekday() < SATURDAY:
            raise _ContradictionError(f"{_say(day)}不是周末，却写着上班。")


def _check_count(pattern: re.Pattern[str], text: str, count: int) -> None:
    """Hold a printed number of days against the days."""
    for printed in pattern.findall(text):
        if int(printed) != count:
            raise _ContradictionError(f"写的是 {printed} 天，按日期数是 {count} 天。")


def _check_agreement(found: Iterable[HolidayDay], days: Mapping[dt.date, HolidayDay]) -> None:
    """Refuse a day that is off in one place and worked in another."""
    kinds = {day: holiday.kind for day, holiday in days.items()}
    for holiday in found:
        if kinds.setdefault(holiday.day, holiday.kind) is not holiday.kind:
            raise _ContradictionError(
                f"{holiday.name}：{_say(holiday.day)}既写着放假，又写着上班。"
            )


def _say(day: dt.date) -> str:
    """Return a day with its weekday, in the words of a notice."""
    return f"{full_day(day)}（星期{WEEKDAYS[day.weekday()]}）"
