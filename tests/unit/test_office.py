from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionxl.actions.clicks import CLICKS
from unionxl.actions.creating import create_workbook
from unionxl.office import RESTORE, main
from unionxl.workbook.buttons import BUTTONS
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsm"
    create_workbook(path, year=2026, host=Host.LIBREOFFICE)
    path.with_name(".~lock.book.xlsm#").touch()
    return path


def click(action: str, workbook: Path, *more: str) -> str:
    reply = workbook.with_name("reply.txt")
    main([action, "--file", str(workbook), "--reply", str(reply), *more])
    return reply.read_text("utf-8")


def noted(workbook: Path, label: str) -> tuple[object, ...]:
    rows = open_workbook(workbook).read_table("Runs").rows
    return next(row[1:] for row in rows if row[0] == label)


def test_every_button_does_something() -> None:
    shown_by_the_macro_itself = {"help"}
    assert {button.action for button in BUTTONS} == (
        CLICKS.keys() | {RESTORE} | shown_by_the_macro_itself
    )


def test_a_click_works_while_libreoffice_waits_with_the_file_open(workbook: Path) -> None:
    assert click("month", workbook).startswith("已生成《1月》：计划事项 0 项。")
    assert "1月" in open_workbook(workbook).sheet_names()
    assert noted(workbook, "生成本月工作表")[1:] == (0, "已生成《1月》：计划事项 0 项。")


def test_a_file_that_excel_has_open_is_left_alone(workbook: Path) -> None:
    workbook.with_name("~$book.xlsm").touch()
    before = workbook.read_bytes()
    assert "正在别的程序" in click("month", workbook)
    assert workbook.read_bytes() == before


def test_what_stops_an_action_is_told(workbook: Path) -> None:
    assert "没有备份" in click("restore", workbook)
    assert click("import_plan", workbook, "--document", str(workbook.with_name("nothing.txt")))


def test_a_bug_of_ours_is_told_as_well(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unionxl.buglog.log_folder", lambda: tmp_path / "log")
    said = click("no_such_action", workbook)
    assert said.startswith("程序内部错误，数据未改动。请把记录文件发给维护人员：")
    assert "KeyError" in (tmp_path / "log" / "unionxl.log").read_text("utf-8")


def test_restoring_goes_back_and_forth(workbook: Path) -> None:
    before = workbook.read_bytes()
    click("calendar", workbook)
    after = workbook.read_bytes()
    assert click("restore", workbook).startswith("已恢复到备份《book-")
    assert workbook.read_bytes() == before
    click("restore", workbook)
    assert workbook.read_bytes() == after


def test_a_document_that_may_have_been_edited_is_not_written_over(workbook: Path) -> None:
    for _ in range(2):
        click("brief", workbook)
    names = {path.name for path in workbook.parent.glob("*.docx")}
    assert names == {"2026年1月工会简报.docx", "2026年1月工会简报（2）.docx"}
