from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.office import convert
from tests.start_sheet import figure, remark
from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.budget import budget_totals
from unionxl.domain.dues import dues_paid_total
from unionxl.domain.ledger import closing_balance, income_and_spending, total_of
from unionxl.domain.roll import Roll
from unionxl.domain.year_end import year_end
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.checking import check_workbook
from unionxl.resources import load_accounts
from unionxl.sample.year import sample_year
from unionxl.values.reading import NOTHING
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.figures import FIGURES
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange

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
    rows = sample_year(2026, plan_through=dt.date(2026, 6, 30))
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    return path


@pytest.fixture(scope="module")
def book(sample: Path) -> Any:
    return computed(sample, sample.parent / "computed")


def amount(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def test_key_figures_are_those_of_the_records(sample: Path, book: Any) -> None:
    read, _ = read_book(open_workbook(sample), as_of=TODAY)
    year, home = year_end(read), book["首页"]
    opening = read.settings.opening_balance_amount or Decimal(0)
    income = sum((one.income_amount for one in read.ledger_entries), Decimal(0))
    expense = sum((one.expense_amount for one in read.ledger_entries), Decimal(0))
    chart = ChartOfAccounts.of(read.accounts, read.settings.account_edition)
    counts = {
        "全年事项": year.item_count,
        "已完成": year.done_item_count,
        "在职会员": len(Roll.of(read.members).at_work_on(dt.date(2026, 12, 31))),
    }
    amounts = {
        "期初结余": opening,
        "现有结余": opening + income - expense,
        "本年收入": income,
        "本年支出": expense,
        "支出预算": budget_totals(read.budget_lines, chart).expense_amount,
        "会费实缴": dues_paid_total(read.dues_payments, 2026),
    }
    assert {label: home[figure(label)].value for label in counts} == counts
    assert {label: amount(home[figure(label)].value) for label in amounts} == amounts
    assert home[figure("检查发现")].value == "还没有检查"
    assert {*counts, *amounts, "检查发现"} == {one.label for one in FIGURES}


def test_the_figure_of_the_check_is_what_the_check_found(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    rows = sample_year(2026, plan_through=dt.date(2026, 3, 20))
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    workbook = open_workbook(path, clock=lambda: CREATED)
    done = check_workbook(workbook, as_of=TODAY, on_bug=lambda: "")
    home = computed(path, tmp_path / "b")["首页"]
    assert home[figure("检查发现")].value == len(done.report.standing) > 0
    assert home[remark("检查发现")].value == "2026-12-31，见《检查结果》"


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
    build_blank(
        path, year=2026, rows={"Budget": rows}, created=CREATED, macros=Macros(BUTTON_GROUPS)
    )
    read, _ = read_book(open_workbook(path), as_of=TODAY)
    chart = ChartOfAccounts.of(load_accounts(), "2010")
    assert computed(path, tmp_path / "b")["首页"][figure("支出预算")].value == 570
    assert budget_totals(read.budget_lines, chart).expense_amount == 570


def test_an_empty_workbook_shows_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, created=CREATED, macros=Macros(BUTTON_GROUPS))
    again = computed(path, tmp_path / "b")
    shown = [cell.value for sheet in again for row in sheet.iter_rows() for cell in row]
    assert not [text for text in shown if isinstance(text, str) and text.startswith("#")]
    assert again["首页"]["B2"].value == "工会工作簿"
    assert again["首页"][remark("已完成")].value == "还没有事项"


def test_amounts_that_are_text_are_counted_beside_the_figures(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Ledger": [
            {"日期": dt.date(2026, 3, 5), "支出金额": "1,200元"},
            {"日期": dt.date(2026, 3, 6), "支出金额": Decimal(300), "收入金额": "-"},
            {"日期": dt.date(2026, 3, 7), "收入金额": "50元"},
        ],
        "Dues": [{"会员编号": "H001", "实缴": " 5 "}],
        "Budget": [{"类型": "支出", "科目名称": "文体活动支出", "年初预算数": "900元"}],
    }
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    home = computed(path, tmp_path / "computed")["首页"]
    assert home[remark("现有结余")].value == "有 2 格文字金额未计"
    assert home[remark("本年支出")].value == "有 1 格文字金额未计"
    assert home[remark("本年收入")].value == "有 1 格文字金额未计"
    assert home[remark("会费实缴")].value == "有 1 格文字金额未计"
    assert home[remark("支出预算")].value == "有 1 格文字金额未计"


@pytest.mark.parametrize("opening", ["12,000元", "12000", "１２０００", "约一万二", "1.2万"])
def test_an_opening_balance_that_is_text_is_counted_too(tmp_path: Path, opening: str) -> None:
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Settings": [{"项目": "期初结余", "值": opening}, {"项目": "职工工资总额", "值": "1元"}],
        "Ledger": [{"日期": dt.date(2026, 3, 5), "支出金额": "1,200元"}],
    }
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    home = computed(path, tmp_path / "computed")["首页"]
    assert home[remark("期初结余")].value == "有 1 格文字金额未计"
    assert home[remark("现有结余")].value == "有 2 格文字金额未计"
    assert home[remark("本年支出")].value == "有 1 格文字金额未计"


def test_what_stands_for_no_amount_is_not_counted(tmp_path: Path) -> None:
    """The same marks as the program takes for none, in either width."""
    marks = [*sorted(NOTHING), "\uff0d", "\u3000", "\u00a0", " — — ", "\uff0f", "\uff03"]
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Settings": [{"项目": "期初结余", "值": "——"}],
        "Ledger": [{"日期": dt.date(2026, 3, 5), "收入金额": mark} for mark in marks],
    }
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    home = computed(path, tmp_path / "computed")["首页"]
    assert home[remark("期初结余")].value == "上年结转，见《设置》"
    assert home[remark("现有结余")].value == "期初＋收入－支出"
    _, findings = read_book(open_workbook(path), as_of=dt.date(2026, 6, 1))
    assert not findings


