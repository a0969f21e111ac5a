"""Where the cells of a generated sheet go, and what no sheet can take, for every adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.errors import RequestError, WorkbookError
from unionxl.views.layout import Area, Cell
from unionxl.workbook.cells import limits
from unionxl.workbook.cells.addresses import MAX_COLUMN, MAX_ROW, address, quoted_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.source import SourceRef
    from unionxl.views.layout import SheetSpec


def check_title(title: str) -> None:
    """Refuse a name that no tab can have.

    Raises:
        RequestError: the name is too long, empty or holds a forbidden character.
    """
    is_bad = any(character in "[]:*?/\\" or ord(character) < ord(" ") for character in title)
    at_ends = title[:1] == "'" or title[-1:] == "'"
    length = len(title.encode("utf-16-le", "surrogatepass")) // 2
    if is_bad or at_ends or not title.strip() or length > limits.MAX_SHEET_NAME:
        raise RequestError(
            f"工作表名称「{title}」不能使用：名称最多 {limits.MAX_SHEET_NAME} 个字符，"
            "不能含有 [ ] : * ? / \\，不能以单引号开头或结尾。",
            where="工作表名称",
            advice="请换一个名称，再试一次。",
        )


def placed_cells(spec: SheetSpec, name: str) -> dict[tuple[int, int], Cell]:
    """Return the cells by row and column; a merged area takes the style of its first cell.

    Raises:
        WorkbookError: a cell lies outside every sheet.
    """
    cells = {(row, column): cell for row, column, cell in spec.cells()}
    for area in spec.merges:
        first = cells.get((area.top, area.left), Cell())
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cells.setdefault((row, column), Cell(style=first.style))
    for row, column in cells:
        if row > MAX_ROW or column > MAX_COLUMN:
            raise WorkbookError(
                f"内容超出工作表的范围（{MAX_ROW:,} 行、{MAX_COLUMN:,} 列），未写入。",
                where=f"工作表《{name}》第 {row} 行",
                advice="请减少要列出的行数，再试一次。",
            )
    return cells


def extent(places: Iterable[tuple[int, int]]) -> Area:
    """Return the rectangle around cells; without cells it is A1."""
    known = tuple(places) or ((1, 1),)
    rows = [row for row, _ in known]
    columns = [column for _, column in known]
    return Area(min(rows), min(columns), max(rows), max(columns))


def column_runs(places: Iterable[tuple[int, int]]) -> Iterator[Area]:
    """Yield runs of cells below each other."""
    run: Area | None = None
    for column, row in sorted((column, row) for row, column in places):
        if run and run.left == column and run.bottom + 1 == row:
            run = Area(run.top, column, row, column)
            continue
        if run:
            yield run
        run = Area(row, column, row, column)
    if run:
        yield run


def rectangles(places: Iterable[tuple[int, int]]) -> tuple[Area, ...]:
    """Return cells as few rectangles: equal runs side by side are taken together."""
    grown: list[Area] = []
    for run in sorted(column_runs(places), key=lambda run: (run.top, run.bottom, run.left)):
        last = grown[-1] if grown else None
        if last and (last.top, last.bottom, last.right + 1) == (run.top, run.bottom, run.left):
            grown[-1] = Area(last.top, last.left, last.bottom, run.right)
        else:
            grown.append(run)
    return tuple(grown)


def joined_choices(choices: tuple[str, ...], sheet: str, place: tuple[int, int]) -> str:
    """Return the choices of a list as one text; refuse what the list of a cell cannot hold.

    Raises:
        WorkbookError: the list is too long; the message names the cell.
    """
    joined = ",".join(choices)
    if len(joined) > limits.MAX_LIST_FORMULA or any("," in choice for choice in choices):
        raise WorkbookError(
            f"下拉列表共 {len(joined)} 个字符（上限 {limits.MAX_LIST_FORMULA} 个，"
            "选项中不能有半角逗号），未写入。",
            where=f"工作表《{sheet}》{address(*place)}",
            advice="请减少或缩短列表的选项，再试一次。",
        )
    return joined


def link_location(link: SourceRef) -> str:
    """Return where a link leads: a cell, or the first cell of a row."""
    return f"{quoted_sheet(link.sheet)}!{link.cell or f'A{link.row}'}"


def too_many_links(spec: SheetSpec) -> str:
    """Return what to say of a sheet with more links than a sheet can hold, empty for others."""
    count = sum(cell.link is not None for *_, cell in spec.cells())
    if count <= limits.MAX_LINKS:
        return ""
    return (
        f"工作表《{spec.title}》有 {count:,} 处链接，上限是 {limits.MAX_LINKS:,} 处，"
        "其后的单元格只有内容、没有链接。请按其中写明的行号查找。"
    )
