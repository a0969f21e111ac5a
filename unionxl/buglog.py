"""Where the traceback of a bug of ours goes: a file that the clerk can send, never her screen."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path


def told_and_logged(what: str) -> str:
    """Write the traceback of the current exception to the log; return what to tell the clerk."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "unionxl.log"
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{dt.datetime.now().astimezone().isoformat()} {what}\n")
        log.write(traceback.format_exc())
    return f"程序内部错误，数据未改动。请把记录文件发给维护人员：{path}"


def _folder() -> Path:
    """Return the folder of this user's program data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", home)) / "unionxl"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "unionxl"
    return Path(os.environ.get("XDG_CONFIG_HOME", home / ".config")) / "unionxl"
