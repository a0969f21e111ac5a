"""What turns a plain workbook into one with buttons: the VBA project, the ribbon, the hosts."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.resources import load_forms
from unionxl.tables.all import TABLES
from unionxl.tables.plan import PLAN
from unionxl.tables.program import HOSTS
from unionxl.words.lists import templates_folder
from unionxl.workbook.buttons import WORKBOOK_MODULE
from unionxl.workbook.cells.marks import CODE_MARK
from unionxl.workbook.cells.theme import FONT_NAME
from unionxl.workbook.new.ribbon import ribbon_xml
from unionxl.workbook.vba.project import build_vba_project
from unionxl.workbook.vba.sources import Host, union_modules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.workbook import Workbook

    from unionxl.workbook.buttons import Button, ButtonGroup
    from unionxl.workbook.new.styles import Edit

CONFIG_CODE_NAME = "shConfig"
RIBBON_PART = "customUI/customUI14.xml"
PACKAGE_LINKS = "_rels/.rels"
RIBBON_LINK = (
    b'<Relationship Id="unionRibbon"'
    b' Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"'
    b' Target="customUI/customUI14.xml"/></Relationships>'
)
WORKBOOK_PART = "xl/workbook.xml"
MARK, HIDDEN_MARK = b'<definedName name="%b"' % CODE_MARK.encode(), b' hidden="1"'
DRAWINGS_PART = "xl/drawings/vmlDrawing{}.vml"
# The start sheet and the sheet with all buttons; sheets with buttons about a row come behind.
DRAWN_SHEETS = 2
XLSXWRITER_FONT = b'<font face="Calibri" size="220" color="#000000">'
BUTTON_FONT = f'<font face="{FONT_NAME}" size="220" color="#000000">'.encode()

# Where the installer puts the program; `unionxl new` writes the interpreter that runs it instead.
INSTALLED = r"%LOCALAPPDATA%\unionxl\python\Scripts\pythonw.exe"
OPTIONS = {
    "INTERPRETER_WIN": INSTALLED,
    "INTERPRETER_MAC": "",
    "INTERPRETER_LIBREOFFICE": "",
    "PYTHONPATH": "",
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",  # a stray calendar.py beside it would be imported
    "USE UDF SERVER": "False",
    "SHOW CONSOLE": "False",
    # What stands here goes before the user's own settings of xlwings, which may be for other work.
    "TEMP DIR": "%TEMP%",
    "CONDA PATH": "",
    "CONDA ENV": "",
}
# Through these a workbook from elsewhere could have other code run, or keep ours from running.
SAFE_OPTIONS = {
    name: OPTIONS[name]
    for name in (
        *("PYTHONPATH", "ADD_WORKBOOK_TO_PYTHONPATH", "USE UDF SERVER"),
        *("TEMP DIR", "CONDA PATH", "CONDA ENV"),
    )
}


@dataclass(frozen=True, slots=True)
class Macros:
    """The buttons, the program that they are made for, and where Python is: option to value."""

    buttons: Sequence[ButtonGroup]
    host: Host = Host.EXCEL
    options: Mapping[str, str] = field(default_factory=dict)

    def of_rows(self, table: str) -> list[Button]:
        """Return the buttons in row 1 of the sheet of a table: those about one of its rows."""
        buttons = (button for group in self.buttons for button in group.buttons)
        has_forms, is_plan = table in _form_tables(), table == PLAN.name
        return [
            one for one in buttons if (one.needs_row and has_forms) or (one.needs_item and is_plan)
        ]


def _form_tables() -> set[str]:
    """Return the tables whose rows are printed on forms."""
    return {form.table for form in load_forms()}


def add_macros(book: Workbook, macros: Macros, code_names: Mapping[str, str]) -> None:
    """Add the hidden sheet of options and the VBA project; every sheet gets its code name.

    `code_names` are those of the sheets so far, by sheet name in tab order.
    """
    _add_options(book, {**OPTIONS, **macros.options})
    names = {**code_names, HOSTS.sheet: CONFIG_CODE_NAME}
    for sheet in book.worksheets():
        code_name = names[sheet.get_name()]
        sheet.set_vba_name(code_name)
        book.define_name(f"'{sheet.get_name()}'!{CODE_MARK}", f'="{code_name}"')
    folder, codes = templates_folder() / "vba", tuple(names.values())
    modules = union_modules(folder, codes, macros.buttons, host=macros.host)
    book.add_vba_project(io.BytesIO(build_vba_project(modules)), is_stream=True)
    book.set_vba_name(WORKBOOK_MODULE)


def interpreter_options() -> Mapping[str, str]:
    """Return the options that let the buttons run the Python that runs now.

    On Windows the twin without a console window is taken where there is one.
    """
    interpreter = Path(sys.executable)
    options = {"INTERPRETER_LIBREOFFICE": str(interpreter)}
    if sys.platform == "win32":
        quiet = interpreter.with_name("pythonw.exe")
        options["INTERPRETER_WIN"] = str(quiet if quiet.exists() else interpreter)
    if sys.platform == "darwin":
        options["INTERPRETER_MAC"] = str(interpreter)
    return options


def ribbon_parts(buttons: Sequence[ButtonGroup]) -> Mapping[str, bytes]:
    """Return the part of the ribbon tab."""
    return {RIBBON_PART: ribbon_xml(buttons)}


def ribbon_edits(macros: Macros) -> Mapping[str, Edit]:
    """Return what changes in other parts: link to the ribbon, font of buttons, hidden marks."""
    sheets = sum(bool(macros.of_rows(table.name)) for table in TABLES)
    fonts: dict[str, Edit] = {
        DRAWINGS_PART.format(number): _with_font for number in range(1, sheets + DRAWN_SHEETS + 1)
    }
    return {
        WORKBOOK_PART: lambda book: book.replace(MARK, MARK + HIDDEN_MARK),
        PACKAGE_LINKS: lambda links: links.replace(b"</Relationships>", RIBBON_LINK),
        **fonts,
    }


def _with_font(drawing: bytes) -> bytes:
    """Return buttons with the font of the workbook."""
    return drawing.replace(XLSXWRITER_FONT, BUTTON_FONT)


def _add_options(book: Workbook, options: Mapping[str, str]) -> None:
    """Write the sheet from which the macros learn where Python is; a table, to be set up later."""
    sheet = book.add_worksheet(HOSTS.sheet)
    columns = [{"header": column.header} for column in HOSTS.columns]
    sheet.add_table(
        0,
        0,
        len(options),
        len(columns) - 1,
        {"name": HOSTS.name, "style": None, "autofilter": False, "columns": columns},
    )
    for row, (option, value) in enumerate(options.items(), 1):
        sheet.write_string(row, 0, option)
        sheet.write_string(row, 1, value)
    sheet.set_column(0, 1, 40)
    sheet.very_hidden()
