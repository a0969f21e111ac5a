"""An operation with a draft: what was typed is taken over, then the draft is made again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.operations.making import Draft, Sheets
from unionxl.operations.taking import take_over
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.operations.making import Reading
    from unionxl.operations.taking import Take, Taken
    from unionxl.tables.model import Table
    from unionxl.views.drafts import DraftSheet
    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.port import Workbook

MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class DraftKind:
    """What kind of draft it is.

    `id` is that of its view and of the operation whose click takes it over. `take` says what
    becomes of its lines, `build` lays it out.
    """

    id: str
    take: Callable[[UnionBook, DraftSheet], Iterable[Take]]
    build: Callable[[UnionBook, DraftSheet], SheetSpec]
    reads: tuple[Table, ...]
    if_there: tuple[Table, ...] = ()


class Drafting:
    """A draft while its operation runs; `book` is what the tables say by now."""

    def __init__(self, workbook: Workbook, kind: DraftKind, reading: Reading) -> None:
        self._workbook = workbook
        self._kind = kind
        self.book = reading.book
        self._taken: list[Taken] = []

    def standing(self) -> DraftSheet | None:
        """Return the draft as it stands in the workbook, None where there is none."""
        return read_draft(self._workbook, self._kind.id)

    def take(self, draft: DraftSheet) -> DraftSheet:
        """Take over what is filled in; return the draft as it is then."""
        book = self.book
        takes = self._kind.take(book, draft)
        taken = take_over(self._workbook, draft, takes, fiscal_year=book.fiscal_year)
        self._taken.append(taken)
        if taken.is_written:
            self.book, _ = read_book(
                self._workbook,
                as_of=book.as_of,
                tables=self._kind.reads,
                if_there=self._kind.if_there,
            )
        return taken.draft

    def sheets(self, draft: DraftSheet, told: str = "", notes: tuple[str, ...] = ()) -> Sheets:
        """Return the draft made again, with what was taken over and what was left standing."""
        spec = self._kind.build(self.book, draft)
        said = "，".join(filter(None, (self._added(), told))) or f"已生成《{spec.title}》"
        left = {key: reason for one in self._taken for key, reason in one.left.items()}
        return Sheets(
            (Draft(lambda: spec),),
            f"{said}。",
            notes=(*_left_notes(spec, left), *notes),
            count=None,
            is_waiting=bool(left),
        )

    def _added(self) -> str:
        """Say how many rows went where, "" where none did."""
        counts: defaultdict[str, int] = defaultdict(int)
        for taken in self._taken:
            for sheet, count in taken.added.items():
                counts[sheet] += count
        parts = [f"《{sheet}》{count} 行" for sheet, count in counts.items()]
        changed = sum(taken.changed for taken in self._taken)
        parts += [f"改 {changed} 格"] if changed else []
        return f"已登记{'、'.join(parts)}" if parts else ""


def _left_notes(spec: SheetSpec, left: Mapping[str, str]) -> Iterator[str]:
    """Say of each reason which lines were left standing."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, _, cell in spec.cells():
        if cell.line is not None and cell.line.key in left:
            rows[left[cell.line.key]].append(row)
    for reason, numbers in rows.items():
        unique = list(dict.fromkeys(numbers))
        shown = "、".join(map(str, unique[:MOST_ROWS]))
        more = f" 行等 {len(unique)} " if len(unique) > MOST_ROWS else " "
        yield f"《{spec.title}》第 {shown}{more}行没有登记：{reason}"
