"""The sheet 通知文字: texts to be copied into a chat group, one a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.views.bands import Band, stack
from unionxl.views.layout import Cell
from unionxl.views.tables import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "notice", "通知文字"
PAGE = Page((80,))


def notice_sheet(texts: Sequence[str]) -> SheetSpec:
    """Lay out texts, each in a cell of its own."""
    hint = PAGE.remark("点一下格子，复制后发到群里；发之前请核对。程序不会自己发送。")
    rows = tuple(PAGE.row((Cell(text, "body"),)) for text in texts)
    bands = (Band("head", (PAGE.title(TITLE), hint)), Band("texts", rows))
    return stack(bands).sheet(VIEW_ID, TITLE, PAGE.widths)
