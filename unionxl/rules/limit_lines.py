"""The figures that hold at a place, one line a matter: whose, from which document, read when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.places import NATIONWIDE
from unionxl.domain.policy import OWN_STANDARD
from unionxl.domain.written import figure, full_day, percent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator
    from decimal import Decimal

    from unionxl.domain.policy import Limit, Policy, Standards

NOT_SET = "未设限额，未检查"
_WITHOUT_FIGURE = frozenset({"dues-rate", "dues-amount"})  # of the dues, in 设置


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One matter with the figure that holds, None where none is set."""

    matter: str
    measure: str
    limit: Limit | None

    @property
    def figure(self) -> str:
        """The figure as it is read, or that none is set."""
        if self.limit is None or self.limit.amount is None:
            return NOT_SET
        is_share = self.limit.most_share is not None
        return _plain(self.limit.amount, is_share=is_share)

    @property
    def whose(self) -> str:
        """Whose figure it is."""
        if self.limit is None:
            return ""
        return OWN_STANDARD if self.limit.is_own else (self.limit.province or NATIONWIDE)

    @property
    def document(self) -> str:
        """The document, its number and article."""
        if self.limit is None:
            return ""
        name = f"{self.limit.document}{self.limit.document_no}"
        return "，".join(part for part in (name, self.limit.article) if part)

    @property
    def validity(self) -> str:
        """From which day to which it holds, as far as that is known."""
        if self.limit is None:
            return ""
        start, end = self.limit.valid_from, self.limit.valid_to
        parts = (f"{full_day(start)}起" if start else "", f"至{full_day(end)}" if end else "")
        return "".join(parts)

    @property
    def checked(self) -> str:
        """The day on which it was last looked up."""
        day = self.limit.checked_on if self.limit is not None else None
        return full_day(day) if day else ""

    @property
    def doubts(self) -> str:
        """How well it is established, and what the clerk should know before she relies on it."""
        if self.limit is None:
            return "请向上级工会了解，填入《支出标准》"
        known = self.limit.citation.confidence.value
        return "；".join(part for part in (known, self.limit.doubt, self.limit.note) if part)

    def __str__(self) -> str:
        """Say it in one line."""
        if self.limit is None:
            return f"{self.matter}（{self.measure}）：{NOT_SET}"
        day = f"，{self.checked}核对" if self.checked else ""
        where = f"{self.whose}：{self.document}{day}（{self.doubts}）"
        return f"{self.matter} {self.figure}（{self.measure}），{where}"


def _plain(amount: Decimal, *, is_share: bool) -> str:
    return percent(amount) if is_share else figure(amount)


def limit_lines(
    policy: Policy, standards: Standards, day: dt.date, numbers: Collection[str] | None = None
) -> Iterator[LimitLine]:
    """Give a line for each matter, or for those with some numbers; those set apart follow it."""
    for matter in standards.matters:
        number = matter.limit_id
        if number in _WITHOUT_FIGURE or (numbers is not None and number not in numbers):
            continue
        below = policy.limits_below(number, day)
        limit = policy.limit_on(number, day)
        if limit is not None or not below:
            told = limit or None
            measure = told.measure if told else matter.measure
            yield LimitLine(matter.name.partition("，编号")[0], measure or matter.measure, told)
        for one in below.values():
            yield LimitLine(one.matter, one.measure or matter.measure, one)
