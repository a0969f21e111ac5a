"""The papers of a year: which are open, and what became of the information that was sent up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.domain.papers import Paper

NOT_SAID = "未填"


@dataclass(frozen=True, slots=True)
class InformationCount:
    """How much information was sent under one name, how much was used, for how many points."""

    name: str
    sent_count: int
    used_count: int
    points: Decimal


def open_papers(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers that are to be settled and are not, in the order of their days."""
    found = [one for one in papers if one.is_open]
    return tuple(sorted(found, key=lambda one: one.due_on or dt.date.max))


def information(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the items of information."""
    return tuple(one for one in papers if one.is_information)


def information_by(
    papers: Sequence[Paper], name_of: Callable[[Paper], str]
) -> tuple[InformationCount, ...]:
    """Count the information by what a paper says, the most points first."""
    names = dict.fromkeys(name_of(one).strip() or NOT_SAID for one in papers)
    counts = [
        counted(name, [one for one in papers if (name_of(one).strip() or NOT_SAID) == name])
        for name in names
    ]
    return tuple(sorted(counts, key=lambda one: (-one.points, -one.used_count, -one.sent_count)))


def counted(name: str, papers: Sequence[Paper]) -> InformationCount:
    """Count some items of information."""
    points = sum((one.points for one in papers if one.points is not None), Decimal(0))
    return InformationCount(name, len(papers), sum(one.is_used for one in papers), points)