def test_rows_that_are_no_records_count_in_no_figure(tmp_path: Path) -> None:
    """What the program leaves out of the ledger is left out of the start sheet as well."""
    day = dt.date(2026, 9, 10)
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Settings": [{"项目": "期初结余", "值": 1000}],
        "Ledger": [
            {"日期": day, "凭证号": "记-1", "摘要": "会费", "收入金额": 500},
            {"日期": "2026年9月12日", "摘要": "慰问品", "支出金额": 120},
            {"摘要": "本月合计", "收入金额": 500, "支出金额": 120},
            {"日期": "9月小计", "支出金额": 120},
            {"日期": dt.date(2026, 9, 30), "摘要": "9月份合计", "收入金额": 500, "支出金额": 120},
            {"日期": dt.date(2026, 10, 1), "摘要": "承前页", "收入金额": 500, "支出金额": 120},
            {"日期": day, "摘要": "委托审计", "支出金额": 30},
            {"日期": day, "摘要": "体检费合计", "科目编码": "501", "支出金额": 50},
            {"摘要": "没有日期", "支出金额": 70},
            {"摘要": "累计", "支出金额": "270元"},
        ],
        "Dues": [
            {"会员编号": "H001", "姓名": "王芳", "所属月份": "2026-03", "实缴": 30},
            {"会员编号": "小计", "实缴": 30},
            {"会员编号": "H001", "姓名": "小 计", "所属月份": "2026-03", "实缴": 30},
            {"会员编号": "H001", "所属月份": "一季度合计", "实缴": 30},
        ],
    }
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    home = computed(path, tmp_path / "computed")["首页"]
    read, _ = read_book(open_workbook(path), as_of=TODAY)
    total = year_end(read).accounts.totals
    shown = {one: home[figure(one)].value for one in ("本年收入", "本年支出", "会费实缴")}
    assert (total.income_amount, total.expense_amount) == (Decimal(500), Decimal(200))
    assert shown == {"本年收入": 500, "本年支出": 200, "会费实缴": 30}
    assert home[figure("现有结余")].value == 1300
    assert home[remark("本年收入")].value == "另有 1 行没有日期，未计入"
    assert home[remark("本年支出")].value == "另有 2 行没有日期，未计入"
    assert home[remark("现有结余")].value == "另有 2 行没有日期，未计入"


def test_a_row_without_a_date_and_a_text_amount_are_both_told(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Ledger": [
            {"日期": dt.date(2026, 3, 5), "支出金额": "1,200元"},
            {"摘要": "合计", "支出金额": 300},
        ],
    }
    path = tmp_path / "a.xlsm"
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    home = computed(path, tmp_path / "computed")["首页"]
    assert home[remark("本年支出")].value == "另有 1 格文字、1 行无日期未计"
    assert home[figure("本年支出")].value == 0


def test_what_moves_between_bank_and_cash_is_in_no_figure(tmp_path: Path) -> None:
    """Formula, stored result and domain agree, be a code a text or pasted as a number."""
    day = dt.date(2026, 3, 2)

    def row(
        code: CellValue, income: int, spent: int, account: str | None = None
    ) -> dict[str, CellValue]:
        return {
            "日期": day,
            "摘要": "某事",
            "科目编码": code,
            "账户": account,
            "收入金额": income or None,
            "支出金额": spent or None,
        }

    ledger = [
        row("401", 500, 0),
        row("101", 0, 1000, "银行"),  # drawn
        row(101, 0, 2000),
        row("10101", 0, 64),
        row(10201, 300, 0, "现金"),  # paid in
        row("102", 0, 30, "现金"),
        row("135", 0, 40),  # an advance
        row(135, 5, 0),
        row("50102", 0, 70, "现金"),
        row("50102", 0, 8, "不收付（转账凭证）"),  # settled without money
        row("135", 8, 0, "不收付（转账凭证）"),
        row("211", 0, 16),
        row("32101", 0, 3),
        row(None, 2, 0),
        row("1", 1, 0),  # a code of her own
    ]
    path = tmp_path / "a.xlsm"
    opening: list[dict[str, CellValue]] = [{"项目": "期初结余", "值": 10_000}]
    rows = {"Ledger": ledger, "Settings": opening}
    build_blank(path, year=2026, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    written = open_workbook(path)
    written.set_cells("Ledger", [CellChange(4, "备注", "核对过")])
    written.save()
    stored = openpyxl.load_workbook(path, data_only=True)
    book = computed(path, tmp_path / "b")
    read, _ = read_book(open_workbook(path), as_of=TODAY)
    totals = total_of(income_and_spending(read.ledger_entries))
    assert (totals.income_amount, totals.expense_amount) == (Decimal(503), Decimal(78))
    left = closing_balance(read.ledger_entries, Decimal(10_000))
    assert left == Decimal(10_379)
    column = [cell.value for cell in book["收支台账"][3]].index("余额") + 1
    for one in (stored, book):
        home = one["首页"]
        assert amount(home[figure("本年收入")].value) == totals.income_amount
        assert amount(home[figure("本年支出")].value) == totals.expense_amount
        assert amount(home[figure("现有结余")].value) == left
        assert amount(one["收支台账"].cell(3 + len(ledger), column).value) == left
