from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.lists.tidying import tidied
from unionxl.tables.budget import BUDGET
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN
from unionxl.values.column import Column, Kind
from unionxl.values.problem import Problem
from unionxl.values.reading import parse_cell

if TYPE_CHECKING:
    from unionxl.values.column import ReadValue
    from unionxl.values.reading import Value

YEAR = 2026


def parse(kind: Kind, cell: ReadValue) -> tuple[Value, Problem | None]:
    return parse_cell(cell, Column("列", kind), YEAR)


def value_of(kind: Kind, cell: ReadValue) -> Value:
    value, problem = parse(kind, cell)
    assert problem is None
    return value


def doubt_about(kind: Kind, cell: ReadValue) -> Value:
    value, problem = parse(kind, cell)
    assert problem
    assert problem.is_readable
    return value


def complaint_about(kind: Kind, cell: ReadValue) -> str:
    value, problem = parse(kind, cell)
    assert value in (None, "", ())
    assert problem
    assert not problem.is_readable
    assert problem.advice.startswith("请")
    return problem.what


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000"])
def test_an_empty_cell_is_nothing_and_no_problem(kind: Kind, cell: ReadValue) -> None:
    assert value_of(kind, cell) in (None, "", ())


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("cell", ["#REF!", "#N/A", " #DIV/0! "])
def test_a_broken_formula_is_reported_in_every_column(kind: Kind, cell: str) -> None:
    assert complaint_about(kind, cell) == f"公式没有算出结果，显示为 {cell.strip()}。"


@pytest.mark.parametrize(
    "kind", [Kind.DATE, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.MONTHS, Kind.MONTH, Kind.FLAG]
)
@pytest.mark.parametrize("cell", ["-", "—", "/", "－"])
def test_a_dash_in_an_unused_field_is_no_problem(kind: Kind, cell: str) -> None:
    assert value_of(kind, cell) in (None, ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (dt.date(2026, 3, 5), dt.date(2026, 3, 5)),
        (dt.datetime(2026, 3, 5, 10, 30), dt.date(2026, 3, 5)),  # noqa: DTZ001 - cells have no zone
    ],
)
def test_a_date_is_a_date(cell: ReadValue, expected: dt.date) -> None:
    assert value_of(Kind.DATE, cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "２０２６－３－５",
        "2026-03-05 10:30:00",
        "20260305",
        20260305,
        46086,
        46086.5,
    ],
)
def test_a_date_that_is_text_or_a_number_is_used_and_reported(cell: ReadValue) -> None:
    assert doubt_about(Kind.DATE, cell) == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2月30日",
        "2026-02-30",
        "下周",
        "2026年3月",
        2026,
        1.5,
        -3,
        1e300,
        float("nan"),
        True,
        dt.time(8, 30),
        dt.timedelta(hours=30),
    ],
)
def test_what_is_no_date_is_reported(cell: ReadValue) -> None:
    assert "不是日期" in complaint_about(Kind.DATE, cell)


@pytest.mark.parametrize("cell", ["3月5日", "3月5号", "3.5", "03-05", "3/5", "０３－０５"])
def test_a_day_without_a_year_is_of_the_year_of_the_book(cell: str) -> None:
    value, problem = parse_cell(cell, LEDGER.column("booked_on"), YEAR)
    assert value == dt.date(2026, 3, 5)
    assert problem == Problem(
        f"“{cell}”没有写年份，暂按 2026-03-05 读取。",
        "请把单元格格式改为日期，再输入 2026-03-05。",
        is_readable=True,
    )
    assert "不是日期" in complaint_about(Kind.DATE, cell)


@pytest.mark.parametrize("cell", ["2月30日", "2.29", "13月1日", "3月", 3.5])
def test_what_is_no_day_of_the_year_is_reported(cell: ReadValue) -> None:
    value, problem = parse_cell(cell, LEDGER.column("booked_on"), YEAR)
    assert value is None
    assert problem
    assert "不是日期" in problem.what


