from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.buttons import BUTTONS
from tests.sheets_made import SHOWN
from tests.unit.workbook.package.test_tabs import BOOK, rewrite, shown
from unionxl.office import PART, main
from unionxl.operations.clicks import CLICKS
from unionxl.operations.creating import create_workbook
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.workbook.new.table_sheet import Rows


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsm"
    rows: dict[str, Rows] = {"Settings": [{"项目": "当前月份", "值": 1}]}
    create_workbook(path, year=2026, rows=rows, host=Host.LIBREOFFICE)
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
    on_the_file, shown_by_the_macro_itself = {"restore"}, {"help", "more"}
    assert {button.action for button in BUTTONS} == (
        CLICKS.keys() | on_the_file | shown_by_the_macro_itself
    )


def test_a_click_works_while_libreoffice_waits_with_the_file_open(workbook: Path) -> None:
    assert click("month", workbook).startswith("已生成《1月》：计划事项 0 项。")
    assert "1月" in open_workbook(workbook).sheet_names()
    assert noted(workbook, "生成本月工作表")[1:] == (0, "已生成《1月》：计划事项 0 项。")


def test_the_workbook_then_opens_on_the_sheet_that_was_made(workbook: Path) -> None:
    for action, sheet in (
        ("month", "1月"),
        ("all_months", "1月"),
        ("calendar", "全年日历"),
        ("check", "检查结果"),
        ("charts", "年终图表"),
        *SHOWN.items(),
    ):
        click(action, workbook)
        assert shown(workbook) == (sheet, [sheet]), action


def test_a_click_that_changes_nothing_turns_the_page_all_the_same(workbook: Path) -> None:
    click("month", workbook)
    click("calendar", workbook)
    copies = set(workbook.with_name("备份").iterdir())
    click("month", workbook)
    assert shown(workbook) == ("1月", ["1月"])
    assert set(workbook.with_name("备份").iterdir()) == copies


def test_a_click_that_makes_no_sheet_stays_with_the_buttons(workbook: Path) -> None:
    for action in ("brief", "report", "ics", "no_such_action"):
        click("month", workbook)
        click(action, workbook)
        assert shown(workbook) == ("首页", ["首页"]), action
    click("month", workbook)
    assert "找不到" in click("import_plan", workbook, "--document", "nothing.txt")
    assert shown(workbook) == ("首页", ["首页"])


def test_a_restored_workbook_opens_where_the_button_is(workbook: Path) -> None:
    click("month", workbook)
    click("calendar", workbook)
    click("restore", workbook)
    assert "全年日历" not in open_workbook(workbook).sheet_names()
    assert shown(workbook) == ("首页", ["首页"])


def test_a_made_sheet_that_was_renamed_is_turned_to(workbook: Path) -> None:
    click("calendar", workbook)
    rewrite(workbook, BOOK, lambda old: old.replace("全年日历".encode(), "日历 &amp; 假".encode()))
    click("ics", workbook)
    assert shown(workbook)[0] == "首页"
    click("calendar", workbook)
    assert shown(workbook)[0] == "日历 &amp; 假"


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


PLANS = (
    "2025年溪谷小学工会工作计划\n三月份：\n1、健步走\n2、训练\n五月份：\n1、春游\n"
    "2024年云岭小学工会工作计划\n三月份：\n1、健步走\n九月份：\n1、走访退休教师\n"
)


def test_a_click_asks_one_question_after_the_other(workbook: Path) -> None:
    document = workbook.with_name("plans.txt")
    document.write_text(PLANS, "utf-8")
    before = workbook.read_bytes()
    chosen = ("--document", str(document))
    head, first, second = click("import_plan", workbook, *chosen).split(PART)
    assert head == "ASK plan 1 2"
    assert first.startswith("文档 plans.txt：文档中有 2 份按月安排的计划：")
    assert "（点“否”看下一份）" in first
    assert second.endswith("导入第 2 份《2024年云岭小学工会工作计划》（2024 年，2 项）吗？")
    head, prompt = click("import_plan", workbook, *chosen, "--answer", "plan=2").split(PART)
    assert head == "ASK year 2026"
    assert prompt.endswith("把它沿用到 2026 年吗？")
    answers = ("--answer", "plan=2", "--answer", "year=none")
    said = click("import_plan", workbook, *chosen, *answers)
    assert said.startswith(
        "文档 plans.txt：这是 2024 年的计划，工作簿是 2026 年的。没有选定，未作改动。请"
    )
    assert workbook.read_bytes() == before
    answers = ("--answer", "plan=2", "--answer", "year=2026")
    assert click("import_plan", workbook, *chosen, *answers).startswith("已导入《年度计划》2 项。")
