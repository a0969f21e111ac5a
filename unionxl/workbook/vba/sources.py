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

from unionxl.workbook.buttons import WORKBOOK_MODULE
from unionxl.workbook.vba.project import ModuleKind, VbaModule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

XLWINGS_VERSION = "0.37.8"  # whose macros are part of the workbook
TEXTS_MODULE = "UnionTexts"
CHARACTERS_A_LINE = 10


class Host(enum.Enum):
    """The spreadsheet program for which the macros are made."""

    EXCEL = "excel"
    LIBREOFFICE = "libreoffice"


def union_modules(
    folder: Path, sheet_code_names: Sequence[str], *, host: Host = Host.EXCEL
) -> tuple[VbaModule, ...]:
    """Return every module of the workbook; those for LibreOffice do without xlwings.

    Args:
        folder: the folder `vba` of the templates.
        sheet_code_names: the code name of each sheet, in tab order.
        host: the program that will run the macros.

    Raises:
        ValueError: the host is Excel and xlwings is not installed.
    """
    sheet_source = _text(folder / "Sheet.cls")
    modules = (
        VbaModule(
            WORKBOOK_MODULE, ModuleKind.WORKBOOK, _text(folder / host.value / "ThisWorkbook.cls")
        ),
        *(VbaModule(name, ModuleKind.SHEET, sheet_source) for name in sheet_code_names),
        VbaModule("UnionButtons", ModuleKind.STANDARD, _text(folder / "UnionButtons.bas")),
        VbaModule("UnionHost", ModuleKind.STANDARD, _text(folder / host.value / "UnionHost.bas")),
        VbaModule("UnionPrint", ModuleKind.STANDARD, _text(folder / "UnionPrint.bas")),
        texts_module(tomllib.loads((folder / "texts.toml").read_text("utf-8"))),
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


def texts_module(texts: Mapping[str, str]) -> VbaModule:
    """Return a module with one function for each text, in ASCII: `not_set_up` is TextNotSetUp."""
    lines = [f'Attribute VB_Name = "{TEXTS_MODULE}"', "Option Explicit"]
    for key, text in texts.items():
        function = "Text" + key.title().replace("_", "")
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
