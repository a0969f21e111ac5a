"""The ledger of income and expenditure, and what it adds up to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from unionxl.domain.money import ZERO
from unionxl.domain.period import Month

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.source import SourceRef

BANK, CASH, NO_MONEY = "银行", "现金", "不收付"
CHEQUE, OFFICIAL_CARD = "支票", "公务卡"
# Ways to pay a shop: they do not say that persons were given anything.
PAID_TO_A_SHOP = frozenset({CHEQUE, OFFICIAL_CARD})
# A row on one of these codes moves money of the union's own from one account to the other.
OWN_ACCOUNTS = {"101": CASH, "102": BANK}
# What the accounts of money are in the chart: code and name.
CHARTED = {CASH: ("101", "库存现金"), BANK: ("102", "银行存款")}
BALANCE_SHEET, CODE_LENGTH = "123", 3
OWED_ABOVE = "211"  # 应付上级经费
# The codes of 工会会计制度 that are no income and no spending, and 221 that is borrowed from it.
BALANCE_CODES = frozenset(
    (
        *("101", "102", "131", "135", "141", "162", "163", "182"),
        *("211", "215", "221", "301", "321", "322"),
    )
)
KeyT = TypeVar("KeyT", bound="Hashable")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of the ledger; amounts in yuan, zero where the cell is empty."""

    booked_on: dt.date
    voucher_no: str
    description: str
    account_code: str
    account_name: str
    income_amount: Decimal
    expense_amount: Decimal
    fund_source: str
    item_no: str
    occasion: str
    beneficiary: str
    person_count: int | None
    payment_form: str
    list_signed: bool | None
    attachment_count: int | None
    handler: str
    witness: str
    approver: str
    remark: str
    source: SourceRef
    money_account: str = ""
    project: str = ""
    counterparty: str = ""

    @property
    def account_of_money(self) -> str:
        """Where the money lies: bank, cash, another account by its name, or none moved."""
        account = self.money_account
        return NO_MONEY if account.startswith(NO_MONEY) else account or BANK

    @property
    def moves_money(self) -> bool:
        """Whether anything was received or paid."""
        return self.account_of_money != NO_MONEY

    @property
    def own_account(self) -> str:
        """The account of money that the row's code is, "" for any other code."""
        return OWN_ACCOUNTS.get(self.account_code[:CODE_LENGTH], "")

    @property
    def changes_money(self) -> bool:
        """Whether the union has more or less money by it, in all accounts together."""
        return self.moves_money and not self.own_account

    @property
    def is_of_balance_sheet(self) -> bool:
        """Whether its code is one of assets, debts or net assets: 1xx, 2xx, 3xx."""
        return is_of_balance_sheet(self.account_code)


def is_of_balance_sheet(code: str) -> bool:
    """Tell whether a code is one of assets, debts or net assets, no income and no spending.

    >>> is_of_balance_sheet("102"), is_of_balance_sheet("32101"), is_of_balance_sheet("50102")
    (True, True, False)
    """
    return len(code) >= CODE_LENGTH and code[0] in BALANCE_SHEET


def income_and_spending(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows that are income or spending of the year, on whatever account of money."""
    return tuple([entry for entry in entries if not is_of_balance_sheet(entry.account_code)])


def changing_money(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows by which the union has more or less money."""
    return tuple([entry for entry in entries if entry.changes_money])


def of_account(entries: Iterable[LedgerEntry], account: str) -> Iterator[LedgerEntry]:
    """Yield what came to an account of money and went from it, as that account sees it.

    Cash drawn stands in the ledger once, as 101 paid by the bank: the cash box receives it.
    """
    for entry in entries:
        if entry.account_of_money == account:
            yield entry
        elif entry.own_account == account and entry.moves_money:
            code, name = CHARTED.get(entry.account_of_money, ("", entry.account_of_money))
            yield replace(
                entry,
                income_amount=entry.expense_amount,
                expense_amount=entry.income_amount,
                account_code=code,
                account_name=name,
            )


@dataclass(frozen=True, slots=True)
class LedgerTotal:
    """What some rows of the ledger add up to."""

    income_amount: Decimal = ZERO
    expense_amount: Decimal = ZERO

    @property
    def net_amount(self) -> Decimal:
        """Income less expenditure."""
        return self.income_amount - self.expense_amount


def total_of(entries: Iterable[LedgerEntry]) -> LedgerTotal:
    """Add up every row."""
    return totals_by(entries, lambda _: None).get(None, LedgerTotal())


def totals_by(
    entries: Iterable[LedgerEntry], key: Callable[[LedgerEntry], KeyT]
) -> dict[KeyT, LedgerTotal]:
    """Add up the rows of each key, in the order in which the keys first appear."""
    rows: defaultdict[KeyT, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        rows[key(entry)].append(entry)
    return {
        name: LedgerTotal(
            sum(filter(None, map(attrgetter("income_amount"), own)), ZERO),
            sum(filter(None, map(attrgetter("expense_amount"), own)), ZERO),
        )
        for name, own in rows.items()
    }


def totals_by_account(entries: Iterable[LedgerEntry]) -> dict[str, LedgerTotal]:
    """Add up the rows of each account code as it is written."""
    return totals_by(entries, attrgetter("account_code"))


def totals_by_month(entries: Iterable[LedgerEntry]) -> dict[Month, LedgerTotal]:
    """Add up the rows of each calendar month, earliest first."""
    totals = totals_by(entries, lambda entry: (entry.booked_on.year, entry.booked_on.month))
    return {Month(*key): totals[key] for key in sorted(totals)}


def running_balances(
    entries: Iterable[LedgerEntry], opening_balance_amount: Decimal
) -> tuple[Decimal, ...]:
    """Return the balance after each row, in the order of the rows."""
    changes = (entry.income_amount - entry.expense_amount for entry in entries)
    return tuple(accumulate(changes, initial=opening_balance_amount))[1:]


def overdrawn_entries(
    by_day: Mapping[dt.date, Sequence[LedgerEntry]], opening_balance_amount: Decimal
) -> Iterator[tuple[LedgerEntry, Decimal]]:
    """Yield the rows at which the running balance falls below zero, and it, in order of days.

    The income of a day counts before its payments.
    """
    balance = opening_balance_amount
    for day in sorted(by_day):
        entries = sorted(by_day[day], key=lambda entry: entry.expense_amount > ZERO)
        for entry, after in zip(entries, running_balances(entries, balance), strict=True):
            if after < ZERO <= balance:
                yield entry, after
            balance = after


def count_later(entries: Iterable[LedgerEntry], day: dt.date, year: int) -> int:
    """Count the rows of a year that are dated after a day."""
    return sum(entry.booked_on > day and entry.booked_on.year == year for entry in entries)


def closing_balance(entries: Iterable[LedgerEntry], opening_balance_amount: Decimal) -> Decimal:
    """Return the opening balance with all income and less all expenditure."""
    return opening_balance_amount + total_of(changing_money(entries)).net_amount
