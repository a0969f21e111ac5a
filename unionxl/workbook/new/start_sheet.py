"""The start sheet: month, key figures, buttons, what was done last, the way to each sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.tables.all import TABLES
from unionxl.tables.model import Group
from unionxl.tables.program import RUNS, STILL_DUE
from unionxl.tables.settings import YEAR_SETTING
from unionxl.workbook.buttons import front_rows
from unionxl.workbook.new.figures import (
    FIGURES,
    STEPS,
    STILL_DUE_TEXT,
    UNIT,
    figure,
    setting,
)
from unionxl.workbook.new.sheet_button import Box, put_button
from unionxl.workbook.vba.out_of_sight import show_macro

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from unionxl.tables.model import Table
    from unionxl.workbook.buttons import Button, ButtonGroup
    from unionxl.workbook.new.figures import Figure
    from unionxl.workbook.new.styles import Formats

TITLE = RUNS.sheet
CODE_NAME = "shHome"

# Columns from 0: margin, names of groups, five for buttons, gap, two for key figures. Everything
# down to the last button fits into a window of 1366 x 768 with the ribbon open.
WIDTHS = (1.5, 8, 19.5, 19.5, 19.5, 19.5, 19.5, 1.5, 22.5, 22.5, 1.5)
GROUP, FIRST, LAST, SIDE, SIDE_LAST = 1, 2, 6, 8, 9

MONTHLY = "每月"  # the row whose buttons go by the month in front of them
FEWEST_BLOCKS = 5  # for the key figures beside the buttons
TITLE_ROW, STEPS_ROW, HEAD, TOP = 1, 4, 6, 8
GAP, THIN_GAP, HEAD_HEIGHT = 5, 2, 20
HEIGHTS = {
    0: GAP,
    TITLE_ROW: 31,
    TITLE_ROW + 1: 17,
    TITLE_ROW + 2: GAP,
    STEPS_ROW: 32,
    HEAD - 1: GAP,
    HEAD: HEAD_HEIGHT,
    HEAD + 1: THIN_GAP,
}
# Three rows for each group of buttons: the button covers two of them, its note stands below; beside
# it the name of a key figure, the figure, a remark.
BLOCK_HEIGHTS = (14, 23, 14)
BLOCK = len(BLOCK_HEIGHTS)
RESULT = FIRST + len(RUNS.columns) - 1
LINK_HEIGHT, RUN_HEIGHT = 27, 18
SHOW_LABEL, SHOW_HEIGHT = "显示这些表", 28
# Room at the left of a button for the arrow that opens the list of months in the cell before it.
BUTTON = Box(116, 41, 18, 3)

STEP_PLACES = ((GROUP, FIRST + 1), (FIRST + 2, LAST), (SIDE, SIDE_LAST))
MONTH_NOTE = "点箭头选；按 Delete 空着"
MONTH_PROMPT = (
    "空着：按今天所在的月份（今天不在本年度的，以后的年度按 1 月，过去的年度按 12 月）。"
    "选了哪个月，就一直是哪个月；要回到今天的月份，点这一格，按 Delete 键。"
)
NOT_YET = "还没有做过"
SHEETS: Mapping[str, Sequence[Table]] = {
    group.value: sorted(
        (table for table in TABLES if table.group is group), key=lambda table: table.rank
    )
    for group in Group
}
NOTES = (
    "操作前自动备份，留最近 20 份；点「恢复备份」就能回去。",
    "您自己加的工作表、列、公式和图片，程序一概不动。",
    "程序不联网，不上传任何内容。",
    "按钮点了没有反应，请看《使用说明》的“第一次打开”。",
    "有的表先收起来了；没有宏时，右键任一标签 → 取消隐藏。",
)


class StartSheet:
    """The start sheet, while it is being written; rows and columns from 0."""

    def __init__(self, sheet: Worksheet, formats: Formats, groups: Sequence[ButtonGroup]) -> None:
        self.sheet = sheet
        self.formats = formats
        self.groups = groups
        self.rows = front_rows(groups)
        self.blocks = max(len(self.rows), FEWEST_BLOCKS)
        # The names of the tables whose sheets are in sight: no link leads to any other.
        self.in_sight: Collection[str] = ()

    def write(self, month: int | None) -> None:
        """Write everything on the sheet."""
        self._set_up_page()
        self._write_title()
        self._write_steps()
        self._write_buttons(month)
        self._write_figures()
        links = TOP + BLOCK * self.blocks + 1
        self._write_links(links)
        self._write_notes(links)
        self._write_runs(links + 2 + len(SHEETS) + 1)
        row = month_row(self.groups)
        self.sheet.set_selection(row, FIRST, row, FIRST)
        self.sheet.protect("", {"objects": True, "select_locked_cells": True})

    def _set_up_page(self) -> None:
        """Set what belongs to the sheet as a whole."""
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_tab_color("#9B1C1C")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.center_horizontally()
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        heights = dict(HEIGHTS)
        for block in range(self.blocks):
            for offset, height in enumerate(BLOCK_HEIGHTS):
                heights[TOP + block * BLOCK + offset] = height
        for row, height in heights.items():
            sheet.set_row(row, height)

    def _write_title(self) -> None:
        """Write the band with unit and year; both come from the settings."""
        self._merge(TITLE_ROW, GROUP, LAST, "home-title")
        self._formula(
            TITLE_ROW, GROUP, f'=IF({UNIT}="","工会工作簿",{UNIT}&" 工会工作簿")', "home-title"
        )
        self._merge(TITLE_ROW, LAST + 1, SIDE_LAST, "home-year")
        self._formula(TITLE_ROW, LAST + 1, f'={setting(YEAR_SETTING)}&" 年"', "home-year")
        self._merge(TITLE_ROW + 1, GROUP, SIDE_LAST, "home-subtitle")
        told = "计划、会员、经费、台账都在这一本里；黄色的格子由您填写，灰色的自动计算。"
        ask = "请先到《设置》填写单位名称。"
        known = f'IF(LEFT({STILL_DUE_TEXT},2)="截至",{STILL_DUE_TEXT},"{told}")'
        self._formula(TITLE_ROW + 1, GROUP, f'=IF({UNIT}="","{ask}",{known})', "home-subtitle")

    def _write_steps(self) -> None:
        """Write how to begin; a step that is done has a tick."""
        for (left, right), step in zip(STEP_PLACES, STEPS, strict=True):
            self._merge(STEPS_ROW, left, right, "step")
            self._formula(STEPS_ROW, left, step, "step")

    def _write_figures(self) -> None:
        """Write the key figures beside the buttons, two to a block."""
        self._section(HEAD, SIDE, SIDE_LAST, "全年一览")
        for number, one in enumerate(FIGURES):
            self._write_figure(*_place(number), one)

    def _write_figure(self, top: int, column: int, one: Figure) -> None:
        """Write one key figure: its name, the figure, a remark."""
        self.sheet.write_string(top, column, one.label, self.formats["figure-label"])
        self._formula(top + 1, column, _with_places(one.formula), one.style)
        if one.note.startswith("="):
            self._formula(top + 2, column, _with_places(one.note), "figure-note")
        else:
            self.sheet.write_string(top + 2, column, one.note, self.formats["figure-note"])

    def _write_month(self, top: int, month: int | None) -> None:
        """Write the cell where the month is chosen, in front of the buttons that go by it."""
        self._formula(top, FIRST, month_label(self.groups), "home-tip")
        if month is None:
            self.sheet.write_blank(top + 1, FIRST, None, self.formats["home-month"])
        else:
            self.sheet.write_number(top + 1, FIRST, month, self.formats["home-month"])
        self.sheet.write_string(top + 2, FIRST, MONTH_NOTE, self.formats["home-tip"])
        self.sheet.data_validation(
            top + 1,
            FIRST,
            top + 1,
            FIRST,
            {
                "validate": "list",
                "source": [str(number) for number in range(1, 13)],
                "input_title": "月份",
                "input_message": MONTH_PROMPT,
                "error_title": "月份",
                "error_message": "请从清单中选择 1 至 12，或按 Delete 键空着。",
            },
        )

    def _write_buttons(self, month: int | None) -> None:
        """Write the buttons, a block of rows for each row of them."""
        self._section(HEAD, GROUP, LAST, "点一下就好")
        for block, group in enumerate(self.rows):
            top = TOP + block * BLOCK
            self.sheet.merge_range(
                top, GROUP, top + BLOCK - 1, GROUP, group.label, self.formats["home-group"]
            )
            if group.label == MONTHLY:
                self._write_month(top, month)
            first = FIRST + (group.label == MONTHLY)
            if first + len(group.buttons) - 1 > LAST:
                raise ValueError(f"row {group.label} has more buttons than places")
            for column, button in enumerate(group.buttons, first):
                self._write_button(top, column, button)

    def _write_button(self, top: int, column: int, button: Button) -> None:
        """Write one button and in few words what it does."""
        told = {"macro": button.macro, "label": button.label, "told": button.tip}
        put_button(self.sheet, top, column, BUTTON, **told)
        self.sheet.write_string(top + 2, column, button.note, self.formats["home-tip"])

    def _write_links(self, top: int) -> None:
        """Write the way to every input sheet; a link to a table survives a renamed sheet."""
        self._write_head(top, GROUP, LAST, "去填表")
        for row, (group, tables) in enumerate(SHEETS.items(), top + 2):
            self.sheet.set_row(row, LINK_HEIGHT)
            self.sheet.write_string(row, GROUP, group, self.formats["home-group"])
            shown = [table for table in tables if table.name in self.in_sight]
            hidden = [table for table in tables if table.name not in self.in_sight]
            places = LAST - FIRST + (not hidden)
            for column, table in enumerate(shown[:places], FIRST):
                link, look = f"internal:{table.name}", self.formats["home-link"]
                tip = f"《{table.sheet}》：{table.intro}" if table.called else table.intro
                self.sheet.write_url(row, column, link, look, table.shown, tip)
            if hidden:
                self._write_more(row, FIRST + min(len(shown), places), group, hidden)

    def _write_more(self, row: int, free: int, group: str, hidden: Sequence[Table]) -> None:
        """Write which sheets of a group are hidden, and the button that brings them into sight."""
        names = "、".join(table.shown for table in hidden)
        told = "、".join(table.told for table in hidden)
        if free < LAST - 1:
            self._merge(row, free, LAST - 1, "home-more", f"另有：{names}")
        elif free < LAST:
            self.sheet.write_string(row, free, f"另有：{names}", self.formats["home-more"])
        macro, box = show_macro(Group(group)), BUTTON._replace(height=SHOW_HEIGHT)
        put_button(self.sheet, row, LAST, box, macro=macro, label=SHOW_LABEL, told=told)

    def _write_notes(self, top: int) -> None:
        """Write what sets the clerk at ease, beside the way to the sheets."""
        self._section(top, SIDE, SIDE_LAST, "请放心")
        for row, note in enumerate(NOTES, top + 2):
            self._merge(row, SIDE, SIDE_LAST, "home-hint", note)

    def _write_runs(self, top: int) -> None:
        """Write the table of what was done last; its results run on over the columns beside it."""
        self._write_head(top, GROUP, SIDE_LAST, "最近做了什么")
        buttons = (button for group in self.groups for button in group.buttons)
        labels = [*(button.label for button in buttons if button.is_noted), STILL_DUE]
        styles = ("run-label", "run-date", "run-count", "run-result")
        for row, label in enumerate(labels, top + 3):
            self.sheet.set_row(row, RUN_HEIGHT)
            for column in range(FIRST, SIDE_LAST + 1):
                style = styles[min(column - FIRST, len(styles) - 1)]
                self.sheet.write_blank(row, column, None, self.formats[style])
            self.sheet.write_string(row, FIRST, label, self.formats["run-label"])
            self.sheet.write_string(row, RESULT, NOT_YET, self.formats["run-result"])
        columns = [
            {"header": column.header, "header_format": self.formats["run-header"]}
            for column in RUNS.columns
        ]
        options = {"name": RUNS.name, "style": None, "autofilter": False, "columns": columns}
        self.sheet.add_table(top + 2, FIRST, top + 2 + len(labels), RESULT, options)

    def _write_head(self, row: int, left: int, right: int, text: str) -> None:
        """Write the head of a block with the gaps above and below it."""
        for at, height in ((row - 1, GAP), (row, HEAD_HEIGHT), (row + 1, THIN_GAP)):
            self.sheet.set_row(at, height)
        self._section(row, left, right, text)

    def _section(self, row: int, left: int, right: int, text: str) -> None:
        """Write the head of a block, underlined over its whole width."""
        for column in range(left, right + 1):
            self.sheet.write_blank(row, column, None, self.formats["section"])
        self.sheet.write_string(row, left, text, self.formats["section"])

    def _merge(self, row: int, left: int, right: int, style: str, text: str = "") -> None:
        """Merge cells of one row."""
        self.sheet.merge_range(row, left, row, right, text, self.formats[style])

    def _formula(self, row: int, column: int, formula: str, style: str) -> None:
        """Write a formula; without a result, so that every program computes it."""
        self.sheet.write_formula(row, column, formula, self.formats[style], "")


def _place(number: int) -> tuple[int, int]:
    """Return row and column of the name of a key figure; the figure stands below it."""
    block, column = divmod(number, SIDE_LAST - SIDE + 1)
    return TOP + block * BLOCK, SIDE + column


def _with_places(formula: str) -> str:
    """Put the cells of the key figures that a formula names in their place."""
    for number, one in enumerate(FIGURES):
        row, column = _place(number)
        cell = f"{chr(ord('A') + column)}{row + 2}"
        formula = formula.replace(figure(one.label), cell)
    return formula


def month_row(groups: Sequence[ButtonGroup]) -> int:
    """Return the row of the month, in front of the buttons that go by it."""
    return TOP + BLOCK * [row.label for row in front_rows(groups)].index(MONTHLY) + 1


def month_cell(groups: Sequence[ButtonGroup]) -> str:
    """Return where the month stands, as a formula names it."""
    return f"='{TITLE}'!${chr(ord('A') + FIRST)}${month_row(groups) + 1}"


def month_picked(groups: Sequence[ButtonGroup]) -> str:
    """Return the formula of the month that was picked, empty where none was."""
    place = month_cell(groups).removeprefix("=")
    return f'=IF({place}="","",{place})'


def month_label(groups: Sequence[ButtonGroup]) -> str:
    """Return the formula that says which month the buttons go by."""
    place, year = month_cell(groups).removeprefix("="), setting(YEAR_SETTING)
    today = "TODAY()"
    by_day = f"IF(YEAR({today})={year},MONTH({today}),IF(YEAR({today})<{year},1,12))"
    return f'=IF({place}="","↓ 没有选，按 "&{by_day}&" 月","↓ 选了 "&{place}&" 月")'
