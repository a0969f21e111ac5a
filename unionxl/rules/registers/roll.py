"""Whether there is a roll of members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex


def roll_missing(index: BookIndex) -> Iterator[Case]:
    """Find a book with gifts or dues and without a roll of members."""
    if not index.people.roll.members and (index.gifts.given or index.book.dues_payments):
        yield Case(
            "《会员》表没有记录，慰问对象和会费是否与会员相符未检查。",
            "请填写《会员》表。",
        )


RULES = (
    Rule(
        "没有会员名册",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.AGREEMENT,
        roll_missing,
        reason="没有会员名册，谁都无法核对；未检查不等于合格。",
        example="有 12 笔慰问写了姓名，《会员》表空着。",
        remedy="填写会员名册。",
    ),
)
