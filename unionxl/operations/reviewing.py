"""What the clerk marked on the list of findings, into the table of reviews."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.reviews import Review
from unionxl.domain.source import SourceRef
from unionxl.rules.by_row import JOINED_BY
from unionxl.rules.check_report import review_key
from unionxl.rules.joining import columns_not_kept, group_of, rows_of
from unionxl.tables.reviews import REVIEWS
from unionxl.views.findings_list import MARK_COLUMN, REASON_COLUMN, REVIEWED
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from unionxl.rules.finding import Finding
    from unionxl.views.layout import CellValue
    from unionxl.workbook.inputs.findings import Mark
    from unionxl.workbook.port import Workbook

HEADERS = {column.field: column.header for column in REVIEWS.columns}


def carry_marks(
    workbook: Workbook,
    reviews: Iterable[Review],
    marks: Iterable[Mark],
    findings: Iterable[Finding],
    *,
    as_of: dt.date,
) -> tuple[tuple[Review, ...], tuple[str, ...]]:
    """Bring marks into the table; return the reviews as they are then, and what to tell the clerk.

    A mark without a reason does not count. A reason without the mark is kept as a remark, and the
    finding stands.
    """
    known = {review.review_key: review for review in reviews}
    told = columns_not_kept(findings)
    found = {review_key(finding): finding for finding in told}
    after, notes = dict(known), []
    done: Counter[str] = Counter()
    for mark in _each(marks, told):
        old, finding = after.get(mark.review_key), found.get(mark.review_key)
        new = _review(mark, old, finding, as_of)
        if mark.word == REVIEWED and not mark.reason:
            notes.append(_needs_reason(mark))
        elif new is None and old is None:
            notes += [_is_gone(mark)] if mark.word or mark.reason else []
        elif new is None:
            del after[mark.review_key]
            done["withdrawn"] += 1
        else:
            after[mark.review_key] = new
            done["kept"] += 1
    _write(workbook, known, after)
    return tuple(after.values()), (*_said(done), *dict.fromkeys(notes))


def _each(marks: Iterable[Mark], findings: Iterable[Finding]) -> Iterator[Mark]:
    """Give a mark beside several findings that were said as one to each of them."""
    keys: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for finding in findings:
        if group := group_of(finding):
            keys[group].append((finding.sources[0].row, review_key(finding)))
    for mark in _one_by_one(marks):
        name, rows = rows_of(mark.review_key)
        members = [key for row, key in keys[name] if rows is not None and row in rows]
        yield from (replace(mark, review_key=key) for key in members or [mark.review_key])


def _one_by_one(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Give a mark beside the findings about one row to each of them."""
    for mark in marks:
        yield from (replace(mark, review_key=key) for key in mark.review_key.split(JOINED_BY))


def _review(
    mark: Mark, old: Review | None, finding: Finding | None, as_of: dt.date
) -> Review | None:
    """Return the review that a mark makes, None for one that is withdrawn or has no finding."""
    is_reviewed = mark.word == REVIEWED
    is_remark = not mark.word and not mark.old_word and mark.reason
    if not (is_reviewed or is_remark):
        return None
    reviewed_on = as_of if is_reviewed else None
    if old is not None:
        unchanged = is_reviewed and old.reviewed_on and old.reason == mark.reason
        day = old.reviewed_on if unchanged else reviewed_on
        return replace(old, reason=mark.reason, reviewed_on=day)
    if finding is None:
        return None
    place = str(finding.sources[0]) if finding.sources else ""
    return Review(
        mark.review_key,
        finding.rule_id,
        place,
        finding.message,
        mark.reason,
        reviewed_on,
        SourceRef(REVIEWS.sheet, 0),
    )


def _write(workbook: Workbook, before: Mapping[str, Review], after: Mapping[str, Review]) -> None:
    """Write what changed: new rows at the end, changed cells, blank rows for what is withdrawn."""
    added = [_row(review) for key, review in after.items() if key not in before]
    changes = [
        CellChange(old.source.row, header, value)
        for key, old in before.items()
        if after.get(key) != old
        for header, value in (_row(after[key]) if key in after else _blank()).items()
    ]
    if changes:
        workbook.set_cells(REVIEWS.name, changes)
    if added:
        workbook.append_rows(REVIEWS.name, added)


def _row(review: Review) -> dict[str, CellValue]:
    """Return a review by header."""
    return {header: getattr(review, field) or None for field, header in HEADERS.items()}


def _blank() -> dict[str, CellValue]:
    return dict.fromkeys(HEADERS.values())


def _said(done: Mapping[str, int]) -> tuple[str, ...]:
    """Say how many marks were taken over."""
    words = {"kept": "处核实说明已记入", "withdrawn": "处核实已撤销，见"}
    return tuple(f"{count} {words[name]}《{REVIEWS.sheet}》。" for name, count in done.items())


def _needs_reason(mark: Mark) -> str:
    return (
        f"《{mark.sheet}》第 {mark.row} 行「{REASON_COLUMN}」：选了“{REVIEWED}”，没有写核实说明，"
        "仍按问题列出。请补写说明后再检查一次。"
    )


def _is_gone(mark: Mark) -> str:
    typed = mark.reason or mark.word
    return (
        f"《{mark.sheet}》第 {mark.row} 行「{MARK_COLUMN}」：所填的“{typed}”没有记入，"
        "因为这个问题已不存在或内容已变。请看新的检查结果。"
    )
