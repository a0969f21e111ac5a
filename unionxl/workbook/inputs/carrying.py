"""Generated sheets into a workbook, and what was typed on them back into the tables first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionxl.errors import HomelessInputError
from unionxl.tables.all import BY_NAME, IN_SIGHT
from unionxl.tables.plan import PLAN
from unionxl.tables.reviews import REVIEWS
from unionxl.views.month_views import month_of_view
from unionxl.views.text import shorten
from unionxl.workbook.inputs.folded import show_linked
from unionxl.workbook.inputs.tables import TableInputs
from unionxl.workbook.inputs.typed import typed_inputs, with_input_keys

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.source import SourceRef
    from unionxl.views.layout import InputTarget, SheetSpec
    from unionxl.workbook.inputs.typed import TypedInput
    from unionxl.workbook.port import Workbook

MONTH_SHEETS = "月工作表"


@dataclass(frozen=True, slots=True)
class CarryReport:
    """What became of the texts that were typed on generated sheets.

    `views` are the sheets whose inputs were used and that must be made again; `notes` tell the
    clerk, in sentences, what could not simply be taken over; `taken_over` are the items, and the
    months of recurring ones, whose offers were left standing and now are the state in the plan;
    `counts` tells how much was taken over, by sheet and the table that it went to;
    `homeless` are the texts, by view, whose row is gone from the table.
    """

    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    taken_over: tuple[InputTarget, ...] = ()
    views: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    homeless: Mapping[str, Sequence[TypedInput]] = field(default_factory=dict)

    def refuse_to_lose(self, view_ids: Iterable[str]) -> None:
        """Stop before a sheet is made again that holds a text without a place to go.

        Raises:
            HomelessInputError: one of the sheets holds such a text.
        """
        for view_id in view_ids:
            if texts := self.homeless.get(view_id):
                target = texts[0].target
                raise HomelessInputError(
                    sheet=texts[0].sheet,
                    texts=[(one.row, one.target.column, shorten(one.text, 60)) for one in texts],
                    gone=f"《{BY_NAME[target.table].sheet}》中编号“{target.key}”",
                )

    @property
    def safe_views(self) -> tuple[str, ...]:
        """Return the views that can be made again without losing a text."""
        return tuple(view for view in self.views if not self.homeless.get(view))

    def carried_notes(self) -> tuple[str, ...]:
        """Say how many typed cells went back to the tables."""
        return tuple(
            f"{sheet}上填写的 {count} 处已带回《{BY_NAME[table].sheet}》。"
            for (sheet, table), count in self.counts.items()
            if count
        )

    def homeless_notes(self) -> Iterator[str]:
        """Say of each sheet with a text without a place to go that it was left as it is."""
        for first, *others in filter(None, self.homeless.values()):
            target = first.target
            more = f"等 {len(others) + 1} 处" if others else ""
            yield (
                f"《{first.sheet}》第 {first.row} 行「{target.column}」填写的"
                f"“{shorten(first.text, 60)}”{more}无处带回：《{BY_NAME[target.table].sheet}》中"
                f"编号“{target.key}”已不存在或有重复。《{first.sheet}》没有重新生成，填写的内容还在；"
                f"请先把这些内容记到合适的行，再删除工作表《{first.sheet}》，然后重新生成。"
            )


def write_sheets(workbook: Workbook, specs: Iterable[SheetSpec]) -> None:
    """Add or replace generated sheets, with their input keys; their links lead into sight."""
    for spec in specs:
        links = _links(spec)
        for sheet in dict.fromkeys(link.sheet for link in links):
            if sheet not in IN_SIGHT:
                workbook.show_sheet(sheet)
        show_linked(workbook, links)
        workbook.put_sheet(with_input_keys(spec))


def _links(spec: SheetSpec) -> list[SourceRef]:
    """Return what a sheet links to."""
    rows = (row for block in spec.blocks for row in block.rows)
    return [cell.link for row in rows for cell in row if cell.link is not None]


def carry_inputs_back(
    workbook: Workbook, *, as_of: dt.date, takes_offers: bool = False
) -> CarryReport:
    """Bring what was typed on generated sheets back to the tables it belongs to.

    What is typed beside a finding is no cell of a table yet and stays where it is.
    Where sheet and table were both changed since the sheet was made, the table wins and the
    sheet's text is kept in the remark of the same row. With `takes_offers`, what a sheet offers
    and was left standing is taken over as well, after everything that was typed.
    """
    inputs = tuple(_inputs(workbook))
    changed = [(view, typed) for view, typed in inputs if typed.is_changed]
    offers = [(view, typed) for view, typed in inputs if takes_offers and typed.is_standing_offer]
    if not changed and not offers:
        return CarryReport()
    tables = {typed.target.table for _, typed in (*changed, *offers)}
    ways = {name: _way(workbook, name, as_of) for name in sorted(tables)}
    homeless: defaultdict[str, list[TypedInput]] = defaultdict(list)
    views: list[str] = []
    counts: Counter[tuple[str, str]] = Counter()
    for view, typed in changed:
        way = ways[typed.target.table]
        if way.row_of(typed) is None:
            homeless[view].append(typed)
        else:
            before = way.carried_count
            way.take(typed)
            counts[_told_as(view, typed), typed.target.table] += way.carried_count - before
            views.append(view)
    for way in ways.values():
        way.finish()
    taken_over = _take_offers(ways[PLAN.name], offers) if offers else ()
    views += [view for view, typed in offers if typed.target in taken_over]
    for name, way in ways.items():
        if way.changes:
            workbook.set_cells(name, tuple(way.changes.values()))
    return CarryReport(
        counts=counts,
        taken_over=taken_over,
        views=tuple(dict.fromkeys(views)),
        notes=tuple(note for way in ways.values() for note in way.notes),
        homeless=homeless,
    )


def _inputs(workbook: Workbook) -> Iterator[tuple[str, TypedInput]]:
    """Yield the input cells of all generated sheets that are cells of a table, with their view."""
    tables = BY_NAME.keys() - {REVIEWS.name}
    for view, sheet in workbook.generated_sheets().items():
        month = month_of_view(view)
        for typed in typed_inputs(workbook.read_sheet(sheet)):
            if typed.target.table in tables:
                yield view, replace(typed, month=month)


def _told_as(view: str, typed: TypedInput) -> str:
    """Return how a sheet is called where it is told what came from it: months by one word."""
    return MONTH_SHEETS if month_of_view(view) else f"《{typed.sheet}》"


def _way(workbook: Workbook, name: str, as_of: dt.date) -> TableInputs:
    """Return what gathers the inputs of a table."""
    block = workbook.read_table(name)
    if name != PLAN.name:
        return TableInputs(block)
    from unionxl.workbook.inputs.plan import PlanInputs, read_plan_facts

    return PlanInputs(block, read_plan_facts(workbook, as_of))


def _take_offers(
    way: TableInputs, offers: Iterable[tuple[str, TypedInput]]
) -> tuple[InputTarget, ...]:
    """Take over the offers that were left standing; return what they were for."""
    from unionxl.workbook.inputs.plan import PlanInputs

    if not isinstance(way, PlanInputs):
        return ()
    for _, typed in offers:
        way.take_offer(typed)
    return tuple(dict.fromkeys(way.taken_over))
