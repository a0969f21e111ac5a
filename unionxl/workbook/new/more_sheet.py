"""《更多操作》: every button by group, with what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables.program import MORE_SHEET, RUNS
from unionxl.workbook.new.sheet_button import Box, put_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from unionxl.workbook.buttons import Button, ButtonGroup
    from unionxl.workbook.new.styles import Formats

TITLE = MORE_SHEET
CODE_NAME = "shMore"
INTRO = "全部操作，按用途排列。常用的几个在《首页》；Excel 上方的“工会工作”选项卡里也有。"
BACK = "← 回《首页》"
WIDTHS = (2, 20, 22, 88)
BUTTON_HEIGHT = 23  # of a row, in points
BOX = Box(132, 27, 4, 2)


def write_more(sheet: Worksheet, formats: Formats, groups: Sequence[ButtonGroup]) -> None:
    """Write a button for each operation, and beside it what it does."""
    _set_up_page(sheet)
    sheet.write_string(0, 1, TITLE, formats["sheet-title"])
    sheet.write_string(1, 1, INTRO, formats["sheet-intro"])
    sheet.write_url(2, 1, f"internal:'{RUNS.sheet}'!A1", formats["home-link"], BACK)
    row = 3
    for group in groups:
        for column in range(1, len(WIDTHS)):
            sheet.write_blank(row, column, None, formats["section"])
        sheet.write_string(row, 1, group.label, formats["section"])
        shown = [button for button in group.buttons if button.label != TITLE]
        for at, button in enumerate(shown, row + 1):
            _write_button(sheet, formats, at, button)
        row += len(shown) + 1
    sheet.protect("", {"objects": True, "select_locked_cells": True})


def _write_button(sheet: Worksheet, formats: Formats, row: int, button: Button) -> None:
    """Write one button and what it does."""
    sheet.set_row(row, BUTTON_HEIGHT)
    put_button(sheet, row, 1, BOX, macro=button.macro, label=button.label, told=button.tip)
    sheet.write_string(row, 2, button.note, formats["guide-text"])
    sheet.write_string(row, 3, f"{button.tip}。", formats["guide-text"])


def _set_up_page(sheet: Worksheet) -> None:
    """Set what belongs to the sheet as a whole."""
    sheet.hide_gridlines(2)
    sheet.set_tab_color("#9B1C1C")
    sheet.set_row(0, 30)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
