"""The days of a year that care asks to be remembered, for a calendar."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from unionxl.domain.care_duties import has_cycle, is_personal
from unionxl.domain.duties import due_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook


def year_days(book: UnionBook) -> list[tuple[str, dt.date, str]]:
    """Return the birthdays and the days of the union's own duties: a lasting name, day, words."""
    return [*_birthdays(book), *_duties(book)]


def _birthdays(book: UnionBook) -> Iterator[tuple[str, dt.date, str]]:
    """Yield the birthdays of who is at work on them."""
    seen: set[str] = set()
    for member in book.members:
        birthday = member.birthday_in(book.fiscal_year)
        name = f"birthday-{_plain(member.member_no or member.name)}"
        if birthday is not None and member.works_on(birthday) and name not in seen:
            seen.add(name)
            yield name, birthday, f"{member.name}生日"


def _duties(book: UnionBook) -> Iterator[tuple[str, dt.date, str]]:
    """Yield the days on which what the union does as a whole falls due."""
    first = max(dt.date(book.fiscal_year, 1, 1), book.settings.first_month.first_on)
    last = dt.date(book.fiscal_year, 12, 31)
    for duty in book.duties:
        if is_personal(duty, book) or not has_cycle(duty):
            continue
        for day in due_days(duty, first - dt.timedelta(days=1), last):
            if day != duty.starts_on or day >= book.as_of:
                yield f"duty-{_plain(duty.name)}-{day}", day, f"{duty.name}到期"


def _plain(text: str) -> str:
    """Return what stands for a text in an id."""
    if text.isascii() and text.isalnum():
        return text
    return hashlib.sha256(text.encode()).hexdigest()[:12]
