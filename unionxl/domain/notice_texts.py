"""Texts for chat groups: a template for the rows of a sheet, filled with what is known of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = re.compile(r"#\s+(?P<sheet>\S+)(?:\s+(?P<has>有|没有)\s+(?P<fact>\S+))?\s*")
_FACT = re.compile(r"\{([^{}\n]+)\}")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A template for the rows of a sheet, those only that have a fact, or have it not."""

    sheet: str
    lines: tuple[str, ...]
    fact: str = ""
    is_wanted: bool = True

    def filled(self, facts: Mapping[str, str]) -> str:
        """Return the text, "" for a row that it is not for; lines without what they name go."""
        if self.fact and bool(facts.get(self.fact)) is not self.is_wanted:
            return ""
        kept = []
        for line in self.lines:
            named = _FACT.findall(line)
            if not named or any(facts.get(name) for name in named):
                kept.append(_FACT.sub(lambda found: facts.get(found[1], ""), line))
        return "\n".join(kept).strip("\n")


def parse_notices(text: str) -> dict[str, NoticeText]:
    """Return the templates of a text by the sheet that each names: # 会议, # 提案 有 未答复."""
    found: dict[str, NoticeText] = {}
    lines: list[str] = []
    head: re.Match[str] | None = None
    for line in [*text.splitlines(), "#  "]:
        match = _HEAD.fullmatch(line)
        if match or line == "#  ":
            if head:
                has_not = head["has"] == "没有"
                found[head["sheet"]] = NoticeText(
                    head["sheet"], tuple(lines), head["fact"] or "", not has_not
                )
            head, lines = match, []
        else:
            lines.append(line.rstrip())
    return found
