"""Names, telephones and birth dates taken out of what is hung up for everybody to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from unionxl.domain.roll import plain_name
from unionxl.words.numerals import ONES
from unionxl.words.people import names_among, names_in, parts_of_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.domain.book import UnionBook

MASK = "*"
SHORTEST_NAME = 2
YOUNGEST = 15
# What may stand between the characters of a name: 王 芳, 古丽•买买提.
_BETWEEN = r"[\s·•．・.]*"
_NOT_IN_NAMES = re.compile(r"[\s·•．・.]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－＋", "0123456789-+")
_SCHOOL_YEAR = r"(?!20\d\d[- ]20\d\d(?!\d))"
_TELEPHONE = re.compile(
    rf"""
    # 138 1234 5678, (0531)1234567, 0531-1234567
    (?:\+?86[- ]?)?(?<!\d)1[3-9]\d(?:[- ]?\d{{4}}){{2}}(?!\d)
    |[（(]0\d{{2,3}}[）)][- ]?\d{{7,8}}(?!\d)|(?<!\d){_SCHOOL_YEAR}\d{{3,4}}[-— ]?\d{{4,8}}
    (?!\d)|(?<!\d)\d{{15}}(?:\d{{2}}[\dXx])?(?![\dXx])
    """,
    re.VERBOSE,
)
_NUMERAL = f"〇零○{ONES}"
_DAY = re.compile(
    r"""
    # 1984年5月6日, 19840506, 84.5.6
    (?<!\d)(?P<year>(?:19|20)\d{2})(?:\s*[-/.年、]\s*\d{1,2}(?!\d)(?:\s*[-/.月、]\s*
    (?:\d{1,2}\s*[日号]?)?)?|\d{2}(?:\d{2})?(?!\d)|\s*年?(?=\s*出?生))|(?<!\d)
    (?P<short>\d{2})(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|(?P<mark>[-/.])\d{1,2}
    (?P=mark)\d{1,2}(?!\d))
    """,
    re.VERBOSE,
)
_WRITTEN_DAY = re.compile(
    rf"[一二][九零〇○][{_NUMERAL}]{{2}}年[{ONES}十]{{1,2}}月(?:[{ONES}十廿卅]{{1,3}}[日号])?"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*[日号](?=.{0,3}生)"  # 5月6日生日
)


def masked_name(name: str) -> str:
    """Return the first character of a name and a mark, whatever the name's length.

    >>> masked_name("欧阳修远"), masked_name("古丽·买买提")
    ('欧*', '古*')
    """
    plain = plain_name(name.strip())
    return f"{plain[0]}{MASK}" if plain else ""


@dataclass(frozen=True, slots=True)
class Masker:
    """Masks every name that a book knows, and whatever looks like a telephone or a birth date."""

    _names: re.Pattern[str] | None
    _telephones: frozenset[str]
    _last_birth_year: int

    @classmethod
    def of(cls, book: UnionBook) -> Self:
        """Know the members, the beneficiaries and whoever handled something."""
        names = {_NOT_IN_NAMES.sub("", plain_name(name)) for name in _names_of(book)}
        spellings = (
            _BETWEEN.join(map(re.escape, name))
            for name in sorted(names, key=len, reverse=True)
            if len(name) >= SHORTEST_NAME
        )
        pattern = "|".join(spellings)
        return cls(
            re.compile(pattern) if pattern else None,
            frozenset(member.phone for member in book.members if len(member.phone) > 1),
            book.fiscal_year - YOUNGEST,
        )

    def text(self, text: str) -> str:
        """Return a text in which nobody can be recognised."""
        text = text.translate(_FULL_WIDTH)
        for telephone in sorted(self._telephones, key=len, reverse=True):
            text = text.replace(telephone, MASK)
        text = _WRITTEN_DAY.sub(MASK, _DAY.sub(self._day, text))
        text = _TELEPHONE.sub(MASK, text)
        if self._names is None:
            return text
        return self._names.sub(lambda found: masked_name(found[0]), text)

    def _day(self, found: re.Match[str]) -> str:
        """Mask a day on which a member can have been born."""
        year = int(found["year"] or 2000 + int(found["short"]))
        if found["year"] is None and year > self._last_birth_year + YOUNGEST:
            year -= 100
        return MASK if year <= self._last_birth_year else found[0]


def _names_of(book: UnionBook) -> Iterable[str]:
    """Yield every name in the book."""
    for member in book.members:
        yield member.name
    for service in book.service_entries:
        yield service.member_name
        yield service.handler
    for payment in book.dues_payments:
        yield payment.member_name
    for entry in book.ledger_entries:
        entries = parts_of_list(entry.beneficiary)
        yield from names_among(entries, each_is_one=entry.person_count == len(entries))
        yield from (entry.handler, entry.witness, entry.approver)
    for proposal in book.proposals:
        yield proposal.sponsor
        yield from names_in(proposal.seconders)
