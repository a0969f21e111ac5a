"""What on this computer, or about a workbook, keeps the buttons from working."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.buglog import log_folder
from unionxl.errors import UnionXLError
from unionxl.operations.doctor_buttons import look_at_buttons
from unionxl.operations.doctor_windows import look_at_windows, registry
from unionxl.operations.setting_up import EXCEL_SCRIPTS, check_xlwings
from unionxl.operations.symptoms import Symptom
from unionxl.reporting.fonts import find_font
from unionxl.tables.all import TABLES
from unionxl.tables.program import HOSTS
from unionxl.values.text import as_text
from unionxl.workbook.book.missing import CHOOSE_ANOTHER
from unionxl.workbook.book.recognising import is_foreign, lost_tables
from unionxl.workbook.live.user_settings import KEYS, LIBREOFFICE, is_trusted
from unionxl.workbook.new.macros import SAFE_OPTIONS
from unionxl.workbook.package.saving import check_not_open, check_writable
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from unionxl.operations.doctor_windows import Registry
    from unionxl.tables.model import Table
    from unionxl.workbook.port import Workbook

OLDEST_PYTHON = (3, 11)
NET_MARK = ":Zone.Identifier"
_BUTTONS = "按钮使用的 Python"
_NOT_FOUND = "没有找到 Excel。"


def examine(
    file: Path | None, *, platform: str = sys.platform, read: Registry = registry
) -> Iterator[Symptom]:
    """Look at the computer, and at a workbook if one is named; `read` reads Windows' registry."""
    yield _python()
    yield _said("xlwings", check_xlwings)
    if platform == "win32":
        yield from look_at_windows(read)
    else:
        yield _excel(platform)
    if platform == "darwin":
        yield _mac_script()
    yield _said("图表的中文字体", lambda: find_font().path.name)
    yield _folder("程序的记录文件夹", log_folder())
    if file is not None:
        yield from _workbook(file, platform)


