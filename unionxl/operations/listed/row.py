"""What is about one row of an input sheet; nothing is built yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.operations.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
