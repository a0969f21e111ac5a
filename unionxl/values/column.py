"""What a column of an input table is, and what a cell may hold."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

YES_NO = ("是", "否")
ReadValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


class Kind(enum.Enum):
    """What a column holds, and so how it is read, shown and checked."""

    TEXT = "文字"
    CODE = "编码"  # digits that are no number: account codes, voucher numbers, telephones
    DATE = "日期"
    MONTHS = "月份"  # one or several months: 3, 3月, 7、8, 2027-01
    MONTH = "所属月份"  # exactly one month
    STATES = "按月状态"  # the states of single months: 1已完成 2进行中
    MONEY = "金额"
    COUNT = "整数"
    NUMBER = "数值"
    SHARE = "百分比"
    FLAG = "是否"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an input table.

    `is_essential`: a row whose cell cannot be read is left out. `is_required`: an empty cell is
    reported; `default` is what an empty cell means. `choices` are offered; with `is_closed`
    nothing else is accepted, and `enum_type` is what the words stand for. `is_signed` amounts may
    be negative. A date that `is_of_year` may be written without its year. `spellings` are pairs: a
    word that clerks write for a choice, and the choice. `formula` makes a calculated column.
    A column of single months that `names_months` may name several that follow each other: they are
    read as such. `width` is in characters. `is_optional`: a workbook made before there was such a
    column reads as if it were empty. `summed_by` tells which formulas add the amounts up: they pass
    over one that is text. `is_folded` columns stand in a closed outline of a new workbook.
    `former` are headers that the column had before; `required_unless` is the field of another
    column that, filled in, stands for a required cell. `field` is the field of the record. A
    `formula` that needs the columns `formula_needs` came later; tables without them have the
    `former_formula`.
    """

    header: str
    kind: Kind = Kind.TEXT
    width: float = 12
    choices: tuple[str, ...] = ()
    is_closed: bool = False
    is_essential: bool = False
    is_required: bool = False
    is_signed: bool = False
    default: enum.Enum | Decimal | None = None
    enum_type: type[enum.Enum] | None = None
    hint: str = ""
    formula: str = ""
    former_formula: str = ""
    formula_needs: tuple[str, ...] = ()
    is_optional: bool = False
    is_of_year: bool = False
    names_months: bool = False
    spellings: tuple[tuple[str, str], ...] = ()
    summed_by: str = ""
    is_folded: bool = False
    former: tuple[str, ...] = ()
    required_unless: str = ""
    field: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the field from the name that the column has where a table's columns are listed."""
        object.__setattr__(self, "field", name)

    def __str__(self) -> str:
        """Return the header, as messages name the column."""
        return self.header
