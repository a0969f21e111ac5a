"""A window with the buttons of the start sheet, for WPS, LibreOffice and computers without macros.

Started by `unionxl app [FILE]`, by `unionxl-app [FILE]` without a console, or by a workbook that is
dropped on its icon. The file is changed while it is closed, as from the command line.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import UnionXLError

if TYPE_CHECKING:
    from unionxl.operations.request import Request

DONE, COULD_NOT = 0, 2


def main() -> None:
    """Show the window, with the workbook that the command line or the dropped icon names."""
    named = [one for one in sys.argv[1:] if one]
    try:
        _run(Path(named[0]) if named else None)
    except UnionXLError as stop:
        from unionxl.window.systems import tell_without_window

        tell_without_window(str(stop))
        raise SystemExit(COULD_NOT) from None


def from_command(request: Request) -> int:
    """Show the window for a command; return the exit code.

    Raises:
        UnionXLError: there is no screen for a window.
    """
    _run(request.values["file"])
    return DONE


def _run(file: Path | None) -> None:
    """Show the window until it is closed."""
    try:
        from unionxl.window.screen import run
    except ImportError as error:
        raise UnionXLError(
            "这个 Python 没有带显示窗口的部件（tkinter）。",
            where="窗口",
            advice="请安装 python.org 的 Python（Debian、Ubuntu 请安装 python3-tk），再试一次。",
        ) from error
    run(file)
