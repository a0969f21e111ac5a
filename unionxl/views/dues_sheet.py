"""The dues of every member, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.dues_year import DuesState, dues_year
from unionxl.domain.left_out import LeftOut
from unionxl.domain.money import ZERO
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.written import money, months_text
from unionxl.rules.dues.words import KEPT_ELSEWHERE, missing_text, standing_texts, start_text
from unionxl.tables.dues import DUES
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.dues_left_out import not_listed
from unionxl.views.layout import Area, Cell
from unionxl.views.text import line_count
from unionxl.views.view import View
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesAccount
    from unionxl.domain.dues_year import DuesYear
    from unionxl.domain.members import Member
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "dues-sheet"
TITLE = "会费收缴表"
NUMBERS = tuple(range(1, MONTHS_A_YEAR + 1))
LEADING = ("会员编号", "姓名", "工会小组", *(f"{number}月" for number in NUMBERS))
YEAR_PAYABLE = "全年应缴(元)"
TRAILING = ("已缴(元)", "欠缴(元)", "未登记(元)", "说明")
HEADER = (*LEADING, YEAR_PAYABLE, *TRAILING)
MONTH_WIDTH = 7.4
REMARK_WIDTH = 23.0
COLUMN_WIDTHS = (
    *(9.0, 9.0, 10.0),
    *(MONTH_WIDTH,) * MONTHS_A_YEAR,
    *(11.5, 11.0, 10.0, 10.5, REMARK_WIDTH),
)
SPANS = tuple(Span(number, number) for number in range(1, len(HEADER) + 1))
WHOLE = Span(1, len(HEADER))
OWED, NOT_OWED, EXCUSED, UNREGISTERED, UNKNOWN, BEFORE = "欠", "—", "免", "未登记", "未算", "启用前"
MARKS = {
    DuesState.OWED: (OWED, "owed"),
    DuesState.PART_PAID: (OWED, "owed"),
    DuesState.UNREGISTERED: (UNREGISTERED, "body-fit"),
    DuesState.UNKNOWN: (UNKNOWN, "body-fit"),
    DuesState.EXCUSED: (EXCUSED, "body-center"),
    DuesState.NOT_A_MEMBER: (NOT_OWED, "body-center"),
    DuesState.BEFORE_START: (BEFORE, "not-available"),
}
MEANINGS = {
    OWED: "到期未缴或未缴足",
    UNREGISTERED: "到期了，全表都没有登记，缴没缴不知道",
    UNKNOWN: "应缴无法计算，未检查",
    EXCUSED: "免缴",
    BEFORE: "在启用月份以前",
    NOT_OWED: "当月不需缴纳",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One member's year: what is payable, what was paid each month, how each month stands."""

    member: Member
    payable_amount: Decimal | None
    paid_by_month: Mapping[int, Decimal]
    states: Mapping[int, DuesState]
    arrears: tuple[DuesAccount, ...]
    unregistered: tuple[DuesAccount, ...]
    covered: tuple[DuesAccount, ...]

    @property
    def paid_amount(self) -> Decimal:
        return sum(self.paid_by_month.values(), ZERO)

    @property
    def short_amount(self) -> Decimal:
        return sum((account.short_amount for account in self.arrears), ZERO)

    @property
    def unregistered_amount(self) -> Decimal:
        return sum((account.short_amount for account in self.unregistered), ZERO)

    @property
    def is_unknown(self) -> bool:
        return DuesState.UNKNOWN in self.states.values() or self.payable_amount is None


def dues_sheet(book: UnionBook) -> SheetSpec:
    """Lay out who paid what for which month, for the treasurer and for the notice board.

    The question is who still owes dues of months that are over.
    """
    dues = dues_year(book)
    rows = _rows(dues)
    head, table = _head(dues, rows), _table(dues, rows)
    stacked = stack((head, table, _remarks(dues, rows)))
    header_row = len(head.lines) + 1
    table_area = Area(header_row, 1, header_row + len(rows), len(HEADER)) if rows else None
    return stacked.list_sheet(
        VIEW_ID, TITLE, COLUMN_WIDTHS, header_row, frozen_columns=2, filter_area=table_area
    )


def _rows(dues: DuesYear) -> tuple[_Row, ...]:
    """Return the year of every member who owes or paid anything, in the order of the roll."""
    accounts: defaultdict[str, list[DuesAccount]] = defaultdict(list)
    for account in dues.accounts:
        if account.owed_months or account.payments:
            accounts[account.member.member_no].append(account)
    return tuple(_row(dues, found[0].member, tuple(found)) for found in accounts.values())


