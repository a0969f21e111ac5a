"""What the formulas of the program come to, step by step as a spreadsheet program computes it.

Nothing is guessed: where programs differ, or a cell is not what such a formula expects, there is
no result, and the program that opens the workbook computes it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import fsum
from operator import ge, lt
from typing import TYPE_CHECKING, TypeAlias

from unionxl.workbook.cells.formula_text import (
    Call,
    CellRef,
    ColumnRef,
    Constant,
    FieldRef,
    UnknownFormulaError,
    parsed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.workbook.cells.formula_text import Node

Scalar: TypeAlias = "float | str | bool | Fault | None"
Value: TypeAlias = "Scalar | list[Scalar]"

_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days of cells know no time zone
_WILD = re.compile(r"[?*~]")
_BOUND = re.compile(r"(>=|<)([1-9]\d*)")
_SMALLEST, _LARGEST = 1e-4, 1e11


class NoResultError(Exception):
    """What a formula comes to is not certain."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An error value such as #N/A."""


FAULT = Fault()


@dataclass(frozen=True, slots=True)
class Source:
    """Where formulas find cells: of a column of a table, single ones, those of their own row.

    Each raises `NoResultError` where a value is not certain.
    """

    column: Callable[[str, str], list[Scalar]]
    cell: Callable[[str, str], Scalar]
    own_row: Callable[[str, str], Scalar]
    known: dict[Node, Value] = field(default_factory=dict)


def result_of(formula: str, source: Source) -> float | str | bool:
    """Return what a formula, without its equals sign, comes to.

    Raises:
        NoResultError: that is not certain, or an error value.
    """
    try:
        value = _value(parsed(formula), source)
    except UnknownFormulaError as error:
        raise NoResultError(formula) from error
    if value is None:
        return 0.0
    if isinstance(value, list | Fault):
        raise NoResultError(formula)
    return value


def cell_value(value: object) -> Scalar:
    """Return the value of a cell as a formula sees it.

    Raises:
        NoResultError: it holds an error, or something else that formulas take in their own way.

    >>> cell_value(dt.date(1900, 3, 1)), cell_value(12)
    (61.0, 12.0)
    """
    if value is None or (isinstance(value, str) and not value.startswith("#")):
        return value
    if isinstance(value, dt.datetime):
        return (value - _FIRST_DAY) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((value - _FIRST_DAY.date()).days)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value)
    raise NoResultError(str(value))


def _value(node: Node, source: Source) -> Value:
    """Return what a part of a formula comes to."""
    if isinstance(node, Constant):
        return list(node.value) if isinstance(node.value, tuple) else node.value
    if isinstance(node, CellRef):
        return source.cell(node.sheet, node.place)
    if isinstance(node, ColumnRef):
        return list(source.column(node.table, node.column))
    if isinstance(node, FieldRef):
        return source.own_row(node.table, node.column)
    if node not in source.known:
        source.known[node] = _called(node, source)
    return source.known[node]


def _called(call: Call, source: Source) -> Value:
    """Return what a function gives; of some not everything that they are given is looked at."""
    match call:
        case Call("IF", (condition, then, otherwise)):
            truth = _scalar(_value(condition, source))
            if isinstance(truth, Fault):
                return truth
            return _value(then if _number(truth) else otherwise, source)
        case Call("IFERROR", (first, second)):
            tried = _value(first, source)
            return _value(second, source) if isinstance(tried, Fault) else tried
        case Call("*", (left, Call("ISERROR", _))) if _is_nothing(nothing := _value(left, source)):
            return nothing  # whatever the other side is, which is no error
    function = _FUNCTIONS.get(call.name)
    if function is None:
        raise NoResultError(call.name)
    return function(*(_value(one, source) for one in call.given))


def _is_nothing(value: Value) -> bool:
    """Tell whether a column holds nothing but 0."""
    return isinstance(value, list) and all(one == 0.0 for one in value)


def _each(function: Callable[..., Scalar]) -> Callable[..., Value]:
    """Let a function of single values take columns as well: row by row."""

    def spread(*given: Value) -> Value:
        counts = {len(one) for one in given if isinstance(one, list)}
        if not counts:
            return function(*given)
        if len(counts) > 1:
            raise NoResultError(str(counts))
        rows = range(counts.pop())
        return [
            function(*(one[row] if isinstance(one, list) else one for one in given)) for row in rows
        ]

    return spread


def _passing(function: Callable[..., Scalar]) -> Callable[..., Value]:
    """Let an error value that a function is given be its result."""

    def passed(*given: Scalar) -> Scalar:
        return FAULT if any(isinstance(one, Fault) for one in given) else function(*given)

    return _each(passed)


