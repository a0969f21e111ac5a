"""A view: what makes one generated sheet, and the tables that it reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.views.layout import SheetSpec

STANDARDS, YEAR_FIGURES = "standards", "year figures"


@dataclass(frozen=True, slots=True)
class View:
    """One generated sheet.

    `id` names it for good, `title` is its tab. `build` takes the book and what `needs` names, in
    that order. `reads` are the tables that it shows, all where it is None.
    """

    id: str
    title: str
    build: Callable[..., SheetSpec]
    reads: frozenset[str] | None
    needs: tuple[str, ...] = field(default=())
