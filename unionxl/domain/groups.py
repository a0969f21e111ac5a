"""Groups of people in words: 35周岁以下女教师, 全体会员（除退休人员外）, 大班组、李敏.

A word that is neither in `templates/words/groups.toml` nor on the roll is returned, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Self

from unionxl.domain.group import Condition, Group, Term, Trait, places_of
from unionxl.domain.roll import plain_name
from unionxl.words.lists import rows
from unionxl.words.numerals import ONES, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.roll import Roll

_ADULT_YEAR = 40  # 50后 to 90后 were born in the last century, 00后 and later in this one


class Part(Enum):
    """What a piece of the text does; the values are the concepts of the word list."""

    ALL = "全体"
    AT_WORK = "在职"
    RETIRED = "退休"
    WOMEN = "女"
    MEN = "男"
    HARDSHIP = "困难"
    NEW = "新"
    THIS_YEAR = "本年"
    PEOPLE = "人"
    PARTICLE = "虚词"
    OR = "或"
    OLD = "老"
    EXCEPT = "除"
    EXCEPTED = "除外"
    OUTSIDE = "外"
    ALSO = "另有"
    OUTSIDERS = "无名单"
    AGE = "年龄"
    PLACE = "小组"
    NAME = "姓名"
    UNKNOWN = "不识"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What nobody can make a list of: the words that are not understood."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    part: Part
    text: str
    condition: Condition | None = None


def parse_group(text: str, roll: Roll) -> Group | Unknown:
    """Read who is meant: a group, or the words that are not understood.

    `roll` knows the names of people, groups, kinds of staff, clubs and posts. 、和及 say either,
    words side by side say both, 除…外 takes away; 以上 and 以下 include the age itself (Civil Code,
    article 1259), 不满 and 超过 do not.
    """
    reader = _Reader(_Vocabulary.of(roll))
    reader.read(text.strip())
    if reader.unknown or not (reader.terms or reader.without or reader.outsiders):
        return Unknown(tuple(dict.fromkeys(reader.unknown)))
    terms = reader.terms
    if reader.without and not terms and not reader.outsiders:
        terms = [Term((), (_AT_WORK,))]
    return Group(text, tuple(terms), tuple(reader.without), tuple(reader.outsiders))


_AT_WORK = Condition(Trait.AT_WORK, "在职")
_SEPARATORS = "、，,；;/／+＋&\n\r。|"
_OPENING, _CLOSING = "（([【〔", "）)]】〕"
_HEADS = re.compile(r"\s*共?计?\s*\d{1,5}\s*[人名位]")
_NUMBER = rf"(?:\d{{1,3}}|[{ONES}十百]{{1,5}})"
_WINDOW = 40  # characters that the patterns below are given
_BORN = re.compile(r"([5-9]0|[01]0)后")
_LAST_CENTURY = 40  # 50后 were born in 1950 to 1959, 00后 in 2000 to 2009
_INCLUDED = r"(?:\s*[（(](不?含)[^（）()]{0,8}[）)])?"
_AGE = re.compile(
    rf"""
    (?P<before>不满|未满|不足|超过|大于|高于|小于|低于|已满|年满|满)? \s*
    (?P<first>{_NUMBER}) \s* (?P<unit>周?岁)?
    (?: \s* (?:[-—~～–－]+|至|到) \s* (?P<last>{_NUMBER}) \s* 周?岁 )?
    {_INCLUDED} (?: \s* [及或和]? \s* (?P<side>以上|以下|以内|之间) )? {_INCLUDED}
    """,
    re.VERBOSE,
)


@cache
def _listed() -> dict[str, Part]:
    return {row.word: Part(row.concept) for row in rows("groups")}


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What the roll adds to the words of the list, and the longest word of each kind."""

    places: frozenset[str]
    names: dict[str, str]
    longest: int

    @classmethod
    def of(cls, roll: Roll) -> Self:
        """Take the groups and names of the roll; a name of two characters may be spread."""
        places = frozenset(place for member in roll.members for place in places_of(member))
        places -= _NO_PLACES
        names: dict[str, str] = {}
        for member in roll.members:
            name = plain_name(member.name)
            spread = (
                [gap.join(name) for gap in (" ", "  ", "\u3000")] if len(name) == _SHORT else []
            )
            names |= dict.fromkeys([name, *spread] if len(name) >= _SHORT else [], name)
        return cls(places, names, max(map(len, [*_listed(), *places, *names])))

    def word_at(self, text: str, at: int, *, may_be_name: bool) -> _Token | None:
        """Return the longest known word at a place; on equal terms the roll goes first."""
        for end in range(min(len(text), at + self.longest), at, -1):
            word = text[at:end]
            if word in self.places:
                return _Token(Part.PLACE, word, Condition(Trait.PLACE, word, word))
            if may_be_name and word in self.names:
                name = self.names[word]
                return _Token(Part.NAME, word, Condition(Trait.NAME, name, name))
            if word in _listed():
                return _Token(_listed()[word], word)
        return None


