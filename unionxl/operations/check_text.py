"""Findings and pages of the catalogue as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.rules.pages import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.rules.finding import Finding
    from unionxl.rules.pages import Page


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield one line a finding, for files and pipes."""
    for finding in findings:
        where = f"{finding.where}：" if finding.sources else ""
        told = f"{where}{finding.message}{finding.advice}依据：{basis_of(finding)}。"
        yield f"{finding.severity.value} {told} [{finding.rule_id}]".replace("\n", " ")


def page_lines(page: Page) -> Iterator[str]:
    """Yield the page of a rule."""
    yield f"{page.title}（{page.rule_id}）"
    yield f"类别：{page.group}　级别：最高为“{page.severity.value}”"
    yield f"为什么要查：{page.reason}"
    yield f"例子：{page.example}"
    yield f"怎样处理：{page.remedy}"
    yield f"依据：{page.basis}"


def catalogue_line(page: Page) -> str:
    """Return the line of a rule in the list of all."""
    return f"{page.rule_id}　{page.title}（{page.group}，{page.severity.value}）"
