"""The rule about dues of months that lie in another year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.written import money, months_text
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.dues import Dues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex


def dues_of_another_year(index: BookIndex) -> Iterator[Case]:
    """Find rows of the dues table for months of another year."""
    rows: defaultdict[tuple[SourceRef, int], list[DuesPayment]] = defaultdict(list)
    for part in index.dues.of_other_years:
        if part.month:
            rows[part.source, part.month.year].append(part)
    for (source, year), parts in rows.items():
        amount = sum((one.paid_amount or ZERO for one in parts), ZERO)
        months = months_text(sorted({one.month for one in parts if one.month}))
        name = f"「{parts[0].member_name or parts[0].member_no}」"
        yield Case(
            f"{name}{year}年{months}的会费 {money(amount)} 元不是 {index.year} 年的，"
            f"{_NOT_LISTED}。",
            "请核对所属月份；确是别的年度的，请记到那一年的工作簿。",
            (at(source, Dues.month),),
            facts={"paid_amount": amount, "of_year": year},
            joint=Joint("行", f"是{year}年的会费", name, amount=amount, tail=_NOT_LISTED),
        )


_NOT_LISTED = "没有列入《会费收缴表》"
RULES = (
    Rule(
        "会费属于别的年度",
        Group.DUES,
        Severity.NOTE,
        Grounds.ARITHMETIC,
        dues_of_another_year,
        reason="这几行不在本年的任何一张表里；年份写错的，本年那个月就像没有缴。",
        example="2026 年的工作簿里，一行会费的所属月份写了 2025-12。",
        remedy="改正所属月份，或记到那一年的工作簿。",
    ),
)
