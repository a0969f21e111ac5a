"""What is worked out of a whole book, once for each book."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook

Result = TypeVar("Result")

BOOKS_KEPT = 2  # this year's and last year's


class _Same:
    """A book as a key: the same one, not an equal one, for comparing takes long."""

    __slots__ = ("book",)

    def __init__(self, book: UnionBook) -> None:
        self.book = book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.book is self.book

    def __hash__(self) -> int:
        return id(self.book)


def once_a_book(work_out: Callable[[UnionBook], Result]) -> Callable[[UnionBook], Result]:
    """Keep what a function without side effects makes of a book; a book never changes."""

    @lru_cache(BOOKS_KEPT)
    def kept(same: _Same) -> Result:
        return work_out(same.book)

    @wraps(work_out)
    def asked(book: UnionBook) -> Result:
        return kept(_Same(book))

    return asked
