"""The bands below the items of a month sheet: what else is due, on few lines shared by all.

Every register gives a `Share` of lines. What is overdue goes first, then what is due in the month,
then the rest; what finds no room is counted on one line that says where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from unionxl.views.bands import Band, Span, spread
from unionxl.views.layout import Cell
from unionxl.views.month_widths import WHOLE, table_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionxl.views.bands import Line

MOST_LINES = 12
SPANS = (Span(1, 6), Span(7, 17), Span(18, 21))


class Turn(IntEnum):
    """When something is due, in the order in which the lines are given room."""

    OVERDUE = 0
    THIS_MONTH = 1
    LATER = 2


@dataclass(frozen=True, slots=True)
class BandLine:
    """One thing that is due: what, of whom or for whom, and how it stands.

    Nothing leads to its row: most of these sheets are out of sight, and a link costs a click two
    calls.
    """

    turn: Turn
    what: str
    whom: str
    state: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one register has to say under a title; `sheet` shows all of it."""

    title: str
    sheet: str
    lines: tuple[BandLine, ...]


def shared_bands(shares: Iterable[Share]) -> tuple[Band, ...]:
    """Lay out what is due, at most `MOST_LINES` lines of all shares together."""
    given = tuple(shares)
    kept, left = _with_room(given)
    bands = [(share.title, [_line(one) for one in lines]) for share, lines in kept]
    if left:
        sheets = "".join(dict.fromkeys(f"《{share.sheet}》" for share in left))
        told = spread((WHOLE,), (Cell(f"另有 {len(left)} 项，见{sheets}。", "not-available"),))
        bands[-1][1].append(told)
    return tuple(_band(title, lines) for title, lines in bands)


def _with_room(
    shares: Sequence[Share],
) -> tuple[list[tuple[Share, list[BandLine]]], list[Share]]:
    """Return the lines of each share that find room, and the share of each that does not."""
    listed = sorted(_numbered(shares), key=lambda one: (one[0].turn, one[1]))
    room = MOST_LINES if len(listed) <= MOST_LINES else MOST_LINES - 1
    kept = [
        (share, sorted((one for one, at in listed[:room] if at == number), key=_turn))
        for number, share in enumerate(shares)
    ]
    return [one for one in kept if one[1]], [shares[at] for _, at in listed[room:]]


def _numbered(shares: Sequence[Share]) -> Iterator[tuple[BandLine, int]]:
    for number, share in enumerate(shares):
        for line in share.lines:
            yield line, number


def _turn(line: BandLine) -> Turn:
    return line.turn


def _band(title: str, lines: Sequence[Line]) -> Band:
    """Lay out one band under its head."""
    heads = [spread((WHOLE,), (Cell(text, "section"),), 18) for text in (title, f"{title}（续）")]
    return Band(title, (heads[0], *lines), head=1, again=(heads[1],))


def _line(one: BandLine) -> Line:
    """Lay out one line."""
    cells = (
        Cell(one.what),
        Cell(one.whom or None),
        Cell(one.state, "body-center"),
    )
    return table_line(SPANS, cells)
