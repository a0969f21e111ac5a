"""Which month heads of a plan are heads, and which months only occur in its text.

A head on a line of its own or before a colon counts when there are several, or when a title
announces them. What is written less clearly counts only where it fits between such heads, or
where several lines in a row rise from month to month.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.importing import layout
from unionxl.importing.months import HeadKind, read_head, unscheduled_label
from unionxl.importing.numbering import Style, is_section, read_number
from unionxl.importing.wording import reads_like_report, tells_what_was_done
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.months import MonthHead
    from unionxl.importing.numbering import Number
    from unionxl.importing.segments import Segment

# 5、10月, 五、十月: figures or numerals throughout, with the mark that lists months.
_LISTS_MONTHS = re.compile(rf"\W*(?:20\d\d年)?(?:\d+(?:、\d+)+|[{ONES}十]+(?:、[{ONES}十]+)+)月")
_NUMBERED_MONTH = re.compile(r"\s*(\d{1,2})\s?[.、,]\s?\d{1,2}\s?月")
# ### 三月 · 春暖, 三月——学雷锋
_THEME = re.compile(
    r"\s*(?:[·•∙|]|-{1,2})\s*(?P<theme>[^\s,。;:、()\d][^,。;:()\d]{0,11}?)[\s*_#]*$"
)
TWO_READINGS = "这一段的月份有两种读法，按 {} 月排入，也可能是 {} 月，请核对"
_FEW_HEADS = 2
_FEW_WEAK_HEADS = 3
_MAX_APART = 4
_LONG_TEXT = 160
_MANY_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class PlacedHead:
    """A head at the place of its segment."""

    at: int
    head: MonthHead
    number: Number | None = None


def find_heads(segments: Sequence[Segment]) -> tuple[list[PlacedHead], list[PlacedHead]]:
    """Return the heads of a stretch of text in order, and the strong ones that prove too little."""
    candidates = _settled(
        [found for at, one in enumerate(segments) if (found := _candidate(at, one))], segments
    )
    candidates = [_with_theme(one, segments) for one in candidates]
    strong = _without_days_inside([one for one in candidates if one.head.is_strong])
    strong = _without_signature_months(strong, segments)
    if len(strong) >= _FEW_HEADS or (strong and _is_announced(segments, strong[0])):
        by_day = all(one.head.has_day for one in strong)
        weak = [one for one in candidates if not one.head.is_strong]
        weak = [one for one in weak if by_day or not one.head.has_day]
        return _with_fitting(strong, weak, segments), []
    rising = _rising_run(candidates, segments)
    if rising:
        return rising, []
    return [], [one for one in strong if not layout.is_date_line(segments[one.at].text)]


def _candidate(at: int, one: Segment) -> PlacedHead | None:
    """Return the head that a segment begins with, behind its number if it has one."""
    if layout.is_date_line(one.text) and "日" in one.text:
        return None
    head = read_head(one.plain)
    if head:
        return PlacedHead(at, head)
    number = read_number(one.plain, expected=None) or number_before_month(one.plain)
    if number is None or number.style is Style.LOST:
        return None
    head = read_head(one.plain, number=number, at=number.end)
    return PlacedHead(at, head, number) if head else None


def _with_theme(one: PlacedHead, segments: Sequence[Segment]) -> PlacedHead:
    """Take the few words behind a head and a dash, above a list, for the theme of the month."""
    text = segments[one.at].plain
    places = (one.head.rest_at, one.head.rest_at - 1)
    match = next((found for at in places if (found := _THEME.match(text, at))), None)
    if match is None or one.head.kind >= HeadKind.COLON or not _opens_listing(one.at, segments):
        return one
    remark = "；".join(part for part in (one.head.remark, match["theme"]) if part)
    head = replace(one.head, kind=HeadKind.ALONE, rest_at=len(text), remark=remark)
    return replace(one, head=head)


def number_before_month(text: str) -> Number | None:
    """Read the number of 1、1月 or 3.2月, which is doubtful elsewhere."""
    match = _NUMBERED_MONTH.match(text)
    return read_number(text, expected=int(match[1])) if match else None


def _settled(candidates: list[PlacedHead], segments: Sequence[Segment]) -> list[PlacedHead]:
    """Decide for the whole document whether 一、二月 is a group or a numbered February."""
    settled = list(candidates)
    for strong in (True, False):
        kind = [one for one in candidates if one.head.is_strong is strong]
        if _counts_up(kind, segments):
            settled = [
                _as_numbered(one) if one.head.is_strong is strong else one for one in settled
            ]
        elif strong:
            decided = {one.at: one for one in _told_apart(kind, segments)}
            settled = [decided.get(one.at, one) for one in settled]
    return settled


def _counts_up(heads: list[PlacedHead], segments: Sequence[Segment]) -> bool:
    """Tell whether the numbers before heads run 1, 2, 3 …, and perhaps so again.

    They may go on from a section above them, where every head has its number.
    """
    numbered = [one for one in heads if one.head.number]
    numbers = [one.head.number.value or 0 for one in numbered if one.head.number]
    steps = [after == before + 1 or (after == 1 < before) for before, after in pairwise(numbers)]
    if len(numbers) < _FEW_HEADS or not all(steps):
        return False
    return numbers[0] == 1 or (len(numbered) == len(heads) and _follows(numbered[0], segments, -1))


def _told_apart(heads: list[PlacedHead], segments: Sequence[Segment]) -> list[PlacedHead]:
    """Decide head by head: 五、十月份 is a group, unless a numbering runs up to its 五.

    Where the number of a section runs up to it as well, it is marked as doubtful.
    """
    found: list[PlacedHead] = []
    running, unnumbered = 0, -1
    has_plain = any(one.head.number is None for one in heads)
    lists = {one.at for one in heads if _LISTS_MONTHS.match(segments[one.at].plain)}
    for one in heads:
        number, decided = one.head.number, one
        if one.head.without_number is None:
            running = (number.value or 0) if number else running
        elif number and running and number.value == running + 1:
            decided, running = _as_numbered(one), running + 1
        elif _leaves_a_gap(one.head) and number:
            opens = (number.value == 1 and not has_plain) or one.at not in lists
            skips = 0 < running < (number.value or 0)
            follows = skips or _follows(one, segments, -1)
            wins = opens or skips or (follows and _follows(one, segments, unnumbered))
            decided = _as_numbered(one) if wins else one
            running = (number.value or 0) if wins else running
            decided = _doubted(decided, one) if follows else decided
        found.append(decided)
        unnumbered = decided.at if decided.head.number is None else unnumbered
    return found


def _follows(one: PlacedHead, segments: Sequence[Segment], after: int) -> bool:
    """Tell whether the last section behind a place has the number before that of a head."""
    number = one.head.number
    for other in reversed(segments[after + 1 : one.at]):
        before = read_number(other.plain)
        if before and number and before.style is number.style and not other.is_row:
            return before.value == (number.value or 0) - 1
    return False


def _doubted(decided: PlacedHead, group: PlacedHead) -> PlacedHead:
    """Say which other months a head may name."""
    months, other = decided.head.months, group.head.without_number or ()
    other = group.head.months if months == other else other
    texts = ("、".join(map(str, one)) for one in (months, other))
    return replace(decided, head=replace(decided.head, doubt=TWO_READINGS.format(*texts)))


def _leaves_a_gap(head: MonthHead) -> bool:
    """Tell whether a head names two months that are no neighbours, as 一、三月份 would."""
    pair = head.without_number is not None and len(head.months) == _FEW_HEADS
    return pair and head.months[1] - head.months[0] > 1


def _as_numbered(one: PlacedHead) -> PlacedHead:
    """Return the reading in which the first number counts the heads."""
    if one.head.without_number is None:
        return one
    return PlacedHead(one.at, one.head.read_as_numbered(), one.head.number)


def _without_days_inside(strong: list[PlacedHead]) -> list[PlacedHead]:
    """Leave out 3月8日：… where whole months are heads: it is an item of its month."""
    whole = [one for one in strong if not one.head.has_day]
    if len(whole) < _FEW_HEADS:
        return strong
    kept: list[PlacedHead] = []
    month: tuple[int, ...] = ()
    for one in strong:
        if not one.head.has_day:
            month = one.head.months
        elif set(one.head.months) <= set(month):
            continue
        kept.append(one)
    return kept


def _without_signature_months(
    strong: list[PlacedHead], segments: Sequence[Segment]
) -> list[PlacedHead]:
    """Leave out 2026年3月 alone on the first or last lines: the date of a cover or a signature.

    Above a list it is the head of its month: 2026年9月, then 1、 or a bullet.
    """
    with_year = [one for one in strong if layout.is_date_line(segments[one.at].text)]
    if len(with_year) != 1 or len(strong) == 1 or _opens_listing(with_year[0].at, segments):
        return strong
    return [one for one in strong if one is not with_year[0]]


def _opens_listing(at: int, segments: Sequence[Segment]) -> bool:
    """Tell whether the line below begins a list of works, with the first number or a bullet."""
    below = segments[at + 1 : at + 2]
    numbers = (read_number(one.plain) for one in below if not is_section(one.plain))
    return any(number and (number.value == 1 or number.style is Style.BULLET) for number in numbers)


def _is_announced(segments: Sequence[Segment], one: PlacedHead) -> bool:
    """Tell whether a title before a lone head, or a list below it, makes it a head."""
    before = segments[max(0, one.at - _MANY_TOGETHER) : one.at]
    if any(layout.is_arrangement_title(other.text) for other in before):
        return True
    below = segments[one.at + 1 : one.at + 2]
    numbers = (read_number(other.plain) for other in below)
    return not one.head.has_day and any(number and number.value == 1 for number in numbers)


def _with_fitting(
    strong: list[PlacedHead], weak: list[PlacedHead], segments: Sequence[Segment]
) -> list[PlacedHead]:
    """Add the weakly written heads that fit between their neighbours."""
    heads: list[PlacedHead] = []
    waiting = deque(strong)
    ordered = sorted((*strong, *weak), key=lambda head: head.at)
    for one, following in zip(ordered, [*ordered[1:], None], strict=True):
        if waiting and one is waiting[0]:
            heads.append(waiting.popleft())
            continue
        before = heads[-1] if heads else None
        after = waiting[0] if waiting else None
        if len(segments[one.at].text) <= _LONG_TEXT and _fits(one, before, after, following):
            heads.append(one)
    return heads


def _fits(
    one: PlacedHead,
    before: PlacedHead | None,
    after: PlacedHead | None,
    following: PlacedHead | None,
) -> bool:
    """Tell whether a weak head is the month missing between two heads.

    `following` is the next head of any kind: one may stand before it at the very beginning.
    """
    head = one.head
    if one.number is not None:
        return False
    if head.has_day or (before is not None and before.head.has_day):
        return _lies_between(one, before, after)
    follows = before is not None and head.months[0] == before.head.months[-1] % MONTHS_A_YEAR + 1
    precedes = after is not None and after.head.months[0] == head.months[-1] % MONTHS_A_YEAR + 1
    if after is not None and set(head.months) & set(after.head.months):
        return False
    if before is None:
        near = after is not None and after.at - one.at <= _MAX_APART * 2
        begins = following is not None and following.at - one.at <= _MAX_APART
        leads = following is not None and following.head.months[0] == head.months[-1] + 1
        return ((precedes and near) or (begins and leads)) and head.kind >= HeadKind.SPACE
    if head.kind is HeadKind.GLUED:
        return follows and (precedes or after is None) and not head.without_number
    rises = head.months[0] > before.head.months[-1]
    return follows or (rises and (after is None or head.months[-1] < after.head.months[0]))


def _lies_between(one: PlacedHead, before: PlacedHead | None, after: PlacedHead | None) -> bool:
    """Tell whether a day in a list of days stands in its order."""
    months = one.head.months
    late = before is None or before.head.months[-1] <= months[0]
    return late and (after is None or months[-1] <= after.head.months[0])


def _rising_run(candidates: list[PlacedHead], segments: Sequence[Segment]) -> list[PlacedHead]:
    """Return the longest run of lines near each other that rise from month to month."""
    runs: list[list[PlacedHead]] = [[]]
    for one in candidates:
        if len(segments[one.at].text) > _LONG_TEXT:
            continue
        if runs[-1] and not _goes_on(runs[-1][-1], one, segments):
            runs.append([])
        if len(runs[-1]) < _LONG_TEXT:
            runs[-1].append(one)
    longest = sorted(runs, key=len, reverse=True)
    counted = sum(
        1
        for one in candidates
        if one.number and not tells_what_was_done(segments[one.at].text[:_LONG_TEXT])
    )
    return next(
        (
            run
            for run in longest
            if _is_arrangement(run, segments) and not _is_part_of_outline(run, counted)
        ),
        [],
    )


def _is_part_of_outline(run: list[PlacedHead], counted: int) -> bool:
    """Tell whether as many numbered lines with a month stand elsewhere: each dates its own work."""
    return run[0].number is not None and counted >= 2 * len(run)


def _is_arrangement(run: list[PlacedHead], segments: Sequence[Segment]) -> bool:
    """Tell whether a run names several months, none of which tells what was done."""
    if len({one.head.months for one in run}) < _FEW_WEAK_HEADS:
        return False
    texts = [segments[one.at].text for one in run]
    return not reads_like_report(texts) and not _is_listed_among_others(run, segments)


def _goes_on(before: PlacedHead, one: PlacedHead, segments: Sequence[Segment]) -> bool:
    """Tell whether a weak head follows another closely, in a later month or on a later day."""
    if (before.number is None) != (one.number is None):
        return False
    earlier, later = before.head.months, one.head.months
    over_year_end = earlier[-1] >= MONTHS_A_YEAR - 1 and later[0] <= _FEW_HEADS
    same = one.head.has_day or one.number is not None
    rises = later[0] > earlier[-1] or over_year_end or (same and later[0] == earlier[-1])
    between = segments[before.at + 1 : one.at]
    sections = any(_opens_section(other) for other in between)
    return rises and len(between) < _MAX_APART and not sections


def _opens_section(one: Segment) -> bool:
    """Tell whether a line opens another section, not only another part of the year."""
    number = read_number(one.plain)
    numbered = number is not None and number.style in {Style.CJK, Style.CJK_PAREN}
    return numbered and not (number and unscheduled_label(one.plain[number.end :]))


def _is_listed_among_others(run: list[PlacedHead], segments: Sequence[Segment]) -> bool:
    """Tell whether numbered lines without a month stand between numbered lines with one."""
    if run[0].number is None:
        return False
    return any(
        read_number(segments[at].plain) is not None
        for one, after in pairwise(run)
        for at in range(one.at + 1, after.at)
    )
