from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from unionxl.errors import RequestError
from unionxl.operations.creating import create_workbook
from unionxl.operations.doctor import examine
from unionxl.operations.setting_up import check_xlwings, set_up
from unionxl.words.lists import templates_folder
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange
from unionxl.workbook.vba.sources import Host

OPTIONS = {"INTERPRETER_WIN": r"C:\某人\python\pythonw.exe", "新选项": "值"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "工会 工作簿.xlsm"
    create_workbook(path, year=2026)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "Desktop").mkdir(parents=True)
    return tmp_path / "home"


def options_of(path: Path) -> dict[str, object]:
    return {str(row[0]): row[1] for row in open_workbook(path).read_table("Hosts").rows}


def test_the_interpreter_is_written_into_the_hidden_sheet(path: Path, home: Path) -> None:
    before = options_of(path)
    set_up(open_workbook(path), OPTIONS, home, "win32")
    assert options_of(path) == {**before, **OPTIONS}
    assert not lint_package(path)


def test_setting_up_twice_changes_nothing_more(path: Path, home: Path) -> None:
    set_up(open_workbook(path), OPTIONS, home, "win32")
    once = path.read_bytes()
    assert set_up(open_workbook(path), OPTIONS, home, "win32").backup is None
    assert path.read_bytes() == once


CONFIG = '"INTERPRETER_WIN","C:\\别的\\python.exe"\r\n"CONDA PATH","C:\\conda"\r\n'


def test_the_account_of_the_user_learns_which_program_a_click_may_start(
    path: Path, home: Path
) -> None:
    config = home / ".xlwings" / "xlwings.conf"
    config.parent.mkdir()
    config.write_bytes(CONFIG.encode())
    set_up(open_workbook(path), OPTIONS, home, "win32")
    line = '"UNIONXL_INTERPRETER_WIN","C:\\某人\\python\\pythonw.exe"\r\n'
    assert config.read_bytes().decode() == CONFIG + line
    set_up(open_workbook(path), OPTIONS, home, "win32")
    assert config.read_bytes().decode() == CONFIG + line
    other = {**OPTIONS, "INTERPRETER_WIN": r"D:\新\pythonw.exe"}
    set_up(open_workbook(path), other, home, "win32")
    assert config.read_bytes().decode() == CONFIG + line.replace(r"C:\某人\python", r"D:\新")


def test_on_the_mac_the_account_has_its_settings_where_excel_reads(path: Path, home: Path) -> None:
    set_up(open_workbook(path), {"INTERPRETER_MAC": "/opt/py/python"}, home, "darwin")
    folder = home / "Library" / "Containers" / "com.microsoft.Excel" / "Data"
    assert "UNIONXL_INTERPRETER_MAC" in (folder / "xlwings.conf").read_text("utf-8")


def test_setting_up_puts_back_what_could_lead_elsewhere(path: Path, home: Path) -> None:
    before = options_of(path)
    book = open_workbook(path)
    rows = list(before)
    book.set_cells(
        "Hosts",
        [
            CellChange(rows.index(name) + 2, "Value", "evil")
            for name in ("PYTHONPATH", "CONDA PATH", "TEMP DIR", "ADD_WORKBOOK_TO_PYTHONPATH")
        ],
    )
    book.save()
    told = sick(path)["按钮的设置"]
    assert all(name in told for name in ("PYTHONPATH", "CONDA PATH", "TEMP DIR"))
    set_up(open_workbook(path), OPTIONS, home, "win32")
    assert options_of(path) == {**before, **OPTIONS}
    assert "按钮的设置" not in sick(path)


LIBREOFFICE = "INTERPRETER_LIBREOFFICE"
HOSTS = [
    ("win32", "INTERPRETER_WIN", "按钮使用的 Python"),
    ("darwin", "INTERPRETER_MAC", "按钮使用的 Python"),
    ("linux", LIBREOFFICE, "按钮使用的 Python"),
    ("win32", LIBREOFFICE, "LibreOffice 里按钮使用的 Python"),
    ("darwin", LIBREOFFICE, "LibreOffice 里按钮使用的 Python"),
]


@pytest.mark.parametrize(("platform", "key", "subject"), HOSTS)
def test_a_program_that_a_click_would_not_start_is_told(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, key: str, subject: str
) -> None:
    monkeypatch.setattr(Path, "home", lambda: home)
    book = open_workbook(path)
    number = list(options_of(path)).index(key) + 2
    book.set_cells("Hosts", [CellChange(number, "Value", sys.executable)])
    book.save()
    assert "点按钮不会启动它" in sick(path, platform)[subject]
    set_up(open_workbook(path), {key: sys.executable}, home, platform)
    assert subject not in sick(path, platform)


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_the_account_learns_of_libreoffice_on_every_system(
    path: Path, home: Path, platform: str
) -> None:
    set_up(open_workbook(path), {**OPTIONS, LIBREOFFICE: "/opt/py/python"}, home, platform)
    config = (home / ".xlwings" / "xlwings.conf").read_text("utf-8")
    assert '"UNIONXL_INTERPRETER_LIBREOFFICE","/opt/py/python"\n' in config


def test_a_new_workbook_is_connected_for_this_user(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: home)
    path = tmp_path / "new.xlsm"
    create_workbook(path, year=2026, host=Host.LIBREOFFICE)
    assert "按钮使用的 Python" not in sick(path)


