"""The start sheet: month, key figures, buttons, what was done last, the way to each sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.workbook.buttons import BUTTONS
from unionxl.workbook.figures import MONEY_FIGURES, WORK_FIGURES, setting
from unionxl.workbook.programtables import RUNS
from unionxl.workbook.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from unionxl.workbook.buttons import Button
    from unionxl.workbook.figures import Figure
    from unionxl.workbook.xlsxstyles import Formats

TITLE = RUNS.sheet
CODE_NAME = "shHome"

# Columns from 0: margin, names of groups, four for figures and buttons, gap, what was done last.
WIDTHS = (1.5, 9, 22, 22, 22, 22, 2, 16, 12, 32, 8, 1.5)
GROUP, FIRST, LAST, SIDE, SIDE_LAST = 1, 2, 5, 7, 10
ACROSS = LAST - FIRST + 1

TITLE_ROW, FIGURES_HEAD, FIGURES_TOP, HEAD, MONTH_ROW = 1, 4, 6, 13, 15
BUTTONS_TOP = MONTH_ROW + 1
FIGURE_HEIGHTS = (18, 28, 18)
GAP, THIN_GAP, HEAD_HEIGHT = 9, 4, 22
BUTTON_HEIGHT, TIP_HEIGHT, LINK_HEIGHT = 34, 30, 22
HEIGHTS = {
    0: GAP,
    TITLE_ROW: 40,
    TITLE_ROW + 1: 21,
    TITLE_ROW + 2: GAP,
    FIGURES_HEAD: HEAD_HEIGHT,
    FIGURES_HEAD + 1: THIN_GAP,
    HEAD - 1: GAP,
    HEAD: HEAD_HEIGHT,
    HEAD + 1: THIN_GAP,
    MONTH_ROW: 34,
}
BUTTON_PIXELS, BUTTON_MARGIN = (147, 37), (6, 4)

STEPS = (
    ("第一步", "在《设置》填单位名称、期初结余，再填《会员》和《预算》。"),
    ("第二步", "点「导入年度计划」，选计划文档；没有读懂的行会列出来。"),
    ("第三步", "每月选好月份，点「生成本月工作表」，打印出来照着做。"),
)
MONTH_HINT = "　←  点这一格，再点右边的箭头选月份；「生成本月工作表」按它生成。"
NOT_YET = "还没有做过"
SHEETS = (
    ("工作", ("Plan", "Activities", "Proposals", "Disclosures")),
    ("会员", ("Members", "Dues", "Services", "Duties")),
    ("经费", ("Budget", "Ledger", "Accounts", "Limits")),
    ("其他", ("Settings", "Evidence", "Festivals", "Holidays")),
)
NOTES = (
    "每次操作前都会自动备份，保留最近 20 份；点「恢复备份」就能回去。",
    "您自己加的工作表、列、公式和图片，程序一概不动。",
    "程序不联网，不上传任何内容。",
    "按钮点了没有反应，请看《使用说明》的“第一次打开”。",
)


class StartSheet:
    """The start sheet, while it is being written; rows and columns from 0."""

    def __init__(self, sheet: Worksheet, formats: Formats) -> None:
        self.sheet = sheet
        self.formats = formats

    def write(self, month: int) -> None:
        """Write everything on the sheet."""
        self._set_up_page()
        self._write_title()
        self._write_figures()
        self._write_steps()
        self._write_month(month)
        below = max(self._write_buttons(), self._write_runs()) + 1
        self._write_links(below)
        self._write_notes(below)
        self.sheet.set_selection(MONTH_ROW, FIRST, MONTH_ROW, FIRST)
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
        for block in range(2):
            for offset, height in enumerate(FIGURE_HEIGHTS):
                heights[FIGURES_TOP + block * len(FIGURE_HEIGHTS) + offset] = height
        for row, height in heights.items():
            sheet.set_row(row, height)

    def _write_title(self) -> None:
        """Write the band with unit and year; both come from the settings."""
        unit, year = f'({setting("单位名称")}&"")', setting("年度")
        self._merge(TITLE_ROW, GROUP, LAST, "home-title")
        self._formula(
            TITLE_ROW, GROUP, f'=IF({unit}="","工会工作簿",{unit}&" 工会工作簿")', "home-title"
        )
        self._merge(TITLE_ROW, LAST + 1, SIDE_LAST, "home-year")
        self._formula(TITLE_ROW, LAST + 1, f'={year}&" 年"', "home-year")
        self._merge(TITLE_ROW + 1, GROUP, SIDE_LAST, "home-subtitle")
        told = "计划、会员、经费、台账都在这一本里；黄色的格子由您填写，灰色的自动计算。"
        ask = "请先到《设置》填写单位名称。"
        self._formula(TITLE_ROW + 1, GROUP, f'=IF({unit}="","{ask}","{told}")', "home-subtitle")

    def _write_figures(self) -> None:
        """Write two rows of key figures."""
        self._section(FIGURES_HEAD, GROUP, LAST, "全年一览")
        for block, (name, figures) in enumerate((("工作", WORK_FIGURES), ("经费", MONEY_FIGURES))):
            top = FIGURES_TOP + block * len(FIGURE_HEIGHTS)
            bottom = top + len(FIGURE_HEIGHTS) - 1
            self.sheet.merge_range(top, GROUP, bottom, GROUP, name, self.formats["home-group"])
            for column, figure in enumerate(figures, FIRST):
                self._write_figure(top, column, figure)

    def _write_figure(self, top: int, column: int, figure: Figure) -> None:
        """Write one key figure: its name, the figure, a remark."""
        self.sheet.write_string(top, column, figure.label, self.formats["figure-label"])
        self._formula(top + 1, column, figure.formula, figure.style)
        if figure.note.startswith("="):
            self._formula(top + 2, column, figure.note, "figure-note")
        else:
            self.sheet.write_string(top + 2, column, figure.note, self.formats["figure-note"])

    def _write_steps(self) -> None:
        """Write how to begin, beside the key figures."""
        self._section(FIGURES_HEAD, SIDE, SIDE_LAST, "三步开始")
        for index, (name, text) in enumerate(STEPS):
            top = FIGURES_TOP + 2 * index
            self.sheet.merge_range(top, SIDE, top + 1, SIDE, name, self.formats["step-name"])
            self.sheet.merge_range(top, SIDE + 1, top + 1, SIDE_LAST, text, self.formats["step"])

    def _write_month(self, month: int) -> None:
        """Write the cell where the month is chosen."""
        self._section(HEAD, GROUP, LAST, "点一下就好")
        self.sheet.write_string(MONTH_ROW, GROUP, "月份", self.formats["home-group"])
        self.sheet.write_number(MONTH_ROW, FIRST, month, self.formats["home-month"])
        self.sheet.data_validation(
            MONTH_ROW,
            FIRST,
            MONTH_ROW,
            FIRST,
            {
                "validate": "list",
                "source": [str(number) for number in range(1, 13)],
                "error_title": "月份",
                "error_message": "请从清单中选择 1 至 12。",
            },
        )
        self._merge(MONTH_ROW, FIRST + 1, LAST, "home-hint", MONTH_HINT)

    def _write_buttons(self) -> int:
        """Write the buttons group by group; return the row below them."""
        row = BUTTONS_TOP
        for name, buttons in _groups():
            lines = [buttons[at : at + ACROSS] for at in range(0, len(buttons), ACROSS)]
            height = 2 * len(lines)
            self.sheet.merge_range(
                row, GROUP, row + height - 1, GROUP, name, self.formats["home-group"]
            )
            for line in lines:
                self.sheet.set_row(row, BUTTON_HEIGHT)
                self.sheet.set_row(row + 1, TIP_HEIGHT)
                for column, button in enumerate(line, FIRST):
                    self._write_button(row, column, button)
                row += 2
        return row

    def _write_button(self, row: int, column: int, button: Button) -> None:
        """Write one button and what it does."""
        (width, height), (x_offset, y_offset) = BUTTON_PIXELS, BUTTON_MARGIN
        self.sheet.insert_button(
            row,
            column,
            {
                "macro": button.macro,
                "caption": button.label,
                "description": f"{button.label}：{button.tip}",
                "width": width,
                "height": height,
                "x_offset": x_offset,
                "y_offset": y_offset,
            },
        )
        self.sheet.write_string(row + 1, column, button.tip, self.formats["home-tip"])

    def _write_runs(self) -> int:
        """Write the table of what was done last; return the row below it."""
        self._section(HEAD, SIDE, SIDE_LAST, "最近做了什么")
        labels = [button.label for button in BUTTONS if button.is_noted]
        styles = ("run-label", "run-date", "run-result", "run-count")
        bottom = MONTH_ROW + len(labels)
        for row, label in enumerate(labels, MONTH_ROW + 1):
            for column, style in enumerate(styles, SIDE):
                self.sheet.write_blank(row, column, None, self.formats[style])
            self.sheet.write_string(row, SIDE, label, self.formats[styles[0]])
            self.sheet.write_string(row, SIDE + 2, NOT_YET, self.formats["run-result"])
        columns = [
            {"header": column.header, "header_format": self.formats["header"]}
            for column in RUNS.columns
        ]
        options = {"name": RUNS.name, "style": None, "autofilter": False, "columns": columns}
        self.sheet.add_table(MONTH_ROW, SIDE, bottom, SIDE_LAST, options)
        return bottom + 1

    def _write_links(self, top: int) -> None:
        """Write the way to every input sheet; a link to a table survives a renamed sheet."""
        self.sheet.set_row(top - 1, GAP)
        self.sheet.set_row(top, HEAD_HEIGHT)
        self.sheet.set_row(top + 1, THIN_GAP)
        self._section(top, GROUP, LAST, "去填表")
        tables = {table.name: table for table in TABLES}
        for row, (group, names) in enumerate(SHEETS, top + 2):
            self.sheet.set_row(row, LINK_HEIGHT)
            self.sheet.write_string(row, GROUP, group, self.formats["home-group"])
            for column, name in enumerate(names, FIRST):
                table = tables[name]
                link, look = f"internal:{name}", self.formats["home-link"]
                self.sheet.write_url(row, column, link, look, table.sheet, table.intro)

    def _write_notes(self, top: int) -> None:
        """Write what sets the clerk at ease, beside the way to the sheets."""
        self._section(top, SIDE, SIDE_LAST, "请放心")
        for row, note in enumerate(NOTES, top + 2):
            self._merge(row, SIDE, SIDE_LAST, "home-hint", note)

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


def month_cell() -> str:
    """Return where the month stands, as a formula names it."""
    return f"='{TITLE}'!${chr(ord('A') + FIRST)}${MONTH_ROW + 1}"


def _groups() -> Iterator[tuple[str, Sequence[Button]]]:
    """Yield the buttons of each group, in the order of the list."""
    for name in dict.fromkeys(button.group for button in BUTTONS):
        yield name, [button for button in BUTTONS if button.group == name]
