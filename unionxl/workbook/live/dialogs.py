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
_QUESTION, _YES_NO_CANCEL, _YES_NO, _YES, _NO = 0x20, 3, 4, 6, 7
_PICK = (
    "on run arguments\nset chosen to choose from list (items 3 thru -1 of arguments) "
    "with title (item 1 of arguments) with prompt (item 2 of arguments)\n"
    'if chosen is false then return ""\nreturn item 1 of chosen\nend run'
)
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


def ask_which(
    title: str, prompts: Sequence[str], labels: Sequence[str], *, window: int = 0
) -> int | None:
    """Ask which of some ways to go on is meant; None for none of them.

    `prompts` ask for one after the other with yes and no; on a Mac `labels` stand in one list.
    """
    if sys.platform == "darwin":
        command = ["osascript", "-e", _PICK, title, prompts[0], *labels]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        chosen = done.stdout.rstrip("\n")
        return labels.index(chosen) if chosen in labels else None
    buttons = _YES_NO if len(prompts) == 1 else _YES_NO_CANCEL
    for number, prompt in enumerate(prompts):
        answer = _pressed(title, prompt, buttons, window)
        if answer == _YES:
            return number
        if answer != _NO:
            return None
    return None


def _pressed(title: str, prompt: str, buttons: int, window: int) -> int:
    """Show a question and return the button that was pressed, 0 for none."""
    if sys.platform != "win32":
        return 0
    shown = _shortened(prompt)
    return int(
        ctypes.windll.user32.MessageBoxW(window, shown, title, buttons | _QUESTION | _IN_FRONT)
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_BOX else f"{text[:_LONGEST_BOX]}……"


def show_box(title: str, text: str, *, window: int = 0) -> None:
    """Show a text and wait until it is read; without Excel, which may be the thing that failed."""
    shown = _shortened(text)
    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(window, shown, title, _INFORMATION | _IN_FRONT)
    elif sys.platform == "darwin":
        subprocess.run(["osascript", "-e", _SHOW, title, shown], capture_output=True, check=False)
    else:
        sys.stdout.write(f"{title}: {shown}\n")
