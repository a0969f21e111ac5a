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


def sick_relative_in(text: str) -> str:
    """Return the relative of whose illness a text speaks; empty where it speaks of none.

    >>> sick_relative_in("王老师母亲住院慰问"), sick_relative_in("看望住院的岳父")
    ('母亲', '岳父')
    >>> sick_relative_in("住院慰问（由其母亲代领）"), sick_relative_in("产后住院，母女平安")
    ('', '')
    """
    found = _sick_relative().search(text)
    return (found["before"] or found["after"]) if found else ""


@cache
def _sick_relative() -> re.Pattern[str]:
    """Return the pattern of 母亲…住院 and 住院的母亲; a word of one character may be of a name."""
    kin = "|".join(sorted((one for one in relatives() if len(one) > 1), key=len, reverse=True))
    ill = "住院|生病|患病|重病|大病|手术|骨折|病重|病危|就医|患癌"
    return re.compile(
        rf"(?P<before>{kin})[^，,。；;、（(]{{0,4}}(?:{ill})|(?:{ill})的(?P<after>{kin})"
    )


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
