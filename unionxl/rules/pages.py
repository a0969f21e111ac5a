"""The page of every rule in the catalogue: what it finds, how grave, on what grounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.places import NATIONWIDE
from unionxl.rules.catalogue import ALL_RULES
from unionxl.rules.remarks import REMARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.policy import Citation
    from unionxl.rules.finding import Finding, Severity
    from unionxl.rules.rule import Rule

CELLS = "表格填写"
_GROUNDS = dict.fromkeys(REMARKS, CELLS) | {rule.rule_id: rule.grounds.value for rule in ALL_RULES}


@dataclass(frozen=True, slots=True)
class Page:
    """What the clerk may look up about one rule; `severity` is the gravest that it may reach."""

    rule_id: str
    title: str
    group: str
    severity: Severity
    grounds: str
    citations: tuple[Citation, ...]
    reason: str
    example: str
    remedy: str
    limits: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """The document, and how well it is established; else what the rule rests on."""
        nationwide = next((one for one in self.citations if one.place == NATIONWIDE), None)
        if nationwide is not None:
            return with_confidence(nationwide)
        places = "、".join(dict.fromkeys(one.place for one in self.citations))
        return f"{places}的文件；其他地方为通行做法" if places else self.grounds


def with_confidence(citation: Citation) -> str:
    """Cite with the degree of certainty, which a citation that is not verified says itself."""
    cited, mark = str(citation), f"（{citation.confidence.value}）"
    return cited if cited.endswith(mark) else cited + mark


def basis_of(finding: Finding) -> str:
    """Say what a finding rests on: its document, and how well that is established, or the grounds.

    Every finding rests on something, and the clerk is told.
    """
    mark = f"（{finding.confidence}）" if finding.confidence else ""
    cited = finding.basis if finding.basis.endswith(mark) else finding.basis + mark
    return cited or _GROUNDS[finding.rule_id]


def rule_pages(citations: Mapping[str, tuple[Citation, ...]]) -> dict[str, Page]:
    """Return the pages by rule id, those about cells first."""
    of_cells = (
        Page(rule_id, one.title, CELLS, one.severity, CELLS, (), *one[2:])
        for rule_id, one in REMARKS.items()
    )
    of_rules = (_page_of(rule, citations.get(rule.rule_id, ())) for rule in ALL_RULES)
    return {page.rule_id: page for page in (*of_cells, *of_rules)}


def _page_of(rule: Rule, citations: tuple[Citation, ...]) -> Page:
    ceilings = [rule.ceiling(one) for one in citations] or [rule.ceiling(None)]
    gravest = min(ceilings, key=lambda one: one.rank)
    return Page(
        rule_id=rule.rule_id,
        title=rule.title,
        group=rule.group.value,
        severity=max(rule.severity, gravest, key=lambda one: one.rank),
        grounds=rule.grounds.value,
        citations=citations,
        reason=rule.reason,
        example=rule.example,
        remedy=rule.remedy,
        limits=rule.limits,
    )
