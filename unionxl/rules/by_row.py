"""What is wrong with one row, said in one place: the gravest first, the rest as further reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.rules.check_report import review_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.rules.finding import Finding

MOST_TOGETHER = 6
JOINED_BY = "+"
NUMBERS = "①②③④⑤⑥"


def by_row(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Put findings about one row together, and all in order: the gravest, then the dearest first.

    What tells of many rows, or of none, stands alone.
    """
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        place = finding.sources[0] if finding.sources and not finding.group else None
        key = (place.sheet, place.row) if place is not None else number
        groups.setdefault(key, []).append(finding)
    told = [
        tuple(ones[start : start + MOST_TOGETHER])
        for ones in (sorted(group, key=_rank) for group in groups.values())
        for start in range(0, len(ones), MOST_TOGETHER)
    ]
    return sorted(told, key=lambda ones: (_rank(ones[0]), -max(map(amount_of, ones))))


def _rank(finding: Finding) -> int:
    return finding.severity.rank


def amount_of(finding: Finding) -> Decimal:
    """Return the money that a finding is about, zero where it is about none."""
    facts = [value for value in finding.facts.values() if isinstance(value, Decimal)]
    joint = finding.joint.amount if finding.joint and finding.joint.amount else Decimal(0)
    return max([abs(value) for value in facts], default=joint)


def key_of(findings: Sequence[Finding]) -> str:
    """Return the name by which findings that are told together are marked together."""
    return JOINED_BY.join(dict.fromkeys(map(review_key, findings)))


def numbered(texts: Iterable[str]) -> str:
    """Write different texts one after the other, with numbers where there are several.

    >>> numbered(["甲。", "乙。", "甲。"]), numbered(["甲。"])
    ('①甲。②乙。', '甲。')
    """
    different = [text for text in dict.fromkeys(texts) if text]
    if len(different) < len(NUMBERS[:2]):
        return "".join(different)
    return "".join(f"{NUMBERS[at]}{text}" for at, text in enumerate(different))
