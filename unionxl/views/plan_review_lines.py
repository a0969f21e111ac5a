"""What an import of a plan could not decide, line by line, and what the clerk says to it."""

from __future__ import annotations

import enum
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.views.drafts import DraftLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

YES, NO, ADD = "是", "否", "另列"
WANTED, MONTHS, TEXT = "导入", "月份", "工作内容"
LONGEST_TEXT = 8_000  # a cell holds 32,767 characters, and a line is kept in it twice
# Names of the facts of a line beside the headers of the plan.
_WHY, _DOCUMENT, _LINE, _SOURCE = "=why", "=document", "=line", "=source"
_REASON, _NUMBER, _ITEM, _OFFERED = "=for", "=number", "=item", "=offered:"
SEEN = "=seen"


class Why(enum.Enum):
    """Why a line is listed, in the order of the list; the value heads its part."""

    DOUBTFUL = "有疑问的事项"
    CHANGED = "与《年度计划》不一致的事项"
    UNDATED = "没有写明月份的事项"
    UNREAD = "没有读懂的行"
    SUGGESTED = "正文里提到月份的话"
    OTHER_PLAN = "文档里其他计划的事项"
    REST = "其余的行"

    @property
    def needs_her(self) -> bool:
        """Whether the clerk should look at such a line."""
        return self in {Why.DOUBTFUL, Why.CHANGED, Why.UNDATED, Why.UNREAD}

    @property
    def inputs(self) -> tuple[str, ...]:
        """Which cells of such a line the clerk fills in."""
        some = {Why.CHANGED: (WANTED,), Why.UNDATED: (MONTHS,)}
        return some.get(self, (WANTED, MONTHS, TEXT))


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line of a document that waits for the clerk, or a row of the plan that it differs from.

    `wanted`, `months` and `text` are as they are proposed; `columns` are other cells of the plan,
    by their headers, as texts: what is shown of an item, or what a row would be changed to.
    `number` is that of the row of the plan that it is about, `item` what else is known of the work,
    for whoever makes a row of it.
    """

    why: Why
    document: str
    line: int
    source: str
    reason: str
    wanted: str = NO
    months: str = ""
    text: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    item: str = ""

    @property
    def known_by(self) -> str:
        """What a line is known by when its document is read again; its number may change."""
        words = (self.document, self.source, self.text, self.number)
        return hashlib.sha256("\0".join(words).encode(errors="surrogatepass")).hexdigest()[:16]

    def draft(self, key: str) -> DraftLine:
        """Return the line as it stands on the sheet."""
        offered = {WANTED: self.wanted, MONTHS: self.months, TEXT: self.text[:LONGEST_TEXT]}
        facts = {
            _WHY: self.why.name,
            _DOCUMENT: self.document,
            _LINE: str(self.line),
            _SOURCE: self.source[:LONGEST_TEXT],
            _REASON: self.reason,
            _NUMBER: self.number,
            _ITEM: self.item,
            **self.columns,
            **{_OFFERED + name: text for name, text in offered.items()},
        }
        shown = {**offered, TEXT: "" if self.why is Why.REST else offered[TEXT]}
        cells = {name: shown[name] for name in self.why.inputs}
        return DraftLine(
            key, cells, dict(cells), {name: text for name, text in facts.items() if text}
        )


def drafts_of(lines: Iterable[ReviewLine]) -> tuple[DraftLine, ...]:
    """Return lines as they stand on the sheet; lines that say the same are counted."""
    counted: Counter[str] = Counter()
    found = []
    for one in lines:
        known = one.known_by
        counted[known] += 1
        found.append(one.draft(f"{known}-{counted[known]}"))
    return tuple(found)


def is_waiting(line: DraftLine) -> bool:
    """Tell whether a line still waits for the clerk to look at it."""
    one = review_line(line)
    is_refused = one.wanted == YES and line.text(WANTED) == NO
    settled = line.is_registered or SEEN in line.facts or is_refused
    return one.why.needs_her and not settled


def is_touched(line: DraftLine) -> bool:
    """Tell whether the clerk has changed what was proposed for a line."""
    return any(line.text(name) != line.facts.get(_OFFERED + name, "") for name in _asked(line))


def _asked(line: DraftLine) -> tuple[str, ...]:
    """Return the cells that ask the clerk; the text of the rest is only asked for where it is."""
    why = review_line(line).why
    names = why.inputs
    return names if why is not Why.REST or line.text(TEXT) else names[:-1]


def review_line(line: DraftLine) -> ReviewLine:
    """Return the line of a document that a line of the sheet stands for."""
    facts = line.facts
    columns = {name: text for name, text in facts.items() if not name.startswith("=")}
    return ReviewLine(
        why=Why[facts[_WHY]],
        document=facts.get(_DOCUMENT, ""),
        line=int(facts.get(_LINE, "0")),
        source=facts.get(_SOURCE, ""),
        reason=facts.get(_REASON, ""),
        wanted=facts.get(_OFFERED + WANTED, ""),
        months=facts.get(_OFFERED + MONTHS, ""),
        text=facts.get(_OFFERED + TEXT, ""),
        columns=columns,
        number=facts.get(_NUMBER, ""),
        item=facts.get(_ITEM, ""),
    )
