"""What an item says beside its work: on which days, who takes part, where, for how much."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from unionxl.importing.labels import AUDIENCE, MONEY, PLACE
from unionxl.importing.segments import is_shared
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import names_roles
from unionxl.words.days import days_in
from unionxl.words.lists import alternatives
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from unionxl.importing.model import ImportedItem
    from unionxl.words.days import Days

LIST = "plan_works"
TEN_THOUSAND = 10_000
_FIGURE = r"(?P<sum>\d[\d,]*(?:\.\d{1,4})?)\s?(?P<unit>万)?"
_SUM = re.compile(rf"[约¥￥共计]*\s?{_FIGURE}\s?元?(?:整|左右|以内)?")
_COUNT = re.compile(r"约?(\d{1,5})(?:余|多)?[人名]?")
_MOST_WORDS = 16
_PARTS = re.compile(r"[；;，,。]")
_ONLY_TIME = re.compile(
    rf"""
    # 3月6日, 时间:12月31日下午2:30, 备注:11月底前, 拟10月中旬
    (?: 备注: )? (?: (?:活动|完成|举办)? (?:时间|日期|时限) :? )? (?: [暂拟初][定于]? | 约 )?
    [\d{ONES}十廿〇年月日号./~至到上中下旬初底末第个周星期-]+
    (?: 之?前 | 以前 | 左右 | 前后 | 起 )? (?: [上下中]午 | 晚上? | 傍晚 )?
    (?: \d{{1,2}} (?: :\d\d | [点时]半? ) )?
    """,
    re.VERBOSE,
)


def days_of(item: ImportedItem, plan_year: int) -> Days | None:
    """Return the days of an item: those of its own time first, then those in its text."""
    months = [(month.year, month.month) for month in item.calendar_months(plan_year)]
    if not months:
        return None
    found = (days_in(text, months) for text in (*item.times, item.text, *_noted_times(item)))
    return next((days for days in found if days and _lie_in(days, months)), None)


def _noted_times(item: ImportedItem) -> list[str]:
    """Return the remarks of an item that are a time and nothing else."""
    note = _own_note(item)
    parts = map(squeeze, map(plain, _PARTS.split(note)))
    return [part for part in parts if _ONLY_TIME.fullmatch(part)]


def _own_note(item: ImportedItem) -> str:
    """Return what is remarked of an item alone, not of a whole row."""
    note = item.note or ""
    return "" if is_shared(note) else note


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
    told = _told(item.text)
    if told is not None or _each().search(plain(item.text)):
        return told
    return _told(_own_note(item))


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
