"""Rules about who signed a payment, and what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.written import figure, money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.ledger.unkept import cases_of
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.ledger import Ledger
from unionxl.words.people import NOBODY, names_in_both

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column

# What nobody can tell of payments where one of these columns is not kept.
UNCHECKED = {Ledger.handler: "由谁经手", Ledger.approver: "是否经过审批"}


def handler_missing(index: BookIndex) -> Iterator[Case]:
    """Find payments without anybody who handled them."""
    if any(handler in NOBODY for handler, _ in index.ledger.signatures):
        unsigned = [one for one in index.ledger.payments if one.handler in NOBODY]
        yield from _unsigned(index, Ledger.handler, unsigned)


def approver_missing(index: BookIndex) -> Iterator[Case]:
    """Find payments without anybody who approved them."""
    if any(approver in NOBODY for _, approver in index.ledger.signatures):
        unsigned = [one for one in index.ledger.payments if one.approver in NOBODY]
        yield from _unsigned(index, Ledger.approver, unsigned)


def _unsigned(index: BookIndex, column: Column, entries: Sequence[LedgerEntry]) -> Iterator[Case]:
    """Give the payments without a name in a column."""

    def case_of(entry: LedgerEntry) -> Case:
        return Case(
            f"支出 {money(entry.expense_amount)} 元，没有填写{column}。",
            f"请按凭证补填{column}；还没有签字的，请补办手续。",
            (at(entry.source, column),),
            facts={"expense_amount": entry.expense_amount},
            joint=Joint(
                "笔支出",
                f"没有填写{column}",
                amount=entry.expense_amount,
                out_of=len(index.ledger.payments),
                unchecked=UNCHECKED[column],
            ),
        )

    yield from cases_of(entries, column, case_of)


def handler_approves_own(index: BookIndex) -> Iterator[Case]:
    """Find payments approved by the person who handled them."""
    if not any(names_in_both(*signed) for signed in index.ledger.signatures):
        return
    for entry in index.ledger.payments:
        both = names_in_both(entry.handler, entry.approver)
        if both:
            yield Case(
                f"支出 {money(entry.expense_amount)} 元，经手人和审批人都是「{min(both)}」。",
                "请按凭证核对；确为同一人的，请由其他有权审批的人补办审批。",
                (at(entry.source, Ledger.approver),),
                facts={"expense_amount": entry.expense_amount, "name": min(both)},
            )


def round_amount_without_attachment(index: BookIndex) -> Iterator[Case]:
    """Find payments of a round figure to which nothing is attached."""
    step = index.limits.figure("round-amount")
    if not step:
        return
    round_ones = [entry for entry in index.ledger.payments if not entry.expense_amount % step]
    if index.ledger.attachments_are_counted:
        for entry in round_ones:
            # Of 0 expense_without_attachment tells; a signed list is attached.
            if entry.attachment_count is None and not entry.list_signed:
                yield Case(
                    f"支出 {money(entry.expense_amount)} 元是 {figure(step)} 元的整倍数，"
                    "没有填写附件张数。",
                    "请核对凭证后面的附件，补填附件张数或补齐票据。",
                    (at(entry.source, Ledger.attachment_count),),
                    facts={"expense_amount": entry.expense_amount},
                    joint=Joint("笔整数支出", "没有填写附件张数", amount=entry.expense_amount),
                )
    elif round_ones:
        yield Case(
            f"附件张数一栏都没有填写，{len(round_ones)} 笔整数支出是否有票据未检查。",
            "请按凭证补填附件张数。",
            tuple(at(entry.source, Ledger.attachment_count) for entry in round_ones),
            facts={"entry_count": len(round_ones)},
        )


RULES = (
    Rule(
        "没有经手人",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        handler_missing,
        reason="内部控制要求知道是谁经手付款；没有经手人，以后说不清。",
        example="一笔 460.00 元的支出没有经手人。",
        remedy="按凭证补填经手人。",
    ),
    Rule(
        "没有审批人",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        approver_missing,
        reason="内部控制要求付款经过审批。",
        example="一笔 460.00 元的支出没有审批人。",
        remedy="按凭证补填；没有审批的，补办审批。",
    ),
    Rule(
        "经手人自己审批",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        handler_approves_own,
        reason="花钱的人不能自己批：审计首先看这一点。",
        example="经手人是王芳，审批人也是王芳。",
        remedy="按凭证改正；确实如此的，请有权限的其他人审批。",
    ),
    Rule(
        "整数支出没有附件",
        Group.LEDGER,
        Severity.NOTE,
        Grounds.PRACTICE,
        round_amount_without_attachment,
        reason="没有票据的整数支出，最容易被问起。",
        example="支出 3,000.00 元，附件张数空着。",
        remedy="清点凭证后面的附件，或补齐票据。",
        limits=("round-amount",),
    ),
)
