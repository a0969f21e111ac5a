"""The notice that shows everybody where the union's money came from and what it was used for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts, code_parts
from unionxl.domain.ledger import income_and_spending
from unionxl.domain.money import ZERO
from unionxl.domain.privacy import Masker, masked_name
from unionxl.domain.uses import OTHER_USE, UseReader, public_words
from unionxl.domain.year_end import share_of
from unionxl.tables.festivals import FESTIVALS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.proposals import PROPOSALS
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.view import YEAR_FIGURES, View
from unionxl.views.wording import (
    UNKNOWN,
    change_text,
    date_notes,
    is_over,
    is_whole,
    money_text,
    owner_name,
    period_text,
    rate_value,
    share_text,
    start_note,
    year_word,
)
from unionxl.views.year_tables import YEAR_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.final_accounts import AccountLine
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.left_out import LeftOut
    from unionxl.domain.uses import BenefitSum, Use
    from unionxl.domain.year_end import YearEnd
    from unionxl.views.layout import SheetSpec

VIEW_ID = "disclosure-notice"
TITLE = "经费公开"
PAGE = Page((26, 16, 10, 40))
NAME, AMOUNT, SHARE, TEXT = (Span(number, number) for number in range(1, 5))
MOST_USES = 4
LEAST_ALONE = 3  # of fewer people an amount would say what one of them got
FEW = "人数较少的各项合计"
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
            _benefits(
                reader.benefit_sums(income_and_spending(book.ledger_entries)),
                year_end.left_out,
                book.settings.named_below or 0,
            ),
            _foot(year_end),
        ),
        page_height(PAGE.widths),
    )
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths)


def _entries_by_account(book: UnionBook) -> dict[tuple[str, ...], list[LedgerEntry]]:
    """Return the ledger rows of every account, those of the accounts below it among them."""
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    found: defaultdict[tuple[str, ...], list[LedgerEntry]] = defaultdict(list)
    for entry in income_and_spending(book.ledger_entries):
        for code in chart.lineage(entry.account_code) or ("",):
            found[code_parts(code)].append(entry)
    return found


def _head(book: UnionBook, year_end: YearEnd, masker: Masker) -> Band:
    """Lay out title and period."""
    title = masker.text(f"{owner_name(book)}{year_end.year} 年经费收支情况公开".strip())
    facts = ("单位：元", f"截至 {year_end.as_of:%Y-%m-%d}", start_note(year_end.start_month))
    return Band(
        "head", (PAGE.title(title), PAGE.subtitle("　·　".join(filter(None, facts)))), head=2
    )


def _income(year_end: YearEnd, masker: Masker) -> Band:
    """Lay out where the money came from."""
    lines = [line for line in year_end.accounts.income_lines if line.actual_amount]
    total = year_end.accounts.totals.income_amount
    cells = [_account_cells(line, total, masker) for line in lines]
    texts = [_against_last(line, year_end) for line in lines]
    header = ("项目", "金额", "占比", "与上年比")
    band = _table("一、收入", header, _rows(cells, texts), ("收入合计", total))
    if lines and not any(texts):
        return replace(band, lines=(*band.lines, PAGE.remark("没有上年数字，未与上年比较。")))
    return band


def _against_last(line: AccountLine, year_end: YearEnd) -> str:
    """Say how an account differs from last year; a part of a year is measured against the whole."""
    if is_whole(year_end):
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
    cells = [_account_cells(line, total, masker) for line in lines]
    texts = [_clause(reader.uses(entries[code_parts(line.account_code)]), masker) for line in lines]
    header = ("项目", "金额", "占比", "主要用途")
    return _table("二、支出", header, _rows(cells, texts), ("支出合计", total))


def _clause(uses: Sequence[Use], masker: Masker) -> str:
    """Say in one clause what money was mostly used for."""
    if not uses:
        return ""
    told = [use for use in uses if use.name != OTHER_USE][:MOST_USES]
    if not told:
        return "其他用途"
    names = "、".join(masker.text(use.name) for use in told)
    return f"用于{names}{'等' if len(uses) > len(told) else ''}"


def _account_cells(line: AccountLine, total: Decimal, masker: Masker) -> list[Cell]:
    """Return the figures of one account; those below another are set in."""
    return [
        Cell(f"{'　' * line.depth}{masker.text(line.account_name)}"),
        Cell(line.actual_amount, "money"),
        Cell(rate_value(share_of(line.actual_amount, total)), "rate"),
    ]


def _rows(cells: Iterable[list[Cell]], texts: Sequence[str]) -> list[list[Cell]]:
    """Put a text behind each row, unless none of them has one."""
    if not any(texts):
        return list(cells)
    return [[*row, Cell(text or None)] for row, text in zip(cells, texts, strict=True)]


def _table(
    title: str,
    header: Sequence[str],
    rows: Sequence[list[Cell]],
    total: tuple[str, Decimal] | None = None,
) -> Band:
    """Lay out rows with their heads and their sum; the head of a column that is left out goes."""
    if not rows:
        return Band(title, (PAGE.section(title), PAGE.nothing("暂无数据")), head=1)
    count = len(rows[0])
    spans = [*(Span(number, number) for number in range(1, count)), Span(count, len(PAGE.widths))]
    lines = [PAGE.row(row, spans) for row in rows]
    if total:
        name, amount = total
        empty = [Cell(None, "total")] * (count - 2)
        cells = [Cell(name, "total"), Cell(amount, "total-money"), *empty]
        lines.append(PAGE.row(cells, spans))
    heads = [Cell(text, "header") for text in header[:count]]
    return PAGE.table(title, title, PAGE.row(heads, spans), lines)


def _balance(year_end: YearEnd) -> Band:
    """Lay out what is left, of the year and in all, and why it became less."""
    accounts = year_end.accounts
    net = accounts.totals.net_amount
    rows = (
        ("期初结余", accounts.opening_amount, ""),
        (
            f"{year_word(year_end.start_month)}收支差额",
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


def _benefits(sums: Sequence[BenefitSum], left_out: LeftOut, named_below: int) -> Band:
    """Lay out what went to members; what only a few got is told together, nobody can be guessed.

    Masked names stand where they are fewer than the clerk says.
    """
    title = "四、慰问帮扶"
    if not sums:
        nothing = PAGE.nothing(f"{left_out.besides(LEDGER)}没有慰问帮扶支出。")
        return Band(title, (PAGE.section(title), nothing), head=1)
    alone, few = _few_apart(sums)
    lines = [(public_words().get(one.purpose, one.purpose.value), one) for one in alone]
    cells = [_benefit_cells(name, one.amount, one.turn_count) for name, one in lines]
    names = [_masked_names(one.names, named_below) for one in alone]
    if few:
        total = sum((one.amount for one in few), ZERO)
        cells.append(_benefit_cells(FEW, total, sum(one.turn_count for one in few)))
        names.append("")
    header = ("事项", "金额", "人次", "对象（姓名已隐去）")
    return _table(title, header, _rows(cells, names))


def _few_apart(sums: Sequence[BenefitSum]) -> tuple[list[BenefitSum], list[BenefitSum]]:
    """Part what stands alone from what so few got that it is told together.

    Where that is one sum only, the next smallest is told with it.
    """
    few = [one for one in sums if 0 < one.turn_count < LEAST_ALONE]
    others = [one for one in sums if one not in few]
    if len(few) == 1 and others:
        few.append(min(others, key=lambda one: one.turn_count))
    return [one for one in sums if one not in few], few


def _benefit_cells(name: str, amount: Decimal, turns: int) -> list[Cell]:
    return [Cell(name), Cell(amount, "money"), Cell(turns or None, "count")]


def _masked_names(names: Sequence[str], named_below: int) -> str:
    """Return masked names, or nothing where they are as many as the clerk says."""
    if len(names) >= named_below:
        return ""
    return "、".join(masked_name(name) for name in names)


def _foot(year_end: YearEnd) -> Band:
    """Lay out what is not in the figures, and who signs."""
    lines = [PAGE.signatures(SIGNERS)]
    left_out = year_end.left_out.text(LEDGER)
    if left_out:
        lines.insert(0, PAGE.remark(f"{left_out}。", "warning"))
    lines[:0] = [PAGE.remark(f"{note}。", "warning") for note in date_notes(year_end)]
    text = f"以上为{period_text(year_end)}的数字，取自工会收支台账。"
    return Band("foot", (PAGE.remark(text), *lines), clings=True)


READS = (*YEAR_TABLES, PROPOSALS, FESTIVALS)
VIEW = View(VIEW_ID, TITLE, disclosure_notice, READS, (YEAR_FIGURES,))
