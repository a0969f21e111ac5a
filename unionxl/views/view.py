"""A view: what makes one generated sheet, and the tables that it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.tables.model import Table
    from unionxl.views.layout import SheetSpec

STANDARDS, YEAR_FIGURES, RETENTION = "standards", "year figures", "retention"


@dataclass(frozen=True, slots=True)
class View:
    """One generated sheet.

    `id` names it for good, `title` is its tab. `build` takes the book and what `needs` names, in
    that order. `reads` are the tables that it shows, all where it is None; `if_there` those that
    it shows where the workbook has them. It can look at no others.
    """

    id: str
    title: str
    build: Callable[..., SheetSpec]
    reads: tuple[Table, ...] | None
    needs: tuple[str, ...] = ()
    if_there: tuple[Table, ...] = ()
