"""What is wrong with one row, said in one place: the gravest first, the rest as further reasons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.rules.check_report import review_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from unionxl.domain.source import SourceRef
    from unionxl.rules.finding import Finding

MOST_TOGETHER = 10
JOINED_BY = "+"
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"


def by_row(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Put findings about one row together, and all in order: the gravest, then the dearest first.

    What tells of many rows, or of none, stands alone.
    """
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(_row_of(finding) or number, []).append(finding)
    told = [
        tuple(ones[start : start + MOST_TOGETHER])
        for ones in (sorted(group, key=_rank) for group in groups.values())
        for start in range(0, len(ones), MOST_TOGETHER)
    ]
    return sorted(told, key=lambda ones: (_rank(ones[0]), -max(map(amount_of, ones))))


def beside_problems(
    unchecked: Iterable[Finding], problems: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Part what was not checked: what belongs to a row that has a problem, and the rest.

    What tells of several rows, some of them without a problem, is among the rest.
    """
    rows = {_row_of(one) for one in problems} - {None}
    beside: list[Finding] = []
    rest: list[Finding] = []
    for finding in unchecked:
        is_told = _row_of(finding) in rows and not _rows_apart(finding, rows)
        (beside if is_told else rest).append(finding)
    return beside, rest


def led_elsewhere(finding: Finding, problems: Iterable[Finding]) -> Finding:
    """Return a finding that leads to the first of its rows of which no problem is told."""
    apart = _rows_apart(finding, {_row_of(one) for one in problems})
    if finding.group or not apart:
        return finding
    others = tuple(one for one in finding.sources if one is not apart[0])
    return replace(finding, sources=(apart[0], *others))


def _rows_apart(finding: Finding, rows: Collection[tuple[str, int] | None]) -> list[SourceRef]:
    return [one for one in finding.sources if (one.sheet, one.row) not in rows]


def _row_of(finding: Finding) -> tuple[str, int] | None:
    """Return the row that a finding is about, None for one of many rows, or of none."""
    if finding.group or not finding.sources:
        return None
    return finding.sources[0].sheet, finding.sources[0].row


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
    r"""Write different texts one below the other, each with the numbers of the places it is for.

    >>> numbered(["甲。", "乙。", "甲。"]), numbered(["甲。", "甲。"])
    ('①③甲。\n②乙。', '甲。')
    """
    places: dict[str, str] = {}
    for number, text in zip(NUMBERS, texts, strict=False):
        if text:
            places[text] = places.get(text, "") + number
    if len(places) < len(NUMBERS[:2]):
        return "".join(places)
    return "\n".join(f"{numbers}{text}" for text, numbers in places.items())
