"""The rows that the clerk has selected in a running Excel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.errors import RequestError

if TYPE_CHECKING:
    import xlwings as xw

_ROWS = re.compile(r"\$?[A-Z]{0,3}\$?(\d+)(?::\$?[A-Z]{0,3}\$?(\d+))?")


def selected_rows(live: xw.Book) -> dict[str, str]:
    """Return the sheet and the rows that are selected, as in 5-9,12; nothing for no cells.

    Raises:
        RequestError: they are in another workbook.
    """
    try:
        chosen = live.app.selection
        found = None if chosen is None else (chosen.sheet, chosen.address)
    except Exception:  # noqa: BLE001 - a button or a picture is selected, which has no rows
        found = None
    if found is None:
        return {}
    sheet, address = found
    if sheet.book.name != live.name:
        raise RequestError(
            f"选中的是另一个工作簿《{sheet.book.name}》里的格子。",
            where=f"工作簿《{live.name}》",
            advice="请回到这个工作簿，点一下要打印的那一行，再点一次按钮。",
        )
    rows = [rows_in(area) for area in str(address).split(",")]
    return {"sheet": sheet.name, "row": ",".join(filter(None, rows))}


def rows_in(area: str) -> str:
    """Return the rows of an area, "" for whole columns.

    >>> rows_in("$A$5:$C$9"), rows_in("B12"), rows_in("$7:$7"), rows_in("$A:$C")
    ('5-9', '12', '7-7', '')
    """
    match = _ROWS.fullmatch(area.strip())
    if match is None:
        return ""
    return f"{match[1]}-{match[2]}" if match[2] else match[1]
