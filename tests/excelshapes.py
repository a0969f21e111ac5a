"""What the stand-in for Excel lacks of shapes: places, alt texts, filters, page breaks, charts.

Charts are only remembered, and never reach a file: nothing about them is proven by it.
"""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import Any

_POINTS = 72 / 2540  # of a hundredth of a millimetre
_LITTLE = 10
_USUAL = ("DrawingObjects", "Contents", "Scenarios")
_SWITCHES = (
    *_USUAL,
    "UserInterfaceOnly",
    *(f"AllowFormatting{part}" for part in ("Cells", "Columns", "Rows")),
    *(f"AllowInserting{part}" for part in ("Columns", "Rows", "Hyperlinks")),
    *(f"AllowDeleting{part}" for part in ("Columns", "Rows")),
    *("AllowSorting", "AllowFiltering", "AllowUsingPivotTables"),
)
_MODES = {
    "ProtectDrawingObjects": "DrawingObjects",
    "ProtectScenarios": "Scenarios",
    "ProtectionMode": "UserInterfaceOnly",
}


def complete_shapes(com: Any, excel: Any) -> None:
    """Give shapes and sheets what Excel's have; the classes register themselves by their names."""
    chart = _chart_class(com)

    def corner(shape: Any) -> Any:
        sheet, place = shape._parent, shape._s.Position
        columns, rows = sheet._ns.Columns, sheet._ns.Rows
        column = _at(place.X, (columns.getByIndex(index).Width for index in count()))
        row = _at(place.Y, (rows.getByIndex(index).Height for index in count()))
        return excel.Range(sheet, [(column, row) * 2])

    _add(
        com, excel.Application, "CopyObjectsWithCells", lambda _app: True, lambda _app, _value: None
    )
    _add(com, excel.Shape, "TopLeftCell", corner, None)
    _add(com, excel.Shape, "AlternativeText", _alt_text, _set_alt_text)
    _add(com, excel.Shape, "Visible", lambda shape: shape._s.Visible, _set_visible)
    _add(com, excel.Shape, "Placement", None, lambda shape, _: _settle(shape))

    def listed(shapes: Any, original: Any = excel.Shapes._list) -> list[Any]:
        return [*original(shapes), *_charts_of(shapes._parent)]

    def add_chart(shapes: Any, kind: int, *box: float) -> Any:
        made = chart(shapes._app, None, shapes._parent)
        made._make(kind, box, corner)
        _charts_of(shapes._parent).append(made)
        return made

    excel.Shapes._list = listed
    excel.Shapes.AddChart = com.guard(add_chart)
    excel.Shapes._ci["addchart"] = "AddChart"


