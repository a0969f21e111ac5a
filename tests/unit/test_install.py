"""The installer for Windows, as far as it can be looked at elsewhere."""

from __future__ import annotations

import re

from unionxl.words.lists import templates_folder
from unionxl.workbook.new.macros import INSTALLED

SCRIPT = (templates_folder() / "install.cmd").read_bytes()
LINES = SCRIPT.decode("ascii").splitlines()


def test_every_line_ends_as_windows_wants_it() -> None:
    assert SCRIPT.count(b"\n") == SCRIPT.count(b"\r\n") > 30


def test_every_place_that_is_jumped_to_is_there() -> None:
    wanted = set(re.findall(r"goto (\w+)", SCRIPT.decode("ascii")))
    assert wanted == {line[1:] for line in LINES if line.startswith(":")}


def test_the_program_goes_where_the_buttons_look_for_it() -> None:
    (target,) = (line for line in LINES if line.startswith('set "TARGET='))
    folder = target.removeprefix('set "TARGET=').rstrip('"')
    assert rf"{folder}\Scripts\pythonw.exe" == INSTALLED


def test_without_internet_nothing_but_the_folder_beside_is_asked() -> None:
    (line,) = (line for line in LINES if "--find-links" in line)
    assert "--no-index" in line
    assert r"%~dp0wheels" in line


def test_the_help_reads_well_in_notepad() -> None:
    text = (templates_folder() / "install-help.txt").read_bytes()
    assert text.startswith("\ufeff工会工作簿".encode())
    assert text.count(b"\n") == text.count(b"\r\n")
    for number in range(1, 5):
        assert f"[{number}/4] 停在这里" in text.decode("utf-8")


def test_the_program_never_comes_from_a_stranger_of_the_same_name() -> None:
    (line,) = (line for line in LINES if line.endswith(" unionxl") and "pip install" in line)
    assert "--no-index" in line
