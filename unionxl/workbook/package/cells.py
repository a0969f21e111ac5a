"""Values as the cells of a worksheet part."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import address
from unionxl.workbook.cells.values import check_length, content_of
from unionxl.workbook.package import markup

if TYPE_CHECKING:
    from unionxl.views.layout import CellValue


@dataclass(frozen=True, slots=True)
class CellWriter:
    """How the cells of one sheet are written; `prefix` is that of its elements, with colon."""

    sheet: str
    uses_1904: bool = False
    prefix: str = ""

    def cell(self, row: int, column: int, value: CellValue, style: int | None = None) -> str:
        """Return a cell with a value, or a styled blank.

        Raises:
            WorkbookError: the text is longer than a cell can hold.
        """
        p = self.prefix
        where = address(row, column)
        head = f'<{p}c r="{where}"' + (f' s="{style}"' if style else "")
        content = content_of(value, uses_1904=self.uses_1904)
        if content is None:
            return f"{head}/>"
        if isinstance(content, Decimal):
            return f"{head}><{p}v>{content:f}</{p}v></{p}c>"
        check_length(content, self.sheet, row, column)
        inner = f'<{p}is><{p}t xml:space="preserve">{markup.text(content)}</{p}t></{p}is>'
        return f'{head} t="inlineStr">{inner}</{p}c>'

    def formula(self, row: int, column: int, formula: str, style: int | None = None) -> str:
        """Return a cell with a formula, its result not computed yet."""
        p = self.prefix
        head = f'<{p}c r="{address(row, column)}"' + (f' s="{style}"' if style else "")
        return f"{head}><{p}f>{markup.text(formula)}</{p}f></{p}c>"
