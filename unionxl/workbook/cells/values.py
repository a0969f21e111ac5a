"""What a value becomes in a cell, the same for every way of writing it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.errors import WorkbookError
from unionxl.workbook.cells import limits
from unionxl.workbook.cells.addresses import address
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import CellChange, TableBlock

REPLACEMENT = "\ufffd"
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DATE_FORMAT = "yyyy-mm-dd"
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers have no time zone
_DAY_ZERO_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - serial numbers have no time zone
_FIRST_TRUE_SERIAL = 61  # 1900-03-01; before it the count has a 29 February that never was
_SECONDS_A_DAY = 86_400


def clean_text(value: str) -> str:
    """Return text as a workbook can keep it: one kind of line end, a mark for what it cannot."""
    return without_controls(value.replace("\r\n", "\n").replace("\r", "\n"))


def without_controls(value: str) -> str:
    """Return text with a visible mark for every character that a workbook cannot keep."""
    return _NOT_IN_XML.sub(REPLACEMENT, value)


def content_of(value: CellValue, *, uses_1904: bool) -> str | Decimal | None:
    """Return what a cell holds for a value: text, a number, nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):
        serial = date_serial(value, uses_1904=uses_1904)
        return value.isoformat() if serial is None else serial
    if isinstance(value, str):
        return value
    number = Decimal(value)
    # A cell keeps 15 digits: a longer number is a code, and stays whole as text.
    if not number.is_finite() or len(number.normalize().as_tuple().digits) > limits.MAX_DIGITS:
        return str(value)
    return number


def check_length(text: str, sheet: str, row: int, column: int) -> None:
    """Refuse a text that no cell can hold; nothing is cut in silence.

    Raises:
        WorkbookError: the text is too long; the message names the cell.
    """
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > limits.MAX_TEXT:
        raise WorkbookError(
            f"内容有 {length:,} 个字符，超过单元格的上限 {limits.MAX_TEXT:,} 个，未写入。",
            where=f"工作表《{sheet}》{address(row, column)}",
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


def shows_date(number_format: str) -> bool:
    """Tell whether a number format shows a day.

    >>> shows_date("yyyy-mm-dd"), shows_date('0"日"'), shows_date("General")
    (True, False, False)
    """
    code = _NOT_CODE.sub("", number_format).casefold()
    return any(letter in code for letter in "ymd")


def is_there(change: CellChange, block: TableBlock) -> bool:
    """Tell whether a cell holds the value that it is to be given."""
    index = change.row - block.top - 1
    columns = [is_header(header, change.column) for header in block.header]
    if True not in columns or not 0 <= index < len(block.rows):
        return False
    old, new = block.rows[index][columns.index(True)], change.value
    if old is None or new is None or new == "":
        return old is None and new in (None, "")
    if isinstance(new, dt.date) and not isinstance(new, dt.datetime):
        return old in (new, dt.datetime.combine(new, dt.time()))
    if isinstance(old, (str, dt.date)) or isinstance(new, (str, dt.date)):
        return old == new
    return isinstance(old, (int, float)) and float(new) == old
