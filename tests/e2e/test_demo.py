"""The sample year, from the plan document to the printed sheets."""

from __future__ import annotations

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

from tests.e2e.command import run
from tests.office import need_tool, to_pdf
from unionxl.actions.demo import make_demo
from unionxl.errors import CannotWriteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.command import Done

__all__ = ["run"]

ROOT = Path(__file__).resolve().parents[2]
BOOK = "示例工会工作簿.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample once; every test works on a copy."""
    folder = tmp_path_factory.mktemp("demo") / "示例"
    assert list(make_demo(folder))[-1].startswith("请打开")
    return folder


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "示例")) / BOOK


def _plan(path: Path) -> dict[str, list[object]]:
    """Return status and outcome of every plan item by its number."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("年度计划").to_python()
    header = next(row for row in rows if "编号" in row)
    places = [header.index(name) for name in ("编号", "状态", "完成情况")]
    body = rows[rows.index(header) + 1 :]
    return {str(row[places[0]]): [row[place] for place in places[1:]] for row in body}


def test_the_sample_has_its_size_and_its_sheets(sample: Path) -> None:
    book = CalamineWorkbook.from_path(str(sample))
    assert book.sheet_names[-2:] == ["3月", "全年日历"]
    assert len(_plan(sample).keys() - {""}) == 60
    ledger = book.get_sheet_by_name("收支台账").to_python()
    assert sum(bool(re.match(r"记-\d+", str(row[1]))) for row in ledger) == 2000
    members = book.get_sheet_by_name("会员").to_python()
    assert sum(bool(re.match(r"H\d+", str(row[0]))) for row in members) == 150


def test_the_sample_is_never_made_over_another(sample: Path, run: Callable[..., Done]) -> None:
    before = sample.read_bytes()
    done = run("demo", sample.parent)
    assert (done.code, sample.read_bytes()) == (2, before)
    assert "这里已有一套示例" in done.err


def test_making_the_month_again_on_the_same_day_changes_nothing(
    sample: Path, run: Callable[..., Done]
) -> None:
    before = sample.read_bytes()
    backups = sorted((sample.parent / "备份").iterdir())
    done = run("month", sample, "2026-03", "--today", "2026-03-20")
    assert done.code == 0
    assert "备份" not in done.out
    assert sample.read_bytes() == before
    assert sorted((sample.parent / "备份").iterdir()) == backups


def test_what_is_typed_on_the_sheet_in_a_spreadsheet_program_goes_back_to_the_plan(
    sample: Path, run: Callable[..., Done]
) -> None:
    book = load_workbook(sample)
    sheet = book["3月"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "P028")
    row[15].value, row[17].value = "已完成", "=请假 3 人"
    row[17].data_type = "s"
    book.save(sample)
    assert run("month", sample, "2026-04").code == 0
    assert _plan(sample)["P028"] == ["已完成", "=请假 3 人"]
    again = load_workbook(sample)["3月"]
    row = next(row for row in again.iter_rows() if row[0].value == "P028")
    assert (row[15].value, row[17].value, row[17].data_type) == ("已完成", "=请假 3 人", "s")


def test_all_months_are_made(sample: Path, run: Callable[..., Done]) -> None:
    done = run("month", sample, "--all")
    assert done.code == 0
    names = CalamineWorkbook.from_path(str(sample)).sheet_names
    assert {f"{month}月" for month in range(1, 13)} <= set(names)


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
    shipped = (path for path in (ROOT / "templates").rglob("*") if path.is_file())
    assert packed == {
        f"unionxl/templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in shipped
    }


def test_a_sample_that_cannot_be_finished_leaves_none_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotWriteError("磁盘已满。", where="文件", advice="请腾出空间。")

    with monkeypatch.context() as broken:
        broken.setattr("unionxl.actions.demo.create_workbook", full)
        with pytest.raises(CannotWriteError):
            list(make_demo(tmp_path))
    assert list(make_demo(tmp_path))[-1].startswith("请打开")
