"""What a book is held against: the limits, words and festivals of its place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.festival_words import FestivalWords
from unionxl.domain.festivals import festival_days
from unionxl.domain.policy import Policy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import FlaggedWord, Limit, PaymentBan, Standards


class LimitIndex:
    """The standards that hold for one union."""

    def __init__(self, book: UnionBook, standards: Standards, reference_day: dt.date) -> None:
        self.book = book
        self.standards = standards
        self.reference_day = reference_day

    @cached_property
    def policy(self) -> Policy:
        """The limits that hold for this union."""
        return Policy.of(self.book.settings.province, self.standards, self.book.limits)

    def limit(self, limit_id: str, day: dt.date | None = None) -> Limit | None:
        """Return a limit on a day, or on the day the book is looked at."""
        return self.policy.limit_on(limit_id, day or self.reference_day)

    def limit_for(self, limit_id: str, text: str, day: dt.date | None = None) -> Limit | None:
        """Return the limit for what a text speaks of, else the one for all."""
        return self.policy.limit_for(limit_id, text, day or self.reference_day)

    def figure(self, limit_id: str, day: dt.date | None = None) -> Decimal | None:
        """Return the figure of a limit."""
        limit = self.limit(limit_id, day)
        return limit.amount if limit else None

    @cached_property
    def flagged_words(self) -> Mapping[str, tuple[FlaggedWord, ...]]:
        """The words that flag a payment here, each with all that it may be flagged for."""
        flagged: dict[str, tuple[FlaggedWord, ...]] = {}
        for word in self.standards.flagged_words:
            if self.policy.applies_in(word.province):
                flagged[word.word] = (*flagged.get(word.word, ()), word)
        return flagged

    @cached_property
    def payment_bans(self) -> tuple[PaymentBan, ...]:
        """The forms of payment that gifts must not take here, those of the nearest place first."""
        places = self.policy.places
        bans = [one for one in self.standards.payment_bans if one.province in places]
        return tuple(sorted(bans, key=lambda ban: places.index(ban.province)))

    @cached_property
    def festival_words(self) -> FestivalWords:
        """The spellings of the festivals."""
        return FestivalWords.of(self.standards.festivals, self.book.festivals)

    def months_of_lunar_festival(self, name: str) -> tuple[int, ...]:
        """Return the months, counted from the year 0, of a lunar festival about this year.

        Empty for a festival that does not move.
        """
        if name not in self._months_of_festival:
            festival = self.festival_words.festivals.get(name)
            is_lunar = festival is not None and "农历" in festival.rule
            years = (
                (self.book.fiscal_year - 1, self.book.fiscal_year, self.book.fiscal_year + 1)
                if is_lunar
                else ()
            )
            days = (day for year in years if festival for day in festival_days(festival, year))
            self._months_of_festival[name] = tuple(12 * day.year + day.month for day in days)
        return self._months_of_festival[name]

    @cached_property
    def _months_of_festival(self) -> dict[str, tuple[int, ...]]:
        return {}
