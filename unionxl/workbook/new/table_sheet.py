"""One input sheet of a new workbook: its head, its table, what may be typed and what stands out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from unionxl.errors import WorkbookError
from unionxl.tables.model import DOUBLE, Tab
from unionxl.tables.settings import RULES_HEADING, SETTING_LINES, SETTINGS, SettingColumns
from unionxl.values.column import Kind
from unionxl.views.layout import Area
from unionxl.views.text import line_count, row_height
from unionxl.workbook.cells.addresses import column_letters
from unionxl.workbook.cells.computed import ADDED_UP, BY_ITSELF
from unionxl.workbook.cells.print_area import printed_area
from unionxl.workbook.cells.theme import ACCENT, MUTED
from unionxl.workbook.new.highlights import UNKNOWN, condition_formula, look_properties
from unionxl.workbook.new.sheet_button import Box, put_button
from unionxl.workbook.new.typing_checks import typing_check, unknown_codes
from unionxl.workbook.new.validations import column_validation, setting_validation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from unionxl.tables.model import Table
    from unionxl.tables.settings import Setting
    from unionxl.values.column import Column
    from unionxl.views.layout import CellValue
    from unionxl.workbook.buttons import Button
    from unionxl.workbook.new.styles import Formats
    from unionxl.workbook.new.validations import Validation

    Rows = Sequence[Mapping[str, CellValue]]

HEADER_ROW = 2  # from 0, under the title of the sheet and its purpose
FEWEST_ROWS = 200
FEWEST_FREE = 20  # blank rows below those that a table begins with
VALIDATED_ROWS = 20_000  # tables grow; Excel carries a validation no farther than it reaches
WIDE_TABLE = 12  # columns; from here on the first column stays in sight
LONGEST_TEXT = 32_767
COMPUTED_HINT = "请在《首页》选择，这里自动显示；空着就是今天所在的月份。"

BLUE, GREEN, ORANGE = "2563EB", "15803D", "D97706"
TAB_COLORS = {
    Tab.WORK: ACCENT,
    Tab.MEMBERS: BLUE,
    Tab.MONEY: GREEN,
    Tab.OPEN: ORANGE,
    Tab.LOOKED_UP: MUTED,
}
STYLES = {
    Kind.TEXT: "input",
    Kind.STATES: "input",
    Kind.CODE: "input-code",
    Kind.DATE: "input-date",
    Kind.MONTHS: "input-code",
    Kind.MONTH: "input-code",
    Kind.MONEY: "input-money",
    Kind.COUNT: "input-count",
    Kind.NUMBER: "input-number",
    Kind.SHARE: "input-share",
    Kind.FLAG: "input-choice",
}
SETTING_STYLES = {
    Kind.MONEY: "input-money",
    Kind.SHARE: "input-share",
    Kind.MONTH: "input-code",
    Kind.DATE: "input-date",
}


TITLE_ROOM = 40  # characters that the title has before the buttons of row 1
ROW_BUTTON = (96, 24)  # pixels


class WideRows(list["Mapping[str, CellValue]"]):
    """Rows of a table with columns of the clerk's own after those of the table."""

    def __init__(
        self, rows: Iterable[Mapping[str, CellValue]], own_columns: tuple[str, ...]
    ) -> None:
        super().__init__(rows)
        self.own_columns = own_columns


