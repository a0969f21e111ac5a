"""Where the traceback of a bug of ours goes: a file that the clerk can send, never her screen."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path

from unionxl.errors import OutOfMemoryError, is_out_of_memory


def what_broke(error: Exception) -> str:
    """Say what stopped the program: no memory, else a bug, which is put into the log."""
    if is_out_of_memory(error):
        return str(OutOfMemoryError())
    return f"程序内部错误，数据未改动。{log_bug()}"


def log_bug() -> str:
    """Write the traceback of the exception at hand to the log; say what to do with it."""
    path = log_folder() / "unionxl.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now().astimezone().isoformat()} {sys.argv[1:2]}\n")
            log.write(traceback.format_exc())
    except OSError:
        return f"记录文件也写不进去（{path}），请把刚才的操作和所用的文件告诉维护人员。"
    return f"请把记录文件发给维护人员：{path}"


def log_folder() -> Path:
    """Return the folder of this user's program data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", home)) / "unionxl"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "unionxl"
    return Path(os.environ.get("XDG_CONFIG_HOME", home / ".config")) / "unionxl"