def _scalar(value: Value) -> Scalar:
    """Return a single value."""
    if isinstance(value, list):
        raise NoResultError("a column in place of a value")
    return value


def _number(value: Scalar) -> float:
    """Return a value as a number; programs differ about texts."""
    if isinstance(value, str | Fault):
        raise NoResultError(str(value))
    return float(value or 0.0)


def _text(value: Scalar) -> str:
    """Return a value as text; of numbers those that no program writes with an exponent."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and (not value or _SMALLEST < abs(value) < _LARGEST):
        return f"{value:.15g}"
    raise NoResultError(str(value))


def _equal(left: Scalar, right: Scalar) -> bool:
    """Tell whether two values are equal: texts in either case, blanks as "" and as 0."""
    if left is None or right is None:
        return (left or right or 0.0) == 0.0
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if isinstance(left, str) or isinstance(right, str):
        return False
    return _number(left) == _number(right)


def _divided(left: Scalar, right: Scalar) -> Scalar:
    divisor = _number(right)
    return _number(left) / divisor if divisor else FAULT


def _rounded(value: float, places: int = 0) -> float:
    """Round halves away from zero."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _formatted(value: Scalar, form: Scalar) -> Scalar:
    """Write a number in one of the forms that the program's formulas use."""
    number = _number(value)
    match form:
        case "yyyy-mm-dd" if number >= 1:
            return f"{_FIRST_DAY + dt.timedelta(days=int(number)):%Y-%m-%d}"
        case "0%" | "  0%":  # the spaces are of older workbooks
            return f"{form}".replace("0", str(int(_rounded(number * 100))))
    raise NoResultError(str(form))


def _found(what: Scalar, text: Scalar) -> Scalar:
    """Return where a text begins in another one."""
    if not isinstance(what, str) or _WILD.search(what):
        raise NoResultError(str(what))
    place = _text(text).casefold().find(what.casefold())
    return FAULT if place < 0 else float(place + 1)


def _matched(what: Value, among: Value, kind: Value) -> Value:
    """Return the place of the first value that equals another."""
    if not isinstance(among, list) or kind != 0.0:
        raise NoResultError("MATCH")
    if isinstance(what, list):
        return [_scalar(_matched(one, among, kind)) for one in what]
    if isinstance(what, Fault):
        return what
    if isinstance(what, str) and _WILD.search(what):
        raise NoResultError(what)
    places = (place for place, one in enumerate(among, 1) if _is_same_kind_and_equal(what, one))
    return next((float(place) for place in places), FAULT)


def _is_same_kind_and_equal(what: Scalar, one: Scalar) -> bool:
    return one is not None and isinstance(one, str) == isinstance(what, str) and _equal(what, one)


def _picked(among: Value, place: Value) -> Value:
    """Return the value at a place."""
    if not isinstance(among, list) or isinstance(place, list):
        raise NoResultError("INDEX")
    if isinstance(place, Fault):
        return place
    number = int(_number(place))
    if not 1 <= number <= len(among):
        raise NoResultError("INDEX")
    return among[number - 1]


def _summed_products(*given: Value) -> Value:
    """Return the sum of the products row by row."""
    product = given[0]
    for one in given[1:]:
        product = _PRODUCT(product, one)
    cells = product if isinstance(product, list) else [product]
    if any(isinstance(one, Fault) for one in cells):
        return FAULT
    return fsum(_number(one) for one in cells if not isinstance(one, str))


def _counted_if(*pairs: Value) -> Value:
    """Count the rows that meet every condition, for each of several conditions."""
    return _for_each_condition(pairs, lambda rows: float(sum(1 for _ in rows)))


def _summed_if(amounts: Value, *pairs: Value) -> Value:
    """Add up the numbers in the rows that meet every condition, for each of several conditions."""

    def added(rows: Iterable[int]) -> float:
        column = amounts if isinstance(amounts, list) else [amounts]
        cells = (column[row] for row in rows)
        return fsum(cell for cell in cells if isinstance(cell, float))

    return _for_each_condition(pairs, added)


