"""Where the head of a list is, and which of the rows below it are rows of the list."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.lists.headers import is_known, month_of, plain_head, role_of
from unionxl.words.lists import alternatives
from unionxl.words.numerals import ONES
from unionxl.words.people import looks_like_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.importing.lists import ListCell, SourceRow, SourceSheet

HEAD_WITHIN = 20  # rows
FEWEST_KNOWN = 2
_LONGEST_CHILD = 12
_PAIR = re.compile(r"[^:：(（]{2,12}[:：]\s*\S.*")
_ENDING = (":", "：")
_ACCOUNT = re.compile(r"\d(?:[ -]?\d){8,}")
_SERIAL = re.compile(rf"[（(]?\d{{1,4}}[)）]?[、.．:：]?|[{ONES}十]{{1,3}}[、.]?")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a list: its labels by column, the rows above and below it.

    `number` is the row of the head in the sheet, `bottom` the last one of a head of two.
    """

    labels: tuple[str, ...]
    title: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    number: int = 0
    known: int = 0
    bottom: int = 0


def find_head(sheet: SourceSheet) -> Head | None:
    """Return the head of a sheet, None where no row of the first ones is one."""
    rows = [row for row in sheet.rows if any(map(_text, row.cells))]
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        labels = tuple(map(_text, row.cells))
        known = sum(map(is_known, labels))
        filled = [label for label in labels if label]
        is_only = len(filled) == 1 and role_of(filled[0], "服务台账") == "姓名"
        if not is_only and (known < FEWEST_KNOWN or known * 3 < len(filled)):
            continue
        if _is_of_pairs(filled):
            continue
        title = tuple(text for above in rows[:at] for text in map(_text, above.cells) if text)
        below, bottom = rows[at + 1 :], row.number
        child = below[0] if below else None
        if child is not None and _is_second(row, child):
            labels = _joined(row, child)
            title = (*title, *(text for text in filled if not is_known(text)))
            below, bottom = below[1:], child.number
        body = tuple(one for one in below if not _repeats(one, row, child))
        return Head(labels, title, body, row.number, known, bottom)
    return None


def unfolded(head: Head) -> Head:
    """Return a list whose columns stand several times beside each other as one below the other."""
    labels = [plain_head(one) for one in head.labels]
    places = [at for at, one in enumerate(labels) if role_of(one, "服务台账") == "姓名"]
    steps = {second - first for first, second in pairwise(places)}
    if len(places) < FEWEST_KNOWN or len(steps) != 1:
        return head
    step = steps.pop()
    start = next((at for at in range(len(labels) - step) if labels[at] == labels[at + step]), -1)
    if start < 0:
        return head
    starts = range(start, len(labels), step)
    rows = [
        replace(row, cells=part)
        for left in starts
        for row in head.rows
        if any(map(_text, part := row.cells[left : left + step]))
    ]
    kept = tuple(
        one for one in rows if any(_text(cell) and not is_serial(cell) for cell in one.cells)
    )
    return replace(head, labels=head.labels[start : start + step], rows=kept)


