"""Rows of an existing sheet, exchanged in the text of its part; all other bytes stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import address, column_number
from unionxl.workbook.package import markup
from unionxl.workbook.package.markup import main

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ROOT = re.compile(rb"<(?P<prefix>(?:[\w.-]+:)?)worksheet[\s>/]")
_NUMBER = re.compile(rb'\sr="(\d+)"')
_REFERENCE = re.compile(r'\sr="([A-Z]+)\d+"')
_STYLE = re.compile(r'\ss="(\d+)"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_HEIGHT = re.compile(rb'\s(?:ht|customHeight)="[^"]*"')
_HIDDEN = re.compile(rb'\s(?:hidden|zeroHeight)="(?:1|true)"')
_POINTS = re.compile(rb'\sht="(\d+(?:\.\d+)?)"')
_FIXED_HEIGHT = re.compile(rb'\scustomHeight="(?:1|true)"')


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell as it stands in the text of a row."""

    column: int
    text: str
    style: int | None
    formula: FoundFormula | None
    is_empty: bool


@dataclass(frozen=True, slots=True)
class FoundFormula:
    """A formula; `area` is that of an array or of the cells that share it, `group` its number."""

    kind: str
    area: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class _RowText:
    """Where a row lies in the text."""

    number: int
    start: int
    inner: int
    end: int


class SheetText:
    """The text of one worksheet part, its rows found by number."""

    def __init__(self, content: bytes, where: str) -> None:
        self._where = where
        self._shown: set[int] = set()
        content = markup.as_utf8(content, where)
        if not (self._index(content) or self._index(_plain(content, where))):
            raise markup.damaged(where)

    def _index(self, content: bytes) -> bool:
        """Find the rows; False for a text that says them in an unusual way."""
        root = _ROOT.search(content)
        if root is None or b"<!" in content or b"<?" in content[5:]:
            return False
        prefix = root["prefix"]
        content = _open_sheet_data(content, prefix)
        head = re.search(rb"<%ssheetData[^>]*>" % prefix, content)
        tail = content.rfind(b"</%ssheetData>" % prefix)
        if head is None or tail < 0 or not _has_addresses(content, prefix):
            return False
        rows = _find_rows(content, prefix, head.end(), tail)
        if rows is None:
            return False
        self.prefix = prefix.decode()
        self._content, self._start, self._end = content, head.end(), tail
        self._rows = {row.number: row for row in rows}
        cell = r"<{0}c(?P<head>\s[^>]*?)(?:/>|>(?P<inner>.*?)</{0}c>)"
        self._cell = re.compile(cell.format(re.escape(self.prefix)), re.DOTALL)
        return True

    @property
    def head(self) -> bytes:
        """What stands before the rows."""
        return self._content[: self._start]

    @property
    def tail(self) -> bytes:
        """What stands after the rows."""
        return self._content[self._end :]

    def numbers(self) -> Iterable[int]:
        """Return the numbers of all rows that are there, upwards."""
        return self._rows.keys()

    def cells(self, number: int) -> dict[int, FoundCell]:
        """Return the cells of a row by column."""
        row = self._rows.get(number)
        if row is None:
            return {}
        inner = self._content[row.inner : row.end].decode()
        found = (self._found(match) for match in self._cell.finditer(inner))
        return {cell.column: cell for cell in found}

    def has_row(self, number: int) -> bool:
        """Tell whether a row is there."""
        return number in self._rows

    def show(self, number: int) -> None:
        """Let a row be seen that a filter or the clerk has hidden, once it is written."""
        self._shown.add(number)

    def is_hidden(self, number: int) -> bool:
        """Tell whether a row is there and cannot be seen."""
        return _HIDDEN.search(self._tag(number)) is not None

    def has_formula(self, number: int) -> bool:
        """Tell whether a row holds a formula, quickly; in doubt it does."""
        row = self._rows.get(number)
        mark = f"<{self.prefix}f".encode()
        return row is not None and self._content.find(mark, row.inner, row.end) >= 0

    def may_be_filled(self, number: int) -> bool:
        """Tell, quickly, whether a row may hold anything."""
        row = self._rows.get(number)
        marks = (f"<{self.prefix}{name}".encode() for name in ("v", "is", "f"))
        return row is not None and any(
            self._content.find(mark, row.inner, row.end) >= 0 for mark in marks
        )

    def height(self, number: int) -> str:
        """Return the attributes that say how high a row is."""
        return b"".join(_HEIGHT.findall(self._tag(number))).decode()

    def fixed_height(self, number: int) -> str:
        """Return the attributes that fix the height of a row, empty where it follows the text."""
        tag = self._tag(number)
        return b"".join(_HEIGHT.findall(tag)).decode() if _FIXED_HEIGHT.search(tag) else ""

    def free_height(self, number: int) -> float:
        """Return the height in points that a row has from its texts, 0 where none is said."""
        match = _POINTS.search(self._tag(number))
        return float(match[1]) if match else 0.0

    def _tag(self, number: int) -> bytes:
        """Return the start tag of a row."""
        row = self._rows.get(number)
        return b"" if row is None else self._content[row.start : row.inner]

    def shared_formula(self, group: str) -> tuple[str, int] | None:
        """Return the text of a shared formula and the row of its first cell."""
        pattern = rf'<{self.prefix}f\s[^>]*\bsi="{group}"[^>]*>[^<]'.encode()
        match = re.search(pattern, self._content)
        if match is None:
            return None
        row = max(
            (row for row in self._rows.values() if row.start < match.start()),
            key=lambda row: row.start,
        )
        for cell in self.cells(row.number).values():
            if cell.formula and cell.formula.group == group and cell.formula.text:
                return cell.formula.text, row.number
        return None

    def with_rows(self, rows: Mapping[int, Mapping[int, str]], heights: Mapping[int, str]) -> bytes:
        """Return the rows part of the text with cells set, by row and column.

        `heights` holds the attributes that give these rows their heights.
        """
        pieces = []
        position = self._start
        following = sorted(self._rows)
        index = 0
        for number in sorted(rows):
            while index < len(following) and following[index] < number:
                index += 1
            row = self._rows.get(number)
            if row is None:
                at = self._rows[following[index]].start if index < len(following) else self._end
                start = f'<{self.prefix}row r="{number}"{heights.get(number, "")}>'.encode()
                end, cells = at, rows[number]
            else:
                at, end = row.start, row.end
                tag = self._tag(number)
                tag = _HIDDEN.sub(b"", tag) if number in self._shown else tag
                start = _open_tag(tag, heights.get(number, ""))
                old = {column: cell.text for column, cell in self.cells(number).items()}
                cells = old | dict(rows[number])
            inner = "".join(cells[column] for column in sorted(cells)).encode()
            close = f"</{self.prefix}row>".encode()
            pieces += [self._content[position:at], start, inner, close]
            position = end
        pieces.append(self._content[position : self._end])
        return b"".join(pieces)

    def _found(self, match: re.Match[str]) -> FoundCell:
        """Return a cell from its text."""
        reference = _REFERENCE.search(match["head"])
        style = _STYLE.search(match["head"])
        inner = match["inner"] or ""
        p = re.escape(self.prefix)
        formula = re.search(rf"<{p}f(\s[^>]*?)?(?:/>|>(.*?)</{p}f>)", inner, re.DOTALL)
        has_value = re.search(rf"<{p}v>[^<]|<{p}t(?:\s[^>]*)?>[^<]", inner) is not None
        return FoundCell(
            column_number(reference[1]) if reference else 0,
            match[0],
            int(style[1]) if style else None,
            _formula(formula[1] or "", formula[2] or "") if formula else None,
            is_empty=formula is None and not has_value,
        )


