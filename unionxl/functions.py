"""Functions in cells, for Excel on Windows; the workbook does not need them.

A function takes a cell or a whole range and answers with as many cells. Where there is nothing to
tell it says so in words. Tables are given with their headers, as in `=科目余额(A2, Ledger[#All])`.
"""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from unionxl.domain.accounts import EXPENSE, INCOME, ChartOfAccounts, code_parts
from unionxl.domain.budget import BudgetLine, execute_totals, rolled_up
from unionxl.domain.calendar import calendar_days, has_notice, is_working_day, next_working_day
from unionxl.domain.festivals import Festival
from unionxl.domain.holidays import HolidayDay
from unionxl.domain.ledger import LedgerEntry, totals_by_account
from unionxl.domain.lunar import DAY_NAMES, MONTH_NAMES, lunar_date
from unionxl.domain.money import yuan
from unionxl.domain.shares import MOST_DUES_RATE, read_share
from unionxl.domain.written import exact_percent
from unionxl.errors import RequestError, UnionXLError
from unionxl.resources import load_festivals, load_holidays
from unionxl.tables.budget import BUDGET
from unionxl.tables.festivals import FESTIVALS
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.ledger import LEDGER
from unionxl.workbook.book.records import read_records
from unionxl.workbook.port import TableBlock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionxl.tables.model import Table

Cell = str | float | bool | dt.datetime | None
Grid = list[list[Cell]]
Function = TypeVar("Function", bound="Callable[..., Grid]")
Record = TypeVar("Record")

CATEGORY = "工会工作"
NO_NOTICE = "待国务院通知"
NOT_A_DATE = "不是日期"
NOT_A_NUMBER = "不是数字"
_DAY_ZERO = dt.date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 61, 2_958_465  # from 1900-03-01, the days that Excel counts right


def offered(**arguments: str) -> Callable[[Function], Function]:
    """Offer a function in Excel's list of functions, with a word about each argument.

    The process that Excel asks has imported xlwings already; anywhere else they stay plain.
    """
    xlwings = sys.modules.get("xlwings")

    def offer(function: Function) -> Function:
        if xlwings is None:
            return function
        function.__annotations__.clear()  # xlwings would take them for converters
        for name, told in arguments.items():
            xlwings.arg(name, doc=told, ndim=2)(function)
        made: Function = xlwings.func(function, category=CATEGORY)
        return made

    return offer


@offered(日期="一个日期，或一列日期")
def 农历(日期: Grid) -> Grid:
    """返回农历日期，如“正月初一”。"""
    return _each_day(日期, _lunar_text)


@offered(日期="一个日期，或一列日期", 节日表="可不填；填 Festivals[#All] 则按《节日》表")
def 节日(日期: Grid, 节日表: Grid | None = None) -> Grid:
    """返回当天的节日，几个节日用顿号隔开；没有节日则为空。"""
    festivals = _given(节日表, FESTIVALS, Festival, load_festivals)
    return _each_day(日期, partial(_festival_text, festivals=festivals))


@offered(日期="一个日期，或一列日期", 放假安排="可不填；填 Holidays[#All] 则按《放假安排》表")
def 是否工作日(日期: Grid, 放假安排: Grid | None = None) -> Grid:
    """返回“是”或“否”；当年的国务院通知还没有的，返回“待国务院通知”。"""
    holidays = _given(放假安排, HOLIDAYS, HolidayDay, load_holidays)
    return _each_day(日期, partial(_working_text, holidays=holidays))


@offered(日期="一个日期，或一列日期", 放假安排="可不填；填 Holidays[#All] 则按《放假安排》表")
def 下一个工作日(日期: Grid, 放假安排: Grid | None = None) -> Grid:
    """返回之后的第一个工作日；所在年度的国务院通知还没有的，返回“待国务院通知”。"""
    holidays = _given(放假安排, HOLIDAYS, HolidayDay, load_holidays)
    return _each_day(日期, partial(_next_working, holidays=holidays))


@offered(
    月缴费基数="月缴费基数（元），一格或一列",
    会费比例="本单位的会费比例，连同百分号，如 0.5%；一格，或与基数同样大小",
    月数="几个月，不填为 1",
)
def 应缴会费(月缴费基数: Grid, 会费比例: Grid, 月数: Grid | None = None) -> Grid:
    """返回应缴会费（元）：基数乘比例再乘月数，四舍五入到分。"""
    return [
        [
            _dues(base, _at(会费比例, row, column), _at(月数 or [[1.0]], row, column))
            for column, base in enumerate(cells)
        ]
        for row, cells in enumerate(月缴费基数)
    ]


@offered(科目编码="一个科目编码，或一列编码", 台账="填 Ledger[#All]")
def 科目余额(科目编码: Grid, 台账: Grid) -> Grid:
    """返回科目及其下级科目的收入减支出（元）。"""
    try:
        totals = totals_by_account(_records(台账, LEDGER, LedgerEntry))
    except UnionXLError as stop:
        return _everywhere(科目编码, str(stop))
    rolled = rolled_up(totals, ChartOfAccounts.of((), ""))
    return _each_code(
        科目编码,
        lambda parts: (
            rolled.get((INCOME, parts), Decimal(0)) - rolled.get((EXPENSE, parts), Decimal(0))
        ),
    )


