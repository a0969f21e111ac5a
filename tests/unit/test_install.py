"""The installer for Windows, as far as it can be looked at elsewhere; its flows run in wine."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from unionxl import install
from unionxl.operations.shortcuts import WINDOW
from unionxl.words.lists import templates_folder
from unionxl.workbook.new.macros import INSTALLED

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = (templates_folder() / "install.cmd").read_bytes()
TEXT = SCRIPT.decode("ascii")
LINES = TEXT.splitlines()
WORDS = templates_folder() / "install"
PATHS = r"%(HERE|WORDS|INSTALLER|PAGE|LOCALAPPDATA|ProgramFiles|TEMP|~[a-z]*\d)%?"


# --- install.cmd, read ---


def test_every_line_ends_as_windows_wants_it() -> None:
    assert SCRIPT.count(b"\n") == SCRIPT.count(b"\r\n") > 80


def test_every_place_that_is_jumped_to_is_there() -> None:
    wanted = set(re.findall(r"(?:goto |call :)(\w+)", TEXT))
    assert wanted <= {line[1:] for line in LINES if line.startswith(":")}


def test_no_name_of_a_folder_can_end_a_command() -> None:
    """Between quotation marks `& ( ) ^ = ;` and spaces are letters like any."""
    for line in LINES:
        for match in re.finditer(PATHS, line):
            assert line[: match.start()].count('"') % 2 == 1, line


def test_no_name_of_a_folder_is_read_twice() -> None:
    """`call` would take `%` and `^` in a name for its own; `!` is safe where nothing is delayed."""
    for line in LINES:
        if re.search(r"\bcall\b", line) and not line.startswith("rem"):
            assert not re.search(PATHS + "|CANDIDATE|BASE|STORE", line), line
    delayed = TEXT.index("EnableDelayedExpansion"), TEXT.index("DisableDelayedExpansion")
    assert not re.search(PATHS, TEXT[delayed[0] : delayed[1]])


def test_nothing_waits_for_the_end_of_a_block_in_parentheses() -> None:
    assert not [line for line in LINES if line.rstrip().endswith("(")]


def test_cmd_asks_for_the_pythons_that_the_package_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest, beyond = re.findall(r"3\.(\d+)", project["requires-python"])
    assert f"v < (3, {oldest})" in TEXT
    assert f"v > (3, {int(beyond) - 1})" in TEXT
    wanted = {f"3.{minor}" for minor in range(int(oldest), int(beyond))}
    lists = re.findall(r"%%v in \(([\d. ]+)\)", TEXT)
    assert lists
    assert all(set(one.split()) == wanted for one in lists)
    told = f"3.{oldest} 至 3.{int(beyond) - 1}"
    assert told in (WORDS / "old.txt").read_text("utf-8")
    assert told in (WORDS / "help.txt").read_text("utf-8-sig")


def test_every_reason_has_its_text_and_every_text_its_reason() -> None:
    named = set(re.findall(r'"REASON=([\w-]+)"', TEXT))
    assert {path.stem for path in WORDS.glob("*.txt")} == named | {"help"}
    for reason in named:
        text = (WORDS / f"{reason}.txt").read_bytes()
        assert text.count(b"\n") == text.count(b"\r\n") > 0
        assert "请" in text.decode("utf-8")


def test_the_help_reads_well_in_notepad() -> None:
    text = (WORDS / "help.txt").read_bytes()
    assert text.startswith("\ufeff工会工作簿".encode())
    assert text.count(b"\n") == text.count(b"\r\n")
    for number in range(1, 5):
        assert f"[{number}/4] 停在这里" in text.decode("utf-8")
    assert text.decode("utf-8").count("PIP_INDEX_URL") == 1


def test_nobody_is_sent_to_a_package_index_by_name() -> None:
    files = (templates_folder() / "install.cmd", Path(install.__file__), *WORDS.glob("*.txt"))
    for file in files:
        assert set(re.findall(r"https?://([\w.-]+)", file.read_text("utf-8"))) <= {"www.python.org"}


def test_the_program_goes_where_the_buttons_look_for_it() -> None:
    class Plain(install.Computer):
        python = r"C:\Python\python.exe"
        variables: Mapping[str, str] = {"LOCALAPPDATA": "%LOCALAPPDATA%"}

    one = install.Installation(Plain(), Path())
    assert str(one.python.with_name("pythonw.exe")).replace("/", "\\") == INSTALLED


def test_the_installer_needs_nothing_that_is_not_there_yet() -> None:
    source = Path(install.__file__).read_text("utf-8")
    names = {
        name.split(".")[0]
        for name in re.findall(r"^\s*(?:from|import) (\w+)", source, re.MULTILINE)
    }
    assert names <= sys.stdlib_module_names


# --- the rest of it, run ---


@pytest.mark.parametrize(
    ("tags", "is_for_312"),
    [
        ("py3-none-any", True),
        ("py2.py3-none-any", True),
        ("cp312-cp312-win_amd64", True),
        ("cp313-cp313-win_amd64", False),
        ("cp38-abi3-win_amd64", True),
        ("cp313-abi3-win_amd64", False),
        ("cp312-cp312-win32", False),
        ("cp312-cp312-win_arm64", False),
        ("py3-none-win_amd64", True),
        ("cp312-cp312-manylinux_2_28_x86_64", False),
        ("cp312-cp312t-win_amd64", False),
    ],
)
def test_which_wheels_are_for_a_python(tags: str, is_for_312: object) -> None:
    assert install.fits(tags, (3, 12), "win-amd64") is is_for_312


HERE = r"C:\a & b (1) 100% ^x! 'y'=中\install.cmd"


@pytest.mark.parametrize(
    ("command", "argument", "dropped"),
    [
        (rf'C:\W\cmd.exe /c ""{HERE}" C:\a&b=1.xlsm"', r"C:\a", r"C:\a&b=1.xlsm"),
        (rf'C:\W\cmd.exe /c ""{HERE}" "C:\a & b.xlsm""', r"C:\a & b.xlsm", r"C:\a & b.xlsm"),
        (rf'C:\W\cmd.exe /c ""{HERE}" C:\100%A%^!.xlsm"', r"C:\100^.xlsm", r"C:\100%A%^!.xlsm"),
        (rf'C:\W\cmd.exe /c ""{HERE}" "', "", None),
        (r'"C:\W\cmd.exe"', r"C:\x.xlsm", r"C:\x.xlsm"),
        (r'"C:\W\cmd.exe"', "", None),
        ("", r"C:\x.xlsm", r"C:\x.xlsm"),
    ],
)
def test_what_was_dropped_is_read_as_windows_wrote_it(
    command: str, argument: str, dropped: str | None
) -> None:
    found = install.dropped_file(command, argument)
    assert (str(found) if found else None) == dropped


def test_of_several_files_the_first_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").touch()
    (tmp_path / "b.xlsm").touch()
    command = f'cmd.exe /c ""C:\\x\\install.cmd" {tmp_path}/a.xlsm {tmp_path}/b.xlsm"'
    assert install.dropped_file(command, "") == tmp_path / "a.xlsm"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("旧.xlsx", f"桌面的“{WINDOW}”上"),
        ("计划.docx", "请拖 .xlsm 文件"),
        ("没有.xlsx", "不是工作簿"),
    ],
)
def test_what_is_dropped_and_cannot_be_connected_is_told_apart(
    name: str, sentence: str, tmp_path: Path
) -> None:
    if not name.startswith("没有"):
        (tmp_path / name).touch()
    one = install.Installation(_Linux(tmp_path), tmp_path)
    with pytest.raises(install.StopInstallError, match=sentence) as stop:
        install.install(one, tmp_path / name)
    assert name in str(stop.value)
    assert ("不是工作簿" in str(stop.value)) == (name != "旧.xlsx")


def test_what_is_handed_over_names_the_window_as_setup_does() -> None:
    """The folder with its own Python has none: whoever needs it is sent to install.cmd."""
    readme = (templates_folder() / "windows" / "readme.txt").read_text("utf-8-sig")
    guide = (templates_folder() / "guide.toml").read_text("utf-8")
    assert all(f"双击桌面的“{WINDOW}”" in text.replace("\n", "") for text in (readme, guide))
    assert "请用 install.cmd 安装" in readme


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Retrying (Retry(total=4)) after connection broken by 'ProxyError'", "没有连上"),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "没有连上"),
        ("ReadTimeoutError: Read timed out.", "没有连上"),
        ("ERROR: No matching distribution found for pandas<4,>=2", "软件包 pandas。"),
        ("OSError: [WinError 225] Operation did not complete successfully", "杀毒软件"),
        ("OSError: [WinError 1260] This program is blocked by group policy", "不允许"),
        ("PermissionError: [WinError 32] used by another process: lxml", "关闭 Excel"),
        ("OSError: [WinError 112] There is not enough space on the disk", "磁盘满了"),
        ("ERROR: Wheel 'x' is invalid. BadZipFile", "不完整"),
        ("ImportError: DLL load failed while importing etree", "部件加载不了"),
        ("SSLError: Can't connect because the SSL module is not available", "Anaconda"),
        ("something that nobody has seen before", "install.log"),
    ],
)
def test_what_a_program_wrote_becomes_a_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    said = str(install.Installation(install.Computer(), tmp_path).stop(text))
    assert sentence in said
    assert "请" in said
    assert "{" not in said


class _Linux(install.Computer):
    """This computer, with a user's folders in another place."""

    scripts = "bin"

    def __init__(self, home: Path) -> None:
        self.variables = {"USERPROFILE": str(home), "LOCALAPPDATA": str(home / "Local")}
        self.variables["PATH"] = ""
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


