"""Rules about the form of single ledger rows."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, is_detail_of, names_agree
from unionxl.domain.ledger import BALANCE_CODES, CODE_LENGTH, LedgerEntry
from unionxl.domain.money import ZERO
from unionxl.domain.plan import WorkItem
from unionxl.domain.written import full_day, money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.ledger.opening import balance_counted_twice
from unionxl.rules.ledger.unkept import cases_of
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.activities import Activities
from unionxl.tables.budget import Budget
from unionxl.tables.dues import Dues
from unionxl.tables.ledger import Ledger
from unionxl.tables.plan import Plan
from unionxl.tables.services import Services
from unionxl.words.lists import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from unionxl.domain.accounts import Account
    from unionxl.domain.book import UnionBook
    from unionxl.domain.budget import BudgetLine
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column

REST = ("其他", "其它")  # the form of the budget calls the last account of each group so
_NO_BOOKING = re.compile(
    r"(?:上年|上期|上月|年初|期初)?(?:结转|余额|结余|承前)(?:页|下年|下页|下月)?|承前页|过次页|"
    r"(?:本月|本年|本页|全年|季度)?(?:合计|累计|小计)"
)


def is_reversal(entry: LedgerEntry) -> bool:
    """Tell whether a row says that it takes money back, such as 退回多付的图书款."""
    said = any_of("ledger", "冲销").search(f"{entry.description} {entry.remark}")
    return said is not None


def date_outside_year(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows whose date lies in another year than the book, and far days elsewhere.

    What was done about the turn of the year may be paid, or entered, in the other year.
    """
    year = index.year
    outside = {day for day in index.ledger.entries_by_day if day.year != year}
    for entry in index.book.ledger_entries if outside else ():
        if entry.booked_on in outside:
            yield Case(
                f"日期是{full_day(entry.booked_on)}，不在{year}年度内。",
                "请核对年份；确属其他年度的，请记入该年度的工作簿。",
                (at(entry.source, Ledger.booked_on),),
                facts={"booked_on": entry.booked_on},
            )
    first, last = dt.date(index.year - 1, 10, 1), dt.date(index.year + 1, 3, 31)
    for source, column, day in _other_days(index.book):
        if not first <= day <= last:
            yield Case(
                f"{column}是{full_day(day)}，离{index.year}年度太远。",
                "请核对年份。",
                (at(source, column),),
                severity=Severity.WARNING,
                facts={"day": day},
            )


def _other_days(book: UnionBook) -> Iterator[tuple[SourceRef, Column, dt.date]]:
    """Give the days in dues and registers that belong to the year of the book."""
    for payment in book.dues_payments:
        if payment.paid_on is not None:
            yield payment.source, Dues.paid_on, payment.paid_on
    for service in book.service_entries:
        if service.served_on is not None:
            yield service.source, Services.served_on, service.served_on
    for activity in book.activities:
        if activity.held_on is not None:
            yield activity.source, Activities.held_on, activity.held_on


