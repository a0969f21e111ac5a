"""The sample year, from the plan document to the printed sheets."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.demo_made import TODAY, demo_made
from tests.e2e.command import run
from tests.macro_sources import read_sources
from tests.office import need_tool, to_pdf
from tests.years import sample_book
from unionxl.errors import CannotWriteError
from unionxl.operations.demo import in_sample_year, make_demo
from unionxl.operations.findings import read_check
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.command import Done
    from unionxl.domain.plan import WorkItem

__all__ = ["run"]

ROOT = Path(__file__).resolve().parents[2]
STATUS, OUTCOME = 15, 17  # columns of a month sheet without records, from 0
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
FILES = {
    *("示例工会工作簿.xlsm", "示例年度计划.docx", "示例年度工作总结.docx"),
    *("示例5月工作简报.docx", "示例年度计划.ics", "图表"),
}
GENERATED = (
    *("全年日历", "预算执行", "会费收缴表", "收支决算表", "经费公开", "台账目录"),
    *("年终图表", "检查结果"),
)
SLIPS = [
    *("activity-cost-unlike-ledger", "budget-not-balanced", "handler-approves-own"),
    *("item-overdue", "service-amount-unlike-ledger"),
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return the workbook of a demo of its own."""
    made = demo_made()
    return Path(shutil.copytree(made.folder, tmp_path / "示例")) / made.workbook.name


def _plan(path: Path) -> dict[str, list[object]]:
    """Return status and outcome of every plan item by its number."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("年度计划").to_python()
    header = next(row for row in rows if "编号" in row)
    places = [header.index(name) for name in ("编号", "状态", "完成情况")]
    body = rows[rows.index(header) + 1 :]
    return {str(row[places[0]]): [row[place] for place in places[1:]] for row in body}


def _problems(path: Path, day: dt.date) -> list[str]:
    """Return the rules that find something, and nothing that is only a remark."""
    return sorted(one.rule_id for one in read_check(open_workbook(path), as_of=day).report.standing)


def _modules(path: Path) -> set[str]:
    """Return the names of the macro modules of a workbook."""
    with zipfile.ZipFile(path) as package:
        return set(read_sources(package.read("xl/vbaProject.bin")))


def test_everything_is_made_and_nothing_else_stays() -> None:
    made = demo_made()
    assert {path.name for path in made.folder.iterdir()} == FILES
    sheets = CalamineWorkbook.from_path(str(made.workbook)).sheet_names
    assert sheets[0] == "首页"
    for name in (*(f"{month}月" for month in range(1, 6)), *GENERATED):
        assert sheets.count(name) == 1
    assert "6月" not in sheets
    assert len(list((made.folder / "图表").iterdir())) == 16


def test_it_says_what_was_made_what_is_wrong_on_purpose_and_where_to_begin() -> None:
    *steps, begin, day = demo_made().said
    numbered = [line for line in steps if re.match(r"\d+\. ", line)]
    assert [int(line.partition(".")[0]) for line in numbered] == list(range(1, 11))
    slips = [line for line in steps if line.startswith("· ")]
    assert len(slips) == 5
    assert "请先用 LibreOffice 打开" in begin
    for word in ("首页", "5月", "检查结果"):
        assert f"《{word}》" in begin
    assert "2026-05-20" in day
    assert any("留了 5 处差错" in line for line in steps)


def test_the_buttons_are_made_for_the_program_that_was_asked_for() -> None:
    for_excel = demo_made(FIRST, Host.EXCEL)
    assert "请先用 Excel 打开" in for_excel.said[-2]
    assert _modules(for_excel.workbook) >= {"xlwings.bas", "UnionButtons.bas"}
    assert "xlwings.bas" not in _modules(demo_made().workbook)
    assert "UnionButtons.bas" in _modules(demo_made().workbook)


def test_the_check_finds_the_five_slips_and_nothing_else() -> None:
    made = demo_made()
    assert _problems(made.workbook, TODAY) == SLIPS
    rows = CalamineWorkbook.from_path(str(made.workbook)).get_sheet_by_name("检查结果").to_python()
    assert sum(row[0] in {"必须更正", "请核对", "提示"} for row in rows if len(set(row)) > 6) == 5


@pytest.mark.parametrize("day", [FIRST, LAST], ids=str)
def test_the_first_and_the_last_day_have_a_demo_of_their_own(day: dt.date) -> None:
    made = demo_made(day, Host.EXCEL)
    rules = _problems(made.workbook, day)
    assert len(rules) == len(set(rules)) == 5
    sheets = CalamineWorkbook.from_path(str(made.workbook)).sheet_names
    assert [f"{number}月" for number in range(1, 13) if f"{number}月" in sheets] == [
        f"{number}月" for number in range(1, day.month + 1)
    ]


def test_the_plan_is_the_one_that_the_sample_year_holds() -> None:
    """What the clerk's steps lead to is what tests elsewhere take for the sample."""
    book, findings = read_book(open_workbook(demo_made().workbook), as_of=TODAY)
    assert findings == ()
    wanted = sample_book(as_of=TODAY)
    slipped = {"P045", "P035"}

    def shown(item: WorkItem) -> tuple[object, ...]:
        return (item.item_no, item.description, item.status, item.planned_months, item.done_on)

    assert [shown(one) for one in book.work_items if one.item_no not in slipped] == [
        shown(one) for one in wanted.work_items if one.item_no not in slipped
    ]
    assert len(book.ledger_entries) == len(wanted.ledger_entries)
    assert len(book.dues_payments) == len(wanted.dues_payments)
    assert [one.name for one in book.duties] == [one.name for one in wanted.duties]
    assert [one.content for one in book.evidence_items] == [
        one.content for one in wanted.evidence_items
    ]


