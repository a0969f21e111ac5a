"""The sample's sixty works: what the document says of them and how far they are on a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.plan import PlanStatus
from unionxl.sample.days import FESTIVALS, SampleDays
from unionxl.sample.texts import plan_template, sample_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from unionxl.sample.texts import Row

NAMED_SINGLY = 2
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

    def starts_on(self, days: SampleDays) -> dt.date | None:
        """Return the planned day; a work that was cancelled never had one."""
        planned = self.facts.get("start", self.facts.get("held"))
        return None if planned is None else days.day(planned)

    def status_on(self, day: dt.date, days: SampleDays) -> tuple[PlanStatus, dt.date | None]:
        """Return how far the work is on a day, and since when it is closed."""
        for key, status in (("held", PlanStatus.DONE), ("cancelled", PlanStatus.CANCELLED)):
            if key in self.facts and days.day(self.facts[key]) <= day:
                return status, days.day(self.facts[key])
        if self.text.endswith(TENTATIVE_MARKS):
            return PlanStatus.TENTATIVE, None
        starts_on = self.starts_on(days)
        is_begun = starts_on is not None and starts_on <= day
        return PlanStatus.IN_PROGRESS if is_begun else PlanStatus.NOT_STARTED, None


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

    >>> months_text((7, 8)), months_text((3, 4, 5, 6, 9, 11))
    ('7、8月', '3-6、9、11月')
    """
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(_run_text(run) for run in runs) + "月"


def _run_text(run: list[int]) -> str:
    """Write months that follow each other; two are named both."""
    return "、".join(map(str, run)) if len(run) <= NAMED_SINGLY else f"{run[0]}-{run[-1]}"


def _months(text: str, year: int) -> tuple[int, ...]:
    """Return the months of `7、8月`, or the month in which a festival falls."""
    if text in FESTIVALS:
        return (SampleDays.of(year).festival(text).month,)
    return tuple(int(month) for month in text.removesuffix("月").split("、"))
