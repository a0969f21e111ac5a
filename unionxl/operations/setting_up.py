"""Connecting a workbook with the program on this computer."""

from __future__ import annotations

import importlib.util
import ntpath
import os
import shutil
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import CannotWriteError, RequestError
from unionxl.operations.outcome import Outcome
from unionxl.operations.shortcuts import place_launcher, place_window, window_program
from unionxl.tables.program import HOSTS
from unionxl.values.text import as_text
from unionxl.workbook.live.user_settings import keys_of, remember_interpreter, settings_file
from unionxl.workbook.new.macros import SAFE_OPTIONS
from unionxl.workbook.port import CellChange
from unionxl.workbook.vba.sources import XLWINGS_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.workbook.port import Workbook

EXCEL_SCRIPTS = Path("Library", "Application Scripts", "com.microsoft.Excel")
_LOCAL = "LOCALAPPDATA"


def set_up(workbook: Workbook, options: Mapping[str, str], home: Path, platform: str) -> Outcome:
    """Write where Python is into the workbook, and put what its buttons need onto the computer.

    `options` are option and value of the hidden sheet; `platform` is that of `sys`.

    Raises:
        RequestError: the workbook has no buttons, or another xlwings than its macros need.
    """
    version = check_xlwings()
    _write_options(workbook, {**SAFE_OPTIONS, **options}, platform)
    _remember(options, home, platform)
    backup = workbook.save()
    notes = [f"按钮使用的 Python：{value}" for value in dict.fromkeys(options.values())]
    if platform == "darwin":
        notes.append(_install_script(home, version))
    notes.append(place_launcher(workbook.path, home, platform))
    notes += filter(None, (place_window(window_program(platform), home, platform),))
    name = workbook.path.name
    summary = f"《{name}》已与程序连接。请打开它，点“启用内容”，再点一个按钮试试。"
    return Outcome(summary, notes=tuple(notes), backup=backup)


def check_xlwings() -> str:
    """Return the version of xlwings, which must be the one whose macros are in the workbook.

    Raises:
        RequestError: it is another one, or missing.
    """
    try:
        found = metadata.version("xlwings")
    except metadata.PackageNotFoundError:
        found = "没有安装"
    if found != XLWINGS_VERSION:
        raise RequestError(
            f"需要 xlwings {XLWINGS_VERSION}，现在是：{found}。",
            where="本机的 Python",
            advice=f"请运行 python -m pip install xlwings=={XLWINGS_VERSION}，再试一次。",
        )
    return found


def _write_options(workbook: Workbook, options: Mapping[str, str], platform: str) -> None:
    """Set the options of the hidden sheet, so that they hold on a colleague's computer, too."""
    if HOSTS.name not in workbook.table_names():
        raise RequestError(
            "这本工作簿没有按钮，不需要连接。",
            where=f"文件《{workbook.path.name}》",
            advice="请用 unionxl new 新建一本 .xlsm 工作簿；命令行不连接也能用。",
        )
    block = workbook.read_table(HOSTS.name)
    option, value = (column.header for column in HOSTS.columns)
    known = [as_text(row[block.position(option)]) for row in block.rows]
    old = dict(zip(known, (as_text(row[block.position(value)]) for row in block.rows), strict=True))
    if platform == "win32":
        options = {name: _portable(path, old.get(name, "")) for name, path in options.items()}
    changes = [
        CellChange(block.row_number(known.index(name)), value, path)
        for name, path in options.items()
        if name in known
    ]
    added = [{option: name, value: path} for name, path in options.items() if name not in known]
    workbook.set_cells(HOSTS.name, changes)
    workbook.append_rows(HOSTS.name, added)


def _portable(path: str, old: str) -> str:
    r"""Return a path in words that mean the same folder for every user of Windows.

    What stands there already is kept where it means the same file: a workbook that is handed over
    goes on to say `%LOCALAPPDATA%\…`.
    """
    if old and _plain(old) == _plain(path):
        return old
    local = os.environ.get(_LOCAL, "").rstrip("\\")
    if local and _plain(path).startswith(_plain(local) + "\\"):
        return f"%{_LOCAL}%{path[len(local) :]}"
    return path


def _plain(path: str) -> str:
    """Return a path of Windows as it is compared."""
    return ntpath.normcase(ntpath.expandvars(path))


def _remember(options: Mapping[str, str], home: Path, platform: str) -> None:
    """Note in the user's account which program a click may start."""
    try:
        remember_interpreter(options, home, platform)
    except OSError as error:
        raise CannotWriteError(
            "您这个账户的设置没有能够写入，按钮因此不能启动程序。",
            where=f"文件 {settings_file(home, keys_of(platform)[0])}",
            advice="请检查这个文件夹的权限，再运行一次 unionxl setup。",
        ) from error


def _install_script(home: Path, version: str) -> str:
    """Copy the script through which Excel on the Mac starts Python; return what to tell."""
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise AssertionError(version)
    source = Path(spec.origin).with_name(f"xlwings-{version}.applescript")
    folder = home / EXCEL_SCRIPTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, folder)
    except OSError as error:
        raise CannotWriteError(
            "Excel 启动程序用的脚本没有能够放好。",
            where=f"文件夹 {folder}",
            advice="请检查这个文件夹的权限，再运行一次 unionxl setup。",
        ) from error
    return "Excel 启动程序用的脚本已放好；第一次点按钮时，系统会问是否允许，请点“好”。"
