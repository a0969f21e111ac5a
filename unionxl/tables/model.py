"""What an input table is: everything that is known of one stands in its `Table`."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unionxl.values.column import Column

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.domain.accounts import Account
    from unionxl.domain.book import UnionBook
    from unionxl.domain.duties import Duty
    from unionxl.domain.evidence import EvidenceItem
    from unionxl.domain.festivals import Festival
    from unionxl.domain.holidays import HolidayDay


class Group(enum.Enum):
    """Under which word the way to a sheet stands on the start sheet."""

    WORK = "工作"
    MEMBERS = "会员"
    MONEY = "经费"
    OTHER = "其他"
    BASE = "底表"


class Tab(enum.Enum):
    """Of which kind of work a sheet is; its tab is coloured by it."""

    WORK = "work"
    MEMBERS = "members"
    MONEY = "money"
    OPEN = "open to all"
    LOOKED_UP = "looked up"


class NextYear(enum.Enum):
    """What of a table goes into the workbook of the next year."""

    KEPT = "every row as it stands"
    CHOSEN = "the rows that still hold"
    DRAFTED = "new rows, drawn up from the old ones"
    EMPTY = "nothing"


class Look(enum.Enum):
    """How cells stand out."""

    FADED = "faded"
    STRUCK = "struck through"
    STRONG = "strong"
    HIDDEN = "showing no value"


BY_PROGRAM = "空着由程序编号"
DOUBLE = "duplicate"
DOUBLE_NUMBER = '@"（重复）"'


@dataclass(frozen=True, slots=True)
class Highlight:
    """Cells of some columns that look different where a condition holds.

    `condition` is an expression in which `{field}` stands for the cell of that column in the same
    row, or DOUBLE. `word` is shown around the text, `@` being the text: what stands out does so by
    a word or a line, never by colour alone.
    """

    columns: tuple[Column, ...]
    condition: str
    look: Look
    word: str = ""


@dataclass(frozen=True, slots=True)
class TypingCheck:
    """A question about what is typed into a cell, asked where a formula is false.

    In the formula `{cell}` is the cell, `{field}` that of another column in the same row,
    `{column}` the whole column, `{known}` a column of another table, `{setting}` a setting that is
    a number.
    """

    column: Column
    formula: str
    message: str
    known: tuple[Table, Column] | None = None
    setting: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What a register says in one row: its day, its words, and what is missing in it."""

    day: dt.date | None
    words: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class RegisterReader:
    """How a table is read as a register of what was done.

    `is_by_words`: each word is a register of its own. `tells_deeds` is false where rows alone do
    not say that anything was done.
    """

    rows: Callable[[UnionBook], Iterable[RegisterRow]]
    is_by_words: bool = False
    tells_deeds: bool = True


@dataclass(frozen=True, slots=True)
class StartFacts:
    """What a new workbook starts with."""

    year: int
    unit_name: str
    duties: Sequence[Duty]
    evidence_items: Sequence[EvidenceItem]
    accounts: Sequence[Account]
    festivals: Sequence[Festival]
    holidays: Sequence[HolidayDay]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One input table, alone on its sheet.

    A row becomes a `record`, and the records are the `field` of the book. `key` is a header; its
    numbers begin anew with each word of `key_within`.
    `is_optional`: a workbook can be read without it. `is_in_sight`: a new workbook with macros
    shows it; the others come into sight when they are needed. `needs` are the tables that must be
    read for its rows to be understood. On the start sheet a `group` shows those of a lower `rank`
    first; there, and in tips, the sheet is `called` in the words of clerks, where its name is none.
    `start` gives the records that a new workbook begins with.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    record: type[Any] = object
    field: str = ""
    key: str = ""
    key_within: str = ""
    called: str = ""
    intro: str = ""
    is_optional: bool = False
    is_in_sight: bool = False
    needs: tuple[Table, ...] = ()
    group: Group | None = None
    rank: int = 0
    tab: Tab = Tab.LOOKED_UP
    next_year: NextYear = NextYear.EMPTY
    start: Callable[[StartFacts], Iterable[object]] | None = None
    highlights: tuple[Highlight, ...] = ()
    checks: tuple[TypingCheck, ...] = ()
    register: RegisterReader | None = None

    @property
    def shown(self) -> str:
        """What the sheet is called on the start sheet."""
        return self.called or self.sheet

    @property
    def told(self) -> str:
        """What the sheet is called where its name is wanted as well: 会费明细《会费》."""
        return f"{self.called}《{self.sheet}》" if self.called else self.sheet

    def column(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)

    def row_key(self, number: str, within: str = "") -> str:
        """Return what names one row: its number, with the word within which that is the only one.

        >>> Table("Proposals", "提案", ()).row_key("T3", "第二届第一次")
        'T3（第二届第一次）'
        """
        return f"{number}（{within}）" if within else number


def columns_of(described: type) -> tuple[Column, ...]:
    """Return the columns that a class names, in their order."""
    return tuple(one for one in vars(described).values() if isinstance(one, Column))
