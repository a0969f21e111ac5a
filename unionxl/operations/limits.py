"""The figures that a rule uses at a place, or in a workbook, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.policy import Policy
from unionxl.domain.written import full_day
from unionxl.resources import load_standards
from unionxl.rules.limit_lines import limit_lines
from unionxl.tables.limits import LIMITS
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.policy import Limit
    from unionxl.operations.request import Request
    from unionxl.rules.pages import Page


def limits_of(page: Page, request: Request) -> Iterator[str]:
    """Give the figures that a rule uses at a place, or in a workbook, a line each."""
    place, file = request.values["place"] or "", request.values["of_file"]
    own: tuple[Limit, ...] = ()
    if file is not None:
        book, _ = read_book(request.opens(file), as_of=request.as_of, tables=(LIMITS,))
        place, own = place or book.settings.province, book.limits
    if not page.limits or not (place or own):
        return
    standards = load_standards()
    policy = Policy.of(place, standards, own)
    yield f"限额（{'、'.join(policy.places[:-1]) or '全国'}，{full_day(request.as_of)}）："
    for line in limit_lines(policy, standards, request.as_of, page.limits):
        yield f"  {line}"
