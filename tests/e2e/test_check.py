"""Checks and money sheets from the command line, on the sample year with faults in it."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.e2e.command import run
from tests.office import convert, need_tool, to_pdf
from tests.validators import audit_errors, sdk_errors
from unionxl.domain.accounts import EXPENSE, ChartOfAccounts
from unionxl.domain.budget import execute_totals
from unionxl.domain.ledger import totals_by_account
from unionxl.operations.findings import catalogue
from unionxl.resources import load_accounts
from unionxl.rules import ALL_RULES
from unionxl.sample.year import completed_plan, sample_year
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.command import Done

__all__ = ["run"]

Faults = Mapping[int, Mapping[str, str | dt.date | None]]
NO_FAULTS: Faults = {}
YEAR = 2026
DAY = ("--today", "2026-12-31")
FAULTS: Faults = {10: {"日期": dt.date(2025, 3, 1)}, 20: {"凭证号": None}, 33: {"支出金额": "三百"}}


def _write(path: Path, faults: Faults) -> Path:
    rows = dict(sample_year(YEAR))
    rows["Plan"] = (*rows["Plan"], *completed_plan(YEAR))
    rows["Ledger"] = tuple(
        {**row, **faults.get(index, {})} for index, row in enumerate(rows["Ledger"])
    )
    build_blank(path, year=YEAR, rows=rows, created=dt.datetime(YEAR, 1, 1, tzinfo=dt.UTC))
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("check")
    return {
        name: _write(folder / f"{name}.xlsx", faults).read_bytes()
        for name, faults in (("clean", NO_FAULTS), ("faulty", FAULTS))
    }


@pytest.fixture
def clean(made: dict[str, bytes], tmp_path: Path) -> Path:
    path = tmp_path / "工会.xlsx"
    path.write_bytes(made["clean"])
    return path


@pytest.fixture
def faulty(made: dict[str, bytes], tmp_path: Path) -> Path:
    path = tmp_path / "工会.xlsx"
    path.write_bytes(made["faulty"])
    return path


def test_a_clean_year_ends_with_0_and_a_sheet_that_says_so(
    clean: Path, run: Callable[..., Done]
) -> None:
    done = run("check", clean, *DAY)
    assert done.code == 0, done
    assert "必须更正 0 处，请核对 0 处，提示 0 处；未检查 0 项，已核实 0 处。" in done.out
    texts = {cell.value for row in load_workbook(clean)["检查结果"] for cell in row}
    assert "没有发现问题。" in texts


def test_faults_end_with_1_one_line_each(faulty: Path, run: Callable[..., Done]) -> None:
    done = run("check", faulty, *DAY)
    assert done.code == 1
    lines = done.out.splitlines()
    for row, rule in ((14, "date-outside-year"), (24, "voucher-missing"), (37, "unreadable-cell")):
        assert any(f"《收支台账》第 {row} 行" in line and f"[{rule}]" in line for line in lines)
    assert "\x1b" not in done.out
    sheet = load_workbook(faulty)["检查结果"]
    assert sheet.auto_filter.ref is not None


def test_the_sheet_is_sound(faulty: Path, run: Callable[..., Done]) -> None:
    for command in ("check", "budget", "dues"):
        run(command, faulty, *DAY)
    assert audit_errors(faulty) == []
    assert sdk_errors(faulty) == []


def test_json_changes_nothing_and_ends_the_same_way(faulty: Path, run: Callable[..., Done]) -> None:
    before = faulty.read_bytes()
    done = run("check", faulty, "--json", *DAY)
    rows = json.loads(done.out)
    assert (done.code, faulty.read_bytes()) == (1, before)
    assert {"rule_id": "date-outside-year", "row": 14}.items() <= rows[1].items()
    assert list(rows[0]) == [
        *("rule_id", "severity", "message", "advice", "basis", "sheet", "row", "column")
    ]


def test_one_rule_can_be_asked_for_and_an_unknown_one_is_told(
    faulty: Path, run: Callable[..., Done]
) -> None:
    before = faulty.read_bytes()
    done = run("check", faulty, "--rule", "voucher-missing", *DAY)
    assert done.code == 1
    assert re.findall(r"\[([a-z-]+)\]", done.out) == ["voucher-missing"]
    assert run("check", faulty, "--rule", "voucher-repeated", *DAY).code == 0
    unknown = run("check", faulty, "--rule", "x", *DAY)
    assert (unknown.code, "没有“x”这条规则" in unknown.err) == (2, True)
    assert faulty.read_bytes() == before


def test_a_mark_typed_in_a_spreadsheet_program_stays(
    faulty: Path, run: Callable[..., Done]
) -> None:
    run("check", faulty, *DAY)
    book = load_workbook(faulty)
    sheet = book["检查结果"]
    row = next(row for row in sheet.iter_rows() if row[6].value == "没有凭证号")
    row[7].value, row[8].value = "已核实", "=银行回单代替"
    row[8].data_type = "s"
    book.save(faulty)
    done = run("check", faulty, *DAY)
    assert "voucher-missing" not in done.out
    assert "已核实 1 处" in done.out
    again = load_workbook(faulty)
    kept = [cell.value for cell in again["核实记录"][4]]
    assert kept[1:3] == ["voucher-missing", "《收支台账》第 24 行「凭证号」"]
    assert kept[4:6] == ["=银行回单代替", dt.datetime(2026, 12, 31)]  # noqa: DTZ001 - no zone
    assert run("check", faulty, *DAY).out == done.out.replace(
        "· 1 处核实说明已记入《核实记录》。\n", ""
    ).replace(done.out.splitlines()[-1] + "\n", "")


def test_a_workbook_without_the_table_of_reviews_can_be_checked(
    clean: Path, run: Callable[..., Done]
) -> None:
    book = load_workbook(clean)
    del book["核实记录"]
    book.save(clean)
    assert run("check", clean, "--json", *DAY).out.strip() == "[]"


@pytest.mark.parametrize("rule_id", sorted(catalogue()))
def test_every_rule_is_explained(rule_id: str, run: Callable[..., Done]) -> None:
    done = run("explain", rule_id)
    assert done.code == 0
    for word in ("类别：", "级别：", "为什么要查：", "例子：", "怎样处理：", "依据："):
        assert word in done.out


def test_without_a_name_every_rule_is_listed(run: Callable[..., Done]) -> None:
    out = run("explain").out
    assert all(f"{rule.rule_id}　{rule.title}（" in out for rule in ALL_RULES)


def test_a_rule_is_explained_by_the_name_that_stands_on_the_sheet(run: Callable[..., Done]) -> None:
    assert run("explain", "没有凭证号").out == run("explain", "voucher-missing").out


def test_a_rule_that_does_not_exist_cannot_be_explained(run: Callable[..., Done]) -> None:
    done = run("explain", "nothing")
    assert done.code == 2
    assert "全部规则的名称：unionxl explain。" in done.err


@pytest.mark.libreoffice
def test_the_sheets_print_as_they_should(
    faulty: Path, tmp_path: Path, run: Callable[..., Done]
) -> None:
    for command in ("check", "budget", "dues"):
        assert run(command, faulty, *DAY).code in {0, 1}
    wanted = {"检查结果": 2, "预算执行": 1, "会费收缴表": 4}
    for title, most_pages in wanted.items():
        book = load_workbook(faulty)
        for name in book.sheetnames:
            if name != title:
                del book[name]
        single = tmp_path / f"{title}.xlsx"
        book.save(single)
        pdf = to_pdf(single, tmp_path)
        found = subprocess.run(
            [need_tool("pdfinfo"), pdf], capture_output=True, text=True, check=True
        )
        pages = re.search(r"^Pages:\s+(\d+)$", found.stdout, re.MULTILINE)
        assert pages is not None
        assert int(pages[1]) <= most_pages
        assert re.search(r"84\d\.\d+ x 59\d\.\d+ pts \(A4\)", found.stdout)


@pytest.mark.libreoffice
def test_budget_execution_is_what_a_spreadsheet_program_adds_up(
    clean: Path, tmp_path: Path
) -> None:
    """SUMIFS over the ledger, computed by LibreOffice, against our own sums."""
    workbook = open_workbook(clean)
    book, _ = read_book(workbook, as_of=dt.date(YEAR, 12, 31))
    chart = ChartOfAccounts.of(load_accounts(), book.settings.account_edition)
    executions = execute_totals(book.budget_lines, totals_by_account(book.ledger_entries), chart)
    other = load_workbook(clean)
    sheet = other.create_sheet("SUMS")
    codes = {entry.account_code for entry in book.ledger_entries}
    last = 3 + len(book.ledger_entries)
    for row, execution in enumerate(executions, 1):
        below = sorted(code for code in codes if execution.account_code in chart.lineage(code))
        column = "G" if execution.kind == EXPENSE else "F"
        terms = (
            f'SUMIFS(收支台账!{column}$4:{column}${last},收支台账!D$4:D${last},"{code}")'
            for code in below
        )
        sheet.cell(row, 1).value = "=0+" + "+".join(terms)
    source = tmp_path / "sums.xlsx"
    other.save(source)
    (tmp_path / "out").mkdir()
    computed = load_workbook(convert(source, "xlsx", tmp_path / "out"), data_only=True)["SUMS"]
    found = [round(float(str(row[0].value)), 2) for row in computed.iter_rows(max_col=1)]
    assert len(found) > 5
    assert sum(found) > 100_000
    assert found == [float(execution.actual_amount) for execution in executions]
