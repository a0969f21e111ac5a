"""What is asked and said outside of the cells: boxes of Excel, Windows and the Mac."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw

_INFORMATION, _IN_FRONT = 0x40, 0x10000
_LONGEST_BOX = 1_500  # characters that fit on a small screen
_CHOOSE = "on run arguments\nPOSIX path of (choose file with prompt item 1 of arguments)\nend run"
_SHOW = (
    "on run arguments\ndisplay dialog (item 2 of arguments) with title (item 1 of arguments) "
    'buttons {"好"} default button 1\nend run'
)


def choose_file(app: xw.App, title: str, endings: Sequence[str]) -> str:
    """Ask for a file in Excel's own box; empty when none was chosen."""
    patterns = ";".join(f"*{ending}" for ending in endings)
    chosen = app.api.GetOpenFilename(f"{title} ({patterns}),{patterns}", 1, title)
    return chosen if isinstance(chosen, str) else ""


def choose_file_on_mac(title: str) -> str:
    """Ask for a file in a box of the system; empty when none was chosen."""
    command = ["osascript", "-e", _CHOOSE, title]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.rstrip("\n")


def show_box(title: str, text: str, *, window: int = 0) -> None:
    """Show a text and wait until it is read; without Excel, which may be the thing that failed."""
    shown = text if len(text) <= _LONGEST_BOX else f"{text[:_LONGEST_BOX]}……"
    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(window, shown, title, _INFORMATION | _IN_FRONT)
    elif sys.platform == "darwin":
        subprocess.run(["osascript", "-e", _SHOW, title, shown], capture_output=True, check=False)
    else:
        sys.stdout.write(f"{title}: {shown}\n")
