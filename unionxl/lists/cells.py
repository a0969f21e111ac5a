"""Cells of a list as values of a table's column, read with the leniency that lists need."""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.period import Month
from unionxl.domain.written import exact_percent
from unionxl.tables.members import Members
from unionxl.values.column import Kind
from unionxl.values.reading import MAX_DAY, MIN_DAY, parse_cell, shown

if TYPE_CHECKING:
    from unionxl.importing.lists import ListCell
    from unionxl.values.column import Column, ReadValue
    from unionxl.values.reading import Value
    from unionxl.views.layout import CellValue

_ID = re.compile(r"(?<![\dA-Za-z])(?:\d{17}[\dXx]|\d{15})(?![\dA-Za-z])")
_CARD = re.compile(r"(?<![\dA-Za-z])\d(?:[ -]?\d){15,18}(?![\dA-Za-z])")
_MONTH_DAY = re.compile(r"((?:19|20)\d{2})(?:年|[-/.])(1[0-2]|0?[1-9])月?")
_PACKED_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_PACKED_TIME = re.compile(r"(\d{8})\s?\d{2}:?\d{2}(?::?\d{2})?")
_BRACKETS = re.compile(r"\(([\d,.]+)\)")
_GENDERS = {"1": "男", "2": "女", "男性": "男", "女性": "女", "m": "男", "f": "女"}
_NUMBER_DIGITS = 10**14  # a number of 18 digits in a cell: its first 15 are right
_MASKS = (("（身份证号略）", _ID), ("（账号略）", _CARD))


class Doubt(enum.Enum):
    """How sure a value is."""

    NONE = "sure"
    LOOK = "taken, to be looked at"
    UNREAD = "not understood, left out"


Read = tuple["CellValue", Doubt, str]


def read_cell(cell: ListCell, column: Column, year: int) -> Read:
    """Return what goes into a column, how sure it is and what is said of it."""
    if cell is None or cell == "" or column.kind is Kind.DATE:
        return _read_day(cell, column, year) if cell else (None, Doubt.NONE, "")
    value, problem = parse_cell(_readable(_usual(cell, column)), column, year)
    if problem is not None and not problem.is_readable:
        return None, Doubt.UNREAD, f"{column.header}{shown(_readable(cell))}没有读懂，没有导入"
    return cell_value(value, column), Doubt.NONE, ""


def cell_value(value: Value, column: Column) -> CellValue:
    """Return a value as it is written into a cell of a column."""
    match value:
        case bool():
            return "是" if value else "否"
        case Month():
            return str(value)
        case tuple():
            return "、".join(map(str, value)) or None
        case enum.Enum():
            return str(value.value)
        case str():
            return without_numbers(value) or None
    is_share = isinstance(value, Decimal) and column.kind is Kind.SHARE
    return exact_percent(value) if is_share else value  # type: ignore[arg-type]


def text_of(value: CellValue) -> str:
    """Return a value as the clerk reads it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def id_number(cell: ListCell) -> str:
    """Return the number of an identity card, also of one that a cell has kept as a number.

    The number stands in no message and on no sheet; what is derived from it does.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= _NUMBER_DIGITS:
        return f"{Decimal(cell):.0f}"
    text = "".join(_plain(cell).split())
    return text if _ID.fullmatch(text) else ""


def born_on(number: str) -> dt.date | None:
    """Return the birth date in the number of an identity card.

    >>> born_on("110105198503072345")
    datetime.date(1985, 3, 7)
    """
    is_short = len(number) == len("110105850307234")
    digits = f"19{number[6:12]}" if is_short else number[6:14]
    try:
        day = dt.datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if MIN_DAY <= day <= MAX_DAY else None


def gender_of(number: str, *, is_exact: bool = True) -> str:
    """Return the sex in the number of an identity card; a rounded number has lost it."""
    digit = number[14] if len(number) == len("110105850307234") else number[16:17]
    if not (digit.isdecimal() and is_exact):
        return ""
    return "男" if int(digit) % 2 else "女"


def without_numbers(text: str) -> str:
    """Return a text without numbers of identity cards and bank cards."""
    for mask, pattern in _MASKS:
        if pattern is _ID:
            text = pattern.sub(lambda one: mask if born_on(one[0]) else one[0], text)  # noqa: B023
        else:
            text = pattern.sub(lambda one: mask if _is_card(one[0]) else one[0], text)  # noqa: B023
    return text


def is_card(cell: ListCell) -> bool:
    """Tell whether a cell is the number of a bank card."""
    return isinstance(cell, str) and bool(_CARD.fullmatch(cell.strip())) and _is_card(cell)


def _is_card(text: str) -> bool:
    """Tell by its last digit whether a number is that of a card (Luhn)."""
    digits = [int(one) for one in reversed(text) if one.isdecimal()]
    doubled = (sum(divmod(2 * one, 10)) for one in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _plain(cell: ListCell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", "" if cell is None else str(cell)).strip()


def _readable(cell: ListCell) -> ReadValue:
    return float(cell) if isinstance(cell, Decimal) else cell


def _usual(cell: ListCell, column: Column) -> ListCell:
    """Return a cell in the form that tables know: 1 for 男, (12.50) for -12.50."""
    if column is Members.gender and not isinstance(cell, bool):
        plain = _plain(cell).casefold()
        return _GENDERS.get(plain, plain)
    if column.kind is Kind.NUMBER and isinstance(cell, str):
        return _plain(cell).removesuffix("元")
    return _money_text(cell) if column.kind is Kind.MONEY else cell


def _money_text(cell: ListCell) -> ListCell:
    """Return an amount in brackets, as accountants write it, with its sign."""
    if not isinstance(cell, str):
        return cell
    found = _BRACKETS.fullmatch(_plain(cell))
    return f"-{found[1]}" if found else cell.lstrip("+").strip()


def _read_day(cell: ListCell, column: Column, year: int) -> Read:
    """Read a day; one without its day is the first of the month, to be looked at."""
    if isinstance(cell, float) and f"{cell:.6g}".endswith(".1"):
        return None, Doubt.UNREAD, _not_a_day(cell, column)  # 1985.1 may be October
    text = _plain(cell)
    if packed := _PACKED_TIME.fullmatch(text):
        text = packed[1]
    month = _MONTH_DAY.fullmatch(text) or _PACKED_MONTH.fullmatch(text)
    if month and not isinstance(cell, dt.date):
        day = dt.date(int(month[1]), int(month[2]), 1)
        told = f"{column.header}{shown(_readable(cell))}没有写日，按 {day} 导入，请核对"
        return day, Doubt.LOOK, told
    plain: ReadValue = cell if isinstance(cell, dt.date) else text
    if isinstance(cell, int | float):
        plain = cell
    value, problem = parse_cell(plain, column, year)
    if not isinstance(value, dt.date):
        return (
            None,
            Doubt.UNREAD if problem else Doubt.NONE,
            (_not_a_day(cell, column) if problem else ""),
        )
    return value, Doubt.NONE, ""


def _not_a_day(cell: ListCell, column: Column) -> str:
    return f"{column.header}{shown(_readable(cell))}看不出是哪一天，没有导入"
