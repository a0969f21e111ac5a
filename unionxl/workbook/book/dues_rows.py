"""Rows of the dues table without a member's number: whose they are, as far as the name tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.roll import Roll
from unionxl.rules.finding import Finding, Severity
from unionxl.rules.remarks import MISSING, UNREADABLE
from unionxl.rules.words import rows_text
from unionxl.tables.dues import Dues
from unionxl.workbook.book.records import LEFT_OUT, LEFT_OUT_JOINTLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.members import Member
    from unionxl.workbook.book.records import TableRecords

NUMBER = Dues.member_no.header


def with_numbers(
    read: TableRecords[DuesPayment], members: Iterable[Member]
) -> TableRecords[DuesPayment]:
    """Give rows without a number the one of the only member so named; leave out the others."""
    if all(row.member_no for row in read.records):
        return read
    roll = Roll.of(members)
    kept: list[DuesPayment] = []
    named: list[DuesPayment] = []
    for row in read.records:
        found = roll.named(row.member_name) if row.member_name.strip() else ()
        if row.member_no:
            kept.append(row)
        elif len(found) == 1 and found[0].member_no:
            named.append(row)
            kept.append(replace(row, member_no=found[0].member_no))
    known = {row.source.row for row in named}
    findings = [
        _told(one) if _is_of_number(one) and one.sources[0].row not in known else one
        for one in read.findings
        if not (one.rule_id == MISSING and _is_of_number(one) and one.sources[0].row in known)
    ]
    return replace(
        read,
        records=tuple(kept),
        findings=(*findings, *_note(named)),
        skipped_rows=read.skipped_rows + len(read.records) - len(kept),
    )


def _is_of_number(one: Finding) -> bool:
    is_of_cell = one.rule_id in {MISSING, UNREADABLE} and len(one.sources) == 1
    return is_of_cell and one.sources[0].column == NUMBER


def _told(one: Finding) -> Finding:
    """Say of a row without a number that it is not counted."""
    return replace(
        one,
        severity=Severity.ERROR,
        message=one.message + LEFT_OUT,
        joint=one.joint and replace(one.joint, tail=LEFT_OUT_JOINTLY),
    )


def _note(rows: Sequence[DuesPayment]) -> tuple[Finding, ...]:
    """Say once which rows count for the member of that name."""
    if not rows:
        return ()
    places = [replace(row.source, column=NUMBER) for row in rows]
    return (
        Finding(
            MISSING,
            Severity.NOTE,
            f"有 {len(rows)} 行没有可用的会员编号（{rows_text(places)}），"
            "姓名在《会员》中只有一人，已按这名会员计入。",
            "请补填会员编号。",
            tuple(places),
            facts={"row_count": len(rows)},
        ),
    )
