"""Drawing a generated sheet in a running Excel: whole blocks, many areas in one call."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from unionxl.views.layout import Area
from unionxl.words.numerals import ONES
from unionxl.workbook.cells import limits
from unionxl.workbook.cells.addresses import address, area_text, column_letters
from unionxl.workbook.cells.placing import (
    column_runs,
    extent,
    joined_choices,
    link_location,
    placed_cells,
    rectangles,
)
from unionxl.workbook.cells.theme import LOOKS
from unionxl.workbook.cells.values import (
    DATE_FORMAT,
    check_length,
    clean_text,
    content_of,
    shows_date,
)
from unionxl.workbook.live import native_copies as copies
from unionxl.workbook.live.host import native
from unionxl.workbook.live.protection import protect, unprotect
from unionxl.workbook.live.styles import apply_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import xlwings as xw

    from unionxl.views.layout import CellValue, SheetSpec

Place = tuple[int, int]
Key = TypeVar("Key")
Value = TypeVar("Value")

_MAX_ADDRESS = 255  # characters in the address of a range
# What Excel may read as a formula, or as a number, a date or a time in the clerk's language.
_FORMULA_START = "=+-@'＝＋－＠"
_OF_NUMBERS = f"〇零{ONES}十百千万亿廿卅年月日号时分秒点半上下午元角整"
_TELLING = re.compile(rf"[\u4e00-\u9fff](?<![{_OF_NUMBERS}])")


def typed_text(text: str) -> str:
    """Return what must be typed so that a cell holds this text and nothing else.

    An apostrophe says "text"; Excel does not count it to the text. It stands only where it is
    needed, since the clerk sees it when she edits the cell.

    >>> typed_text("=1+1"), typed_text("3月8日"), typed_text("组织女职工健步走 3 公里")
    ("'=1+1", "'3月8日", '组织女职工健步走 3 公里')
    """
    if not text or (text.lstrip()[:1] not in _FORMULA_START and _TELLING.search(text)):
        return text
    return "'" + text


class CellContents:
    """Values as Excel takes them from a program, for one sheet."""

    def __init__(self, sheet: str, *, uses_1904: Callable[[], bool]) -> None:
        self._sheet = sheet
        self._uses_1904 = uses_1904

    def of(self, value: CellValue, row: int, column: int) -> str | float:
        """Return the text, number or blank that a cell is to hold.

        Raises:
            WorkbookError: the text is longer than a cell can hold; the message names the cell.
        """
        is_early = isinstance(value, dt.date) and self._uses_1904()
        content = content_of(value, uses_1904=is_early)
        if content is None:
            return ""
        if isinstance(content, str):
            check_length(content, self._sheet, row, column)
            return clean_text(content)
        return float(content)


class SheetDrawing:
    """One sheet specification, checked as a whole before the first call into Excel."""

    def __init__(self, spec: SheetSpec, name: str, contents: CellContents) -> None:
        self._spec = spec
        self._cells = placed_cells(spec, name)
        self._area = extent(self._cells)
        self._rows = self._block(contents)
        self._lists = {
            joined_choices(choices, name, places[0]): places
            for choices, places in _grouped(
                {place: cell.choices for place, cell in self._cells.items() if cell.choices}
            ).items()
        }

    def _block(self, contents: CellContents) -> list[list[str | float]]:
        """Return the values of the whole rectangle."""
        area = self._area
        rows: list[list[str | float]] = [
            [""] * (area.right - area.left + 1) for _ in range(area.top, area.bottom + 1)
        ]
        for (row, column), cell in self._cells.items():
            content = contents.of(cell.value, row, column)
            typed = typed_text(content) if isinstance(content, str) else content
            rows[row - area.top][column - area.left] = typed
        return rows

    def gives_sizes_to(self, used: Area | None) -> bool:
        """Tell whether every row and column that is used of a sheet gets its size from here."""
        rows = {row for row, _ in self._spec.row_heights}
        columns = {*range(1, len(self._spec.column_widths) + 1), *self._spec.hidden_columns}
        return (
            used is not None
            and rows.issuperset(range(1, used.bottom + 1))
            and columns.issuperset(range(1, used.right + 1))
        )

    def draw(
        self, book: xw.Book, sheet: xw.Sheet, window: native.ComObject, *, is_new: bool = True
    ) -> None:
        """Fill an empty sheet of a workbook, the active one in its window.

        How it is printed and shown was set before where it is not new.
        """
        whole = sheet.range(area_text(self._area))
        whole.raw_value = self._rows
        self._merge(sheet)
        self._link(sheet)
        styled = self._style(book, sheet, whole)
        self._size(sheet, whole, styled)
        for joined, places in self._lists.items():
            for cells in _ranges(sheet, map(area_text, rectangles(places))):
                native.offer_list(cells, joined)
        page = self._spec.print_setup
        native.set_page(sheet, page, area_text(self._area), is_new=is_new)
        native.set_view(window, self._spec.freeze, is_new=is_new)
        if self._spec.filter_area:
            native.offer_filter(sheet.range(area_text(self._spec.filter_area)))

    def close(self, sheet: xw.Sheet) -> None:
        """Let a sheet that is ready take input only where it should."""
        if self._spec.is_protected:
            protect(sheet, can_filter=self._spec.filter_area is not None)

    def _merge(self, sheet: xw.Sheet) -> None:
        """Merge cells; rows below each other that are merged alike take one area."""
        starts: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
        tall = []
        for area in self._spec.merges:
            if area.top < area.bottom:
                tall.append(area)
            elif area.left < area.right:
                starts[area.left, area.right].append((area.top, area.left))
        flat = (
            Area(run.top, left, run.bottom, right)
            for (left, right), places in starts.items()
            for run in column_runs(places)
        )
        for cells in _ranges(sheet, map(area_text, flat)):
            native.merge(cells, row_by_row=True)
        for cells in _ranges(sheet, map(area_text, tall)):
            native.merge(cells, row_by_row=False)

    def _link(self, sheet: xw.Sheet) -> None:
        """Link cells before they get their looks: Excel gives a link a look of its own."""
        links = sorted((place, cell.link) for place, cell in self._cells.items() if cell.link)
        native.add_links(
            sheet,
            {address(*place): link_location(link) for place, link in links[: limits.MAX_LINKS]},
        )

    def _style(
        self, book: xw.Book, sheet: xw.Sheet, whole: xw.Range
    ) -> dict[frozenset[int], xw.Range]:
        """Give the cells their named styles, show dates as dates, open the input cells.

        The commonest style goes to all of them first. Returns ranges by the rows that they touch.
        """
        styles = {place: cell.style for place, cell in self._cells.items()}
        grouped = _grouped(styles)
        looks = [LOOKS[style] for style in grouped]
        common = _commonest(styles, _places(self._area))
        if common:
            apply_look(book, whole, LOOKS[common], looks)
        styled: dict[frozenset[int], xw.Range] = {}
        for style, places in _grouped(styles, common).items():
            ranges = list(_ranges(sheet, map(area_text, rectangles(places))))
            for cells in ranges:
                apply_look(book, cells, LOOKS[style], looks)
            if len(ranges) == 1:
                styled[frozenset(row for row, _ in places)] = ranges[0]
        for cells in _ranges(sheet, map(area_text, rectangles(self._bare_dates()))):
            cells.number_format = DATE_FORMAT
        inputs = (
            place
            for place, cell in self._cells.items()
            if cell.input_for and LOOKS[cell.style].locked
        )
        for cells in _ranges(sheet, map(area_text, rectangles(inputs))):
            native.unlock(cells)
        return styled

    def _bare_dates(self) -> Iterator[Place]:
        """Yield the dates whose style would show them as numbers."""
        for place, cell in self._cells.items():
            is_date = isinstance(cell.value, dt.date)
            if is_date and not shows_date(LOOKS[cell.style].number_format):
                yield place

    def _size(
        self, sheet: xw.Sheet, whole: xw.Range, known: Mapping[frozenset[int], xw.Range]
    ) -> None:
        """Set widths and heights, and hide columns; the commonest size goes to all at once.

        `known` are ranges by the rows that they touch, which need not be asked for again.
        """
        area = self._area
        widths = dict(enumerate(self._spec.column_widths, 1))
        shown = set(range(area.left, area.right + 1)) - set(self._spec.hidden_columns)
        common = _commonest(widths, shown)
        if common:
            whole.column_width = common
        for width, numbers in _grouped(widths, common).items():
            for cells in _ranges(sheet, _columns(numbers)):
                cells.column_width = width
        for cells in _ranges(sheet, _columns(self._spec.hidden_columns)):
            native.hide_columns(cells)
        heights = dict(self._spec.row_heights)
        common = _commonest(heights, set(range(area.top, area.bottom + 1)))
        if common:
            whole.row_height = common
        for height, numbers in _grouped(heights, common).items():
            same = known.get(frozenset(numbers))
            for cells in _ranges(sheet, _rows(numbers)) if same is None else (same,):
                cells.row_height = height


class Spare:
    """A copy of a sheet that is made again, kept out of sight until the new one is saved."""

    def __init__(self, sheet: xw.Sheet, window: native.ComObject, filtered: str) -> None:
        self._sheet = sheet
        self._window = window
        self._filter = filtered
        copies.copy_behind(sheet)
        self._copy: native.ComObject = None

    @property
    def name(self) -> str:
        """The name of its tab."""
        return native.name_of(self._tab())

    def hide(self) -> None:
        """Keep it out of sight."""
        native.hide_tab(self._tab())

    def bring_back(self) -> None:
        """Put everything back onto the sheet, and drop the copy."""
        copy = self._tab()
        unprotect(self._sheet)  # the new one may have been closed already
        native.empty(self._sheet, self._window, is_filtered=True)
        copies.copy_cells(copy, self._sheet)
        copies.copy_page(copy, self._sheet)
        if self._filter:
            native.offer_filter(self._sheet.range(self._filter))
        self.drop()

    def drop(self) -> None:
        """Delete the copy."""
        native.delete_tab(self._tab())

    def _tab(self) -> native.ComObject:
        """Return the copy, which stands right behind the sheet until the clerk moves it."""
        if self._copy is None:
            self._copy = copies.tab_behind(self._sheet)
        return self._copy


def _commonest(values: Mapping[Key, Value], whole: set[Key]) -> Value | None:
    """Return the commonest value, None unless exactly the whole has one each."""
    if values.keys() != whole:
        return None
    return Counter(values.values()).most_common(1)[0][0]


def _places(area: Area) -> set[Place]:
    """Return every cell of a rectangle."""
    columns = range(area.left, area.right + 1)
    return {(row, column) for row in range(area.top, area.bottom + 1) for column in columns}


def _grouped(values: Mapping[Key, Value], done: Value | None = None) -> Mapping[Value, list[Key]]:
    """Return the keys by their value, without those of the value that is done already."""
    groups: defaultdict[Value, list[Key]] = defaultdict(list)
    for key, value in values.items():
        if value != done:
            groups[value].append(key)
    return groups


def _columns(numbers: Iterable[int]) -> Iterator[str]:
    """Yield whole columns as addresses, neighbours taken together."""
    for run in column_runs((number, 1) for number in numbers):
        yield f"{column_letters(run.top)}:{column_letters(run.bottom)}"


def _rows(numbers: Iterable[int]) -> Iterator[str]:
    """Yield whole rows as addresses, neighbours taken together."""
    for run in column_runs((number, 1) for number in numbers):
        yield f"{run.top}:{run.bottom}"


def _ranges(sheet: xw.Sheet, addresses: Iterable[str]) -> Iterator[xw.Range]:
    """Yield ranges of as many areas as the address of a range can hold."""
    joined = ""
    for one in addresses:
        if joined and len(joined) + 1 + len(one) > _MAX_ADDRESS:
            yield sheet.range(joined)
            joined = ""
        joined = f"{joined},{one}" if joined else one
    if joined:
        yield sheet.range(joined)