def test_the_sheet_answers_before_the_users_own_settings_of_xlwings(path: Path) -> None:
    """An option that stands on the sheet goes before those of the user, an empty one too."""
    options = options_of(path)
    assert {"CONDA PATH", "CONDA ENV", "TEMP DIR", "PYTHONPATH"} <= options.keys()
    assert options["TEMP DIR"] == "%TEMP%"
    assert not any(options[name] for name in ("CONDA PATH", "CONDA ENV", "PYTHONPATH"))


def test_a_workbook_without_buttons_needs_no_setup(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "book.xlsx"
    create_workbook(path, year=2026)
    with pytest.raises(RequestError, match="没有按钮，不需要连接"):
        set_up(open_workbook(path), OPTIONS, home, "win32")


def test_the_desktop_gets_a_launcher(path: Path, home: Path) -> None:
    outcome = set_up(open_workbook(path), OPTIONS, home, "win32")
    assert (home / "Desktop" / "工会工作簿.lnk").read_bytes().startswith(b"L\0\0\0\x01\x14\x02\0")
    assert "桌面上已放好快捷方式“工会工作簿”。" in outcome.notes


def test_without_a_desktop_nothing_is_placed(path: Path, tmp_path: Path) -> None:
    outcome = set_up(open_workbook(path), OPTIONS, tmp_path / "nowhere", "linux")
    assert "没有找到桌面文件夹，未放快捷方式。" in outcome.notes


def test_on_the_mac_the_script_is_put_where_excel_looks(path: Path, home: Path) -> None:
    set_up(open_workbook(path), OPTIONS, home, "darwin")
    (script,) = (home / "Library/Application Scripts/com.microsoft.Excel").iterdir()
    assert script.name == f"xlwings-{check_xlwings()}.applescript"


def test_the_xlwings_of_the_macros_is_the_one_that_is_installed() -> None:
    needed = tomllib.loads((templates_folder().parent / "pyproject.toml").read_text("utf-8"))
    assert f"xlwings=={check_xlwings()}" in needed["project"]["dependencies"]


def test_another_xlwings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "0.30.0")
    with pytest.raises(RequestError, match=r"现在是：0\.30\.0。请运行 python -m pip install"):
        check_xlwings()


def sick(file: Path | None = None, platform: str = "linux") -> dict[str, str]:
    return {one.subject: str(one) for one in examine(file, platform=platform) if not one.is_well}


def test_a_workbook_that_was_set_up_is_well(path: Path) -> None:
    set_up(open_workbook(path), {"INTERPRETER_LIBREOFFICE": sys.executable}, Path.home(), "linux")
    assert not sick(path).keys() & {"宏", "按钮使用的 Python", f"工作簿《{path.name}》"}


def test_a_file_from_the_net_is_told_how_to_be_freed(path: Path) -> None:
    Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", "ascii")
    assert sick(path)["宏"] == (
        "！ 宏：文件来自网络或邮件，Excel 会禁用宏。请右击文件→属性→勾选“解除锁定”→确定，再打开。"
    )


def test_a_python_that_is_gone_is_named(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: home)
    set_up(open_workbook(path), {"INTERPRETER_LIBREOFFICE": "/不在/python"}, home, "linux")
    said = sick(path)["按钮使用的 Python"]
    assert said == (
        "！ 按钮使用的 Python：/不在/python，没有这个文件。请运行 unionxl setup 加工作簿的文件名。"
    )


def test_a_workbook_that_is_open_elsewhere_is_told(path: Path) -> None:
    path.with_name(f"~${path.name}").touch()
    assert "正在别的程序" in sick(path)[f"工作簿《{path.name}》"]


def test_a_missing_workbook_is_told(tmp_path: Path) -> None:
    assert "请" in sick(tmp_path / "没有.xlsm")["工作簿《没有.xlsm》"]


def test_the_script_of_the_mac_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert "Excel 的启动脚本" in sick(platform="darwin")


def test_every_line_is_for_a_clerk(path: Path) -> None:
    for symptom in examine(path, platform="linux"):
        assert str(symptom)[:2] in {"√ ", "！ "}
        assert symptom.is_well or "请" in symptom.advice


LOCAL = r"C:\Users\张三\AppData\Local"
INSIDE = r"\unionxl\python\Scripts\pythonw.exe"


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        (LOCAL + INSIDE, "%LOCALAPPDATA%" + INSIDE),
        (LOCAL.upper() + INSIDE, "%LOCALAPPDATA%" + INSIDE),
        (LOCAL + r"\Programs\Python\pythonw.exe", r"%LOCALAPPDATA%\Programs\Python\pythonw.exe"),
        (LOCAL + r"2\pythonw.exe", LOCAL + r"2\pythonw.exe"),
        (r"D:\python\pythonw.exe", r"D:\python\pythonw.exe"),
    ],
)
def test_a_workbook_that_is_handed_over_names_no_folder_of_one_person(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, new: str, kept: str
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", LOCAL)
    set_up(open_workbook(path), {"INTERPRETER_WIN": new}, home, "win32")
    assert options_of(path)["INTERPRETER_WIN"] == kept
    assert new.encode() in (home / ".xlwings" / "xlwings.conf").read_bytes()
