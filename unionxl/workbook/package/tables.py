"""Table parts: where each table lies, and letting one grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.errors import TableNotFoundError
from unionxl.tables.all import column_count, column_formulas, sheet_of
from unionxl.views.layout import Area
from unionxl.workbook.cells.addresses import area_text, parse_area
from unionxl.workbook.package.markup import children, main, serialise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import SheetEntry, WorkbookPart


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table; `area` holds the header and the total row too.

    `formulas` are those of calculated columns, by column number of the sheet; `usual` are those
    that our columns have, since LibreOffice does not keep them. `our_count` is how many columns are
    those of the input table.
    """

    name: str
    part: str
    sheet: SheetEntry
    area: Area
    has_header: bool = True
    has_totals: bool = False
    formulas: dict[int, str] = field(default_factory=dict)
    usual: dict[int, str] = field(default_factory=dict)
    our_count: int = 0

    @property
    def calculated(self) -> dict[int, str]:
        """The formulas of all calculated columns."""
        return self.usual | self.formulas

    @property
    def first_row(self) -> int:
        """The first row of data."""
        return self.area.top + int(self.has_header)

    @property
    def last_row(self) -> int:
        """The last row of data."""
        return self.area.bottom - int(self.has_totals)


def find_tables(parts: Parts, book: WorkbookPart) -> Iterator[TablePart]:
    """Yield every table of the workbook, in tab order."""
    for sheet in book.sheets():
        if sheet.is_grid:
            for link in parts.relationships(sheet.part):
                if link.is_kind("table") and link.part:
                    table = _read_table_part(parts, sheet, link.part)
                    if table is not None:
                        yield table


def table_named(tables: Iterable[TablePart], name: str) -> TablePart:
    """Return the table of that name.

    Raises:
        TableNotFoundError: there is none.
    """
    for table in tables:
        if table.name.casefold() == name.casefold():
            return table
    sheet = sheet_of(name)
    raise TableNotFoundError(name, sheet)


def _read_table_part(parts: Parts, sheet: SheetEntry, part: str) -> TablePart | None:
    """Return one table, None for a part that does not say where it lies."""
    root = parts.tree(part)
    area = parse_area(root.get("ref", ""))
    if area is None:
        return None
    name = root.get("displayName", root.get("name", ""))
    columns = children(root.find(main("tableColumns")))
    header = [element.get("name", "") for element in columns]
    known = column_formulas(name, header)
    formulas = {}
    for column, element in enumerate(columns, area.left):
        formula = element.find(main("calculatedColumnFormula"))
        if formula is not None and formula.text:
            formulas[column] = formula.text
    return TablePart(
        name,
        part,
        sheet,
        area,
        has_header=root.get("headerRowCount", "1") != "0",
        has_totals=root.get("totalsRowCount", "0") != "0",
        formulas=formulas,
        usual={area.left + place: text.removeprefix("=") for place, text in known.items()},
        our_count=column_count(name, header),
    )


def grow_table(parts: Parts, table: TablePart, bottom: int) -> None:
    """Let a table without a total row reach down to a row, its filter with it."""
    root = parts.tree(table.part)
    before = serialise(root)
    area = Area(table.area.top, table.area.left, bottom, table.area.right)
    root.set("ref", area_text(area))
    filters = root.find(main("autoFilter"))
    if filters is not None:
        filters.set("ref", area_text(area))
    parts.write_tree(table.part, root, before)
