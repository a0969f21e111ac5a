"""Tables of a cell a column, as high as their texts need."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from unionxl.views.bands import Band, Span, spread
from unionxl.views.layout import Cell
from unionxl.views.text import line_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.views.bands import Line

LINE_HEIGHT = 13.5
SMALLEST_HEIGHT = 18.0
NUMBERS = frozenset(
    {"money", "money-over", "total-money", "rate", "total-rate", "count", "date", "code"}
)


@dataclass(frozen=True, slots=True)
class Page:
    """The columns of a sheet, and lines over them."""

    widths: tuple[float, ...]

    @property
    def whole(self) -> Span:
        """All columns."""
        return Span(1, len(self.widths))

    def title(self, text: str) -> Line:
        """Lay out the title of the sheet."""
        return spread((self.whole,), (Cell(text, "title"),), 34)

    def subtitle(self, text: str) -> Line:
        """Lay out what stands under the title."""
        return spread((self.whole,), (Cell(text, "subtitle"),), 20)

    def section(self, text: str) -> Line:
        """Lay out the head of a block."""
        return spread((self.whole,), (Cell(text, "section"),), 21)

    def nothing(self, text: str) -> Line:
        """Say that a block has nothing to show."""
        return spread((self.whole,), (Cell(text, "not-available"),), SMALLEST_HEIGHT)

    def remark(self, text: str, style: str = "note") -> Line:
        """Lay out a sentence over the whole width."""
        lines = line_count(text, self.whole.width(self.widths), size=9)
        return spread((self.whole,), (Cell(text, style),), 3 + LINE_HEIGHT * lines)

    def header(self, texts: Sequence[str]) -> Line:
        """Lay out the heads of the columns."""
        return self.row([Cell(text, "header") for text in texts])

    def table(self, name: str, title: str, header: Line, rows: Iterable[Line]) -> Band:
        """Lay out a block of rows under its head, which is written again on every page."""
        again = (self.section(f"{title}（续）"), header)
        return Band(name, (self.section(title), header, *rows), head=2, again=again)

    def row(self, cells: Sequence[Cell], spans: Sequence[Span] | None = None) -> Line:
        """Lay out one row, a cell a column or over the spans, as high as its longest text."""
        if spans is None:
            spans = [Span(column, column) for column in range(1, len(self.widths) + 1)]
        lines = max(
            1
            if cell.style in NUMBERS or cell.value is None
            else line_count(str(cell.value), span.width(self.widths), size=10)
            for span, cell in zip(spans, cells, strict=True)
        )
        return spread(spans, cells, max(SMALLEST_HEIGHT, 5 + LINE_HEIGHT * lines))

    def signatures(self, names: Sequence[str]) -> Line:
        """Lay out places to sign, each at the column nearest to its share of the width."""
        ends = list(accumulate(self.widths))
        shares = [ends[-1] * number / len(names) for number in range(1, len(names))]
        inner = [
            1 + min(range(len(ends)), key=lambda at: abs(ends[at] - share)) for share in shares
        ]
        spans = [Span(left + 1, right) for left, right in pairwise((0, *inner, len(self.widths)))]
        cells = [Cell(f"{name}：__________", "signature") for name in names]
        return spread(spans, cells, 34)
