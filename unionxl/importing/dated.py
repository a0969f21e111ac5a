"""Lists by day: 2026-03-06 插花, 3.6 插花, written as 3月6日 before anything else reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.importing.text import plain
from unionxl.words.months import DAY_FIGURES, FIGURES
from unionxl.words.numerals import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.segments import Segment

_ISO = re.compile(
    rf"\s*(?P<year>20\d\d)[-./](?P<month>{FIGURES})[-./](?P<day>{DAY_FIGURES})(?!\d)"
    r"\s*(?P<sep>[:,、]?)\s*"
)
_DOTTED = re.compile(
    rf"\s*(?P<month>{FIGURES})[./](?P<day>{DAY_FIGURES})(?![\d./])(?P<sep>[:,]|\s)\s*(?=\S)"
)
_OUTLINE = re.compile(
    r"\s*(?:\d{1,2}\.)?(?P<above>\d{1,2})\.(?P<number>\d{1,2})(?:[.、]\s?|\s+|(?=[\u3400-\u9fff]))"
    r"(?=\S)"
)
_ABOVE = re.compile(r"\s*(\d{1,2})[.、]?\s*(?=[\u3400-\u9fff])")
_MOST_SECTIONS = 20
_FEW = 3
_NEAR = 6


def with_dated_lines(segments: Sequence[Segment]) -> list[Segment]:
    """Write the days with which the lines of a list begin so that they are read as days."""
    found = list(segments)
    for pattern in (_ISO, _DOTTED):
        tried = ((at, _match(one, pattern)) for at, one in enumerate(segments))
        matches = [(at, match) for at, match in tried if match]
        if not _is_list([(at, _key(match)) for at, match in matches]):
            continue
        for at, match in matches:
            year = f"{match['year']}年" if "year" in match.groupdict() else ""
            rest = segments[at].text[match.end() :]
            text = f"{year}{int(match['month'])}月{int(match['day'])}日：{rest}"
            found[at] = replace(segments[at], text=text, plain=plain(text))
    return found


def with_outline_numbers(segments: Sequence[Segment]) -> list[Segment]:
    """Write the numbers of an outline as numbers of its lowest level: 2.1 五月, 2.2 … as (1) …."""
    matches = [
        (at, match)
        for at, one in enumerate(segments)
        if not one.is_row and (match := _OUTLINE.match(one.plain))
    ]
    keys = [(0, int(match["above"]), int(match["number"])) for _, match in matches]
    counted = sum(1 for before, after in pairwise(keys) if _counts_on(before, after))
    found = list(segments)
    if len(keys) < _FEW or counted < len(keys) / 2:
        return found
    for at, match in matches:
        found[at] = _rewritten(segments[at], f"({match['number']})", match.end())
        above = _ABOVE.match(segments[at - 1].plain) if at and not segments[at - 1].is_row else None
        if above and above[1] == match["above"] and int(above[1]) <= _MOST_SECTIONS:
            title = f"{written(int(above[1]))}、"
            found[at - 1] = _rewritten(segments[at - 1], title, above.end())
    return found


def _rewritten(one: Segment, number: str, rest_at: int) -> Segment:
    """Return a line with another number before the rest of it."""
    text = f"{number}{one.text[rest_at:]}"
    return replace(one, text=text, plain=plain(text))


def _match(one: Segment, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Match a line that begins with a day and goes on."""
    match = None if one.is_row else pattern.match(one.plain)
    return match if match and one.plain[match.end() :].strip() else None


def _key(match: re.Match[str]) -> tuple[int, int, int]:
    year = int(match["year"]) if "year" in match.groupdict() else 0
    return year, int(match["month"]), int(match["day"])


def _is_list(days: Sequence[tuple[int, tuple[int, int, int]]]) -> bool:
    """Tell whether days follow each other line by line, and are no numbers such as 1.1, 1.2."""
    if len(days) < _FEW:
        return False
    keys = [key for _, key in days]
    near = all(after - before <= _NEAR for (before, _), (after, _) in pairwise(days))
    rises = all(after >= before for before, after in pairwise(keys))
    counted = sum(1 for before, after in pairwise(keys) if _counts_on(before, after))
    return near and rises and counted < len(keys) / 2


def _counts_on(before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    """Tell whether a number of a section follows another: 1.1, 1.2 or 1.3, 2.1."""
    within = before[:2] == after[:2] and after[2] == before[2] + 1
    return within or (after[1] == before[1] + 1 and after[2] == 1)
