"""The states and outcomes of a recurring item, month by month.

The plan keeps the states in 按月状态 (`1已完成 2进行中`), the outcomes as lines of 完成情况
(`3月：45 人参加`). Where there is no such column, the line begins with the state in brackets.
状态 is what the months come to; a 状态 that they do not come to was typed by hand, and holds for
every month that is open.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from unionxl.domain.plan import STATUS_SPELLINGS, PlanStatus
from unionxl.words.months import FIGURES, NUMERALS, month_number
from unionxl.words.numerals import ONES

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
_AND, _TO = r"[\s、,;/和及与·・.+&|]*", r"\s*[-~—–至到]+\s*"
# 一至三月, 十一、十二月: the word 月 stands once, at the end.
_BARE = rf"(?:{NUMERALS})(?=(?:{_TO}|{_AND[:-1]}+)[十{ONES}])"
_ONE = rf"(?:{_MONTH}|{_BARE})"
_ENTRY = rf"(?<!\d)(?P<months>{_ONE}(?:(?:{_TO}|{_AND}){_ONE})*)[\s:]*[(]?(?P<state>{_STATE})[)]?"
_STEP = rf"(?P<to>{_TO})?{_AND}(?P<one>{_ONE})"
_RUN = rf"(?<![{ONES}十])([{ONES}]{{2,4}})(?=月)"  # 七八月
_STAYS_OPEN = rf"{_ONE}{_AND}$"  # a month that would be taken to the state behind it
_EDGES = r"^[\s、,;。:|/]+|[\s、,;。:|/]+$"
_STATED = rf"(?s)[（(](?P<state>{_STATE})[）)](?P<text>.*)"

Named = tuple[int, int]  # year, 0 where none is written, and month
_NEXT = 1  # the year after that of the first planned month: 11-1月
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class _Entries:
    """The months that a text of 按月状态 names, and whatever of it was not understood.

    `kept` is the text as far as something in it was not understood, `of_kept` what it says;
    `tail` was not understood either, and stands by itself at the end.
    """

    states: Mapping[Named, PlanStatus]
    unread: str = ""
    kept: str = ""
    of_kept: Mapping[Named, PlanStatus] = field(default_factory=dict)
    tail: str = ""


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


def unread_states(text: str) -> str:
    """Return what of a text of 按月状态 is not understood.

    >>> unread_states("1已完成 2✓、3月：进行中"), unread_states("1已完成 五月好像做了")
    ('', '五月好像做了')
    """
    return _entries(text).unread


def unplanned_months(item: WorkItem) -> tuple[str, ...]:
    """Return the months of which 按月状态 tells and which are none of the item's."""
    months = item.planned_months
    names = _entries(item.month_states).states
    if not item.is_recurring or not months:
        return tuple(_unplanned_name(name, months) for name in names)
    return tuple(_unplanned_name(name, months) for name in names if not _resolved(name, months))


def _unplanned_name(name: Named, months: Sequence[Month]) -> str:
    """Name a month for the clerk."""
    year, month = _of_year(name, months)
    return f"{year}年{month}月" if year > _NEXT else f"{month}月"


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
    text = _column_text(months, states, kept) if has_column else item.month_states
    joined = _joined(general, lines, months)
    return ItemTexts(overall_state(states.values()).value, text, joined)


def _column_text(
    months: Sequence[Month], states: Mapping[Month, PlanStatus], read: _Entries
) -> str:
    """Write the states of months; where something was not understood, behind her own text."""
    told = {month: read.of_kept[name] for name, month in _planned(read.of_kept, months)}
    ours = [
        f"{_name(month, months)}{state.value}"
        for month, state in sorted(states.items())
        if state is not told.get(month, PlanStatus.NOT_STARTED)
    ]
    planned = dict(_planned(read.states, months))
    rest = [
        f"{f'{year}-{month:02d}' if year else month}{state.value}"
        for name, state in read.states.items()
        if name not in planned and read.of_kept.get(name) is not state
        for year, month in (_of_year(name, months),)
    ]
    written = " ".join(filter(None, (*ours, *rest, read.tail)))
    if not (read.kept and written):
        return read.kept or written
    return f"{read.kept}{'。' if re.search(_STAYS_OPEN, read.kept) else ' '}{written}"


def _planned(names: Iterable[Named], months: Sequence[Month]) -> list[tuple[Named, Month]]:
    """Return the names that mean planned months, with those."""
    return [(name, month) for name in names if (month := _resolved(name, months))]


def _name(month: Month, months: Sequence[Month]) -> str:
    """Return the shortest name of a month: its number in the first of the years."""
    return str(month.month) if month.year == min(months).year else str(month)


def _resolved(name: Named, months: Sequence[Month]) -> Month | None:
    """Return the planned month that is meant, None where there is none such."""
    year, number = _of_year(name, months)
    return next(
        (one for one in sorted(months) if one.month == number and year in {0, one.year}), None
    )


def _of_year(name: Named, months: Sequence[Month]) -> Named:
    """Return a name with the year that is meant, 0 where none is."""
    year, number = name
    return (min(months).year + 1 if year == _NEXT and months else year), number


@lru_cache(MONTHS_KEPT)
def _entries(text: str) -> _Entries:
    """Read a text of 按月状态; of a month named twice, the last state holds."""
    if not text:
        return _Entries({}, "")
    plain = unicodedata.normalize("NFKC", text).replace("\ufe0f", "")
    plain = re.sub(_RUN, _listed, plain)
    states: dict[Named, PlanStatus] = {}
    of_kept: dict[Named, PlanStatus] = {}
    unread: list[str] = []
    at = end = 0
    for found in re.finditer(_ENTRY, plain):
        left = re.sub(_EDGES, "", plain[at : found.start()])
        for name in _months_in(found["months"]):
            states.pop(name, None)
            states[name] = _WORDS[found["state"]]
        at = found.end()
        if left:
            unread.append(left)
            end, of_kept = at, dict(states)
    rest = plain[at:]
    tail = re.sub(_EDGES, "", rest)
    if tail:
        unread.append(tail)
    if tail and at and not re.match(_EDGES, rest):  # it belongs to what stands before it
        end, tail, of_kept = len(plain), "", dict(states)
    return _Entries(states, " ".join(unread), plain[:end].strip(), of_kept, tail)


def _listed(run: re.Match[str]) -> str:
    """Return 七八 as months of their own, where they follow each other."""
    return "、".join(run[1]) if list(run[1]) == sorted(run[1], key=ONES.index) else run[0]


def _months_in(text: str) -> list[Named]:
    """Return the months that stand before a state: one, some, or a stretch of them."""
    found: list[Named] = []
    for step in re.finditer(_STEP, text):
        last = _named(step["one"])
        if step["to"] and found:
            found += _stretch(found.pop(), last)
        else:
            found.append(last)
    return found


def _stretch(first: Named, last: Named) -> list[Named]:
    """Return the months from one to another, over the turn of the year where they go back."""
    (year, month), (last_year, last_month) = first, last
    goes_back = last_month < month
    if not year and last_year:
        year = last_year - goes_back
    elif not last_year:
        last_year = (year or _NEXT) if year or goes_back else 0
        last_year += bool(year and goes_back)
    months = [(year, month)]
    while months[-1] != (last_year, last_month) and len(months) <= 2 * _LAST_MONTH:
        year, month = months[-1]
        following = (last_year, 1) if year in {0, last_year} else (year + 1, 1)
        months.append(following if month == _LAST_MONTH else (year, month + 1))
    return months if months[-1] == (last_year, last_month) else [first, last]


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
