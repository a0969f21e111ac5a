"""The dues of every member, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.rules.dues_index import DuesIndex
from unionxl.rules.words import money, months_text
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Area, Cell
from unionxl.views.text import line_count, owner_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesAccount
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month
    from unionxl.domain.policy import Standards
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "dues-sheet"
TITLE = "会费收缴表"
NUMBERS = tuple(range(1, MONTHS_A_YEAR + 1))
HEADER = (
    *("会员编号", "姓名", "工会小组"),
    *(f"{number}月" for number in NUMBERS),
    *("全年应缴(元)", "已缴(元)", "欠缴(元)", "说明"),
)
MONTH_WIDTH = 7.4
COLUMN_WIDTHS = (9.0, 9.0, 12.0, *(MONTH_WIDTH,) * MONTHS_A_YEAR, 11.5, 11.5, 10.0, 21.0)
SPANS = tuple(Span(number, number) for number in range(1, len(HEADER) + 1))
WHOLE = Span(1, len(HEADER))
OWED, NOT_OWED = "欠", "—"


@dataclass(frozen=True, slots=True)
class _Row:
    """One member's year: what is payable, what was paid each month, what is short."""

    member: Member
    payable_amount: Decimal | None
    paid_by_month: Mapping[int, Decimal]
    owed_months: frozenset[int]
    arrears: tuple[DuesAccount, ...]

    @property
    def paid_amount(self) -> Decimal:
        return sum(self.paid_by_month.values(), ZERO)

    @property
    def short_amount(self) -> Decimal:
        return sum((account.short_amount for account in self.arrears), ZERO)

    @property
    def short_months(self) -> tuple[Month, ...]:
        return tuple(month for account in self.arrears for month in account.owed_months)


def dues_sheet(book: UnionBook, standards: Standards) -> SheetSpec:
    """Lay out who paid what for which month, for the treasurer and for the notice board.

    The question is who still owes dues of months that are over.
    """
    index = DuesIndex(book, standards)
    rows = _rows(index)
    head, table = _head(index, rows), _table(rows)
    stacked = stack((head, table, _remarks(index, rows)))
    header_row = len(head.lines) + 1
    table_area = Area(header_row, 1, header_row + len(rows), len(HEADER)) if rows else None
    return stacked.list_sheet(
        VIEW_ID, TITLE, COLUMN_WIDTHS, header_row, frozen_columns=2, filter_area=table_area
    )


def _rows(index: DuesIndex) -> tuple[_Row, ...]:
    """Return the year of every member who owes or paid anything, in the order of the roll."""
    accounts: defaultdict[str, list[DuesAccount]] = defaultdict(list)
    for account in index.dues_accounts:
        accounts[account.member.member_no].append(account)
    return tuple(_row(index, found[0].member, tuple(found)) for found in accounts.values() if found)


def _row(index: DuesIndex, member: Member, accounts: Sequence[DuesAccount]) -> _Row:
    paid: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for account in accounts:
        for payment in account.payments:
            if payment.month is not None:
                paid[payment.month.month] += payment.paid_amount or ZERO
    is_known = all(account.payable_amount is not None or account.payments for account in accounts)
    return _Row(
        member,
        sum((one.told_payable_amount for one in accounts), ZERO) if is_known else None,
        dict(paid),
        frozenset(month.month for month in index.months_owed(member)),
        index.dues_arrears.get(member.member_no, ()),
    )


def _head(index: DuesIndex, rows: Sequence[_Row]) -> Band:
    """Lay out title and what the table adds up to."""
    book = index.book
    owing = [row for row in rows if row.arrears]
    payable = sum((row.payable_amount or ZERO for row in rows), ZERO)
    paid = sum((row.paid_amount for row in rows), ZERO)
    short = sum((row.short_amount for row in rows), ZERO)
    summary = (
        f"会员 {len(rows)} 人，全年应缴 {money(payable)} 元，已缴 {money(paid)} 元；"
        f"到期欠缴 {len(owing)} 人，共 {money(short)} 元。"
    )
    title = f"{owner_name(book.settings.unit_name)} {index.year} 年{TITLE}"
    lines = [
        spread((WHOLE,), (Cell(title.strip(), "title"),), 34),
        spread((WHOLE,), (Cell(f"制表 {book.as_of:%Y-%m-%d}　单位：元", "subtitle"),), 18),
        spread((WHOLE,), (Cell(summary, "warning" if owing else "note"),), 18),
    ]
    return Band("head", tuple(lines))


