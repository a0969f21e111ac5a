"""Which tab a workbook shows when it is opened: the sheet just made, that one alone."""

from __future__ import annotations

import contextlib
import re
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from unionxl.cli import main
from unionxl.errors import TableNotFoundError
from unionxl.operations.creating import create_workbook
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook, show_when_opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOOK, HOME = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
PLAN, MEMBERS = "xl/worksheets/sheet5.xml", "xl/worksheets/sheet6.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsm"
    create_workbook(path, year=2026)
    return path


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def rewrite(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts.items():
            new = change(content) if info.filename == name else content
            assert info.filename != name or new != content
            package.writestr(info.filename, new)


def shown(path: Path) -> tuple[str, list[str]]:
    """Return the sheet on which a file opens, and those that are selected."""
    with zipfile.ZipFile(path) as package:
        book = package.read(BOOK).decode()
        names = re.findall(r'<sheet name="([^"]*)"', book)
        active = re.search(r'activeTab="(\d+)"', book)
        selected = [
            name
            for number, name in enumerate(names, 1)
            if re.search(
                rb"sheetView [^>]*tabSelected=[\"'](1|true)",
                package.read(f"xl/worksheets/sheet{number}.xml"),
            )
        ]
    return names[int(active[1]) if active else 0], selected


def turn(path: Path, sheet: str) -> None:
    workbook = open_workbook(path)
    workbook.turn_to(sheet)
    workbook.save_mended()


def test_a_workbook_opens_on_the_sheet_that_it_was_turned_to(path: Path) -> None:
    assert shown(path) == ("首页", ["首页"])
    turn(path, "年度计划")
    assert shown(path) == ("年度计划", ["年度计划"])
    assert lint_package(path) == ()
    turn(path, "首页")
    assert shown(path) == ("首页", ["首页"])


@pytest.mark.parametrize("hides_first", [False, True])
def test_a_window_on_a_sheet_that_is_not_there_shows_the_first_one(
    path: Path,
    hides_first: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """As a program leaves it that dropped sheets; Excel would have to repair the file."""

    def lost(content: bytes) -> bytes:
        found = re.sub(
            rb"<workbookView[^>]*>", b'<workbookView activeTab="30" firstSheet="25"/>', content
        )
        return found.replace(b"<sheet ", b'<sheet state="hidden" ', 1) if hides_first else found

    rewrite(path, BOOK, lost)
    assert any("activeTab is not a sheet: 30" in line for line in lint_package(path))
    workbook = open_workbook(path)
    workbook.append_rows("Plan", [{"工作内容": "春游"}])
    workbook.save()
    assert lint_package(path) == ()
    assert shown(path)[0] == ("更多操作" if hides_first else "首页")


def test_only_what_is_shown_changes_and_no_copy_is_kept(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        before = {name: package.read(name) for name in package.namelist()}
    turn(path, "年度计划")
    with zipfile.ZipFile(path) as package:
        changed = {name for name in package.namelist() if package.read(name) != before[name]}
    assert changed == {BOOK, HOME, PLAN}
    assert part(path, HOME) == before[HOME].replace(b' tabSelected="1"', b"")
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    once = path.read_bytes()
    turn(path, "年度计划")
    assert path.read_bytes() == once


@pytest.mark.parametrize(
    "selected", [b' tabSelected="true"', b" tabSelected='1'", b'\n  tabSelected = "1"']
)
def test_sheets_selected_together_are_no_group_any_more(path: Path, selected: bytes) -> None:
    """Typing in one of them would go into all."""
    for name in (PLAN, MEMBERS):
        rewrite(path, name, lambda old: re.sub(rb"<sheetView(?= )", rb"\g<0>" + selected, old))
    turn(path, "收支台账")
    assert shown(path) == ("收支台账", ["收支台账"])


def test_sheets_with_a_prefix_and_two_windows_turn_as_well(path: Path) -> None:
    def prefixed(old: bytes) -> bytes:
        new = re.sub(rb"<(/?)(?=[A-Za-z])(?!\?)", rb"<\1x:", old)
        return new.replace(b' xmlns="', b' xmlns:x="', 1)

    def with_two_windows(old: bytes) -> bytes:
        return re.sub(rb"(<workbookView[^>]*/>)", rb"\1\1", old)

    rewrite(path, PLAN, prefixed)
    rewrite(path, BOOK, with_two_windows)
    turn(path, "年度计划")
    assert shown(path) == ("年度计划", ["年度计划"])
    assert part(path, BOOK).count(b'activeTab="4"') == 2
    turn(path, "会员")
    assert shown(path) == ("会员", ["会员"])


def test_a_workbook_without_windows_gets_one(path: Path) -> None:
    rewrite(path, BOOK, lambda old: re.sub(rb"<bookViews>.*?</bookViews>", b"", old))
    turn(path, "年度计划")
    assert shown(path) == ("年度计划", ["年度计划"])
    assert lint_package(path) == ()


@pytest.mark.parametrize("state", [b"hidden", b"veryHidden"])
def test_a_sheet_that_the_clerk_has_hidden_is_not_turned_to(path: Path, state: bytes) -> None:
    rewrite(path, BOOK, lambda old: old.replace(b'sheetId="5"', b'sheetId="5" state="%b"' % state))
    before = path.read_bytes()
    turn(path, "年度计划")
    turn(path, "没有这张表")
    assert path.read_bytes() == before


def test_a_table_leads_to_its_sheet_whatever_its_name_is(path: Path) -> None:
    rewrite(path, BOOK, lambda old: old.replace('name="年度计划"'.encode(), b'name="A&amp;B"'))
    workbook = open_workbook(path)
    workbook.turn_to_table("Plan")
    workbook.save_mended()
    assert b'activeTab="4"' in part(path, BOOK)
    with pytest.raises(TableNotFoundError):
        workbook.turn_to_table("Nothing")


def test_the_first_of_the_sheets_made_is_shown(path: Path) -> None:
    show_when_opened(path, ["收支台账", "会员"])
    assert shown(path) == ("收支台账", ["收支台账"])
    before = path.read_bytes()
    show_when_opened(path, [])
    path.with_name(f"~${path.name}").touch()
    show_when_opened(path, ["会员"])
    assert path.read_bytes() == before, "a file that cannot be written stays"


def test_a_command_does_not_turn_the_page(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turn(path, "收支台账")
    monkeypatch.setattr(sys, "argv", ["unionxl", "month", str(path), "2026-03"])
    with contextlib.suppress(SystemExit):
        main()
    assert "3月" in open_workbook(path).sheet_names()
    assert shown(path) == ("收支台账", ["收支台账"])