def _row(dues: DuesYear, member: Member, accounts: Sequence[DuesAccount]) -> _Row:
    paid: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for account in accounts:
        for payment in account.payments:
            if payment.month is not None:
                paid[payment.month.month] += payment.paid_amount or ZERO
    told = [account.told_payable_amount for account in accounts if account.owed_months]
    known = [amount for amount in told if amount is not None]
    return _Row(
        member,
        sum(known, ZERO) if len(known) == len(told) else None,
        dict(paid),
        {number: dues.state(member, Month(dues.book.fiscal_year, number)) for number in NUMBERS},
        dues.arrears.get(member.member_no, ()),
        dues.unregistered.get(member.member_no, ()),
        tuple(one for one in accounts if one.moved_amount > 0 and one.owed_months),
    )


def _head(dues: DuesYear, rows: Sequence[_Row]) -> Band:
    """Lay out title and what the table adds up to."""
    book = dues.book
    title = f"{owner_name(book)}{dues.book.fiscal_year} 年{TITLE}"
    style = "warning" if dues.arrears or dues.unregistered else "note"
    lines = [
        spread((WHOLE,), (Cell(title.strip(), "title"),), 34),
        spread((WHOLE,), (Cell(f"制表 {book.as_of:%Y-%m-%d}　单位：元", "subtitle"),), 18),
        *_texts((f"{_summary(dues, rows)}。",), style),
    ]
    return Band("head", tuple(lines))


def _is_all_unknown(rows: Sequence[_Row]) -> bool:
    """Tell whether nobody's dues can be computed, so that no sum of them says anything."""
    return bool(rows) and all(row.payable_amount is None for row in rows)


def _summary(dues: DuesYear, rows: Sequence[_Row]) -> str:
    """Say what is payable and paid, and what is owed, not entered, or not to be computed."""
    payable = sum((row.payable_amount or ZERO for row in rows), ZERO)
    paid = sum((row.paid_amount for row in rows), ZERO)
    unknown = sum(row.payable_amount is None for row in rows)
    payable_text = f"应缴 {money(payable)} 元"
    if unknown:
        payable_text += f"（不含无法计算的 {unknown} 人）"
    if _is_all_unknown(rows):
        payable_text = "应缴无法计算"
    standing = list(standing_texts(dues))
    if rows and not dues.arrears:
        due = any(
            dues.is_over(account.months) and not account.is_before_start
            for account in dues.accounts
        )
        is_whole = not (dues.unregistered or dues.unknown)
        if is_whole:
            standing.insert(0, "到期的都已缴清" if due else "还没有到期的月份")
        elif dues.registered_months:
            standing.insert(0, "已登记的月份没有欠缴")
    whole = f"会员 {len(rows)} 人，{_span_text(dues)}{payable_text}，已缴 {money(paid)} 元"
    return "；".join((whole, *standing))


def _span_text(dues: DuesYear) -> str:
    """Name the months that are asked for: 全年, or those from the first one kept."""
    first = dues.book.settings.first_month.month
    if first == 1:
        return "全年"
    return f"{first}至{MONTHS_A_YEAR}月" if first < MONTHS_A_YEAR else f"{first}月"


def _texts(texts: Iterable[str], style: str) -> Iterator[Line]:
    """Lay out remarks over the whole width, each as high as it needs."""
    for text in texts:
        height = 3 + 13.0 * line_count(text, WHOLE.width(COLUMN_WIDTHS), size=9)
        yield spread((WHOLE,), (Cell(text, style),), height)


def _table(dues: DuesYear, rows: Sequence[_Row]) -> Band:
    """Lay out the header, a row a member, and the sums."""
    header = (
        (*LEADING, "应缴(元)", *TRAILING) if dues.book.settings.first_month.month > 1 else HEADER
    )
    lines = [spread(SPANS, [Cell(text, "header") for text in header], 30)]
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
        Cell(row.unregistered_amount or None, "money"),
        Cell(_remark(row) or None),
    )
    lines = line_count(_remark(row), REMARK_WIDTH, size=9.5)
    return spread(SPANS, cells, 5 + 13.0 * lines)


def _month_cell(row: _Row, number: int) -> Cell:
    """Lay out what was paid for one month, or how it stands; not due, it stays empty."""
    if row.paid_by_month.get(number):
        return Cell(row.paid_by_month[number], "money-small")
    return Cell(*MARKS.get(row.states[number], (None, "body-center")))


def _remark(row: _Row) -> str:
    """Say what is short, what is not entered, and that dues cannot be computed."""
    parts = []
    if row.arrears:
        short = f"{_months_of(row.arrears)}少缴 {money(row.short_amount)} 元"
        parts.append(short + _part_text(row.arrears))
    if row.unregistered:
        parts.append(f"{_months_of(row.unregistered)}未登记{_part_text(row.unregistered)}")
    asked = (*row.arrears, *row.unregistered)
    for one in row.covered:
        if one.short_amount and one not in asked:
            moved = f"由多缴的月份抵 {money(one.moved_amount)} 元"
            parts.append(f"{_months_of((one,))}{moved}，还差 {money(one.short_amount)} 元")
    covered = [one for one in row.covered if not one.short_amount]
    if covered:
        parts.append(f"{_months_of(covered)}由多缴的月份抵缴")
    if row.is_unknown:
        parts.append("应缴无法计算，未检查")
    return "；".join(parts)


