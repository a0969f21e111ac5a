"""What money was used for, in words of a closed list, so that no name slips through."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.domain.festival_words import FestivalWords
from unionxl.domain.money import ZERO
from unionxl.domain.roll import Roll
from unionxl.domain.welfare import benefit_of_entry
from unionxl.words.lists import rows
from unionxl.words.purposes import Purpose, purposes_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.welfare import Benefit

OTHER_USE = "其他"
_TELLING = (
    Purpose.REMITTANCE,
    Purpose.INSURANCE,
    Purpose.CHECKUP,
    Purpose.OUTING,
    Purpose.RECUPERATION,
    Purpose.SHOW,
    Purpose.YEAR_CARD,
    Purpose.CONSUMER_VOUCHER,
)
_GENERAL = (
    Purpose.PRIZE,
    Purpose.SOUVENIR,
    Purpose.CLOTHING,
    Purpose.MEAL,
    Purpose.EVENT,
    Purpose.GOODS,
)


@cache
def public_words() -> dict[str, str]:
    """Return the words for the notice board, where the plain word would be too short."""
    return {row.word: row.concept for row in rows("uses")}


@dataclass(frozen=True, slots=True)
class Use:
    """A use of money and what it came to."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BenefitSum:
    """Benefits of one purpose: how often, to whom by name, for how much."""

    purpose: Purpose
    turn_count: int
    names: tuple[str, ...]
    amount: Decimal


class UseReader:
    """Tells what the rows of a book's ledger were for."""

    def __init__(self, book: UnionBook) -> None:
        self._roll = Roll.of(book.members)
        self._words = FestivalWords.of(book.festivals)
        self._categories = {item.item_no: item.category for item in book.work_items if item.item_no}

    def uses(self, entries: Iterable[LedgerEntry]) -> tuple[Use, ...]:
        """Return the uses of some expenses, the largest first and what is not known at the end."""
        sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for entry in entries:
            if entry.expense_amount:
                sums[self.use_of(entry)] += entry.expense_amount
        uses = [Use(name, amount) for name, amount in sums.items()]
        return tuple(sorted(uses, key=lambda use: (use.name == OTHER_USE, -use.amount)))

    def use_of(self, entry: LedgerEntry) -> str:
        """Return what a row was for: a benefit, a telling word, its work's category, any word."""
        benefit = self._benefit(entry)
        if benefit is not None:
            return _word(benefit.purpose)
        kinds = purposes_in(f"{entry.occasion} {entry.description}")
        telling = next((purpose for purpose in _TELLING if purpose in kinds), None)
        if telling is not None:
            return _word(telling)
        category = self._categories.get(entry.item_no, "")
        general = next((purpose for purpose in _GENERAL if purpose in kinds), None)
        return category or (_word(general) if general else OTHER_USE)

    def benefit_sums(self, entries: Iterable[LedgerEntry]) -> tuple[BenefitSum, ...]:
        """Add up what went to members, by purpose, in the order of the purposes."""
        groups: defaultdict[Purpose, list[Benefit]] = defaultdict(list)
        for entry in entries:
            benefit = self._benefit(entry)
            if benefit is not None:
                groups[benefit.purpose].append(benefit)
        return tuple(_sum_of(purpose, groups[purpose]) for purpose in Purpose if purpose in groups)

    def _benefit(self, entry: LedgerEntry) -> Benefit | None:
        return benefit_of_entry(entry, self._roll, self._words)


def _sum_of(purpose: Purpose, benefits: list[Benefit]) -> BenefitSum:
    """Add up benefits of one purpose."""
    names = [
        name
        for benefit in benefits
        for name in (*(member.name for member in benefit.members), *benefit.strangers)
    ]
    turns = sum(
        max(benefit.head_count or 0, len(benefit.members) + len(benefit.strangers))
        for benefit in benefits
    )
    amount = sum((benefit.amount for benefit in benefits), ZERO)
    return BenefitSum(purpose, turns, tuple(names), amount)


def _word(purpose: Purpose) -> str:
    return public_words().get(purpose, purpose.value)
