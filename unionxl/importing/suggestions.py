"""Months that only occur in running prose: offered to the clerk, never placed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.importing import layout
from unionxl.importing.model import Suggestion
from unionxl.importing.months import find_months
from unionxl.importing.text import plain
from unionxl.importing.wording import tells_what_was_done

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.importing.segments import Segment

_SENTENCE = re.compile(r"[^。；;！!？?\n\v]+")
_COMMA = re.compile(r"[,，]")
_ITEM_NUMBER = re.compile(r"^\s*\d{1,2}\s?[、.]\s*(?=\d)")
_CONTENTS = re.compile(r"\.{4}|…{2}|·{4}")
_LONG_CLAUSE = 120
_BARE_MONTH = 8


def suggest(segments: Sequence[Segment]) -> Iterator[Suggestion]:
    """Give the clauses that name a month, in order; not what was done and no list of contents."""
    for one in segments:
        if layout.is_site_text(one.text[:200]) or layout.is_signature(one.text[:60]):
            continue
        for sentence in _SENTENCE.finditer(one.text):
            for text in _clauses(sentence[0]):
                if "月" not in text or len(text) > _LONG_CLAUSE or _CONTENTS.search(text):
                    continue
                months = find_months(_ITEM_NUMBER.sub("", plain(text)))
                if months and not tells_what_was_done(text):
                    yield Suggestion(months, text, one.line)


def _clauses(sentence: str) -> list[str]:
    """Split at commas, but keep a month together with what follows it."""
    clauses: list[str] = []
    start = 0
    for comma in _COMMA.finditer(sentence):
        if len(sentence[start : comma.start()].strip()) > _BARE_MONTH:
            clauses.append(sentence[start : comma.start()].strip())
            start = comma.end()
    return [*clauses, sentence[start:].strip()]
