"""The formulas of the program as trees: what is read here is what the program writes itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKENS = re.compile(
    r"""\s*(?:
    "(?P<text>(?:[^"]|"")*)"
    |(?P<number>\d+(?:\.\d+)?)
    |'(?P<sheet>[^']+)'!(?P<there>\$?[A-Z]{1,3}\$?[1-9]\d*)
    |(?P<here>\$?[A-Z]{1,3}\$?[1-9]\d*)(?![\w(\[])
    |(?P<table>[A-Za-z_]\w*)\[(?:(?P<column>[^\[\]]+)|\[\#This[ ]Row\],\[(?P<field>[^\[\]]+)\])\]
    |(?P<function>[A-Z][A-Z0-9]*)\(
    |(?P<sign><>|<=|>=|[-+*/&=<>(),{}])
    )""",
    re.VERBOSE,
)
# What binds least comes first.
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))


class UnknownFormulaError(ValueError):
    """A formula that is none of the program's own."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, or several texts in braces."""

    value: float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell; `sheet` is empty for the sheet of the formula."""

    sheet: str
    place: str


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """The cells of a column of a table."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The cell of a column of a table in the row of the formula."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator with what it is given."""

    name: str
    given: tuple[Node, ...]


Node: TypeAlias = Constant | CellRef | ColumnRef | FieldRef | Call


def parsed(formula: str) -> Node:
    """Return a formula, without its equals sign, as a tree.

    Raises:
        UnknownFormulaError: it is written in another way than the program's own formulas.

    >>> parsed('IF(Plan[状态]="",1)').name
    'IF'
    """
    reader = _Reader(formula)
    tree = reader.level(0)
    if reader.at is not None:
        raise UnknownFormulaError(formula)
    return tree


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    """Yield the pieces of a formula."""
    start = 0
    while start < len(formula):
        found = _TOKENS.match(formula, start)
        if found is None:
            raise UnknownFormulaError(formula)
        yield found
        start = found.end()


def _reference(piece: re.Match[str]) -> Node:
    """Return the cells that a piece of a formula names."""
    if piece["field"]:
        return FieldRef(piece["table"], piece["field"])
    if piece["table"]:
        return ColumnRef(piece["table"], piece["column"])
    place: str = piece["there"] or piece["here"]
    return CellRef(piece["sheet"] or "", place.replace("$", ""))


class _Reader:
    """A formula that is read from left to right; `at` is the piece that comes next."""

    def __init__(self, formula: str) -> None:
        self._formula = formula
        self._pieces = _tokens(formula)
        self.at: re.Match[str] | None = next(self._pieces, None)

    def level(self, depth: int) -> Node:
        """Read what the operators of a level and those that bind more join."""
        if depth == len(_LEVELS):
            return self._one()
        left = self.level(depth + 1)
        while self.at is not None and self.at["sign"] in _LEVELS[depth]:
            sign = self._next()["sign"]
            left = Call(sign, (left, self.level(depth + 1)))
        return left

    def _one(self) -> Node:
        """Read one operand."""
        piece = self._next()
        if piece["text"] is not None:
            return Constant(piece["text"].replace('""', '"'))
        if piece["number"]:
            return Constant(float(piece["number"]))
        if piece["function"]:
            return Call(piece["function"], self._given())
        return self._signed(piece["sign"]) if piece["sign"] else _reference(piece)

    def _signed(self, sign: str) -> Node:
        """Read what begins with a sign."""
        if sign == "-":
            return Call("-", (Constant(0.0), self._one()))
        if sign == "(":
            inner = self.level(0)
            self._expect(")")
            return inner
        if sign == "{":
            return Constant(self._texts())
        raise UnknownFormulaError(self._formula)

    def _given(self) -> tuple[Node, ...]:
        """Read what a function is given, and its bracket."""
        if self.at is not None and self.at["sign"] == ")":
            self._next()
            return ()
        given = [self.level(0)]
        while (sign := self._next()["sign"]) == ",":
            given.append(self.level(0))
        if sign != ")":
            raise UnknownFormulaError(self._formula)
        return tuple(given)

    def _texts(self) -> tuple[str, ...]:
        """Read texts in braces."""
        texts = []
        while True:
            piece = self._next()
            if piece["text"] is None:
                raise UnknownFormulaError(self._formula)
            texts.append(piece["text"].replace('""', '"'))
            if self._next()["sign"] == "}":
                return tuple(texts)

    def _expect(self, sign: str) -> None:
        if self._next()["sign"] != sign:
            raise UnknownFormulaError(self._formula)

    def _next(self) -> re.Match[str]:
        """Take the next piece."""
        piece = self.at
        if piece is None:
            raise UnknownFormulaError(self._formula)
        self.at = next(self._pieces, None)
        return piece
