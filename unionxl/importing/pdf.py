"""PDF files with text: lines and tables in reading order."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from unionxl.errors import DocumentError
from unionxl.importing.model import CELL_BREAK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page
    from pdfplumber.table import Table

_MAX_PAGES = 300
_SLACK = 1.0


def read_pdf(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the lines of a PDF file, a table row as one line.

    Raises:
        DocumentError: The file is damaged, locked, too long or a scan without text.
    """
    import pdfplumber  # noqa: PLC0415 - a quarter of a second that other documents need not pay
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415 - as above

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > _MAX_PAGES:
                raise _too_long(where, len(document.pages))
            found = [line for page in document.pages for line in _page_lines(page)]
    except PdfminerException as error:
        raise _unreadable(where, error) from error
    if not any(text.strip() for text, _ in found):
        raise _scanned(where)
    return tuple(Line(at, text, merged) for at, (text, merged) in enumerate(found, start=1))


def _page_lines(page: Page) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give the lines and rows of a page from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.cells) > 1]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda one: not any(_lies_in(one, box) for box in boxes))
    parts: list[tuple[float, list[tuple[str, tuple[int, ...]]]]] = [
        (line["top"], [(line["text"], ())])
        for line in outside.extract_text_lines(return_chars=False)
    ]
    parts.extend((table.bbox[1], list(_table_rows(table))) for table in tables)
    for _, lines in sorted(parts, key=lambda part: part[0]):
        yield from lines


def _lies_in(one: dict[str, float], box: tuple[float, float, float, float]) -> bool:
    """Tell whether the middle of a character lies in a box."""
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table_rows(table: Table) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give the rows of a table with the places of cells that continue the row above."""
    for row, texts in zip(table.rows, table.extract(), strict=True):
        cells = [
            (text or "").strip().replace("\t", " ").replace("\n", CELL_BREAK) for text in texts
        ]
        merged = tuple(
            at
            for at, text in enumerate(texts)
            if text is None and _reaches_down(table, row.bbox, _middle(table, at))
        )
        yield "\t".join(cells), merged


def _middle(table: Table, column: int) -> float:
    """Return the middle of a table's column."""
    box = table.columns[column].bbox
    return float(box[0] + box[2]) / 2


def _reaches_down(table: Table, row: tuple[float, float, float, float], x: float) -> bool:
    """Tell whether a cell that begins above a row covers it at a place."""
    y = (row[1] + row[3]) / 2
    return any(
        left <= x <= right and top < row[1] - _SLACK and bottom > y
        for left, top, right, bottom in table.cells
    )


def _unreadable(where: str, error: Exception) -> DocumentError:
    """Return the reason for a file that the library cannot open."""
    locked = "Password" in repr(error.args) or "Encrypt" in repr(error.args)
    if locked:
        return DocumentError(
            "文件设有密码，读不出文字。",
            where=where,
            advice="请去掉密码后再导入，或把文字复制到 .txt 文件。",
        )
    return DocumentError(
        "文件已损坏，打不开。", where=where, advice="请重新导出 PDF，或把文字复制到 .txt 文件。"
    )


def _too_long(where: str, pages: int) -> DocumentError:
    """Return the reason for a file with too many pages."""
    return DocumentError(
        f"有 {pages} 页，超过 {_MAX_PAGES} 页，不像一份计划。",
        where=where,
        advice="请确认选对了文件，或只保留计划所在的页。",
    )


def _scanned(where: str) -> DocumentError:
    """Return the reason for a file of pictures."""
    return DocumentError(
        "里面没有文字，可能是扫描或拍照的图片。",
        where=where,
        advice="请先用文字识别（OCR）转成文字，或把计划打成 .txt 再导入。",
    )
