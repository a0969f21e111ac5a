"""A small file on the desktop that opens the workbook with a double click."""

from __future__ import annotations

import importlib.util
import os
import re
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

from unionxl.errors import CannotWriteError
from unionxl.operations.files import write_file

if sys.platform == "win32":
    import ctypes
    import winreg

if TYPE_CHECKING:
    from collections.abc import Iterator

LAUNCHER, WINDOW = "工会工作簿", "工会工作簿（窗口）"
PROGRAM = "unionxl-app"  # as pyproject.toml calls it
_LOST = (
    f"{{}} 不见了，多半被杀毒软件拿走，桌面上没有放“{WINDOW}”。"
    "请从杀毒软件的隔离区恢复并设为信任，再双击一次 install.cmd。"
)
# Microsoft's [MS-SHLLINK], "Shell Link Binary File Format".
_LINK_CLASS = bytes.fromhex("0114020000000000c000000000000046")
_HEADER, _INFO_HEADER = 76, 36
_HAS_LIST, _HAS_INFO, _IS_UNICODE = 0x01, 0x02, 0x80
_ARCHIVE, _NORMAL_WINDOW, _LOCAL_PATH, _FIXED_DRIVE = 0x20, 1, 1, 3
_SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def place_launcher(workbook: Path, home: Path, platform: str) -> str:
    """Put a launcher on the desktop, where there is one; return what to tell."""
    return _placed(LAUNCHER, *launcher(str(workbook.resolve()), platform), home)


def place_window(program: Path, home: Path, platform: str) -> str:
    """Put a launcher of the window on the desktop; return what to tell, empty for nothing.

    There is none without the program, nor on a Mac, where such a file starts no program. Where it
    should be, a virus scanner has taken it.
    """
    if platform == "darwin":
        return ""
    if not program.is_file():
        return _LOST.format(program.name) if platform == "win32" and has_window() else ""
    name, content = window_launcher(str(program), platform)
    told = _placed(WINDOW, name, content, home)
    return f"{told}不用宏、用 WPS 的，双击它；也可以把工作簿拖到它上面。"


def has_window() -> bool:
    """Tell whether this Python can show a window; the one of the portable folder cannot."""
    return importlib.util.find_spec("_tkinter") is not None


def window_program(platform: str) -> Path:
    """Return where the program is that shows the window, beside the Python that runs."""
    return Path(sys.executable).with_name(PROGRAM + (".exe" if platform == "win32" else ""))


def window_launcher(program: str, platform: str) -> tuple[str, bytes]:
    """Return name and content of a small file that shows the window with a double click."""
    if platform == "win32":
        return f"{WINDOW}.lnk", shell_link(program, _item_list(program))
    # Quoted for the command, then for the file: the specification of desktop entries asks for both.
    quoted = re.sub(r'(["`$\\])', r"\\\1", program).replace("\\", "\\\\").replace("%", "%%")
    text = f'[Desktop Entry]\nType=Application\nName={WINDOW}\nExec="{quoted}" %f\nTerminal=false\n'
    return f"{WINDOW}.desktop", text.encode()


def _placed(shown: str, name: str, content: bytes, home: Path) -> str:
    """Write a file onto the desktop, where there is one; return what to tell."""
    desktop = next((one for one in _desktops(home) if one.is_dir()), None)
    if desktop is None:
        return "没有找到桌面文件夹，未放快捷方式。"
    try:
        write_file(desktop / name, content)
    except CannotWriteError:
        return "桌面不允许写入，未放快捷方式。"
    with suppress(OSError):
        (desktop / name).chmod(0o755)  # some desktops start only what may be run
    return f"桌面上已放好快捷方式“{shown}”。"


def launcher(workbook: str, platform: str) -> tuple[str, bytes]:
    """Return name and content of a small file that opens a workbook with a double click."""
    if platform == "win32":
        return f"{LAUNCHER}.lnk", shell_link(workbook, _item_list(workbook))
    address = "file:///" + quote(workbook.lstrip("/"), safe="/:")
    if platform == "darwin":
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>'
            f"<key>URL</key><string>{escape(address)}</string></dict></plist>\n"
        )
        return f"{LAUNCHER}.webloc", text.encode()
    text = f"[Desktop Entry]\nType=Link\nName={LAUNCHER}\nURL={address}\n"
    return f"{LAUNCHER}.desktop", text.encode()


def shell_link(path: str, item_list: bytes = b"") -> bytes:
    """Return a shortcut of Windows to a file: by its path, and as the shell itself names it."""
    is_on_a_drive = path[1:2] == ":"
    flags = _IS_UNICODE | (_HAS_LIST if item_list else 0) | (_HAS_INFO if is_on_a_drive else 0)
    header = struct.pack("<I16sII", _HEADER, _LINK_CLASS, flags, _ARCHIVE)
    header += struct.pack("<24xIII", 0, 0, _NORMAL_WINDOW)
    listed = struct.pack("<H", len(item_list)) + item_list if item_list else b""
    info = _link_info(path) if is_on_a_drive else b""
    return header.ljust(_HEADER, b"\0") + listed + info + struct.pack("<I", 0)


def _link_info(path: str) -> bytes:
    """Return where the file is: once for programs that know one code page, once in Unicode."""
    volume = struct.pack("<IIIIB", 17, _FIXED_DRIVE, 0, 16, 0)
    short = path.encode("mbcs" if sys.platform == "win32" else "ascii", "replace") + b"\0"
    parts = (volume, short, b"\0", path.encode("utf-16-le") + b"\0\0", b"\0\0")
    offsets, at = [], _INFO_HEADER
    for part in parts:
        offsets.append(at)
        at += len(part)
    where = (offsets[0], offsets[1], 0, *offsets[2:])
    return struct.pack("<9I", at, _INFO_HEADER, _LOCAL_PATH, *where) + b"".join(parts)


def _item_list(path: str) -> bytes:
    """Ask the shell of Windows for its own name of a file; nothing elsewhere."""
    if sys.platform == "win32":
        shell = ctypes.windll.shell32
        shell.ILCreateFromPathW.restype = ctypes.c_void_p
        if found := shell.ILCreateFromPathW(ctypes.c_wchar_p(path)):
            place = ctypes.c_void_p(found)
            try:
                return ctypes.string_at(found, shell.ILGetSize(place))
            finally:
                shell.ILFree(place)
    return b""


def _desktops(home: Path) -> Iterator[Path]:
    """Give the places where the desktop may be; Windows is asked, it may be OneDrive's."""
    if sys.platform == "win32":
        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, _SHELL_FOLDERS) as folders,
        ):
            yield Path(os.path.expandvars(winreg.QueryValueEx(folders, "Desktop")[0]))
    yield from (home / "Desktop", home / "OneDrive" / "Desktop", home / "桌面")
