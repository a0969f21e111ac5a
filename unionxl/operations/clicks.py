"""What each button does to an open workbook, by its action."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from unionxl.operations.catalogue import OPERATIONS
from unionxl.operations.performing import perform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unionxl.operations.operation import Operation
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.workbook.port import Workbook


def _click(asked: Operation, workbook: Workbook, request: Request) -> Outcome:
    return perform(asked, replace(request, given=workbook))


CLICKS: Mapping[str, Callable[[Workbook, Request], Outcome]] = {
    one.id: partial(_click, one) for one in OPERATIONS if one.is_clicked
}