_SHORT = 2
_NO_PLACES = frozenset(("女工", "代表"))  # posts whose words mean all women, and a body


def _age_at(text: str, at: int) -> _Token | None:
    """Return the age or the decade of birth that stands at a place."""
    window = text[at : at + _WINDOW]
    born = _BORN.match(window)
    if born is not None:
        year = int(born[1]) + (1900 if int(born[1]) >= _LAST_CENTURY else 2000)
        asked = Condition(Trait.BORN, born[0], low=year, high=year + 9)
        return _Token(Part.AGE, born[0], asked)
    found = _AGE.match(window)
    if found is None or not (found["unit"] or found["last"]) or not _value(found["first"]):
        return None
    low, high = _bounds(found)
    asked = Condition(Trait.AGE, found[0].strip(), low=low, high=high)
    return _Token(Part.AGE, found[0], asked)


def _bounds(found: re.Match[str]) -> tuple[int | None, int | None]:
    """Return the lowest and the highest age in whole years that an expression takes in."""
    first = _value(found["first"])
    if found["last"]:
        return first, _value(found["last"])
    outside = int("不含" in (found[5], found[7]))
    before, side = found["before"] or "", found["side"] or ""
    if before in {"不满", "未满", "不足", "小于", "低于"}:
        return None, first - 1
    if before in {"超过", "大于", "高于"}:
        return first + 1, None
    if side in {"以下", "以内"}:
        return None, first - outside
    if side == "以上" or before:
        return first + outside, None
    return first, first


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else counted(number) or 0


@dataclass(slots=True)
class _Reader:
    """Takes a text piece by piece: what stands between two separators is one term."""

    vocabulary: _Vocabulary
    terms: list[Term] = field(default_factory=list)
    without: list[Term] = field(default_factory=list)
    outsiders: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    pieces: list[_Token] = field(default_factory=list)
    takes_away: bool = False
    adds_to: Term | None = None  # whom 含 speaks of
    since: int = 0  # the first term of the clause, for …除外

    def read(self, text: str) -> None:
        """Take a text to its end."""
        at = 0
        while at < len(text):
            if text[at] in _OPENING:
                end = _closing(text, at)
                self._aside(text[at + 1 : end])
                at = end + 1
            elif text[at] in _SEPARATORS or text[at] in _CLOSING:
                self._end_term()
                self.since = len(self.terms) if text[at] in "，,；;" else self.since
                at += 1
            elif text[at].isspace():
                at += 1
            else:
                token = self._token(text, at)
                self._take(token)
                at += len(token.text)
        self._end_term()

    def _token(self, text: str, at: int) -> _Token:
        """Return the piece at a place; one that is not known goes on to the next separator."""
        starts = not self.pieces or self.pieces[-1].part is Part.NAME
        known = self.vocabulary.word_at(text, at, may_be_name=starts)
        if known is not None and known.part is Part.OUTSIDE and not self.takes_away:
            known = None  # 外 ends an exception, and nothing else
        age = _age_at(text, at)
        if age is not None and (known is None or len(age.text) > len(known.text)):
            return age
        return known or _unknown_at(text, at)

    def _take(self, token: _Token) -> None:
        """Take a piece: some end the term, some say what the next ones are for."""
        if token.part in {Part.OR, Part.EXCEPT, Part.OUTSIDE, Part.EXCEPTED, Part.ALSO}:
            self._end_term()
            self._turn(token.part)
            return
        if token.part is Part.NAME and self.pieces:
            self._end_term()
        self.pieces.append(token)

    def _turn(self, part: Part) -> None:
        """Let the next terms be taken away, or added to the last one."""
        if part is Part.EXCEPTED:
            self.without += [_of_any_status(term) for term in self.terms[self.since :]]
            del self.terms[self.since :]
        elif part is Part.ALSO:
            self.adds_to = self.terms[-1] if self.terms else None
        elif part is not Part.OR:
            self.takes_away = part is Part.EXCEPT

    def _aside(self, inside: str) -> None:
        """Take what stands in brackets: heads counted, an exception, an addition, a condition."""
        if _HEADS.fullmatch(inside):
            return
        first = self.vocabulary.word_at(inside.strip(), 0, may_be_name=False)
        if first is not None and first.part in {Part.EXCEPT, Part.ALSO}:
            self._end_term()
            self.read(inside)
            self.takes_away, self.adds_to = False, None
            return
        whole = self.pieces
        self._restrict(whole, _Reader(self.vocabulary), inside)

    def _restrict(self, whole: list[_Token], within: _Reader, inside: str) -> None:
        """Let what is in brackets say more of the term before it, or who it is: 委员（李敏）."""
        within.read(inside)
        self.unknown += within.unknown
        self.pieces = []
        if within.outsiders:
            self.outsiders.append("".join(token.text for token in whole) or inside)
            return
        before = self._term(whole) if whole else None
        says_who = all(any(_is_name(one) for one in term.conditions) for term in within.terms)
        known = within.terms
        if before is not None and not says_who:
            known = [_both(before, term) for term in within.terms]
        self._add(*known)
        self.without += within.without

    def _end_term(self) -> None:
        """Close the term that the pieces since the last separator make."""
        pieces, self.pieces = self.pieces, []
        if any(token.part is not Part.PARTICLE for token in pieces):
            term = self._term(pieces)
            if term is not None:
                self._add(term)

    def _add(self, *terms: Term) -> None:
        if self.takes_away:
            self.without += terms
            return
        for term in terms:
            added = self.adds_to
            whole = added and term.statuses and not term.conditions
            self.terms.append(Term(added.conditions, term.statuses) if added and whole else term)

    def _term(self, pieces: list[_Token]) -> Term | None:
        """Return what some pieces say together; None for bodies, outsiders and unknown words."""
        pieces = [_as_post(token, self.vocabulary) for token in pieces]
        parts = {token.part for token in pieces}
        text = "".join(token.text for token in pieces)
        if Part.OUTSIDERS in parts and not self.takes_away:
            self.outsiders.append(text)
            return None
        if not _is_understood(parts):
            unheard = [token.text for token in pieces if token.part is Part.UNKNOWN]
            self.unknown += unheard or [text]
            return None
        conditions = tuple(_conditions(pieces, parts))
        statuses = tuple(_statuses(pieces, parts))
        is_open = statuses or self.takes_away or Part.NAME in parts
        return Term(conditions, statuses if is_open else (_AT_WORK,))


