"""The notice that shows everybody where the union's money came from and what it was used for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts, code_parts
from unionxl.domain.money import ZERO
from unionxl.domain.privacy import Masker, masked_name
from unionxl.domain.uses import OTHER_USE, WORDS, UseReader
from unionxl.domain.year_end import share_of
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.wording import (
    UNKNOWN,
    change_text,
    date_notes,
    is_over,
    money_text,
    owner_name,
    period_text,
    rate_value,
    share_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.final_accounts import AccountLine
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.uses import BenefitSum, Use
    from unionxl.domain.year_end import YearEnd
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "disclosure-notice"
TITLE = "经费公开"
PAGE = Page((26, 16, 10, 40))
NAME, AMOUNT, SHARE, TEXT = (Span(number, number) for number in range(1, 5))
MOST_USES = 4
# Beyond so many people names say nothing any more; the number does.
MOST_NAMES = 12
SIGNERS = ("工会主席", "经审主任", "公开日期")


def disclosure_notice(book: UnionBook, year_end: YearEnd) -> SheetSpec:
    """Lay out income, expenditure with its use, and the balance; nobody can be recognised."""
    masker = Masker.of(book)
    reader = UseReader(book)
    entries = _entries_by_account(book)
    paged = paginate(
        (
            _head(book, year_end, masker),
            _income(year_end, masker),
            _expense(year_end, reader, entries, masker),
            _balance(year_end),
            _benefits(reader.benefit_sums(book.ledger_entries)),
            _foot(year_end),
        ),
        page_height(PAGE.widths),
    )
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)


def _entries_by_account(book: UnionBook) -> dict[tuple[str, ...], list[LedgerEntry]]:
    """Return the ledger rows of every account, those of the accounts below it among them."""
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    found: defaultdict[tuple[str, ...], list[LedgerEntry]] = defaultdict(list)
    for entry in book.ledger_entries:
        for code in chart.lineage(entry.account_code) or ("",):
            found[code_parts(code)].append(entry)
    return found


def _head(book: UnionBook, year_end: YearEnd, masker: Masker) -> Band:
    """Lay out title and period."""
    title = masker.text(f"{owner_name(book)}{year_end.year} 年经费收支情况公开".strip())
    day = f"截至 {year_end.as_of:%Y-%m-%d}"
    return Band("head", (PAGE.title(title), PAGE.subtitle(f"单位：元　·　{day}")), head=2)


def _income(year_end: YearEnd, masker: Masker) -> Band:
    """Lay out where the money came from."""
    lines = [line for line in year_end.accounts.income_lines if line.actual_amount]
    total = year_end.accounts.totals.income_amount
    rows = [_account_row(line, total, masker, _against_last(line, year_end)) for line in lines]
    return _table("一、收入", ("项目", "金额", "占比", "与上年比"), rows, ("收入合计", total))


def _against_last(line: AccountLine, year_end: YearEnd) -> str:
    """Say how an account differs from last year; a part of a year is measured against the whole."""
    if is_over(year_end):
        return change_text(line.actual_amount, line.last_year_amount)
    share = share_of(line.actual_amount, line.last_year_amount or ZERO)
    return "" if share is None else f"为上年全年的 {share_text(share)}"


def _expense(
    year_end: YearEnd,
    reader: UseReader,
    entries: dict[tuple[str, ...], list[LedgerEntry]],
    masker: Masker,
) -> Band:
    """Lay out what the money was used for, a clause for each account."""
    lines = [line for line in year_end.accounts.expense_lines if line.actual_amount]
    total = year_end.accounts.totals.expense_amount
    rows = [
        _account_row(
            line,
            total,
            masker,
            _clause(reader.uses(entries[code_parts(line.account_code)]), masker),
        )
        for line in lines
    ]
    return _table("二、支出", ("项目", "金额", "占比", "主要用途"), rows, ("支出合计", total))


def _clause(uses: Sequence[Use], masker: Masker) -> str:
    """Say in one clause what money was mostly used for."""
    if not uses:
        return ""
    told = [use for use in uses if use.name != OTHER_USE][:MOST_USES]
    if not told:
        return "其他用途"
    names = "、".join(masker.text(use.name) for use in told)
    return f"用于{names}{'等' if len(uses) > len(told) else ''}"


def _account_row(line: AccountLine, total: Decimal, masker: Masker, text: str) -> Line:
    """Lay out one account; those below another are set in."""
    return PAGE.row(
        (
            Cell(f"{'　' * line.depth}{masker.text(line.account_name)}"),
            Cell(line.actual_amount, "money"),
            Cell(rate_value(share_of(line.actual_amount, total)), "rate"),
            Cell(text or None),
        )
    )


def _table(
    title: str, header: Sequence[str], rows: Iterable[Line], total: tuple[str, Decimal]
) -> Band:
    """Lay out rows with their heads and their sum."""
    rows = tuple(rows)
    if not rows:
        return Band(title, (PAGE.section(title), PAGE.nothing("暂无数据")), head=1)
    name, amount = total
    sum_cells = (
        Cell(name, "total"),
        Cell(amount, "total-money"),
        Cell(None, "total"),
        Cell(None, "total"),
    )
    return PAGE.table(title, title, PAGE.header(header), (*rows, PAGE.row(sum_cells)))


def _balance(year_end: YearEnd) -> Band:
    """Lay out what is left, of the year and in all, and why it became less."""
    accounts = year_end.accounts
    net = accounts.totals.net_amount
    rows = (
        ("期初结余", accounts.opening_amount, ""),
        (
            "本年收支差额",
            net,
            _loss_text(net, accounts.opening_amount),
        ),
        ("年末累计结余" if is_over(year_end) else "累计结余", accounts.closing_amount, ""),
    )
    lines = [
        PAGE.row(
            (
                Cell(name),
                Cell(UNKNOWN, "not-available")
                if amount is None
                else Cell(amount, "money-over" if amount < 0 else "money"),
                Cell(text or None),
            ),
            (NAME, AMOUNT, Span(3, 4)),
        )
        for name, amount, text in rows
    ]
    return Band("结余", (PAGE.section("三、结余"), *lines), head=1, step=1 + len(lines))


def _loss_text(net: Decimal, opening: Decimal | None) -> str:
    """Say why less is left; that earlier years pay for it only where they left enough."""
    if net >= 0:
        return ""
    told = f"支出大于收入 {money_text(-net)} 元"
    return f"{told}，使用以前年度结余" if opening is not None and opening >= -net else told


def _benefits(sums: Sequence[BenefitSum]) -> Band:
    """Lay out what went to members, with masked names where they are few."""
    title = "四、慰问帮扶"
    if not sums:
        return Band(title, (PAGE.section(title), PAGE.nothing("没有慰问帮扶支出。")), head=1)
    rows = [
        PAGE.row(
            (
                Cell(WORDS.get(one.purpose, one.purpose.value)),
                Cell(one.amount, "money"),
                Cell(one.turn_count or None, "count"),
                Cell(_masked_names(one.names) or None),
            )
        )
        for one in sums
    ]
    header = ("事项", "金额", "人次", "对象（姓名已隐去）")
    return PAGE.table(title, title, PAGE.header(header), rows)


def _masked_names(names: Sequence[str]) -> str:
    """Return masked names, or nothing where they are many."""
    if len(names) > MOST_NAMES:
        return ""
    return "、".join(masked_name(name) for name in names)


def _foot(year_end: YearEnd) -> Band:
    """Lay out what is not in the figures, and who signs."""
    lines = [PAGE.signatures(SIGNERS)]
    if year_end.skipped_count:
        text = f"另有 {year_end.skipped_count} 行因内容无法识别未计入。"
        lines.insert(0, PAGE.remark(text, "warning"))
    lines[:0] = [PAGE.remark(f"{note}。", "warning") for note in date_notes(year_end)]
    text = f"以上为{period_text(year_end)}的数字，取自工会收支台账。"
    return Band("foot", (PAGE.remark(text), *lines), clings=True)