def _python() -> Symptom:
    """Look at the Python that runs now."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Symptom("Python", f"{found}，太旧。", "请安装 Python 3.11 或更新的版本。")
    return Symptom("Python", f"{found}（{sys.executable}）")


def _said(subject: str, look: Callable[[], str]) -> Symptom:
    """Look at something that stops with its own words where it is not well."""
    try:
        return Symptom(subject, look())
    except UnionXLError as stop:
        return Symptom(subject, stop.what, stop.advice)


def _excel(platform: str) -> Symptom:
    """Look for a spreadsheet program."""
    if platform == "darwin":
        if Path("/Applications/Microsoft Excel.app").exists():
            return Symptom("Excel", "已安装")
        return Symptom("Excel", _NOT_FOUND, "请安装 Excel，或用命令行。")
    if shutil.which("soffice"):
        return Symptom("LibreOffice", "已安装")
    return Symptom("LibreOffice", "没有找到 LibreOffice。", "请安装它，或用命令行。")


def _mac_script() -> Symptom:
    """Look for the script through which Excel on the Mac starts Python."""
    found = list((Path.home() / EXCEL_SCRIPTS).glob("xlwings-*.applescript"))
    if found:
        return Symptom("Excel 的启动脚本", found[0].name)
    return Symptom("Excel 的启动脚本", "没有放好。", "请运行 unionxl setup 加工作簿的文件名。")


def _folder(subject: str, folder: Path) -> Symptom:
    """Look whether files can be written into a folder, or into the first one above it."""
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
    if os.access(there, os.W_OK):
        return Symptom(subject, f"{folder}，可以写入")
    return Symptom(subject, f"{folder}，不能写入。", "请检查这个文件夹的权限。")


def _workbook(file: Path, platform: str) -> Iterator[Symptom]:
    """Look at a workbook."""
    subject = f"工作簿《{file.name}》"
    try:
        workbook = open_workbook(file)
        check_writable(file)
        check_not_open(file)
    except UnionXLError as stop:
        yield Symptom(subject, stop.what, stop.advice)
        return
    yield Symptom(subject, "可以打开和写入")
    yield _net_mark(file)
    yield _folder("备份文件夹", file.resolve().parent / "备份")
    yield _tables(workbook)
    if HOSTS.name not in workbook.table_names():
        if HOSTS.sheet not in workbook.sheet_names():
            yield Symptom("按钮", "这本工作簿没有按钮，请用命令行")
        return
    block = workbook.read_table(HOSTS.name)
    options = {as_text(row[0]): as_text(row[1]) for row in block.rows}
    yield from look_at_buttons(file)
    yield from _interpreters(options, platform)
    odd = [name for name, safe in SAFE_OPTIONS.items() if options.get(name, safe) != safe]
    if odd:
        yield Symptom(
            "按钮的设置",
            f"《{HOSTS.sheet}》里的 {'、'.join(odd)} 被改过，可能让按钮运行别处的程序。",
            "请运行 unionxl setup 加工作簿的文件名，恢复原样。",
        )


def _tables(workbook: Workbook) -> Symptom:
    """Look whether the input tables are there."""
    lost = lost_tables(workbook.table_names())
    names = "、".join(f"《{table.sheet}》" for table in lost)
    if lost and is_foreign(workbook):
        return Symptom("表格", "一张都没有，这可能不是工会工作簿。", CHOOSE_ANOTHER)
    if lost:
        what = "都不见了" if len(lost) > len(TABLES) // 2 else f"缺少{names}的"
        return Symptom(
            "表格",
            f"{what}，多半是用“Google 表格”“Numbers”、金山文档网页版或转换工具另存过。",
            "请点「修复工作簿」，或运行 unionxl repair 加文件名，会在旁边另存一本修好的。",
        )
    headless = [table.sheet for table in TABLES if not _has_header(workbook, table)]
    if headless:
        names = "、".join(f"《{sheet}》" for sheet in headless)
        return Symptom(
            "表格",
            f"{names}的表格没有标题行。",
            "请勾选“标题行”（表设计→标题行）；用别的程序另存过的，请运行 unionxl repair 加文件名。",
        )
    return Symptom("表格", "都在")


def _has_header(workbook: Workbook, table: Table) -> bool:
    """Tell whether a table has its header, or is not there at all."""
    if table.name not in workbook.table_names():
        return True
    try:
        header = workbook.read_table(table.name).header
    except UnionXLError:
        return False
    return any(is_header(name, column.header) for name in header for column in table.columns)


def _net_mark(file: Path) -> Symptom:
    """Look whether Windows keeps macros off because the file came by mail or from the web."""
    if Path(f"{file}{NET_MARK}").exists():
        return Symptom(
            "宏",
            "文件来自网络或邮件，Excel 会禁用宏。",
            "请右击文件→属性→勾选“解除锁定”→确定，再打开。",
        )
    return Symptom("宏", "文件没有来自网络的标记")


def _interpreters(options: Mapping[str, str], platform: str) -> Iterator[Symptom]:
    """Look whether the Python that the buttons start is there, and may be started."""
    key = KEYS.get(platform, LIBREOFFICE)
    yield _interpreter(_BUTTONS, key, options.get(key, ""), platform)
    value = options.get(LIBREOFFICE, "")
    if key != LIBREOFFICE and value:  # LibreOffice runs there, too
        yield _interpreter(f"LibreOffice 里{_BUTTONS}", LIBREOFFICE, value, platform)


def _interpreter(subject: str, key: str, value: str, platform: str) -> Symptom:
    """Look at the Python that the buttons of one program start."""
    path = os.path.expandvars(value)
    if value and not is_trusted(value, key, Path.home(), platform):
        return Symptom(
            subject,
            f"{path}，不是本机安装的位置，也不在您这个账户的设置里，点按钮不会启动它。",
            "请运行 unionxl setup 加工作簿的文件名。",
        )
    if value and Path(path).is_file():
        return Symptom(subject, path)
    found = f"{path}，没有这个文件。" if value else "还没有填写。"
    return Symptom(subject, found, "请运行 unionxl setup 加工作簿的文件名。")
