"""The states and outcomes of a recurring item, month by month.

The plan keeps the states in 按月状态 (`1已完成 2进行中`), the outcomes as lines of 完成情况
(`3月：45 人参加`). Where there is no such column, the line begins with the state in brackets.
状态 is what the months come to; a 状态 that they do not come to was typed by hand, and holds for
every month that is open.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from unionxl.domain.plan import STATUS_SPELLINGS, PlanStatus
from unionxl.words.months import FIGURES, NUMERALS, month_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem

MONTHS_KEPT = 4_096  # texts of which the reading is kept
# Before a line of an outcome that would be read as the beginning of another.
ESCAPE = "　"
_TICKS = frozenset("✓√✔☑")
_WORDS: Mapping[str, PlanStatus] = {
    **{status.value: status for status in PlanStatus},
    **{word: PlanStatus(status) for word, status in STATUS_SPELLINGS},
    **dict.fromkeys(_TICKS, PlanStatus.DONE),
}
_STATE = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_MONTH = (
    r"(?:(?:20\d\d)[-./年])?"
    rf"(?:(?:{FIGURES})(?!\d)(?:月份?)?|(?:{NUMERALS})月份?)"
)
# Patterns are compiled when they are first needed: most items do not recur.
_ONE_MONTH = (
    r"(?:(?P<year>20\d\d)[-./年])?"
    rf"(?P<month>{FIGURES}|{NUMERALS})(?:月份?)?"
)
_AND, _TO = r"[\s、,;/和及]*", r"\s*[-~—–至到]+\s*"
_ENTRY = (
    rf"(?<!\d)(?P<months>{_MONTH}(?:(?:{_TO}|{_AND}){_MONTH})*)[\s:]*[(]?(?P<state>{_STATE})[)]?"
)
_STEP = rf"(?P<to>{_TO})?{_AND}(?P<one>{_MONTH})"
_EDGES = r"^[\s、,;。:|/]+|[\s、,;。:|/]+$"
_STATED = rf"(?s)[（(](?P<state>{_STATE})[）)](?P<text>.*)"

Named = tuple[int, int]  # year, 0 where none is written, and month


@dataclass(frozen=True, slots=True)
class _Entries:
    """The months that a text of 按月状态 names, and whatever of it was not understood."""

    states: Mapping[Named, PlanStatus]
    unread: str


@dataclass(frozen=True, slots=True)
class _Line:
    """What 完成情况 says of one month."""

    state: PlanStatus | None
    text: str


@dataclass(frozen=True, slots=True)
class ItemTexts:
    """The cells of the plan that hold the states of a recurring item."""

    status: str
    month_states: str
    outcome: str


def state_in(item: WorkItem, month: Month) -> PlanStatus:
    """Return the state of an item as a month's sheet shows it: that of the month, if it recurs."""
    return states_of(item).get(month) or state_of(item)


def state_of(item: WorkItem) -> PlanStatus:
    """Return the state of an item as a whole."""
    return overall_state(states_of(item).values()) if item.is_recurring else item.status


def states_of(item: WorkItem) -> Mapping[Month, PlanStatus]:
    """Return the state of every month of a recurring item; nothing for one that does not recur."""
    if not item.is_recurring:
        return {}
    return _states(item.planned_months, item.status, item.month_states, item.outcome)


def stated_months(item: WorkItem) -> Mapping[Month, PlanStatus]:
    """Return the months of a recurring item of which the plan says the state by itself."""
    return _stated(item.planned_months, item.month_states, item.outcome)


@lru_cache(MONTHS_KEPT)
def _states(
    months: tuple[Month, ...], status: PlanStatus, month_states: str, outcome: str
) -> Mapping[Month, PlanStatus]:
    """Return the state of every month, what was typed by hand for all of them included."""
    stated = _stated(months, month_states, outcome)
    states = {month: stated.get(month, PlanStatus.NOT_STARTED) for month in months}
    if status is overall_state(states.values()):
        return states
    return {month: state if state.is_closed else status for month, state in states.items()}


