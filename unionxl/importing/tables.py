"""Tables by month: rows, columns with headers or without, several months side by side."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.importing.blocks import Block, Piece
from unionxl.importing.cell_times import read_time
from unionxl.importing.columns import Role, column_role, header_roles, loose_header_roles
from unionxl.importing.labels import Detail, heads_detail
from unionxl.importing.layout import (
    is_page_furniture,
)
from unionxl.importing.months import (
    HeadKind,
    MonthHead,
    read_month_cell,
    unscheduled_label,
)
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import names_roles
from unionxl.words.people import may_be_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.segments import Segment

NO_MONTH = "这一行没有写明月份"
NOT_A_MONTH = "时间「{:.20}」看不出是几月"
_FEW_MONTHS = 2
_FEW_TITLES = 4
_FEW_NAMES = 2
_MAX_INTERRUPTION = 12
_LONG_LINE = 120
_HEAD_WORDS = 6
_SAYS = re.compile(r"[^\W_](?<!^无$)")  # no dash, and no 无, for an empty cell
_FIGURE = re.compile(r"[¥￥]?[\d,.]+(?:万?元)?")
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class _Group:
    """Columns that belong together: one time column and what it dates.

    `others` hold work as the content does, as where a column stands for each kind of it.
    """

    time: int
    role: Role
    content: int
    owner: int | None = None
    notes: tuple[int, ...] = ()
    spare: int | None = None
    others: tuple[int, ...] = ()


def read_table(rows: Sequence[Segment]) -> list[Block] | None:
    """Return the blocks of a table by month, None when the rows are no such table."""
    only_rows = [row for row in rows if row.is_row]
    across = _months_across(only_rows) if len(only_rows) == len(rows) else None
    if across is not None:
        return across
    header, groups = _columns(only_rows)
    if not groups:
        return None
    reader = _TableReader(groups, only_rows[header].cells if header is not None else ())
    start = rows.index(only_rows[header]) + 1 if header is not None else 0
    for row in rows[start:]:
        if row.is_row:
            reader.read(row)
        elif not is_page_furniture(row.text) and column_role(row.text) is None:
            reader.read_line(row)
    blocks = reader.blocks()
    # A header that promises times is believed: rows whose time is unclear are reported.
    return blocks if header is not None or any(block.head for block in blocks) else None


def _columns(rows: Sequence[Segment]) -> tuple[int | None, tuple[_Group, ...]]:
    """Return the place of the header, if any, and the column groups, () when there are none."""
    for at, row in enumerate(rows):
        kinds: tuple[int, ...] = ()
        roles = header_roles(row.cells)
        if not roles:
            roles, kinds = _told_by_content(row.cells, rows[at + 1 :])
        if roles:
            groups = _groups_of_header(roles)
            if kinds:
                groups = tuple(replace(one, others=kinds, notes=()) for one in groups)
            last = at
            if len(groups) == 1 and _goes_on_below(rows, at, groups[0]):
                groups, last = (_with_parts(rows, at, groups[0]),), at + 1
            groups = tuple(_with_lists(one, roles, rows[last + 1 :]) for one in groups)
            return last, _with_bare_months(groups, rows[last + 1 :])
    return None, _groups_of_body(rows)


def _goes_on_below(rows: Sequence[Segment], at: int, group: _Group) -> bool:
    """Tell whether the head of a table has a second row: 工作内容 over 主要活动 and 常规工作."""
    if at + 1 >= len(rows) or group.time not in rows[at + 1].merged:
        return False
    filled = [cell for cell in rows[at + 1].cells if cell.strip()]
    return len(filled) > 1 and all(len(squeeze(cell)) <= _HEAD_WORDS for cell in filled)


def _with_parts(rows: Sequence[Segment], at: int, group: _Group) -> _Group:
    """Take the columns that stand below the head of the work, too."""
    head, below = rows[at], rows[at + 1]
    ends = next(
        (place for place in range(group.content + 1, len(head.cells)) if _cell(head, place)),
        len(below.cells),
    )
    parts = tuple(place for place in range(group.content + 1, ends) if _cell(below, place))
    return replace(group, others=(*group.others, *parts))


def _with_lists(group: _Group, roles: Sequence[Role | None], rows: Sequence[Segment]) -> _Group:
    """Take a further column of work whose cells count works, too, as 工作重点 beside 具体措施."""
    listed = tuple(
        at
        for at in group.notes
        if roles[at] is Role.CONTENT
        and _counts_works(rows, at)
        and _counts_works(rows, group.content)
    )
    notes = tuple(at for at in group.notes if at not in listed)
    return replace(group, notes=notes, others=(*group.others, *listed)) if listed else group


def _counts_works(rows: Sequence[Segment], column: int) -> bool:
    """Tell whether several cells of a column begin with number 1."""
    numbers = (read_number(plain(_cell(row, column))) for row in rows)
    return sum(1 for number in numbers if number and number.value == 1) >= _FEW_MONTHS


def _told_by_content(
    cells: Sequence[str], body: Sequence[Segment]
) -> tuple[tuple[Role | None, ...], tuple[int, ...]]:
    """Return the roles of a header with words unknown, told by what stands below; () for none.

    Where no column is headed as work, all that are unknown and hold words do, the first of them
    as the content and the others beside it.
    """
    roles = list(loose_header_roles(cells))
    unknown = [at for at, role in enumerate(roles) if role is None and cells[at].strip()]
    if not unknown:
        return (), ()
    for at in unknown:
        texts = [text for row in body if _SAYS.search(text := _cell(row, at))]
        by_whom = sum(1 for text in texts if names_roles(text) or may_be_name(text))
        wordy = sum(1 for text in texts if _WORD.search(text))
        sure = by_whom > len(texts) / 2 and len(texts) >= _FEW_NAMES
        if sure and Role.OWNER not in roles:
            roles[at] = Role.OWNER
        elif Role.CONTENT in roles or wordy <= len(texts) / 2:
            roles[at] = Role.REMARK
    kinds = [at for at in unknown if roles[at] is None]
    if kinds:
        roles[kinds[0]] = Role.CONTENT
    return (tuple(roles), tuple(kinds[1:])) if Role.CONTENT in roles else ((), ())


def _with_bare_months(groups: tuple[_Group, ...], rows: Sequence[Segment]) -> tuple[_Group, ...]:
    """Read 3, 4, 5 under 时间 as months where they rise and none is more than a month can be."""
    found = []
    for group in groups:
        bare = [plain(cell).strip() for row in rows if (cell := _cell(row, group.time))]
        figures = [int(text) for text in bare if text.isascii() and text.isdigit()]
        are_months = bool(figures) and figures == sorted(figures) and figures[-1] <= MONTHS_A_YEAR
        is_one = group.role is Role.DAY and are_months and figures[0] > 0
        found.append(replace(group, role=Role.MONTH) if is_one else group)
    return tuple(found)


def _groups_of_header(roles: Sequence[Role | None]) -> tuple[_Group, ...]:
    """Return the groups of a header; 月份 内容 月份 内容 gives two."""
    times_known = (Role.MONTH, Role.DAY, Role.WEEK, Role.PERIOD)
    time_role = next(role for role in times_known if role in roles)
    times = [at for at, role in enumerate(roles) if role is time_role]
    contents = [at for at, role in enumerate(roles) if role is Role.CONTENT]
    if len(times) > 1 and len(contents) == len(times):
        ends = [*times[1:], len(roles)]
        spans = [range(start, end) for start, end in zip(times, ends, strict=True)]
    else:
        spans = [range(len(roles))]
    groups = []
    for columns in spans:
        time = next(at for at in columns if at in times)
        found = [at for at in columns if at in contents]
        if found:
            groups.append(_group(roles, columns, time, found))
    return tuple(groups)


def _group(roles: Sequence[Role | None], columns: range, time: int, contents: list[int]) -> _Group:
    """Return one group of columns; the last content column is the fullest wording."""
    role = roles[time] or Role.DAY
    noted = {Role.REMARK, Role.EXTRA, Role.DAY, Role.CONTENT}
    owner = next((at for at in columns if roles[at] is Role.OWNER), None)
    content = contents[-1]
    notes = tuple(at for at in columns if roles[at] in noted and at not in {time, content})
    spare = contents[0] if len(contents) > 1 else None
    return _Group(time, role, content, owner, notes, spare)


def _groups_of_body(rows: Sequence[Segment]) -> tuple[_Group, ...]:
    """Return the groups of a table without a header: a column of months, then the longest text."""
    width = max((len(row.cells) for row in rows), default=0)
    times = [column for column in range(width) if _is_month_column(rows, column)]
    if not times:
        return ()
    ends = [*times[1:], width]
    groups = []
    for time, end in zip(times, ends, strict=True):
        texts = {at: _text_length(rows, at) for at in range(time + 1, end)}
        if not texts and len(times) == 1:
            texts = {at: _text_length(rows, at) for at in range(time)}
        content = max(texts, key=lambda at: texts[at], default=None)
        if content is not None:
            notes = tuple(at for at in texts if at > content)
            groups.append(_Group(time, Role.MONTH, content, None, notes))
    return tuple(groups)


def _is_month_column(rows: Sequence[Segment], column: int) -> bool:
    """Tell whether a column holds months, in rising order, and nothing else."""
    cells = [row.cells[column] for row in rows if column < len(row.cells)]
    titled = next((at for at, cell in enumerate(cells[:_FEW_TITLES]) if read_month_cell(cell)), 0)
    cells = cells[titled:]
    filled = [cell for cell in cells if cell.strip()]
    named = [read_month_cell(cell) for cell in filled]
    months = [found[0] for found in named if found]
    falls = sum(1 for one, after in itertools.pairwise(months) if after < one)
    written = any("月" in cell or not plain(cell).strip().isdigit() for cell in filled)
    return (
        len(months) >= _FEW_MONTHS
        and len(months) >= len(filled) - 1
        and falls <= 1
        and len(set(months)) >= _FEW_MONTHS
        and written
    )


def _text_length(rows: Sequence[Segment], column: int) -> int:
    """Return how much text a column holds."""
    return sum(len(row.cells[column].strip()) for row in rows if column < len(row.cells))


@dataclass(slots=True)
class _OpenBlock:
    """A block that rows are still added to."""

    line: int
    head: MonthHead | None
    reason: str = ""
    label: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def closed(self) -> Block:
        """Return the finished block."""
        pieces = tuple(self.pieces)
        return Block(self.line, self.head, pieces, self.reason, self.label, from_table=True)


class _TableReader:
    """Reads rows one after the other, remembering what merged and empty cells continue."""

    def __init__(self, groups: tuple[_Group, ...], header: Sequence[str]) -> None:
        self._groups = groups
        self._labels = {at: heads_detail(cell) for at, cell in enumerate(header)}
        self._blocks: dict[int, list[_OpenBlock]] = defaultdict(list)
        self._above: dict[int, str] = {}
        self._cell = 0

    def read(self, row: Segment) -> None:
        """Take in one row."""
        roles = header_roles(row.cells)
        if roles:
            self._groups = _groups_of_header(roles) or self._groups
            return
        if is_page_furniture("".join(row.cells)) or _is_total(row):
            return
        number = read_number(plain(row.cells[0]))
        first = self._groups[0]
        if read_month_cell(row.cells[0]):
            number = None  # 3、9、10月
        if number and number.style is Style.ARABIC and row.cells[0][number.end :].strip():
            # The rest of a cell that was broken up, with what stood beside it.
            missing = first.content if first.content > first.time else 0
            row = replace(row, cells=(*[""] * missing, *row.cells))
        for place, group in enumerate(self._groups):
            self._read_group(row, group, self._blocks[place])
        self._above = {
            at: (self._above.get(at, "") if at in row.merged else cell)
            for at, cell in enumerate(row.cells)
        }

    def read_line(self, line: Segment) -> None:
        """Take in a line that a converter broke off the cell before it."""
        found = self._blocks[len(self._groups) - 1]
        if not found:
            found.append(_OpenBlock(line.line, None, NO_MONTH))
        pieces = found[-1].pieces
        cell = pieces[-1].cell if pieces else self._cell
        pieces.append(Piece(line.line, line.text, line.plain, cell))

    def blocks(self) -> list[Block]:
        """Return the blocks, group after group."""
        return [block.closed() for found in self._blocks.values() for block in found]

    def _read_group(self, row: Segment, group: _Group, blocks: list[_OpenBlock]) -> None:
        """Take in the cells of one group of a row."""
        time, content = _cell(row, group.time), _cell(row, group.content)
        if time and any(one.head for one in blocks) and _is_group_row(row, group):
            return
        if group.content in row.merged and not content:
            _widen(blocks, read_time(time, group.role) if time else None)
            return
        if not content and group.spare is not None:
            content = _cell(row, group.spare)
        if not time and not content and not any(_cell(row, at) for at in group.others):
            return
        block = self._block_for(row, group, time, blocks)
        if time and block.reason:
            content = " ".join(cell for cell in row.cells if cell.strip())
        if content:
            block.pieces.append(self._piece(row, group, content))
        for other in (_cell(row, at) for at in group.others):
            if other:
                block.pieces.append(self._piece(row, group, other))

    def _block_for(
        self, row: Segment, group: _Group, time: str, blocks: list[_OpenBlock]
    ) -> _OpenBlock:
        """Return the block that a row's text goes to: a new one, or the last when it goes on."""
        follows = group.time < group.content or group.time in row.merged
        if time:
            head = read_time(time, group.role)
            label = "" if head else unscheduled_label(time)
            reason = "" if head or label else NOT_A_MONTH.format(" ".join(time.split()))
            blocks.append(_OpenBlock(row.line, head, reason, label))
        elif not (blocks and follows):
            blocks.append(_OpenBlock(row.line, None, NO_MONTH))
        return blocks[-1]

    def _piece(self, row: Segment, group: _Group, content: str) -> Piece:
        """Return a cell's text with its owner and notes."""
        self._cell += 1
        owner = self._side(row, group.owner) if group.owner is not None else ""
        labels = {at: self._labels.get(at, ("", "")) for at in group.notes}
        notes = [self._side(row, at) for at in group.notes if not labels[at][0]]
        details = tuple(
            Detail(kind, label, text)
            for at, (kind, label) in labels.items()
            if kind and (text := self._side(row, at))
        )
        used = {squeeze(content), ""}
        note = "；".join(dict.fromkeys(note for note in notes if squeeze(note) not in used))
        return Piece(row.line, content, plain(content), self._cell, owner, note, details)

    def _side(self, row: Segment, column: int) -> str:
        """Return the text of a column beside the content, from above when merged."""
        text = self._above.get(column, "") if column in row.merged else _cell(row, column)
        return " ".join(text.split())


