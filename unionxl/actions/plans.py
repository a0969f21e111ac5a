"""Plan documents into the plan table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.actions.outcome import Outcome
from unionxl.domain.plan import PlanStatus
from unionxl.errors import DocumentError, RequestError
from unionxl.importing.classify import classify_item
from unionxl.workbook.inputs import as_text
from unionxl.workbook.reader import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.festivals import Festival
    from unionxl.domain.period import Month
    from unionxl.importing.classify import Category
    from unionxl.importing.model import ImportedItem, ImportedPlan, ImportResult
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import TableBlock, Workbook

PLAN = "Plan"
NUMBER = re.compile(r"(\D*)(\d+)")


def choose_plan(result: ImportResult, number: int | None, document: str) -> ImportedPlan:
    """Return the plan to import: the one asked for, or the only one arranged by month.

    Raises:
        DocumentError: no plan is arranged by month.
        RequestError: several are, and none was asked for; or the one asked for does not exist.
    """
    arranged = [plan for plan in result.plans if plan.has_arrangement]
    if number is not None:
        for plan in result.plans:
            if plan.index == number:
                return plan
        raise RequestError(
            f"没有第 {number} 份计划，文档中共有 {len(result.plans)} 份。",
            where=f"文档 {document}",
            advice="请用 unionxl plan read 查看各份计划的序号。",
        )
    if not arranged:
        raise no_arrangement(result, document)
    if len(arranged) > 1:
        listed = "；".join(f"第 {plan.index} 份 {plan.title}" for plan in arranged)
        raise RequestError(
            f"文档中有 {len(arranged)} 份按月安排的计划：{listed}。",
            where=f"文档 {document}",
            advice=f"请用 --plan 指定其中一份，如 --plan {arranged[0].index}。",
        )
    return arranged[0]


def no_arrangement(result: ImportResult, document: str) -> DocumentError:
    """Return the reason to stop for a document without a plan by month."""
    unread = result.not_understood
    lines = "、".join(str(line.line) for line in unread[:10])
    more = f"有 {len(unread)} 行像是安排但没有读懂（第 {lines} 行等）。" if unread else ""
    return DocumentError(
        f"没有找到按月份列出的工作安排。{more}",
        where=f"文档 {document}",
        advice="请确认文档里有“三月份：……”这样按月份列出的事项，或在《年度计划》中直接填写。",
    )
