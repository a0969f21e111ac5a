"""A chart as a value: what it shows and says, never how it is drawn."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.views.wording import money_text, rate_value, share_text, short_money_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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

    `short_texts` are used where there is little room; `figures` are what the texts say, exactly,
    for the table of numbers; rates are shares of one.
    """

    head: str
    texts: tuple[str, ...]
    short_texts: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    is_rate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """One chart: the question in `name`, the answer in `title`.

    A strip has one pair of series for each row, done and open, over months as categories; its
    rows are named by `row_names`, its first columns say how many were done of how many. `marks`
    are words beside categories that need attention.
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
        rows = (f"{name} {told}" for index, name in enumerate(names) if (told := self._told(index)))
        return f"{self.name}（{self.unit}）：{self.title}。{'；'.join(rows)}。{self.source}"

    def _told(self, index: int) -> str:
        """Return the figures of one row, each with its head."""
        texts = ((column.head, column.texts[index]) for column in self.columns)
        return "、".join(f"{head} {text}" for head, text in texts if text)


def money_column(head: str, amounts: Iterable[Decimal | None], none: str = "") -> LabelColumn:
    """Return a column of amounts; `none` stands where there is none."""
    figures = tuple(amounts)
    return LabelColumn(
        head,
        tuple(none if amount is None else money_text(amount) for amount in figures),
        tuple(short_money_text(amount) for amount in figures),
        figures,
    )


def rate_column(head: str, rates: Iterable[Decimal | None]) -> LabelColumn:
    """Return a column of shares."""
    known = tuple(rates)
    texts = tuple(share_text(rate) for rate in known)
    return LabelColumn(head, texts, texts, tuple(rate_value(rate) for rate in known), is_rate=True)


def count_column(head: str, counts: Iterable[int]) -> LabelColumn:
    """Return a column of whole numbers."""
    figures = tuple(counts)
    texts = tuple(f"{count:,}" for count in figures)
    return LabelColumn(head, texts, texts, figures)


def counts_apart(head: str, counts: Sequence[int]) -> tuple[LabelColumn, ...]:
    """Return a column of counts where there is anything to count."""
    return (count_column(head, counts),) if any(counts) else ()
