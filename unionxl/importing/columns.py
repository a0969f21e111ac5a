"""What the header of a table's column says the column holds."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from unionxl.importing.text import display_width, plain, squeeze
from unionxl.words.lists import alternatives

if TYPE_CHECKING:
    from collections.abc import Sequence


class Role(enum.Enum):
    """What a column holds."""

    MONTH = "month"
    DAY = "day"
    WEEK = "week"
    CONTENT = "content"
    OWNER = "owner"
    REMARK = "remark"
    INDEX = "index"
    EXTRA = "extra"
    PERIOD = "period"


MAX_HEADER_CELL = 12
_FEW_COLUMNS = 3
_WIDE_GAP = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
LIST = "plan_columns"


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Return what the words of a header mean, such as 第一负责人(签字); the first fits."""

    def words(*concepts: str) -> str:
        return alternatives(LIST, *concepts)

    or_day = r"(?:[/、(]?(?:时间|日期)\)?)?"
    note = r"(?:\(.*\))?"
    money = rf"(?!.{{0,2}}(?:{words('旁栏不是')})).{{0,3}}"
    content = rf"(?:{words('内容修饰')}){{0,3}}(?:{words('内容')})"
    written = (
        (Role.INDEX, rf"{words('序号')}|(?i:no\.?)"),
        (Role.PERIOD, words("时期")),
        (Role.WEEK, words("周次")),
        (Role.OWNER, rf".{{0,4}}(?:{words('负责人')}){note}"),
        (Role.EXTRA, rf".{{0,4}}(?:{words('旁栏')}|(?:{words('旁栏开头')}){money}){note}"),
        (Role.REMARK, rf"{words('备注')}|(?:{words('备注开头')}).{{0,4}}"),
        (Role.MONTH, rf"(?:{words('月份')}){or_day}|月次|时间\(月份?\)|时间/月份?"),
        (Role.DAY, rf".{{0,4}}(?:{words('时间')}){note}"),
        (Role.CONTENT, rf"{content}(?:(?:及|与|和|/).{{1,6}}|\(.*\))?"),
    )
    return tuple((role, re.compile(pattern)) for role, pattern in written)


@lru_cache(maxsize=8192)
def column_role(cell: str) -> Role | None:
    """Return what a header cell announces, None when it is no header.

    >>> column_role("月 份"), column_role("主要工作内容"), column_role("三月")
    (<Role.MONTH: 'month'>, <Role.CONTENT: 'content'>, None)
    """
    bare = squeeze(plain(cell)).strip(":")
    if not bare or len(bare) > MAX_HEADER_CELL:
        return None
    return next((role for role, pattern in _roles() if pattern.fullmatch(bare)), None)


def header_roles(cells: Sequence[str]) -> tuple[Role | None, ...]:
    """Return the role of each cell of a header row, () when the row is none.

    A header announces a time and a content, and nothing but columns.
    """
    roles = tuple(column_role(cell) for cell in cells)
    all_known = all(role or not cell.strip() for role, cell in zip(roles, cells, strict=True))
    has_time = bool({Role.MONTH, Role.DAY, Role.WEEK, Role.PERIOD} & set(roles))
    return roles if all_known and has_time and Role.CONTENT in roles else ()


def loose_header_roles(cells: Sequence[str]) -> tuple[Role | None, ...]:
    """Return the role of each cell of a header that knows fewer words than it has columns.

    None stands for a column that only what is in it can tell. A time must be named: 序号 时间
    教职工文体 牵头科室, or 月份 文体类 关爱类.
    """
    filled = [cell for cell in cells if cell.strip()]
    known = [role for role in map(column_role, filled) if role]
    named = set(known) & {Role.MONTH, Role.DAY, Role.WEEK, Role.PERIOD}
    lacks = Role.CONTENT in known and len(filled) - len(known) > len(known)
    if not named or lacks or len(filled) < _FEW_COLUMNS or not all(map(_may_head, filled)):
        return ()
    if Role.CONTENT not in known and len(known) == len(filled):
        return ()
    return tuple(column_role(cell) for cell in cells)


def _may_head(cell: str) -> bool:
    """Tell whether a cell is as short as the head of a column, and no month or figure."""
    bare = squeeze(plain(cell))
    return len(bare) <= MAX_HEADER_CELL and not any(char.isdigit() for char in bare)


@dataclass(frozen=True, slots=True)
class SpacedHeader:
    """The header of a table whose columns are aligned with spaces.

    A row that begins right of `second_from` has an empty first cell; `single` says that one space
    parts the columns.
    """

    words: tuple[str, ...]
    second_from: int
    single: bool = False

    def cells(self, row: str) -> list[str]:
        """Split a row; with single gaps the spaces inside the content are not told apart."""
        width = len(self.words)
        if not self.single:
            return _WIDE_GAP.split(row, maxsplit=width - 1)
        parts = row.split()
        content = header_roles(self.words).index(Role.CONTENT)
        right = width - 1 - content
        if len(parts) <= width:
            return parts
        middle = " ".join(parts[content : len(parts) - right])
        return [*parts[:content], middle, *parts[len(parts) - right :]]


def spaced_header(text: str) -> SpacedHeader | None:
    """Read a header aligned with spaces; every character of it may stand apart."""
    folded = plain(text)
    bare = squeeze(folded)
    if len(bare) > 3 * MAX_HEADER_CELL or bare == folded.strip():
        return None
    halves = ((bare[:cut], bare[cut:]) for cut in range(1, len(bare)))
    tries = (re.split(r"\s{2,}", folded.strip()), folded.split(), *halves)
    words = next((tuple(found) for found in tries if header_roles(found)), None)
    if words is None:
        return None
    single = words == tuple(folded.split()) and _WIDE_GAP.search(text.strip()) is None
    first_at = len(text) - len(text.lstrip())
    second_at = folded.rfind(words[1][0], first_at + 1, len(text) - len(words[-1]) + 1)
    return SpacedHeader(words, (first_at + display_width(text[:second_at])) // 2, single)
