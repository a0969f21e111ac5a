"""Relatives in the words that clerks use, so that one relative has one name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from unionxl.words.lists import rows, words

LIST = "relatives"
KIN = "kin"
# The parent of a spouse that each of them is.
_IN_LAWS = {
    "公公": "父",
    "岳父": "父",
    "公公岳父": "父",
    "婆婆": "母",
    "岳母": "母",
    "婆婆岳母": "母",
}


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


def word_for(relative: str, text: str) -> str:
    """Return the word by which a text calls a relative.

    >>> word_for("奶奶", "王老师祖母去世")
    '祖母'
    """
    return next((word for word in _any_word().findall(text) if _names().get(word) == relative), "")


@cache
def _names() -> dict[str, str]:
    """Return the name of the relative that each word means, those of 爱人的父亲 among them."""
    kin = rows(KIN)
    return {row.word: row.concept for row in rows(LIST)} | {
        f"{spouse.word}{of}{parent.word}": spouse.concept
        for spouse in kin
        for parent in kin
        if parent.concept == _IN_LAWS.get(spouse.concept)
        for of in ("", "的")
    }


@cache
def _any_word() -> re.Pattern[str]:
    """Return the pattern of every word, and of those that do not say which of two."""
    return re.compile("|".join(sorted((*_names(), *words(KIN, "不分")), key=len, reverse=True)))
