"""The findings of one check, sorted as a clerk goes through them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from unionxl.domain.source import SourceRef
from unionxl.rules.finding import Severity
from unionxl.rules.joining import KEY_LENGTH, UNCHECKED, columns_not_kept, join, kind_of
from unionxl.rules.remarks import DOUBTFUL, PASSED_OVER

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from unionxl.domain.reviews import Review
    from unionxl.rules.finding import Finding

# The rules that look at the same slip as the reading of cells.
SAYS_BETTER = frozenset({"amount-negative"})


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is open, what could not be checked, what the clerk has looked into, each in order.

    `remarks` are what she wrote, by review key, beside findings that still stand.
    """

    problems: tuple[Finding, ...]
    unchecked: tuple[Finding, ...]
    reviewed: tuple[tuple[Finding, Review], ...]
    remarks: Mapping[str, str]

    @classmethod
    def of(cls, findings: Iterable[Finding], reviews: Iterable[Review]) -> Self:
        """Sort findings by severity, then rule in the order of the catalogue, then row.

        Those of a kind are said as one, apart by what the clerk wrote of each.
        """
        written = {review.review_key: review for review in reviews}
        ranked = in_order(columns_not_kept(findings))
        words = {id(one): written.get(review_key(one)) for one in ranked} if written else {}

        def alike(finding: Finding) -> Hashable:
            word = words.get(id(finding))
            return kind_of(finding), *((word.reason, word.reviewed_on) if word else ())

        standing, reviewed, remarks = [], [], {}
        for told, first in join(ranked, alike):
            word = words.get(id(first))
            if word is not None and word.reviewed_on is not None:
                reviewed.append((told, word))
                continue
            standing.append(told)
            if word is not None:
                remarks[review_key(told)] = word.reason
        return cls(
            problems=tuple(one for one in standing if not tells_unchecked(one)),
            unchecked=tuple(one for one in standing if tells_unchecked(one)),
            reviewed=tuple(reviewed),
            remarks=remarks,
        )

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that the clerk has not set aside."""
        return (*self.problems, *self.unchecked)

    def counts(self) -> Counter[Severity]:
        """Count the problems of each severity."""
        return Counter(finding.severity for finding in self.problems)

    def summary(self) -> str:
        """Say in one sentence what was found."""
        counts = self.counts()
        found = [f"{severity.value} {counts[severity]} 处" for severity in Severity]
        apart = f"未检查 {len(self.unchecked)} 项，已核实 {len(self.reviewed)} 处"
        return "，".join(found) + f"；{apart}。"


def said_once(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what was said of a cell as it was read where a rule says it better.

    That formulas do not count the cell is said by no rule.
    """
    found = list(findings)
    told = {
        source for finding in found if finding.rule_id in SAYS_BETTER for source in finding.sources
    }
    return [
        finding
        for finding in found
        if finding.rule_id != DOUBTFUL
        or PASSED_OVER in finding.facts
        or told.isdisjoint(finding.sources)
    ]


def tells_unchecked(finding: Finding) -> bool:
    """Tell whether a finding says that something could not be checked."""
    return UNCHECKED in finding.message


def review_key(finding: Finding) -> str:
    """Return the name of a finding that stays the same while rule, place and message do."""
    if finding.group:
        return finding.group
    place = finding.sources[0] if finding.sources else None
    row = (place.sheet, str(place.row)) if place else ("", "")
    told = "\n".join((finding.rule_id, *row, finding.message))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def located(finding: Finding, columns: Mapping[str, Mapping[str, str]]) -> Finding:
    """Return a finding whose places say their cells, by the letters of each sheet's columns."""
    places = tuple(_located(place, columns) for place in finding.sources)
    return finding if places == finding.sources else replace(finding, sources=places)


def _located(place: SourceRef, columns: Mapping[str, Mapping[str, str]]) -> SourceRef:
    letter = columns.get(place.sheet, {}).get(place.column)
    if not letter or place.cell:
        return place
    return SourceRef(place.sheet, place.row, place.column, f"{letter}{place.row}")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Put findings in order: the gravest first, those of one rule together, row by row."""
    found = list(findings)
    first_seen: dict[str, int] = {}
    for finding in found:
        first_seen.setdefault(finding.rule_id, len(first_seen))
    return sorted(
        found,
        key=lambda one: (one.severity.rank, first_seen[one.rule_id], *_place(one)),
    )


def _place(finding: Finding) -> tuple[str, int]:
    return (finding.sources[0].sheet, finding.sources[0].row) if finding.sources else ("", 0)