@pytest.mark.parametrize("cell", [dt.date(1900, 1, 5), dt.date(2454, 9, 11)])
def test_a_small_number_that_became_a_date_is_reported(cell: dt.date) -> None:
    assert "年份不合常理" in complaint_about(Kind.DATE, cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1200, "1200.00"),
        (1200.5, "1200.50"),
        (0.1 + 0.2, "0.30"),
        (20 + 1e-9, "20.00"),
        (62.1666666666667 * 3, "186.50"),
        (0, "0.00"),
    ],
)
def test_an_amount_is_free_of_the_noise_of_sums(cell: float, expected: str) -> None:
    assert value_of(Kind.MONEY, cell) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1.005, "1.01"),
        (1.15 * 0.3, "0.35"),  # 0.345 in the cell, 0.34499999999999997 in the file
        (899.125, "899.13"),
        (899 / 7, "128.43"),
    ],
)
def test_an_amount_is_rounded_half_up_to_the_fen_and_reported(cell: float, expected: str) -> None:
    assert doubt_about(Kind.MONEY, cell) == Decimal(expected)


def test_what_an_amount_was_rounded_to_is_told() -> None:
    _, problem = parse_cell(899.125, LEDGER.column("expense_amount"), YEAR)
    assert problem == Problem(
        "“899.125”不止两位小数，暂按 899.13 元计算。",
        "请核对后改成 899.13；由公式算出的，请在公式中四舍五入到分。",
        is_readable=True,
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1200", "1200.00"),
        ("1,200.50", "1200.50"),
        ("￥1200", "1200.00"),
        ("¥ 1,200元", "1200.00"),
        ("１２００", "1200.00"),
        ("1.2万元", "12000.00"),
    ],
)
def test_an_amount_that_is_text_is_used_and_reported(cell: str, expected: str) -> None:
    assert doubt_about(Kind.MONEY, cell) == Decimal(expected)


@pytest.mark.parametrize(
    "cell", ["一千元", "12%", "1,2", "1200/人", True, float("nan"), float("inf"), dt.time(8)]
)
def test_what_is_no_amount_is_reported(cell: ReadValue) -> None:
    assert "不是金额" in complaint_about(Kind.MONEY, cell)


@pytest.mark.parametrize("cell", [1e12, -1e300, 10**30, "9" * 40])
def test_an_amount_beyond_all_reason_is_reported(cell: ReadValue) -> None:
    assert "过大" in complaint_about(Kind.MONEY, cell)


@pytest.mark.parametrize("cell", [-500, -500.0, "-500"])
def test_a_negative_amount_counts_and_is_reported(cell: ReadValue) -> None:
    value, problem = parse_cell(cell, LEDGER.column("expense_amount"), YEAR)
    assert value == Decimal("-500.00")
    assert problem == Problem(
        "金额为负数 -500.00 元，已按负数计算。", "请核对金额和正负号。", is_readable=True
    )


def test_a_revision_may_be_negative() -> None:
    value = parse_cell(-500.0, BUDGET.column("revision_amount"), YEAR)
    assert value == (Decimal("-500.00"), None)


@pytest.mark.parametrize(("cell", "expected"), [(3, 3), (3.0, 3), (0, 0)])
def test_a_count_is_a_whole_number(cell: float, expected: int) -> None:
    assert value_of(Kind.COUNT, cell) == expected


@pytest.mark.parametrize("cell", ["12", "１２", "12人", "12.0"])
def test_a_count_that_is_text_is_used_and_reported(cell: str) -> None:
    assert doubt_about(Kind.COUNT, cell) == 12


@pytest.mark.parametrize("cell", [3.5, "约12人", True, 1e20, float("inf"), dt.date(2026, 1, 1)])
def test_what_is_no_count_is_reported(cell: ReadValue) -> None:
    assert "不是整数" in complaint_about(Kind.COUNT, cell)


@pytest.mark.parametrize("cell", [-1, -1.0, "-1"])
def test_a_negative_count_is_reported(cell: ReadValue) -> None:
    assert complaint_about(Kind.COUNT, cell) == "“-1”是负数。"


