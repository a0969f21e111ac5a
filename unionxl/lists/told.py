"""What would become of a list, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.lists.cells import text_of
from unionxl.lists.model import BORN_BY_ID, GENDER_BY_ID, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.lists.model import Change, Planned, PlannedRow

ORDER = (State.DOUBTFUL, State.CHANGED, State.NEW, State.LEFT_OUT, State.SAME)
MOST_SHOWN = 200


def counts_text(planned: Planned) -> str:
    """Say how many rows are new, changed, there already, in doubt and left out.

    A row that the clerk chose herself counts as what becomes of it.
    """
    counts = (
        (state, planned.count(state))
        for state in (State.NEW, State.CHANGED, State.SAME, State.DOUBTFUL, State.LEFT_OUT)
    )
    parts = [f"{state.value} {count}" for state, count in counts if count]
    return f"共 {len(planned.rows)} 行：{'，'.join(parts) or '没有可以导入的'}"


def change_text(change: Change) -> str:
    """Say what a cell would be instead."""
    return f"{change.header} {change.old or '（空）'} → {text_of(change.new)}"


def row_text(one: PlannedRow) -> str:
    """Say what there is to say of a row."""
    return "；".join((*map(change_text, one.changes), *filter(None, (one.said,))))


def lines(planned: Planned) -> Iterator[str]:
    """Say what would become of a list, row by row where there is something to say."""
    yield f"{planned.draft.source} → 《{planned.draft.target}》。{counts_text(planned)}。"
    roles = [f"{c.label}→{c.role}" for c in planned.draft.columns if c.role]
    yield f"· 对应的列：{'，'.join(roles)}。"
    derived = {BORN_BY_ID, GENDER_BY_ID}
    unknown = [c.label for c in planned.draft.columns if not c.role and c.label not in derived]
    if unknown:
        yield f"· 没有对应的列：{'，'.join(unknown)}。"
    yield from (f"· {note}" for note in (*planned.draft.notes, *planned.notes))
    for ask in planned.asks:
        if ask.value or ask.is_needed:
            yield f"· {ask.name}：{ask.value or '还没有填'}"
    for account in planned.accounts:
        yield (
            f"· 科目 {account.code} {account.name}（{account.row_count} 行）→ "
            f"{account.ours or '还没有对应的本册科目'}"
        )
    shown = [one for one in planned.rows if one.state is not State.SAME]
    for one in shown[:MOST_SHOWN]:
        told = row_text(one) or "，".join(
            f"{header} {text_of(value)}" for header, value in one.values.items()
        )
        yield f"  第 {one.row.number} 行 {one.state.value} {one.name}：{told}"
    if len(shown) > MOST_SHOWN:
        yield f"  另有 {len(shown) - MOST_SHOWN} 行没有列出。"
