"""An operation carried out; what it needs is imported then."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from unionxl.operations.catalogue import operation
from unionxl.operations.operation import named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unionxl.operations.operation import Operation, Option
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request


def meant(asked: Operation, values: Mapping[str, object]) -> Operation:
    """Return what a given option or a missing argument leads to, else what was asked for.

    Raises:
        RequestError: what an option leads to has no use for something that was given as well.
    """
    leading = next((one for one in asked.options if one.leads_to and values.get(one.name)), None)
    if leading is not None:
        return _led(asked, leading, values)
    without = (
        one.without_leads_to
        for one in asked.arguments
        if one.without_leads_to and not values.get(one.name)
    )
    return next(map(operation, without), asked)


def _led(asked: Operation, leading: Option, values: Mapping[str, object]) -> Operation:
    """Return what an option leads to, which must take what else was given."""
    led = operation(leading.leads_to)
    taken = {one.name for one in led.arguments} | {leading.name}
    for one in asked.arguments:
        if one.name not in taken and values.get(one.name) is not None:
            from unionxl.errors import RequestError

            raise RequestError(
                f"“{values[one.name]}”和“{leading.help}”只能选一样。",
                where=asked.label,
                advice="请去掉其中一样，再试一次。",
            )
    return led


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
