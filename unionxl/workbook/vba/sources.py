"""The modules of the workbook's VBA project, read from the templates and from xlwings.

The VBA of xlwings (BSD, its notice stands in the module) and the Dictionary class that comes with
it (MIT) are taken from the installed package, so that they always fit the Python side.
"""

from __future__ import annotations

import enum
import importlib.util
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.tables.all import TABLES
from unionxl.workbook.buttons import MACRO_MODULE, WORKBOOK_MODULE
from unionxl.workbook.vba.out_of_sight import SHEET_GROUPS, show_procedure
from unionxl.workbook.vba.project import ModuleKind, VbaModule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.workbook.buttons import Button, ButtonGroup

XLWINGS_VERSION = "0.37.8"  # whose macros are part of the workbook
TEXTS_MODULE = "UnionTexts"
CHARACTERS_A_LINE = 10
TABLES_A_LINE, INPUT_TABLES = 8, '" input tables "'
# What the template of LibreOffice leaves open; filled in from the operations.
IS_ASKING, SET_TITLE = "asks_for_a_document(action)", "    ' the title for the action"
NEEDS_ROW = "needs_a_row(action)"  # in both templates


class Host(enum.Enum):
    """The spreadsheet program for which the macros are made."""

    EXCEL = "excel"
    LIBREOFFICE = "libreoffice"


def union_modules(
    folder: Path,
    sheet_code_names: Sequence[str],
    groups: Sequence[ButtonGroup],
    *,
    host: Host = Host.EXCEL,
) -> tuple[VbaModule, ...]:
    """Return every module of the workbook; those for LibreOffice do without xlwings.

    Args:
        folder: the folder `vba` of the templates.
        sheet_code_names: the code name of each sheet, in tab order.
        groups: the buttons whose macros they are.
        host: the program that will run the macros.

    Raises:
        ValueError: the host is Excel and xlwings is not installed.
    """
    buttons = [button for group in groups for button in group.buttons]
    sheet_source = _text(folder / "Sheet.cls")
    texts = tomllib.loads((folder / "texts.toml").read_text("utf-8"))
    modules = (
        VbaModule(
            WORKBOOK_MODULE, ModuleKind.WORKBOOK, _text(folder / host.value / "ThisWorkbook.cls")
        ),
        *(VbaModule(name, ModuleKind.SHEET, sheet_source) for name in sheet_code_names),
        buttons_module(buttons),
        VbaModule("UnionHost", ModuleKind.STANDARD, host_source(folder, host, buttons)),
        VbaModule("UnionPrint", ModuleKind.STANDARD, print_source(folder)),
        texts_module(with_titles(texts, buttons)),
    )
    if host is Host.LIBREOFFICE:
        return modules
    return (*modules, *xlwings_modules())


def xlwings_modules() -> tuple[VbaModule, ...]:
    """Return the standalone VBA of the installed xlwings.

    Raises:
        ValueError: xlwings is not installed.
    """
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise ValueError("the macros for Excel need xlwings to be installed")
    folder = Path(spec.origin).parent
    return (
        VbaModule("xlwings", ModuleKind.STANDARD, _text(folder / "xlwings.bas")),
        VbaModule("Dictionary", ModuleKind.CLASS, _text(folder / "addin" / "Dictionary.cls")),
    )


def buttons_module(buttons: Sequence[Button]) -> VbaModule:
    """Return the module with one macro for each button."""
    return VbaModule(MACRO_MODULE, ModuleKind.STANDARD, "\n".join(_button_lines(buttons)))


