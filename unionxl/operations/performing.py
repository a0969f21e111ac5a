"""An operation carried out; what it needs is imported then."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from unionxl.operations.catalogue import operation
from unionxl.operations.operation import named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unionxl.operations.operation import Operation
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request


def meant(asked: Operation, values: Mapping[str, object]) -> Operation:
    """Return what a given option or a missing argument leads to, else what was asked for."""
    led = [one.leads_to for one in asked.options if one.leads_to and values.get(one.name)]
    led += [
        one.without_leads_to
        for one in asked.arguments
        if one.without_leads_to and not values.get(one.name)
    ]
    return next(map(operation, led), asked)


def perform(asked: Operation, request: Request) -> Outcome:
    """Do what an operation is for; one that names no code makes its sheets.

    Raises:
        UnionXLError: a reason to stop.
    """
    if asked.run:
        return cast("Callable[[Request], Outcome]", named(asked.run))(request)
    from unionxl.operations.making import make

    workbook = request.open()
    return make(workbook, asked.id, as_of=request.as_of)