def amount_missing(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows with neither income nor expenditure."""
    for entry in index.book.ledger_entries:
        if entry.income_amount or entry.expense_amount:
            continue
        if _NO_BOOKING.search(entry.description):
            yield Case(
                f"“{entry.description}”不是一笔收支，没有计入。",
                "上年结转请填在设置的期初结余中；余额和合计由表格算出，这一行可以删除。",
                (at(entry.source, Ledger.description),),
                severity=Severity.NOTE,
            )
        else:
            yield Case(
                "收入金额和支出金额都没有填写，或都是 0。",
                "请补填金额；不是一笔收支的，请删除这一行。",
                (at(entry.source, Ledger.expense_amount),),
                joint=Joint("行", "收入金额和支出金额都没有填写，或都是 0"),
            )


def amounts_on_both_sides(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows with both income and expenditure."""
    for entry in index.book.ledger_entries:
        if entry.income_amount and entry.expense_amount:
            yield Case(
                f"收入 {money(entry.income_amount)} 元、支出 {money(entry.expense_amount)} 元"
                "填在同一行。",
                "请只留一栏；确有两笔的，请分成两行。",
                (at(entry.source, Ledger.expense_amount),),
                facts={
                    "income_amount": entry.income_amount,
                    "expense_amount": entry.expense_amount,
                },
            )


def amount_negative(index: BookIndex) -> Iterator[Case]:
    """Find ledger rows with an amount below zero."""
    entries = index.book.ledger_entries
    least_income = min(map(attrgetter("income_amount"), entries), default=ZERO)
    least_expense = min(map(attrgetter("expense_amount"), entries), default=ZERO)
    for entry in index.book.ledger_entries if min(least_income, least_expense) < ZERO else ():
        for column, amount in (
            (Ledger.income_amount, entry.income_amount),
            (Ledger.expense_amount, entry.expense_amount),
        ):
            if amount < ZERO:
                says_so = is_reversal(entry)
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
    """Find ledger rows and budget lines without an account code."""
    booked = [
        entry
        for entry in (index.book.ledger_entries if "" in index.ledger.account_totals else ())
        if entry.expense_amount or entry.income_amount
    ]

    def case_of(entry: LedgerEntry) -> Case:
        amount = entry.expense_amount or entry.income_amount
        return Case(
            f"没有填写科目编码，这 {money(amount)} 元不在任何科目中。",
            "请按《科目》表补填科目编码。",
            (at(entry.source, Ledger.account_code),),
            facts={"amount": amount},
            joint=Joint(
                "笔",
                "没有填写科目编码",
                amount=amount,
                tail="不在任何科目中",
                out_of=len(booked),
                unchecked="各科目的收支",
                is_needed=True,
            ),
        )

    lacking = [entry for entry in booked if not entry.account_code]
    yield from cases_of(lacking, Ledger.account_code, case_of)
    for line in index.book.budget_lines:
        if line.account_code or not line.final_amount or not line.is_of_an_account:
            continue
        yield Case(
            f"预算 {money(line.final_amount)} 元没有填写科目编码，无法与台账核对。",
            "请按《科目》表补填科目编码。",
            (at(line.source, Budget.account_code),),
            facts={"amount": line.final_amount},
        )


def account_unknown(index: BookIndex) -> Iterator[Case]:
    """Find account codes that the chart of accounts does not know.

    A detail of an account that the chart does not divide is a hint, once for each code.
    """
    if not index.ledger.chart.by_code:
        return  # chart_missing says it once
    details: dict[str, list[SourceRef]] = {}
    for code, name, place in _codes_not_in(index):
        if index.ledger.chart.covers(code):
            details.setdefault(code, []).append(place)
        else:
            named = index.ledger.chart.named(name) if name else None
            hint = f"「{name}」的编码是 {named.account_code}。" if named else ""
            yield Case(
                f"{index.ledger.chart.edition} 版科目表中没有编码 {code}。{hint}",
                "请改用《科目》表中的编码；确有这个科目的，请先在《科目》表中补上。",
                (place,),
                facts={"account_code": code},
            )

    for code, sources in details.items():
        yield Case(
            f"{index.ledger.chart.edition} 版科目表中没有编码 {code}，"
            f"暂按上级科目计入，共 {len(sources)} 行。",
            "请核对编码；确为明细科目的，请在《科目》表中补上。",
            tuple(sources),
            severity=Severity.NOTE,
            facts={"account_code": code},
        )


def _codes_not_in(index: BookIndex) -> Iterator[tuple[str, str, SourceRef]]:
    """Give code, name and cell of ledger, budget and plan where the chart has no such code."""
    book = index.book
    lines = [line for line in book.budget_lines if line.is_of_an_account]
    others: tuple[BudgetLine | WorkItem, ...] = (*lines, *book.work_items)
    codes = {row.account_code for row in others if row.account_code} | index.ledger.account_codes
    unknown = {
        code
        for code in codes
        if not index.ledger.chart.find(code) and code[:CODE_LENGTH] not in BALANCE_CODES
    }
    for row in chain(book.ledger_entries, others) if unknown else ():
        if row.account_code in unknown:
            name = "" if isinstance(row, WorkItem) else row.account_name
            yield row.account_code, name, at(row.source, _code_column(row))


def _code_column(row: LedgerEntry | BudgetLine | WorkItem) -> Column:
    if isinstance(row, WorkItem):
        return Plan.account_code
    return Ledger.account_code if isinstance(row, LedgerEntry) else Budget.account_code


def account_name_unlike_code(index: BookIndex) -> Iterator[Case]:
    """Find rows whose account name is not that of their code."""
    tables: tuple[Iterable[LedgerEntry | BudgetLine], ...] = (
        index.book.ledger_entries,
        index.book.budget_lines,
    )
    named = {(row.account_code, row.account_name) for row in chain(*tables)}
    unlike = {(code, name): found for code, name in named if (found := _unlike(index, code, name))}
    for row in chain(*tables) if unlike else ():
        code, name = row.account_code, row.account_name
        if (code, name) in unlike:
            account, other = unlike[code, name]
            hint = f"，「{name}」的编码是 {other.account_code}" if other else ""
            yield Case(
                f"编码 {code} 是「{account.account_name}」，科目名称却是「{name}」{hint}。",
                "请核对这一行应记哪个科目，把编码和名称改成一致。",
                (at(row.source, Ledger.account_name),),
                facts={"account_code": code, "account_name": name},
            )


def _unlike(index: BookIndex, code: str, name: str) -> tuple[Account, Account | None] | None:
    """Return the account of a code and that of a name, None where the name may stand there."""
    account = index.ledger.chart.find(code) if code and name else None
    other = index.ledger.chart.named(name) if account else None
    if account is None or _is_its_name(index, name, account, other):
        return None
    return account, other


def _is_its_name(index: BookIndex, name: str, account: Account, other: Account | None) -> bool:
    """Tell whether a written name is that of an account, or of a detail that has no code."""
    if names_agree(name, account.account_name):
        return True
    if name in REST and account.account_name.startswith(REST):
        return True
    is_own_detail = other is None or account.account_code not in index.ledger.chart.lineage(
        other.account_code
    )
    return is_own_detail and is_detail_of(name, account.account_name)


def income_account_with_expense(index: BookIndex) -> Iterator[Case]:
    """Find expenditure, paid or budgeted, on an account of income."""
    of_income = {
        code for code in index.ledger.account_codes if index.ledger.kind_of(code) == INCOME
    }
    for entry in [one for one in index.ledger.expenses if one.account_code in of_income]:
        if not entry.income_amount:  # amounts_on_both_sides tells of the others
            yield _wrong_side(entry, "收入科目", "支出", entry.expense_amount)
    yield from _budgeted_on_wrong_side(index, INCOME, EXPENSE)


def expense_account_with_income(index: BookIndex) -> Iterator[Case]:
    """Find income, received or budgeted, on an account of expenditure."""
    for entry in index.ledger.incomes:
        if (
            not entry.expense_amount  # amounts_on_both_sides tells of it
            and entry.account_code
            and index.ledger.kind_of(entry.account_code) == EXPENSE
        ):
            case = _wrong_side(entry, "支出科目", "收入", entry.income_amount)
            if is_reversal(entry):
                advice = "退回的款项，可在支出金额中填负数冲减这个科目；属于收入的请改用收入科目。"
                case = replace(case, advice=f"请核对科目。{advice}", severity=Severity.NOTE)
            yield case
    yield from _budgeted_on_wrong_side(index, EXPENSE, INCOME)


def _budgeted_on_wrong_side(index: BookIndex, account_kind: str, side: str) -> Iterator[Case]:
    """Give the budget lines of a side whose account is of the other."""
    for line in index.book.budget_lines:
        if line.kind != side or not line.account_code or not line.is_of_an_account:
            continue
        if index.ledger.kind_of(line.account_code) == account_kind:
            name = f"「{line.account_name}」" if line.account_name else ""
            yield Case(
                f"{line.account_code}{name}是{account_kind}科目，预算的类型却是{side}，"
                f"{money(line.final_amount)} 元。",
                "请核对类型和科目编码。",
                (at(line.source, Budget.kind),),
                facts={"account_code": line.account_code},
            )


def _wrong_side(entry: LedgerEntry, kind: str, side: str, amount: Decimal) -> Case:
    column = Ledger.expense_amount if side == EXPENSE else Ledger.income_amount
    name = f"「{entry.account_name}」" if entry.account_name else ""
    return Case(
        f"{entry.account_code}{name}是{kind}，却记了{side} {money(amount)} 元。",
        "请核对金额应在哪一栏，或改用正确的科目。",
        (at(entry.source, column),),
        facts={"account_code": entry.account_code},
    )


def chart_missing(index: BookIndex) -> Iterator[Case]:
    """Find a book whose edition of the chart has no accounts."""
    if index.book.ledger_entries and not index.ledger.chart.by_code:
        yield Case(
            f"《科目》表中没有 {index.ledger.chart.edition} 版的科目，科目编码未检查。",
            "请核对设置中的科目版本，或在《科目》表中补上本单位使用的科目。",
        )


_FORM = (Group.LEDGER, Severity.ERROR)
RULES = (
    Rule(
        "日期不在本年度",
        *_FORM,
        Grounds.ARITHMETIC,
        date_outside_year,
        reason="别的年度的一行会使本年合计不准，又在自己的年度里缺失。",
        example="2026 年的台账里有一行日期是 2025-12-30。",
        remedy="改正写错的年份，或把这一行移到所属年度的工作簿。",
    ),
    Rule(
        "没有金额",
        *_FORM,
        Grounds.ARITHMETIC,
        amount_missing,
        reason="没有金额的行不在任何合计里：不是漏填，就是多了一行。",
        example="日期、凭证号、摘要都有，收入和支出都空着。",
        remedy="补填金额，或删除这一行。",
    ),
    Rule(
        "收支填在同一行",
        *_FORM,
        Grounds.ARITHMETIC,
        amounts_on_both_sides,
        reason="一行只记一笔收入或一笔支出，两栏都填就说不清。",
        example="同一行收入 500.00 元、支出 500.00 元。",
        remedy="保留对的一栏，或拆成两行。",
    ),
    Rule(
        "金额为负数",
        *_FORM,
        Grounds.ARITHMETIC,
        amount_negative,
        reason="负号多半是手误；真是冲销的，要在摘要里写明。",
        example="支出 -300.00 元。",
        remedy="去掉负号，或在摘要里写明冲销哪一笔。",
    ),
    Rule(
        "上年结余计入两次",
        *_FORM,
        Grounds.ARITHMETIC,
        balance_counted_twice,
        reason="同一笔钱计入两次，本年收入和结余都多出这一笔。",
        example="台账第一行是上年结转 12,345.60 元，《设置》的期初结余也是 12,345.60 元。",
        remedy="只在《设置》的期初结余填写，删去台账的这一行。",
    ),
    Rule(
        "没有科目编码",
        *_FORM,
        Grounds.OWN_PAPERS,
        account_missing,
        reason="没有科目的一行，预算和决算里都找不到。",
        example="一笔 380.00 元的支出没有科目编码。",
        remedy="按《科目》表补填编码。",
    ),
    Rule(
        "科目编码不在科目表中",
        *_FORM,
        Grounds.OWN_PAPERS,
        account_unknown,
        reason="记在不存在的科目上的钱，决算里没有地方列。",
        example="科目表只有 50101 至 50104，台账写了 50199。",
        remedy="改正编码，或在《科目》表中增加这个科目。",
    ),
    Rule(
        "科目名称与编码不符",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        account_name_unlike_code,
        reason="合计按编码，看表的人看名称；两者不一致，总有一个是错的。",
        example="编码 50102 是文体活动费，名称写成宣传活动费。",
        remedy="核对凭证，改正编码或名称。",
    ),
    Rule(
        "收入科目记了支出",
        *_FORM,
        Grounds.OWN_PAPERS,
        income_account_with_expense,
        reason="支出记在收入科目上，哪一项支出都没有增加，收入却不准了。",
        example="401 会费收入里记了支出 200.00 元。",
        remedy="金额移到收入栏，或改用支出科目。",
    ),
    Rule(
        "支出科目记了收入",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        expense_account_with_income,
        reason="退回的钱应冲减原来的支出，或记作其他收入。",
        example="501 职工活动支出里记了收入 200.00 元。",
        remedy="金额移到支出栏，或改用收入科目。",
    ),
    Rule(
        "没有科目表",
        Group.LEDGER,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        chart_missing,
        reason="没有科目表，科目编码就无法核对；未检查不等于合格。",
        example="设置中选了 2021 版，《科目》表里只有 2010 版的科目。",
        remedy="在《设置》中选对科目版本，或补填《科目》表。",
    ),
)
