"""What was made public in a year: kind by quarter, what is missing, what hung too short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.calendar import working_day_counter
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.words.lists import any_of
from unionxl.words.months import months_named
from unionxl.words.numerals import QUARTERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.disclosures import Disclosure
    from unionxl.domain.duties import Duty
    from unionxl.domain.holidays import HolidayDay

MONEY, BUDGETS, NO_CATEGORY = "经费", "经费（预决算）", "未填类别"
MONTHS_A_QUARTER, MONTHS_A_HALF = 3, 6
LEAST_POSTED_DAYS, MOST_COUNTED_DAYS = 5, 250
_MONEY_WORDS = frozenset({"经费", "收支", "经费收支", "财务"})


@dataclass(frozen=True, slots=True)
class Part:
    """A quarter, a half or the whole of a year."""

    name: str
    quarters: tuple[int, ...]

    def last_month(self, year: int) -> Month:
        """Return the month with which it ends."""
        return Month(year, MONTHS_A_QUARTER * self.quarters[-1])


_QUARTERS = tuple(Part(f"第{QUARTERS[at - 1]}季度", (at,)) for at in range(1, 5))
_HALVES = (Part("上半年", (1, 2)), Part("下半年", (3, 4)))
_YEAR = (Part("全年", (1, 2, 3, 4)),)


@dataclass(frozen=True, slots=True)
class KindOfYear:
    """What was made public of one kind: the days by quarter, and the parts of the year without.

    `asked` are the quarters in which there must be something, `duty` what asks for it.
    """

    name: str
    days: tuple[tuple[dt.date, ...], ...]
    asked: frozenset[int] = frozenset()
    missing: tuple[Part, ...] = ()
    duty: Duty | None = None

    @property
    def missing_text(self) -> str:
        """The names of the parts: 第一、二季度."""
        return parts_text(self.missing)


@dataclass(frozen=True, slots=True)
class YearOfDuties:
    """The year that is looked at, from the first day kept, and the duties to publish by kind."""

    year: int
    since: dt.date
    as_of: dt.date
    duties: Mapping[str, Duty]


def parts_text(parts: Sequence[Part]) -> str:
    """Name some parts of a year.

    >>> parts_text((Part("第一季度", (1,)), Part("第三季度", (3,)))), parts_text(())
    ('第一、三季度', '')
    """
    numbers = "、".join(QUARTERS[one.quarters[0] - 1] for one in parts)
    is_quarters = parts and all(len(one.quarters) == 1 for one in parts)
    return f"第{numbers}季度" if is_quarters else "、".join(one.name for one in parts)


def tells_of_money(disclosure: Disclosure) -> bool:
    """Tell whether a disclosure is one of income and expenditure, not of the budget."""
    if any_of("ledger", "收支").search(disclosure.subject):
        return True
    of_budget = any_of("ledger", "预决算").search(disclosure.subject)
    return MONEY in disclosure.category and not of_budget


def quarters_told(disclosure: Disclosure, year: int) -> frozenset[int]:
    """Return the quarters that a disclosure tells of: by its period, or else by its day."""
    text = f"{disclosure.period} {disclosure.subject}"
    months = months_named(text)
    day = disclosure.published_on
    if months and str(year - 1) not in text:
        return frozenset((month - 1) // MONTHS_A_QUARTER + 1 for month in months)
    if day is not None and day.year == year:
        return frozenset({(day.month - 1) // MONTHS_A_QUARTER + 1})
    return frozenset()


def kind_of_word(word: str) -> str:
    """Return the kind of publication that a duty names."""
    return MONEY if word in _MONEY_WORDS else word


def kinds_of_year(disclosures: Sequence[Disclosure], asked: YearOfDuties) -> tuple[KindOfYear, ...]:
    """Return what was made public of each kind, those that must be first.

    Income and expenditure are to be told every quarter, whatever the duties say.
    """
    kinds = dict.fromkeys((MONEY, *filter(None, asked.duties)))
    kinds |= dict.fromkeys(_kind_of(one) for one in disclosures)
    return tuple(_kind(name, disclosures, asked) for name in kinds)


def _kind_of(disclosure: Disclosure) -> str:
    if tells_of_money(disclosure):
        return MONEY
    category = disclosure.category.strip()
    return BUDGETS if category == MONEY else category or NO_CATEGORY


def is_of_kind(disclosure: Disclosure, name: str) -> bool:
    """Tell whether a disclosure counts for a kind, as one that a duty names."""
    if name == MONEY:
        return tells_of_money(disclosure)
    if name in {BUDGETS, NO_CATEGORY}:
        return _kind_of(disclosure) == name
    return name in f"{disclosure.category} {disclosure.subject}"


def _kind(name: str, disclosures: Iterable[Disclosure], asked: YearOfDuties) -> KindOfYear:
    told = [
        (quarters_told(one, asked.year), one.published_on)
        for one in disclosures
        if is_of_kind(one, name)
    ]
    days = tuple(
        tuple(sorted(day for quarters, day in told if at in quarters and day is not None))
        for at in range(1, 5)
    )
    covered = {at for quarters, _ in told for at in quarters}
    duty = asked.duties.get(name)
    parts = tuple(_parts(name, duty, asked))
    missing = tuple(
        part
        for part in parts
        if part.last_month(asked.year).last_on < asked.as_of and not covered & set(part.quarters)
    )
    quarters = frozenset(at for part in parts for at in part.quarters)
    return KindOfYear(name, days, quarters, missing, duty)


def _parts(name: str, duty: Duty | None, asked: YearOfDuties) -> Iterator[Part]:
    """Yield the parts of the year in each of which there must be something of a kind."""
    every = MONTHS_A_QUARTER if name == MONEY else duty.every_months if duty else None
    if not every or every > MONTHS_A_YEAR:
        return
    starts_on = duty.starts_on if duty and name != MONEY else None
    is_often = every <= MONTHS_A_QUARTER
    for part in _QUARTERS if is_often else _HALVES if every <= MONTHS_A_HALF else _YEAR:
        ends_on = part.last_month(asked.year).last_on
        if ends_on >= asked.since and (starts_on is None or ends_on >= starts_on):
            yield part


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice and for how many working days it hangs, the first and the last counted."""

    disclosure: Disclosure
    day_count: int

    @property
    def is_short(self) -> bool:
        """Whether it hangs for too few."""
        return self.day_count < LEAST_POSTED_DAYS


def notices_of(
    disclosures: Iterable[Disclosure], holidays: Sequence[HolidayDay]
) -> Iterator[Notice]:
    """Yield what was posted up to a day."""
    count_days = working_day_counter(holidays)
    for one in disclosures:
        first, last = one.published_on, one.posted_until
        if first is not None and last is not None and first <= last:
            yield Notice(one, count_days(first, last, MOST_COUNTED_DAYS))


def short_notices(
    disclosures: Iterable[Disclosure], holidays: Sequence[HolidayDay]
) -> tuple[Notice, ...]:
    """Return the notices that hung for too few working days."""
    return tuple(one for one in notices_of(disclosures, holidays) if one.is_short)
