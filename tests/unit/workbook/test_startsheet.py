from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.office import convert
from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.budget import budget_totals
from unionxl.resources import load_accounts
from unionxl.sample.year import sample_year
from unionxl.workbook.blank import build_blank
from unionxl.workbook.macros import Macros
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.reader import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.views.layout import CellValue

pytestmark = pytest.mark.libreoffice

CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TODAY = dt.date(2026, 12, 31)
AMOUNTS = {"类型": "支出", "上年决算数": None}


def computed(path: Path, folder: Path) -> Any:
    return openpyxl.load_workbook(convert(path, "xlsx", folder), data_only=True)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "a.xlsm"
    rows = sample_year(2026, plan_through=TODAY)
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros())
    return path


@pytest.fixture(scope="module")
def book(sample: Path) -> Any:
    return computed(sample, sample.parent / "computed")


def amount(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def test_key_figures_are_those_of_the_records(sample: Path, book: Any) -> None:
    read, _ = read_book(open_workbook(sample), as_of=TODAY)
    home = book["首页"]
    income = sum((one.income_amount for one in read.ledger_entries), Decimal(0))
    expense = sum((one.expense_amount for one in read.ledger_entries), Decimal(0))
    opening = read.settings.opening_balance_amount or Decimal(0)
    chart = ChartOfAccounts.of(read.accounts, read.settings.account_edition)
    assert home["C8"].value == len(read.work_items)
    assert amount(home["F8"].value) == budget_totals(read.budget_lines, chart).expense_amount
    assert amount(home["C11"].value) == opening
    assert amount(home["D11"].value) == income
    assert amount(home["E11"].value) == expense
    assert amount(home["F11"].value) == opening + income - expense
    assert home["E8"].value == "还没有检查"


def test_the_balance_runs_down_the_ledger(sample: Path, book: Any) -> None:
    read, _ = read_book(open_workbook(sample), as_of=TODAY)
    balance = read.settings.opening_balance_amount or Decimal(0)
    ledger = book["收支台账"]
    column = [cell.value for cell in ledger[3]].index("余额") + 1
    for entry in read.ledger_entries:
        balance += entry.income_amount - entry.expense_amount
        assert amount(ledger.cell(entry.source.row, column).value) == balance


def test_the_final_budget_is_approved_and_revised(sample: Path, book: Any) -> None:
    read, _ = read_book(open_workbook(sample), as_of=TODAY)
    column = [cell.value for cell in book["预算"][3]].index("最终预算") + 1
    for line in read.budget_lines:
        found = book["预算"].cell(line.source.row, column).value
        assert amount(found) == line.final_amount


def test_headings_and_sum_rows_of_the_budget_count_once(tmp_path: Path) -> None:
    lines = (
        ("501", "职工活动支出", 500),
        ("50101", "教育费", 300),
        ("50102", "文体费", 200),
        ("50201", "没有上级的明细", 70),
        ("", "支出合计", 570),
    )
    rows: list[dict[str, CellValue]] = [
        {"类型": "支出", "科目编码": code, "科目名称": name, "年初预算数": Decimal(sum_)}
        for code, name, sum_ in lines
    ]
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, rows={"Budget": rows}, created=CREATED, macros=Macros())
    read, _ = read_book(open_workbook(path), as_of=TODAY)
    chart = ChartOfAccounts.of(load_accounts(), "2010")
    assert computed(path, tmp_path / "b")["首页"]["F8"].value == 570
    assert budget_totals(read.budget_lines, chart).expense_amount == 570


def test_an_empty_workbook_shows_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, created=CREATED, macros=Macros())
    again = computed(path, tmp_path / "b")
    shown = [cell.value for sheet in again for row in sheet.iter_rows() for cell in row]
    assert not [text for text in shown if isinstance(text, str) and text.startswith("#")]
    assert again["首页"]["B2"].value == "工会工作簿"
    assert again["首页"]["D9"].value == "还没有事项"
