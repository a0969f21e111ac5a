"""What differs between Windows, the Mac and others: opening a file, who has it open, the screen."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.workbook.package.saving import owner_beside

if TYPE_CHECKING:
    from pathlib import Path

_SYSTEM_AWARE = 1
TITLE = "工会工作簿"


def why_open(file: Path) -> str:
    """Say that another program has a workbook open, and how that is told; empty if none has it."""
    owner = owner_beside(file)
    if owner is None and not _is_held(file):
        return ""
    told = f"《{file.name}》正在别的程序（Excel、WPS 或 LibreOffice）中打开。"
    told += "请在那里保存并关闭它：这里随即继续，做完再替您打开。"
    return f"{told}\n确认没有打开的，请删除同一文件夹中的“{owner}”。" if owner else told


def _is_held(file: Path) -> bool:
    """Tell whether a program keeps others from writing, which only Windows lets it do."""
    if sys.platform == "win32" and file.is_file() and os.access(file, os.W_OK):
        try:
            file.open("r+b").close()
        except PermissionError:
            return True
        except OSError:
            return False
    return False


def open_file(file: Path) -> None:
    """Open a file in the program that the system has for it.

    Raises:
        RequestError: it is gone, or there is no such program.
    """
    where = f"文件《{file.name}》"
    if not file.exists():
        raise RequestError(
            "找不到这个文件，可能已移走或改名。",
            where=where,
            advice=f"请看看这个文件夹：{file.parent}",
        )
    try:
        if sys.platform == "win32":
            os.startfile(file)
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            program = subprocess.Popen(
                [opener, str(file)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            threading.Thread(target=program.wait, daemon=True).start()  # so that it can go
    except OSError as error:
        raise RequestError(
            "这台电脑没有说明用哪个程序打开它。",
            where=where,
            advice=f"请在文件夹里双击它，选一个程序：{file.parent}",
        ) from error


def be_sharp() -> None:
    """Have Windows leave the enlarging to us, so that letters are sharp at 150 %."""
    if sys.platform == "win32":
        with suppress(AttributeError, OSError):
            ctypes.windll.shcore.SetProcessDpiAwareness(_SYSTEM_AWARE)


def tell_without_window(text: str) -> None:
    """Say why there is no window, to whoever started the program."""
    if sys.platform == "win32" and sys.stderr is None:
        from unionxl.workbook.live.dialogs import show_box

        show_box(TITLE, text)
    elif sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
