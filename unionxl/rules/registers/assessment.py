"""Rules about the assessment list: its scores, and where its evidence is counted."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.written import figure
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.all import BY_SHEET
from unionxl.tables.evidence import Evidence
from unionxl.tables.registers import count_evidence, source_sheet, source_word
from unionxl.words.lists import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.evidence import EvidenceItem
    from unionxl.rules.book_index import BookIndex


def score_over_points(index: BookIndex) -> Iterator[Case]:
    """Find scores above the points of their line, or below nought."""
    for item in index.book.evidence_items:
        score, points = item.own_score, item.points
        if score is None:
            continue
        if points is not None and score > points:
            told = f"自评 {figure(score)} 分，多于分值 {figure(points)} 分"
        elif score < ZERO:
            told = f"自评 {figure(score)} 分，小于 0"
        else:
            continue
        yield Case(
            f"“{item.content}”{told}。",
            "请核对自评分和分值。",
            (at(item.source, Evidence.own_score),),
        )


def score_without_evidence(index: BookIndex) -> Iterator[Case]:
    """Find lines with every point for which less is there than is needed."""
    for count in count_evidence(index.book):
        item, missing = count.item, count.missing_count
        score, points = item.own_score, item.points
        if score is None or points is None or not missing or not points or score < points:
            continue
        yield Case(
            f"“{item.content}”自评满分 {figure(score)} 分，{item.counted_from}要 "
            f"{item.needed_count} 份，现有 {count.counted} 份。",
            "请补齐登记，或改自评分。",
            (at(item.source, Evidence.own_score),),
            facts={"missing": missing},
        )


def counting_source_unknown(index: BookIndex) -> Iterator[Case]:
    """Find sources that name no sheet of ours, or a word that none of its rows can hold."""
    sheets = tuple(BY_SHEET)
    counted = {count.item.source: count.counted for count in count_evidence(index.book)}
    for item in index.book.evidence_items:
        source, sheet = item.counted_from.strip(), source_sheet(item.counted_from)
        if not source or any_of("registers", "不计数").search(source):
            continue
        if sheet in sheets:
            if counted[item.source] == 0 and (like := _like(item)):
                yield Case(
                    f"“{item.content}”的取数来源“{source}”一条也没有数到，像是“{like}”。",
                    "请核对冒号后面的词。",
                    (at(item.source, Evidence.counted_from),),
                )
            continue
        nearest = get_close_matches(sheet or source, sheets, 1, 0.4)
        like = f"，像是《{nearest[0]}》" if nearest else ""
        yield Case(
            f"“{item.content}”的取数来源“{source}”不是工作簿里的表{like}，没有清点。",
            "请写工作表的名称，或“工作表：关键词”；纸质材料请写 纸质。",
            (at(item.source, Evidence.counted_from),),
        )


def _like(item: EvidenceItem) -> str:
    """Return the listed word that the word of a source is nearly, nothing where it is one."""
    table = BY_SHEET[source_sheet(item.counted_from)]
    known = [word for column in table.columns for word in column.choices]
    word = source_word(item.counted_from)
    if not word or any(word in one or one in word for one in known):
        return ""
    return next(iter(get_close_matches(word, known, 1, 0.5)), "")


RULES = (
    Rule(
        "自评分超过分值",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        score_over_points,
        reason="一项的得分不能多于它的分值。",
        example="分值 5 分，自评 8 分。",
        remedy="改正自评分或分值。",
    ),
    Rule(
        "满分而材料不够",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.AGREEMENT,
        score_without_evidence,
        reason="自评满分，检查时却拿不出那么多份材料。",
        example="献血要 9 份，登记了 1 份，自评 5 分满分。",
        remedy="补齐登记，或改自评分。",
    ),
    Rule(
        "取数来源认不出",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.AGREEMENT,
        counting_source_unknown,
        reason="写错一个字，这一项就一份也数不到。",
        example="取数来源写成“服务台帐：五必访”。",
        remedy="改成工作表的名称。",
    ),
)