class TableSheet:
    """One sheet with its table, while it is being written; rows and columns from 0."""

    def __init__(self, sheet: Worksheet, table: Table, formats: Formats) -> None:
        self.sheet = sheet
        self.table = table
        self.formats = formats
        # Settings: formula and what it gives.
        self.computed: dict[str, tuple[str, int | None]] = {}
        # Of the ledger: what its balance begins with.
        self.opening: float | None = 0.0

    def write(self, rows: Rows) -> None:
        """Write everything that belongs to the sheet."""
        height = max(len(rows) + FEWEST_FREE, FEWEST_ROWS)
        height = max(len(rows), 1) if self.table is SETTINGS else height
        self._set_up_page()
        self._set_print_area(len(rows), height)
        self._write_head()
        for index in range(height):
            row = rows[index] if index < len(rows) else {}
            high, options = _row_height(self.table, row), self._outline(index)
            _check(self.sheet.set_row(HEADER_ROW + 1 + index, high, None, options))
            self._write_row(index, row)
        self._add_table(height)
        self._write_formulas(rows, height)
        self._add_validations()
        self._add_highlights()

    def add_buttons(self, buttons: Iterable[Button]) -> None:
        """Add the buttons about a row in the first row, beside the title; none is printed."""
        shown = [not column.is_folded for column in self.table.columns]
        widths = (column.width for column in self.table.columns)
        edges = accumulate(is_shown * width for is_shown, width in zip(shown, widths, strict=True))
        free = [at for at, edge in enumerate(edges, 1) if edge >= TITLE_ROOM]
        beside = next((at for at in free if shown[at : at + 1] == [True]), 1)
        for number, button in enumerate(buttons):
            width, height = ROW_BUTTON
            box = Box(width, height, number * (width + 8), 2)
            told = {"macro": button.macro, "label": button.label, "told": button.tip}
            put_button(self.sheet, 0, beside, box, **told)

    def _set_up_page(self) -> None:
        """Set what belongs to the sheet as a whole: paper, tab, columns, frozen head."""
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_tab_color(f"#{TAB_COLORS[self.table.tab]}")
        if self.table is not SETTINGS:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
        if self.table is SETTINGS:
            sheet.outline_settings(symbols_below=False)
        _check(sheet.repeat_rows(0, HEADER_ROW))
        is_wide = len(self.table.columns) > WIDE_TABLE
        sheet.freeze_panes(HEADER_ROW + 1, 1 if is_wide else 0)
        sheet.set_selection(HEADER_ROW + 1, 0, HEADER_ROW + 1, 0)
        self._set_columns()

    def _set_columns(self) -> None:
        """Set the widths; columns that few need stand in outlines that one click opens."""
        folded = [column.is_folded for column in self.table.columns]
        for number, (column, before) in enumerate(
            zip(self.table.columns, [False, *folded], strict=False)
        ):
            options: dict[str, object] = {"level": 1, "hidden": True} if column.is_folded else {}
            if before and not column.is_folded:
                options["collapsed"] = True
            _check(self.sheet.set_column(number, number, column.width, None, options))
        if folded[-1]:
            after = len(folded)
            _check(self.sheet.set_column(after, after, None, None, {"collapsed": True}))

    def _set_print_area(self, filled: int, height: int) -> None:
        """Print the sheet down to the last row that is filled in."""
        right = len(self.table.columns)
        table = Area(HEADER_ROW + 1, 1, HEADER_ROW + 1 + height, right)
        whole = Area(1, 1, table.bottom, right)
        area = printed_area(table, HEADER_ROW + 1 + filled, right, whole)
        if area is not None:
            _check(self.sheet.print_area(0, 0, area.bottom - 1, right - 1))

    def _write_head(self) -> None:
        """Write the title of the sheet and what it is for."""
        for row, height in ((0, 30), (1, 18), (HEADER_ROW, _header_height(self.table))):
            _check(self.sheet.set_row(row, height))
        _check(self.sheet.write_string(0, 0, self.table.sheet, self.formats["sheet-title"]))
        _check(self.sheet.write_string(1, 0, self.table.intro, self.formats["sheet-intro"]))

    def _write_row(self, index: int, row: Mapping[str, CellValue]) -> None:
        """Write one row of the table."""
        unknown = row.keys() - {column.header for column in self.table.columns}
        if unknown:
            raise KeyError(self.table.name, *unknown)
        setting = SETTING_LINES[index] if self.table is SETTINGS else None
        if isinstance(setting, str):
            self._write_heading(index, row)
            return
        if setting and setting.label in self.computed:
            self._write_computed(index, setting)
            return
        for number, column in enumerate(self.table.columns):
            value = row.get(column.header)
            style = _setting_style(column, setting) if setting else _style_for(column, value)
            self._write_cell(index, number, value, style)

    def _outline(self, index: int) -> dict[str, object]:
        """Return how a row of the settings stands: those that few need in a closed outline."""
        if self.table is not SETTINGS:
            return {}
        first = SETTING_LINES.index(RULES_HEADING)
        if index == first:
            return {"collapsed": True}
        return {"level": 1, "hidden": True} if index > first else {}

    def _write_cell(self, index: int, number: int, value: CellValue, style: str) -> None:
        """Write one cell by the type of its value: a text is never taken for anything else."""
        sheet, row, look = self.sheet, HEADER_ROW + 1 + index, self.formats[style]
        if value is None:
            _check(sheet.write_blank(row, number, None, look))
        elif isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise _too_long(self.table, row + 1, self.table.columns[number], value)
            _check(sheet.write_string(row, number, value, look))
        elif isinstance(value, dt.date):
            _check(sheet.write_datetime(row, number, value, look))
        else:
            number_value = float(value) if isinstance(value, Decimal) else value
            _check(sheet.write_number(row, number, number_value, look))

    def _write_heading(self, index: int, row: Mapping[str, CellValue]) -> None:
        """Write a heading among the settings."""
        for number, column in enumerate(self.table.columns):
            value = row.get(column.header)
            self._write_cell(index, number, value, "note" if number > 1 else "section")

    def _write_computed(self, index: int, setting: Setting) -> None:
        """Write a setting whose value stands elsewhere."""
        row = HEADER_ROW + 1 + index
        formula, value = self.computed[setting.label]
        self._write_cell(index, 0, setting.label, "header")
        look = self.formats["computed"]
        _check(self.sheet.write_formula(row, 1, formula, look, "" if value is None else value))
        self._write_cell(index, 2, COMPUTED_HINT, "body")

    def _write_formulas(self, rows: Rows, height: int) -> None:
        """Write the calculated cells with what they come to: not every program computes."""
        for number, column in enumerate(self.table.columns):
            if not column.formula:
                continue
            look = self.formats[_style(column)]
            if self.table.name not in ADDED_UP:
                self._write_results(number, column, rows, height)
                continue
            added = ADDED_UP[self.table.name]
            total: float | None = self.opening if added.goes_on else 0.0
            for index in range(height):
                row = rows[index] if index < len(rows) else {}
                start = total if added.goes_on else 0.0
                values = ((row.get(one.header), sign) for one, sign in added.terms)
                told = (row.get(one.header) for one in added.told_by)
                total = added.after(start, values, told)
                result = "" if total is None else total
                place = HEADER_ROW + 1 + index, number
                _check(self.sheet.write_formula(*place, column.formula, look, result))

    def _write_results(self, number: int, column: Column, rows: Rows, height: int) -> None:
        """Write a calculated column whose rows stand for themselves."""
        result_of, look = BY_ITSELF[self.table.name], self.formats[_style(column)]
        for index in range(height):
            result = result_of(rows[index] if index < len(rows) else {})
            place = HEADER_ROW + 1 + index, number
            shown = "" if result is None else result
            _check(self.sheet.write_formula(*place, column.formula, look, shown))

    def _add_table(self, height: int) -> None:
        """Make a table of the rows.

        The settings cannot be sorted by their headers: each value has a check of its own, and
        checks stay where they are when cells are sorted.
        """
        columns = []
        for column in self.table.columns:
            options = {"header": column.header, "header_format": self.formats["header"]}
            if self.table is not SETTINGS:
                options["format"] = self.formats[_style(column)]
            if column.formula:
                options["formula"] = column.formula
            columns.append(options)
        last_column = len(columns) - 1
        options = {
            "name": self.table.name,
            "style": None,
            "columns": columns,
            "autofilter": self.table is not SETTINGS,
        }
        _check(self.sheet.add_table(HEADER_ROW, 0, HEADER_ROW + height, last_column, options))

    def _add_validations(self) -> None:
        """Add lists and checks, and keep Excel from marking codes as numbers stored as text."""
        first, last = HEADER_ROW + 1, HEADER_ROW + VALIDATED_ROWS
        if self.table is SETTINGS:
            for index, setting in enumerate(SETTING_LINES):
                if isinstance(setting, str):
                    continue
                rule = setting_validation(setting)
                if setting.label in self.computed:
                    rule = {
                        "validate": "custom",
                        "value": "=FALSE",
                        "error_title": setting.label,
                        "error_message": COMPUTED_HINT,
                    }
                self._validate(first + index, first + index, 1, rule)
            return
        codes = []
        for number, column in enumerate(self.table.columns):
            if not column.formula:
                rule = typing_check(self.table, column, first + 1) or column_validation(column)
                self._validate(first, last, number, rule)
            if STYLES[column.kind] == "input-code":
                letters = column_letters(number + 1)
                codes.append(f"{letters}{first + 1}:{letters}{last + 1}")
        if codes:
            _check(self.sheet.ignore_errors({"number_stored_as_text": " ".join(codes)}))

    def _add_highlights(self) -> None:
        """Let what needs a look stand out by itself."""
        first, last = HEADER_ROW + 1, HEADER_ROW + VALIDATED_ROWS
        for highlight in self.table.highlights:
            rule: dict[str, object] = {
                "format": self.formats.conditional(look_properties(highlight))
            }
            if highlight.condition == DOUBLE:
                rule["type"] = DOUBLE
            else:
                formula = condition_formula(highlight, self.table, first + 1)
                rule |= {"type": "formula", "criteria": formula}
            for column in highlight.columns:
                number = self.table.columns.index(column)
                _check(self.sheet.conditional_format(first, number, last, number, rule))

        for number, formula in unknown_codes(self.table, first + 1):
            look = self.formats.conditional(UNKNOWN)
            rule = {"type": "formula", "criteria": formula, "format": look}
            _check(self.sheet.conditional_format(first, number, last, number, rule))

    def _validate(self, first: int, last: int, number: int, rule: Validation | None) -> None:
        """Add the validation of one column."""
        if rule:
            _check(self.sheet.data_validation(first, number, last, number, rule))


