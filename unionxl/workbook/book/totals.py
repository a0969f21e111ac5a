"""Rows that name themselves as totals or counts, below a table and inside it: one rule.

A word makes a total only in the place where such words stand: a row that has what every record
has, or says more than a total does, is a record whatever word stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from unionxl.tables.all import TABLES
from unionxl.values.column import Kind
from unionxl.words.lists import alternatives
from unionxl.words.months import QUARTER
from unionxl.words.numerals import ONES, ZEROS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from unionxl.values.column import Column, ReadValue

    Filled = Sequence[tuple[int, ReadValue]]
    Columns = Sequence[Column | None]

FIGURES = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.SHARE})
WORDS = frozenset({Kind.TEXT, Kind.STATES})
_REMARKS = frozenset({"remark", "note"})
_MOST_BESIDE = 2  # cells beside the word in a total: the day, a group
# One of them is in every text that names a total or a count.
SIGNS = frozenset("计额余结总和数共月年季∑ΣlLmM承接转过")

# Patterns are compiled when they are first needed: in most tables there is nothing.
_NUMBER = rf"(?:\d[\d,.]*|[{ZEROS[:2]}{ONES}十百千两]+)"
_UNIT = r"(?:人次|[人名位条项笔次件份户张场元个本家])"
_COUNTS = r"(?:人数|人次|份数|次数|笔数|件数|条数|项数|户数)"
_PERIOD = rf"""
    (?:20\d\d年?度?)?
    (?: 本[日旬周月季期年次页]度? | [全当][年月期] | 上[年月] | 第?[{QUARTER}]季度? | [上下]半年
      | \d{{1,2}}月份? | 十?[{ONES}十]月份? | 以上 | 截至本?[月页期]末? )?
"""


@cache
def _sum_words() -> str:
    return rf"(?:{alternatives('totals', '合计')}|{alternatives('totals', '总额')}|[∑Σ])"


@cache
def _whole() -> re.Pattern[str]:
    """Return what names a total or a count and says nothing else: 本月合计, 承前页, 共80人."""
    return re.compile(
        rf"""
        (?: {_PERIOD} (?: 收入 | 支出 | 收支 | 费用 | 金额 | 人数 )?
            {_sum_words()} (?: 收入 | 支出 | 收支 | 费用 | 发生 )? (?: 金额 | 数额 | 额 )?
            (?: 人民币 | RMB )? (?: \(.{{0,6}}\) )? :? (?: ¥?{_NUMBER}[元整]{{0,2}} )?
          | {alternatives("totals", "转页")} | [承接转过结][转前上下次]*[前上下次][页年月]
          | {alternatives("totals", "月结")}
          | {_PERIOD} (?:[期月季年]末)?
            (?: {alternatives("totals", "余额")} | 结余 | 发生额 ) (?: 及余额 | 和余额 | 合计 )? :?
          | (?: sub-? | grand )? total (?: s | amount )? :? | sum (?:total)? :?
          | [总一合]?共(?: 计 | 有 )? {_NUMBER} {_UNIT} .{{0,4}}
          | {_PERIOD} [^,。;]{{0,4}} {_COUNTS} :? {_NUMBER} {_UNIT}?
        ) [.。]?
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _part() -> re.Pattern[str]:
    """Return what opens a row of totals: 教研组小计, 合计金额(元), 总额1200元."""
    return re.compile(
        rf"""
        [^,，。;；]{{0,8}} (?: {alternatives("totals", "合计")} | 总额 )
        (?: 金额 | 人数 | 数 | 元 | \(.{{0,6}}\) | [¥\d][\d,.]*[元人名笔次件]? )?
        (?: :.* )?
        """,
        re.VERBOSE,
    )


_LABEL = rf"[^,。;\d]{{0,4}}{_COUNTS}:?"
_FIGURE = rf"(?:共|其中|¥|约)?[^\d,。;]{{0,3}}{_NUMBER}{_UNIT}?整?|其中.{{0,8}}"


class Naming(Enum):
    """How a text names a total: it says nothing else, begins so, or asks for a number."""

    WHOLE = "合计"
    PART = "教研组小计"
    LABEL = "人数"


