"""Rules about the form of single ledger rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, is_detail_of, names_agree
from unionxl.domain.people import NOBODY, names_in_both
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, day_text, figure, money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.accounts import Account
    from unionxl.domain.budget import BudgetLine
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex

WHOLE_COLUMN = 20  # with more rows than this an empty column is one problem, not many
_REVERSAL = re.compile(
    r"冲销|冲回|冲红|红字|红冲|更正|冲减|冲账|退回|退款|退还|退货|退票|退余|收回|追回"
)
_NO_BOOKING = re.compile(
    r"(?:上年|上期|上月|年初|期初)?(?:结转|余额|结余|承前)(?:页|下年|下页|下月)?|承前页|过次页|"
    r"(?:本月|本年|本页|全年|季度)?(?:合计|累计|小计)"
)


def date_outside_year(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows whose date lies in another year than the book.

    Why it matters:
        A row of another year falsifies the totals of this year and is missing in its own.

    Example:
        A row dated 2025-12-30 in the book of 2026.

    How to clear it:
        Correct a mistyped year, or move the row to the book of its year.
    """
    for entry in index.book.ledger_entries:
        if entry.booked_on.year != index.year:
            yield Case(
                f"日期是{day_text(entry.booked_on)}，不在{index.year}年度内。",
                "请核对年份；确属其他年度的，请记入该年度的工作簿。",
                (at(entry.source, "日期"),),
                facts={"booked_on": entry.booked_on},
            )


