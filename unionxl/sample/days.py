"""The working days and festivals of the sample's year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from unionxl.domain.festivals import rule_days
from unionxl.domain.holidays import DayOffKind
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.statutory import statutory_days
from unionxl.resources import load_holidays

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)
MONTHS = range(1, MONTHS_A_YEAR + 1)
FESTIVALS = {
    "春节": "农历 1-1",
    "元宵": "农历 1-15",
    "清明": "节气 清明",
    "端午": "农历 5-5",
    "中秋": "农历 8-15",
    "重阳": "农历 9-9",
}
_FESTIVAL_DAY = re.compile(r"(\S+) -(\d+)")


@dataclass(frozen=True, slots=True)
class SampleDays:
    """The days on which the sample union does its work.

    Weekends, statutory days and the week after 春节 and after 1 October are off, and what the
    notice of the year names where it is out; the sample exists for every year.
    """

    year: int
    days_off: frozenset[dt.date]

    @classmethod
    def of(cls, year: int) -> SampleDays:
        """Return the days of a year."""
        return _days_of(year)

    def is_workday(self, day: dt.date) -> bool:
        """Tell whether the union works on a day."""
        return day.weekday() < SATURDAY and day not in self.days_off

    def workdays(self, month: int) -> tuple[dt.date, ...]:
        """Return the working days of a month."""
        return tuple(day for day in Month(self.year, month).days if self.is_workday(day))

    def near(self, month: int, day: int) -> dt.date:
        """Return the first working day of the month from that day on, else the last before."""
        workdays = self.workdays(month)
        return next((one for one in workdays if one.day >= day), workdays[-1])

    def festival(self, name: str) -> dt.date:
        """Return the day of a festival."""
        return rule_days(FESTIVALS[name], self.year)[0]

    def before_festival(self, name: str, days: int) -> dt.date:
        """Return a working day about so many days before a festival, in the month it falls in.

        Where there is none after the week of 1 October, it is the festival itself, or the first
        of the month if that is a day off.
        """
        festival = self.festival(name)
        candidates = [one for one in self.workdays(festival.month) if one < festival]
        wanted = festival - days * ONE_DAY
        earlier = [one for one in candidates if one <= wanted]
        last_resort = festival if self.is_workday(festival) else festival.replace(day=1)
        return (earlier[-1:] or candidates[:1] or [last_resort])[0]

    def day(self, text: str) -> dt.date:
        """Return the day that the sample's data name: `3-26` or `端午 -6`."""
        if match := _FESTIVAL_DAY.fullmatch(text):
            return self.before_festival(match[1], int(match[2]))
        month, day = map(int, text.split("-"))
        return self.near(month, day)


@cache
def _days_of(year: int) -> SampleDays:
    """Build the days of a year once."""
    spring = rule_days(FESTIVALS["春节"], year)[0]
    weeks = (spring, dt.date(year, 10, 1))
    days_off = {start + index * ONE_DAY for start in weeks for index in range(7)}
    days_off |= {statutory.day for statutory in statutory_days(year)}
    days_off |= {one.day for one in load_holidays() if one.kind is DayOffKind.OFF}
    return SampleDays(year, frozenset(days_off))
