"""The settings of the user's account in which a click finds the interpreter that it may start.

They stand in the user's own file of xlwings, whose other lines stay as they are.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from unionxl.workbook.macros import INSTALLED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN = "UNIONXL_"
KEYS = {"win32": "INTERPRETER_WIN", "darwin": "INTERPRETER_MAC"}
_NAME = "xlwings.conf"
_MAC_FOLDER = ("Library", "Containers", "com.microsoft.Excel", "Data")


def settings_file(home: Path, platform: str) -> Path:
    """Return the file of xlwings that belongs to the user."""
    folder = home.joinpath(*_MAC_FOLDER) if platform == "darwin" else home / ".xlwings"
    return folder / _NAME


def remember_interpreter(options: Mapping[str, str], home: Path, platform: str) -> None:
    """Note the interpreter of this computer, so that a click may start it.

    Raises:
        OSError: the folder does not take the file.
    """
    key = KEYS.get(platform, "")
    value = options.get(key, "")
    if not value:
        return
    path = settings_file(home, platform)
    old = path.read_bytes().splitlines() if path.exists() else []
    line = f'"{OWN}{key}","{value}"'.encode(_encoding())
    kept = [one for one in old if _key_of(one) != f"{OWN}{key}".lower()]
    if [*kept, line] == old:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(b"".join(one + b"\r\n" for one in (*kept, line)))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def trusted_interpreters(home: Path, platform: str) -> frozenset[str]:
    """Return what a click may start: the place of the installer, and what the user's file names."""
    key = KEYS.get(platform, "")
    path = settings_file(home, platform)
    lines = path.read_bytes().splitlines() if key and path.is_file() else []
    wanted = {key.lower(), f"{OWN}{key}".lower()}
    named = {_value_of(line) for line in lines if _key_of(line) in wanted}
    places = {*named, *((INSTALLED,) if platform == "win32" else ())}
    return frozenset(os.path.expandvars(place).lower() for place in places if place)


def _encoding() -> str:
    """Return how Visual Basic reads the file."""
    return "mbcs" if sys.platform == "win32" else "utf-8"


def _key_of(line: bytes) -> str:
    """Return the name of a setting, in small letters."""
    return line.decode(_encoding(), "replace").partition(",")[0].strip().strip('"').lower()


def _value_of(line: bytes) -> str:
    """Return the value of a setting."""
    return line.decode(_encoding(), "replace").partition(",")[2].strip().strip('"')
