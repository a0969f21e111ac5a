"""Rows of the dues table: for which months they are, and whose, where they have no number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from unionxl.domain.roll import Roll
from unionxl.rules.finding import Finding, Severity
from unionxl.rules.remarks import MISSING, UNREADABLE
from unionxl.rules.words import rows_text
from unionxl.tables.schema import DUES
from unionxl.workbook.book.records import LEFT_OUT, LEFT_OUT_JOINTLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month
    from unionxl.workbook.book.records import TableRecords

NUMBER = DUES.column("member_no").header


def understood(
    read: TableRecords[DuesPayment], members: Iterable[Member]
) -> TableRecords[DuesPayment]:
    """Say which months the rows are for and whose they are."""
    rows = tuple(map(_with_months, read.records))
    return _with_numbers(replace(read, records=rows), members)


def _with_months(row: DuesPayment) -> DuesPayment:
    """Return a row with the last of the months that its cell names; they stand in its place."""
    named = cast("Month | tuple[Month, ...] | None", row.month)
    if not isinstance(named, tuple):
        return row
    return replace(row, month=named[-1], named_months=named)


def _with_numbers(
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
    whose = {row.source.row: _whose(row, roll) for row in read.records if not row.member_no}
    findings = [
        _told(one, whose.get(one.sources[0].row, ("", "")))
        if _is_of_number(one) and one.sources[0].row not in known
        else one
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


def _whose(row: DuesPayment, roll: Roll) -> tuple[str, str]:
    """Say why the name in a row does not tell whose it is, of one row and of several."""
    name = row.member_name.strip()
    if not (name and roll.members):
        return "", ""
    found = roll.named(name)
    if not found:
        return f"姓名「{name}」不在《会员》表中", "姓名不在《会员》表中"
    if len(found) == 1:
        return f"《会员》中「{name}」也没有编号", "《会员》中也没有编号"
    return f"《会员》中有 {len(found)} 人叫「{name}」", "《会员》中不止一人同名"


def _told(one: Finding, whose: tuple[str, str]) -> Finding:
    """Say of a row without a number that it is not counted, and what its name tells."""
    of_one, of_several = whose
    message = f"{one.message.removesuffix('。')}，{of_one}。" if of_one else one.message
    joint = one.joint
    if joint is not None:
        what = f"{joint.what}，{of_several}" if of_several else joint.what
        joint = replace(joint, what=what, tail=LEFT_OUT_JOINTLY)
    advice = one.advice
    if of_one and one.rule_id == MISSING:
        advice = "请核对姓名，并补填会员编号；没有登记的会员请补登《会员》表。"
    return replace(
        one, severity=Severity.ERROR, message=message + LEFT_OUT, joint=joint, advice=advice
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
