"""One entry of the sample's ledger before it has its voucher number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.resources import load_accounts
from unionxl.sample.people import CHAIR, COMMITTEE, TREASURER, VICE_CHAIR

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from unionxl.domain.accounts import Account
    from unionxl.sample.people import Person

EDITION = "2021"
INCOME = "收入"


@cache
def sample_accounts() -> Mapping[str, Account]:
    """Return the accounts of the chart that the sample keeps its books by, by name."""
    return {one.account_name: one for one in load_accounts() if one.edition == EDITION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One payment in or out; `ref` is how a register names its voucher before the number."""

    booked_on: dt.date
    description: str
    account: str
    amount: Decimal
    fund: str
    handler: int
    ref: str = ""
    work: str = ""
    occasion: str = ""
    beneficiary: Person | None = None
    person_count: int | None = None
    payment_form: str = ""
    attachment_count: int = 1

    @property
    def is_income(self) -> bool:
        """Whether money came in."""
        return sample_accounts()[self.account].kind == INCOME


@dataclass(frozen=True, slots=True)
class Voucher:
    """A booking with the number that it has in the order of days."""

    voucher_no: str
    booking: Booking


def number_vouchers(bookings: Iterable[Booking]) -> tuple[Voucher, ...]:
    """Number the bookings of a year by day, without gaps; those of a day keep their order."""
    ordered = sorted(bookings, key=lambda booking: booking.booked_on)
    return tuple(
        Voucher(f"记-{number:04d}", booking) for number, booking in enumerate(ordered, start=1)
    )


def voucher_numbers(vouchers: Iterable[Voucher]) -> Mapping[str, str]:
    """Return the voucher number of every reference."""
    return {one.booking.ref: one.voucher_no for one in vouchers if one.booking.ref}


def signers(booking: Booking) -> tuple[int, int, int]:
    """Return who handles, witnesses and approves: three people, none of them the beneficiary."""
    taken = -1 if booking.beneficiary is None else booking.beneficiary.index
    handler = booking.handler if booking.handler != taken else TREASURER
    approver = CHAIR if CHAIR not in {taken, handler} else VICE_CHAIR
    others = [one for one in COMMITTEE if one not in {taken, handler, approver}]
    return handler, others[booking.booked_on.day % len(others)], approver
