"""The statutory days of the 放假办法, edition by edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.festivals import rule_days

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class StatutoryDay:
    """One day off by law, whatever the year's notice joins to it."""

    day: dt.date
    name: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The days of one edition of the 放假办法; `last_year` is None for the one in force."""

    document: str
    first_year: int
    last_year: int | None
    rules: tuple[tuple[str, tuple[str, ...]], ...]


_NEW_YEAR = ("元旦", ("公历 1-1",))
_FIRST_TO_THIRD = ("农历 1-1", "农历 1-2", "农历 1-3")
_LUNAR_THREE = (
    ("清明节", ("节气 清明",)),
    ("端午节", ("农历 5-5",)),
    ("中秋节", ("农历 8-15",)),
)
_NATIONAL_DAY = ("国庆节", ("公历 10-1", "公历 10-2", "公历 10-3"))

# Articles 2 of the editions; the orders of 2007, 2013 and 2024 name the day they take effect.
EDITIONS = (
    Edition(
        "国务院令第270号",
        2000,
        2007,
        (
            _NEW_YEAR,
            ("春节", _FIRST_TO_THIRD),
            ("劳动节", ("公历 5-1", "公历 5-2", "公历 5-3")),
            _NATIONAL_DAY,
        ),
    ),
    Edition(
        "国务院令第513号",
        2008,
        2013,
        (
            _NEW_YEAR,
            ("春节", ("农历 除夕", "农历 1-1", "农历 1-2")),
            ("劳动节", ("公历 5-1",)),
            *_LUNAR_THREE,
            _NATIONAL_DAY,
        ),
    ),
    Edition(
        "国务院令第644号",
        2014,
        2024,
        (
            _NEW_YEAR,
            ("春节", _FIRST_TO_THIRD),
            ("劳动节", ("公历 5-1",)),
            *_LUNAR_THREE,
            _NATIONAL_DAY,
        ),
    ),
    Edition(
        "国务院令第795号",
        2025,
        None,
        (
            _NEW_YEAR,
            ("春节", ("农历 除夕", *_FIRST_TO_THIRD)),
            ("劳动节", ("公历 5-1", "公历 5-2")),
            *_LUNAR_THREE,
            _NATIONAL_DAY,
        ),
    ),
)


def statutory_days(year: int) -> tuple[StatutoryDay, ...]:
    """Return the statutory days of a year, in order; none before 2000.

    Two festivals may share a day; both are returned.

    Limitations:
        Says nothing of 调休: which days are worked instead is known from the notice only.
    """
    edition = statutory_edition(year)
    if edition is None:
        return ()
    return tuple(
        sorted(
            (
                StatutoryDay(day, name)
                for name, rules in edition.rules
                for rule in rules
                for day in rule_days(rule, year)
            ),
            key=lambda statutory: statutory.day,
        )
    )


def statutory_edition(year: int) -> Edition | None:
    """Return the edition of the 放假办法 that rules a year."""
    for edition in EDITIONS:
        if edition.first_year <= year <= (edition.last_year or year):
            return edition
    return None