def _for_each_condition(pairs: Sequence[Value], told: Callable[[Iterable[int]], float]) -> Value:
    """Tell something of the rows that meet every condition, for each one where there is a list."""
    columns, wanted = pairs[::2], pairs[1::2]
    rows: Sequence[int] = range(len(columns[0]) if isinstance(columns[0], list) else 1)
    listed: tuple[Value, list[Scalar]] | None = None
    for column, one in zip(columns, wanted, strict=True):
        if not isinstance(one, list):
            rows = _meeting(rows, column, one)
        elif listed is None:
            listed = column, one
        else:
            raise NoResultError("several lists of conditions")
    if listed is None:
        return told(rows)
    column, several = listed
    return [told(_meeting(rows, column, one)) for one in several]


def _meeting(rows: Sequence[int], column: Value, wanted: Scalar) -> Sequence[int]:
    """Return those of some rows in which a column meets a condition."""
    test = _condition(wanted)
    cells = column if isinstance(column, list) else [column]
    return [row for row in rows if test(cells[row])]


@cache
def _condition(wanted: Scalar) -> Callable[[Scalar], bool]:
    """Return the test of a condition as COUNTIFS writes it: >0, <>取消, ?*, 50101."""
    text = _text(wanted)
    if text in (">0", "<0"):
        sign = 1 if text == ">0" else -1
        return lambda cell: isinstance(cell, float) and cell * sign > 0
    if text.startswith("<>"):
        unwanted = text.removeprefix("<>")
        if not unwanted:
            return lambda cell: cell is not None
        equals = _like(unwanted)
        return lambda cell: not (isinstance(cell, str) and equals(cell))
    if bound := _BOUND.fullmatch(text):
        compare, number = ge if bound[1] == ">=" else lt, float(bound[2])
        return lambda cell: isinstance(cell, float) and compare(cell, number)
    if text[:1] in ("<", ">", "="):
        raise NoResultError(text)
    if not text:
        return lambda cell: cell is None or cell == ""
    return _is_text(text)


def _is_text(text: str) -> Callable[[Scalar], bool]:
    """Return the test whether a cell holds a text, or the number that it writes."""
    equals = _like(text)
    is_wild = _WILD.search(text) is not None

    def test(cell: Scalar) -> bool:
        if isinstance(cell, str):
            return equals(cell)
        if cell is None:
            return False
        if is_wild:
            raise NoResultError(text)
        return text.strip().isdecimal() and _number(cell) == float(text)

    return test


@cache
def _like(pattern: str) -> Callable[[str], bool]:
    """Return the test whether a whole text is like a pattern with ? and *, in either case."""
    if not _WILD.search(pattern):
        folded = pattern.casefold()
        return lambda text: text.casefold() == folded
    if "~" in pattern:
        raise NoResultError(pattern)
    signs = {"*": ".*", "?": "."}
    parts = "".join(signs.get(sign, re.escape(sign)) for sign in pattern)
    found = re.compile(parts, re.DOTALL | re.IGNORECASE)
    return lambda text: found.fullmatch(text) is not None


_PRODUCT = _passing(lambda left, right: _number(left) * _number(right))
_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "+": _passing(lambda left, right: _number(left) + _number(right)),
    "-": _passing(lambda left, right: _number(left) - _number(right)),
    "*": _PRODUCT,
    "/": _passing(_divided),
    "&": _passing(lambda left, right: _text(left) + _text(right)),
    "=": _passing(_equal),
    "<>": _passing(lambda left, right: not _equal(left, right)),
    ">": _passing(lambda left, right: _number(left) > _number(right)),
    "AND": _passing(lambda *values: all(map(_number, values))),
    "N": _each(lambda value: value if isinstance(value, float | Fault) else float(value is True)),
    "ISTEXT": _each(lambda value: isinstance(value, str)),
    "ISNUMBER": _each(lambda value: isinstance(value, float)),
    "ISERROR": _each(lambda value: isinstance(value, Fault)),
    "LEN": _passing(lambda value: float(len(_text(value)))),
    "LEFT": _passing(lambda value, count: _text(value)[: int(_number(count))]),
    "SUBSTITUTE": _passing(lambda text, old, new: _text(text).replace(_text(old), _text(new))),
    "SEARCH": _passing(_found),
    "REPT": _passing(lambda text, count: _text(text) * int(_number(count))),
    "ROUND": _passing(lambda value, places: _rounded(_number(value), int(_number(places)))),
    "MAX": _passing(lambda *values: max(map(_number, values))),
    "MIN": _passing(lambda *values: min(map(_number, values))),
    "TEXT": _passing(_formatted),
    "MATCH": _matched,
    "INDEX": _picked,
    "SUMPRODUCT": _summed_products,
    "COUNTIFS": _counted_if,
    "SUMIFS": _summed_if,
    "SUMIF": lambda column, wanted, amounts: _summed_if(amounts, column, wanted),
}
