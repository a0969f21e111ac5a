"""What is handed out to members on one occasion, and what of it was not fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.money import ZERO
from unionxl.domain.vouchers import vouchers_of
from unionxl.domain.written import money

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.festival_words import FestivalWords
    from unionxl.domain.ledger import LedgerEntry

FESTIVAL_KIND = "节日慰问"
_UNCLAIMED = re.compile(r"未领 \d+ 人，([\d,]{1,20}\.\d\d) 元")


@dataclass(frozen=True, slots=True)
class Handout:
    """One occasion; `each` is the amount a head, `paid` what was paid where that is known."""

    occasion: str
    to: str
    on: dt.date | None
    content: str = ""
    each: Decimal | None = None
    paid: Decimal | None = None
    item_no: str = ""
    voucher_no: str = ""
    account_code: str = ""
    fund_source: str = ""
    payment_form: str = ""
    handler: str = ""
    approver: str = ""

    def told(self, content: str) -> str:
        """Return what a member gets, with its occasion: 端午粽子礼盒."""
        goods = content or "慰问品"
        return goods if self.occasion in goods else f"{self.occasion}{goods}"

    @property
    def description(self) -> str:
        """What the ledger says of it."""
        return f"发放{self.told(self.content)}"

    def kind(self, words: FestivalWords, kinds: Iterable[str]) -> str:
        """Return under which kind of service it is registered."""
        if words.allowed.intersection(words.in_text(self.occasion)):
            return FESTIVAL_KIND
        return next((one for one in kinds if one in self.occasion), self.occasion)


def unclaimed_text(count: int, amount: Decimal, *, is_waived: bool) -> str:
    """Say in the remark of a payment how many have not fetched theirs, "" where all have.

    >>> unclaimed_text(2, Decimal(400), is_waived=False)
    '未领 2 人，400.00 元'
    """
    if not count:
        return ""
    return f"未领 {count} 人，{money(amount)} 元{'（已放弃）' if is_waived else ''}"


def unclaimed_in(remark: str) -> Decimal:
    """Return how much of a payment was not fetched, as its remark says.

    >>> unclaimed_in("未领 2 人，1,400.00 元（已放弃）"), unclaimed_in("快递")
    (Decimal('1400.00'), Decimal('0.00'))
    """
    found = _UNCLAIMED.search(remark)
    return Decimal(found[1].replace(",", "")) if found else ZERO


def with_unclaimed(remark: str, text: str) -> str:
    """Return a remark that says of the unclaimed what holds now, and all else as before.

    >>> with_unclaimed("快递；未领 2 人，400.00 元", "未领 1 人，200.00 元")
    '快递；未领 1 人，200.00 元'
    >>> with_unclaimed("未领 2 人，400.00 元", "")
    ''
    """
    kept = [part for part in remark.split("；") if part and not _UNCLAIMED.match(part)]
    return "；".join((*kept, text) if text else kept)


def account_name_of(book: UnionBook, code: str) -> str:
    """Return the name of an account by its code, "" where the chart does not tell."""
    account = ChartOfAccounts.of(book.accounts, book.settings.account_edition).find(code)
    return account.account_name if account else ""


def payments_with(book: UnionBook, voucher_no: str, on: dt.date | None) -> list[LedgerEntry]:
    """Return the rows of the ledger that have a voucher number, as far as the months tell."""
    if not voucher_no:
        return []
    vouchers = vouchers_of(book)
    key = vouchers.key_of(voucher_no, on)
    return [
        entry
        for entry in book.ledger_entries
        if entry.voucher_no and vouchers.key_of(entry.voucher_no, entry.booked_on) == key
    ]
