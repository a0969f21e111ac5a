"""What came of a work, without what the sentence about it says anyway.

An outcome that was taken over from a register is its day and how many came; both stand in the
sentence already where the work has a day or activities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.views.wording import money_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.activities import Activity

ENDINGS = "。；;，,、.!！ \n"
_TAKEN_OVER = re.compile(
    r"""
    (?: (?P<turns> \d+ \s [次笔] ) ，末次\s )?
    (?P<day> \d{1,2}月\d{1,2}日 )
    (?: ，? (?P<paid> 支出\s[\d,.]+\s元 | 入账 ) )?
    (?: ， (?P<heads> \d+ ) 人 次? )?
    """,
    re.VERBOSE,
)
_OF_MONTH = re.compile(r"(\d{1,2}月)：(?=\1)")


def once_told(outcome: str, day: str, activities: Sequence[Activity]) -> str:
    r"""Return an outcome as one line; `day` stands before it already, who came and the cost behind.

    >>> once_told("1月：收齐。\n3月：3月6日，38人", "", ())
    '1月：收齐；3月6日，38人'
    >>> once_told("9月20日，76人", "9月20日", ())
    '76人'
    """
    lines = (" ".join(line.split()).rstrip(ENDINGS) for line in outcome.splitlines())
    told = [_OF_MONTH.sub("", line) for line in lines if line]
    if len(told) == 1:
        return _without(told[0], day, activities)
    return "；".join(told)


def _without(outcome: str, day: str, activities: Sequence[Activity]) -> str:
    """Leave out of an outcome from a register what else is said of the work."""
    taken = _TAKEN_OVER.fullmatch(outcome)
    if taken is None:
        return outcome
    turns, last, paid, heads = taken.group("turns", "day", "paid", "heads")
    attended = sum(one.attended_count or 0 for one in activities)
    cost = sum((one.cost_amount or ZERO for one in activities), ZERO)
    is_paid_again = bool(cost) and paid == f"支出 {money_text(cost)} 元"
    is_counted_again = heads is None or int(heads) == attended
    told = (
        turns,
        "" if last == day else f"末次 {last}" if turns else last,
        "" if is_paid_again else paid,
        "" if is_counted_again else f"{heads}人{'次' if turns else ''}",
    )
    return "，".join(filter(None, told))
