"""Vouchers sorted by number say what a walk over all rows says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.property.strategies import entries
from unionxl.domain.source import SourceRef
from unionxl.domain.vouchers import parse_voucher, parse_vouchers, voucher_book

if TYPE_CHECKING:
    from unionxl.domain.ledger import LedgerEntry

TEXTS = st.one_of(
    st.builds(
        "{}{}".format, st.sampled_from(["记-", "记", "付字第", "", "2026-"]), st.integers(0, 9)
    ),
    st.text(alphabet="记付-第号0129１２٣²# ", max_size=7),
    st.sampled_from(["", "无", "9" * 40]),
)


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerEntry]:
    rows = draw(st.lists(st.tuples(entries, TEXTS), max_size=25))
    return [
        replace(entry, voucher_no=text, source=SourceRef("收支台账", row))
        for row, (entry, text) in enumerate(rows, 4)
    ]


@given(st.lists(TEXTS))
def test_many_numbers_taken_apart_at_once_are_what_each_is_alone(texts: list[str]) -> None:
    assert parse_vouchers(texts) == [parse_voucher(text) for text in texts]


@given(ledgers())
def test_every_row_is_found_by_its_number_and_no_other_is(ledger: list[LedgerEntry]) -> None:
    book = voucher_book(ledger)
    for number in {parse_voucher(entry.voucher_no) for entry in ledger} - {("", -1)}:
        found = [row for _, rows in book.rows_of(number) for row in rows]
        wanted = [entry for entry in ledger if parse_voucher(entry.voucher_no) == number]
        assert sorted(found, key=lambda row: row.source.row) == wanted
        for key, rows in book.rows_of(number):
            assert {book.key_of(row.voucher_no, row.booked_on) for row in rows} == {key}


@given(ledgers())
def test_gaps_are_the_numbers_that_are_not_there(ledger: list[LedgerEntry]) -> None:
    book = voucher_book(ledger)
    there: dict[tuple[str, str], set[int]] = {}
    for entry in ledger:
        prefix, number, month = book.key_of(entry.voucher_no, entry.booked_on)
        if number >= 0:
            there.setdefault((prefix, month), set()).add(number)
    missing = sum(max(numbers) - min(numbers) + 1 - len(numbers) for numbers in there.values())
    gaps = book.gaps()
    assert sum(gap.missing_count for gap in gaps) == missing
    for gap in gaps:
        before, after = (parse_voucher(row.voucher_no)[1] for row in (gap.preceding, gap.following))
        assert (before + 1, after - 1) == (gap.first_missing, gap.last_missing)
    doubled = [{parse_voucher(row.voucher_no) for row in rows} for rows in book.doubles()]
    assert all(len(numbers) == 1 for numbers in doubled)
