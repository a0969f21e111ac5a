"""《会费登记》: what members owe up to a month becomes rows of the dues and one receipt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.domain.dues import period_of
from unionxl.domain.dues_owed import owed_up_to
from unionxl.domain.dues_year import dues_year
from unionxl.domain.period import Month
from unionxl.domain.written import months_text
from unionxl.errors import RequestError
from unionxl.operations.collecting_rows import account_of_dues, takes
from unionxl.operations.drafting import Drafting, DraftKind
from unionxl.operations.making import make_sheets
from unionxl.operations.months import chosen_month
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.dues import DUES, PAYMENT_METHODS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.views.collect_sheet import (
    ACCOUNT,
    APPROVER,
    DAY,
    HANDLER,
    METHOD,
    MONTH,
    MONTHS,
    NAME,
    NUMBER,
    PAID,
    PAYABLE,
    REMARK,
    SOFAR,
    TEAM,
    TITLE,
    UNTOLD,
    VIEW_ID,
    VOUCHER,
    collect_sheet,
)
from unionxl.views.drafts import DraftLine, DraftSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues_owed import Owed
    from unionxl.operations.making import Reading, Sheets
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.values.column import ReadValue

KIND = DraftKind(VIEW_ID, takes, collect_sheet, (MEMBERS, DUES, LEDGER), (ACCOUNTS, LIMITS))
OPTIONS = {"voucher": VOUCHER, "handler": HANDLER, "approver": APPROVER}
BY_PAYROLL = PAYMENT_METHODS[0]
FEW = 8


def collect(request: Request) -> Outcome:
    """Register what is filled in, then list who owes up to the month."""
    workbook = request.open()
    drafts: list[DraftSheet] = []

    def plan(reading: Reading) -> Sheets:
        work = Drafting(workbook, KIND, reading)
        draft, notes = _next(work, request)
        if request.values.get("yes"):
            draft = work.take(draft)
        drafts.append(draft)
        return work.sheets(draft, _told(draft), notes)

    outcome = make_sheets(
        workbook,
        VIEW_ID,
        plan,
        as_of=request.as_of,
        reads=KIND.reads,
        if_there=KIND.if_there,
    )
    out = request.values.get("list")
    return outcome if out is None else _with_list(outcome, drafts[0], Path(out))


def _with_list(outcome: Outcome, draft: DraftSheet, out: Path) -> Outcome:
    """Write the list of what the payroll office is to deduct."""
    from unionxl.reporting.deductions import write_deductions

    lines = [line for line in draft.lines if line.text(METHOD) == BY_PAYROLL]
    heads = (NUMBER, NAME, TEAM, MONTHS, PAID)
    rows = [[line.text(name) for name in heads] for line in lines]
    write_deductions(out, f"会费代扣名单（{draft.head.facts.get(SOFAR, '')}）", heads, rows)
    told = f"代扣名单 {len(rows)} 人，已写入 {out}。"
    return replace(outcome, notes=(*outcome.notes, told), made=out)


def _next(work: Drafting, request: Request) -> tuple[DraftSheet, tuple[str, ...]]:
    """Return the draft that stands there next, and what to say of the one before.

    Raises:
        RequestError: another month is asked for while something typed is not registered.
    """
    standing = work.standing()
    asked = request.values.get("month")
    texts = {
        name: str(request.values[option])
        for option, name in OPTIONS.items()
        if request.values.get(option) is not None
    }
    wanted = _month(work.book, asked)
    if standing is None:
        return _begun(work.book, wanted, texts), ()
    before = standing.head.facts.get(MONTH, "")
    is_told = asked is not None or work.book.settings.current_month is not None
    if not is_told or before == str(wanted) or not standing.open_lines:
        standing = work.take(standing)
        still = bool(standing.open_lines) or before == str(wanted) or not is_told
        if still:
            return _renewed(work.book, standing, texts), ()
        return _begun(work.book, wanted, texts), ()
    _check_untouched(standing, wanted)
    note = f"{standing.head.facts.get(SOFAR, '')}的名单没有登记，已并入这一次。"
    return _begun(work.book, wanted, texts), (note,)


def _month(book: UnionBook, asked: str | None) -> Month:
    """Return the last month to collect for: that asked for, to the end of its period."""
    (month,) = chosen_month(asked, book)
    return month


def _check_untouched(standing: DraftSheet, wanted: Month) -> None:
    """Refuse another month while something that was typed is not registered.

    Raises:
        RequestError: something is.
    """
    typed = [line.text(NAME) for line in standing.open_lines if line.is_changed]
    if typed:
        names = "、".join(typed[:FEW]) + ("等" if len(typed) > FEW else "")
        raise RequestError(
            f"{standing.head.facts.get(SOFAR, '')}的名单上还有 {len(typed)} 人填了没有登记"
            f"（{names}），没有换成 {wanted.month} 月。",
            where=f"《{TITLE}》",
            advice=f"请先按{standing.head.facts.get(SOFAR, '')}登记（首页选那个月份），"
            "或删除这张工作表，再点一次。",
        )


def _begun(book: UnionBook, month: Month, texts: dict[str, str]) -> DraftSheet:
    """Return the draft of everybody who owes up to a month."""
    dues = dues_year(book)
    last = period_of(month, dues.terms.period)[-1]
    cells: dict[str, ReadValue] = {
        DAY: book.as_of,
        VOUCHER: None,
        ACCOUNT: account_of_dues(book) or None,
        HANDLER: None,
        APPROVER: None,
    }
    facts = {MONTH: str(month), SOFAR: f"截至{last.year}年{last.month}月"}
    head = DraftLine("", {**cells, **texts}, facts=facts)
    return DraftSheet(head, tuple(_lines(owed_up_to(dues, month))), TITLE)


def _lines(owed: Iterable[Owed]) -> Iterator[DraftLine]:
    """Yield a line for each member who owes."""
    for one in owed:
        amount = one.amount
        member = one.member
        facts = {
            NUMBER: member.member_no,
            NAME: member.name,
            TEAM: member.group,
            MONTHS: months_text(one.months),
            PAYABLE: "" if amount is None else str(amount),
            UNTOLD: "请补填《会员》的月缴费基数或会费档次" if amount is None else "",
        }
        cells: dict[str, ReadValue] = {
            PAID: None if amount is None else float(amount),
            METHOD: BY_PAYROLL,
            REMARK: None,
        }
        key = f"{member.member_no or member.name}|{one.months[0]}"
        yield DraftLine(key, cells, facts=facts)


def _renewed(book: UnionBook, standing: DraftSheet, texts: dict[str, str]) -> DraftSheet:
    """Return the draft as it stands, with who has come to owe since; nobody stands there twice."""
    month = Month.parse(standing.head.facts[MONTH])
    known = {(line.text(NUMBER), line.text(NAME)) for line in standing.lines}
    more = [
        line
        for line in _begun(book, month, {}).lines
        if (line.text(NUMBER), line.text(NAME)) not in known
    ]
    head = standing.head
    if not head.is_registered:
        head = replace(head, cells={**head.cells, **texts})
    return replace(standing, head=head, lines=(*standing.lines, *more))


def _told(draft: DraftSheet) -> str:
    """Say how far the list is."""
    done = sum(line.is_registered for line in draft.lines)
    left = len(draft.lines) - done
    return f"《{TITLE}》{draft.head.facts.get(SOFAR, '')}：已登记 {done} 人，没有登记 {left} 人"
