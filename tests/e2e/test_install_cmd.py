"""install.cmd, run by wine's cmd; every Python that it meets is a stand-in that says what it is.

What install.cmd has the chosen Python do (unionxl/install.py) is really done, on a computer whose
programs (venv, pip, unionxl) only say how they would have ended.
"""

from __future__ import annotations

import html
import re
import shutil
import types
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.wine import SHOWS, a_windows, native, windows
from unionxl import install
from unionxl.operations.shortcuts import shell_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.wine import Ended, Started, Wine

ROOT = Path(__file__).resolve().parents[2]
NOT_FOUND = 9009
HARD_NAME = "甲 & 乙 (1) ^'=x"


@dataclass(frozen=True, slots=True)
class Python:
    """A Python on the computer."""

    version: tuple[int, int] = (3, 13)
    platform: str = "win-amd64"
    path: str = r"C:\Python\python.exe"
    is_stub: bool = False


def only(python: Python) -> Mapping[str, Python]:
    """Return how a Python that is alone can be started."""
    exact = "py -{}.{}".format(*python.version)
    return dict.fromkeys(("py -3", exact, "python"), python)


@dataclass(slots=True)
class Flow:
    """What is on a computer, and what goes wrong there."""

    pythons: Mapping[str, Python] = field(default_factory=lambda: only(Python()))
    wheels: Sequence[str] = ()
    folder: str = "install"
    home: str = "home"
    documents: str | None = "Documents"
    dropped: str = ""  # as Windows wrote it
    variables: Mapping[str, str] = field(default_factory=dict)
    broken: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # a word of a command
    lost: list[str] = field(default_factory=list)  # files gone, one look after the other
    has_environment: str = ""  # the version of an older one
    keeps_python: bool = True
    ran: list[Sequence[str]] = field(default_factory=list)
    pip_variables: Mapping[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def wine() -> Iterator[Wine]:
    with a_windows() as made:
        yield made


class There(install.Computer):
    """The computer of a flow, as unionxl/install.py sees it."""

    def __init__(self, flow: Flow, python: Python, variables: Mapping[str, str]) -> None:
        self.flow, self.said = flow, list[str]()
        self.python, self.version, self.platform = python.path, python.version, python.platform
        paths = ("USERPROFILE", "LOCALAPPDATA")
        self.variables = {
            name: str(native(value)) if name in paths else value
            for name, value in variables.items()
        }

    def known_folder(self, name: str) -> Path | None:
        if name == "Documents" and self.flow.documents is None:
            return None
        place = self.flow.documents if name == "Documents" else name
        return Path(self.variables["USERPROFILE"], place or name)

    def say(self, text: str) -> None:
        self.said.append(text)

    def run(self, command: Sequence[str], line: Callable[[str], None]) -> int:
        self.flow.ran.append(command)
        for word, (code, text) in self.flow.broken.items():
            if word in command:
                line(text)
                return code
        if command[-2] == "venv":
            place = Path(command[-1], "Scripts", "python.exe")
            place.parent.mkdir(parents=True)
            if self.flow.keeps_python:
                place.write_text("{}.{}".format(*self.version), "ascii")
        elif "pip" in command:
            self.flow.pip_variables = dict(self.variables)
        elif command[-1] == install.ALIVE:
            line(Path(command[0]).read_text("ascii"))
        elif command[-1] == install.LOOK and self.flow.lost:
            line(self.flow.lost.pop(0))
        elif "new" in command:
            Path(command[-1]).write_bytes(b"new")
        return 0


def _words(command: str) -> list[str]:
    return [a or b for a, b in re.findall(r'"([^"]*)"|(\S+)', command)]


def _how(started: Started, words: Sequence[str]) -> str:
    """Return the words by which a flow knows a Python."""
    name = native(started.program).name.removesuffix(".exe")
    if native(started.program).parent.name != "bin":
        return started.program.lower()
    return f"{name} {words[1]}" if name == "py" else name


def _asked(code: str, python: Python) -> int:
    """Run the first question of install.cmd on a Python."""
    facts: dict[str, Any] = {
        "sys": types.SimpleNamespace(version_info=(*python.version, 1), exit=_exit),
        "sysconfig": types.SimpleNamespace(get_platform=lambda: python.platform),
    }
    wanted = {"__builtins__": {"__import__": lambda name, *_: facts[name]}}
    try:
        exec(code, wanted)  # noqa: S102 - the question stands in install.cmd
    except SystemExit as end:
        return int(str(end.code))
    return 1


def _exit(code: int) -> None:
    raise SystemExit(code)


def _reply(flow: Flow, started: Started) -> tuple[int, str]:
    """Answer as the programs of a flow would."""
    if started.program.lower().endswith(SHOWS):
        return 0, ""
    words = _words(started.command)
    python = flow.pythons.get(_how(started, words))
    if python is None or python.is_stub:
        return NOT_FOUND, "Python was not found\r\n"
    if "-c" in words:
        return _asked(words[words.index("-c") + 1], python), ""
    at = next(index for index, word in enumerate(words) if word.endswith("install.py"))
    there = There(flow, python, started.variables)
    here = f"--here={native(words[at + 1].partition('=')[2])}"
    rest = [str(native(word)) if word.startswith("Z:") else word for word in words[at + 2 :]]
    code = install.main([here, *rest], there)
    return code, "".join(f"{one}\r\n" for one in there.said)


def _lay(flow: Flow, folder: Path, wine: Wine) -> tuple[Path, Path]:
    """Lay the files of a flow; return the folder of install.cmd and the home of the user."""
    here, home = folder / flow.folder, folder / flow.home
    shutil.copytree(ROOT / "templates" / "install", here / "install")
    shutil.copy(ROOT / "templates" / "install.cmd", here)
    shutil.copy(ROOT / "unionxl" / "install.py", here / "install")
    if flow.wheels:
        (here / "wheels").mkdir()
        for name in flow.wheels:
            _lay_wheel(here / "wheels" / name)
    else:
        _lay_wheel(here / "unionxl-0.1.0-py3-none-any.whl")
    for name in (flow.documents or "Desktop", "Desktop"):
        (home / name).mkdir(parents=True, exist_ok=True)
    for name in {name.partition(" ")[0] for name in flow.pythons}:
        if "\\" in name:
            wine.place(native(windows_path(name, home)))
        else:
            wine.place(folder / "bin" / f"{name}.exe")
    if flow.has_environment:
        old = home / "Local" / "unionxl" / "python" / "Scripts" / "python.exe"
        old.parent.mkdir(parents=True)
        old.write_text(flow.has_environment, "ascii")
    return here, home


def windows_path(name: str, home: Path) -> str:
    return name.replace("%localappdata%", windows(home / "Local"))


def _lay_wheel(place: Path) -> None:
    if place.name == CUT_OFF:
        place.write_bytes(b"PK cut off")
        return
    with zipfile.ZipFile(place, "w") as wheel:
        needs = "Requires-Dist: lxml>=5\nRequires-Dist: pywin32; sys_platform == 'win32'\n"
        text = f"Name: x\n{needs if place.name.startswith('unionxl') else ''}"
        wheel.writestr("x.dist-info/METADATA", text)


def _run(flow: Flow, folder: Path, wine: Wine, *, alone: bool = False) -> Ended:
    """Double-click install.cmd of a flow."""
    here, home = _lay(flow, folder, wine)
    if alone:
        shutil.rmtree(here / "install")
    flow.pythons = {
        windows_path(name, home).lower() if "\\" in name else name: python
        for name, python in flow.pythons.items()
    }
    wine.replies = lambda started: _reply(flow, started)
    script = here / "install.cmd"
    command = rf'C:\windows\system32\cmd.exe /c ""{windows(script)}" {flow.dropped}"'
    (folder / "temp").mkdir()
    variables = {
        "PATH": rf"C:\windows\system32;C:\windows;{windows(folder / 'bin')}",
        "USERPROFILE": windows(home),
        "LOCALAPPDATA": windows(home / "Local"),
        "TEMP": windows(folder / "temp"),
        "ProgramFiles": r"C:\nothing",
        "CMDCMDLINE": command,
        **flow.variables,
    }
    return wine.run(script, variables, folder)


def _opened(ended: Ended) -> list[str]:
    names = (native(one.program.lower()).name for one in ended.started)
    return [name for name in names if name in SHOWS]


def _done(flow: Flow, ended: Ended) -> Sequence[str]:
    """Hold that an installation went well; return the words with which it connected a book."""
    assert ended.code == 0, ended.text
    assert "装好了" in ended.text
    assert not _opened(ended)
    assert any("pip" in command for command in flow.ran)
    return next(command for command in flow.ran if "setup" in command)


WHEELS = ("unionxl-0.1.0-py3-none-any.whl", "lxml-6.1-cp312-cp312-win_amd64.whl")
STORE = r"C:\Users\x\AppData\Local\Microsoft\WindowsApps\python.exe"
CUT_OFF = "rich-1.0-py3-none-any.whl"
IN_LOCAL = r"%localappdata%\Programs\Python\Python312\python.exe"


@pytest.mark.parametrize(
    ("flow", "version"),
    [
        pytest.param(Flow(), "3.13", id="a folder like any"),
        pytest.param(Flow(folder=HARD_NAME), "3.13", id="a folder with a hard name"),
        pytest.param(Flow(folder="a!b!c"), "3.13", id="a folder with exclamation marks"),
        pytest.param(Flow(home=HARD_NAME), "3.13", id="a user with a hard name"),
        pytest.param(Flow(only(Python((3, 11)))), "3.11", id="the oldest"),
        pytest.param(Flow(only(Python((3, 14)))), "3.14", id="the newest"),
        pytest.param(Flow({"python": Python((3, 12))}), "3.12", id="no py"),
        pytest.param(Flow({IN_LOCAL: Python((3, 12))}), "3.12", id="not on the path"),
        pytest.param(
            Flow({"py -3": Python(platform="win32"), "py -3.13-64": Python()}),
            "3.13",
            id="a 64-bit Python beside one of 32 bits",
        ),
        pytest.param(
            Flow({"py -3": Python(platform="win-arm64"), "py -3.12": Python((3, 12))}),
            "3.12",
            id="a Python for every computer beside one for ARM",
        ),
        pytest.param(
            Flow({"python": Python(path=STORE, is_stub=True), "py -3": Python((3, 12))}),
            "3.12",
            id="the way to the Store beside a Python",
        ),
        pytest.param(
            Flow({"py -3": Python((3, 13), path=STORE), "py -3.12": Python((3, 12))}),
            "3.12",
            id="the Store's Python beside another",
        ),
        pytest.param(
            Flow(
                {"py -3": Python((3, 13)), "py -3.12": Python((3, 12))},
                wheels=WHEELS,
            ),
            "3.12",
            id="the Python for which there are wheels",
        ),
        pytest.param(
            Flow(variables={"PYTHONHOME": r"C:\gone", "PYTHONPATH": r"C:\gone"}),
            "3.13",
            id="settings for another Python",
        ),
    ],
)
def test_it_installs(flow: Flow, version: str, wine: Wine, tmp_path: Path) -> None:
    ended = _run(flow, tmp_path, wine)
    setup = _done(flow, ended)
    home = tmp_path / flow.home
    assert Path(setup[-1]) == home / "Documents" / "unionbook.xlsm"
    assert Path(setup[0]) == home / "Local" / "unionxl" / "python" / "Scripts" / "python.exe"
    assert f"使用 Python {version}：" in ended.text
    assert not {"PYTHONHOME", "PYTHONPATH"} & flow.pip_variables.keys()


def test_the_only_python_may_be_that_of_the_store(wine: Wine, tmp_path: Path) -> None:
    flow = Flow(only(Python(path=STORE)))
    setup = _done(flow, _run(flow, tmp_path, wine))
    assert Path(setup[0]) == tmp_path / "home" / "unionxl" / "python" / "Scripts" / "python.exe"


def test_a_newer_python_is_passed_over_and_told(wine: Wine, tmp_path: Path) -> None:
    flow = Flow({"py -3": Python((3, 15)), "py -3.12": Python((3, 12))})
    ended = _run(flow, tmp_path, wine)
    _done(flow, ended)
    assert "使用 Python 3.12" in ended.text
    assert "还有更新的 Python，这个程序没有在上面试过" in ended.text


@pytest.mark.parametrize(
    ("dropped", "name"),
    [
        ("{folder}/a=1,2;(3)'.xlsm", "a=1,2;(3)'.xlsm"),
        ('"{folder}/表 & (2) 100^.xlsm"', "表 & (2) 100^.xlsm"),
    ],
)
def test_a_workbook_is_dropped(dropped: str, name: str, wine: Wine, tmp_path: Path) -> None:
    flow = Flow(dropped=dropped.format(folder=tmp_path))
    (tmp_path / name).write_bytes(b"her own")
    setup = _done(flow, _run(flow, tmp_path, wine))
    assert Path(setup[-1]) == tmp_path / name
    assert not any("new" in command for command in flow.ran)


def test_what_is_no_workbook_is_not_taken(wine: Wine, tmp_path: Path) -> None:
    flow = Flow(dropped=f"{tmp_path}/plan.docx")
    ended = _run(flow, tmp_path, wine)
    assert ended.code == 1
    assert "不是工作簿" in ended.text
    assert not flow.ran


@pytest.mark.parametrize(
    ("flow", "sentence"),
    [
        pytest.param(Flow({}), "没有找到 Python。", id="none"),
        pytest.param(
            Flow({"python": Python(path=STORE, is_stub=True)}), "没有找到 Python。", id="a stub"
        ),
        pytest.param(Flow(only(Python((3, 9)))), "Python 太旧", id="old"),
        pytest.param(Flow(only(Python((3, 15)))), "Python 太新", id="new"),
        pytest.param(Flow(only(Python(platform="win32"))), "是 32 位的", id="32 bits"),
        pytest.param(Flow(only(Python(platform="win-arm64"))), "是 ARM 版的", id="ARM"),
        pytest.param(
            Flow(only(Python((3, 14))), wheels=WHEELS), "wheels 文件夹里没有给", id="wheels"
        ),
    ],
)
def test_a_python_that_will_not_do_is_told(
    flow: Flow, sentence: str, wine: Wine, tmp_path: Path
) -> None:
    ended = _run(flow, tmp_path, wine)
    assert ended.code == 1
    assert sentence in ended.text
    assert "64 位" in ended.text
    assert _opened(ended) == ["notepad.exe"]
    assert not flow.ran


def test_from_within_a_zip_the_browser_says_what_to_do(wine: Wine, tmp_path: Path) -> None:
    ended = _run(Flow(), tmp_path, wine, alone=True)
    assert ended.code == 1
    page = html.unescape((tmp_path / "temp" / "unionxl-install.html").read_text("ascii"))
    assert "在压缩包里直接双击的：请先右击压缩包，选“全部解压缩”" in page
    assert "杀毒软件" in page
    assert "<p>" in page
    assert "unionxl-install.html" in ended.started[-1].command


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"pip": (1, "NewConnectionError: getaddrinfo failed")}, "没有连上下载程序的网站。"),
        ({"pip": (1, "ERROR: No matching distribution found for lxml>=5")}, "软件包 lxml。"),
        ({"pip": (1, "[Errno 28] No space left on device")}, "磁盘满了。"),
        ({"venv": (1, "PermissionError: [WinError 5] Access is denied")}, "不允许在这里写入"),
        ({"venv": (1, "No module named venv")}, "这个 Python 不完整"),
        ({"setup": (2, "《设置》没有写入。请先关闭 Excel。")}, "请先关闭 Excel。"),
    ],
    ids=("no network", "no package", "disk full", "no rights", "no venv", "open elsewhere"),
)
def test_what_goes_wrong_is_told(
    broken: Mapping[str, tuple[int, str]], sentence: str, wine: Wine, tmp_path: Path
) -> None:
    ended = _run(Flow(broken=broken), tmp_path, wine)
    assert ended.code == 1
    assert sentence in ended.text
    assert "请" in ended.text
    assert "装好了。" not in ended.text
    assert _opened(ended) == ["notepad.exe"]