def test_a_day_of_another_year_is_brought_into_the_year_of_the_sample() -> None:
    assert in_sample_year(dt.date(2031, 7, 9)) == dt.date(2026, 7, 9)
    assert in_sample_year(dt.date(2028, 2, 29)) == dt.date(2026, 2, 28)


def test_the_command_takes_a_day_and_a_program(tmp_path: Path, run: Callable[..., Done]) -> None:
    done = run("demo", tmp_path / "a", "--today", "2024-02-29", "--for", "excel")
    assert done.code == 0, done.err
    assert "2026-02-28" in done.out
    assert "请先用 Excel 打开" in done.out
    assert run("demo", tmp_path / "b", "--for", "wps").code == 2
    assert not (tmp_path / "b").exists()


def test_the_sample_is_never_made_over_another(sample: Path, run: Callable[..., Done]) -> None:
    before = sample.read_bytes()
    done = run("demo", sample.parent)
    assert (done.code, sample.read_bytes()) == (2, before)
    assert "这里已有一套示例" in done.err
    assert {path.name for path in sample.parent.iterdir()} == FILES


def test_making_the_month_again_on_the_same_day_changes_nothing(
    sample: Path, run: Callable[..., Done]
) -> None:
    before = sample.read_bytes()
    done = run("calendar", sample, "--today", "2026-05-20")
    assert done.code == 0
    assert "备份" not in done.out
    assert sample.read_bytes() == before
    assert not (sample.parent / "备份").exists()


def test_what_is_typed_on_the_sheet_in_a_spreadsheet_program_goes_back_to_the_plan(
    sample: Path, run: Callable[..., Done]
) -> None:
    assert run("month", sample, "2026-06", "--today", "2026-05-20").code == 0
    book = load_workbook(sample, keep_vba=True)
    sheet = book["6月"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "P037")
    row[STATUS].value, row[OUTCOME].value = "延期", "=请假 3 人"
    row[OUTCOME].data_type = "s"
    book.save(sample)
    assert run("month", sample, "2026-07", "--today", "2026-05-20").code == 0
    assert _plan(sample)["P037"] == ["延期", "=请假 3 人"]
    again = load_workbook(sample)["6月"]
    row = next(row for row in again.iter_rows() if row[0].value == "P037")
    assert (row[STATUS].value, row[OUTCOME].value, row[OUTCOME].data_type) == (
        "延期",
        "=请假 3 人",
        "s",
    )


@pytest.mark.libreoffice
def test_the_sheet_of_march_prints_on_one_page(sample: Path, tmp_path: Path) -> None:
    book = load_workbook(sample)
    for name in book.sheetnames:
        if name != "3月":
            del book[name]
    single = tmp_path / "march.xlsx"
    book.save(single)
    pdf = to_pdf(single, tmp_path)
    pages = subprocess.run([need_tool("pdfinfo"), pdf], capture_output=True, text=True, check=True)
    assert re.search(r"^Pages:\s+1$", pages.stdout, re.MULTILINE)
    text = subprocess.run([need_tool("pdftotext"), pdf, "-"], capture_output=True, check=True)
    for word in ("2026 年 3 月工作表", "妇女节", "本月事项", "上月遗留", "下月预告", "本月经费"):
        assert word in text.stdout.decode("utf-8")


def test_the_wheel_holds_the_data_files(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("unionxl/templates/")}
        workbook = archive.read("unionxl/unionbook.xlsm")
    shipped = (path for path in (ROOT / "templates").rglob("*") if path.is_file())
    assert packed == {
        f"unionxl/templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in shipped
    }
    assert workbook == (ROOT / "unionbook.xlsm").read_bytes()


def test_a_sample_that_cannot_be_finished_leaves_none_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotWriteError("磁盘已满。", where="文件", advice="请腾出空间。")

    with monkeypatch.context() as broken:
        broken.setattr("unionxl.operations.demo.make", full)
        with pytest.raises(CannotWriteError):
            list(make_demo(tmp_path, today=TODAY))
    assert list(tmp_path.iterdir()) == []
