"""Days as clerks write them, with the hour of a meeting behind them or without."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from unionxl.words.months import WEEKDAYS

# What may stand behind a day: 2026年3月5日（星期四）下午2:30-4:00.
_TIME = r"\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|[点时](?:半|一刻|三刻|\d{1,2}分?)?)"
_HOURS = (
    rf"(?:\s*\(?(?:星期|周)[{WEEKDAYS}天]\)?)?"
    r"(?:\s*(?:上午|下午|中午|晚上|晚间|晚|早上|早晨|全天))?"
    rf"(?:(?:[ T]+|(?<=\D)){_TIME}(?:\s*(?:-|—|–|~|至|到)+\s*{_TIME})?)?"
)
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?" + _HOURS)
_DAY_OF_YEAR = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?" + _HOURS)
PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


def written_day(text: str) -> dt.date | None:
    """Return the day that a text names, None where there is none such."""
    text = unicodedata.normalize("NFKC", text).strip()
    match = _DAY.fullmatch(text) or PACKED_DAY.fullmatch(text)
    return day_or_none(*map(int, match.groups())) if match else None


def day_of_year(text: str, year: int) -> dt.date | None:
    """Return the day of a year that a text names without it, such as 3月5日 or 3.5."""
    match = _DAY_OF_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return day_or_none(year, *map(int, match.groups())) if match else None


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, None where the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