def test_a_wheel_that_was_cut_off_is_found_before_it_is_used(wine: Wine, tmp_path: Path) -> None:
    flow = Flow(only(Python((3, 12))), wheels=(*WHEELS, CUT_OFF))
    ended = _run(flow, tmp_path, wine)
    assert ended.code == 1
    assert f"文件不完整：{CUT_OFF}" in ended.text
    assert not any("pip" in command for command in flow.ran)


@pytest.mark.parametrize(
    ("flow", "code", "times"),
    [
        (Flow(lost=["lxml etree.pyd"]), 0, 2),
        (Flow(lost=["lxml etree.pyd", "lxml etree.pyd"]), 1, 2),
        (Flow(keeps_python=False), 1, 0),
    ],
    ids=("put back", "taken again", "no python.exe"),
)
def test_files_that_an_antivirus_took(
    flow: Flow, code: int, times: int, wine: Wine, tmp_path: Path
) -> None:
    ended = _run(flow, tmp_path, wine)
    assert ended.code == code
    assert sum("pip" in command for command in flow.ran) == times
    assert ("隔离区" in ended.text) == bool(code)


@pytest.mark.parametrize(("version", "is_made"), [("3.13", False), ("3.11", True), ("x", True)])
def test_an_older_environment_is_kept_or_made_anew(
    version: str, is_made: object, wine: Wine, tmp_path: Path
) -> None:
    flow = Flow(has_environment=version)
    _done(flow, _run(flow, tmp_path, wine))
    assert any("venv" in command for command in flow.ran) is is_made
    environment = tmp_path / "home" / "Local" / "unionxl"
    assert (environment / "python" / "Scripts" / "python.exe").read_text("ascii") == "3.13"
    assert not (environment / "python.old").exists()


