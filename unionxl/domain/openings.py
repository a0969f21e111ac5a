"""What the accounts of the balance sheet held when the year began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.ledger import BANK, CASH, CHARTED, CODE_LENGTH
from unionxl.domain.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.source import SourceRef

NET_ASSETS = ("321", "322")
ASSETS, DEBTS = ("101", "102", "131", "135", "141"), ("211", "215", "221")


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening balance of one account, on the account's own side; in yuan."""

    account_code: str
    account_name: str
    project: str
    opening_amount: Decimal
    remark: str
    source: SourceRef


def opening_of_money(book: UnionBook, account: str) -> Decimal:
    """Return what an account of money began the year with.

    What 《期初余额》 does not say of the bank is what the settings say of all money, less the cash.
    """
    told = _sum(book.openings, CHARTED[account][:1] if account in CHARTED else ())
    if told is not None or account != BANK:
        return told or ZERO
    return (book.settings.opening_balance_amount or ZERO) - opening_of_money(book, CASH)


def opening_of_all(book: UnionBook) -> Decimal:
    """Return what all money came to: as the settings say, else as 《期初余额》 says."""
    told = book.settings.opening_balance_amount
    return opening_of_money(book, BANK) + opening_of_money(book, CASH) if told is None else told


def net_assets(openings: Iterable[Opening]) -> Decimal | None:
    """Return what stands for 期初结余: 321 and 322, else what follows from assets and debts."""
    rows = tuple(openings)
    told = _sum(rows, NET_ASSETS)
    if told is not None or not any(row.account_code[:CODE_LENGTH] in ASSETS for row in rows):
        return told
    return (_sum(rows, ASSETS) or ZERO) - (_sum(rows, DEBTS) or ZERO)


def _sum(openings: Iterable[Opening], codes: tuple[str, ...]) -> Decimal | None:
    """Add up the rows of some codes and of those below them; None where there is none."""
    found = [one.opening_amount for one in openings if one.account_code[:CODE_LENGTH] in codes]
    return sum(found, ZERO) if found else None