def _button_lines(buttons: Sequence[Button]) -> Iterator[str]:
    yield from (f'Attribute VB_Name = "{MACRO_MODULE}"', "Option Explicit", "")
    yield (
        "' One macro for each button of the start sheet. An action is a fixed word: nothing from "
        "a cell,"
    )
    yield from ("' a file name or a dialog becomes part of a command.", "")
    for button in buttons:
        # LibreOffice compiles a macro that stands in one line to nothing at all.
        yield f"Public Sub {button.procedure}()"
        yield from (f'    UnionRun "{button.action}"', "End Sub", "")
    yield "' The sheets of a group come into sight without the program."
    for group, tables in SHEET_GROUPS.items():
        yield f"Public Sub {show_procedure(group)}()"
        yield from (f'    UnionShow "{" ".join(tables)}"', "End Sub", "")
    yield from ("Public Sub UnionRibbonShow(control As Object)", "    UnionShow control.Tag")
    yield from ("End Sub", "")
    yield "' The ribbon names the action in the tag of its button."
    yield from ("Public Sub UnionRibbon(control As Object)", "    UnionRun control.Tag")
    yield from ("End Sub", "", "")


def print_source(folder: Path) -> str:
    """Return the module that keeps print areas, with how many columns each input table has."""
    counts = [f"{table.name.lower()}={len(table.columns)} " for table in TABLES]
    starts = range(0, len(counts), TABLES_A_LINE)
    lines = ["".join(counts[start : start + TABLES_A_LINE]) for start in starts]
    told = '" & _\n    "'.join(lines)
    return _text(folder / "UnionPrint.bas").replace(INPUT_TABLES, f'" {told}"')


def host_source(folder: Path, host: Host, buttons: Sequence[Button]) -> str:
    """Return the module that starts the program, with the actions that ask for a document."""
    asking = [button for button in buttons if button.document]
    source = _text(folder / host.value / "UnionHost.bas").replace(IS_ASKING, _is_one_of(asking))
    source = source.replace(NEEDS_ROW, _is_one_of([one for one in buttons if one.needs_row]))
    return source.replace(SET_TITLE, _title_lines(asking))


def _is_one_of(buttons: Sequence[Button]) -> str:
    """Return the condition that an action is that of one of some buttons."""
    return " Or ".join(f'action = "{button.action}"' for button in buttons) or "False"


def _title_lines(asking: Sequence[Button]) -> str:
    """Return the lines that give a file dialog the title of its action, the first one's last."""
    first, *others = asking
    lines, word = [], "If"
    for button in reversed(others):
        lines += [f'    {word} action = "{button.action}" Then', _title_line(button)]
        word = "ElseIf"
    if not others:
        return _title_line(first).removeprefix("    ")
    return "\n".join([*lines, "    Else", _title_line(first), "    End If"])


def _title_line(button: Button) -> str:
    return f"        picker.setTitle {text_function(_title_key(button))}()"


def _title_key(button: Button) -> str:
    return f"choose_{button.document}"


def with_titles(texts: Mapping[str, str], buttons: Sequence[Button]) -> dict[str, str]:
    """Return the texts with what is said over the choice of a document, behind the first."""
    titles = {_title_key(button): button.document_title for button in buttons if button.document}
    first = next(iter(texts))
    return {first: texts[first], **titles, **texts}


def text_function(key: str) -> str:
    """Return the name of the macro that returns a text: TextNotSetUp for not_set_up."""
    return "Text" + key.title().replace("_", "")


def texts_module(texts: Mapping[str, str]) -> VbaModule:
    """Return a module with one function for each text, in ASCII: `not_set_up` is TextNotSetUp."""
    lines = [f'Attribute VB_Name = "{TEXTS_MODULE}"', "Option Explicit"]
    for key, text in texts.items():
        function = text_function(key)
        lines += ["", f"Public Function {function}() As String", "    Dim s As String"]
        lines += [f"    s = s & {piece}" for piece in _pieces(text)]
        lines += [f"    {function} = s", "End Function"]
    return VbaModule(TEXTS_MODULE, ModuleKind.STANDARD, "\n".join([*lines, ""]))


def _pieces(text: str) -> Iterator[str]:
    """Yield a text as VBA expressions: ASCII in quotation marks, the rest by code point."""
    pattern = rf"[ -~]+|[^ -~]{{1,{CHARACTERS_A_LINE}}}"
    for piece in re.findall(pattern, text):
        if piece.isascii() and piece.isprintable():
            yield '"' + piece.replace('"', '""') + '"'
        else:
            yield " & ".join(f"ChrW({ord(character)})" for character in piece)


def _text(path: Path) -> str:
    return path.read_text("ascii")