def _closing(text: str, opening: int) -> int:
    """Return where a bracket closes, or the end of the text."""
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] in _OPENING) - (text[at] in _CLOSING)
        if not depth:
            return at
    return len(text)


def _unknown_at(text: str, at: int) -> _Token:
    """Return what nobody knows, up to the next separator; 合唱比赛获奖者 are known to be others."""
    ends = _SEPARATORS + _OPENING + _CLOSING
    end = next((one for one in range(at, len(text)) if text[one] in ends), len(text))
    run = text[at:end].rstrip()
    if any(run.endswith(word) for word, part in _listed().items() if part is Part.OUTSIDERS):
        return _Token(Part.OUTSIDERS, run)
    return _Token(Part.UNKNOWN, run)


def _as_post(token: _Token, vocabulary: _Vocabulary) -> _Token:
    """Return 工会委员 as a post of the roll, where the roll has it."""
    post = token.text.removeprefix("工会")
    if token.part is not Part.OUTSIDERS or post not in vocabulary.places:
        return token
    return _Token(Part.PLACE, token.text, Condition(Trait.PLACE, token.text, post))


def _is_understood(parts: set[Part]) -> bool:
    """Tell whether a term says enough: nobody knows from which age on a colleague is old."""
    if parts & {Part.UNKNOWN, Part.OUTSIDERS}:
        return False
    if Part.OLD in parts and not parts & {Part.RETIRED, Part.AGE}:
        return False
    return Part.THIS_YEAR not in parts or bool(parts & {Part.NEW, Part.RETIRED})


def _conditions(pieces: list[_Token], parts: set[Part]) -> Iterator[Condition]:
    """Yield what a term asks besides the state of employment; 男女教师 asks for neither."""
    for token in pieces:
        if token.condition is not None:
            yield token.condition
        elif token.part in {Part.WOMEN, Part.MEN} and not {Part.WOMEN, Part.MEN} <= parts:
            yield Condition(Trait.GENDER, token.part.value, token.part.value)
        elif token.part is Part.HARDSHIP:
            yield Condition(Trait.HARDSHIP, token.text)
        elif token.part is Part.NEW and Part.RETIRED not in parts:
            yield Condition(Trait.JOINED_THIS_YEAR, "本年入会")


def _statuses(pieces: list[_Token], parts: set[Part]) -> Iterator[Condition]:
    """Yield the states of employment that a term names."""
    for token in pieces:
        if token.part is Part.AT_WORK:
            yield _AT_WORK
        elif token.part is Part.RETIRED and parts & {Part.NEW, Part.THIS_YEAR}:
            yield Condition(Trait.RETIRED_THIS_YEAR, "本年退休")
        elif token.part is Part.RETIRED:
            yield Condition(Trait.RETIRED, "退休")


def _is_name(condition: Condition) -> bool:
    return condition.trait is Trait.NAME


def _both(one: Term, other: Term) -> Term:
    """Return who meets two terms; a state that only one names counts for both."""
    named = [
        term.statuses for term in (one, other) if term.statuses and term.statuses != (_AT_WORK,)
    ]
    is_named = any(not term.statuses for term in (one, other))
    statuses = named[-1] if named else () if is_named else (_AT_WORK,)
    return Term((*one.conditions, *other.conditions), statuses)


def _of_any_status(term: Term) -> Term:
    """Return a term for taking away: 女教师除外 takes away the retired ones too."""
    statuses = () if term.statuses == (_AT_WORK,) and term.conditions else term.statuses
    return Term(term.conditions, statuses)
