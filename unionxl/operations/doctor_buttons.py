"""What a click needs of the workbook's file: macros, ribbon, and the names that tie them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.operations.symptoms import Symptom
from unionxl.workbook.package.lint import code_names
from unionxl.workbook.package.lint_parts import Package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REPAIR = "请点「修复工作簿」，或运行 unionxl repair 加文件名，会在旁边另存一本修好的。"


def look_at_buttons(file: Path) -> Iterator[Symptom]:
    """Look at what the buttons of a workbook need in its file."""
    try:
        with zipfile.ZipFile(file) as archive:
            package = Package(archive)
            has_macros = bool(package.first_linked(package.workbook, "vbaProject"))
            has_ribbon = any(
                package.find(one.target) for one in package.linked("", "extensibility")
            )
            is_tied = has_macros and not list(code_names(package))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        yield Symptom("按钮的宏", "没有能够读取。", _REPAIR)
        return
    if not has_macros:
        yield Symptom("按钮的宏", "不见了，多半是用别的程序另存过。", _REPAIR)
        return
    if not is_tied:
        yield Symptom("按钮的宏", "与工作表的代码名称对不上。", _REPAIR)
    else:
        yield Symptom("按钮的宏", "都在")
    if has_ribbon:
        yield Symptom("功能区“工会工作”", "在")
    else:
        yield Symptom("功能区“工会工作”", "不见了，《首页》上的按钮仍可以用。", _REPAIR)