def _stated(months: Sequence[Month], month_states: str, outcome: str) -> dict[Month, PlanStatus]:
    """Return the states that stand in the plan; the column comes before the lines."""
    of_lines = {
        month: line.state
        for month, line in _lines(months, outcome)[1].items()
        if line.state is not None
    }
    named = _entries(month_states).states
    return of_lines | {
        month: state for name, state in named.items() if (month := _resolved(name, months))
    }


def overall_state(states: Iterable[PlanStatus]) -> PlanStatus:
    """Return what the states of the months come to.

    >>> overall_state([PlanStatus.DONE, PlanStatus.CANCELLED]).value
    '已完成'
    >>> overall_state([PlanStatus.DONE, PlanStatus.NOT_STARTED]).value
    '进行中'
    """
    found = set(states)
    if len(found) == 1:
        return found.pop()
    if found and all(state.is_closed for state in found):
        return PlanStatus.DONE
    begun = found & {PlanStatus.DONE, PlanStatus.IN_PROGRESS}
    return PlanStatus.IN_PROGRESS if begun else PlanStatus.NOT_STARTED


def outcome_in(item: WorkItem, month: Month) -> str:
    """Return what came of an item in a month; of one that does not recur, the whole outcome."""
    if not item.is_recurring or month not in item.planned_months:
        return item.outcome
    line = _lines(item.planned_months, item.outcome)[1].get(month)
    return line.text if line else ""


def general_outcome(item: WorkItem) -> str:
    """Return what is said of a recurring item as a whole, or of one that does not recur."""
    if not item.is_recurring:
        return item.outcome
    return _lines(item.planned_months, item.outcome)[0]


def unread_states(text: str) -> str:
    """Return what of a text of 按月状态 is not understood.

    >>> unread_states("1已完成 2✓、3月：进行中"), unread_states("1已完成 五月好像做了")
    ('', '五月好像做了')
    """
    return _entries(text).unread


def with_state(item: WorkItem, month: Month, state: PlanStatus, *, has_column: bool) -> ItemTexts:
    """Return the cells of a recurring item after the state of one month was set."""
    states = dict(states_of(item)) | {month: state}
    return _written(item, states, outcome=item.outcome, has_column=has_column)


def with_outcome(item: WorkItem, month: Month, text: str) -> ItemTexts:
    """Return the cells of a recurring item after the outcome of one month was set."""
    general, lines = _lines(item.planned_months, item.outcome)
    state = lines[month].state if month in lines else None
    lines[month] = _Line(state, text)
    outcome = _joined(general, lines, item.planned_months)
    return ItemTexts(item.status.value, item.month_states, outcome)


def settled(item: WorkItem, *, has_column: bool) -> ItemTexts:
    """Return the cells of a recurring item with every state where it belongs."""
    return _written(item, states_of(item), outcome=item.outcome, has_column=has_column)


def _written(
    item: WorkItem, states: Mapping[Month, PlanStatus], *, outcome: str, has_column: bool
) -> ItemTexts:
    """Write states into the column, or into the lines where there is none."""
    months = item.planned_months
    general, lines = _lines(months, outcome)
    kept = _entries(item.month_states)
    for month in {*lines, *states}:
        line = lines.get(month, _Line(None, ""))
        told = None if has_column else states.get(month, PlanStatus.NOT_STARTED)
        lines[month] = _Line(None if told is PlanStatus.NOT_STARTED else told, line.text)
    text = item.month_states
    if has_column:
        others = {name: s for name, s in kept.states.items() if _resolved(name, months) is None}
        text = _column_text(months, states, others, kept.unread)
    joined = _joined(general, lines, months)
    return ItemTexts(overall_state(states.values()).value, text, joined)


def _column_text(
    months: Sequence[Month],
    states: Mapping[Month, PlanStatus],
    others: Mapping[Named, PlanStatus],
    unread: str,
) -> str:
    """Write the states of months; what was not understood, or is not planned, stays behind."""
    ours = [
        f"{_name(month, months)}{state.value}"
        for month, state in sorted(states.items())
        if state is not PlanStatus.NOT_STARTED
    ]
    rest = [
        f"{f'{year}-{month:02d}' if year else month}{state.value}"
        for (year, month), state in others.items()
    ]
    return " ".join(filter(None, (*ours, *rest, unread)))


