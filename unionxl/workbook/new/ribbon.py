"""The tab of the ribbon: the buttons of the start sheet once more, as Office's own XML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from unionxl.tables.all import BY_NAME
from unionxl.tables.model import Group
from unionxl.workbook.buttons import MACRO_MODULE
from unionxl.workbook.vba.out_of_sight import SHEET_GROUPS, show_procedure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.workbook.buttons import Button, ButtonGroup

TAB = "工会工作"
CALLBACK = f"{MACRO_MODULE}.UnionRibbon"
SHOW_CALLBACK = f"{MACRO_MODULE}.UnionRibbonShow"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui">',
    "  <ribbon>",
    "    <tabs>",
    f'      <tab id="unionTab" label="{TAB}">',
)
_FOOT = ("      </tab>", "    </tabs>", "  </ribbon>", "</customUI>", "")


def ribbon_xml(groups: Iterable[ButtonGroup]) -> bytes:
    """Return the part of the ribbon tab; an action stands in the tag of its button."""
    return "\n".join((*_HEAD, *_lines(groups), *_FOOT)).encode()


def _lines(groups: Iterable[ButtonGroup]) -> Iterator[str]:
    for group in groups:
        yield f'        <group id="unionGroup{group.id}" label={quoteattr(group.label)}>'
        yield from map(_line, group.buttons)
        yield "        </group>"
    yield '        <group id="unionGroupSheets" label="显示收起的表">'
    yield from (_show_line(group) for group in SHEET_GROUPS)
    yield "        </group>"


def _show_line(group: Group) -> str:
    """Return the button that brings the sheets of a group into sight; they stand in its tag."""
    names = "、".join(BY_NAME[name].told for name in SHEET_GROUPS[group])
    attributes = {
        "id": show_procedure(group).replace("Union", "union", 1),
        "tag": " ".join(SHEET_GROUPS[group]),
        "label": f"{group.value}的表" if group is not Group.BASE else group.value,
        "size": "normal",
        "imageMso": "SheetInsert",
        "onAction": SHOW_CALLBACK,
        "screentip": "显示收起的表",
        "supertip": names,
    }
    told = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return f"          <button {told}/>"


def _line(button: Button) -> str:
    attributes = {
        "id": button.procedure.replace("Union", "union", 1),
        "tag": button.action,
        "label": button.label,
        "size": "large" if button.is_large else "normal",
        "imageMso": button.icon,
        "onAction": CALLBACK,
        "screentip": button.label,
        "supertip": button.tip,
    }
    told = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return f"          <button {told}/>"
