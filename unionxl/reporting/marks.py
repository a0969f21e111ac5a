"""A drawing as a list of marks in points, before any of them is painted.

The origin is the upper left corner. Every text knows the room it takes, so that a test can see
whether anything overlaps or is cut off.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.reporting.fonts import ChartFont

POINTS_A_CM = 72 / 2.54
# Height of a line of Chinese text and the part of it above the baseline, as shares of its size.
LINE_HEIGHT = 1.32
ASCENT = 0.88
ELLIPSIS = "…"

INK = "#1f2937"
MUTED = "#5b6472"
FAINT = "#d5d9e0"
WHITE = "#ffffff"
# Okabe-Ito without yellow; the dark and the light one stay apart in grey, and hatching helps.
DARK = "#0072b2"
LIGHT = "#e69f00"
OVER = "#d55e00"
PALE = "#eef1f5"


class Align(enum.Enum):
    """On which side of its place a text stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def overlaps(self, other: Rect) -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text in the room that it takes."""

    content: str
    size: float
    color: str
    room: Rect

    @property
    def baseline(self) -> float:
        """Where the characters stand."""
        return self.room.y + self.size * ASCENT + self.size * (LINE_HEIGHT - 1.16) / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `hatch` are strokes over the fill, as matplotlib names them."""

    area: Rect
    fill: str
    edge: str
    hatch: str
    edge_width: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    has_dots: bool = False


@dataclass
class Drawing:
    """Marks of one picture, painted in their order."""

    font: ChartFont
    width: float
    height: float = 0
    marks: list[Text | Box | Stroke] = field(default_factory=list)
    missing: str = ""

    def box(
        self,
        area: Rect,
        fill: str,
        *,
        edge: str = "",
        hatch: str = "",
        edge_width: float = 0.6,
    ) -> None:
        """Add a filled rectangle; one without extent is left out."""
        if area.width > 0 and area.height > 0:
            self.marks.append(Box(area, fill, edge, hatch, edge_width))

    def stroke(
        self, *points: tuple[float, float], color: str = INK, width: float = 0.8, dots: bool = False
    ) -> None:
        """Add a line."""
        self.marks.append(Stroke(points, color, width, dots))

    def text(
        self,
        content: str,
        at: tuple[float, float],
        size: float,
        *,
        align: Align = Align.LEFT,
        color: str = INK,
    ) -> float:
        """Add one line whose upper edge is at the place; return its lower edge."""
        if not content:
            return at[1]
        self.missing += self.font.missing(content)
        content = self.font.drawable(content)
        width = self.font.width(content, size)
        x = at[0] - {Align.LEFT: 0, Align.CENTER: width / 2, Align.RIGHT: width}[align]
        room = Rect(x, at[1], width, size * LINE_HEIGHT)
        self.marks.append(Text(content, size, color, room))
        return room.bottom

    def lines(
        self, content: str, at: tuple[float, float], size: float, room: float, *, color: str = INK
    ) -> float:
        """Add a text over as many lines as it needs; return the lower edge."""
        y = at[1]
        for line in wrap(self.font, content, size, room):
            y = self.text(line, (at[0], y), size, color=color)
        return y


def wrap(
    font: ChartFont, content: str, size: float, room: float, *, most: int = 99
) -> tuple[str, ...]:
    """Break a text into lines of a width, with … where it does not fit into the most allowed.

    Chinese may be broken anywhere; a number or a mark that closes is kept with what precedes it.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(content.split())):
        if line and font.width(line + piece.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        for character in piece:  # a piece may itself be wider than the room
            if line and font.width(line + character, size) > room:
                lines.append(line.rstrip())
                line = ""
            line += character
    lines = [*lines, line.rstrip()] if line.strip() else lines
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], shorten("".join(lines[most - 1 :]), font, size, room))


def wrap_clauses(font: ChartFont, content: str, size: float, room: float) -> tuple[str, ...]:
    """Break a sentence after its commas where that is enough, so that no line holds a rest."""
    lines: list[str] = []
    for clause in re.findall("[^，]+，?", content):
        if lines and font.width(lines[-1] + clause, size) <= room:
            lines[-1] += clause
        else:
            lines.append(clause)
    return tuple(part for line in lines for part in wrap(font, line, size, room))


def shorten(content: str, font: ChartFont, size: float, room: float) -> str:
    """Cut a text to a width, with … where something is missing."""
    if font.width(content, size) <= room:
        return content
    while content and font.width(content + ELLIPSIS, size) > room:
        content = content[:-1]
    return content + ELLIPSIS


_CLOSING = "，。；：、！？）》」”％%…"


def _pieces(content: str) -> list[str]:
    """Cut a text where a line may end."""
    pieces: list[str] = []
    for character in content:
        sticks = pieces and (
            character in _CLOSING
            or (_is_word(character) and _is_word(pieces[-1][-1]))
            or pieces[-1][-1] in "（《「“"
        )
        if sticks:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _is_word(character: str) -> bool:
    """Tell whether a character belongs to a number or a Latin word."""
    return character.isascii() and not character.isspace()