def _part_text(accounts: Iterable[DuesAccount]) -> str:
    """Say what of that which is short was covered in part by other months."""
    told = [
        f"{_months_of((one,))}已由多缴的月份抵 {money(one.moved_amount)} 元"
        for one in accounts
        if one.moved_amount > 0
    ]
    return f"（{'、'.join(told)}）" if told else ""


def _months_of(accounts: Iterable[DuesAccount]) -> str:
    return months_text([month for account in accounts for month in account.owed_months])


def _sum_line(rows: Sequence[_Row]) -> Line:
    """Lay out the sums of all columns; what nobody can compute adds up to nothing known."""
    is_unknown = _is_all_unknown(rows)
    by_month = (
        sum((row.paid_by_month.get(number, ZERO) for row in rows), ZERO) for number in NUMBERS
    )
    cells = (
        Cell(None, "total"),
        Cell("合计", "total"),
        Cell(f"{len(rows)} 人", "total"),
        *(Cell(amount or None, "total-money-small") for amount in by_month),
        _sum_cell((row.payable_amount or ZERO for row in rows), is_unknown=is_unknown),
        Cell(sum((row.paid_amount for row in rows), ZERO), "total-money"),
        _sum_cell((row.short_amount for row in rows), is_unknown=is_unknown),
        _sum_cell((row.unregistered_amount for row in rows), is_unknown=is_unknown),
        Cell(None, "total"),
    )
    return spread(SPANS, cells, 20)


def _sum_cell(amounts: Iterable[Decimal], *, is_unknown: bool) -> Cell:
    """Lay out a sum, or that it is not known; amounts that rows tell of are there all the same."""
    amount = sum(amounts, ZERO)
    return Cell(UNKNOWN, "total") if is_unknown and not amount else Cell(amount, "total-money")


def _remarks(dues: DuesYear, rows: Sequence[_Row]) -> Band:
    """Say what the marks mean, and what is in the dues table and not in this one."""
    shown = {MARKS[state][0] for row in rows for state in row.states.values() if state in MARKS}
    meanings = dict(MEANINGS)
    if dues.uncounted_row_count:
        meanings[UNREGISTERED] = "到期了，没有能计入的登记，缴没缴不知道"
    marks = [f"“{mark}”：{text}" for mark, text in meanings.items() if mark in shown]
    texts = ["；".join((*marks, "空白：未到期或已合并缴纳。"))]
    settings, left_out = dues.book.settings, LeftOut.of(dues.book)
    if settings.first_month.month > 1:
        texts.append(f"{start_text(settings.first_month)}。")
    if dues.unregistered_months and rows:
        begins_late = settings.start_month is None and dues.unregistered_months[0].month == 1
        texts.append(f"{missing_text(dues)}，谁没有缴纳未检查。{KEPT_ELSEWHERE * begins_late}")
    texts += not_listed(dues, [row.member for row in rows])
    texts += _amounts_apart(dues, rows)
    told = left_out.text(DUES, MEMBERS, here="本表")
    if told:
        texts.append(f"{told}，请运行“检查”查看。")
    return Band("remarks", tuple(_texts(texts, "note")))


def _amounts_apart(dues: DuesYear, rows: Sequence[_Row]) -> Iterator[str]:
    """Say what of the money paid stands beside what is payable, or is not in this sheet."""
    whole = sum((payment.paid_amount or ZERO for payment in dues.book.dues_payments), ZERO)
    listed = sum((row.paid_amount for row in rows), ZERO)
    elsewhere = sum((one.paid_amount or ZERO for one in dues.of_other_years), ZERO)
    if elsewhere:
        yield f"《会费》表另有 {money(elsewhere)} 元是别的年度的月份，未列入本表。"
    if whole != listed + elsewhere:
        yield f"《会费》表另有 {money(whole - listed - elsewhere)} 元与会员对不上，未列入本表。"
    in_cells = (
        amount
        for row in rows
        for number, amount in row.paid_by_month.items()
        if dues.book.settings.is_before_start(Month(dues.book.fiscal_year, number))
    )
    moved = (one.moved_amount for one in dues.accounts if one.is_before_start)
    before = sum((*in_cells, *moved), ZERO)
    if before:
        yield f"已缴含启用前的月份 {money(before)} 元。"


VIEW = View(VIEW_ID, TITLE, dues_sheet, (MEMBERS, DUES, LIMITS))
