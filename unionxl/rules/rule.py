"""The shape of a rule: what it rests on, how grave it may be, and how a case becomes a finding."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.domain.policy import Citation, Confidence
from unionxl.rules.finding import Finding, Severity
from unionxl.rules.joining import column_not_kept

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex
    from unionxl.rules.finding import Joint


class Group(enum.Enum):
    """The part of the catalogue that a rule stands in; the value is its heading."""

    LEDGER = "台账记录"
    BUDGET = "预算"
    GIFTS = "慰问和福利"
    ACTIVITIES = "活动支出"
    AGREEMENT = "各表相符"
    DUES = "会费和拨缴"
    PLAN = "年度计划"
    REGISTERS = "会员和台账"


class Grounds(enum.Enum):
    """What a rule rests on; the value is the word for it."""

    ARITHMETIC = "数字本身"
    OWN_PAPERS = "本单位已批准的文件"
    AGREEMENT = "本工作簿各表相互核对"
    REGULATION = "文件规定"
    PRACTICE = "通行做法，没有文件依据"


COMMON_PRACTICE = Citation("通行做法，各地规定不一")
NO_LOCAL_DOCUMENT = "通行做法，没有读到本地的文件"
_CEILINGS = {
    Grounds.ARITHMETIC: Severity.ERROR,
    Grounds.OWN_PAPERS: Severity.ERROR,
    Grounds.AGREEMENT: Severity.ERROR,
    Grounds.PRACTICE: Severity.NOTE,
}
_CEILINGS_BY_CONFIDENCE = {
    Confidence.CONFIRMED: Severity.ERROR,
    Confidence.READ: Severity.WARNING,
    Confidence.COPIED: Severity.WARNING,
    Confidence.OWN: Severity.WARNING,
    Confidence.UNVERIFIED: Severity.NOTE,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One problem that a rule found.

    `citation` is that of a limit or a word, where it differs from the rule's own; `severity` is
    given where the case is less grave than the rule; `joint` where many rows may share it. A case
    with `places` stands for a column that nobody fills in: it is that of the first row, and these
    are the places of all of them, that many rows need no case each; `total` is their amount.
    """

    message: str
    advice: str
    sources: tuple[SourceRef, ...] = ()
    citation: Citation | None = None
    severity: Severity | None = None
    facts: Mapping[str, str | int | Decimal | dt.date] = field(default_factory=dict)
    joint: Joint | None = None
    places: tuple[SourceRef, ...] = ()
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check. Its id is the name of its function, with hyphens.

    Its page is what `unionxl explain` says, written for a clerk: why it matters, an example, how
    to clear what it finds. Figures in examples are invented; those in force are in limits.toml,
    under the numbers of `limits`.
    """

    title: str
    group: Group
    severity: Severity
    grounds: Grounds
    check: Callable[[BookIndex], Iterator[Case]]
    reason: str
    example: str
    remedy: str
    limits: tuple[str, ...] = ()

    @property
    def rule_id(self) -> str:
        """The name that people and other programs quote."""
        return self.check.__name__.replace("_", "-")

    def run(self, index: BookIndex) -> Iterator[Finding]:
        """Yield what the check finds, no graver than its basis allows."""
        rule_id = self.rule_id
        own_citation = index.limits.policy.nearest(index.standards.citations.get(rule_id, ()))
        for case in self.check(index):
            citation = case.citation or own_citation
            severities = (case.severity or self.severity, self.ceiling(citation))
            finding = Finding(
                rule_id=rule_id,
                severity=max(severities, key=lambda severity: severity.rank),
                message=case.message,
                advice=case.advice,
                sources=case.sources,
                basis=self.basis(citation),
                confidence=citation.confidence.value if citation else "",
                facts=case.facts,
                joint=case.joint,
            )
            if case.places:
                yield column_not_kept(finding, case.places, case.total)
            else:
                yield finding

    def basis(self, citation: Citation | None) -> str:
        """Cite, or say that no document of the place was read; empty where the rule needs none."""
        if citation is not None:
            return str(citation)
        return NO_LOCAL_DOCUMENT if self.grounds is Grounds.REGULATION else ""

    def ceiling(self, citation: Citation | None) -> Severity:
        """Return the gravest severity that the basis of a case allows.

        What may have been raised since it was read is a hint.
        """
        if self.grounds in _CEILINGS:
            return _CEILINGS[self.grounds]
        if citation is None or citation.doubt:
            return Severity.NOTE
        return _CEILINGS_BY_CONFIDENCE[citation.confidence]
