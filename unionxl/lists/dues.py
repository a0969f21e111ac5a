"""A payroll's list of deductions against the dues: which months are new, which are there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.dues import months_owed
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.roll import Roll
from unionxl.domain.written import money
from unionxl.errors import RequestError
from unionxl.lists.cells import Doubt, read_cell
from unionxl.lists.model import TWICE, Ask, Change, Planned, PlannedRow, State
from unionxl.lists.people import match, written_out
from unionxl.tables.dues import Dues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.members import Member
    from unionxl.lists.model import ListDraft, ListRow
    from unionxl.views.layout import CellValue

NUMBER, NAME, MONTH = Dues.member_no.header, Dues.member_name.header, Dues.month.header
PAID, PAYABLE = Dues.paid_amount.header, Dues.payable_amount.header
NOT_PAID = "没有扣款"
METHOD, PAID_ON = Dues.method.header, Dues.paid_on.header
_IN_TITLE = re.compile(
    r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])(?!\d)\s*月?|(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)"
)
_MONTH_ONLY = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s*月(?!\d*日)")
_MONTH_COLUMN = re.compile(r"(1[0-2]|[1-9])月")


def month_in(text: str, year: int) -> str:
    """Return the month that a title or a file name names, empty for none or several.

    >>> month_in("2026年3月工资扣款表", 2026), month_in("工资表202604.xls", 2026)
    ('2026-03', '2026-04')
    """
    found = {(int(a or c), int(b or d)) for a, b, c, d in _IN_TITLE.findall(text)}
    found = found or {(year, int(one)) for one in _MONTH_ONLY.findall(text)}
    return str(Month(*found.pop())) if len(found) == 1 else ""


def plan_dues(draft: ListDraft, book: UnionBook) -> Planned:
    """Say what would become of each row."""
    months = [column.role for column in draft.columns if _MONTH_COLUMN.fullmatch(column.role)]
    _refuse_no_month(draft.answers.get(MONTH, ""), book.fiscal_year)
    told = draft.answers.get(MONTH, "") or month_in(draft.title, book.fiscal_year)
    year = month_in(draft.title, book.fiscal_year)[:4] or str(book.fiscal_year)
    per_row = draft.has(MONTH)
    asks = (
        []
        if months or per_row
        else [Ask(MONTH, told, "这份扣款表是哪个月的会费，如 2026-03", is_needed=True)]
    )
    method = draft.answers.get(METHOD) or "工资代扣"
    if not draft.has(METHOD):
        asks.append(Ask(METHOD, method, choices=Dues.method.choices))
    if not draft.has(PAID_ON):
        asks.append(Ask(PAID_ON, draft.answers.get(PAID_ON, ""), "可以不填"))
    plan = _Plan(
        draft, book, {MONTH: told, METHOD: method, PAID_ON: draft.answers.get(PAID_ON, "")}
    )
    rows = [one for row in draft.rows for one in plan.rows(row, months, year)]
    notes = (*_notes(rows), *plan.notes())
    return Planned(draft, tuple(rows), tuple(asks), notes=notes)


def _refuse_no_month(said: str, year: int) -> None:
    """Stop where what was said of the month is none, as 2026-13.

    Raises:
        RequestError: it is no month.
    """
    value, _, _ = read_cell(said or None, Dues.month, year)
    if said and value is None:
        raise RequestError(
            f"“{said}”不是月份，未作改动。",
            where=f"导入会费的「{MONTH}」",
            advice=f"请填 {year}-01 至 {year}-12 中的一个月。",
        )


class _Plan:
    """Compares the rows of a list with the dues of a book."""

    def __init__(self, draft: ListDraft, book: UnionBook, said: Mapping[str, str]) -> None:
        self._draft, self._year, self._said = draft, book.fiscal_year, said
        self._roll = Roll.of(book.members)
        self._seen: set[tuple[int, str]] = set()
        self._members = book.members
        self._named: set[str] = set()
        self._listed_months: set[str] = set()
        self._there: defaultdict[tuple[str, str], list[DuesPayment]] = defaultdict(list)
        for payment in book.dues_payments:
            for month in payment.months:
                self._there[payment.member_no, str(month)].append(payment)

    def rows(self, row: ListRow, months: Sequence[str], year: str) -> Iterator[PlannedRow]:
        """Give what would become of a row, one for each month in it."""
        draft = self._draft
        name = "".join(draft.text(row, NAME).split())
        who = match(self._roll, draft.text(row, NUMBER), name, None)
        if who.member is None and not months and not self._is_paid(row):
            yield PlannedRow(row, State.LEFT_OUT, name, said=NOT_PAID)
            return
        if who.member is None:
            said = who.said or "《会员》中没有这个人"
            self._named.update(one.member_no for one in who.perhaps)
            yield PlannedRow(row, State.DOUBTFUL, name, said=said)
            return
        self._named.add(who.member.member_no)
        if not months:
            yield self._one(row, who.member, draft, PAID, self._month(row))
        for role in months:
            month = f"{year}-{int(role.removesuffix('月')):02d}"
            if draft.cell(row, role) is not None:
                yield self._one(row, who.member, draft, role, month)

    def notes(self) -> Iterator[str]:
        """Name the members who owe for a month of the list and do not stand in it."""
        missing = [
            one
            for one in self._members
            if one.member_no not in self._named
            if any(
                str(month) in self._listed_months and not self._there[one.member_no, str(month)]
                for month in months_owed(one, self._year)
            )
        ]
        if missing and self._named:
            told = written_out(missing)
            yield f"《会员》中在册的 {told}不在这份扣款表里，会费也没有登记过，请核对。"

    def _is_paid(self, row: ListRow) -> bool:
        """Tell whether a row has an amount."""
        cells = (self._draft.cell(row, header) for header in (PAID, PAYABLE))
        return any(read_cell(cell, Dues.paid_amount, self._year)[0] for cell in cells)

    def _month(self, row: ListRow) -> str:
        """Return the month of a row: its own, else the one said for all."""
        cell = self._draft.cell(row, MONTH)
        if cell is None:
            return self._said[MONTH]
        value, _, _ = read_cell(cell, Dues.month, self._year)
        return str(value or "")

    def _one(
        self, row: ListRow, member: Member, draft: ListDraft, role: str, month: str
    ) -> PlannedRow:
        """Return what would become of the dues of a member for a month."""
        amount, doubt, said = read_cell(draft.cell(row, role), Dues.paid_amount, self._year)
        if amount is None and role == PAID and not draft.has(PAID):
            amount, doubt, said = read_cell(draft.cell(row, PAYABLE), Dues.paid_amount, self._year)
        if not isinstance(amount, Decimal) or amount == ZERO:
            told = said if doubt is not Doubt.NONE else NOT_PAID
            return PlannedRow(row, State.LEFT_OUT, member.name, said=told)
        values = self._values(row, member, month, amount)
        self._listed_months.add(month)
        one = self._compared(row, values, member, (month, amount))
        if amount < ZERO and one.state is State.NEW:
            said = f"金额是 {money(amount)} 元，请核对；是退回多扣会费的，照实登记"
            one = replace(one, state=State.DOUBTFUL, said=said)
        return self._doubted(one, (member.source.row, month))

    def _doubted(self, one: PlannedRow, key: tuple[int, str]) -> PlannedRow:
        """Return a row in doubt where the list has named the member for this month before."""
        is_again = key in self._seen
        self._seen.add(key)
        if not (is_again and one.can_be_taken):
            return one
        return replace(one, state=State.DOUBTFUL, said="；".join(filter(None, (one.said, TWICE))))

    def _values(
        self, row: ListRow, member: Member, month: str, amount: Decimal
    ) -> dict[str, CellValue]:
        """Return the cells of a new row."""
        draft = self._draft
        values: dict[str, CellValue] = {
            NUMBER: member.member_no,
            NAME: member.name,
            MONTH: month,
            PAID: amount,
            METHOD: draft.text(row, METHOD) or self._said[METHOD],
        }
        for column in (Dues.payable_amount, Dues.paid_on, Dues.remark):
            cell = draft.cell(row, column.header) or self._said.get(column.header)
            value, _, _ = read_cell(cell, column, self._year)
            if value is not None:
                values[column.header] = value
        return values

    def _compared(
        self,
        row: ListRow,
        values: Mapping[str, CellValue],
        member: Member,
        told: tuple[str, Decimal],
    ) -> PlannedRow:
        """Compare a payment with what the table says of that month."""
        month, amount = told
        there = self._there[member.member_no, month]
        paid = sum((one.paid_amount or ZERO for one in there), ZERO)
        if not month:
            return PlannedRow(row, State.DOUBTFUL, member.name, said="不知道是哪个月的会费")
        if there and paid == amount:
            return PlannedRow(row, State.SAME, member.name, at=there[0].source.row)
        if not month.startswith(f"{self._year}-") and not there:
            said = f"{month} 的会费不在 {self._year} 年度，请核对月份"
            return PlannedRow(row, State.DOUBTFUL, member.name, values, said=said)
        if there and paid:
            said = f"{month} 已登记 {money(paid)} 元，名单中是 {money(amount)} 元，请核对"
            instead = Change(PAID, f"{paid:f}", amount)
            changes: tuple[Change, ...] = (instead,) if len(there) == 1 else ()
            return PlannedRow(
                row, State.DOUBTFUL, member.name, {}, changes, there[0].source.row, said
            )
        if there:
            changes = tuple(
                Change(header, "", value)
                for header, value in values.items()
                if header in {PAID, METHOD, PAID_ON}
            )
            return PlannedRow(row, State.CHANGED, member.name, {}, changes, there[0].source.row)
        state = State.DOUBTFUL if row.is_hidden else State.NEW
        return PlannedRow(row, state, member.name, values)


def _notes(rows: Sequence[PlannedRow]) -> Iterator[str]:
    """Say what the new rows come to."""
    amounts = [one.values[PAID] for one in rows if one.is_taken and one.values]
    total = sum((one for one in amounts if isinstance(one, Decimal)), ZERO)
    if amounts:
        yield f"将登记会费 {len(amounts)} 笔，合计 {money(total)} 元。"