@pytest.mark.parametrize(("cell", "expected"), [(0.005, "0.005"), (0.1 + 0.2, "0.3"), (2, "2")])
def test_a_number_is_exact_to_the_digits_of_a_cell(cell: float, expected: str) -> None:
    assert value_of(Kind.NUMBER, cell) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "expected"), [("0.5%", "0.005"), ("5‰", "0.005"), ("千分之五", "0.005"), ("3", "3")]
)
def test_a_share_that_is_text_is_used_and_reported(cell: str, expected: str) -> None:
    assert doubt_about(Kind.NUMBER, cell) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("3小时", "3"),
        ("400ml", "400"),
        ("400 ML", "400"),
        ("两节", "2"),
        ("十二学时", "12"),
        ("两个半小时", "2.5"),
        ("约3天", "3"),
        ("２．５ 小时", "2.5"),
    ],
)
def test_a_number_with_its_unit_is_used_and_reported(cell: str, expected: str) -> None:
    assert doubt_about(Kind.NUMBER, cell) == Decimal(expected)


@pytest.mark.parametrize("cell", ["若干", "3小时5分", "小时", "十", "3小时/次", "两两节"])
def test_what_is_no_number_with_a_unit_is_reported(cell: str) -> None:
    assert complaint_about(Kind.NUMBER, cell) == f"“{cell}”不是数字。"


def test_what_is_no_share_is_reported() -> None:
    assert complaint_about(Kind.NUMBER, "千分五") == "“千分五”不是数字。"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("001", "001"),
        (" 记-12 ", "记-12"),
        ("５０１", "501"),
        (501, "501"),
        (501.0, "501"),
        (501.01, "501.01"),
    ],
)
def test_a_code_is_text_and_keeps_its_noughts(cell: ReadValue, expected: str) -> None:
    assert value_of(Kind.CODE, cell) == expected


def test_a_code_too_long_for_a_number_is_used_and_reported() -> None:
    assert doubt_about(Kind.CODE, 1.5e15) == "1500000000000000"


@pytest.mark.parametrize("cell", [dt.date(2026, 3, 1), True, float("nan"), dt.time(1)])
def test_a_code_that_became_something_else_is_reported(cell: ReadValue) -> None:
    assert "不是编码" in complaint_about(Kind.CODE, cell)


@pytest.mark.parametrize("cell", ["-", "/", "—", "无", "－"])
def test_a_dash_is_no_code(cell: str) -> None:
    assert value_of(Kind.CODE, cell) == ""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("完成", PlanStatus.DONE),
        (" 已办结 ", PlanStatus.DONE),
        ("进行", PlanStatus.IN_PROGRESS),
        ("未开展", PlanStatus.NOT_STARTED),
        ("待定", PlanStatus.TENTATIVE),
        ("推迟", PlanStatus.POSTPONED),
        ("已取消", PlanStatus.CANCELLED),
    ],
)
def test_a_status_may_be_another_word_for_it(cell: str, expected: PlanStatus) -> None:
    assert parse_cell(cell, PLAN.column("status"), YEAR) == (expected, None)


@pytest.mark.parametrize("cell", ["是", "√", "✔", "TRUE", "Y", "1", 1, 1.0, True])
def test_every_usual_tick_is_yes(cell: ReadValue) -> None:
    assert value_of(Kind.FLAG, cell) is True


@pytest.mark.parametrize("cell", ["否", "×", "x", "FALSE", 0, 0.0, False, "无"])
def test_every_usual_cross_is_no(cell: ReadValue) -> None:
    assert value_of(Kind.FLAG, cell) is False


@pytest.mark.parametrize("cell", ["大概", 2, dt.date(2026, 1, 1)])
def test_what_is_neither_yes_nor_no_is_reported(cell: ReadValue) -> None:
    assert "看不出是“是”还是“否”" in complaint_about(Kind.FLAG, cell)


@pytest.mark.parametrize("cell", [3, 3.0, "3", "三月", dt.date(2026, 3, 1)])
def test_months_come_as_numbers_texts_and_dates(cell: ReadValue) -> None:
    assert value_of(Kind.MONTHS, cell) == (Month(2026, 3),)
    assert value_of(Kind.MONTH, cell) == Month(2026, 3)


def test_the_date_that_excel_makes_of_a_month_of_next_year_is_that_month() -> None:
    assert value_of(Kind.MONTHS, dt.date(2027, 1, 1)) == (Month(2027, 1),)


