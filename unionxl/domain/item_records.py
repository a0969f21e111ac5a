"""What registers and ledger prove of the plan: which items were done, when, and by how many."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.month_states import state_in, state_of, states_of
from unionxl.domain.once import once_a_book
from unionxl.domain.period import Month
from unionxl.domain.vouchers import vouchers_in, vouchers_of
from unionxl.domain.written import money, short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.source import SourceRef
    from unionxl.domain.vouchers import VoucherKey


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """A row of a register that tells of a plan item.

    `head_count` is how many came, None where the row does not say; `amount` is what was paid by
    a row of the ledger, None for other registers.
    """

    day: dt.date
    source: SourceRef
    head_count: int | None = None
    amount: Decimal | None = None

    @property
    def is_payment(self) -> bool:
        """Whether it is a row of the ledger: paid for, but perhaps before it was held."""
        return self.amount is not None


@dataclass(frozen=True, slots=True)
class Proof:
    """What is registered of an item, or of one of its months, and whether that makes it done."""

    records: tuple[ItemRecord, ...]
    makes_done: bool

    @property
    def last(self) -> ItemRecord:
        """The record that tells most: the last of a register, else the last payment."""
        return max(self.told, key=lambda one: one.day)

    @property
    def told(self) -> tuple[ItemRecord, ...]:
        """The records that are spoken of: those of registers, else the payments."""
        return tuple(one for one in self.records if not one.is_payment) or self.records

    @property
    def text(self) -> str:
        """Say when it was, and how many came: 3月6日，38人; or 4 次，末次 3月6日，52人次."""
        is_many = len(self.told) > 1
        heads = sum(one.head_count or 0 for one in self.told)
        came = f"{heads}人{'次' if is_many else ''}" if heads else ""
        when = (self._turns, self._paid) if is_many else (f"{self._last_day}{self._paid}",)
        return "，".join(filter(None, (*when, came)))

    @property
    def brief(self) -> str:
        """Say the same of one record; of several only how many there are, and the last day."""
        return self._turns if len(self.told) > 1 else self.text

    @property
    def _turns(self) -> str:
        """Say how many records there are, and the day of the last."""
        unit = "笔" if self.last.is_payment else "次"
        return f"{len(self.told)} {unit}，末次 {self._last_day}"

    @property
    def _last_day(self) -> str:
        return short_day(self.last.day)

    @property
    def _paid(self) -> str:
        """Say what was paid, where only the ledger tells of the item."""
        if not self.last.is_payment:
            return ""
        paid = sum((one.amount or ZERO for one in self.told), ZERO)
        return f"支出 {money(paid)} 元" if paid > 0 else "入账"


@dataclass(frozen=True, slots=True)
class PlanRecords:
    """The records of every item of the plan, as known on a day."""

    by_item: Mapping[str, tuple[ItemRecord, ...]]
    as_of: dt.date

    def proof(self, item: WorkItem, month: Month | None = None) -> Proof | None:
        """Return what is registered of an item, None where nothing is.

        Of a recurring item only the records of the month count.
        """
        records = self.by_item.get(item.item_no, ())
        if item.is_recurring and month is not None:
            records = tuple(one for one in records if one.day in month)
        if not records:
            return None
        return Proof(records, self._makes_done(item, records, month))

    def accepted(self, item: WorkItem, month: Month | None = None) -> Proof | None:
        """Return what is registered of an item, unless the clerk said it does not make it done."""
        proof = self.proof(item, month)
        return None if proof is None or refusal(proof.text) in item.remark else proof

    def offer(self, item: WorkItem, month: Month | None = None) -> Proof | None:
        """Return what makes an item done by the registers, unless the clerk said it does not."""
        proof = self.accepted(item, month)
        return proof if proof is not None and proof.makes_done else None

    def _makes_done(
        self, item: WorkItem, records: Sequence[ItemRecord], month: Month | None
    ) -> bool:
        """Tell whether an item, or a month of a recurring one, is over with these records.

        What comes round may be done several times in a month: it is over when the month is. What
        lasts over months is over with a record of its last month, or when its time is past;
        a payment before the item begins is one in advance.
        """
        first, last = item.first_planned_on, item.last_planned_on
        if item.is_recurring:
            return month is None or self.as_of > month.last_on
        if first is None or last is None or self.as_of > last:
            return True
        days, end = item.days, item.days[1] if item.planned_end_on and item.days else None
        if Month.of(first) != Month.of(last) or (days and days[0] != days[1]):
            closing = end or last.replace(day=1)
            return any(one.day >= closing for one in records)
        return any(not one.is_payment or one.day >= first for one in records)

    def proven_months(self, item: WorkItem) -> tuple[Month, ...]:
        """Return the open months of a recurring item that the registers prove done."""
        return tuple(
            month
            for month, state in states_of(item).items()
            if not state.is_closed and self.is_proven(item, month)
        )

    def is_proven(self, item: WorkItem, month: Month | None = None) -> bool:
        """Tell whether an item, or a month of one, is open in the plan and done by the registers.

        A recurring item as a whole is done when each of its open months is.
        """
        if item.is_recurring and month is None:
            still_open = [one for one, state in states_of(item).items() if not state.is_closed]
            return bool(still_open) and all(self.is_proven(item, one) for one in still_open)
        state = state_of(item) if month is None else state_in(item, month)
        return not state.is_closed and self.offer(item, month) is not None


def refusal(reason: str) -> str:
    """Return the remark that keeps what is registered from being taken for done."""
    return f"登记（{reason}）不作完成"


@once_a_book
def plan_records(book: UnionBook) -> PlanRecords:
    """Join registers and ledger with the plan, by its numbers and by the vouchers they share.

    What is dated later than today, or was not paid after all, proves nothing; nor does a number
    that several items have.
    """
    uses = Counter(item.item_no for item in book.work_items)
    found: defaultdict[str, list[ItemRecord]] = defaultdict(list)
    for item_no, record in _records(book):
        if record.day <= book.as_of and uses[item_no] <= 1:
            found[item_no].append(record)
    return PlanRecords({number: tuple(records) for number, records in found.items()}, book.as_of)


def _records(book: UnionBook) -> Iterator[tuple[str, ItemRecord]]:
    """Yield every record with the number of its item."""
    numbers = {item.item_no for item in book.work_items} - {""}
    if not numbers:
        return
    vouchers = _Vouchers(book, numbers)
    for activity in book.activities:
        if activity.held_on is None:
            continue
        named = (
            (activity.item_no,)
            if activity.item_no
            else vouchers.items_of(activity.voucher_no, activity.held_on)
        )
        for item_no in named:
            yield item_no, ItemRecord(activity.held_on, activity.source, activity.attended_count)
    yield from _of_services(book.service_entries, vouchers)
    for entry in vouchers.entries:
        if vouchers.is_effective(entry):
            amount = entry.expense_amount
            heads = entry.person_count
            yield entry.item_no, ItemRecord(entry.booked_on, entry.source, heads, amount)


def _of_services(
    services: Iterable[ServiceEntry], vouchers: _Vouchers
) -> Iterator[tuple[str, ItemRecord]]:
    """Yield the services of each day as one record, with the number of rows as its heads."""
    days: defaultdict[tuple[str, dt.date], list[ServiceEntry]] = defaultdict(list)
    for service in services:
        if service.served_on is not None and service.voucher_no:
            for item_no in vouchers.items_of(service.voucher_no, service.served_on):
                days[item_no, service.served_on].append(service)
    for (item_no, day), rows in days.items():
        heads = len({one.member_no or one.member_name for one in rows})
        yield item_no, ItemRecord(day, rows[0].source, heads)


class _Vouchers:
    """The items that the vouchers of the ledger are for."""

    def __init__(self, book: UnionBook, numbers: Iterable[str]) -> None:
        self._numbers = frozenset(numbers)
        self._book = book
        self.entries = [entry for entry in book.ledger_entries if entry.item_no]
        self._sums: defaultdict[tuple[str, Month], Decimal] = defaultdict(lambda: ZERO)
        for entry in self.entries:
            key = entry.item_no, Month.of(entry.booked_on)
            self._sums[key] += entry.expense_amount + entry.income_amount

    def is_effective(self, entry: LedgerEntry) -> bool:
        """Tell whether something remains of what was booked for an item in the month."""
        return (
            entry.expense_amount + entry.income_amount > 0
            and self._sums[entry.item_no, Month.of(entry.booked_on)] > 0
        )

    def items_of(self, voucher_no: str, day: dt.date) -> tuple[str, ...]:
        """Return the item of the vouchers that a row names, none where there are several."""
        if not voucher_no or not self._items:
            return ()
        vouchers = vouchers_of(self._book)
        found: set[str] = set()
        for number in vouchers_in(voucher_no):
            found |= self._items.get(vouchers.key_of(number, day), set())
        return tuple(found & self._numbers) if len(found) == 1 else ()

    @cached_property
    def _items(self) -> dict[VoucherKey, set[str]]:
        """The items by voucher; the vouchers are put in order where a row with an item has one."""
        found: defaultdict[VoucherKey, set[str]] = defaultdict(set)
        named = [entry for entry in self.entries if entry.voucher_no]
        if not named:
            return {}
        vouchers = vouchers_of(self._book)
        for entry in named:
            for number in vouchers_in(entry.voucher_no):
                found[vouchers.key_of(number, entry.booked_on)].add(entry.item_no)
        return dict(found)
