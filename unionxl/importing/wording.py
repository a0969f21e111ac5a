"""What the wording of an item says: still open, who does it, already done."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from unionxl.importing.text import plain
from unionxl.words.lists import alternatives, any_of
from unionxl.words.people import may_be_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED = re.compile(r"[“\"《‘][^“”\"《》‘’]{0,40}[”\"》’〞]")
LIST = "plan_works"
TITLES = "plan_titles"
_PARTING = re.compile(r"[、,，;；/／\s]+")
_DONE_SHARE = 0.4
_FEW_ITEMS = 2


@cache
def _tentative() -> re.Pattern[str]:
    """Return what says that an item is open: 秋游(时间待定), 秋游时间另行通知."""
    return re.compile(
        rf"""
        \( [^()]{{0,20}} (?: {alternatives(LIST, "未定")} ) [^()]{{0,12}} \)
        | (?: {alternatives(LIST, "未定结尾")} ) [。.;]? $
        """,
        re.VERBOSE,
    )


def is_tentative(text: str) -> bool:
    """Tell whether an item is still open: （待定）, （暂定）, 时间另行通知."""
    return _tentative().search(plain(text)) is not None


@cache
def _some_roles() -> str:
    """Return the piece of a pattern for who does work: 副主席、各教研组, 后勤处, 张老师."""
    role = rf"""
        (?: {alternatives(LIST, "所属")} )? (?: 正副 )?
        (?: {alternatives(LIST, "职务")}
          | (?: {alternatives(LIST, "委员")} )? 委员 (?: 会 )?
          | {alternatives(LIST, "机构")}
          | [\u4e00-\u9fff]{{1,3}}老师
          | [\u4e00-\u9fff]{{1,2}} (?: 园长 | 主席 | 主任 ) )
    """
    return rf"{role} (?: \s?[、,/和及 ]\s? {role} ){{0,5}}"


@cache
def _owner_ends() -> tuple[re.Pattern[str], ...]:
    """Return how an item ends that says who does it, the group being who."""
    return (
        re.compile(  # 参加会议(工会主席负责)
            rf"\( \s* ({_some_roles()}) \s* (?:负责)? \s* \) [。.;,]? \s* $", re.VERBOSE
        ),
        re.compile(  # 组织秋游,负责人:李老师
            rf"""
            [(\s,。;/] (?: {alternatives(LIST, "负责")} ) \s?:\s?
            ([^()。;:]{{2,20}}?) \s* (?: \( [^()]{{1,12}} \) )?      # 责任人:李敏(文体委员)
            (?: ; [^()。]{{1,24}} (?=\)) )?                        # (负责人:李敏;协办:张颖)
            \s* \)? [。.;]? \s* $
            """,
            re.VERBOSE,
        ),
        re.compile(  # 春游(工会主席:李敏)
            rf"\( \s* (?:{_some_roles()}) \s?:\s? ([^()。;:]{{2,12}}?) \s* \) [。.;]? \s* $",
            re.VERBOSE,
        ),
        re.compile(r"\(\s*([^()]{2,12}?)\s?负责\s*\)[。.;]?\s*$"),  # 组织秋游(李老师负责)
    )


def owner_of(text: str) -> str:
    """Return who is responsible when an item ends with that, such as （工会主席）.

    >>> owner_of("参加区工会会议（工会主席）"), owner_of("迎接教工之（小）家验收")
    ('工会主席', '')
    """
    folded = plain(text[-60:])
    for pattern in _owner_ends():
        match = pattern.search(folded)
        if match:
            start, end = match.span(1)
            return text[-60:][start:end].strip()
    return ""


def split_owner(text: str) -> tuple[str, str]:
    """Return the names and the offices among who is responsible; all of it where none is named.

    >>> split_owner("工会主席／李敏"), split_owner("女工委员 王芳、陈静"), split_owner("工会主席")
    (('李敏', '工会主席'), ('王芳、陈静', '女工委员'), ('工会主席', ''))
    """
    names: list[str] = []
    offices: list[str] = []
    for part in filter(None, _PARTING.split(text)):
        office = _roles().match(plain(part))
        end = office.end() if office else 0
        rest = part[end:].strip("（）()：: ")
        if not rest:
            offices.append(part)
        elif end and may_be_name(rest):
            offices.append(part[:end])
            names.append(rest)
        else:
            names.append(part)
    is_split = bool(offices) and bool(names) and all(map(may_be_name, names))
    return ("、".join(names), "、".join(offices)) if is_split else (text, "")


def is_side_text(text: str) -> bool:
    """Tell whether a short text stands beside work: who does it, or that it is still open."""
    return is_tentative(text) or names_roles(text)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(_some_roles(), re.VERBOSE)


def names_roles(text: str) -> bool:
    """Tell whether a text only says who does the work."""
    return _roles().fullmatch(plain(text).strip()) is not None


def is_report_title(title: str) -> bool:
    """Tell whether a title announces what was done, not what is planned."""
    told = any_of(TITLES, "总结").search(title)
    return told is not None and any_of(TITLES, "计划").search(title) is None


@cache
def _report_end() -> re.Pattern[str]:
    """Return the end of what announces a review: 2025年工作回顾(摘要), 大事记."""
    return re.compile(rf"(?:{alternatives(TITLES, '总结')})(?:\(.{{0,8}}\))?:?$")


@cache
def _plan_end() -> re.Pattern[str]:
    """Return the end of what announces a plan: 2026年工作计划(草案), 月度安排."""
    return re.compile(rf"(?:{alternatives(TITLES, '计划')})(?:表|如下|\(.{{0,8}}\))*:?$")


def announces_report(title: str) -> bool:
    """Tell whether a heading ends with a word for what was done.

    >>> announces_report("2025年工作总结"), announces_report("2025年工作总结及2026年工作计划")
    (True, False)
    """
    told = _report_end().search(title)
    return told is not None and any_of(TITLES, "计划").search(title) is None


def announces_plan(title: str) -> bool:
    """Tell whether a heading ends with a word for what is to be done."""
    return _plan_end().search(title) is not None


def reads_like_report(texts: Sequence[str]) -> bool:
    """Tell whether items tell what was done."""
    done = sum(1 for text in texts if tells_what_was_done(text))
    return done >= _FEW_ITEMS and done >= _DONE_SHARE * len(texts)


@cache
def _done() -> re.Pattern[str]:
    """Return the past tense: 开展了比赛; 为了, 除了, 了解 … are none."""
    return re.compile(
        rf"""
        (?<![为除罢])了(?![解不起望如结却然无事]) | 获得了?[^,。]{{0,12}}(?:奖|称号)
        | {alternatives(LIST, "已做")}
        """,
        re.VERBOSE,
    )


def tells_what_was_done(text: str) -> bool:
    """Tell whether a sentence is in the past tense, its quotes aside."""
    return _done().search(_QUOTED.sub("", plain(text))) is not None