def _name(month: Month, months: Sequence[Month]) -> str:
    """Return the shortest name of a month: its number in the first of the years."""
    return str(month.month) if month.year == min(months).year else str(month)


def _resolved(name: Named, months: Sequence[Month]) -> Month | None:
    """Return the planned month that is meant, None where there is none such."""
    year, number = name
    return next(
        (one for one in sorted(months) if one.month == number and year in {0, one.year}), None
    )


@lru_cache(MONTHS_KEPT)
def _entries(text: str) -> _Entries:
    """Read a text of 按月状态; of a month named twice, the last state holds."""
    if not text:
        return _Entries({}, "")
    plain = unicodedata.normalize("NFKC", text).replace("\ufe0f", "")
    states: dict[Named, PlanStatus] = {}
    unread: list[str] = []
    at = 0
    for found in re.finditer(_ENTRY, plain):
        unread.append(re.sub(_EDGES, "", plain[at : found.start()]))
        for name in _months_in(found["months"]):
            states.pop(name, None)
            states[name] = _WORDS[found["state"]]
        at = found.end()
    unread.append(re.sub(_EDGES, "", plain[at:]))
    return _Entries(states, " ".join(filter(None, unread)))


def _months_in(text: str) -> list[Named]:
    """Return the months that stand before a state: one, some, or a stretch of them."""
    found: list[Named] = []
    for step in re.finditer(_STEP, text):
        year, number = _named(step["one"])
        if step["to"] and found:
            found += [(found[-1][0], between) for between in range(found[-1][1] + 1, number)]
        found.append((year, number))
    return found


def _named(text: str) -> Named:
    """Return the year, 0 where none is written, and the number of a month."""
    match = re.fullmatch(_ONE_MONTH, text.strip())
    if match is None:
        return (0, 0)
    return int(match["year"] or 0), month_number(match["month"]) or 0


def _month_of_line(line: str) -> tuple[Named, str] | None:
    """Return the month with which a line of 完成情况 begins, and the rest of the line."""
    head, colon, rest = line.replace("：", ":", 1).partition(":")
    head = unicodedata.normalize("NFKC", head.strip(" "))
    if not colon or not head.removesuffix("份").endswith("月") or head.startswith(" "):
        return None
    name = _named(head)
    return (name, rest) if name[1] else None


def _lines(months: Sequence[Month], outcome: str) -> tuple[str, dict[Month, _Line]]:
    """Return what 完成情况 says in general, and of each month; a line goes on to the next."""
    general: list[str] = []
    found: dict[Month, list[str]] = {}
    states: dict[Month, PlanStatus] = {}
    into = general
    for line in outcome.split("\n"):
        begun = _month_of_line(line)
        if begun is None:
            into.append(line if into is general else line.removeprefix(ESCAPE))
            continue
        month = _resolved(begun[0], months)
        if month is None:
            into = general
            general.append(line)
            continue
        into = found.setdefault(month, [])
        stated = re.fullmatch(_STATED, begun[1].removeprefix(" "))
        if stated:
            states[month] = _WORDS[stated["state"]]
        into.append((stated["text"] if stated else begun[1]).removeprefix(ESCAPE))
    return "\n".join(general).strip(), {
        month: _Line(states.get(month), "\n".join(texts).strip()) for month, texts in found.items()
    }


def _joined(general: str, lines: Mapping[Month, _Line], months: Sequence[Month]) -> str:
    """Write 完成情况: what is said in general, then month by month."""
    told = [
        _line_text(month, line, months)
        for month, line in sorted(lines.items())
        if line.text or line.state
    ]
    return "\n".join(filter(None, (general, *told)))


def _line_text(month: Month, line: _Line, months: Sequence[Month]) -> str:
    """Write the lines of one month."""
    first, *others = line.text.split("\n")
    name = f"{month.month}月"
    if month.year != min(months).year:
        name = f"{month.year}年{name}"
    state = f"（{line.state.value}）" if line.state else ""
    if not state and re.match(_STATED, first):
        first = ESCAPE + first
    others = [
        ESCAPE + other if other.startswith(ESCAPE) or _month_of_line(other) else other
        for other in others
    ]
    return "\n".join((f"{name}：{state}{first}", *others))
