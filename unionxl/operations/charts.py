"""The charts of a year: on their sheet, and as files beside the workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.final_accounts import final_accounts
from unionxl.domain.ledger import income_and_spending
from unionxl.domain.year_end import year_end
from unionxl.errors import RequestError
from unionxl.operations.files import read_file, write_file
from unionxl.operations.making import Draft, Sheets, make_sheets
from unionxl.operations.pending import pending_notes
from unionxl.reporting.chart_layout import FULL, HALF
from unionxl.reporting.charts import chart_picture
from unionxl.reporting.fonts import MISSING_MARK, find_font
from unionxl.reporting.painting import is_ours
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.budget import BUDGET
from unionxl.tables.ledger import LEDGER
from unionxl.views.chart_sheet import TITLE, VIEW, PlacedChart, chart_sheet
from unionxl.views.year_charts import year_charts
from unionxl.workbook.book.below_notes import rows_below_notes
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from unionxl.domain.book import UnionBook
    from unionxl.domain.final_accounts import FinalAccounts
    from unionxl.operations.making import Reading
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.reporting.charts import ChartPicture
    from unionxl.views.chart import ChartSpec
    from unionxl.workbook.port import Workbook

ACCOUNT_TABLES = frozenset({BUDGET, LEDGER, ACCOUNTS})
FOLDER = "图表"
HALF_SUFFIX = "（半幅）"


def make_charts(
    workbook: Workbook, *, as_of: dt.date, last_year: Workbook | None = None
) -> Outcome:
    """Draw the charts, put them on their sheet, and save them in two widths as files.

    `last_year` is the workbook of the year before, for the comparison.

    Raises:
        RequestError: there is a file where the folder of the pictures should be.
    """
    folder = workbook.path.parent / FOLDER
    if folder.is_file():
        raise RequestError(
            f"已有叫“{FOLDER}”的文件，图片没有地方放。",
            where=f"文件 {folder}",
            advice="请把它改名或移走，再试一次。",
        )

    def plan(reading: Reading) -> Sheets:
        book = reading.book
        accounts, of_last_year = last_accounts(book, last_year)
        specs = year_charts(year_end(book), accounts)
        pictures = draw_pictures(workbook, specs)
        placed = [
            PlacedChart(spec, picture.content, picture.width_cm, picture.height_cm)
            for spec, picture in zip(specs, pictures, strict=True)
        ]

        def save() -> tuple[str, ...]:
            foreign = _save_pictures(folder, _both_widths(workbook, specs, pictures))
            return (*pending_notes(workbook), *missing_notes(pictures), *foreign)

        summary = f"已生成《{TITLE}》：{len(specs)} 幅图表"
        return Sheets(
            (Draft(partial(chart_sheet, book, placed)),),
            noted=f"{summary}。",
            told=f"{summary}；图片另存在 {folder}。",
            notes=of_last_year,
            after=save,
        )

    return make_sheets(workbook, "charts", plan, as_of=as_of, reads=VIEW.reads)


def charts(request: Request) -> Outcome:
    """Draw the charts, beside those of last year's workbook where it is named."""
    workbook, as_of = request.open(), request.as_of
    return make_charts(workbook, as_of=as_of, last_year=request.open_other("last"))


def _both_widths(
    workbook: Workbook, specs: Sequence[ChartSpec], pictures: Sequence[ChartPicture]
) -> dict[str, bytes]:
    """Return the files of the pictures: those that stand on the sheet, and narrow ones."""
    font = find_font()
    files = {f"{picture.name}.png": picture.content for picture in pictures}
    for number, spec in enumerate(specs, 1):
        workbook.progress(f"正在保存“{spec.name}”（{number}/{len(specs)}）")
        half = chart_picture(spec, font, HALF)
        files[f"{spec.name}{HALF_SUFFIX}.png"] = half.content
    return files


def _save_pictures(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write the pictures; say which were left out because the clerk has one of that name."""
    kept = []
    for name, content in files.items():
        path = folder / name
        if path.is_file() and not is_ours(read_file(path)):
            kept.append(f"“{name}”")
        else:
            write_file(path, content)
    if not kept:
        return ()
    what = f"“{folder.name}”文件夹中的{'、'.join(kept)}不是本程序画的，或已改过，未覆盖。"
    return (f"{what}需要新图时请把它移走或改名，再运行一次。",)


def draw_pictures(workbook: Workbook, specs: Sequence[ChartSpec]) -> tuple[ChartPicture, ...]:
    """Paint the charts in full width, saying which one is being painted.

    Raises:
        FontNotFoundError: this machine has no Chinese font.
    """
    font = find_font()
    pictures = []
    for number, spec in enumerate(specs, 1):
        workbook.progress(f"正在绘制“{spec.name}”（{number}/{len(specs)}）")
        pictures.append(chart_picture(spec, font, FULL))
    return tuple(pictures)


def last_accounts(
    book: UnionBook, last_year: Workbook | None
) -> tuple[FinalAccounts | None, tuple[str, ...]]:
    """Return the accounts of last year's workbook, and what is told of its rows below a table.

    Raises:
        RequestError: it is the workbook of another year.
    """
    if last_year is None:
        return None, ()
    last, found = read_book(last_year, as_of=book.as_of, tables=ACCOUNT_TABLES)
    wanted = book.fiscal_year - 1
    if last.fiscal_year != wanted:
        raise RequestError(
            f"这是 {last.fiscal_year} 年的工作簿，不是 {wanted} 年的。",
            where=f"文件 {last_year.path.name}",
            advice=f"请选 {wanted} 年的工作簿。",
        )
    chart = ChartOfAccounts.of(last.accounts, last.settings.account_edition)
    opening = last.settings.opening_balance_amount
    notes = tuple(f"{last.fiscal_year} 年工作簿{note}" for note in rows_below_notes(found))
    entries = income_and_spending(last.ledger_entries)
    return final_accounts(last.budget_lines, entries, chart, opening), notes


def missing_notes(pictures: Iterable[ChartPicture]) -> tuple[str, ...]:
    """Say which characters the font could not draw."""
    missing = dict.fromkeys("".join(picture.missing for picture in pictures))
    shown = "".join(character for character in missing if character.isprintable())
    if not shown:
        return ()
    what = f"图表：所用字体没有“{shown}”，图中以“{MISSING_MARK}”代替。"
    return (f"{what}请安装含有这些字的字体（如思源黑体）后重新生成。",)
