"""The sample's sixty works: what the document says of them and how far they are on a day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.plan import PlanStatus
from unionxl.sample.days import FESTIVALS, MONTHS, SampleDays
from unionxl.sample.texts import plan_template, sample_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.sample.texts import Row

TENTATIVE_MARKS = ("（待定）", "（暂定）")
_PLAN_LINE = re.compile(r"(\S+) \| (\S+) \| (.+)")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One item as the document names it."""

    months: tuple[int, ...]
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Work:
    """One row of the plan: the item, its number and what the sample's data say of it."""

    item_no: str
    months: tuple[int, ...]
    text: str
    is_from_document: bool
    facts: Row

    @property
    def key(self) -> str:
        """The short name under which vouchers and activities refer to the work."""
        return str(self.facts["key"])

    @property
    def title(self) -> str:
        """The text without the owner or the mark in brackets behind it."""
        return self.text.partition("（")[0]

    @property
    def returns(self) -> bool:
        """Whether the work is done anew in every month it names."""
        return "each" in self.facts or "turns" in self.facts

    @property
    def is_registered(self) -> bool:
        """Whether it stands in the register of activities once it is done."""
        return not self.returns or "evidence" in self.facts or "attended" in self.facts

    def held_on(self, days: SampleDays) -> tuple[dt.date, ...]:
        """Return the days on which the work is done; one that is cancelled has none."""
        if "turns" in self.facts:
            return tuple(map(days.day, self.facts["turns"]))
        if "each" in self.facts:
            return tuple(days.near(month, self.facts["each"]) for month in self.months)
        return (days.day(self.facts["held"]),) if "held" in self.facts else ()

    def planned_days(self, days: SampleDays) -> tuple[dt.date | None, dt.date | None]:
        """Return first and last planned day; months are enough for a work that returns."""
        facts = self.facts
        if self.returns or not facts.keys() & {"start", "held"}:
            return None, None
        starts = str(facts.get("start") or facts["held"])
        return days.day(starts), days.day(facts.get("end") or starts)

    def status_on(self, day: dt.date, days: SampleDays) -> tuple[PlanStatus, dt.date | None]:
        """Return how far the work is on a day, and since when it is closed."""
        held = self.held_on(days)
        if held and held[-1] <= day:
            return PlanStatus.DONE, held[-1]
        if "cancelled" in self.facts and days.day(self.facts["cancelled"]) <= day:
            return PlanStatus.CANCELLED, days.day(self.facts["cancelled"])
        if self._begins_on(days) <= day:
            return PlanStatus.IN_PROGRESS, None
        is_tentative = self.text.endswith(TENTATIVE_MARKS)
        return PlanStatus.TENTATIVE if is_tentative else PlanStatus.NOT_STARTED, None

    def months_on(self, day: dt.date, days: SampleDays) -> Mapping[int, PlanStatus]:
        """Return how far every month is of a work that returns; months to come are not named."""
        if not self.returns:
            return {}
        done = {one.month: PlanStatus.DONE for one in self.held_on(days) if one <= day}
        return {
            month: done.get(month, PlanStatus.IN_PROGRESS)
            for month in self.months
            if month in done or dt.date(days.year, month, 1) <= day
        }

    def _begins_on(self, days: SampleDays) -> dt.date:
        """Return the first day on which the work is in hand."""
        if "begun" in self.facts:
            return days.day(self.facts["begun"])
        if self.returns:
            return dt.date(days.year, self.months[0], 1)
        return self.planned_days(days)[0] or dt.date.max


def plan_lines(year: int) -> tuple[PlanLine, ...]:
    """Return the items of the document in its order: by month, 七、八月 after 六月."""
    found = (_PLAN_LINE.fullmatch(line) for line in plan_template(year).splitlines())
    lines = (PlanLine(_months(match[1], year), match[2], match[3]) for match in found if match)
    return tuple(sorted(lines, key=lambda line: line.months))


def is_plan_line(line: str) -> bool:
    """Tell whether a line of the template is an item and not prose."""
    return _PLAN_LINE.fullmatch(line) is not None


def works(year: int) -> tuple[Work, ...]:
    """Return all sixty: first the routine, numbered from P001, then the document's items."""
    facts = {row["key"]: row for row in sample_rows("work")}
    routine = [
        (tuple(row["months"]), row["text"], False, row) for row in facts.values() if "text" in row
    ]
    documented = [(line.months, line.text, True, facts[line.key]) for line in plan_lines(year)]
    return tuple(
        Work(f"P{number:03d}", *entry) for number, entry in enumerate(routine + documented, start=1)
    )


def item_numbers(year: int) -> Mapping[str, str]:
    """Return the number of every work by its key; no number for no work."""
    return {"": ""} | {work.key: work.item_no for work in works(year)}


def months_text(months: tuple[int, ...]) -> str:
    """Write months as a clerk does.

    >>> months_text((7, 8)), months_text((4, 5, 6, 9)), months_text(tuple(MONTHS))
    ('7、8月', '4、5、6、9月', '每月')
    """
    return "每月" if months == tuple(MONTHS) else f"{'、'.join(map(str, months))}月"


def _months(text: str, year: int) -> tuple[int, ...]:
    """Return the months of `7、8月`, or the month in which a festival falls."""
    if text in FESTIVALS:
        return (SampleDays.of(year).festival(text).month,)
    return tuple(int(month) for month in text.removesuffix("月").split("、"))
