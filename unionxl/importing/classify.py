"""What an imported item is about: a category, the festivals it names, and what to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.domain.festivals import festival_near
from unionxl.importing.text import plain, squeeze
from unionxl.words.lists import alternatives, any_of
from unionxl.words.months import WEEKDAYS
from unionxl.words.numerals import ONES, number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from unionxl.domain.categories import Category
    from unionxl.domain.festivals import Festival
    from unionxl.domain.period import Month
    from unionxl.importing.model import ImportedItem

    FestivalDate = Callable[[Festival, int], dt.date | None]

LIST = "plan_works"
FIRST_TEACHERS_DAY = 1985

_DIGITS = re.compile(r"[\d.·•、]+")
_NUMERALS = re.compile(rf"[〇{ONES}十.·•、]+")
_NUMERAL = f"〇{ONES}十百第"
_MOVABLE = ("农历", "节气", "星期")
_ORDINAL = re.compile(rf"第(?:(?P<digits>\d{{1,3}})|(?P<cjk>[{ONES}十]{{1,4}}))个?教师节")


@dataclass(frozen=True, slots=True)
class FestivalDay:
    """A festival that an item names, with its day where that is known."""

    festival: Festival
    day: dt.date | None

    def __str__(self) -> str:
        """Say the festival with its day."""
        if self.day is None:
            return self.festival.name
        return f"{self.festival.name} {self.day.isoformat()}（周{WEEKDAYS[self.day.weekday()]}）"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one item; `category` is "" when no word speaks for one."""

    category: str
    festivals: tuple[FestivalDay, ...]
    notices: tuple[str, ...]

    @property
    def festival_text(self) -> str:
        """The festivals with their days, "" when the item names none."""
        return "；".join(str(one) for one in self.festivals)


def propose(
    item: ImportedItem,
    plan_year: int,
    *,
    categories: Sequence[Category],
    festivals: Sequence[Festival],
    festival_date: FestivalDate,
) -> Proposal:
    """Return category, festivals and notices for an item of a plan of that year."""
    months = item.calendar_months(plan_year)
    named = [
        FestivalDay(festival, _day_near(festival, months, plan_year, festival_date))
        for festival in find_festivals(item.text, tuple(festivals))
    ]
    notices = [_other_month(item, one, months) for one in named]
    notices += [_stale_number(item, months, plan_year), _employers_cost(item)]
    return Proposal(
        category=find_category(_without_cost(item.text), categories),
        festivals=tuple(named),
        notices=tuple(notice for notice in notices if notice),
    )


def _without_cost(text: str) -> str:
    """Return a text without what it costs, which says nothing of the kind of work."""
    return _cost().sub("", plain(text)) or text


@cache
def _cost() -> re.Pattern[str]:
    """Return a clause such as ,预算3500元 or (所需经费约0.5万元)."""
    return re.compile(
        rf"[,;。(\s][^,;。()]{{0,4}}(?:{alternatives(LIST, '预算')})"
        r"[约为共计:\s]{0,3}\d[\d,.]*\s?万?元[^,;。()]{0,4}\)?"
    )


def find_category(text: str, categories: Sequence[Category]) -> str:
    """Return the category whose words cover most of a text; the earlier of two equals."""
    bare = squeeze(plain(text))
    covered = {one.name: sum(len(word) for word in one.words if word in bare) for one in categories}
    best = max(covered, key=lambda name: covered[name], default="")
    return best if best and covered[best] else ""


def find_festivals(text: str, festivals: tuple[Festival, ...]) -> tuple[Festival, ...]:
    """Return the festivals that a text names in any spelling, in the order named."""
    bare = any_of("festivals", "不是节日").sub("", squeeze(plain(text)))
    spellings, pattern = _spellings(festivals)
    found = (spellings[match[0]] for match in pattern.finditer(bare) if match[0] in spellings)
    return tuple(dict.fromkeys(found))