@offered(
    科目编码="一个支出科目编码，或一列编码",
    预算="填 Budget[#All]",
    台账="填 Ledger[#All]",
)
def 预算剩余(科目编码: Grid, 预算: Grid, 台账: Grid) -> Grid:
    """返回支出预算（年初加调整）减去已支出，含下级科目；没有预算的返回“未列预算”。"""
    try:
        lines = _records(预算, BUDGET, BudgetLine)
        totals = totals_by_account(_records(台账, LEDGER, LedgerEntry))
    except UnionXLError as stop:
        return _everywhere(科目编码, str(stop))
    left = {
        code_parts(one.account_code): one.remaining_amount
        for one in execute_totals(lines, totals, ChartOfAccounts.of((), ""))
        if one.kind == EXPENSE
    }
    return _each_code(科目编码, lambda parts: left.get(parts, "未列预算"))


def _lunar_text(day: dt.date) -> str:
    lunar = lunar_date(day)
    if lunar is None:
        return "没有这一年的农历"
    month = ("闰" if lunar.is_leap else "") + MONTH_NAMES[lunar.month - 1]
    return month + DAY_NAMES[lunar.day - 1]


def _festival_text(day: dt.date, festivals: Sequence[Festival]) -> str:
    (found,) = calendar_days(day, day, holidays=(), festivals=festivals)
    return "、".join(found.festivals)


def _working_text(day: dt.date, holidays: Sequence[HolidayDay]) -> str:
    if not has_notice(day.year, holidays):
        return NO_NOTICE
    return "是" if is_working_day(day, holidays) else "否"


def _next_working(day: dt.date, holidays: Sequence[HolidayDay]) -> Cell:
    found = next_working_day(day, holidays)
    if not all(has_notice(year, holidays) for year in range(day.year, found.year + 1)):
        return NO_NOTICE
    return dt.datetime.combine(found, dt.time())


def _dues(base: Cell, rate: Cell, months: Cell) -> Cell:
    if base in (None, ""):
        return ""
    if rate in (None, ""):
        return "未填比例"
    share = read_share(rate) if isinstance(rate, str) else None
    share = _decimal(rate) if share is None else share
    if share is not None and not 0 <= share <= MOST_DUES_RATE:
        return f"比例 {exact_percent(share)} 不对，请写成 0.5% 的样子"
    figures = [_decimal(base), share, _decimal(months)]
    if None in figures:
        return NOT_A_NUMBER
    amount = Decimal(1)
    for figure in figures:
        amount *= figure or Decimal(0)
    return float(yuan(amount))


def _each_day(days: Grid, told: Callable[[dt.date], Cell]) -> Grid:
    """Answer for every date; an empty cell stays empty."""
    return [[_of_day(cell, told) for cell in cells] for cells in days]


def _of_day(cell: Cell, told: Callable[[dt.date], Cell]) -> Cell:
    if cell in (None, ""):
        return ""
    day = _date(cell)
    return NOT_A_DATE if day is None else told(day)


def _each_code(codes: Grid, told: Callable[[tuple[str, ...]], Decimal | str]) -> Grid:
    """Answer for every account code; an empty cell stays empty."""
    return [[_of_code(cell, told) for cell in cells] for cells in codes]


def _of_code(cell: Cell, told: Callable[[tuple[str, ...]], Decimal | str]) -> Cell:
    if cell in (None, ""):
        return ""
    is_whole = isinstance(cell, float) and cell.is_integer()
    code = f"{cell:.0f}" if is_whole else str(cell).strip()
    answer = told(code_parts(code))
    return float(answer) if isinstance(answer, Decimal) else answer


def _everywhere(cells: Grid, text: str) -> Grid:
    """Answer the same in every cell."""
    return [[text for _ in row] for row in cells]


def _date(cell: Cell) -> dt.date | None:
    """Return a date, None for what is none."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, float) and _FIRST_DAY <= cell <= _LAST_DAY:
        return _DAY_ZERO + dt.timedelta(days=int(cell))
    return None


def _decimal(cell: Cell) -> Decimal | None:
    """Return a number, None for what is none."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    try:
        number = Decimal(str(cell).replace(",", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _at(grid: Grid, row: int, column: int) -> Cell:
    """Return the cell beside another one; a single cell stands beside all of them."""
    if len(grid) == len(grid[0]) == 1:
        return grid[0][0]
    inside = row < len(grid) and column < len(grid[row])
    return grid[row][column] if inside else None


def _given(
    grid: Grid | None,
    table: Table,
    record_type: type[Record],
    known: Callable[[], tuple[Record, ...]],
) -> tuple[Record, ...]:
    """Return the rows of a table, or what the program knows where none is given."""
    return known() if grid is None else _records(grid, table, record_type)


def _records(grid: Grid, table: Table, record_type: type[Record]) -> tuple[Record, ...]:
    """Return the rows of a table that was given with its header.

    Raises:
        UnionXLError: a column is missing, or a row cannot be read: a sum without it is none.
    """
    header, *rows = grid
    names = tuple("" if name is None else str(name) for name in header)
    block = TableBlock(table.name, table.sheet, 1, 1, names, tuple(map(tuple, rows)))
    read = read_records((block.by_columns(),), table, record_type, fiscal_year=0)
    if read.skipped_rows:
        raise RequestError(
            f"有 {read.skipped_rows} 行没有能够识别，未计算。",
            where=f"《{table.sheet}》",
            advice="请点“检查”，按结果更正后再看。",
        )
    return read.records