@pytest.mark.parametrize(
    ("documents", "place"), [("OneDrive - 学校/文档", "OneDrive - 学校/文档"), (None, "Desktop")]
)
def test_windows_is_asked_where_the_documents_are(
    documents: str | None, place: str, wine: Wine, tmp_path: Path
) -> None:
    flow = Flow(documents=documents)
    setup = _done(flow, _run(flow, tmp_path, wine))
    assert Path(setup[-1]) == tmp_path / "home" / place / "unionbook.xlsm"


def test_a_mirror_that_is_set_is_handed_on(wine: Wine, tmp_path: Path) -> None:
    flow = Flow(variables={"PIP_INDEX_URL": "https://mirror.example/simple"})
    _done(flow, _run(flow, tmp_path, wine))
    assert flow.pip_variables["PIP_INDEX_URL"] == "https://mirror.example/simple"
    (pip,) = (command for command in flow.ran if "pip" in command)
    assert not [word for word in pip if "index" in word]


# --- the folder with its own Python: its start script ---


@pytest.mark.parametrize(
    ("name", "dropped"),
    [("工会工作簿", ""), (HARD_NAME, '"{folder}\\表 & (2).xlsm"')],
    ids=("double click", "a workbook dropped"),
)
def test_the_start_script_starts_the_python_beside_it(
    name: str, dropped: str, wine: Wine, tmp_path: Path
) -> None:
    here = tmp_path / name
    here.mkdir()
    script = here / "打开工会工作簿.cmd"
    shutil.copy(ROOT / "templates" / "windows" / "start.cmd", script)
    wine.place(here / "python" / "python.exe")
    wine.replies = lambda _: (0, "")
    words = dropped.format(folder=windows(tmp_path))
    command = rf'C:\windows\system32\cmd.exe /c ""{windows(script)}" {words}"'
    ended = wine.run(script, {"TEMP": windows(tmp_path), "CMDCMDLINE": command}, tmp_path)
    (started,) = ended.started
    assert ended.code == 0
    assert native(started.program) == here / "python" / "python.exe"
    assert _words(started.command)[1:-1] == [
        *("-X", "utf8", "-m", "unionxl.portable"),
        f"--here={windows(here)}\\.",
    ]
    file = install.dropped_file(started.variables["UNIONXL_COMMAND"], "")
    assert (str(file) if file else "") == words.strip('"')


def test_a_folder_without_its_python_is_told_in_the_browser(wine: Wine, tmp_path: Path) -> None:
    script = tmp_path / "start.cmd"
    shutil.copy(ROOT / "templates" / "windows" / "start.cmd", script)
    wine.replies = lambda _: (0, "")
    ended = wine.run(script, {"TEMP": windows(tmp_path)}, tmp_path)
    assert ended.code == 1
    page = html.unescape((tmp_path / "unionxl-open.html").read_text("ascii"))
    assert "选“全部解压缩”" in page
    assert "unionxl-open.html" in ended.started[-1].command


def test_the_shortcut_on_the_desktop_opens_its_target(wine: Wine, tmp_path: Path) -> None:
    target, shortcut = tmp_path / "a & b" / "notepad.exe", tmp_path / "book.lnk"
    wine.place(target)
    shortcut.write_bytes(shell_link(windows(target)))
    script = tmp_path / "open.cmd"
    script.write_text(f"start {windows(shortcut)}\r\nexit 1\r\n", "ascii")
    wine.replies = lambda _: (0, "")
    ended = wine.run(script, {}, tmp_path)
    (started,) = ended.started
    assert native(started.program) == target
