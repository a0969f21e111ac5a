"""The operations that only make sheets, and the titles of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from unionxl.operations.catalogue import OPERATIONS
from unionxl.operations.operation import named

if TYPE_CHECKING:
    from unionxl.views.view import View

SHEETS = {
    one.id: tuple(cast("View", named(text)).title for text in one.makes)
    for one in OPERATIONS
    if one.makes and not one.run
}
SAID = {
    name: "".join(("已生成", *(f"《{title}》" for title in made), "。"))
    for name, made in SHEETS.items()
}
SHOWN = {name: made[0] for name, made in SHEETS.items()}
