"""What stands below a table: rows that still belong to it, and what does not.

LibreOffice, WPS and a paste leave rows below a table that Excel would have taken in. Those that
follow it without a gap are rows of it for every reader; the table grows over them at the next
write. One rule for both adapters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.words.lists import alternatives
from unionxl.words.months import QUARTER
from unionxl.words.numerals import ONES
from unionxl.workbook.port import Leftover, RowsBelow, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from unionxl.values.column import ReadValue


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rule must know of a table besides the values below it.

    `calculated` are the columns (from 0) that calculate: what stands in them makes no row.
    `merged` are rows of the sheet with a merged cell; `adds_up` tells whether an amount in a row
    of the sheet is a sum over other rows.
    """

    header: tuple[str, ...]
    calculated: Collection[int] = ()
    merged: Collection[int] = ()
    adds_up: Callable[[int], bool] = lambda _row: False
    has_totals: bool = False


# Patterns are compiled when they are first needed: below most tables there is nothing.
_SIGNS = frozenset("计页额结余年月lL")  # one of them is in every text that names a total
_SUMS = r"(?i)\b(?:SUM|SUMIFS?|SUMPRODUCT|SUBTOTAL|AGGREGATE)\s*\("
_FAR = r"(?i)\b(?:OFFSET|INDIRECT|INDEX)\s*\("
_TEXT_IN_FORMULA = r'"[^"]*"'
_SPAN = r"(?i)\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)"
_WHOLE = r"(?i)\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?!\w)"
_ADDED = r"(?i)[+-]?\$?[A-Z]{1,3}\$?\d+(?:[+-]\$?[A-Z]{1,3}\$?\d+)+"
_LAID_ASIDE = r"[=()\s]"
_ROW = r"(?i)[A-Z]\$?(\d+)"


