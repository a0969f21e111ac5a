"""Festivals that a text names, in any of the spellings that clerks use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Self

from unionxl.words.lists import any_of, rows
from unionxl.words.lists import words as words_of
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionxl.domain.festivals import Festival

_NUMERALS = f"{ONES}十"
_NUMERAL_WORD = re.compile(rf"[{_NUMERALS}、·•．.]+")
_DIGITS_WORD = re.compile(r"[0-9.·•．、]+")
LIST = "festivals"
OTHER_DAY, NO_FESTIVAL, EVERYDAY = "别的日子", "不是节日", "日常用语"
MINORITY = "少数民族节日"


@dataclass(frozen=True, slots=True)
class FestivalWords:
    """The spellings of festivals as one pattern.

    `allowed` are the names of the 年节; a day that stands in no list is never one of them.
    """

    festivals: Mapping[str, Festival]
    allowed: frozenset[str]
    _names: Mapping[str, str]
    _pattern: re.Pattern[str]
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, standard: Iterable[Festival], own: Iterable[Festival] = ()) -> Self:
        """Take the festivals of the data files, as the clerk's own sheet corrects them by name.

        The sheet has no spellings; those of the data files stay, and so does what an empty cell
        under 年节 does not say.
        """
        listed = {festival.name: festival for festival in standard}
        for festival in own:
            known = listed.get(festival.name, festival)
            allowed = festival.gift_allowed
            listed[festival.name] = replace(
                festival,
                spellings=(*festival.spellings, *known.spellings),
                gift_allowed=known.gift_allowed if allowed is None else allowed,
            )
        names = {word: word for word in words_of(LIST, OTHER_DAY, MINORITY)} | _fare()
        for festival in listed.values():
            for word in (festival.name, _without_ending(festival.name), *festival.spellings):
                if word:
                    names[_plain(word)] = festival.name
        words = sorted(names, key=len, reverse=True)
        return cls(
            listed,
            frozenset(name for name, festival in listed.items() if festival.gift_allowed),
            names,
            re.compile("|".join(_guarded(word) for word in words)),
        )

    def in_text(self, text: str) -> tuple[str, ...]:
        """Return the names of the festivals that a text names, in its order, each once.

        Food such as 月饼 counts where no festival is named.
        """
        found = self._found.get(text)
        if found is None:  # the texts of a ledger repeat themselves
            words = self._pattern.findall(_plain(text))
            fare = _fare()
            named = [self._names[word] for word in words if word not in fare]
            found = tuple(dict.fromkeys(named or (self._names[word] for word in words)))
            self._found[text] = found
        return found


def is_of_minority(name: str) -> bool:
    """Tell whether a day is a festival of a minority, which some places count among the 年节."""
    return name in words_of(LIST, MINORITY)


@cache
def _fare() -> dict[str, str]:
    """Return the food that says a festival where nothing else does."""
    others = {OTHER_DAY, MINORITY, NO_FESTIVAL, EVERYDAY}
    return {row.word: row.concept for row in rows(LIST) if row.concept not in others}


def _plain(text: str) -> str:
    """Return a text in narrow characters, without spaces and without what only looks alike."""
    return any_of(LIST, NO_FESTIVAL).sub("", unicodedata.normalize("NFKC", text).replace(" ", ""))


def _without_ending(name: str) -> str:
    """Return 中秋 for 中秋节, but nothing where the rest is an everyday word, as in 劳动节."""
    short = name.removesuffix("节")
    return "" if short == name or len(short) == 1 or short in words_of(LIST, EVERYDAY) else short


def _guarded(word: str) -> str:
    """Keep a word of numerals from being found inside a date or a number.

    What stands before the word is looked at last, so that the pattern begins with plain text.
    """
    escaped = re.escape(word)
    if _DIGITS_WORD.fullmatch(word):
        return rf"{escaped}(?![0-9.月日元/\-])(?<![0-9.年/\-]{escaped})"
    if _NUMERAL_WORD.fullmatch(word):
        after = rf"[{_NUMERALS}月个人名届次中小年班日号组队楼期份等条项]"
        return rf"{escaped}(?!{after})(?<![第{_NUMERALS}初]{escaped})"
    return escaped
