"""Helpers of the import tests: a text read as a plan, its result in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.importing.documents import text_lines
from unionxl.importing.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.importing.model import ImportedItem, ImportResult


def read(text: str) -> ImportResult:
    """Read a text as a plan document."""
    return parse_plan(text_lines(text))


def items_of(result: ImportResult) -> list[tuple[tuple[int, ...], str]]:
    """Return the months and texts of all items."""
    return [(item.months, item.text) for plan in result.plans for item in plan.items]


def only_item(text: str) -> ImportedItem:
    """Return the one item of a text that has one."""
    (plan,) = read(text).plans
    (item,) = plan.items
    return item


def as_text(result: ImportResult) -> str:
    """Return a result in the form of `tests/plans/*.expected`."""
    return "".join(f"{row}\n" for row in _rows(result))


def _rows(result: ImportResult) -> Iterator[str]:
    for plan in result.plans:
        yield f"= {plan.year or '?'} {plan.title}".rstrip()
        for item in plan.items:
            months = ",".join(map(str, item.months))
            yield f"{months}{f'+{item.year_offset}' if item.year_offset else ''} {item.text}"
        yield from (f"- {item.text}" for item in plan.unscheduled)
        for one in plan.suggestions:
            yield f"~ {','.join(map(str, one.months))} {one.text}"
    for number in dict.fromkeys(unread.line for unread in result.not_understood):
        yield f"! {number}"
