"""What a payment or a service is for, read from the words that clerks use."""

from __future__ import annotations

import enum
import re
from functools import cache, lru_cache

from unionxl.words.lists import alternatives, any_of, rows
from unionxl.words.lists import words as words_of
from unionxl.words.numerals import ONES, number
from unionxl.words.relatives import KIN, relatives


class Purpose(enum.StrEnum):
    """A kind of benefit or cost that rules and sums look at; the value is the word for it.

    It is a string because long ledgers put millions of them into sets.
    """

    REMITTANCE = "上缴经费"
    INSURANCE = "互助保障"
    CHECKUP = "体检"
    PENSIONERS = "退休人员福利"
    HARDSHIP = "困难帮扶"
    DEATH_OF_KIN = "直系亲属去世"
    DEATH = "会员去世"
    CHILDBIRTH = "生育"
    HOSPITAL = "住院"
    WEDDING = "结婚"
    RETIREMENT = "退休"
    BIRTHDAY = "生日"
    FESTIVAL = "节日慰问"
    OUTING = "春秋游"
    RECUPERATION = "疗休养"
    SHOW = "观影观演"
    YEAR_CARD = "年卡"
    CONSUMER_VOUCHER = "消费券"
    MEAL = "用餐"
    PRIZE = "奖品"
    SOUVENIR = "纪念品"
    CLOTHING = "服装"
    GOODS = "慰问品"
    FARE = "节令食品"
    EVENT = "活动"

    @property
    def gift_name(self) -> str:
        """The words for a gift of this kind, such as 结婚慰问."""
        if self in {Purpose.FESTIVAL, Purpose.HARDSHIP, Purpose.RECUPERATION}:
            return self.value
        return f"{self.value}慰问"


LIFE_EVENTS = frozenset(
    {
        Purpose.WEDDING,
        Purpose.CHILDBIRTH,
        Purpose.HOSPITAL,
        Purpose.DEATH,
        Purpose.DEATH_OF_KIN,
        Purpose.RETIREMENT,
    }
)

LIST = "purposes"
_VISITED_FOR = LIFE_EVENTS - {Purpose.HOSPITAL}  # also called 探望
_MEMBERS_PAY = frozenset({"缴纳", "交纳"})  # 会费缴纳 passes nothing on
_DIGITS = re.compile(r"[0-9]+")
_DAYS = re.compile(
    rf"""
    ([{ONES[:7]}两]|[1-9]) \s*
    (?: 日游 | 天游                                  # 两日游
      | [天日] \s* [{ONES[:6]}两\d] \s* [晚夜] )    # 2天1晚
    """,
    re.VERBOSE,
)
_NIGHT = re.compile(r"住宿|房费|过夜|宿费|酒店")


def numbers_as_zero(text: str) -> str:
    """Return a text with 0 for every number: many texts of a ledger differ in numbers only.

    >>> numbers_as_zero("添置图书第12批")
    '添置图书第0批'
    """
    return _DIGITS.sub("0", text)


def purposes_in(text: str) -> frozenset[Purpose]:
    """Return every purpose that a text names.

    >>> sorted(purpose.value for purpose in purposes_in("秋游用餐"))
    ['春秋游', '用餐']
    """
    found = _purposes_of_words(numbers_as_zero(text))
    if Purpose.DEATH in found and _kin_gone().search(text):
        found = (found - {Purpose.DEATH}) | {Purpose.DEATH_OF_KIN}
    if Purpose.REMITTANCE in found and not names_remittance(text):
        found -= {Purpose.REMITTANCE}
    return found


@lru_cache(maxsize=65_536)
def _purposes_of_words(text: str) -> frozenset[Purpose]:
    """Return the purposes of the words in a text, whatever they say together."""
    named = _words().findall(text)
    if not named:
        return _NOTHING
    meanings = _meanings()
    words = {word for word in named if not _is_meant_otherwise(word, text)}
    found = {meanings[word] for word in words}
    if Purpose.HOSPITAL in found and found & _VISITED_FOR:
        plain = {word for word in words if meanings[word] is Purpose.HOSPITAL}
        found -= {Purpose.HOSPITAL} if plain == {"探望"} else set()
    return _shared(frozenset(found))


@cache
def _words() -> re.Pattern[str]:
    """Return the pattern of every word of the list."""
    return any_of(LIST)


@cache
def _meanings() -> dict[str, Purpose]:
    """Return what each word of the list means."""
    return {row.word: Purpose(row.concept) for row in rows(LIST)}


@cache
def _beside() -> dict[str, re.Pattern[str]]:
    """Return, of words that are meant otherwise beside some others, the pattern of those."""
    return {row.word: re.compile("|".join(row.beside)) for row in rows(LIST) if row.beside}


def _is_meant_otherwise(word: str, text: str) -> bool:
    """Tell whether a word stands beside one that gives it another meaning.

    >>> [Purpose.OUTING in purposes_in(text) for text in ("踏青", "踏青健步走", "春游健步走")]
    [True, False, True]
    """
    others = _beside().get(word)
    return others is not None and others.search(text) is not None


@cache
def _kin_gone() -> re.Pattern[str]:
    """Return the pattern of a death among the kin of a member, such as 王老师的岳母病故."""
    kin = "|".join((*relatives(), *words_of(KIN, "旁亲")))
    return re.compile(rf"(?:{kin})[^，,。；;、]{{0,6}}?(?:{alternatives(LIST, Purpose.DEATH)})")


def names_remittance(text: str) -> bool:
    """Tell whether a text speaks of passing money to the union above.

    >>> names_remittance("上交下半年工会经费"), names_remittance("工会经费收支公开")
    (True, False)
    """
    return bool(_funds_go_up().search(text))


@cache
def _funds_go_up() -> re.Pattern[str]:
    """Return the pattern of 上交…经费 and 经费…上交."""
    goes_up = words_of(LIST, Purpose.REMITTANCE)
    after = [word for word in goes_up if word not in _MEMBERS_PAY]
    return re.compile(
        rf"""
        (?:{"|".join(goes_up)}) [^，。；]{{0,20}} (?:经费|会费)
        | (?:经费|会费) [^，。；]{{0,6}} (?:{"|".join(after)})
        """,
        re.VERBOSE,
    )


def days_told(text: str) -> int:
    """Return how many days a text says that a trip took; 0 when it does not say.

    >>> [days_told(text) for text in ("春游两日游", "秋游（2天1晚）", "春游住宿费", "春游")]
    [2, 2, 2, 0]
    """
    found = _DAYS.search(text)
    if found:
        return number(found[1]) or 0
    return 2 if _NIGHT.search(text) else 0


_NOTHING: frozenset[Purpose] = frozenset()


@lru_cache
def _shared(found: frozenset[Purpose]) -> frozenset[Purpose]:
    """Return one object for equal sets, so that a long ledger does not keep many."""
    return found
