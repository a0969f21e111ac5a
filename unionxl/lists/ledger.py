"""An account book or a bank statement against the ledger: what is new, what is there already."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE as EXPENSE_KIND
from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.bank_matching import NEAR_DAYS
from unionxl.domain.money import ZERO
from unionxl.domain.vouchers import parse_voucher
from unionxl.domain.written import money
from unionxl.lists.accounts import OTHER_SIDE, Accounts
from unionxl.lists.cells import read_cell
from unionxl.lists.entries import (
    CODE,
    DAY,
    EXPENSE,
    INCOME,
    NAME,
    TEXT,
    VOUCHER,
    entries,
    is_newest_first,
    money_in_is_debit,
)
from unionxl.lists.model import Ask, Planned, PlannedRow, State
from unionxl.lists.transfers import Vouchers, is_of_own
from unionxl.tables.ledger import LEDGER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.lists.entries import Entry
    from unionxl.lists.model import ListDraft
    from unionxl.views.layout import CellValue

_MOST_NAMED = 10
DEBIT_IS = "借方是"
RECEIVED, PAID = "收入", "支出"
THE_OTHER = "同一笔账的另一方"
_OWN = frozenset((DAY, VOUCHER, TEXT, CODE, NAME, INCOME, EXPENSE, "余额"))


def plan_ledger(draft: ListDraft, book: UnionBook) -> Planned:
    """Say what would become of each row."""
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    kept = {pair.foreign_account: pair.account_code for pair in book.account_pairs}
    accounts = Accounts(chart, {**kept, **draft.accounts}, kept)
    found = accounts.of_title(entries(draft, book.fiscal_year), draft.title)
    sense = _Sense(draft, found, accounts)
    ledger = _Ledger(book.ledger_entries)
    year = book.fiscal_year
    rows = [
        ledger.compared(_row(draft, one, sense, accounts, year), year) for one in sense.in_order
    ]
    if sense.is_statement:
        rows = [ledger.near(one) for one in rows]
    asks = tuple(accounts.asks(found))
    notes = (*sense.notes(), *_notes(rows))
    return Planned(draft, tuple(rows), sense.asks, asks, notes)


class _Sense:
    """What the two sides of a source mean."""

    def __init__(self, draft: ListDraft, found: Sequence[Entry], accounts: Accounts) -> None:
        self._draft, self._found, self._accounts = draft, found, accounts
        known = [one for one in found if accounts.key(one)]
        self.is_double = any(accounts.ours(one) != OTHER_SIDE for one in known)
        self._is_one_account = bool(known) and not self.is_double
        sided = any(one.is_sided and one.has_amount for one in found)
        self.vouchers = Vouchers(found if self.is_double else ())
        self._asks_side = sided and not self.is_double
        self._is_debit_in = money_in_is_debit(found) if self._asks_side else True
        self._is_told = self._is_debit_in is not None
        if not self._is_told and self._is_one_account:
            self._is_debit_in = self._is_told = True

    @property
    def is_statement(self) -> bool:
        """Whether the source names no accounts, as a bank's statement."""
        return not self.is_double and not self._is_one_account

    @property
    def in_order(self) -> Sequence[Entry]:
        """The entries, the earliest day first."""
        return self._found[::-1] if is_newest_first(self._found) else self._found

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What only the clerk can say."""
        if self._is_told:
            return ()
        said = self._draft.answers.get(DEBIT_IS, "")
        hint = "银行对账单上借方是支出，本单位账簿上借方是收入"
        return (Ask(DEBIT_IS, said, hint, (RECEIVED, PAID), is_needed=True),)

    def amounts(self, entry: Entry) -> tuple[Decimal, Decimal] | None:
        """Return income and expenditure of an entry, None where nobody knows which is which."""
        if not entry.is_sided:
            return entry.debit, entry.credit
        said = self._draft.answers.get(DEBIT_IS)
        is_debit_in = self._is_debit_in if self._is_told else (said == RECEIVED if said else None)
        if is_debit_in is None:
            return None
        return (entry.debit, entry.credit) if is_debit_in else (entry.credit, entry.debit)

    def notes(self) -> Iterator[str]:
        """Say by what the sides were told apart."""
        if self._asks_side and self._is_told and not self._is_one_account:
            word = RECEIVED if self._is_debit_in else PAID
            yield f"按逐笔余额判断，这份表的借方是{word}。"
        if moved := self.vouchers.moved_count:
            yield f"{moved} 笔是银行与现金之间的划转，不算收入、支出，按科目 101、102 记入。"
        others = sum(
            self._accounts.ours(one) == OTHER_SIDE
            and not one.book
            and self.vouchers.moved(one) is None
            for one in self._found
        )
        if self.is_double and others:
            yield f"{others} 行记的是银行存款等资产、往来或结余科目，是同一笔账的另一方，没有导入。"
        yield from self._without_rows()

    def _without_rows(self) -> Iterator[str]:
        """Name the vouchers that moved money and are neither income nor spending."""
        found = tuple(
            self.vouchers.without_rows(lambda one: self._accounts.ours(one) == OTHER_SIDE)
        )
        if found:
            told = "、".join(
                f"{one.voucher} {one.text} {money(one.debit or one.credit)} 元"
                for one in found[:_MOST_NAMED]
            )
            more = " 等" if len(found) > _MOST_NAMED else ""
            yield (
                f"{len(found)} 张凭证收付了款，另一方却是往来、资产科目，不是收入、支出，没有导入"
                f"（{told}{more}）；暂付款请在报销时记入台账。"
            )


def _row(
    draft: ListDraft, entry: Entry, sense: _Sense, accounts: Accounts, year: int
) -> PlannedRow:
    """Return what an entry would be in the ledger."""
    row, name = entry.row, entry.text
    ours = accounts.ours(entry)
    moved = sense.vouchers.moved(entry)
    state, said = _refused(entry, ours, sense, accounts) if moved is None else (None, "")
    if state is not None:
        return PlannedRow(row, state, name, said=said)
    if moved is not None:
        paid = moved[EXPENSE]
        spent = (ZERO, paid if isinstance(paid, Decimal) else ZERO)
        values = {**_values(draft, entry, spent, year), **moved}
        return _judged(entry, values, spent, year)
    sides = _by_account(entry, ours, accounts) if sense.is_double else sense.amounts(entry)
    if sides is None:
        return PlannedRow(row, State.DOUBTFUL, name, said="不知道借方是收入还是支出")
    values = _values(draft, entry, sides, year)
    if sense.is_double:
        values[CODE], values[NAME] = ours, accounts.name_for(ours, entry)
        values |= sense.vouchers.account(entry)
    return _judged(entry, values, sides, year)


def _judged(
    entry: Entry, values: Mapping[str, CellValue], sides: tuple[Decimal, Decimal], year: int
) -> PlannedRow:
    """Return a new row, in doubt where its day or its place says so."""
    row, name = entry.row, entry.text
    doubts = (
        f"不在 {year} 年度" if entry.day is None or entry.day.year != year else "",
        "原表中隐藏的行" if row.is_hidden else "",
    )
    said = "；".join((*filter(None, doubts), *_shown(values, sides)))
    return PlannedRow(row, State.DOUBTFUL if any(doubts) else State.NEW, name, values, said=said)


def _refused(
    entry: Entry, ours: str, sense: _Sense, accounts: Accounts
) -> tuple[State | None, str]:
    """Return why an entry makes no row of the ledger, None where it makes one."""
    reasons = (
        (bool(entry.unread), State.DOUBTFUL, f"金额“{entry.unread}”没有读懂，没有导入"),
        (not entry.has_amount, State.LEFT_OUT, "没有金额"),
        (
            bool(entry.debit and entry.credit),
            State.DOUBTFUL,
            "同一行里收、付两边都有金额，请分成两行再导入",
        ),
        (
            bool(entry.book) and ours == OTHER_SIDE,
            State.DOUBTFUL,
            f"对方科目“{f'{entry.code} {entry.account}'.strip()}”不是收入、支出科目，请核对",
        ),
        (sense.is_double and ours == OTHER_SIDE, State.LEFT_OUT, THE_OTHER),
        (sense.is_double and accounts.is_carried(entry), State.LEFT_OUT, "是期末结转"),
        (entry.day is None, State.DOUBTFUL, entry.said or "没有日期"),
        (sense.is_double and not accounts.key(entry), State.DOUBTFUL, "没有科目"),
        (
            sense.is_double and not ours,
            State.DOUBTFUL,
            f"科目“{f'{entry.code} {entry.account}'.strip()}”还没有对应到本册的科目",
        ),
    )
    return next(((state, said) for holds, state, said in reasons if holds), (None, ""))


def _shown(values: Mapping[str, CellValue], sides: tuple[Decimal, Decimal]) -> Iterator[str]:
    """Say what will stand in the ledger."""
    code = f"，科目 {values[CODE]} {values[NAME]}" if values.get(CODE) else ""
    for word, side in zip((RECEIVED, PAID), sides, strict=True):
        if side:
            yield f"{word} {money(side)} 元{code}" + ("（红字，按负数导入）" if side < ZERO else "")


def _by_account(entry: Entry, ours: str, accounts: Accounts) -> tuple[Decimal, Decimal]:
    """Return income and expenditure of an entry on an account of income or expense."""
    if not entry.is_sided:
        return entry.debit, entry.credit
    if accounts.side(ours) == EXPENSE_KIND:
        return ZERO, entry.debit - entry.credit
    return entry.credit - entry.debit, ZERO


def _values(
    draft: ListDraft, entry: Entry, sides: tuple[Decimal, Decimal], year: int
) -> dict[str, CellValue]:
    """Return the cells of a new row."""
    values: dict[str, CellValue] = {DAY: entry.day}
    told = {VOUCHER: entry.voucher, TEXT: entry.text}
    values |= {header: text for header, text in told.items() if text}
    values |= {header: side for header, side in zip((INCOME, EXPENSE), sides, strict=True) if side}
    for column in LEDGER.columns:
        if column.header in _OWN or column.formula:
            continue
        value, _, _ = read_cell(draft.cell(entry.row, column.header), column, year)
        if value is not None:
            values[column.header] = value
    return values


class _Ledger:
    """The rows of the ledger that no row of the list was found to be yet."""

    def __init__(self, rows: Sequence[LedgerEntry]) -> None:
        self._open: defaultdict[tuple[dt.date, Decimal], list[LedgerEntry]] = defaultdict(list)
        for row in rows:
            self._open[row.booked_on, row.income_amount - row.expense_amount].append(row)

    def compared(self, one: PlannedRow, _year: int) -> PlannedRow:
        """Say of a row whether the ledger has it already; each of its rows counts once."""
        day, voucher, text = one.values.get(DAY), _text(one, VOUCHER), _text(one, TEXT)
        net = _amount(one, INCOME) - _amount(one, EXPENSE)
        there = self._open.get((day, net), [])  # type: ignore[arg-type]  # a day, where there is one
        for row in there:
            if _is_same(row, voucher, text):
                there.remove(row)
                return replace(one, state=State.SAME, values={}, at=row.source.row, said="")
        near = next((row for row in there if bool(row.voucher_no) != bool(voucher)), None)
        if near is not None and one.values:
            said = (
                f"台账第 {near.source.row} 行同日有同样的金额（{near.description}），"
                "可能是同一笔，请核对"
            )
            return replace(one, state=State.DOUBTFUL, said=said)
        return one

    def near(self, one: PlannedRow) -> PlannedRow:
        """Doubt a new row where the ledger has a voucher of its amount within some days.

        A bank books a day or two later; each row of the ledger is taken once, the nearest first.
        """
        day, net = one.values.get(DAY), _amount(one, INCOME) - _amount(one, EXPENSE)
        if one.state is not State.NEW or not isinstance(day, dt.date) or _text(one, VOUCHER):
            return one
        found = [
            (abs((row.booked_on - day).days), row.source.row, row)
            for (_, amount), rows in self._open.items()
            if amount == net
            for row in rows
            if row.voucher_no and abs((row.booked_on - day).days) <= NEAR_DAYS
        ]
        if not found:
            return one
        days, number, row = min(found, key=lambda pair: pair[:2])
        self._open[row.booked_on, net].remove(row)
        said = (
            f"台账第 {number} 行相隔 {days} 天有同样的金额（{row.description}），"
            "可能是同一笔，请核对"
        )
        return replace(one, state=State.DOUBTFUL, said=said)


def _is_same(row: LedgerEntry, voucher: str, text: str) -> bool:
    """Tell whether two rows of one day and amount are the same: by voucher, else by text."""
    if row.voucher_no and voucher:
        return parse_voucher(row.voucher_no) == parse_voucher(voucher)
    return _plain(row.description) == _plain(text)


def _plain(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def _text(one: PlannedRow, header: str) -> str:
    return str(one.values.get(header) or "")


def _amount(one: PlannedRow, header: str) -> Decimal:
    value = one.values.get(header)
    return value if isinstance(value, Decimal) else ZERO


def _notes(rows: Sequence[PlannedRow]) -> Iterator[str]:
    """Say what the new rows come to."""
    taken = [one for one in rows if one.is_taken and not is_of_own(one.values.get(CODE))]
    if taken:
        income = sum((_amount(one, INCOME) for one in taken), ZERO)
        expense = sum((_amount(one, EXPENSE) for one in taken), ZERO)
        yield f"将记入 {len(taken)} 笔，收入 {money(income)} 元，支出 {money(expense)} 元。"
    reasons = Counter(one.said for one in rows if one.state is State.LEFT_OUT)
    for reason, count in reasons.items():
        if reason != THE_OTHER:
            yield f"{count} 行{reason}，没有导入。"
