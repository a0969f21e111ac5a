"""What a month sheet says of dues."""

from __future__ import annotations

import datetime as dt

from tests.builders import a_book
from unionxl.domain.period import Month
from unionxl.domain.year_end import year_end
from unionxl.views.month_money import month_money
from unionxl.views.year_charts import dues_by_period

ROLL = "会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 5000\n002 | 李强 | 6000"
APRIL = dt.date(2026, 4, 10)


def _text(dues: str = "", month: int = 3, members: str = ROLL, rate: float | None = 0.005) -> str:
    book = a_book(as_of=APRIL, members=members, dues=dues, settings={"会费比例": rate})
    lines = month_money(book, Month(2026, month)).lines
    return " ".join(str(cell.value) for line in lines for cell in line.cells if cell.value)


def test_dues_that_cannot_be_computed_are_told_though_nothing_is_entered() -> None:
    told = "会费：本月应缴无法计算（《设置》的会费比例没有采用），已缴 0.00 元"
    assert told in _text(rate=0.5)


def test_a_month_of_which_nobody_can_be_computed_is_not_said_to_ask_for_nothing() -> None:
    text = _text("001 2026-03 25.00", rate=0.5)
    assert "本月应缴无法计算（《设置》的会费比例没有采用），已缴 25.00 元" in text
    assert "应缴 0.00 元" not in text


def test_who_cannot_be_computed_is_counted_apart() -> None:
    text = _text("001 2026-03 25.00", members=f"{ROLL}\n003 | 孙缺 |")
    assert "本月应缴 55.00 元（不含无法计算的 1 人），已缴 25.00 元" in text


def test_dues_kept_elsewhere_are_passed_over() -> None:
    assert "会费" not in _text(rate=None)


def test_rows_that_were_not_counted_are_told() -> None:
    dues = "会员编号 | 姓名 | 所属月份 | 实缴\n | 无人 | 2026-03 | 25.00"
    assert "《会费》另有 1 行没有计入" in _text(dues)
    assert "《会费》另有 1 行没有计入" in _text(dues, rate=None)


def test_a_month_paid_by_the_row_of_another_month_is_paid() -> None:
    assert "本月应缴 55.00 元，已缴 25.00 元" in _text("001 2026-12 300.00")


def test_a_month_of_next_year_says_nothing_of_dues() -> None:
    book = a_book(as_of=dt.date(2026, 12, 20), members=ROLL, dues="001 全年 300")
    lines = month_money(book, Month(2027, 1)).lines
    assert "会费" not in " ".join(str(cell.value) for line in lines for cell in line.cells)


def test_a_month_that_runs_and_is_paid_is_told_alike_by_sheet_and_chart() -> None:
    dues = "\n".join(
        f"{number} 2026-{month:02d} {amount}"
        for month in range(1, 5)
        for number, amount in (("001", 25), ("002", 30))
    )
    assert "本月应缴 55.00 元，已缴 55.00 元" in _text(dues, 4)
    end = year_end(a_book(as_of=APRIL, members=ROLL, dues=dues))
    chart = dues_by_period(end)
    assert "应缴 8 人次，已缴 8 人次（100%）" in chart.title
    assert "预缴" not in chart.title
    assert [column.head for column in chart.columns] == ["实缴", "应缴人数", "欠缴人数"]