def _table(rows: Sequence[_Row]) -> Band:
    """Lay out the header, a row a member, and the sums."""
    lines = [spread(SPANS, [Cell(text, "header") for text in HEADER], 30)]
    lines += [_member_line(row) for row in rows]
    if rows:
        lines.append(_sum_line(rows))
    else:
        text = "《会员》和《会费》表中还没有可以列出的记录。"
        lines.append(spread((WHOLE,), (Cell(text, "not-available"),), 20))
    return Band("members", tuple(lines))


def _member_line(row: _Row) -> Line:
    """Lay out one member; who owes is told by a word in the month and by the remark."""
    member = row.member
    cells = (
        Cell(member.member_no, "code", link=member.source),
        Cell(member.name, "body-fit"),
        Cell(member.group or None, "body-fit"),
        *(_month_cell(row, number) for number in NUMBERS),
        Cell(row.payable_amount, "money"),
        Cell(row.paid_amount, "money"),
        Cell(row.short_amount or None, "money-over"),
        Cell(_remark(row) or None),
    )
    lines = line_count(_remark(row), COLUMN_WIDTHS[-1], size=9.5)
    return spread(SPANS, cells, 5 + 13.0 * lines)


def _month_cell(row: _Row, number: int) -> Cell:
    """Lay out what was paid for one month, or that it is owed, or that nothing is."""
    if row.paid_by_month.get(number):
        return Cell(row.paid_by_month[number], "money-small")
    if number in {month.month for month in row.short_months}:
        return Cell(OWED, "owed")
    return Cell(None if number in row.owed_months else NOT_OWED, "body-center")


def _remark(row: _Row) -> str:
    """Say what is short, or that the dues cannot be computed."""
    if row.arrears:
        return f"{months_text(row.short_months)}少缴 {money(row.short_amount)} 元"
    return "应缴无法计算，未检查" if row.payable_amount is None else ""


def _sum_line(rows: Sequence[_Row]) -> Line:
    """Lay out the sums of all columns."""
    by_month = (
        sum((row.paid_by_month.get(number, ZERO) for row in rows), ZERO) for number in NUMBERS
    )
    cells = (
        Cell(None, "total"),
        Cell("合计", "total"),
        Cell(f"{len(rows)} 人", "total"),
        *(Cell(amount or None, "total-money-small") for amount in by_month),
        Cell(sum((row.payable_amount or ZERO for row in rows), ZERO), "total-money"),
        Cell(sum((row.paid_amount for row in rows), ZERO), "total-money"),
        Cell(sum((row.short_amount for row in rows), ZERO), "total-money"),
        Cell(None, "total"),
    )
    return spread(SPANS, cells, 20)


def _remarks(index: DuesIndex, rows: Sequence[_Row]) -> Band:
    """Say what the marks mean, and what is in the dues table and not in this one."""
    texts = [f"“{OWED}”：到期未缴或未缴足；“{NOT_OWED}”：当月不需缴纳；空白：未到期或已合并缴纳。"]
    if index.months_without_dues:
        missing = months_text(index.months_without_dues)
        texts.append(f"《会费》表中{missing}没有任何记录，谁没有缴纳未检查。")
    whole = sum((payment.paid_amount or ZERO for payment in index.book.dues_payments), ZERO)
    listed = sum((row.paid_amount for row in rows), ZERO)
    if whole != listed:
        texts.append(
            f"《会费》表另有 {money(whole - listed)} 元与会员或本年月份对不上，未列入本表。"
        )
    skipped = sum(index.book.skipped_rows.get(name, 0) for name in ("Dues", "Members"))
    if skipped:
        texts.append(f"另有 {skipped} 行因内容无法识别未计入本表，请运行“检查”查看。")
    lines = (spread((WHOLE,), (Cell(text, "note"),), 16) for text in texts)
    return Band("remarks", tuple(lines))
