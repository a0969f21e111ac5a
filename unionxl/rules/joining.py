"""Several findings of a kind as one: what many rows share is said once.

Each keeps its own review, so that one more row is one more finding and nothing that the clerk has
looked into comes back.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.written import money
from unionxl.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from unionxl.domain.source import SourceRef
    from unionxl.rules.finding import Finding

KEY_LENGTH = 12
UNCHECKED = "未检查"
MOST_OF_A_GROUP = 500
ROWS_AFTER = "/"
NOT_KEPT = "本单位不记这一栏的，可选“已核实”并写明，以后不再列出。"


def kind_of(finding: Finding) -> tuple[str, ...]:
    """Return what findings have in common that are said as one, nothing where it stands alone."""
    if finding.joint is None or finding.group or not finding.sources:
        return ()
    place = finding.sources[0]
    told = (finding.rule_id, place.sheet, place.column, finding.joint.what, finding.advice)
    return (*told, finding.severity.value, finding.basis)


def group_of(finding: Finding) -> str:
    """Return the name of all findings that are said with this one, empty where it stands alone."""
    kind = kind_of(finding)
    return _digest(*kind) if kind else ""


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """Say findings of one kind as one."""
    return [said for said, _ in join(columns_not_kept(findings), kind_of)]


def columns_not_kept(findings: Iterable[Finding]) -> list[Finding]:
    """Say once that nobody fills in a column; whatever rests on it was not checked."""
    found = list(findings)
    whole = {
        kind: members
        for kind, members in _groups(found, kind_of).items()
        if (joint := members[0].joint) is not None and joint.is_of_all(len(members))
    }
    if not whole:
        return found
    said: list[Finding] = []
    for finding in found:
        members = whole.get(kind_of(finding))
        if members is None:
            said.append(finding)
        elif finding is members[0]:
            places, amount = _places(members), _amount(members)
            said.append(column_not_kept(finding, places, amount))
    return said


def join(
    findings: Sequence[Finding], key: Callable[[Finding], Hashable]
) -> list[tuple[Finding, Finding]]:
    """Say the findings that have the same key as one, each with the first of those it tells of."""
    groups = _groups(findings, key)
    said: list[tuple[Finding, Finding]] = []
    for finding in findings:
        members = groups[key(finding)] if kind_of(finding) else [finding]
        if len(members) == 1:
            said.append((finding, finding))
        elif finding is members[0]:
            for start in range(0, len(members), MOST_OF_A_GROUP):
                part = members[start : start + MOST_OF_A_GROUP]
                said.append((_one(part) if len(part) > 1 else part[0], part[0]))
    return said


def rows_of(group: str) -> tuple[str, frozenset[int] | None]:
    """Return the name of a group and its rows as they were shown, None for all of them."""
    name, _, rows = group.partition(ROWS_AFTER)
    if not rows:
        return name, None
    numbers: set[int] = set()
    for part in rows.split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            numbers.update(range(int(first), int(last or first) + 1))
    return name, frozenset(numbers)


def _groups(
    findings: Iterable[Finding], key: Callable[[Finding], Hashable]
) -> dict[Hashable, list[Finding]]:
    groups: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        if kind_of(finding):
            groups.setdefault(key(finding), []).append(finding)
    return groups


def _one(members: Sequence[Finding]) -> Finding:
    """Return the finding that stands for some rows of a table."""
    first = members[0]
    is_unchecked = UNCHECKED in first.message
    unchecked = first.joint.unchecked if first.joint and is_unchecked else ""
    one = _told(first, _places(members), _amount(members), (unchecked, ""))
    stretches = one.stretches
    rows = ",".join(f"{a.row}-{b.row}" if a is not b else str(a.row) for a, b in stretches)
    return replace(one, group=f"{group_of(first)}{ROWS_AFTER}{rows}")


def column_not_kept(
    first: Finding, places: tuple[SourceRef, ...], amount: Decimal | None
) -> Finding:
    """Return the finding for a column that nobody fills in; more such rows do not change it.

    `first` is that of its first row, `places` are those of all rows, `amount` is what they add up
    to.
    """
    joint = first.joint
    return replace(
        _told(first, places, amount, (joint.unchecked if joint else "", "都")),
        severity=Severity.NOTE,
        advice=first.advice + ("" if joint and joint.is_needed else NOT_KEPT),
        group=_digest(group_of(first), "not kept"),
    )


def _places(members: Iterable[Finding]) -> tuple[SourceRef, ...]:
    return tuple(source for one in members for source in one.sources[:1])


def _amount(members: Iterable[Finding]) -> Decimal | None:
    amounts = [one.joint.amount for one in members if one.joint and one.joint.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _told(
    first: Finding,
    places: tuple[SourceRef, ...],
    amount: Decimal | None,
    words: tuple[str, str],
) -> Finding:
    """Say the first of some findings for all of them; `words` are what is unchecked and 都."""
    joint, (unchecked, every) = first.joint, words
    if joint is None:
        return first
    whose = f"{joint.name}等 " if joint.name else ""
    parts = (
        f"{whose}{len(places)} {joint.counted}{every}{joint.what}",
        f"合计 {money(amount)} 元" if amount is not None else "",
        joint.tail,
        f"{unchecked}{UNCHECKED}" if unchecked else "",
    )
    return replace(
        first,
        message="，".join(part for part in parts if part) + "。",
        sources=places,
        facts={"row_count": len(places)} | ({} if amount is None else {"amount": amount}),
    )


def _digest(*told: str) -> str:
    text = "\n".join(told)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]
