"""What LibreOffice shows of a year end: the same figures everywhere, and pictures as painted."""

from __future__ import annotations

import datetime as dt
import io
import random
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest

from tests.office import convert, need_tool, to_pdf
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.charts import make_charts
from unionxl.operations.making import make
from unionxl.operations.reports import write_report
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unionxl.views.layout import CellValue

pytestmark = pytest.mark.libreoffice

YEAR, YEAR_END = 2026, dt.date(2026, 12, 31)
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CODES = {
    "2010": (("401", "402", "403"), ("50101", "50102", "502", "50204", "504")),
    "2021": (("401", "402", "408"), ("501", "50102", "503", "50402", "505")),
}
LEAST_DPI = 200


def fen(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def generated_rows(edition: str) -> list[dict[str, CellValue]]:
    """Return a ledger of random amounts; some are taken back, some bear no account."""
    draw = random.Random(edition)  # noqa: S311 - the same year every time
    rows: list[dict[str, CellValue]] = []
    for number in range(1, 121):
        is_income = draw.random() < 0.3
        amount = Decimal(draw.randrange(1, 900_000)) / 100 * draw.choice((1, 1, 1, 1, -1))
        codes = CODES[edition][0 if is_income else 1]
        rows.append(
            {
                "日期": dt.date(YEAR, 1, 1) + dt.timedelta(days=draw.randrange(365)),
                "凭证号": f"记-{number}",
                "摘要": "生成",
                "科目编码": draw.choice((*codes, None)) if number % 9 == 0 else draw.choice(codes),
                "收入金额" if is_income else "支出金额": amount,
            }
        )
    return rows


def sum_of(rows: list[dict[str, CellValue]], header: str) -> Decimal:
    return sum((fen(row[header]) for row in rows if row.get(header)), Decimal("0.00"))


def values_beside(sheet: Any, label: str) -> list[Decimal]:
    """Return the numbers in the rows of a label."""
    return [
        fen(cell.value)
        for row in sheet.iter_rows()
        if any(cell.value == label for cell in row)
        for cell in row
        if isinstance(cell.value, int | float)
    ]


def value_below(sheet: Any, label: str) -> Decimal:
    """Return the key figure under its label."""
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == label]
    return fen(sheet.cell(cell.row + 1, cell.column).value)


def column_under(sheet: Any, title: str, heads: tuple[str, ...]) -> Mapping[str, Decimal]:
    """Return the sums of the columns of the table beside a chart."""
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == title)
    start = next(
        row for row in range(top, top + 5) if heads[0] in {cell.value for cell in sheet[row]}
    )
    places = {cell.value: cell.column for cell in sheet[start]}
    name = places["项目"]
    sums = dict.fromkeys(heads, Decimal("0.00"))
    row = start + 1
    while sheet.cell(row, name).value is not None:
        for head in heads:
            sums[head] += fen(sheet.cell(row, places[head]).value or 0)
        row += 1
    return sums


@pytest.mark.parametrize("edition", CODES)
def test_every_place_shows_the_sums_of_the_ledger(edition: str, tmp_path: Path) -> None:
    ledger, opening = generated_rows(edition), Decimal("12345.67")
    income, expense = sum_of(ledger, "收入金额"), sum_of(ledger, "支出金额")
    path, report = tmp_path / "a.xlsm", tmp_path / "report.docx"
    settings: list[dict[str, CellValue]] = [
        {"项目": "期初结余", "值": opening},
        {"项目": "科目版本", "值": edition},
    ]
    rows = {"Ledger": ledger, "Settings": settings}
    build_blank(path, year=YEAR, rows=rows, created=CREATED, macros=Macros(BUTTON_GROUPS))
    make(open_workbook(path), "close", as_of=YEAR_END)
    make_charts(open_workbook(path), as_of=YEAR_END)
    write_report(open_workbook(path), report, as_of=YEAR_END)
    book = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "out"), data_only=True)
    home, closing = book["首页"], opening + income - expense
    labels = ("期初结余", "本年收入", "本年支出", "现有结余")
    assert [value_below(home, label) for label in labels] == [opening, income, expense, closing]
    for word, amount in (("收入", income), ("支出", expense)):
        assert amount in values_beside(book["收支决算表"], f"{word}合计")
        assert values_beside(book["经费公开"], f"{word}合计") == [amount]
        kinds = column_under(book["年终图表"], f"{word}构成", ("金额",))
        assert kinds["金额"] == amount
    assert values_beside(book["收支决算表"], "年末结余") == [closing]
    assert values_beside(book["经费公开"], "年末累计结余") == [closing]
    months = column_under(book["年终图表"], "逐月收支", ("收入", "支出"))
    assert months == {"收入": income, "支出": expense}
    text = "\n".join(
        paragraph.text for paragraph in docx.Document(io.BytesIO(report.read_bytes())).paragraphs
    )
    assert f"全年收入 {income:,} 元，支出 {expense:,} 元" in text
    assert f"年末结余 {closing:,} 元" in text


def images_in(pdf: Path) -> list[tuple[int, int]]:
    """Return the resolutions of the pictures in a PDF file, across and down, in dots an inch."""
    done = subprocess.run(
        [need_tool("pdfimages"), "-list", str(pdf)], check=True, capture_output=True, text=True
    )
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    return [(int(row[12]), int(row[13])) for row in rows if row[2] == "image"]


def test_pictures_are_crisp_and_undistorted_on_the_sheet_and_in_the_report(tmp_path: Path) -> None:
    path, report = tmp_path / "a.xlsx", tmp_path / "report.docx"
    build_blank(path, year=YEAR, rows={"Ledger": generated_rows("2021")}, created=CREATED)
    make_charts(open_workbook(path), as_of=YEAR_END)
    write_report(open_workbook(path), report, as_of=YEAR_END)
    for file, count in ((path, 8), (report, 4)):  # the report leaves empty charts out
        resolutions = images_in(to_pdf(file, tmp_path / "out"))
        assert len(resolutions) == count
        for across, down in resolutions:
            assert across >= LEAST_DPI
            assert across == pytest.approx(down, rel=0.01)