PROGRAM = """
import pathlib, sys
word, file = sys.argv[1:]
if word == "new":
    pathlib.Path(file).write_text("new")
print(word, pathlib.Path(file).read_text())
"""
PACKAGES = {
    "unionxl": {"__init__": "", "cli": "", "__main__": PROGRAM},
    "xlwings": {"__init__": ""},
    "lxml": {"__init__": "", "etree": ""},
    "python_calamine": {"__init__": ""},
}


def _lay_wheels(folder: Path) -> None:
    folder.mkdir()
    for name, modules in PACKAGES.items():
        files = {f"{name}/{module}.py": text for module, text in modules.items()}
        about = f"{name}-1.dist-info"
        needs = "".join(f"Requires-Dist: {one}\n" for one in PACKAGES if name == "unionxl" != one)
        files[f"{about}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n{needs}"
        files[f"{about}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        files[f"{about}/RECORD"] = "".join(f"{file},,\n" for file in (*files, f"{about}/RECORD"))
        with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as wheel:
            for file, text in files.items():
                wheel.writestr(file, text)


def test_it_installs_for_real_and_a_second_run_puts_back_what_is_gone(tmp_path: Path) -> None:
    home, here = tmp_path / "home", tmp_path / "install & more"
    (home / "Documents").mkdir(parents=True)
    here.mkdir()
    _lay_wheels(here / "wheels")
    computer = _Linux(home)
    assert install.main([f"--here={here}", ""], computer) == 0, "\n".join(computer.said)
    assert {"      取得 unionxl", "      取得 python_calamine"} <= set(computer.said)
    book = home / "Documents" / "unionbook.xlsm"
    assert f"setup {book.read_text('utf-8')}" in computer.said
    (gone,) = (home / "Local" / "unionxl" / "python").glob("lib/*/site-packages/lxml/etree.py")
    gone.unlink()
    # Starters of commands are often taken, and nothing of ours needs them.
    (home / "Local" / "unionxl" / "python" / "bin" / "pip").unlink()
    book.write_text("hers", "utf-8")
    assert install.main([f"--here={here}", ""], computer) == 0, "\n".join(computer.said)
    assert gone.exists()
    assert "setup hers" in computer.said
    shutil.rmtree(here / "wheels")
    assert install.main([f"--here={here}", ""], computer) == 1
    assert "install.cmd 旁边没有程序" in computer.said[-1]
    assert computer.said[0].strip().startswith("使用 Python")
    assert computer.said[1].startswith("[2/4]")
