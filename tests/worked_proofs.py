"""What the worked examples of the README must have made work, looked at from inside a copy.

`python -m tests.worked_proofs OLD NAME COMMAND NAME COMMAND…` runs for each what the README says,
then the proof, and says what is proved. What an example adds exists in the copy alone, so it is
asked for by name; OLD is a workbook from before it.
"""

from __future__ import annotations

import datetime as dt
import shlex
import sys
import traceback
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.assertions import findings_of
from tests.builders import a_book
from tests.fakes import a_block, a_workbook
from tests.unit.importing.reading import items_of, read
from unionxl.build import TARGET, build
from unionxl.operations.forms import form as print_form
from unionxl.operations.request import Request
from unionxl.tables.disclosures import DISCLOSURES, Disclosures
from unionxl.tables.papers import PAPERS
from unionxl.words.purposes import Purpose, purposes_in
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue

TODAY = dt.date(2026, 5, 20)
MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def run_as_told(command: str, *, builds: bool) -> None:
    """Run the lines that the README gives, in this process; the built workbook only where asked."""
    for line in filter(None, command.splitlines()):
        program, flag, module, *words = shlex.split(line)
        assert (program, flag) == ("python", "-m")
        if module == "pytest":
            assert pytest.main([*words, "-p", "no:cacheprovider"]) == pytest.ExitCode.OK
            continue
        assert module == "unionxl.build"
        if builds:
            build(TARGET)


def rule() -> None:
    """The rule finds its row, and no other."""
    told = "公开日期 | 事项 | 公开形式\n2026-03-02 | 一季度经费收支 |\n2026-03-03 | 评优 | 公开栏"
    (found,) = findings_of(a_book(disclosures=told), "disclosure-without-channel")
    assert (found.sources[0].row, found.sources[0].column) == (4, Disclosures.channel.header)


def sheet() -> None:
    """The command makes the sheet, and its button stands in the lists of the built workbook."""
    from typer.testing import CliRunner  # noqa: PLC0415

    from unionxl.cli import app  # noqa: PLC0415
    from unionxl.operations.arrangement import BUTTON_GROUPS  # noqa: PLC0415

    path = Path("spending.xlsx")
    build_blank(path, year=2026, created=MADE)
    done = CliRunner().invoke(app, ["spending", str(path), "--today", str(TODAY)])
    assert done.exit_code == 0, done.output
    assert "每月支出" in open_workbook(path).sheet_names()
    groups = {button.label: group.label for group in BUTTON_GROUPS for button in group.buttons}
    assert groups["每月支出"] == groups["预算执行"]
    with zipfile.ZipFile(TARGET) as built:
        assert 'label="每月支出"' in built.read("customUI/customUI14.xml").decode()
    assert "| `unionxl spending FILE` |" in Path("README.md").read_text("utf-8")


def table() -> None:
    """The table stands in a new workbook and is read back; an older workbook has none of it."""
    path, old = Path("loans.xlsx"), Path(sys.argv[1])
    build_blank(path, year=2026, created=MADE)
    assert "借用" in open_workbook(path).sheet_names()
    loans: Any = import_module("unionxl.tables.loans")
    row: dict[str, CellValue] = {"借出日期": dt.date(2026, 3, 2), "物品": "音箱", "借用人": "王芳"}
    workbook = open_workbook(path)
    workbook.append_rows(loans.LOANS.name, [row])
    workbook.save()
    book: Any = read_book(open_workbook(path), as_of=TODAY)[0]
    (loan,) = book.loans
    assert (loan.thing, loan.borrower, loan.returned_on) == ("音箱", "王芳", None)
    assert replace(loan, thing="").source.sheet == "借用"
    before: Any = read_book(open_workbook(old), as_of=TODAY)[0]
    assert before.loans == ()
    assert before.members


def column() -> None:
    """The column stands in a new workbook and is read; a workbook from before reads as empty."""
    path, old = Path("addresses.xlsx"), Path(sys.argv[1])
    build_blank(path, year=2026, created=MADE)
    assert open_workbook(path).read_table(DISCLOSURES.name).header.count("网址") == 1
    row: dict[str, ReadValue] = {"公开日期": TODAY, "事项": "一季度经费收支", "网址": "xx.example"}
    new: Any = read_book(a_workbook(a_block(DISCLOSURES, row)), as_of=TODAY)[0]
    assert [one.address for one in new.disclosures] == ["xx.example"]
    before: Any = read_book(open_workbook(old), as_of=TODAY)[0]
    assert before.disclosures
    assert {one.address for one in before.disclosures} == {""}


def limit() -> None:
    """A finding holds a payment of that province against the figure, and names the document."""
    book = a_book(
        settings={"执行标准": "示例省"},
        ledger="""
        日期 | 凭证号 | 摘要 | 支出金额 | 人数
        2026-04-18 | 记-1 | 王芳结婚慰问 | 901 | 1
        2026-04-19 | 记-2 | 李静结婚慰问 | 900 | 1
        """,
    )
    (found,) = findings_of(book, "event-gift-over-limit")
    assert found.sources[0].row == 4
    assert "900.00 元" in found.message
    assert "示例省总工会的示例规定" in found.basis


def printed() -> None:
    """The form is printed for a row of its table, with what the row says."""
    day = dt.datetime(2026, 3, 6)  # noqa: DTZ001 - a cell has no time zone
    workbook = a_workbook(a_block(PAPERS, {"日期": day, "标题": "节日通知"}))
    values = {"sheet": "文件材料", "row": "4", "form": "文件传阅单"}
    print_form(Request(MADE, given=workbook, values=values))
    texts = [cell.value for _, _, cell in workbook.specs["form"].cells()]
    assert {"文件传阅单", "节日通知", "2026年3月6日"} <= set(texts)


def word() -> None:
    """The word is understood, and not where it means something else."""
    assert Purpose.OUTING in purposes_in("教职工踏春车费")
    assert Purpose.OUTING not in purposes_in("踏春诗会奖品")


def form() -> None:
    """The plan is read, and what only looks like it is not."""
    plan = "2026年工会工作计划\n妇女节活动……3月\n春季运动会……4月\n青年教师座谈……5月\n"
    assert items_of(read(plan)) == [
        ((3,), "妇女节活动"),
        ((4,), "春季运动会"),
        ((5,), "青年教师座谈"),
    ]
    assert items_of(read("2026年工会工作计划\n工作报告……3页\n财务报告……9页\n名单……12页\n")) == []


PROOFS = {one.__name__: one for one in (rule, sheet, table, column, limit, printed, word, form)}


def main(names: Sequence[str], commands: Sequence[str]) -> None:
    """Try all; one that fails says why, and the others are tried still."""
    for name, command in zip(names, commands, strict=True):
        try:
            run_as_told(command, builds=name == "sheet")
            PROOFS[name]()
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            traceback.print_exc()
        else:
            sys.stdout.write(f"proved {name}\n")


if __name__ == "__main__":
    main(sys.argv[2::2], sys.argv[3::2])
