"""What is due for whom in a month, and why: the one engine behind list, month sheet and checks.

Nothing here says of anybody's illness, hardship or family more than the matter and the kind of
event.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from unionxl.domain import care_events
from unionxl.domain.care_duties import (
    NO_START,
    has_cycle,
    is_personal,
    personal,
)
from unionxl.domain.care_model import Asked, Care, CareNote, CareState
from unionxl.domain.care_union import of_the_union
from unionxl.domain.once import once_a_book
from unionxl.domain.served import Served

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_duties import (
        Answer,
    )
    from unionxl.domain.care_model import CareDue, Coverage, DaysOf, Greeted

EVENTS = (
    care_events.visits_to_make,
    care_events.ends,
    care_events.reviews,
    care_events.warmth,
    care_events.retirements,
    care_events.newcomers,
)
NOT_YET = "请填上一次集中办理的日期"
_ORDER = {state: number for number, state in enumerate(CareState)}


def care_due(
    book: UnionBook, on: dt.date, until: dt.date, days_of: DaysOf | None = None
) -> tuple[CareDue, ...]:
    """Return what is due up to the last day of a month, as it stands on a day."""
    return care(book, on, until, days_of).due


def care(book: UnionBook, on: dt.date, until: dt.date, days_of: DaysOf | None = None) -> Care:
    """Return what is due in a month, how far each duty is fulfilled, and what cannot be told.

    Args:
        book: The year's book.
        on: Today: what is due before it is overdue, what is dated after it has not happened.
        until: The last day of the month that is asked for.
        days_of: On which days a register tells of something done, by the words of 服务事项.
    """
    asked = Asked(book, on, until, _served(book) if on == book.as_of else Served(book, on))
    answers = [
        personal(duty, asked) for duty in book.duties if is_personal(duty, book) and has_cycle(duty)
    ]
    of_union = [
        of_the_union(duty, asked, days_of)
        for duty in book.duties
        if not is_personal(duty, book) and has_cycle(duty)
    ]
    found = chain(
        *(answer.due for answer in answers),
        *(find(asked) for find in EVENTS),
        *(answer.due for answer in of_union),
    )
    everything = [*answers, *of_union]
    return Care(
        tuple(sorted(_once(found), key=_place)),
        _unlike(one for answer in everything for one in answer.coverage),
        _greeted(one for answer in everything for one in answer.birthdays),
        tuple(duty for duty in book.duties if not has_cycle(duty)),
        tuple(_joined(everything)),
    )


@once_a_book
def _served(book: UnionBook) -> Served:
    """Return what was done up to the day of a book; several months are asked about."""
    return Served(book, book.as_of)


def _place(one: CareDue) -> tuple[int, dt.date]:
    """Put what is overdue first, then what is due first."""
    return _ORDER[one.state], one.due_on


def _once(found: Iterable[CareDue]) -> Iterator[CareDue]:
    """Yield what is due for a member once for each matter: by the first day, of what is due.

    Two events of one member are two visits.
    """
    kept: dict[tuple[object, ...], CareDue] = {}
    for number, one in enumerate(found):
        is_visit = one.state is CareState.TO_VISIT
        key: tuple[object, ...] = (number,)
        if one.member is not None and not is_visit:
            key = (id(one.member), one.matter)
        before = kept.get(key)
        if before is None or _place(one) < _place(before):
            kept[key] = one
    yield from kept.values()


def _unlike(found: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """Return how far each duty is; rows that ask the same of the same members stand once."""
    kept: dict[tuple[object, ...], Coverage] = {}
    for one in found:
        whole, missing = (tuple(map(id, members)) for members in (one.whole, one.missing))
        late = tuple((id(each.member), each.due_on) for each in one.overdue)
        kept.setdefault((one.matter, one.until, one.a_month, whole, missing, late), one)
    return tuple(kept.values())


def _greeted(found: Iterable[Greeted]) -> tuple[Greeted, ...]:
    """Return the birthdays, each member once."""
    kept: dict[int, Greeted] = {}
    for one in found:
        kept.setdefault(id(one.member), one)
    return tuple(kept.values())


def _joined(answers: Iterable[Answer]) -> Iterator[CareNote]:
    """Yield the notes; duties without a first day are told together."""
    notes = [note for answer in answers for note in answer.notes]
    without = [note.source for note in notes if note.text == NO_START]
    if without:
        rows = "、".join(str(source.row) for source in without)
        told = f"《{without[0].sheet}》第 {rows} 行{NO_START}：{NOT_YET}"
        yield CareNote(told, without[0])
    yield from (note for note in notes if note.text != NO_START)
