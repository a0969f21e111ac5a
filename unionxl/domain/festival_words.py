"""Festivals that a text names, in any of the spellings that clerks use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionxl.domain.festivals import Festival

_NUMERALS = f"{ONES}十"
_NUMERAL_WORD = re.compile(rf"[{_NUMERALS}、·•．.]+")
_DIGITS_WORD = re.compile(r"[0-9.·•．、]+")
# Days that people give presents on and that stand in no list of the year.
_OTHER_DAYS = frozenset(
    {
        *("圣诞节", "圣诞", "平安夜", "七夕节", "七夕", "情人节", "感恩节", "万圣节", "愚人节"),
        *("冬至", "腊八节", "腊八", "小年", "双十一", "双11", "双十二", "双12", "校庆", "园庆"),
    }
)
# Food that says the festival where nothing else does.
_FARE = {"粽子": "端午节", "月饼": "中秋节", "年货": "春节", "青团": "清明节"}
_NOT_MEANT = re.compile(r"新年度|新年份|新春季")
_EVERYDAY_WORDS = frozenset(
    {
        *("劳动", "青年", "妇女", "儿童", "教师", "母亲", "父亲", "护士"),
        *("植树", "记者", "建党", "建军", "老人", "老年", "敬老"),
    }
)


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
        names = {word: word for word in _OTHER_DAYS} | _FARE
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
            named = [self._names[word] for word in words if word not in _FARE]
            found = tuple(dict.fromkeys(named or (self._names[word] for word in words)))
            self._found[text] = found
        return found


def _plain(text: str) -> str:
    """Return a text in narrow characters, without spaces and without what only looks alike."""
    return _NOT_MEANT.sub("", unicodedata.normalize("NFKC", text).replace(" ", ""))


def _without_ending(name: str) -> str:
    """Return 中秋 for 中秋节, but nothing where the rest is an everyday word, as in 劳动节."""
    short = name.removesuffix("节")
    return "" if short == name or len(short) == 1 or short in _EVERYDAY_WORDS else short


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
