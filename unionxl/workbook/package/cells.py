"""Values as the cells of a worksheet part."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.errors import WorkbookError
from unionxl.workbook.package import limits, markup
from unionxl.workbook.package.addresses import address

if TYPE_CHECKING:
    from unionxl.views.layout import CellValue

_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers have no time zone
_DAY_ZERO_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - serial numbers have no time zone
_FIRST_TRUE_SERIAL = 61  # 1900-03-01; before it the count has a 29 February that never was
_SECONDS_A_DAY = 86_400


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
        content = self._content(value)
        if content is None:
            return f"{head}/>"
        if isinstance(content, Decimal):
            return f"{head}><{p}v>{content:f}</{p}v></{p}c>"
        self._check_length(content, where)
        inner = f'<{p}is><{p}t xml:space="preserve">{markup.text(content)}</{p}t></{p}is>'
        return f'{head} t="inlineStr">{inner}</{p}c>'

    def formula(self, row: int, column: int, formula: str, style: int | None = None) -> str:
        """Return a cell with a formula, its result not computed yet."""
        p = self.prefix
        head = f'<{p}c r="{address(row, column)}"' + (f' s="{style}"' if style else "")
        return f"{head}><{p}f>{markup.text(formula)}</{p}f></{p}c>"

    def _content(self, value: CellValue) -> str | Decimal | None:
        """Return what the cell holds: text, a number, nothing."""
        if value is None or value == "":
            return None
        if isinstance(value, dt.date):
            serial = date_serial(value, uses_1904=self.uses_1904)
            return value.isoformat() if serial is None else serial
        if isinstance(value, str):
            return value
        number = Decimal(value)
        # A cell keeps 15 digits: a longer number is a code, and stays whole as text.
        if not number.is_finite() or len(number.normalize().as_tuple().digits) > limits.MAX_DIGITS:
            return str(value)
        return number

    def _check_length(self, text: str, where: str) -> None:
        """Refuse a text that no cell can hold; nothing is cut in silence."""
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length > limits.MAX_TEXT:
            raise WorkbookError(
                f"内容有 {length:,} 个字符，超过单元格的上限 {limits.MAX_TEXT:,} 个，未写入。",
                where=f"工作表《{self.sheet}》{where}",
                advice="请把这段内容缩短或分成几条，再试一次。",
            )


def date_serial(value: dt.date, *, uses_1904: bool) -> Decimal | None:
    """Return the serial number of a date, None for one before the calendar of the workbook."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    passed = moment.replace(tzinfo=None) - (_DAY_ZERO_1904 if uses_1904 else _DAY_ZERO)
    seconds = Decimal(passed.seconds) + Decimal(passed.microseconds) / 1_000_000
    fraction = (seconds / _SECONDS_A_DAY).quantize(Decimal("1e-10")).normalize()
    days = passed.days
    if not uses_1904 and days < _FIRST_TRUE_SERIAL:
        days -= 1
    first = 0 if uses_1904 else 1
    return None if days < first else Decimal(days) + fraction