def _header_height(table: Table) -> float:
    """Return the height in points of the header, whose filter buttons take room too."""
    button = 2
    lines = (line_count(column.header, column.width - button) for column in table.columns)
    return 10 + 14 * max(lines)


def _row_height(table: Table, row: Mapping[str, CellValue]) -> float:
    """Return the height in points that the texts of a row take."""
    lines = (
        line_count(text, column.width)
        for column in table.columns
        if isinstance(text := row.get(column.header), str)
    )
    return row_height(max(lines, default=1))


def _style(column: Column) -> str:
    """Return the style of the cells of a column."""
    if column.formula:
        return "computed-money" if column.kind is Kind.MONEY else "computed"
    return "input-choice" if column.choices else STYLES[column.kind]


def _style_for(column: Column, value: CellValue) -> str:
    """Return the style of one cell: what it holds must show as what it is, asked for or not."""
    if isinstance(value, dt.date) and column.kind is not Kind.DATE:
        return STYLES[Kind.DATE]
    if isinstance(value, int | Decimal) and column.kind is Kind.DATE:
        return STYLES[Kind.NUMBER]
    return _style(column)


def _setting_style(column: Column, setting: Setting) -> str:
    """Return the style of a cell of the settings: only the value is for typing."""
    if column == SettingColumns.value:
        return SETTING_STYLES.get(setting.kind, "input-choice")
    return "header" if column == SettingColumns.label else "body"


def _too_long(table: Table, row: int, column: Column, text: str) -> WorkbookError:
    """Say which text does not fit into a cell."""
    return WorkbookError(
        f"文字有 {len(text):,} 个字符，一个单元格最多放 {LONGEST_TEXT:,} 个。",
        where=f"工作表《{table.sheet}》第 {row} 行「{column.header}」",
        advice="请把内容缩短，或分成几行。",
    )


def _check(result: object) -> None:
    """Stop on a return code: XlsxWriter leaves out what it cannot write and goes on."""
    if result not in (None, 0):
        raise AssertionError(result)
