"""The operations, each described once: buttons, macros, commands, their texts come from here.

Plain data: a click reads it before it imports what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.operations.listed import (
    entry,
    lists,
    money,
    monthly,
    more,
    planning,
    roll,
    rows,
    year_end,
)

if TYPE_CHECKING:
    from unionxl.operations.operation import Operation

# Words of the command line that several commands begin with, and what they are about.
COMMAND_GROUPS = {"plan": "读取和导入计划文档。"}
OPERATIONS: tuple[Operation, ...] = (
    *planning.OPERATIONS,
    *monthly.OPERATIONS,
    *lists.OPERATIONS,
    *entry.OPERATIONS,
    *rows.OPERATIONS,
    *money.OPERATIONS,
    *roll.OPERATIONS,
    *year_end.OPERATIONS,
    *more.OPERATIONS,
)
BY_ID = {one.id: one for one in OPERATIONS}


def operation(action: str) -> Operation:
    """Return an operation by its id.

    Raises:
        KeyError: there is none.
    """
    return BY_ID[action]