def _is_total(row: Segment) -> bool:
    """Tell whether a row only sums what stands above, in each half of a table: 合计 … 合计."""
    filled = [squeeze(cell) for cell in row.cells if cell.strip()]
    sums = all(is_page_furniture(cell) or _FIGURE.fullmatch(cell) for cell in filled)
    return sums and any(cell.startswith(("合计", "小计", "总计")) for cell in filled)


def _is_group_row(row: Segment, group: _Group) -> bool:
    """Tell whether a row is only the title of the rows below it: 一、文体活动."""
    filled = [cell for cell in row.cells if cell.strip()]
    time = _cell(row, group.time)
    return (
        len(filled) == 1
        and len(row.cells) > 1
        and not row.merged
        and read_time(time, group.role) is None
        and not unscheduled_label(time)
    )


def _widen(blocks: list[_OpenBlock], head: MonthHead | None) -> None:
    """Add the month of a row whose text is merged with that of the row above it."""
    if not (head and blocks and blocks[-1].head and blocks[-1].pieces):
        return
    above = blocks[-1].head
    months = tuple(dict.fromkeys((*above.months, *head.months)))
    piece = blocks[-1].pieces.pop()
    if not blocks[-1].pieces:
        blocks.pop()
    blocks.append(_OpenBlock(piece.line, replace(above, months=months), pieces=[piece]))


