"""What is handed to computers with Windows, made of stand-ins; the real packages: -m release."""

from __future__ import annotations

import re
import struct
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unionxl import install, portable, shipping
from unionxl.build import TARGET, main
from unionxl.operations.creating import create_workbook
from unionxl.operations.setting_up import set_up
from unionxl.words.lists import templates_folder
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = "python.exe"
IN_THE_ZIP = (PROGRAM, "pythonw.exe", "python313.dll", "python313.zip", "vcruntime140.dll")
WHEELS: Mapping[str, Sequence[str]] = {
    "unionxl-1-py3-none-any.whl": ("unionxl/__init__.py", "unionxl/templates/a.toml"),
    "pywin32-1-cp313-cp313-win_amd64.whl": (
        "win32/win32api.pyd",
        "pywin32.pth",
        "pywin32-1.data/scripts/pywin32_postinstall.py",
        "pywin32-1.data/purelib/pywin32_system32/pythoncom313.dll",
    ),
    "xlwings-1-cp313-cp313-win_amd64.whl": ("xlwings/a.py", "xlwings-1.data/data/xlwings64.dll"),
}
MADE = {
    "python/python.exe",
    "python/pythonw.exe",
    "python/python313.dll",
    "python/python313.zip",
    "python/python313._pth",
    "python/vcruntime140.dll",
    "python/xlwings64.dll",
    "python/Lib/site-packages/unionxl/__init__.py",
    "python/Lib/site-packages/unionxl/templates/a.toml",
    "python/Lib/site-packages/win32/win32api.pyd",
    "python/Lib/site-packages/pywin32.pth",
    "python/Lib/site-packages/pywin32_system32/pythoncom313.dll",
    "python/Lib/site-packages/xlwings/a.py",
    "unionbook.xlsm",
    "打开工会工作簿.cmd",
    "请先读我.txt",
}


def an_embedded(folder: Path, *, machine: int = 0x8664, minor: int = 13) -> Path:
    """Return what python.org's embeddable zip looks like."""
    program = b"MZ".ljust(60, b"\0") + struct.pack("<I4sH", 64, b"PE\0\0", machine)
    made = folder / "python-embed.zip"
    with zipfile.ZipFile(made, "w") as archive:
        for name in IN_THE_ZIP:
            archive.writestr(name, program)
        archive.writestr(f"python3{minor}._pth", f"python3{minor}.zip\r\n.\r\n#import site\r\n")
    return made


def some_wheels(folder: Path, wheels: Mapping[str, Sequence[str]] = WHEELS) -> Path:
    made = folder / "wheels"
    made.mkdir()
    for wheel, names in wheels.items():
        with zipfile.ZipFile(made / wheel, "w") as archive:
            for name in names:
                archive.writestr(name, name)
    return made


def _files(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def test_the_folder_holds_what_it_should_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = (str(an_embedded(tmp_path)), str(out), "--wheels", str(some_wheels(tmp_path)))
    main(["windows", *words])
    assert _files(out) == MADE
    assert (out / "unionbook.xlsm").read_bytes() == TARGET.read_bytes()
    found = (out / "python" / "python313._pth").read_bytes().decode("ascii").splitlines()
    assert found == ["python313.zip", ".", "Lib/site-packages", "import site"]
    site = out / "python" / "Lib" / "site-packages"
    assert (site / "xlwings" / "a.py").read_text("ascii") == "xlwings/a.py"


def test_a_name_that_ends_in_zip_gives_a_zip_with_one_folder(tmp_path: Path) -> None:
    out = tmp_path / "unionxl-windows.zip"
    shipping.build_windows(an_embedded(tmp_path), out, some_wheels(tmp_path))
    with zipfile.ZipFile(out) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    assert names == {f"工会工作簿/{name}" for name in MADE}


@pytest.mark.parametrize(
    ("machine", "minor", "told"),
    [
        (0x14C, 13, "64-bit"),
        (0xAA64, 13, "64-bit"),
        (0x8664, 10, "Python 3.10; supported are 3.11"),
        (0x8664, 15, "Python 3.15; supported are 3.11"),
    ],
    ids=("32 bits", "ARM", "old", "new"),
)
def test_a_python_that_will_not_do_is_refused(
    tmp_path: Path, machine: int, minor: int, told: str
) -> None:
    embedded = an_embedded(tmp_path, machine=machine, minor=minor)
    with pytest.raises(SystemExit, match=told):
        shipping.build_windows(embedded, tmp_path / "out", some_wheels(tmp_path))
    assert not (tmp_path / "out").exists()


def test_what_is_no_embeddable_python_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="embeddable zip"):
        shipping.build_windows(tmp_path / "missing.zip", tmp_path / "out")
    with pytest.raises(SystemExit, match="embeddable zip"):
        shipping.build_windows(Path(__file__), tmp_path / "out")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "hers.txt").touch()
    with pytest.raises(SystemExit, match="exists"):
        shipping.build_windows(an_embedded(tmp_path), tmp_path, some_wheels(tmp_path))


