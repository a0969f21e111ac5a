"""The sheet 打印: forms for chosen rows, a page or more each, ready for A4.

Columns are cut where a cell of any of the forms ends, so that few cells are merged.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from unionxl.domain.forms import UNITS, FormCell
from unionxl.views.bands import Band, Line, Span, spread, stack
from unionxl.views.layout import Cell, Orientation, PrintSetup
from unionxl.views.paging import page_height, paginate
from unionxl.views.text import line_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.forms import FormList, FormPage, FormRow
    from unionxl.views.layout import SheetSpec

VIEW_ID, TITLE = "form", "打印"
# The width of the paper in characters: at full size where it lies upright, and where across.
WIDTH, WIDTH_ACROSS = 88.0, 130.0
LINE, LEAST, ROOM = 15.0, 24.0, 9.0
LIST_ROW, FOOT, GAP = 24.0, 10.0, 10.0
_FEW = 12  # characters of a text that stands in the middle of its cell


def form_sheet(pages: Sequence[FormPage]) -> SheetSpec:
    """Lay the forms out one after the other, every one beginning on a page of its own."""
    is_across = bool(pages) and pages[0].form.is_landscape
    orientation = Orientation.LANDSCAPE if is_across else Orientation.PORTRAIT
    paper = _Paper.of(pages, WIDTH_ACROSS if is_across else WIDTH)
    bands: list[Band] = []
    breaks: list[int] = []
    rows = 0
    for page in pages:
        if rows:
            breaks.append(rows)
        height = page_height(paper.widths, orientation)
        paged = paginate(_bands(page, paper), height)
        breaks += [rows + one for one in paged.breaks]
        bands += paged.bands
        rows += sum(len(band.lines) for band in paged.bands)
    named = [replace(band, name=f"{band.name}:{number}") for number, band in enumerate(bands)]
    setup = PrintSetup(orientation)
    return stack(named, page_breaks=tuple(breaks)).sheet(VIEW_ID, TITLE, paper.widths, setup)


class _Paper:
    """The columns of the sheet, and where the units of a form lie in them."""

    def __init__(self, cuts: Sequence[int], width: float) -> None:
        self._column = {cut: number for number, cut in enumerate(cuts)}
        edges = [cut * width / UNITS for cut in cuts]
        self.widths = tuple(round(right - left, 2) for left, right in pairwise(edges))

    @classmethod
    def of(cls, pages: Iterable[FormPage], width: float) -> _Paper:
        """Cut the paper where a cell of a form ends."""
        cuts = {0, UNITS}
        for page in pages:
            for row in _rows_of(page):
                cuts.update(accumulate(cell.units for cell in row))
        return cls(sorted(cuts), width)

    def spans(self, units: Iterable[int]) -> list[Span]:
        """Return the columns of cells that stand side by side."""
        ends = [self._column[end] for end in accumulate(units)]
        return [Span(start + 1, end) for start, end in zip([0, *ends], ends, strict=False)]

    def width(self, span: Span) -> float:
        """Return the width of a cell in characters."""
        return span.width(self.widths)


def _rows_of(page: FormPage) -> Iterator[tuple[FormCell, ...]]:
    """Yield the cells of every kind of row of a form."""
    form = page.form
    for row in (*form.rows, *form.below):
        yield row.cells
    if form.listed:
        yield _entry_cells(form.listed)
        if form.listed.total:
            yield form.listed.total.cells
    if form.signatures:
        yield _signature_cells(form.signatures)


def _signature_cells(names: Sequence[str]) -> tuple[FormCell, ...]:
    """Return the places to sign, each a share of the width, the last one the rest of it."""
    share = UNITS // len(names)
    shares = [*[share] * (len(names) - 1), UNITS - share * (len(names) - 1)]
    return tuple(
        FormCell(f"{name}：__________", one) for name, one in zip(names, shares, strict=True)
    )


def _entry_cells(listed: FormList) -> tuple[FormCell, ...]:
    """Return the cells of one line of a list."""
    return tuple(column.cell for column in listed.columns) * listed.beside


def _bands(page: FormPage, paper: _Paper) -> Iterator[Band]:
    """Yield the parts of a form, as often as it stands on its page."""
    for number in range(page.form.times):
        if number:
            yield Band("gap", (Line((), height=GAP),))
        yield from _copy(page, paper, clings=False)


def _copy(page: FormPage, paper: _Paper, *, clings: bool) -> Iterator[Band]:
    """Yield the parts of a form: title, fields, list, fields below, signatures, foot."""
    form, facts = page.form, page.facts
    whole = paper.spans((UNITS,))
    head = [spread(whole, (Cell(form.title, "title"),), 34)]
    if facts.get("单位"):
        head.append(spread(whole, (Cell(f"单位：{facts['单位']}", "subtitle"),), 20))
    fields = [_field_line(row, facts, paper) for row in form.rows]
    yield Band("form", (*head, *fields), head=len(head), clings=clings)
    if form.listed:
        entries = page.lists.get(form.listed.of, ())
        yield _list_band(form.listed, entries, facts, paper)
    closing = [_field_line(row, facts, paper) for row in form.below]
    if form.signatures:
        cells = _signature_cells(form.signatures)
        spans = paper.spans(cell.units for cell in cells)
        closing.append(spread(spans, [Cell(cell.text, "signature") for cell in cells], 34))
    if form.foot:
        lines = line_count(form.foot, paper.width(whole[0]), size=9)
        closing.append(spread(whole, (Cell(form.foot, "note"),), FOOT + LINE * lines))
    if closing:
        yield Band("closing", tuple(closing), clings=True)


def _field_line(row: FormRow, facts: Mapping[str, str], paper: _Paper) -> Line:
    """Lay out a row of fields, as high as it asks for or its longest text needs."""
    spans = paper.spans(cell.units for cell in row.cells)
    if row.is_section:
        return spread(spans, (Cell(row.cells[0].text, "section"),), 21)
    texts = [cell.filled(facts).strip() for cell in row.cells]
    lines = max(
        line_count(text, paper.width(span)) for text, span in zip(texts, spans, strict=True)
    )
    cells = [
        Cell(text or None, _style(cell, text)) for cell, text in zip(row.cells, texts, strict=True)
    ]
    return spread(spans, cells, max(LEAST, ROOM + LINE * max(lines, row.lines)))


def _style(cell: FormCell, text: str) -> str:
    """Return how a cell looks: names of fields as heads, short texts in the middle."""
    if cell.is_label:
        return "header"
    return "body-center" if len(text) <= _FEW and cell.units < UNITS // 2 else "body"


def _list_band(
    listed: FormList,
    entries: Sequence[Mapping[str, str]],
    facts: Mapping[str, str],
    paper: _Paper,
) -> Band:
    """Lay out a list under its head, which is written again on every page."""
    heads = [column.head for column in listed.columns] * listed.beside
    spans = paper.spans(cell.units for cell in _entry_cells(listed))
    header = spread(spans, [Cell(head, "header") for head in heads], LEAST)
    blanks = max(listed.spare, listed.least * listed.beside - len(entries))
    padded: list[Mapping[str, str]] = [*entries, *({} for _ in range(blanks))]
    padded += [{} for _ in range(-len(padded) % listed.beside)]
    lines = []
    # Side by side the numbers run down the first half of a line, as a reader expects: 1 2, 3 4.
    for at in range(0, len(padded), listed.beside):
        row = padded[at : at + listed.beside]
        texts = [column.cell.filled(one) for one in row for column in listed.columns]
        high = max(
            line_count(text, paper.width(span)) for text, span in zip(texts, spans, strict=True)
        )
        cells = [Cell(text or None, "body-center") for text in texts]
        lines.append(spread(spans, cells, max(LIST_ROW, ROOM + LINE * high)))
    if listed.total:
        lines.append(_total_line(listed.total, facts, paper))
    return Band("list", (header, *lines), head=1, again=(header,))


def _total_line(row: FormRow, facts: Mapping[str, str], paper: _Paper) -> Line:
    """Lay out the sums of a list."""
    spans = paper.spans(cell.units for cell in row.cells)
    texts = [cell.filled(facts).strip() for cell in row.cells]
    lines = max(
        line_count(text, paper.width(span)) for text, span in zip(texts, spans, strict=True)
    )
    cells = [Cell(text or None, "total") for text in texts]
    return spread(spans, cells, max(LIST_ROW, ROOM + LINE * lines))