def _formula(attributes: str, text: str) -> FoundFormula:
    """Return a formula from the text of its element."""
    found = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
    return FoundFormula(
        found.get("t", "normal"), found.get("ref", ""), found.get("si", ""), _unescaped(text)
    )


def _unescaped(text: str) -> str:
    """Return the text behind the five entities of XML."""
    for entity, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'")):
        text = text.replace(f"&{entity};", character)
    return text.replace("&amp;", "&")


def _find_rows(content: bytes, prefix: bytes, start: int, end: int) -> list[_RowText] | None:
    """Return the rows in their order, None when a number is missing or out of order."""
    pattern = re.compile(rb"<%srow(?:\s[^>]*?)?(/?)>" % prefix)
    close = b"</%srow>" % prefix
    rows: list[_RowText] = []
    for match in pattern.finditer(content, start, end):
        number = _NUMBER.search(match[0])
        if number is None or (rows and rows[-1].number >= int(number[1])):
            return None
        stop = match.end() if match[1] else content.find(close, match.end()) + len(close)
        rows.append(_RowText(int(number[1]), match.start(), match.end(), stop))
    return rows


def _has_addresses(content: bytes, prefix: bytes) -> bool:
    """Tell whether every cell says where it is; the quick look is enough for most files."""
    cells = content.count(b"<%sc " % prefix) + content.count(b"<%sc>" % prefix)
    if cells == content.count(b'<%sc r="' % prefix):
        return True
    return cells == len(re.findall(rb'<%sc\s[^>]*?\br="[A-Z]+\d+"' % prefix, content))


def _open_sheet_data(content: bytes, prefix: bytes) -> bytes:
    """Return the text with room for rows when there is none yet."""
    empty = re.search(rb"<%ssheetData\s*/>" % prefix, content)
    if empty is None:
        return content
    opened = b"<%ssheetData></%ssheetData>" % (prefix, prefix)
    return content[: empty.start()] + opened + content[empty.end() :]


def _open_tag(tag: bytes, height: str) -> bytes:
    """Return the start tag of a row that gets cells; the hint about its span no longer holds."""
    tag = _HEIGHT.sub(b"", _SPANS.sub(b"", tag)).removesuffix(b"/>").removesuffix(b">").rstrip()
    return tag + height.encode() + b">"


def _plain(content: bytes, where: str) -> bytes:
    """Write an unusual text in the usual way: UTF-8, every row and cell with its address."""
    root = markup.parse(content, where)
    data = root.find(main("sheetData"))
    last_row = 0
    for row in markup.children(data, "row"):
        last_row = int(row.get("r", last_row + 1))
        row.set("r", str(last_row))
        last_column = 0
        for cell in markup.children(row, "c"):
            letters = re.match("[A-Z]+", cell.get("r", ""))
            last_column = column_number(letters[0]) if letters else last_column + 1
            cell.set("r", address(last_row, last_column))
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            node.getparent().remove(node)
    return markup.serialise(root)
