"""What was given in the year."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.money import yuan
from unionxl.domain.welfare import (
    benefit_of_entry,
    benefit_of_service,
    money_once,
)

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex
    from unionxl.words.purposes import Purpose


class GiftIndex:
    """Benefits by ledger and services, and who could have got them."""

    def __init__(self, index: BookIndex) -> None:
        self.index = index

    @cached_property
    def in_ledger(self) -> tuple[Benefit, ...]:
        """The ledger rows that gave something to persons."""
        vouchers, roll, words = (
            self.index.vouchers.in_ledger,
            self.index.people.roll,
            self.index.limits.festival_words,
        )
        found = (
            benefit_of_entry(entry, roll, words, vouchers, kinds)
            for entry, kinds in self.index.ledger.purposes
        )
        return tuple(self._shared_out(benefit) for benefit in found if benefit is not None)

    def _shared_out(self, benefit: Benefit) -> Benefit:
        """Return what everybody got by the roll, where a row for all says no number of heads."""
        if (
            benefit.each_amount is not None
            or not benefit.goes_to_everyone
            or not self.index.people.roll.members
        ):
            return benefit
        heads = self.index.people.count_at_work(benefit.given_on or self.index.reference_day)
        if not heads:
            return benefit
        return replace(benefit, each_amount=yuan(benefit.amount / heads), roll_count=heads)

    @cached_property
    def in_services(self) -> tuple[Benefit, ...]:
        """The services that gave something with a price."""
        found = (
            benefit_of_service(
                service,
                self.index.vouchers.named(service.voucher_no, service.served_on),
                self.index.people.roll,
                self.index.limits.festival_words,
            )
            for service in self.index.book.service_entries
            if service.is_union_money
        )
        return tuple(benefit for benefit in found if benefit is not None)

    @cached_property
    def given(self) -> tuple[Benefit, ...]:
        """What was given in the year, ledger and services together, the same money once."""
        return tuple(
            benefit
            for benefit in money_once(self.in_ledger, self.in_services)
            if benefit.given_on is None or benefit.given_on.year == self.index.year
        )

    def for_purpose(self, purpose: Purpose) -> tuple[Benefit, ...]:
        """Return what was given for one purpose."""
        return tuple(benefit for benefit in self.given if benefit.purpose is purpose)

    def count_paying(self, day: dt.date) -> int:
        """Return how many of the members at work on a day paid dues this year."""
        if day not in self._paying_by_day:
            paying = (
                member.member_no in self.index.dues.payers
                for member in self.index.people.at_work(day)
            )
            self._paying_by_day[day] = sum(paying)
        return self._paying_by_day[day]

    @cached_property
    def _paying_by_day(self) -> dict[dt.date, int]:
        return {}
