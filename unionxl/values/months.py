"""Months as people write them in a cell: 3月, 七、八月, 7-8月, 2027-01, 第三季度."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.plan import ListedMonths
from unionxl.words.months import FIGURES, HALVES, QUARTER, month_number, months_of_quarter
from unionxl.words.numerals import ONES

MIN_YEAR = 2000
MAX_YEAR = 2100
MAX_SPAN = 24
MAX_CHARACTERS = 100  # a longer text is prose, not months

_YEAR = r"(?:(?P<{0}year>\d{{4}})-)?"
_NAME = f"{FIGURES}|十[一二]?|[元正{ONES}]"
_MONTH = rf"(?P<{{0}}month>{_NAME})(?:月份?)?"
_PLACE = r"(?:初|底|末|[上中下]+旬|(?<=月)\d{1,2}[日号])?"
_RANGE = r"(?:[-~—–―至到]+"
_PART = re.compile(
    _YEAR.format("first_")
    + _MONTH.format("first_")
    + _PLACE
    + _RANGE
    + _YEAR.format("last_")
    + _MONTH.format("last_")
    + _PLACE
    + ")?"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})-?(?=[第前上下全每各Qq]|[{QUARTER}]季)")
_QUARTERS = re.compile(
    rf"""
    # 第三季度, 一至二季度, 前三季度, Q3
    (?:第?(?P<first>[{QUARTER}])(?:季度?)?[-~—–―至到]+)?第?(?P<last>[{QUARTER}])季度?|前
    (?P<until>[二两三23])季度?|前(?P<of>[二两三23])个季度|[Qq](?P<q>[1-4])
    """,
    re.VERBOSE,
)
_RUN = re.compile(rf"([{ONES}]{{2,4}})月份?")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-\d{1,2}日?")
_WHOLE = {
    "全年": range(1, 13),
    "每月": range(1, 13),
    "每个月": range(1, 13),
    "各月": range(1, 13),
    **{f"{half}半年": months for half, months in HALVES.items()},
}
_EACH = frozenset({"每月", "每个月", "各月"})


def read_months(text: str, fiscal_year: int) -> tuple[tuple[Month, ...], bool]:
    """Return the months that a text names, in order, and whether their years are certain.

    A month without a year belongs to the fiscal year, unless a year stands before it in the same
    text. Without years, months that go backwards (`12、1`) may mean the turn of the year: their
    years are not certain. Months named one by one are `ListedMonths`. No month at all: the text
    is not understood.

    >>> [str(month) for month in read_months("七、八月", 2026)[0]]
    ['2026-07', '2026-08']
    """
    if len(text) > MAX_CHARACTERS:
        return (), True
    compact = _compact(text, fiscal_year)
    if day := _DAY.fullmatch(compact):
        return _known([_month(int(day[1]), int(day[2]))]), True
    year, is_certain = fiscal_year, True
    if named := _YEAR_FIRST.match(compact):
        year, compact = int(named[1]), compact[named.end() :]
    if not MIN_YEAR <= year <= MAX_YEAR:
        return (), True
    if compact in _WHOLE:
        whole = tuple(Month(year, month) for month in _WHOLE[compact])
        return ListedMonths(whole) if compact in _EACH else whole, True
    found: list[Month | None] = []
    parts = re.split(r"[、,;/和及与]+", compact)
    for part in parts:
        months, next_year = _part(part, year)
        is_certain = is_certain and (next_year != year or not _goes_back(found, months))
        found += months
        year = next_year
    known = _known(found)
    return ListedMonths(known) if len(parts) > 1 else known, is_certain


def _compact(text: str, fiscal_year: int) -> str:
    """Bring a text to one form: no spaces, `2027-01` for every year with a month."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    text = re.sub(r" ?([-~—–―至到、,;/月年]) ?", r"\1", text)
    text = text.replace(" ", "、")
    text = re.sub(rf"(月份?)(?=(?:{_NAME})月)", r"\1、", text)
    text = re.sub(r"今年|本年|当年", f"{fiscal_year}-", text)
    text = re.sub(r"明年|次年|翌年", f"{fiscal_year + 1}-", text)
    text = re.sub(r"(?<!\d)(\d{4})[年./]", r"\1-", text)
    text = re.sub(r"(?<!\d)(\d{4}-\d{1,2})[./月](?=\d{1,2}日?$)", r"\1-", text)
    return re.sub(r"^(20\d\d)(0[1-9]|1[0-2])$", r"\1-\2", text).strip("、,;/。.")


def _part(part: str, year: int) -> tuple[list[Month | None], int]:
    """Return the months of one part, None for what is no month, and the year it ends in."""
    if quarters := _QUARTERS.fullmatch(part):
        until = quarters["until"] or quarters["of"]
        last = 2 if until == "两" else _number(until or quarters["last"] or quarters["q"])
        first = 1 if until else _number(quarters["first"] or str(last))
        months = range(months_of_quarter(first)[0], months_of_quarter(last)[-1] + 1)
        return [Month(year, month) for month in months] or [None], year
    if run := _RUN.fullmatch(part):
        numbers = [_number(digit) for digit in run[1]]
        ascends = all(first < second for first, second in pairwise(numbers))
        return [Month(year, number) if ascends else None for number in numbers], year
    match = _PART.fullmatch(part)
    if match is None:
        return [None], year
    first_year = int(match["first_year"] or year)
    first_month = _month(first_year, _number(match["first_month"]))
    if match["last_month"] is None:
        return [first_month], first_year
    last_year = int(match["last_year"] or first_year)
    return _span(first_month, _month(last_year, _number(match["last_month"]))), last_year


def _span(first: Month | None, last: Month | None) -> list[Month | None]:
    """Return every month from the first to the last; None where they go backwards."""
    if first is None or last is None or first > last:
        return [None]
    months = [first]
    while months[-1] < last and len(months) <= MAX_SPAN:
        months.append(months[-1].next)
    return [*months] if months[-1] == last else [None]


def _number(word: str) -> int:
    """Return the number of a month or quarter in figures or Chinese numerals."""
    return month_number(word) or 0


def _month(year: int, month: int) -> Month | None:
    """Return the month, None where the year or the month does not exist."""
    if MIN_YEAR <= year <= MAX_YEAR and 1 <= month <= MONTHS_A_YEAR:
        return Month(year, month)
    return None


def _goes_back(before: list[Month | None], after: list[Month | None]) -> bool:
    """Tell whether months come before those that were named earlier."""
    named, then = [m for m in before if m], [m for m in after if m]
    return bool(named and then) and then[0] < named[-1]


def _known(months: list[Month | None]) -> tuple[Month, ...]:
    """Return the months in order, each once; none at all when one of them is not understood."""
    known = {month for month in months if month}
    return tuple(sorted(known)) if known and None not in months else ()
