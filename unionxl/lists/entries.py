"""Rows of an account book or a bank statement as entries: day, voucher, account, two sides."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.domain.ledger import BANK, CASH
from unionxl.domain.money import ZERO
from unionxl.lists.cells import Doubt, read_cell, without_numbers
from unionxl.tables.ledger import Ledger
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.lists.model import ListDraft, ListRow

DEBIT, CREDIT, SIDE, AMOUNT, BALANCE = "借方", "贷方", "方向", "金额", "余额"
INCOME, EXPENSE = Ledger.income_amount.header, Ledger.expense_amount.header
DAY, VOUCHER, TEXT = Ledger.booked_on.header, Ledger.voucher_no.header, Ledger.description.header
CODE, NAME, AGAINST = Ledger.account_code.header, Ledger.account_name.header, "对方科目"
_OF_BANK, _OF_CASH = (
    re.compile(r"银行(?!.{0,4}对[账帐]).{0,6}[账帐]"),
    re.compile(r"(?<!提)现金.{0,6}[账帐]"),
)
_IN = re.compile(r"贷|收|入|来账|C|CR|Cr", re.IGNORECASE)
_OUT = re.compile(r"借|支|付|出|往账|D|DR|Dr", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)\s*年?")
_PERIOD = re.compile(r"(?:(20\d\d)\s*[年.\-/]?\s*)?(1[0-2]|0?[1-9])\s*月?")
_NUMBERED_CODE = re.compile(r"\s*([\d.]{3,12})[\s_\-—]*(.*)")
_FIGURE = re.compile(rf"[0-9０-９{ONES}壹贰叁肆伍陆柒捌玖]")
_LONGEST = 20
_FEWEST_STEPS = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with its amounts by side; `debit` and `credit` are as the source calls them.

    `is_sided` is false where the source says itself what is income and what is expenditure: then
    `debit` is the income. `book` is the account of money whose day book names the other side: code,
    account and sides are those of the other side.
    """

    row: ListRow
    day: dt.date | None = None
    voucher: str = ""
    text: str = ""
    code: str = ""
    account: str = ""
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    balance: Decimal | None = None
    is_sided: bool = True
    said: str = ""
    book: str = ""
    unread: str = ""

    @property
    def has_amount(self) -> bool:
        """Whether anything was moved."""
        return bool(self.debit or self.credit)


def entries(draft: ListDraft, fiscal_year: int) -> tuple[Entry, ...]:
    """Return the rows of a list as entries.

    Day, voucher and text that stand only in the first line of a voucher hold for those below it.
    """
    found: list[Entry] = []
    reader = _Reader(draft, _year_of(draft, fiscal_year))
    last = None
    for row in draft.rows:
        one = reader.entry(row)
        if last is not None and one.has_amount and one.day is None and not one.said:
            one = replace(
                one, day=last.day, voucher=one.voucher or last.voucher, text=one.text or last.text
            )
        elif last is not None and one.has_amount and not one.text and one.voucher == last.voucher:
            one = replace(one, text=last.text)
        last = one if one.day else last
        found.append(one)
    return tuple(found)


def book_of(draft: ListDraft) -> str:
    """Return the account of money whose day book a list is, where it names the other side."""
    if draft.has(CODE) or draft.has(NAME):
        return ""
    if not any(draft.text(row, AGAINST) for row in draft.rows):
        return ""
    if _OF_BANK.search(draft.title):
        return BANK
    return CASH if _OF_CASH.search(draft.title) else ""


def money_in_is_debit(found: Sequence[Entry]) -> bool | None:
    """Tell by the running balance whether the debit side is money in, None where nothing tells.

    A bank calls what its customer pays debit; his own book calls it credit.
    """
    known = [one for one in found if one.balance is not None and one.has_amount]
    book = bank = 0
    for ordered in (known, known[::-1]):
        steps = [
            (second.balance - first.balance, second.debit - second.credit)
            for first, second in pairwise(ordered)
            if first.balance is not None and second.balance is not None
        ]
        book = max(book, sum(change == net for change, net in steps))
        bank = max(bank, sum(change == -net for change, net in steps))
    if max(book, bank) < _FEWEST_STEPS or book == bank:
        return None
    return book > bank


def is_newest_first(found: Sequence[Entry]) -> bool:
    """Tell whether a source begins with its last day."""
    days = [one.day for one in found if one.day]
    falls = sum(first > second for first, second in pairwise(days))
    return falls > sum(first < second for first, second in pairwise(days))


