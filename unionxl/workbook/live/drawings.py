"""Pictures and charts on a generated sheet in a running Excel.

The old ones wait out of sight until the workbook is saved, so that they can be put back. What the
clerk moved or resized stays where it is, and a chart that she restyled stays as it is. Shapes
that are not ours are never touched.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import address
from unionxl.workbook.cells.charts import ChartCells
from unionxl.workbook.cells.shapes import LONGEST_TEXT, given_place, shape_name
from unionxl.workbook.live import native_drawings as drawings
from unionxl.workbook.live.protection import unprotect

if TYPE_CHECKING:
    import xlwings as xw

    from unionxl.views.layout import NativeChart, Picture, SheetSpec
    from unionxl.workbook.cells.shapes import GivenPlace

POINTS_A_CM = 72 / 2.54


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape lies: its cell, how far from the corner of it, how wide, in points."""

    row: int
    column: int
    right: float
    down: float
    width: float

    def is_moved(self, given: GivenPlace) -> bool:
        """Tell whether this is another place than the name of the shape says."""
        return given.is_moved(
            cell=address(self.row, self.column),
            off_cm=max(self.right, self.down) / POINTS_A_CM,
            width_cm=self.width / POINTS_A_CM,
        )


@dataclass(frozen=True, slots=True)
class _OldShape:
    """A picture or chart of ours from the last time; `place` is set where the clerk chose it."""

    shape: drawings.ComObject
    name: str
    given: str
    place: Place | None
    cells: tuple[str, ...]


class ShapeBoard:
    """The pictures and charts of one sheet that is made again, or is new."""

    def __init__(self, sheet: xw.Sheet) -> None:
        self._sheet = sheet
        self._old = [
            _OldShape(shape, shape.Name, given.name, _moved(shape, given), _cells_of(shape))
            for shape in drawings.shapes_of(sheet)
            if (given := given_place(shape.Name))
        ]
        self._hidden: list[_OldShape] = []
        self._new: list[drawings.ComObject] = []

    def put_up(self, spec: SheetSpec, sheet_name: str) -> None:
        """Put up what a sheet should show, at the sizes that its cells have now."""
        kept: dict[str, _OldShape] = {}
        for chart in spec.charts:
            series = ChartCells(chart, spec, sheet_name).series()
            kept |= {old.given: old for old in self._old if _is_same(old, chart, series)}
        for number, old in enumerate(self._old):
            if old.given not in kept:
                self._hidden.append(old)
                drawings.put_away(old.shape, f"unionxl {number}")
        for picture in spec.pictures:
            self._add_picture(picture)
        for chart in spec.charts:
            if chart.name in kept:
                shape = kept[chart.name].shape
                drawings.set_box(shape, self._box(chart))
                drawings.name_shape(shape, shape_name(chart), chart.alt_text[:LONGEST_TEXT])
            else:
                series = ChartCells(chart, spec, sheet_name).series()
                drawn = drawings.add_chart(self._sheet, chart, self._box(chart), series)
                self._pin(drawn, chart)

    def put_back(self) -> None:
        """Take the new ones down and show the old ones again."""
        if self._new or self._hidden:
            unprotect(self._sheet)
        while self._new:
            drawings.delete_shape(self._new[-1])
            self._new.pop()
        for old in self._hidden:
            drawings.show_again(old.shape, old.name)
        self._hidden.clear()

    def drop_old(self) -> None:
        """Delete the old ones for good."""
        while self._hidden:
            drawings.delete_shape(self._hidden[-1].shape)
            self._hidden.pop()

    def _add_picture(self, picture: Picture) -> None:
        """Add one picture; Excel reads it from a file."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "picture.png"
            file.write_bytes(picture.content)
            shape = drawings.add_picture(self._sheet, file, self._box(picture))
        self._pin(shape, picture)

    def _pin(self, shape: drawings.ComObject, item: Picture | NativeChart) -> None:
        """Name a new shape, so that it is known as ours."""
        self._new.append(shape)
        drawings.name_shape(shape, shape_name(item), item.alt_text[:LONGEST_TEXT])

    def _box(self, item: Picture | NativeChart) -> drawings.Box:
        """Return left, top, width and height of a shape; its height follows its width."""
        chosen = (old.place for old in self._old if old.given == item.name and old.place)
        given = Place(item.row, item.column, 0, 0, item.width_cm * POINTS_A_CM)
        place = next(chosen, given)
        corner = self._sheet.range((place.row, place.column))
        height = place.width * item.height_cm / item.width_cm
        return corner.left + place.right, corner.top + place.down, place.width, height


def _moved(shape: drawings.ComObject, given: GivenPlace) -> Place | None:
    """Return where the clerk put a shape, None where it lies as it was made."""
    corner = drawings.corner_of(shape)
    left, top, width, _ = drawings.box_of(shape)
    place = Place(corner.Row, corner.Column, left - corner.Left, top - corner.Top, width)
    return place if place.is_moved(given) else None


def _cells_of(shape: drawings.ComObject) -> tuple[str, ...]:
    """Return the formulas of a chart's series; a picture has none."""
    return tuple(_plain(formula) for formula in drawings.series_of(shape))


def _is_same(old: _OldShape, chart: NativeChart, series: tuple[str, ...]) -> bool:
    """Tell whether an old chart shows just these cells."""
    return old.given == chart.name and old.cells == tuple(_plain(formula) for formula in series)


def _plain(formula: str) -> str:
    """Return a formula without the quotation marks that Excel may leave out."""
    return formula.replace("'", "")
