"""What the registers hold, and how far that is the evidence that an assessment asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.overdue import overdue_items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.evidence import EvidenceItem

_SOURCE = re.compile(r"《?([^》：:/·]+)》?(?:[：:/·]\s*(.+))?")


@dataclass(frozen=True, slots=True)
class Row:
    """What a register says in one row: its day, its words, and what is missing in it."""

    day: dt.date | None
    words: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """One register: how many rows, the last day, and what is missing in how many rows."""

    name: str
    sheet: str
    row_count: int
    last_on: dt.date | None
    gaps: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """A line of the assessment list and how many rows support it; None needs a person to look."""

    item: EvidenceItem
    counted: int | None

    @property
    def missing_count(self) -> int | None:
        """How many rows are missing; None where that is not known."""
        if self.counted is None or self.item.needed_count is None:
            return None
        return max(0, self.item.needed_count - self.counted)


def rows_by_sheet(book: UnionBook) -> dict[str, tuple[Row, ...]]:
    """Return the rows of every register by the name of its sheet."""
    return {sheet: tuple(read(book)) for sheet, read in _READERS.items()}


def registers(book: UnionBook) -> tuple[Register, ...]:
    """Return every register of the workbook, the services kind by kind."""
    found = []
    for sheet, rows in rows_by_sheet(book).items():
        if sheet != SERVICES:
            found.append(_register(sheet, sheet, rows))
            continue
        kinds = dict.fromkeys(entry.service_kind for entry in book.service_entries)
        found += [
            _register(kind or "未填事项", sheet, [row for row in rows if row.words == kind])
            for kind in kinds
        ] or [_register(sheet, sheet, ())]
    return tuple(found)


def count_evidence(book: UnionBook) -> tuple[EvidenceCount, ...]:
    """Count the rows that each line of the assessment list asks for.

    A source is the name of a sheet, or a sheet and a word: 服务台账：五必访.
    """
    by_sheet = rows_by_sheet(book)
    return tuple(
        EvidenceCount(item, _count(item.counted_from, by_sheet)) for item in book.evidence_items
    )


def _count(source: str, by_sheet: dict[str, tuple[Row, ...]]) -> int | None:
    """Count the rows of a source; None when it is none of our sheets."""
    found = _SOURCE.fullmatch(source.strip())
    if found is None or found[1].strip() not in by_sheet:
        return None
    word = (found[2] or "").strip()
    return sum(word in row.words for row in by_sheet[found[1].strip()])


def source_sheet(source: str) -> str:
    """Return the sheet that a source of the assessment list names.

    >>> source_sheet("服务台账：五必访")
    '服务台账'
    """
    found = _SOURCE.fullmatch(source.strip())
    return found[1].strip() if found else ""


def _register(name: str, sheet: str, rows: Iterable[Row]) -> Register:
    """Sum up the rows of one register."""
    rows = tuple(rows)
    gaps = [row.gap for row in rows if row.gap]
    days = [row.day for row in rows if row.day is not None]
    counted = tuple((gap, gaps.count(gap)) for gap in dict.fromkeys(gaps))
    return Register(name, sheet, len(rows), max(days, default=None), counted)


def _plan(book: UnionBook) -> Iterable[Row]:
    late = {(one.item.source, one.item.item_no): one.missing != () for one in overdue_items(book)}
    gaps = {True: "已过计划时间未办结", False: "已有登记、状态未改", None: ""}
    for item in book.work_items:
        gap = gaps[late.get((item.source, item.item_no))]
        yield Row(item.done_on, f"{item.category} {item.description}", gap)


def _members(book: UnionBook) -> Iterable[Row]:
    for member in book.members:
        words = f"{member.employment_status} {'困难职工' if member.in_hardship else ''}"
        is_whole = bool(member.gender and member.born_on and member.joined_on)
        gap = "" if is_whole else "性别、出生日期或入会日期没有填"
        yield Row(member.joined_on, words, gap)


def _dues(book: UnionBook) -> Iterable[Row]:
    for payment in book.dues_payments:
        gap = "" if payment.paid_amount else "没有实缴"
        yield Row(payment.paid_on, payment.method, gap)


def _budget(book: UnionBook) -> Iterable[Row]:
    for line in book.budget_lines:
        yield Row(None, f"{line.kind} {line.account_name}")


def _ledger(book: UnionBook) -> Iterable[Row]:
    for entry in book.ledger_entries:
        words = f"{entry.account_name} {entry.occasion} {entry.description}"
        gap = "" if entry.voucher_no and entry.attachment_count else "没有凭证号或附件张数"
        yield Row(entry.booked_on, words, gap)


def _services(book: UnionBook) -> Iterable[Row]:
    for entry in book.service_entries:
        yield Row(entry.served_on, entry.service_kind, "" if entry.proof else "没有证明材料")


def _activities(book: UnionBook) -> Iterable[Row]:
    categories = {item.item_no: item.category for item in book.work_items if item.item_no}
    for activity in book.activities:
        words = f"{categories.get(activity.item_no, '')} {activity.name}"
        yield Row(activity.held_on, words, "" if activity.evidence else "没有填资料")


def _proposals(book: UnionBook) -> Iterable[Row]:
    for proposal in book.proposals:
        open_ = proposal.is_filed and proposal.answered_on is None
        day = proposal.answered_on or proposal.assigned_on
        yield Row(day, f"{proposal.category} {proposal.subject}", "立案未答复" if open_ else "")


def _disclosures(book: UnionBook) -> Iterable[Row]:
    for disclosure in book.disclosures:
        words = f"{disclosure.category} {disclosure.subject}"
        gap = "" if disclosure.archive_place else "没有填存档"
        yield Row(disclosure.published_on, words, gap)


SERVICES = "服务台账"
_READERS: dict[str, Callable[[UnionBook], Iterable[Row]]] = {
    "年度计划": _plan,
    "会员": _members,
    "会费": _dues,
    "预算": _budget,
    "收支台账": _ledger,
    SERVICES: _services,
    "活动台账": _activities,
    "提案": _proposals,
    "公开": _disclosures,
}
