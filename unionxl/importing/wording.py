"""What the wording of an item says: still open, who does it, already done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.importing.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_TENTATIVE = re.compile(
    r"\([^()]{0,20}(?:待定|暂定|另定|未定|待通知|另行通知|拟定|另行安排|时间待)[^()]{0,12}\)|(?:待定|暂定|另定|另行通知)[。.;]?$"
)
# 副主席, 各教研组, 后勤处, 张老师
_ROLE = r"""
    (?: 工会 | 分会 | 女工 | 女职工 | 组织 | 宣传 | 文体 | 生活 | 福利 | 财务 | 经审 | 党支部 | 支部
      | 教代会 | 园 | 校 | 年级 | 教研 | 工会小 )?
    (?: 正副 )?
    (?: 副? (?: 主席 | 园长 | 校长 | 书记 | 主任 | 组长 | 会长 )
      | (?: 工会 | 女工 | 组织 | 宣传 | 文体 | 生活 | 福利 | 经审 | 财务 | 全体 )? 委员 (?: 会 )?
      | 干事 | 会计 | 出纳 | 工会 | 行政 | 后勤 (?: 处 | 组 )?
      | 办公室 | 教导处 | 总务处 | 德育处 | 政教处
      | 各?工会小组 | 各?教研组 | 各?年级组 | 各?分工会 | 各?分会
      | [\u4e00-\u9fff]{1,3}老师
      | [\u4e00-\u9fff]{1,2}园长 | [\u4e00-\u9fff]{1,2}主席 | [\u4e00-\u9fff]{1,2}主任 )
"""
_SOME_ROLES = rf"{_ROLE} (?: \s?[、,/和及 ]\s? {_ROLE} ){{0,5}}"
_ROLES = re.compile(_SOME_ROLES, re.VERBOSE)
_OWNER_BRACKET = re.compile(
    rf"\( \s* ({_SOME_ROLES}) \s* (?:负责)? \s* \) [。.;,]? \s* $", re.VERBOSE
)
_OWNER_LABEL = re.compile(
    r"[(\s,。;](?:负责人?|责任人|责任部门|牵头人?|承办人?|承办部门)\s?:\s?([^()。;:]{2,20}?)\s*\)?[。.;]?\s*$"
)
_OWNER_DOES = re.compile(r"\(\s*([^()]{2,12}?)\s?负责\s*\)[。.;]?\s*$")
# 为了, 除了, 了解 … are no past tense.
_DONE = re.compile(
    r"(?<![为除罢])了(?![解不起望如结却然无事])|荣获|获得了?[^,。]{0,12}(?:奖|称号)|圆满(?:完成|结束)|(?:已经?|均已)(?:完成|开展|举行|召开)"
)
_QUOTED = re.compile(r"[“\"《‘][^“”\"《》‘’]{0,40}[”\"》’〞]")
_REPORT = re.compile(r"总结|汇报|述职|回顾|小结|纪实|大事记|情况报告|工作报告|完成情况")
_PLAN = re.compile(r"计划|安排|要点|方案|打算|思路|计划表")
_DONE_SHARE = 0.4
_FEW_ITEMS = 2


def is_tentative(text: str) -> bool:
    """Tell whether an item is still open: （待定）, （暂定）, 时间另行通知."""
    return _TENTATIVE.search(plain(text)) is not None


def owner_of(text: str) -> str:
    """Return who is responsible when an item ends with that, such as （工会主席）.

    >>> owner_of("参加区工会会议（工会主席）"), owner_of("迎接教工之（小）家验收")
    ('工会主席', '')
    """
    folded = plain(text[-60:])
    for pattern in (_OWNER_BRACKET, _OWNER_LABEL, _OWNER_DOES):
        match = pattern.search(folded)
        if match:
            start, end = match.span(1)
            return text[-60:][start:end].strip()
    return ""


def is_side_text(text: str) -> bool:
    """Tell whether a short text stands beside work: who does it, or that it is still open."""
    return is_tentative(text) or names_roles(text)


def names_roles(text: str) -> bool:
    """Tell whether a text only says who does the work."""
    return _ROLES.fullmatch(plain(text).strip()) is not None


def is_report_title(title: str) -> bool:
    """Tell whether a title announces what was done, not what is planned."""
    return _REPORT.search(title) is not None and _PLAN.search(title) is None


def reads_like_report(texts: Sequence[str]) -> bool:
    """Tell whether items tell what was done."""
    done = sum(1 for text in texts if tells_what_was_done(text))
    return done >= _FEW_ITEMS and done >= _DONE_SHARE * len(texts)


def tells_what_was_done(text: str) -> bool:
    """Tell whether a sentence is in the past tense, its quotes aside."""
    return _DONE.search(_QUOTED.sub("", plain(text))) is not None
