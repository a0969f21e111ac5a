"""A generated sheet as a worksheet part."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.views.layout import Orientation
from unionxl.workbook.cells import limits
from unionxl.workbook.cells.addresses import (
    MAX_COLUMN,
    address,
    area_text,
    column_letters,
    quoted_sheet,
)
from unionxl.workbook.cells.placing import (
    column_runs,
    extent,
    joined_choices,
    link_location,
    placed_cells,
)
from unionxl.workbook.cells.theme import LOOKS
from unionxl.workbook.package import markup
from unionxl.workbook.package.cells import CellWriter
from unionxl.workbook.package.sheets import FILTER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionxl.views.layout import Area, Cell, PrintSetup, SheetSpec
    from unionxl.workbook.package.styles import StyleSheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_A4 = 9
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6, "header": 0.3, "footer": 0.3}
_DEFAULT_HEIGHT = 15
# Widths are kept in sevenths of a character, with five pixels of margin (default font, 96 dpi).
_PIXELS_A_CHARACTER = 7
_MARGIN_PIXELS = 5


@dataclass(frozen=True, slots=True)
class KeptView:
    """What stays of a sheet that is made again: not its contents, but how the clerk has set it.

    `code_name` ties the sheet to its module in the VBA project. `margins` are in inches, by the
    names of the format.
    """

    code_name: str = ""
    tab_color: str = ""
    is_selected: bool = False
    zoom: str = ""
    has_grid_lines: bool = False
    is_centred: bool = True
    margins: Mapping[str, float] = field(default_factory=lambda: MARGINS)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A rendered sheet: its XML and the defined names that belong to it."""

    content: bytes
    names: dict[str, str]


class SheetRenderer:
    """Turns one sheet specification into a worksheet part."""

    def __init__(self, spec: SheetSpec, name: str, styles: StyleSheet, *, uses_1904: bool) -> None:
        self._spec = spec
        self._name = name
        self._styles = styles
        self._writer = CellWriter(name, uses_1904)
        self._cells = placed_cells(spec, name)
        self._formats: dict[tuple[str, bool, bool], int] = {}

    def render(self, kept: KeptView, drawing_id: str = "") -> SheetPart:
        """Return the part, its elements in the order of the schema.

        `drawing_id` is the relationship of the part with the pictures, empty when there is none.
        """
        content = "".join(
            (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
                f'<worksheet xmlns="{markup.MAIN}">',
                _properties(self._spec.print_setup, kept),
                f'<dimension ref="{area_text(extent(self._cells))}"/>',
                _views(self._spec, kept),
                f'<sheetFormatPr defaultRowHeight="{_DEFAULT_HEIGHT}"/>',
                _columns(self._spec),
                self._sheet_data(),
                _protection(self._spec),
                _filter(self._spec.filter_area),
                _merges(self._spec.merges),
                self._validations(),
                self._links(),
                _page(self._spec.print_setup, kept),
                _page_breaks(self._spec.print_setup.page_breaks),
                _drawing(drawing_id),
                "</worksheet>",
            )
        )
        return SheetPart(content.encode(), self._own_names())

    def _sheet_data(self) -> str:
        """Return all rows."""
        by_row: defaultdict[int, list[int]] = defaultdict(list)
        for row, column in sorted(self._cells):
            by_row[row].append(column)
        heights = dict(self._spec.row_heights)
        rows = []
        for row in sorted(by_row.keys() | heights.keys()):
            height = f' ht="{heights[row]:g}" customHeight="1"' if row in heights else ""
            cells = "".join(self._cell(row, column) for column in by_row[row])
            rows.append(f'<row r="{row}"{height}>{cells}</row>')
        return f"<sheetData>{''.join(rows)}</sheetData>"

    def _cell(self, row: int, column: int) -> str:
        """Return one cell."""
        cell = self._cells[row, column]
        return self._writer.cell(row, column, cell.value, self._format(cell))

    def _format(self, cell: Cell) -> int:
        """Return the format of a cell."""
        key = (cell.style, cell.input_for is not None, isinstance(cell.value, dt.date))
        if key not in self._formats:
            look = LOOKS[cell.style]
            self._formats[key] = self._styles.format_of(look, is_unlocked=key[1], is_dated=key[2])
        return self._formats[key]

    def _validations(self) -> str:
        """Return the lists that are offered in cells."""
        offered: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for place, cell in sorted(self._cells.items()):
            if cell.choices:
                offered[cell.choices].append(place)
        rules = "".join(
            f'<dataValidation type="list" allowBlank="1" showInputMessage="1" '
            f'showErrorMessage="1" errorTitle="请从列表中选择" '
            f'error="请从下拉列表中选择一项。" sqref="{_areas(places)}">'
            f"<formula1>{self._list_formula(choices, places[0])}</formula1>"
            "</dataValidation>"
            for choices, places in offered.items()
        )
        count = len(offered)
        return f'<dataValidations count="{count}">{rules}</dataValidations>' if count else ""

    def _list_formula(self, choices: tuple[str, ...], place: tuple[int, int]) -> str:
        """Return choices as the constant of a list."""
        joined = joined_choices(choices, self._name, place)
        return markup.text('"' + joined.replace('"', '""') + '"')

    def _links(self) -> str:
        """Return the links to cells of input tables, as many as a sheet can hold."""
        links = [
            f'<hyperlink ref="{address(*place)}" '
            f'location="{markup.attribute(link_location(link))}" '
            f'display="{markup.attribute(str(link))}"/>'
            for place, link in sorted(
                (place, cell.link) for place, cell in self._cells.items() if cell.link
            )
        ]
        if not links:
            return ""
        return f"<hyperlinks>{''.join(links[: limits.MAX_LINKS])}</hyperlinks>"

    def _own_names(self) -> dict[str, str]:
        """Return the defined names of the sheet: what is printed and what is filtered."""
        sheet = quoted_sheet(self._name)
        names = {"_xlnm.Print_Area": f"{sheet}!{_fixed(extent(self._cells))}"}
        if self._spec.filter_area:
            names[FILTER_NAME] = f"{sheet}!{_fixed(self._spec.filter_area)}"
        title_rows = self._spec.print_setup.title_rows
        if title_rows:
            names["_xlnm.Print_Titles"] = f"{sheet}!${title_rows[0]}:${title_rows[1]}"
        return names