def filled_down(rows: Sequence[SourceRow]) -> tuple[SourceRow, ...]:
    """Return rows in which a cell that goes on from the row above holds what stands there."""
    found: list[SourceRow] = []
    for row in rows:
        if row.above and found:
            over = found[-1].cells
            width = max(len(row.cells), *(at + 1 for at in row.above))
            cells = [*row.cells, *[None] * (width - len(row.cells))]
            for at in row.above:
                if not _text(cells[at]) and at < len(over):
                    cells[at] = over[at]
            row = replace(row, cells=tuple(cells))  # noqa: PLW2901 - the row as it is meant
        found.append(row)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of a list, and the numbers of those that are none of its rows."""

    rows: tuple[SourceRow, ...]
    totals: tuple[int, ...]
    remarks: tuple[SourceRow, ...]


def sort_rows(rows: Iterable[SourceRow], width: int) -> Sorted:
    """Part the rows of a list from sums, carried pages, signatures and remarks."""
    kept: list[SourceRow] = []
    totals: list[int] = []
    remarks: list[SourceRow] = []
    for row in rows:
        texts = [text for text in map(_text, row.cells) if text]
        if not texts:
            continue
        if _is_total(row, texts):
            totals.append(row.number)
        elif width > 2 and (len(texts) == 1 or _is_signature(texts)):  # noqa: PLR2004
            remarks.append(row)
        else:
            kept.append(row)
    return Sorted(tuple(kept), tuple(totals), tuple(remarks))


def _is_total(row: SourceRow, texts: Sequence[str]) -> bool:
    """Tell whether a row names itself as a sum, a balance or a carried page."""
    words = [plain_head(one) for one in texts if not _is_figure(one)]
    if not words or (len(row.cells) > 1 and len(texts) == 1 and not _total().fullmatch(words[0])):
        return False
    if any(looks_like_name(one) for one in words[1:3]) and not _total().fullmatch(words[0]):
        return False
    return any(_total().fullmatch(one) for one in words[:3])


def _is_signature(texts: Sequence[str]) -> bool:
    """Tell whether a row is for signatures: 制表人：王芳　审核：."""
    return bool(_signed().match(plain_head(texts[0]))) and len(texts) <= 6  # noqa: PLR2004


@cache
def _total() -> re.Pattern[str]:
    words = alternatives("totals", "合计", "总额", "转页", "月结", "余额")
    return re.compile(
        rf"""
        (?: [本当全上]?[日月季年页期]度? | 期初 | 期末 | 年初 | 月初 | 月末 | 年末 | 以前
          | \d{{1,2}}月份? | 上年 | [^,，。]{{0,6}} )?
        (?: {words} | 发生额 | 总分 | 结余 | 结转 | 期初 | 年初数 )
        (?: 及余额 | 金额 | 人数 | 数 | 额 | 人民币 | \(.*\) | 下年 | 下期 | 新账 )*
        (?: 大写 )? :? .{{0,3}}
        | 共计?\d+人.{{0,3}}                                     # 共12人
        """,
        re.VERBOSE,
    )


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives('totals', '签字')})[^:：]{{0,6}}(?:[:：].*|人?$|签[字名章]?$)"
    )


def _is_of_pairs(texts: Sequence[str]) -> bool:
    """Tell whether a row says things of the whole list, 账号：1904…, and is no head."""
    if any(map(_ACCOUNT.fullmatch, texts)):
        return True
    if sum(bool(_PAIR.fullmatch(one)) for one in texts) * 2 > len(texts):
        return True
    labels, values = texts[::2], texts[1::2]
    return (
        bool(values)
        and all(one.endswith(_ENDING) for one in labels)
        and not any(one.endswith(_ENDING) for one in values)
    )


def _is_second(row: SourceRow, child: SourceRow) -> bool:
    """Tell whether a row goes on with the head above it: 月, 日 below 2026年."""
    places = [at for at, cell in enumerate(child.cells) if _text(cell)]
    texts = [_text(child.cells[at]) for at in places]
    if not texts or any(_is_figure(one) or len(one) > _LONGEST_CHILD for one in texts):
        return False
    if _is_of_pairs(texts):
        return False
    if any(isinstance(child.cells[at], dt.date) for at in places):
        return False
    above = [_own(row, at) for at in places]
    if all(one and is_known(one) for one in above):
        return False
    known = sum(is_known(one) or bool(month_of(one)) for one in texts)
    grouped = sum(
        is_known(f"{_parent(row, at)}{one}") for at, one in zip(places, texts, strict=True)
    )
    alone = [at for at in places if _own(row, at) and not _is_of_group(row, child, at)]
    if known + grouped and len(texts) > 1 and not alone:
        return True  # it parts groups such as 应发工资 and leaves the other columns free
    return known + grouped >= FEWEST_KNOWN and not any(map(looks_like_name, texts))


def _is_of_group(row: SourceRow, child: SourceRow, at: int) -> bool:
    """Tell whether a label has others beside it that only the row below names."""
    return not _own(row, at + 1) and bool(_own(child, at + 1))


def _joined(row: SourceRow, child: SourceRow) -> tuple[str, ...]:
    """Return the labels of a head of two rows."""
    labels = []
    for at in range(max(len(row.cells), len(child.cells))):
        below = _text(child.cells[at]) if at < len(child.cells) else ""
        over = _parent(row, at) if below else _own(row, at)
        both = f"{over}{below}"
        labels.append(next((one for one in (both, below, over) if is_known(one)), both))
    return tuple(labels)


def _own(row: SourceRow, at: int) -> str:
    return _text(row.cells[at]) if at < len(row.cells) else ""


def _parent(row: SourceRow, at: int) -> str:
    """Return the text over a cell: its own, or the one at its left that stretches over it."""
    place = min(at, len(row.cells) - 1)
    while place >= 0 and not _own(row, place):
        if row.merged and place not in row.merged:
            return ""
        place -= 1
    return _own(row, place) if place >= 0 else ""


def _repeats(row: SourceRow, head: SourceRow, child: SourceRow | None) -> bool:
    """Tell whether a row is the head once more, as on every page of a printed list."""
    texts = [_text(cell) for cell in row.cells if _text(cell)]
    heads = [_text(cell) for cell in head.cells if _text(cell)]
    if texts == heads:
        return True
    below = [_text(cell) for cell in child.cells if _text(cell)] if child else []
    return bool(texts) and texts == below and all(map(is_known, texts))


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[-+¥￥]?[\d,]+(?:\.\d+)?", text))


def is_serial(cell: ListCell) -> bool:
    """Tell whether a cell only counts its row."""
    return bool(_SERIAL.fullmatch(_text(cell)))


def _text(cell: ListCell) -> str:
    """Return the text of a cell in one line."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())