def test_the_date_that_excel_makes_of_two_months_is_reported() -> None:
    _, problem = parse(Kind.MONTHS, dt.date(2026, 7, 8))
    assert problem == Problem(
        "单元格里是日期 2026-07-08，暂按 2026-07 读取。",
        "如果是 7 至 8 月，请写成 7-8月。",
        is_readable=True,
    )


@pytest.mark.parametrize("cell", ["待定", 13, True, dt.time(1), 2026.1])
def test_what_is_no_month_is_reported(cell: ReadValue) -> None:
    assert "看不出是几月" in complaint_about(Kind.MONTHS, cell)


def test_a_date_of_another_century_is_no_month() -> None:
    assert "年份不合常理" in complaint_about(Kind.MONTHS, dt.date(1900, 1, 3))


def test_one_month_is_asked_for_where_one_belongs() -> None:
    assert "看不出是几月" in complaint_about(Kind.MONTH, "3、4")


def test_months_that_go_backwards_are_used_and_reported() -> None:
    assert doubt_about(Kind.MONTHS, "12、1") == (Month(2026, 1), Month(2026, 12))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" 春游\n方案 ", "春游\n方案"),
        ("=1+1", "=1+1"),
        (3.0, "3"),
        (3.25, "3.25"),
        (True, "TRUE"),
        (dt.datetime(2026, 3, 5), "2026-03-05"),  # noqa: DTZ001 - cells have no zone
        (dt.time(8, 30), "08:30:00"),
    ],
)
def test_text_is_what_the_cell_shows(cell: ReadValue, expected: str) -> None:
    assert value_of(Kind.TEXT, cell) == expected


def test_an_empty_status_is_not_started() -> None:
    assert parse_cell(None, PLAN.column("status"), YEAR) == (PlanStatus.NOT_STARTED, None)


def test_an_unknown_status_is_reported_and_counts_as_not_started() -> None:
    value, problem = parse_cell("做完了", PLAN.column("status"), YEAR)
    assert value is PlanStatus.NOT_STARTED
    assert problem
    assert problem.what == "“做完了”不是可选的词。"


def test_an_open_list_takes_other_words() -> None:
    assert parse_cell("家校共育", PLAN.column("category"), YEAR) == ("家校共育", None)


def test_a_long_text_is_cut_in_a_message() -> None:
    what = complaint_about(Kind.DATE, "很长\n的\x07文字" * 20)
    assert len(what) < 40
    assert what.endswith("…”不是日期。")
    assert "\n" not in what


@pytest.mark.parametrize(
    "written",
    [
        "2026年3月5日下午",
        "2026年3月5日（星期四）下午2:30",
        "2026-03-05 14:30-16:00",
        "2026.3.5 周四",
        "2026年3月5日 上午9点半",
        "2026年3月5日晚7时30分至9时",
    ],
)
def test_a_day_with_the_time_of_a_meeting_is_read(written: str) -> None:
    assert doubt_about(Kind.DATE, written) == dt.date(2026, 3, 5)


def test_the_time_of_a_meeting_is_not_tidied_away() -> None:
    column = Column("日期", Kind.DATE, is_of_year=True)
    assert parse_cell("3月5日下午", column, YEAR)[0] == dt.date(2026, 3, 5)
    assert tidied("2026年3月5日下午2:30", column, YEAR) is None
    assert tidied("2026年3月5日", column, YEAR) == dt.date(2026, 3, 5)


@pytest.mark.parametrize("written", ["2026-3-512:30", "2026年3月5日下午以后", "2026年3月底"])
def test_what_only_looks_like_a_day_with_a_time_is_told(written: str) -> None:
    assert "不是日期" in complaint_about(Kind.DATE, written)


@pytest.mark.parametrize(
    ("written", "votes"), [("35票", 35), ("三十五票", 35), ("十二", 12), ("零票", 0), ("两人", 2)]
)
def test_votes_in_words_are_read_and_told(written: str, votes: int) -> None:
    assert doubt_about(Kind.COUNT, written) == votes


@pytest.mark.parametrize("written", ["全票", "一致通过", "两年", "十十"])
def test_votes_that_are_no_number_are_told(written: str) -> None:
    assert "不是整数" in complaint_about(Kind.COUNT, written)
