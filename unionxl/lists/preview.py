"""《导入预览》: every row of a list with what would become of it, and the cells to decide by."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.lists.headers import LIST
from unionxl.lists.kept import ACCOUNT, ANSWER, ROLE, WANTED
from unionxl.lists.model import NO, NOT_TAKEN, YES, State
from unionxl.lists.told import ORDER, counts_text, row_text
from unionxl.tables.all import BY_SHEET
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.drafts import LineCells
from unionxl.views.layout import Area, Cell
from unionxl.views.text import line_count, text_width
from unionxl.words.lists import rows as word_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.importing.lists import ListCell
    from unionxl.lists.model import Ask, Planned, PlannedRow
    from unionxl.views.bands import Line
    from unionxl.views.drafts import DraftSheet
    from unionxl.views.layout import CellValue, SheetSpec

VIEW_ID, TITLE = "import_list", "导入预览"
FIRST = ("原表行", "结果", WANTED)
FIRST_WIDTHS = (7.0, 8.0, 7.0)
SAID, SAID_WIDTH = "说明", 46.0
NARROWEST, WIDEST = 9.0, 26.0
LEAST_COLUMNS = 4  # so that there is room for the questions above the rows
STYLES: Mapping[State, str] = {
    State.NEW: "body-center",
    State.CHANGED: "severity-note",
    State.DOUBTFUL: "severity-warning",
    State.SAME: "body-center",
    State.LEFT_OUT: "body-center",
}
HOW_TO = (
    "核对下面各行，再点「确认导入」，现在还没有写入。「导入」一格空着的：新增、更新的导入，存疑的不导入；"
    "不同意的在该格选“是”或“否”。"
)
HOW_TO_COLUMNS = "表头上面一行是对应到的列，不对的可以另选；选“不导入”的一栏不带进来。"
_LONGEST_LIST = 250


def preview(planned: Planned, draft: DraftSheet) -> SheetSpec:
    """Lay out a list with what would become of it."""
    width = max(len(planned.draft.columns), LEAST_COLUMNS)
    widths = (*FIRST_WIDTHS, *_widths(planned, width), SAID_WIDTH)
    page = _Page(planned, draft, widths)
    bands = (
        Band("head", tuple(page.head())),
        Band("asks", tuple(page.asks())),
        Band("accounts", tuple(page.accounts())),
        Band("columns", (page.roles(), page.header())),
    )
    above = sum(len(band.lines) for band in bands)
    rows = Band("rows", tuple(page.rows()))
    area = Area(above, 1, above + len(rows.lines), len(widths))
    return stack((*bands, rows)).list_sheet(
        VIEW_ID, TITLE, widths, above, filter_area=area if rows.lines else None
    )


class _Page:
    """The lines of one preview."""

    def __init__(self, planned: Planned, draft: DraftSheet, widths: tuple[float, ...]) -> None:
        self._planned, self._draft, self._widths = planned, draft, widths
        self._head = LineCells(VIEW_ID, draft.head)
        self._whole = Span(1, len(widths))
        self._count = len(widths) - len(FIRST) - 1

    def head(self) -> Iterator[Line]:
        """Lay out what is imported, and what is to be known of it."""
        planned = self._planned
        title = Cell(f"{TITLE}：{planned.draft.source} → 《{planned.draft.target}》", "title")
        yield spread((self._whole,), (self._head.facts(title),), 34)
        yield spread((self._whole,), (Cell(counts_text(planned), "subtitle"),), 20)
        yield self._remark(HOW_TO, "note")
        yield self._remark(HOW_TO_COLUMNS, "note")
        for note in (*planned.draft.notes, *planned.notes):
            style = "warning" if "请" in note else "note"
            yield self._remark(f"· {note}", style)

    def asks(self) -> Iterator[Line]:
        """Lay out what is said once for all rows."""
        if self._planned.asks:
            yield self._section("请填一次，对每一行都有效")
        for ask in self._planned.asks:
            yield self._ask(ask)

    def _ask(self, ask: Ask) -> Line:
        """Lay out a question with its cell."""
        told = "必填。" if ask.is_needed else ""
        choices = ask.choices if len(",".join(ask.choices)) < _LONGEST_LIST else ()
        style = "input-choice" if choices else "input"
        cell = self._head.input(f"{ANSWER}{ask.name}", style, "body", choices=choices)
        spans = (Span(1, 2), Span(3, 5), Span(6, len(self._widths)))
        return spread(spans, (Cell(ask.name), cell, Cell(f"{told}{ask.hint}", "note")), 20)

    def accounts(self) -> Iterator[Line]:
        """Lay out the accounts of another program, with a cell for ours."""
        asks = [ask for ask in self._planned.accounts if not ask.is_sure]
        if asks:
            yield self._section(
                "这些科目对应本册的哪个科目：填编码；填一次，以后照此导入；空着的不导入"
            )
        spans = (Span(1, 2), Span(3, 5), Span(6, len(self._widths)))
        for ask in asks:
            cell = self._head.input(f"{ACCOUNT}{ask.code}", "input-code", "body")
            called = f"；本册：{ask.called}" if ask.called else ""
            note = Cell(f"{ask.name}，{ask.row_count} 行{called}", "note")
            yield spread(spans, (Cell(ask.code), cell, note), 20)

    def roles(self) -> Line:
        """Lay out the columns of ours above those of the list."""
        choices = _choices(self._planned.draft.target)
        cells = [
            self._head.input(f"{ROLE}{at}", "input-choice", "body", choices=choices)
            for at in range(len(self._planned.draft.columns))
        ]
        cells += [Cell(None, "blank")] * (self._count - len(cells))
        row = (
            Cell("对应的列", "note"),
            Cell(None, "note"),
            Cell(None, "note"),
            *cells,
            Cell(None, "blank"),
        )
        return spread(self._each(), row, 20)

    def header(self) -> Line:
        """Lay out the heads of the columns."""
        labels = [
            column.label or f"第 {at} 列"
            for at, column in enumerate(self._planned.draft.columns, 1)
        ]
        labels += [""] * (self._count - len(labels))
        texts = (*FIRST, *labels, SAID)
        lines = max(line_count(one, w) for one, w in zip(texts, self._widths, strict=True) if one)
        return spread(
            self._each(), [Cell(one or None, "header") for one in texts], 8 + 14.0 * lines
        )

    def rows(self) -> Iterator[Line]:
        """Lay out the rows, those to look at first."""
        keys = {
            id(row): line
            for row, line in zip(self._planned.draft.rows, self._draft.lines, strict=True)
        }
        shown: set[int] = set()
        ranks = {state: at for at, state in enumerate(ORDER)}
        for one in sorted(self._planned.rows, key=lambda row: ranks[row.state]):
            is_first = id(one.row) not in shown
            shown.add(id(one.row))
            yield self._row(one, LineCells(VIEW_ID, keys[id(one.row)]), is_first=is_first)

    def _row(self, one: PlannedRow, line: LineCells, *, is_first: bool) -> Line:
        """Lay out a row; of one that becomes several the first has the cell."""
        number = Cell(one.row.number, "count")
        state = Cell(one.state.value, STYLES[one.state])
        wanted = Cell(None, "body")
        if is_first:
            number = line.facts(number)
            wanted = line.input(WANTED, "input-choice", "body", choices=(YES, NO))
        cells = [_cell(cell) for cell in one.row.cells]
        cells += [Cell(None)] * (self._count - len(cells))
        said = row_text(one)
        lines = max(
            line_count(str(cell.value), width, size=10)
            for cell, width in zip((*cells, Cell(said)), self._widths[3:], strict=True)
            if cell.value is not None
        )
        row = (number, state, wanted, *cells, Cell(said or None, "body-small"))
        return spread(self._each(), row, max(18.0, 5 + 13.5 * lines))

    def _each(self) -> list[Span]:
        return [Span(at, at) for at in range(1, len(self._widths) + 1)]

    def _section(self, text: str) -> Line:
        return spread((self._whole,), (Cell(text, "section"),), 21)

    def _remark(self, text: str, style: str) -> Line:
        """Lay out a sentence over the whole width."""
        count = line_count(text, self._whole.width(self._widths), size=9)
        return spread((self._whole,), (Cell(text, style),), 4 + 13.0 * count)


def result_sheet(told: Sequence[str], left: Sequence[PlannedRow]) -> SheetSpec:
    """Lay out what was imported, and the rows that were left; no row of the list is kept."""
    widths = (10.0, 10.0, 16.0, 70.0)
    whole = Span(1, len(widths))
    lines = [spread((whole,), (Cell("导入结果", "title"),), 34)]
    lines += [
        spread((whole,), (Cell(one, "body"),), 6 + 14.0 * line_count(one, sum(widths)))
        for one in told
    ]
    if left:
        lines.append(spread((whole,), (Cell("没有导入的行", "section"),), 21))
        lines.append(
            spread(
                [Span(n, n) for n in range(1, 5)],
                [Cell(one, "header") for one in ("原表行", "结果", "姓名或摘要", SAID)],
                20,
            )
        )
    for one in left:
        said = row_text(one)
        lines.append(
            spread(
                [Span(n, n) for n in range(1, 5)],
                (
                    Cell(one.row.number, "count"),
                    Cell(one.state.value, STYLES[one.state]),
                    Cell(one.name or None),
                    Cell(said or None),
                ),
                6 + 14.0 * max(line_count(said, widths[3]), line_count(one.name, widths[2])),
            )
        )
    return stack((Band("result", tuple(lines)),)).sheet(VIEW_ID, TITLE, widths)


def _widths(planned: Planned, count: int) -> Iterator[float]:
    """Give the widths of the columns of a list, by what stands in them."""
    columns = planned.draft.columns
    for at in range(count):
        if at >= len(columns):
            yield NARROWEST
            continue
        texts = [
            columns[at].role,
            *(str(_shown(row.cells[at])) for row in planned.draft.rows[:200]),
        ]
        longest = max(map(text_width, texts), default=0)
        yield min(max(NARROWEST, longest + 2.5), WIDEST)


def _cell(cell: ListCell) -> Cell:
    """Return a cell of the list as it is shown."""
    value = _shown(cell)
    return Cell(value, "date" if isinstance(value, dt.date) else "body")


def _shown(cell: ListCell) -> CellValue:
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    return str(cell) if isinstance(cell, int) else cell or None


def _choices(target: str) -> tuple[str, ...]:
    """Return the columns and parts that a column of a list may be."""
    headers = [column.header for column in BY_SHEET[target].columns if not column.formula]
    told = (row.concept.partition("/") for row in word_rows(LIST))
    parts = [role for sheet, _, role in told if sheet == target]
    return tuple(dict.fromkeys((NOT_TAKEN, *headers, *parts)))
