"""What is worked out of a book is worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import a_book
from unionxl.domain.dues_year import dues_year
from unionxl.domain.item_records import plan_records
from unionxl.domain.once import once_a_book
from unionxl.domain.vouchers import vouchers_of

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook


def test_the_same_book_is_looked_through_once() -> None:
    book = a_book(ledger="日期 | 凭证号 | 摘要 | 支出金额\n2026-03-01 | 记-1 | 购书 | 100.00")
    for work_out in (plan_records, dues_year, vouchers_of):
        assert work_out(book) is work_out(book)


def test_an_equal_book_is_another_one() -> None:
    asked: list[UnionBook] = []
    work_out = once_a_book(asked.append)
    book = a_book()
    for one in (book, replace(book), book, book):
        work_out(one)
    assert len(asked) == 2
