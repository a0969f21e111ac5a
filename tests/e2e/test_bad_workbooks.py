"""Every workbook that cannot be used gives one clear message, exit 2, and is left as it was."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.e2e.command import run
from unionxl.workbook.new.blank import build_blank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.command import Done

__all__ = ["run"]

MARCH = "2026-03"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "工会.xlsx"
    rows = {"Plan": ({"编号": "P001", "月份": "3", "工作内容": "读书会"},)}
    build_blank(path, year=2026, rows=rows, created=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    return path


def _replace_in_part(path: Path, part: str, old: str, new: str) -> None:
    """Rewrite one part of a package."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    text = parts[part].decode("utf-8")
    assert old in text
    parts[part] = text.replace(old, new).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _part_with(path: Path, folder: str, text: str) -> str:
    """Return the name of the part in a folder that holds a text."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith(folder)]
        return next(name for name in names if text in archive.read(name).decode("utf-8", "ignore"))


def _not_a_workbook(path: Path) -> None:
    path.write_text("这是一段文字", encoding="utf-8")


def _empty_file(path: Path) -> None:
    path.write_bytes(b"")


def _another_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")


def _encrypted(path: Path) -> None:
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2048))


def _cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _bytes_changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/workbook.xml")
    start = info.header_offset + 30 + len("xl/workbook.xml")
    content[start : start + info.compress_size] = bytes(info.compress_size)
    path.write_bytes(bytes(content))


def _zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(400_000_000))


def _table_renamed(path: Path) -> None:
    part = _part_with(path, "xl/tables/", 'displayName="Plan"')
    _replace_in_part(path, part, 'displayName="Plan"', 'displayName="计划表"')
    _replace_in_part(path, part, 'name="Plan"', 'name="计划表"')


def _column_renamed(path: Path) -> None:
    part = _part_with(path, "xl/tables/", 'displayName="Plan"')
    _replace_in_part(path, part, 'name="工作内容"', 'name="内容"')
    strings = _part_with(path, "xl/", ">工作内容<")
    _replace_in_part(path, strings, ">工作内容<", ">内容<")


def _far_cell(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        workbook = archive.read("xl/workbook.xml").decode("utf-8")
    names = re.findall(r'<sheet name="([^"]+)"', workbook)
    part = f"xl/worksheets/sheet{names.index('年度计划') + 1}.xml"
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    _replace_in_part(path, part, "</sheetData>", far)


def _open_in_excel(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"\x05clerk")


def _open_in_libreoffice(path: Path) -> None:
    path.with_name(f".~lock.{path.name}#").write_text(",clerk,pc,;", encoding="utf-8")


def _missing(path: Path) -> None:
    path.unlink()


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _own_sheet_of_the_same_name(path: Path) -> None:
    part = "xl/workbook.xml"
    _replace_in_part(path, part, 'name="考核清单"', 'name="3月"')


HARMS: tuple[Callable[[Path], None], ...] = (
    _not_a_workbook,
    _empty_file,
    _another_archive,
    _encrypted,
    _cut_in_half,
    _bytes_changed,
    _zip_bomb,
    _table_renamed,
    _column_renamed,
    _far_cell,
    _open_in_excel,
    _open_in_libreoffice,
    _missing,
    _a_folder,
    _own_sheet_of_the_same_name,
)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__.strip("_"))
def test_a_workbook_that_cannot_be_used_gives_one_message(
    harm: Callable[[Path], None], book: Path, run: Callable[..., Done]
) -> None:
    harm(book)
    before = book.read_bytes() if book.is_file() else None
    names = sorted(path.name for path in book.parent.iterdir())
    done = run("month", book, MARCH)
    assert done.code == 2, done
    (line,) = done.err.strip().splitlines()
    assert "请" in line
    assert "：" in line
    assert any(name in line for name in ("工会.xlsx", "《"))
    assert "内部错误" not in line
    assert not done.foreign_words(), line
    assert (book.read_bytes() if book.is_file() else None) == before
    assert sorted(path.name for path in book.parent.iterdir()) == names


@pytest.mark.parametrize("month", ["2026-13", "13月", "春天", "2026", "0000-01", "99999-01"])
def test_a_month_that_does_not_exist_gives_one_message(
    month: str, book: Path, run: Callable[..., Done]
) -> None:
    before = book.read_bytes()
    done = run("month", book, month)
    assert (done.code, book.read_bytes()) == (2, before)
    assert "请写成 2026-03 的样子。" in done.err


@pytest.mark.parametrize("month", ["3", "3月", "三月", "2026/3", "2026年3月", "202603", "2026-3"])
def test_a_month_is_taken_however_it_is_written(
    month: str, book: Path, run: Callable[..., Done]
) -> None:
    done = run("month", book, month)
    assert (done.code, done.out.startswith("已生成《3月》")) == (0, True)


def test_a_month_of_another_year_gives_one_message(book: Path, run: Callable[..., Done]) -> None:
    done = run("month", book, "2031-03")
    assert done.code == 2
    assert "这是 2026 年的工作簿" in done.err


def test_words_that_are_no_command_are_answered_in_chinese(run: Callable[..., Done]) -> None:
    for words in (("month",), ("month", "--nothing"), ("nothing",), ("new", "--year", "many", "x")):
        done = run(*words)
        assert done.code == 2
        assert "请用 unionxl --help 查看用法。" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "命令：没有“nothing”这个命令。"),
        (("chekc", "a.xlsm"), "没有“chekc”这个命令。是不是 check？"),
        (("plan", "red", "a.txt"), "没有“red”这个命令。是不是 read？"),
        (("check", "a.xlsm", "b.xlsm"), "多出了“b.xlsm”。每次只处理一个文件；"),
        (("check",), "缺少 FILE（工作簿（.xlsx 或 .xlsm））。"),
        (("check", "a.xlsm", "--rule"), "选项 --rule 后面要写一个值。"),
        (("new", "a.xlsm", "--year", "many"), "--year 的值“many”不能识别。"),
        (("check", "a.xlsm", "--nothing"), "没有选项 --nothing。"),
    ],
)
def test_the_word_that_is_wrong_is_named(
    words: tuple[str, ...], said: str, run: Callable[..., Done]
) -> None:
    done = run(*words)
    assert done.code == 2
    assert said in done.err
    assert done.err.endswith("请用 unionxl --help 查看用法。\n")


def test_a_question_is_answered_by_an_option(
    book: Path, tmp_path: Path, run: Callable[..., Done]
) -> None:
    plans = tmp_path / "plans.txt"
    plans.write_text(
        "2025年溪谷小学工会工作计划\n三月份：\n1、健步走\n2、训练\n五月份：\n1、春游\n"
        "2024年云岭小学工会工作计划\n三月份：\n1、健步走\n九月份：\n1、走访退休教师\n",
        "utf-8",
    )
    before = book.read_bytes()
    done = run("plan", "import", book, plans)
    assert done.code == 2
    assert "请用 --plan 选定其中一份，如 --plan 1。" in done.err
    done = run("plan", "import", book, plans, "--plan", 2)
    assert done.code == 2
    assert "要把它沿用到 2026 年的，请加 --year 2026。" in done.err
    assert book.read_bytes() == before
    assert run("plan", "import", book, plans, "--plan", 2, "--year", 2026).code == 0


def test_a_new_workbook_never_takes_the_place_of_a_file(
    book: Path, run: Callable[..., Done]
) -> None:
    before = book.read_bytes()
    done = run("new", book, "--year", 2026)
    assert (done.code, book.read_bytes()) == (2, before)
    assert "已有同名文件" in done.err


@pytest.mark.parametrize("words", [("--year", 1900), ("--year", 99999)])
def test_a_new_workbook_needs_a_plausible_year(
    words: tuple[object, ...], tmp_path: Path, run: Callable[..., Done]
) -> None:
    assert run("new", tmp_path / "a.xlsx", *words).code == 2
    assert not list(tmp_path.iterdir())


def test_a_new_workbook_in_a_folder_that_does_not_exist(
    tmp_path: Path, run: Callable[..., Done]
) -> None:
    done = run("new", tmp_path / "nowhere" / "a.xlsx", "--year", 2026)
    assert done.code == 2
    assert "请核对文件夹" in done.err


def test_a_new_workbook_without_buttons_says_how_to_get_them(
    tmp_path: Path, run: Callable[..., Done]
) -> None:
    assert "请用以 .xlsm 结尾的文件名新建" in run("new", tmp_path / "a.xlsx", "--year", 2026).out
    assert ".xlsm 结尾" not in run("new", tmp_path / "b.xlsm", "--year", 2026).out


@pytest.mark.parametrize("log_place", ["folder", "file"])
def test_a_bug_of_ours_is_one_message_even_without_a_place_for_the_log(
    log_place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[..., Done],
) -> None:
    home = tmp_path / "home"
    if log_place == "file":
        home.write_text("no folder", encoding="utf-8")
    monkeypatch.setattr("unionxl.buglog.log_folder", lambda: home)
    monkeypatch.setattr("unionxl.operations.creating.create_workbook", lambda *_, **__: 1 / 0)
    done = run("new", tmp_path / "新.xlsx")
    assert done.code == 2
    assert "程序内部错误，数据未改动。" in done.err
    assert "Traceback" not in done.err
    if log_place == "file":
        assert "写不进去" in done.err
    else:
        assert "ZeroDivisionError" in (home / "unionxl.log").read_text("utf-8")