def _properties(setup: PrintSetup, kept: KeptView) -> str:
    """Return the properties of the sheet."""
    code_name = f' codeName="{markup.attribute(kept.code_name)}"' if kept.code_name else ""
    fit = "" if setup.scale else '<pageSetUpPr fitToPage="1"/>'
    return f"<sheetPr{code_name}>{kept.tab_color}{fit}</sheetPr>"


def _views(spec: SheetSpec, kept: KeptView) -> str:
    """Return how the sheet is shown: without grid lines unless she wants them, its head frozen."""
    selected = ' tabSelected="1"' if kept.is_selected else ""
    zoom = f' zoomScale="{kept.zoom}" zoomScaleNormal="{kept.zoom}"' if kept.zoom else ""
    lines = "" if kept.has_grid_lines else ' showGridLines="0"'
    head = f'<sheetViews><sheetView{lines}{selected}{zoom} workbookViewId="0">'
    rows, columns = spec.freeze or (0, 0)
    pane = ""
    if rows or columns:
        split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
        active = ("bottom" if rows else "top") + ("Right" if columns else "Left")
        pane = (
            f'<pane{split} topLeftCell="{address(rows + 1, columns + 1)}" '
            f'activePane="{active}" state="frozen"/><selection pane="{active}"/>'
        )
    return f"{head}{pane}</sheetView></sheetViews>"


def _columns(spec: SheetSpec) -> str:
    """Return the widths of columns and which are hidden."""
    widths = dict(enumerate(spec.column_widths, 1))
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{_stored_width(widths.get(number, 9)):g}"'
        f"{' hidden=' + chr(34) + '1' + chr(34) if number in spec.hidden_columns else ''}"
        ' customWidth="1"/>'
        for number in sorted(widths.keys() | set(spec.hidden_columns))
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _stored_width(characters: float) -> float:
    """Return a width in characters as it is kept in the file."""
    pixels = int(characters * _PIXELS_A_CHARACTER + 0.5) + _MARGIN_PIXELS
    return int(pixels / _PIXELS_A_CHARACTER * 256) / 256


def _protection(spec: SheetSpec) -> str:
    """Return what the clerk may do on a protected sheet; 0 stands for what is allowed."""
    if not spec.is_protected:
        return ""
    allowed: tuple[str, ...] = ("formatCells", "formatColumns", "formatRows")
    allowed += ("autoFilter",) if spec.filter_area else ()
    switches = "".join(f' {name}="0"' for name in allowed)
    return f'<sheetProtection sheet="1" objects="1" scenarios="1"{switches}/>'


def _filter(area: Area | None) -> str:
    """Return the filter buttons; the programs also want a hidden name for what they filter."""
    return f'<autoFilter ref="{area_text(area)}"/>' if area else ""


def _fixed(area: Area) -> str:
    """Return an area with fixed rows and columns."""
    first = f"${column_letters(area.left)}${area.top}"
    return f"{first}:${column_letters(area.right)}${area.bottom}"


def _merges(merges: tuple[Area, ...]) -> str:
    """Return the merged areas; an area of one cell is none."""
    areas = [area for area in merges if (area.top, area.left) != (area.bottom, area.right)]
    if not areas:
        return ""
    listing = "".join(f'<mergeCell ref="{area_text(area)}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{listing}</mergeCells>'


def _page(setup: PrintSetup, kept: KeptView) -> str:
    """Return how the sheet is printed: A4, centred, page numbers at the foot."""
    paper = "landscape" if setup.orientation is Orientation.LANDSCAPE else "portrait"
    pages = f'fitToWidth="{setup.pages_wide}" fitToHeight="{setup.pages_tall}"'
    if setup.scale:
        pages = f'scale="{setup.scale}"'
    margins = "".join(f' {name}="{inches:g}"' for name, inches in kept.margins.items())
    return (
        f'<printOptions horizontalCentered="{kept.is_centred:d}"/>'
        f"<pageMargins{margins}/>"
        f'<pageSetup paperSize="{_A4}" {pages} orientation="{paper}"/>'
        f"<headerFooter><oddFooter>{markup.text('&C' + setup.footer)}</oddFooter></headerFooter>"
    )


def _page_breaks(rows: tuple[int, ...]) -> str:
    """Return the rows after which a page ends."""
    if not rows:
        return ""
    breaks = "".join(f'<brk id="{row}" max="{MAX_COLUMN - 1}" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{breaks}</rowBreaks>'


def _drawing(drawing_id: str) -> str:
    """Return the reference to the pictures of the sheet."""
    if not drawing_id:
        return ""
    return f'<drawing xmlns:r="{markup.OFFICE_RELATIONSHIPS}" r:id="{drawing_id}"/>'


def _areas(places: Iterable[tuple[int, int]]) -> str:
    """Return cells as a list of areas, cells below each other taken together."""
    return " ".join(area_text(area) for area in column_runs(places))
