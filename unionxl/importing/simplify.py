"""Traditional to simplified characters, when the clerk asks for it."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.importing.model import ImportedItem, ImportResult


def simplify(text: str) -> str:
    """Return a text in simplified characters."""
    return _converter()(text)


def simplified(result: ImportResult) -> ImportResult:
    """Return an import with its work in simplified characters; names of people stay as written."""
    plans = tuple(
        replace(
            plan,
            title=simplify(plan.title),
            items=tuple(_simplify_item(item) for item in plan.items),
            unscheduled=tuple(_simplify_item(item) for item in plan.unscheduled),
        )
        for plan in result.plans
    )
    return replace(result, plans=plans)


def _simplify_item(item: ImportedItem) -> ImportedItem:
    """Return an item with its text and note simplified, its owner kept."""
    before, owner, after = item.text.rpartition(item.owner) if item.owner else (item.text, "", "")
    text = simplify(before) + owner + simplify(after)
    return replace(item, text=text, note=simplify(item.note) if item.note else item.note)


@functools.cache
def _converter() -> Callable[[str], str]:
    """Load the dictionaries once, at the first use."""
    from opencc import OpenCC  # noqa: PLC0415 - loads word lists that few imports need

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