def _cell(row: Segment, column: int) -> str:
    """Return the text of a cell, empty beyond the row's end."""
    return row.cells[column].strip() if column < len(row.cells) else ""


def _months_across(rows: Sequence[Segment]) -> list[Block] | None:
    """Read months that stand side by side with their texts below; None when they do not."""
    blocks: list[Block] = []
    heads: dict[int, int] = {}
    cell = 0
    for row in rows:
        found = {at: read_month_cell(text) for at, text in enumerate(row.cells) if text.strip()}
        months = {at: one for at, one in found.items() if one}
        others = [at for at in found if not found[at] and column_role(row.cells[at]) is None]
        if len(months) > _FEW_MONTHS and not others and _has_month_sign(row):
            heads = {}
            for at, one in months.items():
                heads[at] = len(blocks)
                head = MonthHead(one, HeadKind.ALONE, 0)
                blocks.append(Block(row.line, head, (), from_table=True))
            continue
        if not heads:
            return None
        for at in found:
            cell += 1
            text = row.cells[at]
            if at in heads:
                block = blocks[heads[at]]
                piece = Piece(row.line, text, plain(text), cell)
                blocks[heads[at]] = replace(block, pieces=(*block.pieces, piece))
            elif column_role(text) is None:
                piece = Piece(row.line, text, plain(text), cell)
                blocks.append(Block(row.line, None, (piece,), NO_MONTH, from_table=True))
    return blocks or None


def _has_month_sign(row: Segment) -> bool:
    """Tell whether a row of months says 月, or writes its months as 一, 二 …."""
    return any(
        "月" in cell or not plain(cell).strip().isdigit() for cell in row.cells if cell.strip()
    )
