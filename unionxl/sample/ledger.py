"""The sample's ledger: every booking of the year, numbered, as rows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionxl.sample.bookings import number_vouchers, sample_accounts, signers
from unionxl.sample.days import SampleDays
from unionxl.sample.everyday import everyday_costs, home_goods
from unionxl.sample.money import activity_costs, gifts, income
from unionxl.sample.people import people_of
from unionxl.sample.plan import item_numbers
from unionxl.sample.rows import table_row
from unionxl.tables.ledger import LEDGER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionxl.sample.bookings import Voucher
    from unionxl.sample.people import Person
    from unionxl.sample.rows import Row, Rows

LEDGER_ROWS = 2000


@cache
def vouchers_of(year: int) -> tuple[Voucher, ...]:
    """Return the numbered bookings of a whole year, exactly 2,000 of them."""
    days, people = SampleDays.of(year), people_of(year)
    bookings = [
        *income(days, people),
        *gifts(days, people),
        *activity_costs(days),
        *everyday_costs(days),
    ]
    return number_vouchers([*bookings, *home_goods(days, LEDGER_ROWS - len(bookings))])


def ledger(vouchers: Sequence[Voucher], year: int) -> Rows:
    """Return vouchers as rows of the ledger."""
    people, numbers = people_of(year), item_numbers(year)
    return tuple(_ledger_row(voucher, people, numbers) for voucher in vouchers)


def _ledger_row(voucher: Voucher, people: Sequence[Person], numbers: Mapping[str, str]) -> Row:
    """Return one row."""
    booking = voucher.booking
    handler, witness, approver = (people[index].name for index in signers(booking))
    return table_row(
        LEDGER,
        booked_on=booking.booked_on,
        voucher_no=voucher.voucher_no,
        description=booking.description,
        account_code=sample_accounts()[booking.account].account_code,
        account_name=booking.account,
        income_amount=booking.amount if booking.is_income else None,
        expense_amount=None if booking.is_income else booking.amount,
        fund_source=booking.fund,
        item_no=numbers[booking.work],
        occasion=booking.occasion,
        beneficiary=booking.beneficiary.name if booking.beneficiary else None,
        person_count=booking.person_count,
        payment_form=booking.payment_form,
        list_signed="是" if booking.beneficiary else None,
        attachment_count=booking.attachment_count,
        handler=handler,
        witness=witness,
        approver=approver,
    )
