"""The stored results of formulas: of the start sheet they are dropped, so that none is stale.

LibreOffice computes no number again on loading, whatever the workbook asks for, but one that has
no result. Other sheets keep theirs: what reads the file without computing relies on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables.program import RUNS
from unionxl.workbook.package.markup import main, serialise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.tables import TablePart


def drop_figures(parts: Parts, tables: Iterable[TablePart]) -> None:
    """Have the figures of the start sheet computed when the workbook is opened.

    A workbook in which nothing else than its look was changed keeps them.
    """
    found = list(tables)
    touched = set(parts.changed_names())
    if not any(table.sheet.part in touched for table in found):
        return
    for table in found:
        if table.name == RUNS.name:
            _drop_results(parts, table.sheet.part)


def _drop_results(parts: Parts, name: str) -> None:
    """Drop the result of every formula of a sheet."""
    root = parts.tree(name)
    before = serialise(root)
    for cell in root.iter(main("c")):
        value = cell.find(main("v"))
        if value is not None and cell.find(main("f")) is not None:
            cell.remove(value)
            cell.attrib.pop("t", "")
    parts.write_tree(name, root, before)
