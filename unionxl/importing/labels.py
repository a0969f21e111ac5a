"""Lines that say something of the item above them: 责任人：李敏　完成时限：3月8日前."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from unionxl.importing.text import plain
from unionxl.words.lists import alternatives, rows

LIST = "plan_labels"
OWNER, TIME, PLACE, AUDIENCE, MONEY = "负责", "时间", "地点", "对象", "经费"
NESTED = "细目"  # a line below an item, without a label
OF_THE_MONTH = "本月"  # 主要节日: says nothing of an item
_TORN = re.compile(r"(\s*)([\u3400-\u9fff])([ \u3000]+)([\u3400-\u9fff])(?=\s?[:：])")
_PARTING = " \u3000\t;；,，。"


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled text: what it is of, the label as written, the text behind it."""

    kind: str
    label: str
    text: str


@cache
def _label() -> re.Pattern[str]:
    """Return a label in its place: at the start, or behind a space or mark."""
    return re.compile(
        rf"""
        (?: ^ | (?<=[\s;,。(]) )
        (?P<label> {alternatives(LIST)} | [\u3400-\u9fff]{{1,4}} (?:{_ends()}) ) \s? [:|] \s*
        """,
        re.VERBOSE,
    )


@cache
def _ends() -> str:
    """Return what a label of two words may end with: 颁奖时间, 彩排地点."""
    return alternatives(LIST, TIME, PLACE)


def with_whole_labels(text: str) -> str:
    """Put a label together whose characters are set apart: 时　间：4月, 经  费：800元.

    >>> with_whole_labels("时　间：4月"), with_whole_labels("春　游：4月")
    ('时间：4月', '春　游：4月')
    """
    match = _TORN.match(text)
    if not match or match[2] + match[4] not in {row.word for row in rows(LIST)}:
        return text
    return f"{match[1]}{match[2]}{match[4]}{text[match.end() :]}"


def label_places(text: str) -> list[int]:
    """Return where labels begin in a plain text."""
    return [match.start("label") for match in _label().finditer(text)]


def heads_detail(header: str) -> tuple[str, str]:
    """Return what a column headed so says of an item, and the head's words; "" for nothing.

    >>> heads_detail("预算金额（元）"), heads_detail("备注")
    (('经费', '预算金额（元）'), ('', ''))
    """
    bare = "".join(header.split())
    label = re.sub(r"\(.*\)$", "", plain(bare)).strip(":")
    kinds = {row.word: row.concept for row in rows(LIST)}
    kind = kinds.get(label) or next(
        (kinds[word] for word in kinds if kinds[word] == MONEY and label.endswith(word)), ""
    )
    return (kind, bare) if kind in {TIME, PLACE, AUDIENCE, MONEY} else ("", "")


def _kind(label: str) -> str:
    """Return what a label announces."""
    kinds = {row.word: row.concept for row in rows(LIST)}
    return kinds.get(label) or next(kinds[word] for word in kinds if label.endswith(word))


@lru_cache(maxsize=4096)
def read_details(text: str) -> tuple[Detail, ...]:
    """Return the labelled texts that a line consists of, () where it begins with no label.

    >>> [(one.kind, one.text) for one in read_details("责任人：李敏　完成时限：3月8日前")]
    [('负责', '李敏'), ('时间', '3月8日前')]
    >>> read_details("召开会议，时间：3月")
    ()
    """
    bare = text.strip()
    folded = plain(bare)
    found = list(_label().finditer(folded))
    if not found or found[0].start():
        return ()
    ends = [*(match.start() for match in found[1:]), len(bare)]
    return tuple(
        Detail(
            _kind(match["label"]),
            bare[match.start("label") : match.end("label")],
            bare[match.end() : end].strip(_PARTING),
        )
        for match, end in zip(found, ends, strict=True)
    )
