"""The proposals: their sheet, and the report to the congress."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from unionxl.operations.files import check_new
from unionxl.operations.making import make
from unionxl.operations.operation import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request

REPORT = "unionxl.operations.reports:write_proposal_report"  # has the makers of documents imported


def proposals(request: Request) -> Outcome:
    """Make the sheet of the proposals, and write their report where one is asked for.

    Raises:
        RequestError: the report has another ending, or there is a file of that name.
    """
    workbook, as_of = request.open(), request.as_of
    target = request.values.get("report")
    if target is None:
        return make(workbook, "proposals", as_of=as_of)
    check_new(target, ".docx")
    made = make(workbook, "proposals", as_of=as_of)
    write = cast("Callable[..., Outcome]", named(REPORT))
    written = write(workbook, target, as_of=as_of)
    told = f"{made.summary}{written.summary}"
    return replace(made, summary=told, made=written.made)