@cache
def _spellings(festivals: tuple[Festival, ...]) -> tuple[dict[str, Festival], re.Pattern[str]]:
    """Return all spellings, plain, and the pattern that finds the longest at each place."""
    spellings = {
        squeeze(plain(spelling)): festival
        for festival in reversed(festivals)
        for spelling in (festival.name, *festival.spellings)
    }
    longest_first = sorted(spellings, key=len, reverse=True)
    alternatives = "|".join(_guarded(spelling) for spelling in longest_first)
    return spellings, re.compile(alternatives or r"(?!)")


def _guarded(spelling: str) -> str:
    """Return the pattern of a spelling; one of figures counts only where no figure touches it."""
    pattern = re.escape(spelling)
    if _DIGITS.fullmatch(spelling):
        return rf"(?<![\d.])(?<!\d[-~]){pattern}(?![\d.%]|万|元|米|公里)"
    if _NUMERALS.fullmatch(spelling):
        return rf"(?<![{_NUMERAL}]){pattern}(?![{_NUMERAL}班级年中小路届期])"
    return pattern


def _day_near(
    festival: Festival, months: Sequence[Month], plan_year: int, festival_date: FestivalDate
) -> dt.date | None:
    """Return the day of a festival nearest to the months of an item, else that of the year.

    None where `festival_date` knows no day of it.
    """
    years = {month.year for month in months} | {plan_year}
    if not any(festival_date(festival, year) for year in sorted(years)):
        return None
    return festival_near(festival, months) if months else festival_date(festival, plan_year)


def prepares(text: str) -> bool:
    """Tell whether an item prepares for a day rather than lies on it: 筹备教师节表彰."""
    return any_of(LIST, "提前").search(plain(text)) is not None


def _other_month(item: ImportedItem, one: FestivalDay, months: Sequence[Month]) -> str:
    """Tell of a festival that moves and does not fall in the item's months this year."""
    day, festival = one.day, one.festival
    if day is None or not months or not festival.rule.startswith(_MOVABLE):
        return ""
    if any((day.year, day.month) == (month.year, month.month) for month in months):
        return ""
    ahead = (day.year - months[-1].year) * 12 + day.month - months[-1].month
    if ahead == 1 and prepares(item.text):
        return ""
    written = "、".join(str(month.month) for month in months)
    return (
        f"第 {item.line} 行「{item.text}」写在 {written} 月，"
        f"{day.year} 年{festival.name}是 {day.month} 月 {day.day} 日。请核对放在哪个月。"
    )


def _stale_number(item: ImportedItem, months: Sequence[Month], plan_year: int) -> str:
    """Tell of a 第n个教师节 that was copied from the plan of another year."""
    match = _ORDINAL.search(squeeze(plain(item.text)))
    if not match:
        return ""
    year = next((month.year for month in months), plan_year)
    written = number(match["digits"] or match["cjk"])
    right = year - FIRST_TEACHERS_DAY + 1
    if written == right:
        return ""
    return (
        f"第 {item.line} 行「{item.text}」：{year} 年是第 {right} 个教师节，文中写第 {written} 个。"
        "请核对是否沿用了旧计划的文字。"
    )


@cache
def _paid_by_employer() -> re.Pattern[str]:
    """Return what the employer pays: 教职工体检, 退休教师慰问品."""
    return re.compile(
        rf"{alternatives(LIST, '单位列支')}|退休[^,。;]{{0,8}}(?:{alternatives(LIST, '退休列支')})"
    )


def _employers_cost(item: ImportedItem) -> str:
    """Tell of work whose cost is the employer's, not the union's."""
    if not _paid_by_employer().search(squeeze(plain(item.text))):
        return ""
    return (
        f"第 {item.line} 行「{item.text}」：体检和退休人员福利一般由单位列支，"
        "不属于工会经费的开支。请核对经费来源。"
    )