def squeezed(cell: ReadValue) -> str:
    """Return what stands in a cell without spaces, full-width characters made plain."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()) if cell is not None else ""


def naming(text: str) -> Naming | None:
    """Tell how a squeezed text names a total or a count.

    >>> naming("教研组小计"), naming("以上共计人民币"), naming("合计支付办公用品款")
    (<Naming.PART: '教研组小计'>, <Naming.WHOLE: '合计'>, None)
    >>> naming("共80人"), naming("会员人数"), naming("结余分配说明会")
    (<Naming.WHOLE: '合计'>, <Naming.LABEL: '人数'>, None)
    """
    if _whole().fullmatch(text):
        return Naming.WHOLE
    if re.fullmatch(_LABEL, text):
        return Naming.LABEL
    return Naming.PART if _part().fullmatch(text) else None


def columns_of(name: str, header: Sequence[str]) -> tuple[Column | None, ...]:
    """Return the columns of an input table as a sheet has them, None for the clerk's own."""
    table = next((one for one in TABLES if one.name.casefold() == name.casefold()), None)
    columns = table.columns if table else ()
    known = {name: one for one in columns for name in (*one.former, one.header)}
    return tuple(known.get("".join(text.split())) for text in header)


def is_needed(column: Column | None) -> bool:
    """Tell whether a column other than a figure is one that every record has."""
    return (
        column is not None
        and (column.is_essential or column.is_required)
        and column.kind not in FIGURES
    )


def names_itself_total(filled: Filled, columns: Columns) -> bool:
    """Tell whether the filled cells of a row, by position, are those of a total or a count."""
    for order, (at, cell) in enumerate(filled):
        if not isinstance(cell, str) or SIGNS.isdisjoint(cell):
            continue
        how = naming(squeezed(cell))
        if how and _is_in_its_place(how, (at, order), filled, columns):
            return True
    return False


def _is_in_its_place(how: Naming, place: tuple[int, int], filled: Filled, columns: Columns) -> bool:
    """Tell whether a word that names a total stands where a total has it.

    `place` is the position of its cell in the row, and its order among the filled ones.
    """
    at, order = place
    others = [(other, cell) for other, cell in filled if other != at]
    figures = [one for one in others if _is_figure(one[1], _column(columns, one[0]))]
    beside = len(others) - len(figures)
    column = _column(columns, at)
    if how is Naming.LABEL:
        return order == 0 and not beside and any(is_numeric(cell) for _, cell in figures)
    if how is Naming.PART or (column is not None and column.field in _REMARKS):
        return not beside and (bool(figures) or lacks(filled, columns, {at}))
    if column is not None and (column.kind not in WORDS or column.is_closed):
        return not _is_code_of_record(column, beside)
    said = [_column(columns, one[0]) for one in others if one not in figures]
    if any(is_needed(one) and one and one.kind in WORDS and not one.is_closed for one in said):
        return False
    has_figures = bool(figures) or any(sign.isdigit() for sign in squeezed(filled[order][1]))
    return beside <= _MOST_BESIDE and (has_figures or lacks(filled, columns, {at}))


def _is_code_of_record(column: Column, beside: int) -> bool:
    """Tell whether a code is but a strange one: the row has more than a total has."""
    return column.kind is Kind.CODE and beside > _MOST_BESIDE


def lacks(filled: Filled, columns: Columns, but: Collection[int]) -> bool:
    """Tell whether a row lacks what every record has, the cells at `but` left aside.

    Of a table that is not known, every row does.
    """
    there = {at for at, _ in filled}
    needed = {at for at, one in enumerate(columns) if is_needed(one)}
    return not any(columns) or bool(needed - there - set(but))


def _column(columns: Columns, at: int) -> Column | None:
    """Return the column at a position, None where it is not known."""
    return columns[at] if at < len(columns) else None


def _is_figure(cell: ReadValue, column: Column | None) -> bool:
    """Tell whether a cell is a figure of a total: by its column, or a number among words."""
    if column is not None and column.kind in FIGURES:
        return True
    if column is not None and column.kind not in WORDS:
        return False
    return is_numeric(cell) or (
        isinstance(cell, str) and re.fullmatch(_FIGURE, squeezed(cell)) is not None
    )


def is_numeric(cell: ReadValue) -> bool:
    """Tell whether a cell is a number, or a number with its unit."""
    if isinstance(cell, str):
        return re.fullmatch(rf"¥?{_NUMBER}{_UNIT}?", squeezed(cell)) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)
