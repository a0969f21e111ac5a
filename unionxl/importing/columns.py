"""What the header of a table's column says the column holds."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.importing.text import display_width, plain, squeeze

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
_WIDE_GAP = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.INDEX, re.compile(r"序号?|编号|项次|no\.?", re.IGNORECASE)),
    (Role.PERIOD, re.compile(r"季度?|学期|学年|阶段|时期|年度|年份?")),
    (Role.WEEK, re.compile(r"周次|周|周数|星期")),
    (
        Role.OWNER,
        re.compile(
            r"""
            .{0,4}(?:负责人?员?|责任人员?|负责部门|责任部门|责任单位|承办(?:人|部门|单位)?
            |主办(?:人|部门|单位)?|牵头(?:人|部门|单位)?|组织者|执行人|分管领导|主持人
            |经办人|实施人|组织部门|负责者|承办者|组长)(?:\(.*\))?
            """,
            re.VERBOSE,
        ),
    ),
    (
        Role.EXTRA,
        re.compile(
            r".{0,4}(?:地点|对象|参加人员?|参与人员?|人数|经费.{0,3}|预算.{0,3}|形式|方式|目标|目的|效果|类别|板块|领域|部门"
            r"|分类|类型|人员|范围)(?:\(.*\))?"
        ),
    ),
    (
        Role.REMARK,
        re.compile(
            r"备注|说明|附注|注|要求|工作要求|完成情况|落实情况|检查情况|状态|评价|资料|呈现.{0,4}|成果.{0,4}"
        ),
    ),
    (
        Role.MONTH,
        re.compile(
            r"(?:工作|活动|计划)?月份?(?:[/、(]?(?:时间|日期)\)?)?|月次|时间\(月份?\)|时间/月份?"
        ),
    ),
    (
        Role.DAY,
        re.compile(r".{0,4}(?:时间|日期|时段|时间安排|时间节点|起止时间)(?:\(.*\))?"),
    ),
    (
        Role.CONTENT,
        re.compile(
            r"""
            (?:主要|具体|重点|工会|教工|本月|每月|活动|工作|计划|拟|月度?|党建|安排|实施
            |预定){0,3}(?:内容|事项|要点|安排|项目|活动|工作|任务|主题|名称|计划|重点|措施
            |议程)(?:(?:及|与|和|/).{1,6}|\(.*\))?
            """,
            re.VERBOSE,
        ),
    ),
)


def column_role(cell: str) -> Role | None:
    """Return what a header cell announces, None when it is no header.

    >>> column_role("月 份"), column_role("主要工作内容"), column_role("三月")
    (<Role.MONTH: 'month'>, <Role.CONTENT: 'content'>, None)
    """
    bare = squeeze(plain(cell)).strip(":")
    if not bare or len(bare) > MAX_HEADER_CELL:
        return None
    return next((role for role, pattern in _ROLES if pattern.fullmatch(bare)), None)


def header_roles(cells: Sequence[str]) -> tuple[Role | None, ...]:
    """Return the role of each cell of a header row, () when the row is none.

    A header announces a time and a content, and nothing but columns.
    """
    roles = tuple(column_role(cell) for cell in cells)
    all_known = all(role or not cell.strip() for role, cell in zip(roles, cells, strict=True))
    has_time = bool({Role.MONTH, Role.DAY, Role.WEEK} & set(roles))
    return roles if all_known and has_time and Role.CONTENT in roles else ()


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
