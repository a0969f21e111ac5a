"""《发放登记》: a list to sign, then rows of the services and one payment in the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from unionxl.domain.festival_words import FestivalWords
from unionxl.errors import RequestError
from unionxl.operations.asked import check_words
from unionxl.operations.drafting import Drafting, DraftKind
from unionxl.operations.handout_defaults import proposed
from unionxl.operations.handout_lines import FEW, listed, looked_at
from unionxl.operations.handout_taking import handout_of, takes
from unionxl.operations.making import make_sheets
from unionxl.resources import load_standards
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.dues import DUES
from unionxl.tables.festivals import FESTIVALS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICE_KINDS, SERVICES, Services
from unionxl.values.reading import parse_cell
from unionxl.values.text import as_text
from unionxl.views.drafts import DraftLine, DraftSheet
from unionxl.views.handout_sheet import (
    ACCOUNT,
    ALL,
    APPROVER,
    CONTENT,
    DAY,
    EACH,
    FORM,
    FUND,
    HANDLER,
    ITEM,
    NAME,
    NEXT,
    OCCASION,
    PAID,
    TICKED,
    TITLE,
    TO,
    VIEW_ID,
    VOUCHER,
    WAIVED,
    HandoutFacts,
    handout_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards
    from unionxl.operations.making import Reading, Sheets
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.values.column import Column, ReadValue
    from unionxl.views.layout import SheetSpec

READS = (MEMBERS, SERVICES, LEDGER)
IF_THERE = (PLAN, DUES, ACCOUNTS, FESTIVALS, LIMITS, ACTIVITIES)
GOODS, FROM_EMPLOYER = "实物", "拨缴经费"
# The cells of the head that options of the command fill in.
OPTIONS: Mapping[str, str] = {
    "occasion": OCCASION,
    "to": TO,
    "on": DAY,
    "content": CONTENT,
    "amount": EACH,
    "item": ITEM,
    "voucher": VOUCHER,
    "account": ACCOUNT,
    "fund": FUND,
    "handler": HANDLER,
    "approver": APPROVER,
}
READ_AS: Mapping[str, Column] = {"amount": Services.amount, "on": Services.served_on}
HEAD = (*OPTIONS.values(), PAID, FORM, ALL, WAIVED, NEXT)
PROPOSED = "=proposed"  # nobody asked for the occasion yet
# What an occasion hands on to the next one.
KEPT = (TO, ACCOUNT, FUND, FORM, HANDLER, APPROVER)


def handout(request: Request) -> Outcome:
    """Take over what is ticked, then make the draft again, or the one of another occasion."""
    workbook = request.open()
    standards = load_standards()
    kind = kind_of(standards)

    def plan(reading: Reading) -> Sheets:
        check_words(request, READ_AS, reading.book.fiscal_year)
        work = Drafting(workbook, kind, reading)
        standing = work.standing()
        if standing is not None:
            standing = work.take(standing)
        draft = renewed(work.book, standing, request, standards)
        if request.values.get("yes"):
            draft = work.take(_all_ticked(draft))
        return work.sheets(draft, _told(draft))

    return make_sheets(workbook, VIEW_ID, plan, as_of=request.as_of, reads=READS, if_there=IF_THERE)


def kind_of(standards: Standards) -> DraftKind:
    """Return what kind of draft it is, held against the standards."""
    return DraftKind(VIEW_ID, partial(takes, standards), partial(build, standards), READS, IF_THERE)


def build(standards: Standards, book: UnionBook, draft: DraftSheet) -> SheetSpec:
    """Lay out the draft, what is to be looked at first."""
    handout_ = handout_of(book, draft.head)
    words = FestivalWords.of(standards.festivals, book.festivals)
    facts = HandoutFacts(tuple(sorted(words.allowed)))
    if handout_.occasion:
        kind = handout_.kind(words, SERVICE_KINDS)
        facts = looked_at(book, draft, handout_, kind, standards)
        first = [line for line in draft.lines if line.key in facts.marks]
        others = [line for line in draft.lines if line.key not in facts.marks]
        draft = replace(draft, lines=(*first, *others))
    return handout_sheet(book, draft, facts)


# --- which draft stands there next ---


def renewed(
    book: UnionBook, standing: DraftSheet | None, request: Request, standards: Standards
) -> DraftSheet:
    """Return the draft with who is to get something now, or the one of the occasion asked for.

    Raises:
        RequestError: another occasion is asked for while lines are open.
    """
    asked = {
        name: str(request.values[option])
        for option, name in OPTIONS.items()
        if request.values.get(option) is not None
    }
    if standing is None:
        return _begun(book, asked, standards)
    occasion = standing.head.text(NEXT) or asked.get(OCCASION, "")
    if occasion and standing.head.text(OCCASION) and occasion != standing.head.text(OCCASION):
        if not (standing.head.facts.get(PROPOSED) and not _is_touched(standing)):
            _check_closed(standing, occasion)
        kept = {name: standing.head.text(name) for name in KEPT}
        return _begun(book, {**kept, **asked, OCCASION: occasion}, standards)
    if standing.head.is_registered or any(line.is_registered for line in standing.lines):
        return _without_marks(standing)
    head = _head({**_texts(standing.head), **asked})
    if standing.head.facts.get(PROPOSED) and not _is_touched(standing) and OCCASION not in asked:
        head = head.knowing(**{PROPOSED: standing.head.facts[PROPOSED]})
    return _listed(book, head, standards, standing)


def _begun(book: UnionBook, asked: Mapping[str, str], standards: Standards) -> DraftSheet:
    """Return the draft of an occasion."""
    usual = {
        TO: "全体会员",
        DAY: book.as_of.isoformat(),
        FUND: FROM_EMPLOYER,
        FORM: GOODS,
        **proposed(book, asked, standards),
    }
    told = {name: text for name, text in asked.items() if text}
    head = _head({**usual, **told})
    head = head if told.get(OCCASION) else head.knowing(**{PROPOSED: "是"})
    return _listed(book, head, standards, None)


def _is_touched(draft: DraftSheet) -> bool:
    """Tell whether anything was done on a draft since it was proposed."""
    marked = {ALL, WAIVED, NEXT}
    head = any(
        as_text(draft.head.cells.get(name)) != draft.head.bases.get(name, "")
        for name in HEAD
        if name not in marked
    )
    return head or any(line.is_changed or line.is_registered for line in draft.lines)


def _head(texts: Mapping[str, str]) -> DraftLine:
    """Return the head with texts in its cells; days and amounts as such where they can be read."""
    cells: dict[str, ReadValue] = dict.fromkeys(HEAD)
    for name, text in texts.items():
        if name in cells and name not in {ALL, WAIVED, NEXT}:
            cells[name] = _as_typed(name, text)
    return DraftLine("", cells)


def _as_typed(name: str, text: str) -> ReadValue:
    """Return a text as a spreadsheet takes it in."""
    column = {DAY: Services.served_on, EACH: Services.amount, PAID: Services.amount}.get(name)
    if column is None or not text:
        return text or None
    value, _ = parse_cell(text, column, 0)
    return (
        value
        if isinstance(value, dt.date)
        else (float(value) if isinstance(value, Decimal) else text)
    )


def _texts(head: DraftLine) -> dict[str, str]:
    return {name: head.text(name) for name in HEAD}


def _listed(
    book: UnionBook, head: DraftLine, standards: Standards, before: DraftSheet | None
) -> DraftSheet:
    """Return the draft with a line for everybody who is meant."""
    handout_ = handout_of(book, head)
    words = FestivalWords.of(standards.festivals, book.festivals)
    kind = handout_.kind(words, SERVICE_KINDS)
    lines = listed(book, handout_, kind, before)
    return DraftSheet(head, lines, TITLE)


def _without_marks(draft: DraftSheet) -> DraftSheet:
    """Return a draft that is under way, 全部已领 and its neighbours empty again."""
    head = draft.head
    cells = {**head.cells, ALL: None, WAIVED: None, NEXT: None}
    number = None if head.reason else cells.pop(VOUCHER, None)
    facts = {**head.facts, VOUCHER: as_text(number)} if number else head.facts
    return replace(draft, head=replace(head, cells=cells, facts=facts))


def _check_closed(standing: DraftSheet, occasion: str) -> None:
    """Refuse another occasion while lines of this one are open.

    Raises:
        RequestError: some are.
    """
    still_open = [line.text(NAME) for line in standing.open_lines]
    if still_open:
        names = "、".join(still_open[:FEW]) + ("等" if len(still_open) > FEW else "")
        raise RequestError(
            f"“{standing.head.text(OCCASION)}”还有 {len(still_open)} 人没有登记（{names}），"
            f"没有换成“{occasion}”。",
            where=f"《{TITLE}》",
            advice=f"请先在「{TICKED}」选“是”登记；不再来领的，在「{WAIVED}」选“是”，再点一次。",
        )


def _all_ticked(draft: DraftSheet) -> DraftSheet:
    """Return a draft in which everything was fetched."""
    return replace(draft, head=replace(draft.head, cells={**draft.head.cells, ALL: "是"}))


def _told(draft: DraftSheet) -> str:
    """Say how far the list is."""
    done = sum(line.is_registered for line in draft.lines)
    return (
        f"《{TITLE}》“{draft.head.text(OCCASION)}”：共 {len(draft.lines)} 人，"
        f"已领 {done}，未领 {len(draft.lines) - done}"
    )
