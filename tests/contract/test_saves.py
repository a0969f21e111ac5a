"""What the port promises about saving, for every adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter

from tests.bookfiles import a_sheet
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook


def left_behind(path: Path) -> set[str]:
    """Return what lies in the folder; a file that is open has an owner file beside it."""
    return {entry.name for entry in path.parent.iterdir() if not entry.name.startswith(".~lock.")}


def test_the_path_is_known(book: Workbook, path: Path) -> None:
    assert book.path == path


def test_without_a_change_nothing_is_written(book: Workbook, path: Path) -> None:
    before = path.read_bytes()
    book.read_table("Plan")
    assert book.save() is None
    assert path.read_bytes() == before
    assert left_behind(path) == {path.name}


def test_the_old_file_is_kept_with_a_date(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    before = book.read_table("Plan")
    book.put_sheet(a_sheet())
    book.append_rows("Plan", [{"编号": "P-3"}])
    backup = book.save()
    assert backup is not None
    assert backup.parent == path.parent / "备份"
    assert backup.name.startswith("工会 工作簿-20")
    old = opened(backup)
    assert old.sheet_names() == ("首页", "年度计划", "收支台账")
    assert old.read_table("Plan") == before


def test_nothing_but_the_file_and_its_backup_stays_behind(book: Workbook, path: Path) -> None:
    book.put_sheet(a_sheet())
    book.save()
    assert left_behind(path) == {"备份", path.name}


def test_a_workbook_can_be_changed_and_saved_again(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    book.put_sheet(a_sheet())
    book.save()
    book.append_rows("Plan", [{"编号": "P-3"}])
    assert book.save() is not None
    again = opened(path)
    assert again.read_table("Plan").rows[2][0] == "P-3"
    assert "3月" in again.sheet_names()


def test_what_was_changed_since_the_last_save_is_taken_back(book: Workbook, path: Path) -> None:
    names, plan, file = book.sheet_names(), book.read_table("Plan"), path.read_bytes()
    book.put_sheet(a_sheet())
    book.append_rows("Plan", [{"编号": "P-3"}])
    book.set_cells("Plan", [CellChange(plan.row_number(0), "编号", "P-9")])
    book.take_back()
    assert book.sheet_names() == names
    assert book.generated_sheets() == {}
    assert book.read_table("Plan") == plan
    assert book.save() is None
    assert path.read_bytes() == file


def test_what_was_saved_is_not_taken_back(
    book: Workbook, opened: Callable[[Path], Workbook], path: Path
) -> None:
    book.append_rows("Plan", [{"编号": "P-3"}])
    book.save()
    saved = book.read_table("Plan").rows
    for number in ("P-4", "P-5"):
        book.append_rows("Plan", [{"编号": number}])
        book.put_sheet(a_sheet())
        book.take_back()
    assert book.read_table("Plan").rows == saved
    book.append_rows("Plan", [{"编号": "P-6"}])
    book.save()
    again = opened(path)
    numbers = [row[0] for row in again.read_table("Plan").rows if row[0]]
    assert numbers == [*(row[0] for row in saved if row[0]), "P-6"]
    assert "3月" not in again.sheet_names()


def test_the_clerks_own_cells_and_formulas_stay(book: Workbook, path: Path) -> None:
    book.put_sheet(a_sheet())
    book.append_rows("Plan", [{"编号": "P-3"}])
    book.save()
    home = openpyxl.load_workbook(path)["首页"]
    assert home["A1"].value == "本校工会"
    assert home["A2"].value == "=SUM(Plan[预算金额])"


def test_what_is_said_reaches_the_clerk_or_nobody(book: Workbook) -> None:
    book.progress("正在生成")
    book.message("已生成")


def test_the_selected_row_is_known(opened: Callable[[Path], Workbook], tmp_path: Path) -> None:
    path = tmp_path / "选中.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("首页")
    plan = book.add_worksheet("年度计划")
    plan.set_selection(6, 2, 6, 2)
    plan.activate()
    book.close()
    assert opened(path).selected() == ("年度计划", 7)
