"""The sheets of the year end: statement, disclosure notice, register index, charts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from tests.samples import sample_book
from tests.sheet_text import render_text
from tests.unit.views.years import a_budget_line, an_expense, an_item, empty_year, small_year
from unionxl.domain.period import Month
from unionxl.domain.year_end import year_end
from unionxl.resources import load_retention
from unionxl.views.chart import ChartKind, ChartSpec
from unionxl.views.chart_sheet import PAGE_HEIGHT, PlacedChart, chart_numbers, chart_sheet
from unionxl.views.disclosure_notice import disclosure_notice
from unionxl.views.register_index import register_index
from unionxl.views.statement import statement
from unionxl.views.year_charts import year_charts

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook
    from unionxl.views.layout import SheetSpec


def placed(book: UnionBook) -> list[PlacedChart]:
    return [PlacedChart(spec, b"png", 15.6, 7.5) for spec in year_charts(year_end(book))]


SHEETS: dict[str, Callable[[UnionBook], SheetSpec]] = {
    "statement": lambda book: statement(book, year_end(book)),
    "disclosure-notice": lambda book: disclosure_notice(book, year_end(book)),
    "register-index": register_index,
    "year-charts": lambda book: chart_sheet(book, placed(book)),
}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize(
    ("year", "book"), [("sample", sample_book), ("small", small_year), ("empty", empty_year)]
)
def test_sheets_are_what_they_were(
    name: str, year: str, book: Callable[[], UnionBook], golden: Callable[[str, str], None]
) -> None:
    golden(f"views/{name}-{year}.txt", render_text(SHEETS[name](book())))


def texts_of(sheet: SheetSpec) -> str:
    return "\n".join(str(cell.value) for _, _, cell in sheet.cells() if cell.value is not None)


def overspent() -> UnionBook:
    return replace(
        empty_year(),
        budget_lines=(a_budget_line("501", "职工活动支出", "10.00"),),
        ledger_entries=(
            an_expense(dt.date(2026, 1, 1), "501", "", "10.01"),
            an_expense(dt.date(2025, 1, 1), "503", "职工服务支出", "1.00"),
        ),
        skipped_rows={"ledger_entries": 2},
    )


def test_the_statement_names_what_is_over_its_budget_or_without_one() -> None:
    text = texts_of(SHEETS["statement"](overspent()))
    assert "超预算 0.01" in text
    assert "未列预算" in text


def test_a_statement_without_a_budget_has_no_sum_of_it() -> None:
    book = replace(overspent(), budget_lines=())
    cells = [cell for _, _, cell in SHEETS["statement"](book).cells()]
    assert [cell.value for cell in cells if cell.style == "total-money" and cell.value == 0] == []


def test_the_statement_says_what_is_doubtful() -> None:
    text = texts_of(SHEETS["statement"](overspent()))
    assert "有 1 笔的日期不在 2026 年" in text
    assert "另有 2 行因内容无法识别未计入" in text
    assert "《设置》没有填写期初结余" in text


def test_the_notice_says_why_less_is_left() -> None:
    book = overspent()
    assert "支出大于收入 11.01 元" in texts_of(SHEETS["disclosure-notice"](book))
    for opening, is_enough in (("11.00", False), ("11.01", True)):
        settings = replace(book.settings, opening_balance_amount=Decimal(opening))
        text = texts_of(SHEETS["disclosure-notice"](replace(book, settings=settings)))
        assert ("使用以前年度结余" in text) == is_enough


def test_a_notice_of_a_part_of_the_year_does_not_say_less_than_last_year() -> None:
    book = sample_book(2026, dt.date(2026, 6, 15))
    text = texts_of(SHEETS["disclosure-notice"](book))
    assert "比上年" not in text
    assert "为上年全年的 50.8%" in text


def test_the_notice_says_that_rows_of_another_year_count() -> None:
    assert "有 1 笔的日期不在 2026 年，已计入。" in texts_of(
        SHEETS["disclosure-notice"](overspent())
    )


def test_the_statement_and_the_notice_say_that_rows_after_the_last_day_count() -> None:
    entry = an_expense(dt.date(2026, 3, 2), "501", "甲", "5.00")
    book = replace(empty_year(), ledger_entries=(entry,))
    for name in ("statement", "disclosure-notice"):
        assert "有 1 笔的日期在 2026-03-01 之后，已计入" in texts_of(SHEETS[name](book))


def _told_of_gifts(named_below: int | None) -> dict[object, list[object]]:
    """Return the cells behind each gift of the notice."""
    book = sample_book()
    settings = replace(book.settings, named_below=named_below)
    sheet = SHEETS["disclosure-notice"](replace(book, settings=settings))
    (block,) = (one for one in sheet.blocks if one.name == "四、慰问帮扶")
    return {row[0].value: [cell.value for cell in row[1:]] for row in block.rows}


def test_the_notice_names_people_masked_below_the_number_that_the_clerk_sets() -> None:
    rows = _told_of_gifts(7)
    assert rows["生育慰问"][-1] == "棠*、桐*、杏*、柚*、榆*、菊*"
    assert rows["节日慰问"][-1] is None
    assert _told_of_gifts(6)["生育慰问"][-1] is None


def test_the_notice_names_nobody_where_the_clerk_sets_no_number() -> None:
    texts = [str(cell) for cells in _told_of_gifts(None).values() for cell in cells]
    assert not any("*" in text for text in texts)
    assert any("12" in text for text in texts)


def test_what_one_or_two_got_is_told_together_with_the_next_smallest() -> None:
    rows = _told_of_gifts(None)
    assert "退休慰问" not in rows
    assert rows["人数较少的各项合计"][:2] == [2460, 5]
    assert "亲属去世慰问" not in rows
    assert rows["生育慰问"][:2] == [2880, 6]


def test_pictures_stand_under_their_heads_and_do_not_meet() -> None:
    sheet = SHEETS["year-charts"](sample_book())
    heights = dict(sheet.row_heights)
    edges = []
    for picture in sheet.pictures:
        top = sum(heights[row] for row in range(1, picture.row))
        edges.append((top, top + picture.height_cm * 72 / 2.54))
    assert all(bottom <= top for (_, bottom), (top, _) in pairwise(edges))
    assert edges[-1][1] <= sum(heights.values())


def test_no_chart_is_cut_by_the_end_of_a_page() -> None:
    sheet = SHEETS["year-charts"](sample_book())
    heights = dict(sheet.row_heights)
    starts = [0, *sheet.print_setup.page_breaks, max(heights)]
    for start, end in pairwise(starts):
        assert sum(heights[row] for row in range(start + 1, end + 1)) <= PAGE_HEIGHT


def test_every_figure_of_a_chart_stands_beside_it() -> None:
    spec = next(
        one for one in year_charts(year_end(sample_book())) if one.chart_id == "month-by-month"
    )
    header, rows = chart_numbers(spec)
    assert header == ("项目", "收入", "支出", "月末结余")
    assert rows[0] == (
        "1月",
        Decimal("30432.00"),
        Decimal("5360.16"),
        Decimal("73332.19"),
    )


def test_an_empty_chart_has_no_table() -> None:
    spec = ChartSpec(
        chart_id="x", name="甲", kind=ChartKind.RANKING, title="暂无数据", unit="", source=""
    )
    sheet = chart_sheet(empty_year(), [PlacedChart(spec, b"png", 15.6, 4.0)])
    assert "暂无数据" in texts_of(sheet)


def from_september() -> UnionBook:
    book = sample_book()
    return replace(
        book,
        settings=replace(book.settings, start_month=Month(2026, 9)),
        ledger_entries=tuple(one for one in book.ledger_entries if one.booked_on.month >= 9),
    )


@pytest.mark.parametrize("name", ["statement", "disclosure-notice", "register-index"])
def test_a_part_of_the_year_is_told_as_one(name: str) -> None:
    text = texts_of(SHEETS[name](from_september()))
    assert text.count("从 9 月起登记，以前的月份不在本工作簿") == 1
    assert "全年的数字" not in text
    assert "本年收" not in text


def test_months_before_the_first_one_kept_are_not_in_the_chart() -> None:
    charts = {one.name: one for one in year_charts(year_end(from_september()))}
    assert charts["逐月收支"].categories == ("9月", "10月", "11月", "12月")
    assert not any("全年" in one.title for one in charts.values() if "上年" not in one.title)


def test_the_index_does_not_ask_for_what_lies_before_the_first_month_kept() -> None:
    items = (an_item("P001", (2,), "走访"), an_item("P002", (9,), "例会"))
    settings = replace(empty_year().settings, start_month=Month(2026, 9))
    book = replace(empty_year(), work_items=items, settings=settings, as_of=dt.date(2026, 11, 1))
    assert "1 条已过计划时间未办结" in texts_of(register_index(book))


@pytest.mark.parametrize("rows", ["skipped_rows", "outside_rows"])
def test_the_index_does_not_say_that_there_is_no_record_of_rows_left_out(rows: str) -> None:
    book = replace(empty_year(), **{rows: {"service_entries": 80}})  # type: ignore[arg-type]
    row = next(line for line in render_text(register_index(book)).split("\n") if "服务台账" in line)
    assert "本表有 80 行未计入" in row
    assert "还没有记录" not in row
    assert "《服务台账》80 行" in texts_of(register_index(book))


def test_a_column_without_a_word_is_left_out_of_the_notice() -> None:
    text = texts_of(SHEETS["disclosure-notice"](small_year()))
    assert "与上年比\n" not in text
    assert "对象（" not in text


def test_the_index_says_how_long_accounting_papers_are_kept() -> None:
    spec = register_index(a_book(), load_retention())
    rows = [[cell.value for cell in row] for block in spec.blocks for row in block.rows]
    told = {row[1]: tuple(filter(None, row[2:])) for row in rows if len(row) > 1}
    kept = {
        "原始凭证、记账凭证": ("30 年", "2056年12月31日"),
        "年度财务会计报告": ("永久", "永久"),
        "银行存款余额调节表、银行对账单、纳税申报表": ("10 年", "2036年12月31日"),
        "固定资产卡片": ("报废清理后 5 年",),
    }
    assert {papers: told[papers] for papers in kept} == kept
    text = render_text(spec)
    assert "《会计档案管理办法》财政部、国家档案局令第79号，附表1" in text
    assert "固定资产卡片" not in render_text(register_index(a_book()))
