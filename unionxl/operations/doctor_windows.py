"""What a click needs of Windows: who answers for Excel, opens its files, and lets macros run."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Protocol

from unionxl.operations.shortcuts import has_window
from unionxl.operations.symptoms import Symptom

if sys.platform == "win32":
    import winreg

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASSES, USER = "HKEY_CLASSES_ROOT", "HKEY_CURRENT_USER"
_EXCEL = "excel.exe"
_WPS = ("\\et.exe", "wps", "kingsoft", "ksoapp")
_OPENS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsm\UserChoice"
_VERSIONS = ("16.0", "15.0", "14.0")
_SECURITY = r"{branch}\Microsoft\Office\{version}\Excel\Security"
_POLICIES, _OWN = r"Software\Policies", "Software"
_ONLY_SIGNED, _NONE = 3, 4
_WINDOW = "双击桌面的“工会工作簿（窗口）”，或运行 unionxl app"
_NO_WINDOW = "用 install.cmd 安装程序，再用它的窗口"  # a Python that came without what it needs


class Registry(Protocol):
    """The registry of Windows: the value of a name, None where there is none."""

    def __call__(self, root: str, path: str, name: str = "") -> str | int | None:
        """Return a value."""


def registry(root: str, path: str, name: str = "") -> str | int | None:
    """Read the registry of this computer."""
    if sys.platform == "win32":
        try:
            with winreg.OpenKey(getattr(winreg, root), path) as key:
                value = winreg.QueryValueEx(key, name)[0]
        except OSError:
            return None
        return value if isinstance(value, str | int) else None
    return None


def look_at_windows(read: Registry = registry) -> Iterator[Symptom]:
    """Look at what a click in Excel needs of Windows."""
    yield _answering(read)
    yield _opening(read)
    yield _macros(read)
    yield _calling()


def _without_excel() -> str:
    """Return what can be done without Excel on this computer."""
    return f"没有 Excel 时，请{_WINDOW if has_window() else _NO_WINDOW}。"


def _without_macros() -> str:
    """Return what can be done where macros may not run."""
    return "用程序的窗口" if has_window() else _NO_WINDOW


def _answering(read: Registry) -> Symptom:
    """Look which program answers a call of Excel: WPS does so too, and takes no such click."""
    owner = read(CLASSES, r"Excel.Application\CLSID")
    if owner is None:
        return Symptom("Excel", "没有找到 Excel。", f"请安装 Excel。{_without_excel()}")
    paths = (rf"CLSID\{owner}\LocalServer32", rf"WOW6432Node\CLSID\{owner}\LocalServer32")
    server = next((found for path in paths if (found := read(CLASSES, path))), "")
    program = str(server).lower()
    if _EXCEL in program:
        return Symptom("Excel", f"已安装（{server}）")
    if any(word in program for word in _WPS):
        return Symptom(
            "Excel",
            "以 Excel 的名义应答的是 WPS 表格，按钮在其中不能用。",
            f"请修复 Excel 的安装（设置→应用→Office→修改→修复）。{_without_excel()}",
        )
    found = f"应答的程序是 {server}，不是 Excel。" if server else "登记的 Excel 已不在这台电脑上。"
    return Symptom(
        "Excel", found, f"请修复 Excel 的安装（设置→应用→Office→修改→修复）。{_without_excel()}"
    )


def _opening(read: Registry) -> Symptom:
    """Look which program a double click on a workbook starts."""
    subject = "双击 .xlsm"
    opener = read(USER, _OPENS, "ProgId") or read(CLASSES, ".xlsm")
    if str(opener or "").lower().startswith("excel."):
        return Symptom(subject, "用 Excel 打开")
    found = f"用别的程序打开（{opener}）。" if opener else "没有程序打开。"
    return Symptom(subject, found, "请右击工作簿→打开方式→选择其他应用→Excel→始终。")


def _macros(read: Registry) -> Symptom:
    """Look whether Excel runs macros that are not signed, after asking."""
    for branch, advice in (
        (_POLICIES, f"这是单位的统一设置，请联系管理员；也可以{_without_macros()}。"),
        (_OWN, "请点 Excel 的“文件→选项→信任中心→信任中心设置→宏设置”，选“禁用宏，并发出通知”。"),
    ):
        for version in _VERSIONS:
            path = _SECURITY.format(branch=branch, version=version)
            level = read(USER, path, "VBAWarnings")
            if level in (_ONLY_SIGNED, _NONE):
                what = "Excel 禁用所有宏。" if level == _NONE else "Excel 只运行有数字签名的宏。"
                return Symptom("宏的设置", what, advice)
            if level is not None:
                return Symptom("宏的设置", "点“启用内容”后可以运行")
    return Symptom("宏的设置", "点“启用内容”后可以运行")


def _calling() -> Symptom:
    """Look whether Python can call Excel."""
    if importlib.util.find_spec("pythoncom") is None:
        return Symptom("与 Excel 的连接", "缺少 pywin32。", "请再运行一次安装程序 install.cmd。")
    return Symptom("与 Excel 的连接", "可以呼叫")
