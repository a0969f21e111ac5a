"""Names, telephones and birth dates taken out of what is hung up for everybody to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from unionxl.domain.people import names_in
from unionxl.domain.roll import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.domain.book import UnionBook

MASK = "*"
SHORTEST_NAME = 2
YOUNGEST = 15
_DOTS = re.compile("[·•．・.]")
_TELEPHONE = re.compile(r"(?<!\d)(?:1\d{10}|\d{3,4}[-－ ]?\d{4,8})(?!\d)")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.年－]?\d{1,2}[-/.月－]?(?:\d{1,2}日?)?")


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
        spellings = {spelling for name in _names_of(book) for spelling in _spellings(name.strip())}
        names = sorted(filter(None, spellings), key=len, reverse=True)
        return cls(
            re.compile("|".join(map(re.escape, names))) if names else None,
            frozenset(member.phone for member in book.members if len(member.phone) > 1),
            book.fiscal_year - YOUNGEST,
        )

    def text(self, text: str) -> str:
        """Return a text in which nobody can be recognised."""
        for telephone in sorted(self._telephones, key=len, reverse=True):
            text = text.replace(telephone, MASK)
        text = _DAY.sub(self._day, text)
        text = _TELEPHONE.sub(MASK, text)
        if self._names is None:
            return text
        return self._names.sub(lambda found: masked_name(found[0]), text)

    def _day(self, found: re.Match[str]) -> str:
        """Mask a day on which a member can have been born."""
        return MASK if int(found[1]) <= self._last_birth_year else found[0]


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
        yield from names_in(entry.beneficiary)
        yield from (entry.handler, entry.witness, entry.approver)
    for proposal in book.proposals:
        yield proposal.sponsor
        yield from names_in(proposal.seconders)


def _spellings(name: str) -> tuple[str, ...]:
    """Return the ways in which a name may stand in a text; one character is no name."""
    plain = plain_name(name)
    if len(plain) < SHORTEST_NAME:
        return ()
    dotted = (_DOTS.sub(dot, plain) for dot in ("", "·", "•", "．"))
    return (name, plain, *dotted)
