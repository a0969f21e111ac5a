"""What an item says beside its work: on which days, who takes part, where, for how much."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from unionxl.importing.labels import AUDIENCE, MONEY, PLACE
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import names_roles
from unionxl.words.days import days_in
from unionxl.words.lists import alternatives

if TYPE_CHECKING:
    from unionxl.importing.model import ImportedItem
    from unionxl.words.days import Days

LIST = "plan_works"
TEN_THOUSAND = 10_000
_FIGURE = r"(?P<sum>\d[\d,]*(?:\.\d{1,4})?)\s?(?P<unit>万)?"
_SUM = re.compile(rf"[约¥￥共计]*\s?{_FIGURE}\s?元?(?:整|左右|以内)?")
_COUNT = re.compile(r"约?(\d{1,5})(?:余|多)?[人名]?")
_MOST_WORDS = 16


def days_of(item: ImportedItem, plan_year: int) -> Days | None:
    """Return the days of an item: those of its own time first, then those in its text."""
    months = [(month.year, month.month) for month in item.calendar_months(plan_year)]
    if not months:
        return None
    found = (days_in(text, months) for text in (*item.times, item.text))
    return next((days for days in found if days and _lie_in(days, months)), None)


def _lie_in(days: Days, months: list[tuple[int, int]]) -> bool:
    """Tell whether days belong to the months of an item, not to those of another year or work."""
    named = [day for day in (days.first, days.last) if day]
    return any((day.year, day.month) in months for day in named)


@cache
def _budget() -> re.Pattern[str]:
    """Return what names the sum that an item may cost: 预算3000元, 所需经费约0.5万元."""
    return re.compile(rf"(?:{alternatives(LIST, '预算')})[约为共计:\s]*{_FIGURE}\s?元")


@cache
def _each() -> re.Pattern[str]:
    """Return what says that a sum is for one head: 每人补助150元, 200元/人."""
    return re.compile(rf"{alternatives(LIST, '每个')}|元?[/每一][人份名位套组]")


def budget_of(item: ImportedItem) -> Decimal | None:
    """Return what an item may cost; a sum a head is none, and neither is a prize."""
    for detail in item.details:
        if detail.kind == MONEY:
            whole = _SUM.fullmatch(squeeze(plain(detail.text)))
            in_label = "万" in detail.label
            return _amount(whole, is_in_ten_thousands=in_label) if whole else _told(detail.text)
    return _told(item.text)


def _told(text: str) -> Decimal | None:
    """Return the sum that a sentence calls a budget."""
    folded = plain(text)
    match = None if _each().search(folded) else _budget().search(folded)
    return _amount(match, is_in_ten_thousands=False) if match else None


def _amount(match: re.Match[str], *, is_in_ten_thousands: bool) -> Decimal | None:
    amount = Decimal(match["sum"].replace(",", ""))
    factor = TEN_THOUSAND if match["unit"] or is_in_ten_thousands else 1
    return (amount * factor).normalize() + 0 if amount else None


@cache
def _who() -> re.Pattern[str]:
    """Return brackets that say who takes part: （35周岁以下）, （全体女教工）."""
    return re.compile(
        rf"\(([^()]{{0,10}}(?:{alternatives(LIST, '参加者')})[^()]{{0,8}})\)[。.;,]?$"
    )


def audience_of(item: ImportedItem) -> str:
    """Return who takes part in an item, "" where it does not say."""
    told = [one.text for one in item.details if one.kind == AUDIENCE and not _counts(one.label)]
    if told:
        return "、".join(told)
    match = _who().search(plain(item.text))
    inside = item.text[match.start(1) : match.end(1)] if match else ""
    return "" if names_roles(inside) or len(inside) > _MOST_WORDS else inside


def _counts(label: str) -> bool:
    return label.endswith("人数")


def count_of(item: ImportedItem) -> int | None:
    """Return how many take part, where a line or column tells it."""
    for one in item.details:
        match = _COUNT.fullmatch(squeeze(plain(one.text))) if _counts(one.label) else None
        if match:
            return int(match[1])
    return None


def place_of(item: ImportedItem) -> str:
    """Return where an item takes place, "" where it does not say."""
    return "、".join(one.text for one in item.details if one.kind == PLACE)