def complete_pages_and_filters(com: Any, excel: Any) -> None:
    """Give sheets page breaks that can be looked at and taken away, and their filter."""

    class Held(com.Obj):  # type: ignore[misc]
        """Something that holds a range."""

        _type = "holder of a range"

        def _hold(self, name: str, cells: Any) -> Any:
            self.__dict__[name] = cells
            return self

    class PageBreaks(com.Obj):  # type: ignore[misc]
        """The page breaks between rows."""

        _type = "HPageBreaks of a sheet"

        def _list(self) -> list[Any]:
            sheet = self._parent
            return [
                Held(self._app, parent=sheet)._hold(
                    "Location", excel.Range(sheet, [(0, found.Position) * 2])
                )
                for found in sheet._ns.getRowPageBreaks()
                if found.ManualBreak
            ]

        @property
        def Count(self) -> int:  # noqa: N802 - Excel's word
            return len(self._list())

        def Add(self, before: Any) -> None:  # noqa: N802 - Excel's word
            row = com.plain(before)._areas[0][1]
            self._parent._ns.Rows.getByIndex(row).IsStartOfNewPage = True

        def __iter__(self) -> Any:
            return iter(self._list())

    def breaks(sheet: Any) -> Any:
        return PageBreaks(sheet._app, parent=sheet)

    def filtered(sheet: Any) -> Any:
        ranges = sheet._book._doc.getPropertyValue("UnnamedDatabaseRanges")
        index = sheet._ns.RangeAddress.Sheet
        area = ranges.getByTable(index).DataArea
        cells = (area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
        return Held(sheet._app, parent=sheet)._hold("Range", excel.Range(sheet, [cells]))

    def offer_filter(cells: Any) -> None:
        """Filter exactly this range; LibreOffice's own method takes its neighbours as well."""
        sheet, area = cells._sheet, cells._n().RangeAddress
        ranges = sheet._book._doc.getPropertyValue("UnnamedDatabaseRanges")
        ranges.setByTable(area)
        ranges.getByTable(area.Sheet).AutoFilter = True

    excel.Range.AutoFilter = com.guard(offer_filter)
    excel.Range._ci["autofilter"] = "AutoFilter"

    _add(com, excel.Worksheet, "HPageBreaks", breaks, None)
    _add(com, excel.Worksheet, "AutoFilter", filtered, None)
    excel.Worksheet.ResetAllPageBreaks = com.guard(
        lambda sheet: sheet._ns.removeAllManualPageBreaks()
    )
    excel.Worksheet._ci["resetallpagebreaks"] = "ResetAllPageBreaks"


def complete_protection(com: Any, excel: Any) -> None:
    """Give sheets what they allow while they are protected: what they were protected with.

    Of a sheet that came protected out of a file it is not known, and it allows nothing.
    """

    class Allowed(com.Obj):  # type: ignore[misc]
        """What a protected sheet allows."""

        _type = "what a sheet allows"

        def __getattr__(self, name: str) -> Any:
            if not name.startswith("Allow"):
                raise AttributeError(name)
            return name in _protected_with(self._parent)

    def protect(sheet: Any, *switches: Any, original: Any = excel.Worksheet.Protect) -> None:
        original(sheet, switches[0])
        named = zip(_SWITCHES, switches[1:], strict=False)
        sheet.__dict__["_protected_with"] = {name for name, is_on in named if is_on}

    excel.Worksheet.Protect = com.guard(protect)
    _add(
        com,
        excel.Worksheet,
        "Protection",
        lambda sheet: Allowed(sheet._app, parent=sheet),
        None,
    )
    for name, switch in _MODES.items():
        _add(com, excel.Worksheet, name, partial(_is_on, switch), None)


def _protected_with(sheet: Any) -> set[str]:
    """Return the switches that a sheet was protected with."""
    known: set[str] = sheet.__dict__.get("_protected_with", set(_USUAL))
    return known


def _is_on(switch: str, sheet: Any) -> bool:
    return switch in _protected_with(sheet)


def _chart_class(com: Any) -> Any:
    """Return the class of charts that are only remembered."""
    chart = _chart_parts(com)

    class ChartShape(com.Obj):  # type: ignore[misc]
        """The frame of a chart."""

        _type = "frame of a chart"

        def _make(self, kind: int, box: tuple[float, ...], corner: Any) -> None:
            self.__dict__.update(Name="Chart 1", Type=3, Visible=True, _corner=corner)
            self.__dict__.update(zip(("Left", "Top", "Width", "Height"), box, strict=True))
            self.__dict__["Chart"] = chart(self._app, None, self)
            self.__dict__["Chart"].ChartType = kind

        def __setattr__(self, name: str, value: object) -> None:
            self.__dict__[name] = value

        @property
        def _s(self) -> Any:
            return _Position(self.Left / _POINTS, self.Top / _POINTS)

        @property
        def TopLeftCell(self) -> Any:  # noqa: N802 - Excel's word
            return self._corner(self)

        def Delete(self) -> None:  # noqa: N802 - Excel's word
            _charts_of(self._parent).remove(self)

    return ChartShape


def _chart_parts(com: Any) -> Any:
    """Return the class of what stands in a frame: it takes every property, and has every part."""

    class Remembered(com.Obj):  # type: ignore[misc]
        """A part of a chart."""

        _type = "part of a chart"

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            return self.__dict__.setdefault(name, Remembered(self._app, None, self))

        def __setattr__(self, name: str, value: object) -> None:
            self.__dict__[name] = value

        def __call__(self, *_arguments: object) -> Any:
            return self

    series = _series_class(com, Remembered)

    class Chart(Remembered):
        """A chart."""

        _type = "chart of a sheet"

        def SeriesCollection(self, index: int | None = None) -> Any:  # noqa: N802 - Excel's word
            found = self.__dict__.setdefault("_series", series(self._app, None, self))
            return found if index is None else found._list()[index - 1]

    return Chart


def _series_class(com: Any, part: Any) -> Any:
    """Return the class of a chart's list of series."""

    class SeriesList(com.Obj):  # type: ignore[misc]
        """The series of a chart."""

        _type = "series of a chart"

        def _list(self) -> list[Any]:
            return self.__dict__.setdefault("_made", [])  # type: ignore[no-any-return]

        @property
        def Count(self) -> int:  # noqa: N802 - Excel's word
            return len(self._list())

        def NewSeries(self) -> Any:  # noqa: N802 - Excel's word
            self._list().append(part(self._app, None, self))
            return self._list()[-1]

        def __iter__(self) -> Any:
            return iter(self._list())

    return SeriesList


class _Position:
    """Where a remembered chart lies, as a shape of LibreOffice says it."""

    def __init__(self, x: float, y: float) -> None:
        self.X, self.Y = x, y

    @property
    def Position(self) -> _Position:  # noqa: N802 - LibreOffice's word
        return self


def _charts_of(sheet: Any) -> list[Any]:
    """Return the remembered charts of a sheet."""
    known = sheet._book.__dict__.setdefault("_remembered_charts", {})
    return known.setdefault(sheet.Name, [])  # type: ignore[no-any-return]


def _at(place: float, sizes: Any) -> int:
    """Return in which column or row a place lies, from 0."""
    edge = 0
    for index, size in enumerate(sizes):
        edge += size
        if place < edge - 5:  # places are rounded
            return index
    raise AssertionError(place)


def _alt_text(shape: Any) -> str:
    return str(shape._s.Description)


def _set_alt_text(shape: Any, text: str) -> None:
    shape._s.Description = text


def _settle(shape: Any) -> None:
    """Lay a shape a little into its cell: a place that is rounded up belongs to the one before."""
    place = shape._s.Position
    place.X, place.Y = place.X + _LITTLE, place.Y + _LITTLE
    shape._s.setPosition(place)


def _set_visible(shape: Any, value: object) -> None:
    shape._s.Visible = bool(value)


def _add(com: Any, kind: Any, name: str, read: Any, write: Any) -> None:
    """Add a property to a class of the host, which finds its members by their names."""
    setattr(kind, name, property(read and com.guard(read), write and com.guard(write)))
    kind._ci[name.lower()] = name