class _Reader:
    """Reads the rows of one list."""

    def __init__(self, draft: ListDraft, year: int) -> None:
        self._draft, self._year = draft, year
        self._book = book_of(draft)

    def entry(self, row: ListRow) -> Entry:
        """Return a row as an entry."""
        day, said = self._day(row)
        debit, credit, is_sided = self._sides(row)
        if self._book and is_sided:
            debit, credit = credit, debit
        code, account = self._account(row)
        return Entry(
            row,
            day,
            self._voucher(row),
            self._text(row),
            code,
            account,
            debit,
            credit,
            self._amount(row, BALANCE, is_kept_empty=True),
            is_sided,
            said,
            self._book,
            self._unread(row),
        )

    def _unread(self, row: ListRow) -> str:
        """Return the first cell with a figure in it that should be an amount and is none."""
        for role in (DEBIT, CREDIT, INCOME, EXPENSE, AMOUNT):
            text = self._draft.text(row, role)
            if _FIGURE.search(text) and self._amount(row, role, is_kept_empty=True) is None:
                return text[:_LONGEST]
        return ""

    def _day(self, row: ListRow) -> tuple[dt.date | None, str]:
        """Return the day of a row, from one column or from three."""
        draft = self._draft
        cell = draft.cell(row, DAY)
        if cell is not None:
            value, doubt, said = read_cell(cell, Ledger.booked_on, self._year)
            is_day = isinstance(value, dt.date) and doubt is Doubt.NONE
            return (value if is_day else None), ("" if is_day else said)  # type: ignore[return-value]
        month, day = _PERIOD.fullmatch(draft.text(row, "月")), draft.text(row, "日").rstrip("日")
        if not (month and day.isdecimal()):
            return None, ""
        year = _YEAR.match(draft.text(row, "年"))
        number = int(month[1] or (year[1] if year else 0) or self._year)
        try:
            return dt.date(number, int(month[2]), int(day)), ""
        except ValueError:
            return None, f"{month[2]}月{day}日不是日期，没有导入"

    def _voucher(self, row: ListRow) -> str:
        """Return the number of the voucher, with its kind before it."""
        kind, number = self._draft.text(row, "凭证字"), self._draft.text(row, VOUCHER)
        if not number:
            return ""
        kind = kind.strip("-—_字 ")
        return f"{kind}-{number.lstrip('-')}" if kind and number[:1].isdecimal() else number

    def _text(self, row: ListRow) -> str:
        """Return what a row is about: its text, what the money is for, who is on the other side."""
        parts = [self._draft.text(row, role) for role in (TEXT, "用途", "对方户名")]
        kept: list[str] = []
        for part in parts:
            if part and not any(part in one or one in part for one in kept):
                kept.append(part)
        return without_numbers(" ".join(kept))

    def _account(self, row: ListRow) -> tuple[str, str]:
        """Return code and name of the account; both may stand in one cell: 50102 文体活动费."""
        code, name = self._draft.text(row, CODE), self._draft.text(row, NAME)
        if self._book:
            name = self._draft.text(row, AGAINST)
            if name.isdecimal():
                return name, ""
        if not code and (both := _NUMBERED_CODE.fullmatch(name)):
            return both[1], both[2]
        if both := _NUMBERED_CODE.fullmatch(code):
            return both[1].rstrip("."), name or both[2]
        return code, name

    def _sides(self, row: ListRow) -> tuple[Decimal, Decimal, bool]:
        """Return the amounts of both sides, and whether they are called debit and credit."""
        draft = self._draft
        if draft.has(DEBIT) and draft.has(CREDIT):
            return self._amount(row, DEBIT) or ZERO, self._amount(row, CREDIT) or ZERO, True
        if draft.has(INCOME) or draft.has(EXPENSE):
            out = self._amount(row, EXPENSE) or ZERO
            # Statements write what is paid with a minus sign, too.
            return (
                self._amount(row, INCOME) or ZERO,
                abs(out) if _is_signed(draft, self) else out,
                False,
            )
        amount, side = self._amount(row, AMOUNT) or ZERO, draft.text(row, SIDE)
        if side.strip() in {"借", "贷", "借方", "贷方", "D", "C", "d", "c", "DR", "CR"}:
            is_debit = side.strip()[0] in "借Dd"
            return (amount, ZERO, True) if is_debit else (ZERO, amount, True)
        if side:
            is_in = bool(_IN.search(side)) and not (_OUT.search(side) and not side.startswith("收"))
            return (abs(amount), ZERO, False) if is_in else (ZERO, abs(amount), False)
        return (amount, ZERO, False) if amount > 0 else (ZERO, -amount, False)

    def _amount(self, row: ListRow, role: str, *, is_kept_empty: bool = False) -> Decimal | None:
        """Return an amount of a row."""
        cell = self._draft.cell(row, role)
        value, _, _ = read_cell(cell, Ledger.balance_amount, self._year)
        found = value if isinstance(value, Decimal) else None
        return found if found is not None or is_kept_empty else ZERO


def _is_signed(draft: ListDraft, reader: _Reader) -> bool:
    """Tell whether all expenditure of a list is written with a minus sign."""
    amounts = [reader._amount(row, EXPENSE) or ZERO for row in draft.rows]  # noqa: SLF001
    return any(amounts) and all(one <= 0 for one in amounts)


def _year_of(draft: ListDraft, fiscal_year: int) -> int:
    """Return the year that a list names for days without one."""
    named = {int(one) for one in _YEAR.findall(draft.title)}
    return fiscal_year if fiscal_year in named or len(named) != 1 else named.pop()


def by_voucher(found: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Give entries that follow each other and bear one voucher together."""
    group: list[Entry] = []
    for one in found:
        if group and (one.voucher, one.day) != (group[-1].voucher, group[-1].day):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)
