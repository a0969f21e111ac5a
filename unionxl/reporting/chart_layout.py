"""What all charts share: sizes, scales and the key to their colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.reporting.marks import INK, POINTS_A_CM, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.reporting.marks import Drawing
    from unionxl.views.chart import Figure

SWATCH = 7.0
GAP = 8.0


@dataclass(frozen=True, slots=True)
class ChartSize:
    """The width of a picture and the sizes of its texts in points."""

    width_cm: float
    title: float
    text: float
    small: float
    is_half: bool
    margin: float = 5.0

    @property
    def width(self) -> float:
        """The width in points."""
        return self.width_cm * POINTS_A_CM

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def right(self) -> float:
        """Where the right margin begins."""
        return self.width - self.margin


FULL = ChartSize(15.6, title=11.5, text=8.5, small=7.5, is_half=False)
HALF = ChartSize(7.6, title=9, text=7.2, small=6.6, is_half=True)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a series is told apart: a fill, and strokes that stay visible in black and white."""

    fill: str
    edge: str = ""
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Places on a line for values, zero always among them."""

    start: float
    length: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[Figure], start: float, length: float) -> Scale:
        """Return a scale that holds zero and every value."""
        known = [float(value) for value in values if value is not None]
        low, high = min([0.0, *known]), max([0.0, *known])
        return cls(start, length, low, high if high > low else low + 1)

    def at(self, value: Figure) -> float:
        """Return the place of a value; nothing stands at zero."""
        share = (float(value or 0) - self.low) / (self.high - self.low)
        return self.start + share * self.length

    def span(self, value: Figure) -> tuple[float, float]:
        """Return where the bar of a value begins and how long it is."""
        zero, end = self.at(0), self.at(value)
        return min(zero, end), abs(end - zero)


def draw_key(
    drawing: Drawing, entries: Iterable[tuple[str, Ink]], size: ChartSize, top: float
) -> float:
    """Draw what each fill stands for, side by side; return the lower edge."""
    x, y = size.margin, top
    for name, ink in entries:
        width = SWATCH + 3 + drawing.font.width(name, size.small)
        if x > size.margin and x + width > size.right:
            x, y = size.margin, y + size.small * 1.5
        draw_swatch(drawing, ink, x, y, size)
        drawing.text(name, (x + SWATCH + 3, y), size.small, color=INK)
        x += width + GAP + 2
    return y + size.small * 1.5


def draw_swatch(drawing: Drawing, ink: Ink, x: float, y: float, size: ChartSize) -> None:
    """Draw one small field of a fill beside a small text at this height."""
    area = Rect(x, y + (size.small * 1.32 - SWATCH) / 2, SWATCH, SWATCH)
    drawing.box(area, ink.fill, edge=ink.edge, hatch=ink.hatch)
