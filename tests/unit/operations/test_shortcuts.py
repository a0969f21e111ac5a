from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import pytest

from unionxl.operations.shortcuts import (
    PROGRAM,
    launcher,
    place_window,
    shell_link,
    window_launcher,
    window_program,
)

if TYPE_CHECKING:
    from pathlib import Path

BOOK = r"C:\甲 & 乙\工会 工作簿.xlsm"


def test_the_shortcut_of_windows_says_where_the_workbook_is() -> None:
    name, content = launcher(BOOK, "win32")
    assert name == "工会工作簿.lnk"
    assert content[:4] == struct.pack("<I", 76)
    (flags,) = struct.unpack_from("<I", content, 20)
    assert flags == 0x82  # a path, in Unicode; the shell adds its own name on Windows
    size, header, kind = struct.unpack_from("<III", content, 76)
    assert (header, kind) == (36, 1)
    assert content[76 + size :] == b"\0\0\0\0"
    (at,) = struct.unpack_from("<I", content, 76 + 28)
    path = content[76 + at : 76 + size].decode("utf-16-le").partition("\0")[0]
    assert path == BOOK
    (at,) = struct.unpack_from("<I", content, 76 + 16)
    assert content[76 + at :].startswith(b"C:\\? & ?\\")


def test_the_name_that_the_shell_has_for_it_goes_before_the_path() -> None:
    content = shell_link(BOOK, b"\x04\0ab\0\0")
    assert struct.unpack_from("<I", content, 20) == (0x83,)
    assert content[76:84] == b"\x06\0\x04\0ab\0\0"


def test_on_a_share_only_the_shell_knows_the_way() -> None:
    content = shell_link(r"\\server\share\a.xlsm", b"\x04\0ab\0\0")
    assert struct.unpack_from("<I", content, 20) == (0x81,)
    assert len(content) == 76 + 8 + 4


def test_launchers_of_the_other_systems() -> None:
    file = "/home/甲 & 乙/a.xlsm"
    assert (
        b"<string>file:///home/%E7%94%B2%20%26%20%E4%B9%99/a.xlsm<" in launcher(file, "darwin")[1]
    )
    assert launcher(file, "linux")[0] == "工会工作簿.desktop"


def test_the_window_gets_a_shortcut_of_its_own() -> None:
    program = r"C:\甲 & 乙\python\Scripts\unionxl-app.exe"
    name, content = window_launcher(program, "win32")
    assert name == "工会工作簿（窗口）.lnk"
    assert program.encode("utf-16-le") in content


@pytest.mark.parametrize("name", ["甲 乙", 'a"b', "a$b`c", "a\\b", "100%f"])
def test_a_desktop_entry_names_its_program_whatever_it_is_called(name: str) -> None:
    """Read back as the specification says: backslashes of the file, then the quoted word."""
    program = f"/home/{name}/unionxl-app"
    lines = window_launcher(program, "linux")[1].decode().splitlines()
    (line,) = (one.removeprefix("Exec=") for one in lines if one.startswith("Exec="))
    quoted = re.fullmatch(r'"(.*)" %f', line.replace("\\\\", "\\"))
    assert quoted
    assert not re.search(r'(?<!\\)(?:\\\\)*["`$]', quoted[1]), "a shell would read on"
    assert re.sub(r"\\(.)", r"\1", quoted[1]).replace("%%", "%") == program


def test_without_the_program_there_is_no_shortcut(tmp_path: Path) -> None:
    desktop, program = tmp_path / "Desktop", tmp_path / PROGRAM
    desktop.mkdir()
    assert place_window(program, tmp_path, "linux") == ""
    program.touch()
    assert place_window(program, tmp_path, "darwin") == ""
    assert list(desktop.iterdir()) == []
    assert place_window(program, tmp_path, "linux").startswith(
        "桌面上已放好快捷方式“工会工作簿（窗口）”。"
    )
    (entry,) = desktop.iterdir()
    assert entry.stat().st_mode & 0o100
    assert window_program("win32").name == "unionxl-app.exe"


@pytest.mark.parametrize("has_window", [True, False])
def test_a_window_that_a_virus_scanner_took_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_window: bool
) -> None:
    monkeypatch.setattr("unionxl.operations.shortcuts.has_window", lambda: has_window)
    told = place_window(tmp_path / "unionxl-app.exe", tmp_path, "win32")
    if has_window:
        assert told.startswith("unionxl-app.exe 不见了，多半被杀毒软件拿走")
        assert "请从杀毒软件的隔离区恢复" in told
    else:  # the portable folder has never had one
        assert told == ""
