"""The settings of the user's account in which a click finds the interpreter that it may start.

They stand in the user's own file of xlwings, whose other lines stay as they are.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from unionxl.workbook.new.macros import INSTALLED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN = "UNIONXL_"
LIBREOFFICE = "INTERPRETER_LIBREOFFICE"
_MAC = "INTERPRETER_MAC"
KEYS = {"win32": "INTERPRETER_WIN", "darwin": _MAC}
_NAME = "xlwings.conf"
_MAC_FOLDER = ("Library", "Containers", "com.microsoft.Excel", "Data")


def keys_of(platform: str) -> tuple[str, ...]:
    """Return the options that name an interpreter on a system: of Excel, and of LibreOffice."""
    return (*((KEYS[platform],) if platform in KEYS else ()), LIBREOFFICE)


def settings_file(home: Path, key: str) -> Path:
    """Return the file of xlwings that belongs to the user and in which a click looks for a key."""
    folder = home.joinpath(*_MAC_FOLDER) if key == _MAC else home / ".xlwings"
    return folder / _NAME


def remember_interpreter(options: Mapping[str, str], home: Path, platform: str) -> None:
    """Note the interpreters of this computer, so that a click may start them.

    Raises:
        OSError: the folder does not take the file.
    """
    for key in keys_of(platform):
        if value := options.get(key, ""):
            _remember(settings_file(home, key), f"{OWN}{key}", value)


def _remember(path: Path, key: str, value: str) -> None:
    """Set one line of the file."""
    old = path.read_bytes().splitlines() if path.exists() else []
    line = f'"{key}","{value}"'.encode(_encoding())
    kept = [one for one in old if _key_of(one) != key.lower()]
    if line in old and len(kept) == len(old) - 1:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(b"".join(one + b"\r\n" for one in (*kept, line)))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def is_trusted(interpreter: str, key: str, home: Path, platform: str) -> bool:
    """Tell whether a click may start a program: installed, or named by the user's file."""
    is_same_in_capitals = key != LIBREOFFICE or platform == "win32"

    def plain(path: str) -> str:
        path = os.path.expandvars(path)
        return path.lower() if is_same_in_capitals else path

    path = settings_file(home, key)
    lines = path.read_bytes().splitlines() if path.is_file() else []
    wanted = {key.lower(), f"{OWN}{key}".lower()}
    known = {_value_of(line) for line in lines if _key_of(line) in wanted}
    known |= _installed(key) if platform == "win32" else set()
    return plain(interpreter) in {plain(one) for one in known if one}


def _installed(key: str) -> set[str]:
    """Return where the installer puts what a click starts on Windows."""
    return (
        {INSTALLED, INSTALLED.replace("pythonw", "python")} if key == LIBREOFFICE else {INSTALLED}
    )


def _encoding() -> str:
    """Return how Visual Basic reads the file."""
    return "mbcs" if sys.platform == "win32" else "utf-8"


def _key_of(line: bytes) -> str:
    """Return the name of a setting, in small letters."""
    return line.decode(_encoding(), "replace").partition(",")[0].strip().strip('"').lower()


def _value_of(line: bytes) -> str:
    """Return the value of a setting."""
    return line.decode(_encoding(), "replace").partition(",")[2].strip().strip('"')