@cache
def _total() -> re.Pattern[str]:
    """Return what names a total and says nothing else: 本月合计, 第一季度小计, 承前页, 期末余额."""
    return re.compile(
        rf"""
        (?:20\d\d年度?)?
        (?: 本[日旬月季期年次页] | 本年度 | 全[年月期] | 上年 | 收入 | 支出 | 费用
          | 第?[{QUARTER}]季度? | [上下]半年 | \d{{1,2}}月份? | 十?[{ONES}十]月份? | 以上 )?
        (?: {alternatives("totals", "合计")} )
        | (?: 承 | 接 | 转 | 过 | 结转 ) [上前下次] [页年月]
        | [月季年]结 | 累计(?: 收入 | 支出 | 发生额 )
        | (?: [期月季年]末 | 本[月季期年] )?
          (?: 余额 | 结余 | 发生额 (?: 及余额 | 和余额 | 合计 )? )
        | (?: sub | grand )? total
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _total_first() -> re.Pattern[str]:
    """Return what opens a row of totals: 教研组小计, 合计金额(元), 总额1200元."""
    return re.compile(
        rf"""
        [^,，。;；]{{0,8}} (?: {alternatives("totals", "合计")} | 总额 )
        (?: 金额 | 人数 | 数 | 元 | \(.{{0,6}}\) | [¥\d][\d,.]*[元人名笔次件]? )?
        (?: :.* )?
        """,
        re.VERBOSE,
    )


@cache
def _signature() -> re.Pattern[str]:
    """Return what a line for signatures begins with: 制表人:, 工会主席签字:, 单位(盖章)."""
    signer = rf"""
        (?: 单位 | 财务 | 工会 | 部门 )?
        (?: {alternatives("totals", "签字")} | 附?注\d{{0,2}} )
        [人员者]?
        (?: 签[字名章] | 意见 | 日期 | 时间 | 单位 | \(签[字章]\) | \(盖章\) )?
    """
    return re.compile(
        rf"""
        {signer} (?: :.* )?
        | (?: 单位 | 公章 | 签章 ) \( (?: 盖章 | 公章 | 签[字章] ) \) :?.*
        """,
        re.VERBOSE,
    )


def adds_up_rows(formula: str, row: int) -> bool:
    """Tell whether a formula in a row of the sheet sums over other rows.

    >>> adds_up_rows("=SUM(D4:D23)", 24), adds_up_rows("=SUM(D24:F24)", 24)
    (True, False)
    >>> adds_up_rows("=D5+D9", 24), adds_up_rows("=D24*2", 24)
    (True, False)
    >>> adds_up_rows("=+(D5-D9)", 24), adds_up_rows("=SUM(D5,D9)", 24), adds_up_rows("=D24-D5", 24)
    (True, True, False)
    """
    bare = re.sub(_TEXT_IN_FORMULA, "", formula)
    rows = [int(number) for number in re.findall(_ROW, bare)]
    is_elsewhere = bool(rows) and all(number != row for number in rows)
    if re.fullmatch(_ADDED, re.sub(_LAID_ASIDE, "", bare)):
        return is_elsewhere
    if not re.search(_SUMS, bare):
        return False
    is_table = "[" in bare and "@" not in bare and "this row" not in bare.lower()
    spans = (first != last for first, last in re.findall(_SPAN, bare))
    is_wide = re.search(_WHOLE, bare) or re.search(_FAR, bare)
    return is_table or is_wide is not None or any(spans) or is_elsewhere


def rows_below(first: int, rows: Sequence[Sequence[ReadValue]], around: Surroundings) -> RowsBelow:
    """Return what the rows below a table are; `first` is the row of the sheet they begin at.

    The rows have the table's columns. Rows of it end at the first row that is empty or none.
    """
    found = [_kind(first + index, row, around) for index, row in enumerate(rows)]
    count = next((index for index, kind in enumerate(found) if kind is not _DATA), len(found))
    if around.has_totals:
        count = 0
    return RowsBelow(first, count, tuple(_leftovers(first + count, found[count:], around)))


_DATA, _EMPTY = "a row of the table", "an empty row"


def why_none(number: int, row: Sequence[ReadValue], around: Surroundings) -> Why | None:
    """Return why a row of the sheet, taken by itself, is none of a table; None for one that is.

    An empty one is none either, but there is nothing to say of it.
    """
    kind = _kind(number, row, around)
    return kind if isinstance(kind, Why) else None


def _kind(number: int, row: Sequence[ReadValue], around: Surroundings) -> str | Why:
    """Return what a row is by itself: of the table, empty, or why it is none."""
    filled = [
        (column, cell)
        for column, cell in enumerate(row)
        if column not in around.calculated and is_filled(cell)
    ]
    if not filled:
        return _EMPTY
    if number in around.merged:
        return Why.MERGED
    return _label(row, filled, around) or (Why.TOTAL if around.adds_up(number) else _DATA)


def _label(
    row: Sequence[ReadValue], filled: Sequence[tuple[int, ReadValue]], around: Surroundings
) -> Why | None:
    """Return why a row is none by what stands in it."""
    texts = [squeezed(cell) for _, cell in filled if isinstance(cell, str) and _SIGNS & set(cell)]
    first = squeezed(filled[0][1])
    if any(_total().fullmatch(text) for text in texts) or _total_first().fullmatch(first):
        return Why.TOTAL
    if _signature().fullmatch(first):
        return Why.SIGNATURE
    if len(filled) == 1 and len(row) > 1:
        return Why.SINGLE
    if all(squeezed(cell) == squeezed(around.header[column]) for column, cell in filled):
        return Why.HEADER
    return None


def _leftovers(first: int, kinds: Sequence[str | Why], around: Surroundings) -> Iterator[Leftover]:
    """Yield the rows that were not taken in, those of one reason that follow each other as one."""
    kept = Why.TOTALS_ROW if around.has_totals else Why.AFTER
    start, reason = 0, None
    for number, kind in enumerate((*kinds, _EMPTY), first):
        if kind is _EMPTY and kept is Why.AFTER:
            kept = Why.GAP
        why = kept if kind is _DATA else kind if isinstance(kind, Why) else None
        if why is not reason:
            if reason is not None:
                yield Leftover(start, number - 1, reason)
            start, reason = number, why


def is_filled(cell: ReadValue) -> bool:
    """Tell whether a cell holds something."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def names_total(text: str, *, is_whole: bool = False) -> bool:
    """Tell whether a squeezed text names a total; `is_whole`: it says nothing else.

    >>> names_total("教研组小计"), names_total("教研组小计", is_whole=True)
    (True, False)
    """
    whole = _total().fullmatch(text) is not None
    return whole or (not is_whole and _total_first().fullmatch(text) is not None)


def squeezed(cell: ReadValue) -> str:
    """Return what stands in a cell without spaces, full-width characters made plain."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()) if cell is not None else ""
