"""A chart as a value: what it shows and says, never how it is drawn."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

NO_DATA = "暂无数据"
Figure = Decimal | int | None


class ChartKind(enum.Enum):
    """How figures are set against each other."""

    RANKING = "ranking"  # a bar for each category
    BULLET = "bullet"  # a bar for each category against a limit
    PAIRS = "pairs"  # two bars for each category
    COLUMNS = "columns"  # upright bars for each month, and a line below them
    STRIP = "strip"  # a field for each category and month


@dataclass(frozen=True, slots=True)
class Series:
    """One figure for each category; None where there is none."""

    name: str
    values: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """What is written beside or below each category, under its own head.

    `short_texts` are used where there is little room.
    """

    head: str
    texts: tuple[str, ...]
    short_texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """One chart: the question in `name`, the answer in `title`.

    A strip has one pair of series for each row, done and open, over months as categories; its
    rows are named by `row_names`. `marks` are words beside categories that need attention.
    """

    chart_id: str
    name: str
    kind: ChartKind
    title: str
    unit: str
    source: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    columns: tuple[LabelColumn, ...] = ()
    row_names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    line: Series | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure to show."""
        return not any(value for series in self.series for value in series.values)

    @property
    def alt_text(self) -> str:
        """What the chart shows, for who cannot see it."""
        if self.is_empty:
            return f"{self.name}：{self.title}"
        names = self.row_names or self.categories
        texts = [column.texts for column in self.columns]
        rows = (
            f"{name} {' '.join(filter(None, row))}".strip()
            for name, row in zip(names, zip(*texts, strict=True), strict=True)
        )
        return f"{self.name}（{self.unit}）：{self.title}。{'；'.join(rows)}。{self.source}"
