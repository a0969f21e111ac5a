"""What was given to whom and why, in the words of a payment."""

from __future__ import annotations

import re
from functools import cache

from unionxl.words.lists import alternatives, any_of

LIST = "benefits"
_NO_WORD = re.compile(r"[\W\d_]+")


def names_other_reason(text: str) -> bool:
    """Tell whether a text gives another reason than a festival, such as 高温 or 入会."""
    return bool(any_of(LIST, "别的缘由").search(text))


def names_gift(text: str) -> bool:
    """Tell whether a text speaks of a gift.

    >>> names_gift("中秋慰问一线职工"), names_gift("慰问演出租车")
    (True, False)
    """
    return bool(any_of(LIST, "礼品").search(text))


def is_of_material(text: str) -> bool:
    """Tell whether a text speaks of material alone, as for a lecture, and of nothing given.

    >>> is_of_material("两癌防治手册"), is_of_material("困难职工补助办法")
    (True, False)
    """
    return bool(any_of(LIST, "资料").search(text)) and not any_of(LIST, "给予").search(text)


def names_poor_regions(text: str) -> bool:
    """Tell whether a text says that goods came from poorer regions.

    >>> names_poor_regions("春节慰问品（832平台）"), names_poor_regions("春节慰问品")
    (True, False)
    """
    return bool(any_of(LIST, "脱贫地区").search(text))


def names_soldiers(text: str) -> bool:
    """Tell whether a text speaks of soldiers, or of their families.

    >>> names_soldiers("八一慰问军属"), names_soldiers("八一慰问教师")
    (True, False)
    """
    return bool(any_of(LIST, "军人军属").search(text))


def names_women(text: str) -> bool:
    """Tell whether a text says that women were given something: 女职工, 妇女, or 女 at its end."""
    return bool(_women().search(text))


@cache
def _women() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(LIST, '女职工')}|女$")


def names_some(text: str) -> bool:
    """Tell whether a text says that only some were given something: 骨干, or 财务组."""
    return bool(_some().search(text))


@cache
def _some() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(LIST, '部分人')}|[组部处队]$")


def illness_in(text: str) -> str:
    """Return what is left of a text on a visit when all that tells no illness is taken away.

    >>> illness_in("看望第二次住院的王老师（3月2日骨折）")
    '王骨折'
    """
    return _NO_WORD.sub("", _illness_noise().sub("", text))


@cache
def _illness_noise() -> re.Pattern[str]:
    return re.compile(
        rf"""
        {alternatives(LIST, "病情之外")}
        | 第?[一二两三\d]+次 | \d+月份? | \d+日 | \d+年
        """,
        re.VERBOSE,
    )
