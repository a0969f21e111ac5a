"""What the registers hold, and how far that is the evidence that an assessment asks for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.disclosure_year import YearOfDuties, kind_of_word
from unionxl.domain.meeting_year import CONGRESS
from unionxl.domain.papers import INFORMATION, RECEIVED
from unionxl.tables.all import BY_SHEET, REGISTERS
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.papers import PAPERS
from unionxl.tables.services import SERVICE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.duties import Duty
    from unionxl.domain.evidence import EvidenceItem
    from unionxl.tables.model import RegisterRow, Table

_SOURCE = re.compile(r"《?([^》：:/·]+)》?(?:[：:/·]\s*(.+))?")


@dataclass(frozen=True, slots=True)
class Register:
    """One register: how many rows, the last day, and what is missing in how many rows."""

    name: str
    table: Table
    row_count: int
    last_on: dt.date | None
    gaps: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """A line of the assessment list and how many rows support it; None needs a person to look."""

    item: EvidenceItem
    counted: int | None

    @property
    def missing_count(self) -> int | None:
        """How many rows are missing; None where that is not known."""
        if self.counted is None or self.item.needed_count is None:
            return None
        return max(0, self.item.needed_count - self.counted)


def rows_of(table: Table, book: UnionBook) -> tuple[RegisterRow, ...]:
    """Return the rows of a table that is a register."""
    return tuple(table.register.rows(book)) if table.register else ()


def rows_by_sheet(book: UnionBook) -> dict[str, tuple[RegisterRow, ...]]:
    """Return the rows of every register by the name of its sheet."""
    return {table.sheet: rows_of(table, book) for table in REGISTERS}


# Registers that inspectors ask for by name and that are rows of a larger one.
PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    MEETINGS.name: (
        ("工会委员会会议记录", "工会委员会"),
        ("教职工代表大会档案", CONGRESS),
        ("经费审查记录", "经审会"),
    ),
    PAPERS.name: (("信息宣传资料", INFORMATION), ("上级文件", RECEIVED)),
}


def registers(book: UnionBook) -> tuple[Register, ...]:
    """Return every register of the workbook, those of several kinds kind by kind."""
    found = []
    for table in REGISTERS:
        rows = rows_of(table, book)
        if not (table.register and table.register.is_by_words and rows):
            found.append(_register(table.sheet, table, rows))
            found += [
                _register(
                    f"其中：{name}", table, [row for row in rows if word in row.words.split()]
                )
                for name, word in PARTS.get(table.name, ())
            ]
            continue
        found += [
            _register(words or "未填事项", table, [row for row in rows if row.words == words])
            for words in dict.fromkeys(row.words for row in rows)
        ]
    return tuple(found)


def count_evidence(book: UnionBook) -> tuple[EvidenceCount, ...]:
    """Count the rows that each line of the assessment list asks for.

    A source is the name of a sheet, or a sheet and a word: 服务台账：五必访.
    """
    by_sheet = rows_by_sheet(book)
    return tuple(
        EvidenceCount(item, _count(item.counted_from, by_sheet)) for item in book.evidence_items
    )


def _count(source: str, by_sheet: dict[str, tuple[RegisterRow, ...]]) -> int | None:
    """Count the rows of a source; None when it is none of our sheets."""
    sheet = source_sheet(source)
    if sheet not in by_sheet:
        return None
    return sum(holds(row, source_word(source)) for row in by_sheet[sheet])


def holds(row: RegisterRow, words: str) -> bool:
    """Tell whether a row has the words of a source: 信息/采用 asks for both."""
    return all(word.strip() in row.words for word in words.split("/"))


def duties_of_sheet(book: UnionBook, sheet: str) -> dict[str, Duty]:
    """Return the duties that a row of a sheet fulfils, by the word that it must have."""
    return {
        source_word(duty.fulfilled_by): duty
        for duty in book.duties
        if source_sheet(duty.fulfilled_by) == sheet
    }


def year_of_duties(book: UnionBook) -> YearOfDuties:
    """Return the year of a book with what must be made public in it, by kind."""
    words = duties_of_sheet(book, DISCLOSURES.sheet)
    since = max(book.settings.first_month.first_on, dt.date(book.fiscal_year, 1, 1))
    duties = {kind_of_word(word): duty for word, duty in words.items()}
    return YearOfDuties(book.fiscal_year, since, book.as_of, duties)


def days_of_source(book: UnionBook, source: str) -> tuple[dt.date, ...] | None:
    """Return the days on which something was entered: a matter of 服务台账, or sheet and word.

    None where it is neither: nothing can be said of it.
    """
    table = BY_SHEET.get(source_sheet(source))
    word = source_word(source)
    if table is not None and table.register:
        return tuple(row.day for row in rows_of(table, book) if row.day and holds(row, word))
    matter = source.strip()
    if table is not None or matter not in SERVICE_KINDS:
        return None
    days = [
        *((one.service_kind, one.served_on) for one in book.service_entries),
        *((one.service_kind, one.last_on) for one in book.past_services),
    ]
    return tuple(day for kind, day in days if day is not None and kind.strip() == matter)


def source_sheet(source: str) -> str:
    """Return the sheet that a source of the assessment list names.

    >>> source_sheet("服务台账：五必访")
    '服务台账'
    """
    found = _SOURCE.fullmatch(source.strip())
    return found[1].strip() if found else ""


def source_word(source: str) -> str:
    """Return the word that the rows of a source must hold, nothing where all rows count.

    >>> source_word("服务台账：五必访"), source_word("提案")
    ('五必访', '')
    """
    found = _SOURCE.fullmatch(source.strip())
    return (found[2] or "").strip() if found else ""


def _register(name: str, table: Table, rows: Iterable[RegisterRow]) -> Register:
    """Sum up the rows of one register."""
    rows = tuple(rows)
    gaps = [row.gap for row in rows if row.gap]
    days = [row.day for row in rows if row.day is not None]
    counted = tuple((gap, gaps.count(gap)) for gap in dict.fromkeys(gaps))
    return Register(name, table, len(rows), max(days, default=None), counted)
