"""A generated sheet as plain text, for golden files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.views.layout import Cell, SheetSpec


def render_text(sheet: SheetSpec) -> str:
    """Show a sheet as plain text, for golden tests; cells hidden by a merge are left out."""
    hidden = {
        (row, column)
        for area in sheet.merges
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
        if (row, column) != (area.top, area.left)
    }
    lines = [f"# {sheet.view_id} {sheet.title}"]
    for block in sheet.blocks:
        lines.append(f"[{block.name} @{block.top},{block.left}]")
        for row_number, row in enumerate(block.rows, block.top):
            shown = (
                _cell_text(cell)
                for column, cell in enumerate(row, block.left)
                if (row_number, column) not in hidden
            )
            lines.append(" | ".join(shown))
    lines += [
        f"[picture {picture.name} @{picture.row},{picture.column}] {picture.alt_text}"
        for picture in sheet.pictures
    ]
    lines += [
        f"[chart {chart.name} @{chart.row},{chart.column} of {chart.block}] {chart.title}"
        for chart in sheet.charts
    ]
    return "\n".join(lines) + "\n"


def _cell_text(cell: Cell) -> str:
    """Show one cell with its style and, for an input cell, where it goes."""
    text = "" if cell.value is None else str(cell.value).replace("\n", "⏎")
    target = cell.input_for
    goes_to = f" →{target.table}.{target.key}.{target.column}" if target else ""
    goes_to += f"@{'+'.join(map(str, target.months))}" if target and target.months else ""
    return f"{text}<{cell.style}>{goes_to}" if text or target else f"<{cell.style}>"