def amount_missing(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows with neither income nor expenditure.

    Why it matters:
        A row without an amount is in no total; either the amount was forgotten or the row is none.

    Example:
        A row with date, voucher and description, both amounts empty or 0.00.

    How to clear it:
        Fill in the amount, or delete the row.
    """
    for entry in index.book.ledger_entries:
        if entry.income_amount or entry.expense_amount:
            continue
        if _NO_BOOKING.search(entry.description):
            yield Case(
                f"“{entry.description}”不是一笔收支，没有计入。",
                "上年结转请填在设置的期初结余中；余额和合计由表格算出，这一行可以删除。",
                (at(entry.source, "摘要"),),
                severity=Severity.NOTE,
            )
        else:
            yield Case(
                "收入金额和支出金额都没有填写，或都是 0。",
                "请补填金额；不是一笔收支的，请删除这一行。",
                (at(entry.source, "支出金额"),),
            )


def amounts_on_both_sides(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows with both income and expenditure.

    Why it matters:
        One row is one receipt or one payment; with both, neither total can be traced.

    Example:
        Income 500.00 and expenditure 500.00 in one row.

    How to clear it:
        Keep the right side, or split the row in two.
    """
    for entry in index.book.ledger_entries:
        if entry.income_amount and entry.expense_amount:
            yield Case(
                f"收入 {money(entry.income_amount)} 元、支出 {money(entry.expense_amount)} 元"
                "填在同一行。",
                "请只留一栏；确有两笔的，请分成两行。",
                (at(entry.source, "支出金额"),),
                facts={
                    "income_amount": entry.income_amount,
                    "expense_amount": entry.expense_amount,
                },
            )


def amount_negative(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows with an amount below zero.

    Why it matters:
        A minus sign is mostly a slip; a true reversal should say so and stand beside its voucher.

    Example:
        Expenditure -300.00.

    How to clear it:
        Remove the minus sign, or say in the description that the row reverses another one.
    """
    for entry in index.book.ledger_entries:
        for column, amount in (
            ("收入金额", entry.income_amount),
            ("支出金额", entry.expense_amount),
        ):
            if amount < 0:
                says_so = bool(_REVERSAL.search(f"{entry.description} {entry.remark}"))
                yield Case(
                    f"金额是 {money(amount)} 元，小于 0。",
                    "请核对被冲销的凭证。"
                    if says_so
                    else "请去掉负号；确为冲销的，请在摘要中写明冲销哪一张凭证。",
                    (at(entry.source, column),),
                    severity=Severity.NOTE if says_so else None,
                    facts={"amount": amount},
                )


def account_missing(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows and budget lines without an account code.

    Why it matters:
        A row without account is in no line of the budget and in no line of the statement.

    Example:
        A payment of 380.00 whose account code is empty.

    How to clear it:
        Fill in the code from the sheet 科目.
    """
    for entry in index.book.ledger_entries:
        amount = entry.expense_amount or entry.income_amount
        if amount and not entry.account_code:
            yield Case(
                f"没有填写科目编码，这 {money(amount)} 元不在任何科目中。",
                "请按《科目》表补填科目编码。",
                (at(entry.source, "科目编码"),),
                facts={"amount": amount},
            )
    for line in index.book.budget_lines:
        if line.account_code or not line.final_amount or not line.is_of_an_account:
            continue
        yield Case(
            f"预算 {money(line.final_amount)} 元没有填写科目编码，无法与台账核对。",
            "请按《科目》表补填科目编码。",
            (at(line.source, "科目编码"),),
            facts={"amount": line.final_amount},
        )


def account_unknown(index: BookIndex) -> Iterator[Case]:
    """Find account codes that the chart of accounts does not know.

    A detail of an account that the chart does not divide is a hint, once for each code.

    Why it matters:
        What is booked on an unknown code appears in no line of the statement.

    Example:
        Code 50199 where the chart knows 50101 to 50104.

    How to clear it:
        Correct the code, or add the account to the sheet 科目.
    """
    if not index.chart.by_code:
        return  # chart_missing says it once
    known: set[str] = {""}
    details: dict[str, list[SourceRef]] = {}
    for code, name, source in _codes_in_use(index):
        if code in known:
            continue
        if index.chart.find(code):
            known.add(code)
        elif index.chart.covers(code):
            details.setdefault(code, []).append(at(source, "科目编码"))
        else:
            named = index.chart.named(name) if name else None
            hint = f"「{name}」的编码是 {named.account_code}。" if named else ""
            yield Case(
                f"{index.chart.edition} 版科目表中没有编码 {code}。{hint}",
                "请改用《科目》表中的编码；确有这个科目的，请先在《科目》表中补上。",
                (at(source, "科目编码"),),
                facts={"account_code": code},
            )

    for code, sources in details.items():
        yield Case(
            f"{index.chart.edition} 版科目表中没有编码 {code}，"
            f"暂按上级科目计入，共 {len(sources)} 行。",
            "请核对编码；确为明细科目的，请在《科目》表中补上。",
            tuple(sources),
            severity=Severity.NOTE,
            facts={"account_code": code},
        )


def _codes_in_use(index: BookIndex) -> Iterator[tuple[str, str, SourceRef]]:
    """Give the codes of ledger, budget and plan."""
    for entry in index.book.ledger_entries:
        yield entry.account_code, entry.account_name, entry.source
    for line in index.book.budget_lines:
        if line.is_of_an_account:
            yield line.account_code, line.account_name, line.source
    for item in index.book.work_items:
        yield item.account_code, "", item.source


def account_name_unlike_code(index: BookIndex) -> Iterator[Case]:
    """Find rows whose account name is not that of their code.

    Why it matters:
        Sums go by the code; a reader goes by the name. One of the two is wrong.

    Example:
        Code 50102 文体活动费 with the name 宣传活动费.

    How to clear it:
        Correct the code or the name.
    """
    agreeing: set[tuple[str, str]] = set()
    rows: Sequence[LedgerEntry | BudgetLine] = (
        *index.book.ledger_entries,
        *index.book.budget_lines,
    )
    for row in rows:
        code, name = row.account_code, row.account_name
        if (code, name) in agreeing:
            continue
        account = index.chart.find(code) if code and name else None
        other = index.chart.named(name) if account else None
        if account is None or _is_its_name(index, name, account, other):
            agreeing.add((code, name))
        else:
            hint = f"，「{name}」的编码是 {other.account_code}" if other else ""
            yield Case(
                f"编码 {code} 是「{account.account_name}」，科目名称却是「{name}」{hint}。",
                "请核对这一行应记哪个科目，把编码和名称改成一致。",
                (at(row.source, "科目名称"),),
                facts={"account_code": code, "account_name": name},
            )


def _is_its_name(index: BookIndex, name: str, account: Account, other: Account | None) -> bool:
    """Tell whether a written name is that of an account, or of a detail that has no code."""
    if names_agree(name, account.account_name):
        return True
    is_own_detail = other is None or account.account_code not in index.chart.lineage(
        other.account_code
    )
    return is_own_detail and is_detail_of(name, account.account_name)


def income_account_with_expense(index: BookIndex) -> Iterator[Case]:
    """Find expenditure on an account of income.

    Why it matters:
        It lowers no line of expenditure and falsifies the line of income.

    Example:
        Expenditure 200.00 on 401 会费收入.

    How to clear it:
        Move the amount to the income column, or choose an account of expenditure.
    """
    for entry in index.expenses:
        is_one_sided = not entry.income_amount  # amounts_on_both_sides tells of the others
        if is_one_sided and entry.account_code and index.kind_of(entry.account_code) == INCOME:
            yield _wrong_side(entry, "收入科目", "支出", entry.expense_amount)


def expense_account_with_income(index: BookIndex) -> Iterator[Case]:
    """Find income on an account of expenditure.

    Why it matters:
        Money that came back should lower the expenditure it belongs to, or stand as other income.

    Example:
        Income 200.00 on 501 职工活动支出.

    How to clear it:
        Move the amount to the expense column, or choose an account of income.
    """
    for entry in index.book.ledger_entries:
        if (
            entry.income_amount
            and not entry.expense_amount  # amounts_on_both_sides tells of it
            and entry.account_code
            and index.kind_of(entry.account_code) == EXPENSE
        ):
            case = _wrong_side(entry, "支出科目", "收入", entry.income_amount)
            if _REVERSAL.search(f"{entry.description} {entry.remark}"):
                advice = "退回的款项，可在支出金额中填负数冲减这个科目；属于收入的请改用收入科目。"
                case = replace(case, advice=f"请核对科目。{advice}", severity=Severity.NOTE)
            yield case


def _wrong_side(entry: LedgerEntry, kind: str, side: str, amount: object) -> Case:
    column = f"{side}金额"
    name = f"「{entry.account_name}」" if entry.account_name else ""
    return Case(
        f"{entry.account_code}{name}是{kind}，却记了{side} {amount:,.2f} 元。",
        "请核对金额应在哪一栏，或改用正确的科目。",
        (at(entry.source, column),),
        facts={"account_code": entry.account_code},
    )


def chart_missing(index: BookIndex) -> Iterator[Case]:
    """Find a book whose edition of the chart has no accounts.

    Why it matters:
        Without a chart no code can be checked; unchecked is not correct.

    Example:
        The edition 2021 is chosen, and the sheet 科目 holds accounts of 2010 only.

    How to clear it:
        Choose the right edition in 设置, or fill in the sheet 科目.
    """
    if index.book.ledger_entries and not index.chart.by_code:
        yield Case(
            f"《科目》表中没有 {index.chart.edition} 版的科目，科目编码未检查。",
            "请核对设置中的科目版本，或在《科目》表中补上本单位使用的科目。",
        )


def handler_missing(index: BookIndex) -> Iterator[Case]:
    """Find payments without anybody who handled them.

    Why it matters:
        Internal control asks who made the payment; an unsigned one cannot be explained later.

    Example:
        A payment of 460.00 whose handler is empty.

    How to clear it:
        Fill in the name that stands on the voucher.
    """
    yield from _unsigned(index, "经手人", [one for one in index.expenses if one.handler in NOBODY])


def approver_missing(index: BookIndex) -> Iterator[Case]:
    """Find payments without anybody who approved them.

    Why it matters:
        Internal control asks for an approval; without one the payment is not authorised.

    Example:
        A payment of 460.00 whose approver is empty.

    How to clear it:
        Fill in the name that stands on the voucher, or have the payment approved.
    """
    unsigned = [one for one in index.expenses if one.approver in NOBODY]
    yield from _unsigned(index, "审批人", unsigned)


def _unsigned(index: BookIndex, column: str, entries: Sequence[LedgerEntry]) -> Iterator[Case]:
    """Give the payments without a name, or all of them at once where the column is not kept."""
    sources = tuple(at(entry.source, column) for entry in entries)
    if len(entries) == len(index.expenses) > WHOLE_COLUMN:
        yield Case(
            f"{column}一栏都没有填写，共 {len(entries)} 笔支出。",
            f"请按凭证补填{column}。",
            sources,
            facts={"entry_count": len(entries)},
        )
        return
    for entry, source in zip(entries, sources, strict=True):
        yield Case(
            f"支出 {money(entry.expense_amount)} 元，没有填写{column}。",
            f"请按凭证补填{column}；还没有签字的，请补办手续。",
            (source,),
            facts={"expense_amount": entry.expense_amount},
        )


def handler_approves_own(index: BookIndex) -> Iterator[Case]:
    """Find payments approved by the person who handled them.

    Why it matters:
        Whoever spends must not be the one who approves: the first thing an audit looks at.

    Example:
        Handler 王芳, approver 王芳.

    How to clear it:
        Correct the names from the voucher, or have another authorised person approve.
    """
    for entry in index.expenses:
        both = names_in_both(entry.handler, entry.approver)
        if both:
            yield Case(
                f"支出 {money(entry.expense_amount)} 元，经手人和审批人都是「{min(both)}」。",
                "请按凭证核对；确为同一人的，请由其他有权审批的人补办审批。",
                (at(entry.source, "审批人"),),
                facts={"expense_amount": entry.expense_amount, "name": min(both)},
            )


def round_amount_without_attachment(index: BookIndex) -> Iterator[Case]:
    """Find payments of a round figure to which nothing is attached.

    Why it matters:
        Round figures without an invoice are what invented payments look like.

    Example:
        A payment of 3,000.00 with 0 attachments.

    How to clear it:
        Count the attachments of the voucher, or find the missing ones.
    """
    step = index.figure("round-amount")
    if not step:
        return
    round_ones = [entry for entry in index.expenses if not entry.expense_amount % step]
    if index.attachments_are_counted:
        for entry in round_ones:
            if not entry.attachment_count:
                yield Case(
                    f"支出 {money(entry.expense_amount)} 元是 {figure(step)} 元的整倍数，"
                    "没有附件。",
                    "请核对凭证后面的附件，补填附件张数或补齐票据。",
                    (at(entry.source, "附件张数"),),
                    facts={"expense_amount": entry.expense_amount},
                )
    elif round_ones:
        yield Case(
            f"附件张数一栏都没有填写，{len(round_ones)} 笔整数支出是否有票据未检查。",
            "请按凭证补填附件张数。",
            tuple(at(entry.source, "附件张数") for entry in round_ones),
            facts={"entry_count": len(round_ones)},
        )


_FORM = (Group.LEDGER, Severity.ERROR)
RULES = (
    Rule("日期不在本年度", *_FORM, Grounds.ARITHMETIC, date_outside_year),
    Rule("没有金额", *_FORM, Grounds.ARITHMETIC, amount_missing),
    Rule("收支填在同一行", *_FORM, Grounds.ARITHMETIC, amounts_on_both_sides),
    Rule("金额为负数", *_FORM, Grounds.ARITHMETIC, amount_negative),
    Rule("没有科目编码", *_FORM, Grounds.OWN_PAPERS, account_missing),
    Rule("科目编码不在科目表中", *_FORM, Grounds.OWN_PAPERS, account_unknown),
    Rule(
        "科目名称与编码不符",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        account_name_unlike_code,
    ),
    Rule("收入科目记了支出", *_FORM, Grounds.OWN_PAPERS, income_account_with_expense),
    Rule(
        "支出科目记了收入",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        expense_account_with_income,
    ),
    Rule("没有科目表", Group.LEDGER, Severity.NOTE, Grounds.OWN_PAPERS, chart_missing),
    Rule("没有经手人", Group.LEDGER, Severity.WARNING, Grounds.REGULATION, handler_missing),
    Rule("没有审批人", Group.LEDGER, Severity.WARNING, Grounds.REGULATION, approver_missing),
    Rule(
        "经手人自己审批", Group.LEDGER, Severity.WARNING, Grounds.REGULATION, handler_approves_own
    ),
    Rule(
        "整数支出没有附件",
        Group.LEDGER,
        Severity.NOTE,
        Grounds.PRACTICE,
        round_amount_without_attachment,
    ),
)
