"""A month reconciled with the bank: both balances with what is open, and every line of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.bank_matching import State
from unionxl.domain.money import ZERO
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell, Orientation, PrintSetup
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.wording import money_text, owner_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.bank_matching import Movement, Pair
    from unionxl.domain.bank_month import BankMonth
    from unionxl.domain.book import UnionBook
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "reconciliation", "银行对账"
HEADER = (
    "状态",
    "银行日期",
    "摘要",
    "收入",
    "支出",
    "台账日期",
    "凭证号",
    "摘要",
    "收入",
    "支出",
    "说明",
)
PAGE = Page((8, 11, 24, 12.5, 12.5, 11, 10, 24, 12.5, 12.5, 19))
# The two sides of the statement of both balances: a text and an amount each.
SIDES = (Span(1, 3), Span(4, 5), Span(6, 8), Span(9, 11))
ADJUSTED = "调节后的存款余额"
ORDER = (State.NEAR, State.BANK_ONLY, State.BOOK_ONLY, State.MATCHED)
WORDS = {
    State.NEAR: "疑似同一笔：请核对后改正写错的一方",
    State.BANK_ONLY: "仅银行有：台账还没有记",
    State.BOOK_ONLY: "仅台账有：银行还没有收付",
    State.MATCHED: "相符",
}


def reconciliation_sheet(book: UnionBook, reconciled: BankMonth) -> SheetSpec:
    """Lay out the balances above, what is open next, and what agrees below."""
    bands = (
        _head(book, reconciled),
        _balances(reconciled),
        *_lists(reconciled.result.pairs),
        Band("foot", (PAGE.signatures(("财务负责人", "出纳", "核对人")),), clings=True),
    )
    paged = paginate(bands, page_height(PAGE.widths, Orientation.LANDSCAPE))
    setup = PrintSetup(orientation=Orientation.LANDSCAPE)
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths, setup)


def _head(book: UnionBook, reconciled: BankMonth) -> Band:
    """Lay out the title, and the result in a sentence."""
    month = reconciled.month
    result = reconciled.result
    counts = {state: len(result.of(state)) for state in ORDER}
    told = "，".join(f"{state.value} {count} 笔" for state, count in counts.items() if count)
    lines = [
        PAGE.title(f"{owner_name(book)}银行存款余额调节表".strip()),
        PAGE.subtitle(
            f"{month.year} 年 {month.month} 月　·　截至 {month.last_on:%Y-%m-%d}　·　单位：元"
        ),
        PAGE.remark(f"{told or '这个月银行和台账都没有收付'}。"),
        *(PAGE.remark(text, "warning") for text in warnings(reconciled)),
    ]
    return Band("head", tuple(lines), head=len(lines))


def warnings(reconciled: BankMonth) -> Iterator[str]:
    """Yield why the balances do not meet, and what was left out."""
    gap = reconciled.opening_gap_amount
    if gap:
        yield (
            f"两边调节后相差 {money_text(abs(gap))} 元，这个差额在本月之前就有。"
            "请核对期初结余和以前月份的对账。"
        )
    if gap is None:
        yield "对账单没有余额，银行余额按台账推算，不能证明两边相等。请从银行导出带余额的对账单。"
    if reconciled.other_count:
        yield f"对账单中有 {reconciled.other_count} 行是其他月份的，没有比较。"


def _balances(reconciled: BankMonth) -> Band:
    """Lay out both balances, plus and minus what only the other side has."""
    result = reconciled.result
    bank, book = result.bank_only, result.book_only
    rows = (
        (
            "单位银行存款日记账余额",
            result.book_balance_amount,
            "银行对账单余额",
            result.bank_balance_amount,
        ),
        ("加：银行已收、单位未收", _income(bank), "加：单位已收、银行未收", _income(book)),
        ("减：银行已付、单位未付", _expense(bank), "减：单位已付、银行未付", _expense(book)),
    )
    lines = [
        PAGE.section("余额调节"),
        PAGE.row([Cell(text, "header") for text in ("项目", "金额", "项目", "金额")], SIDES),
    ]
    lines += [
        PAGE.row((Cell(left), Cell(of_left, "money"), Cell(right), Cell(of_right, "money")), SIDES)
        for left, of_left, right, of_right in rows
    ]
    ends = (result.adjusted_book_amount, result.adjusted_bank_amount)
    lines.append(
        PAGE.row(
            tuple(
                cell
                for amount in ends
                for cell in (Cell(ADJUSTED, "total"), Cell(amount, "total-money"))
            ),
            SIDES,
        )
    )
    return Band("balances", tuple(lines), head=2, step=len(lines))


def _income(movements: Iterable[Movement]) -> Decimal:
    return sum((one.income_amount for one in movements), ZERO)


def _expense(movements: Iterable[Movement]) -> Decimal:
    return sum((one.expense_amount for one in movements), ZERO)


def _lists(pairs: Sequence[Pair]) -> Iterator[Band]:
    """Yield the lines of each state, with how many there are in the head of the block."""
    header = PAGE.header(HEADER)
    for state in ORDER:
        own = [pair for pair in pairs if pair.state is state]
        if own:
            rows = [row for pair in own for row in _rows(pair)]
            yield PAGE.table(state.value, f"{WORDS[state]}（{len(own)} 笔）", header, rows)


def _rows(pair: Pair) -> Iterator[Line]:
    """Yield the rows of a pair; where a side has several lines the other stands at the first."""
    for at in range(max(len(pair.bank), len(pair.book))):
        bank = pair.bank[at] if at < len(pair.bank) else None
        book = pair.book[at] if at < len(pair.book) else None
        yield PAGE.row(
            (
                Cell(pair.state.value, "body-center"),
                *_side(bank, is_book=False),
                *_side(book, is_book=True),
                Cell(_note(pair) if at == 0 else None, "body-small"),
            )
        )


def _side(movement: Movement | None, *, is_book: bool) -> Iterator[Cell]:
    """Yield the cells of one side, empty where it has nothing."""
    yield Cell(movement.booked_on if movement else None, "date")
    if is_book:
        yield Cell((movement.voucher_no or None) if movement else None, "code")
    yield Cell((movement.text or None) if movement else None, "body-small")
    yield Cell((movement.income_amount or None) if movement else None, "money")
    yield Cell((movement.expense_amount or None) if movement else None, "money")


def _note(pair: Pair) -> str | None:
    """Return why two lines are held to be one, and which of them is older than the month."""
    older = "以前月份未达" if any(one.left_open for one in (*pair.bank, *pair.book)) else ""
    return "；".join(filter(None, (pair.note, older))) or None