@pytest.mark.parametrize(
    ("wheels", "told"),
    [
        ({"lxml-6-cp312-cp312-win_amd64.whl": ()}, "lxml-6-.* not for Python 3.13"),
        ({"lxml-6-cp313-cp313-manylinux_2_28_x86_64.whl": ()}, "not for Python 3.13"),
        ({"lxml-6-py3-none-any.whl": ("../../x.py",)}, "leads out"),
    ],
    ids=("another Python", "another system", "out of the folder"),
)
def test_wheels_that_do_not_belong_there_are_refused(
    tmp_path: Path, wheels: Mapping[str, Sequence[str]], told: str
) -> None:
    with pytest.raises(SystemExit, match=told):
        shipping.build_windows(
            an_embedded(tmp_path), tmp_path / "out", some_wheels(tmp_path, wheels)
        )


INDEX: Mapping[str, Mapping[str, Any]] = {
    "xlwings": {"requires_dist": ["pywin32; platform_system == 'Windows'", "Extra; extra == 'x'"]},
    "typer": {"requires_dist": ["click>=8"]},
    "click": {"requires_dist": ["Colorama ; sys_platform == 'win32'"]},
    "pywin32": {},
    "colorama": {},
    "fonts": {},
}


def test_packages_are_those_of_the_target_not_of_this_computer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds: list[Sequence[str]] = []

    def report(wanted: Sequence[str], _: shipping.Target) -> list[Mapping[str, Any]]:
        """Tell what pip would on another system: it follows only what holds there."""
        rounds.append(wanted)
        names = {re.split("[>=]", one)[0].lower() for one in wanted} | {"click", "fonts"}
        return [{"name": name, "version": "1", **INDEX[name]} for name in sorted(names)]

    monkeypatch.setattr(shipping, "_report", report)
    needs = ("xlwings==0.37.8", "typer>=0.27", "fonts; sys_platform == 'linux'")
    found = shipping.resolve(needs, shipping.Target("3.13"))
    assert found == ("click==1", "colorama==1", "pywin32==1", "typer==1", "xlwings==1")
    assert len(rounds) == 2


def test_the_supported_pythons_are_those_of_the_package() -> None:
    project = tomllib.loads((shipping.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest, beyond = map(int, re.findall(r"3\.(\d+)", project["requires-python"]))
    assert tuple(f"3.{minor}" for minor in range(oldest, beyond)) == shipping.SUPPORTED


def test_the_installer_holds_what_install_cmd_asks_for(tmp_path: Path) -> None:
    shipping.lay_installer(tmp_path)
    texts = {f"install/{path.name}" for path in (templates_folder() / "install").iterdir()}
    assert _files(tmp_path) == {"install.cmd", "install/install.py"} | texts


# --- the start script's part ---


def test_the_workbook_that_is_opened(tmp_path: Path) -> None:
    assert portable.workbook_of(tmp_path, None) is None
    (tmp_path / "hers.xlsm").touch()
    (tmp_path / "~$hers.xlsm").touch()
    assert portable.workbook_of(tmp_path, None) == tmp_path / "hers.xlsm"
    (tmp_path / "other.xlsm").touch()
    assert portable.workbook_of(tmp_path, None) is None
    assert portable.workbook_of(tmp_path, tmp_path / "other.xlsm") == tmp_path / "other.xlsm"
    assert portable.workbook_of(tmp_path, tmp_path / "plan.docx") is None
    (tmp_path / install.WORKBOOK).touch()
    assert portable.workbook_of(tmp_path, None) == tmp_path / install.WORKBOOK


def test_it_is_connected_once_and_again_where_the_folder_was_moved(tmp_path: Path) -> None:
    book = tmp_path / "unionbook.xlsm"
    create_workbook(book, year=2026)
    home, python = tmp_path / "home", tmp_path / "甲 & 乙" / "python" / "pythonw.exe"
    assert not portable.is_connected(book, python, home)
    set_up(open_workbook(book), {"INTERPRETER_WIN": str(python)}, home, "win32")
    assert portable.is_connected(book, python, home)
    assert not portable.is_connected(book, tmp_path / "moved" / "pythonw.exe", home)
    assert not portable.is_connected(book, python, tmp_path / "of a colleague")
    assert not portable.is_connected(Path(__file__), python, home)


def test_a_workbook_is_connected_before_it_is_opened(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "unionbook.xlsm"
    create_workbook(book, year=2026)
    opened: list[Path] = []
    assert portable.start(tmp_path, None, opened.append) == 0
    assert opened == [book]
    assert "已与程序连接" in capfd.readouterr().out


def test_without_a_workbook_nothing_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Path] = []
    assert portable.start(tmp_path, tmp_path / "plan.docx", opened.append) == 1
    assert not opened
    assert "没有找到工作簿" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["start.cmd", "readme.txt"])
def test_what_lies_in_the_folder_reads_well_on_windows(name: str) -> None:
    data = (templates_folder() / "windows" / name).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10
    if name == "start.cmd":
        data.decode("ascii")
    else:
        assert data.startswith("\ufeff工会工作簿".encode())
        assert shipping.START in data.decode("utf-8")
