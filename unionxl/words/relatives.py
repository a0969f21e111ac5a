"""Relatives in the words that clerks use, so that one relative has one name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from unionxl.words.lists import rows, words

LIST = "relatives"
_FATHERS, _MOTHERS = "父亲 爸爸 爸 父", "母亲 妈妈 妈 母"
# Whose parents: where the word does not say husband or wife, either of two.
_IN_LAWS = (
    ("丈夫 老公", "公公", "婆婆"),
    ("妻子 老婆", "岳父", "岳母"),
    ("爱人 配偶 老伴", "公公岳父", "婆婆岳母"),
)
_BOTH = "父母 爸妈 公婆 岳父母 祖父母 兄弟姐妹 兄弟 姐妹"  # do not say which of them


def relatives() -> tuple[str, ...]:
    """Return every word for a relative."""
    return words(LIST)


@lru_cache(maxsize=4096)
def relative_in(text: str) -> str:
    """Return the first relative that a text names; empty when it names none.

    A relative that another may be has a name within that of the other.

    >>> relative_in("妈妈去世"), relative_in("母亲病故"), relative_in("爱人的父亲去世")
    ('母亲', '母亲', '公公岳父')
    """
    names = _names()
    return next((names[word] for word in _any_word().findall(text) if word in names), "")


@cache
def _names() -> dict[str, str]:
    """Return the name of the relative that each word means, those of 爱人的父亲 among them."""
    return {row.word: row.concept for row in rows(LIST)} | {
        f"{spouse}{of}{parent}": relative
        for spouses, father, mother in _IN_LAWS
        for parents, relative in ((_FATHERS, father), (_MOTHERS, mother))
        for spouse in spouses.split()
        for of in ("", "的")
        for parent in parents.split()
    }


@cache
def _any_word() -> re.Pattern[str]:
    """Return the pattern of every word, and of those that do not say which of two."""
    return re.compile("|".join(sorted((*_names(), *_BOTH.split()), key=len, reverse=True)))
