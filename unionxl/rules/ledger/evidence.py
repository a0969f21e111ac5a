"""Rules about what must lie behind a payment, and when it must be booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.ledger import CASH, PAID_TO_A_SHOP
from unionxl.domain.period import Month
from unionxl.domain.welfare import words_of
from unionxl.domain.written import full_day, money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.ledger.rows import is_reversal
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.ledger import Ledger
from unionxl.words.months import months_named
from unionxl.words.purposes import Purpose
from unionxl.words.spending import says

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.rules.book_index import BookIndex

WITHOUT_CASH = PAID_TO_A_SHOP | {"转账"}
MONTH_WORD = "月"
DAYS, CONTRACT, IN_CASH = "late-booking-days", "contract-from", "cash-payment"


def expense_without_attachment(index: BookIndex) -> Iterator[Case]:
    """Find payments with nothing behind them, where the number of attachments is said to be 0."""
    for entry in index.ledger.payments:
        if entry.attachment_count == 0 and not is_reversal(entry):
            yield Case(
                f"支出 {money(entry.expense_amount)} 元，附件张数是 0。",
                "请核对凭证后面的附件，补填附件张数或补齐票据。",
                (at(entry.source, Ledger.attachment_count),),
                facts={"expense_amount": entry.expense_amount},
                joint=Joint("笔支出", "附件张数是 0", amount=entry.expense_amount),
            )


def contract_missing(index: BookIndex) -> Iterator[Case]:
    """Find payments from the amount on that asks for a contract, and speak of none."""
    limit = index.limits.limit(CONTRACT)
    if limit is None or limit.amount is None:
        return
    for entry, kinds in _payments(index):
        text = f"{words_of(entry)} {entry.remark}"
        if entry.expense_amount >= limit.amount and not says("合同", text):
            if Purpose.REMITTANCE in kinds or is_reversal(entry):
                continue
            yield Case(
                f"支出 {money(entry.expense_amount)} 元，达到 {money(limit.amount)} 元，"
                "摘要和备注中没有写合同。",
                "请核对是否签订合同，在备注中写明合同或比选材料。",
                (at(entry.source, Ledger.remark),),
                limit.citation,
                facts={"expense_amount": entry.expense_amount},
            )


def cash_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find payments in cash above what the union itself allows to be paid so."""
    limit = index.limits.limit(IN_CASH)
    if limit is None or limit.amount is None:
        return
    for entry in index.ledger.payments:
        if entry.expense_amount > limit.amount and _is_in_cash(entry):
            form = Ledger.payment_form if entry.payment_form == CASH else Ledger.money_account
            yield Case(
                f"用现金支付 {money(entry.expense_amount)} 元，"
                f"超过现金支付的上限 {money(limit.amount)} 元。",
                "请核对怎样支付；以后请用转账、支票或公务卡支付。",
                (at(entry.source, form),),
                limit.citation,
                facts={"expense_amount": entry.expense_amount, "limit_amount": limit.amount},
            )


def _is_in_cash(entry: LedgerEntry) -> bool:
    """Tell whether a payment was made in cash."""
    if entry.payment_form == CASH:
        return True
    return entry.account_of_money == CASH and entry.payment_form not in WITHOUT_CASH


def _payments(index: BookIndex) -> Iterator[tuple[LedgerEntry, frozenset[Purpose]]]:
    """Give every payment with the purposes it names."""
    kinds_of = {entry.source.row: kinds for entry, kinds in index.ledger.purposes}
    for entry in index.ledger.payments:
        yield entry, kinds_of.get(entry.source.row, frozenset())


def late_booking(index: BookIndex) -> Iterator[Case]:
    """Find payments for an activity, or a month, that lie long before the day they were booked."""
    longest = index.limits.figure(DAYS)
    if longest is None:
        return
    held = {
        entry.source.row: activity
        for activity in index.book.activities
        if activity.held_on is not None
        for key in index.vouchers.named(activity.voucher_no, activity.held_on)
        for entry in index.vouchers.entries.get(key, ())
    }
    for entry in index.ledger.payments:
        activity = held.get(entry.source.row)
        if activity is None and MONTH_WORD not in entry.description:
            continue
        told = _month_told(entry.description, entry.booked_on)
        day = activity.held_on if activity is not None else told
        if day is None or (entry.booked_on - day).days <= longest:
            continue
        what = f"「{activity.name}」是{full_day(day)}" if activity else f"说的是{day.month}月"
        yield Case(
            f"“{entry.description}”{money(entry.expense_amount)} 元，{what}的事，"
            f"{full_day(entry.booked_on)}才入账，过了 {(entry.booked_on - day).days} 天。",
            "请核对日期；以后请在活动结束后及时报销入账。",
            (at(entry.source, Ledger.booked_on),),
            facts={"day_count": (entry.booked_on - day).days},
        )


def _month_told(text: str, booked_on: dt.date) -> dt.date | None:
    """Return the last day of the one month that a text names, if it lies before in the year."""
    months = months_named(text)
    if len(months) != 1 or months[0] >= booked_on.month:
        return None
    return Month(booked_on.year, months[0]).last_on


RULES = (
    Rule(
        "支出没有附件",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        expense_without_attachment,
        reason="记账凭证必须附有原始凭证。",
        example="读书活动资料 2,386.50 元，附件张数为 0。",
        remedy="清点凭证后面的附件，或补齐票据。",
    ),
    Rule(
        "大额支出没有写合同",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        contract_missing,
        reason="本单位规定从多少元起要签合同，检查时会逐笔看。",
        example="规定 10,000.00 元起签合同，租车 12,000.00 元没有写合同。",
        remedy="附上合同或比选材料，在备注中写明。",
        limits=(CONTRACT,),
    ),
    Rule(
        "现金支付超过上限",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        cash_over_limit,
        reason="用现金还是转账、支票、公务卡支付，由本单位规定；规定了上限的才查。",
        example="规定 1,000.00 元以上不用现金，租场地 1,200.00 元付的是现金。",
        remedy="核对怎样支付；以后用转账、支票或公务卡。",
        limits=(IN_CASH,),
    ),
    Rule(
        "报销入账太晚",
        Group.LEDGER,
        Severity.WARNING,
        Grounds.REGULATION,
        late_booking,
        reason="活动办完很久才入账，说明手续是后补的。",
        example="3 月 12 日的插花培训，12 月 22 日才入账。",
        remedy="写错日期的改正；以后办完就报销。",
        limits=(DAYS,),
    ),
)
