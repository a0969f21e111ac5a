"""Titles and years: where one plan of a document ends and the next begins.

A file promises ten plans and holds three, repeats one title over all of them, or numbers them
篇一, 篇二. A part without a body of its own, such as the site's own headline, is no plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.importing.layout import is_site_text
from unionxl.importing.months import read_head, read_month_cell
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.text import plain, squeeze
from unionxl.importing.weeks import week_label
from unionxl.words.lists import alternatives, any_of
from unionxl.words.numerals import ONES, year_spelt
from unionxl.words.numerals import number as number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.segments import Segment


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The segments of one plan under its title."""

    title: str
    line: int
    segments: tuple[Segment, ...]
    years: SchoolYears


@dataclass(frozen=True, slots=True)
class SchoolYears:
    """The year of a plan; a school year has a second one, a term says which of them."""

    first: int | None
    second: int | None = None
    term: int | None = None

    @property
    def term_year(self) -> int | None:
        """The calendar year in which the term begins."""
        return self.second if self.term == SECOND_TERM and self.second else self.first

    def year_of(self, first_month: int | None) -> int | None:
        """Return the calendar year of the first month that the plan names."""
        if self.first is None or self.second is None:
            return self.first
        in_second = first_month is not None and first_month < FIRST_TERM_FROM
        if self.term is not None:
            in_second = self.term == SECOND_TERM
        return self.second if in_second else self.first

    def offset_of(self, months: Sequence[int], year: int | None) -> int:
        """Return in which year of a plan months lie that stand in no order."""
        over_year_end = self.second is not None and year == self.first
        return int(over_year_end and bool(months) and months[0] < FIRST_TERM_FROM)


FIRST_TERM_FROM = 8
SECOND_TERM = 2
MIN_TITLE, MAX_TITLE = 6, 45
_ENOUGH_TEXT = 300
_ENOUGH_STRUCTURE = 2
_LINES_WITH_YEAR = 8
_TOP = 60
_NEAR = 400
_NUM = rf"[{ONES}十]{{1,3}}|\d{{1,2}}"
_NO_TITLE = re.compile(r"[,;。、]$|如下:?$|>|^\s*附|首页")
_REPORT = re.compile("总结|报告")
_BOOK_TITLE = re.compile(r"《([^《》]{4,40}(?:计划|方案|要点|計劃))》")

LIST = "plan_titles"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d|\s?[.]\d{3})")
_ROC_YEAR = re.compile(r"(?<!\d)(1[0-2]\d)(?:学年度?|年度)")  # 114年度, as in Taiwan
_ROC_FROM = 1911
_CJK_YEAR = re.compile(rf"二[〇零O0oO][{ONES}〇零oO]{{2}}(?=\s?年|学年|-|至)")
_UNKNOWN_YEAR = re.compile(r"20\s?[xX*_]{2}|(?<![\dxX])[xX]{2,4}\s?(?:年|学年)")
_SCHOOL_YEARS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?:学?年度?)?\s?[-~至到/]{1,2}\s?((?:19|20)?\d\d)(?!\d|\s?[.月])"
)
_SCHOOL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?学年")


@cache
def _any(concept: str) -> str:
    """Return the words of a concept as a piece of a pattern."""
    return f"(?:{alternatives(LIST, concept)})"


@cache
def _title_form() -> re.Pattern[str]:
    """Return the whole of a title: 工会工作计划范文(篇二)."""
    return re.compile(
        rf"""
        [^。;!?]{{0,40}} {_any("文种")} {_any("范文")}* [\s\[【(<〔]* (?:篇|之|第)?
        (?: {_NUM} | 草案 | 讨论稿 | 初稿 | 试行 | [^()。;]{{0,12}} )? [\]】)>〕]* 篇?
        """,
        re.VERBOSE,
    )


@cache
def _ordinal_end() -> re.Pattern[str]:
    """Return the end of a title that is one of several: …计划篇二, …范文(三)."""
    return re.compile(
        rf"""
        (?: {_any("文种")} | {_any("范文编号")} ) \s* (?: [\[【(<〔] \s* )?
        (?:篇|之|第)? \s* (?P<n>{_NUM}) \s* (?: [\]】)>〕] )? $
        """,
        re.VERBOSE,
    )


@cache
def _ordinal_start() -> re.Pattern[str]:
    """Return the beginning of a title that is one of several: 第一篇：…, 范文三."""
    return re.compile(
        rf"""
        [\[【(<〔★☆\#*\s]*
        (?: 第(?P<a>{_NUM})篇 | 篇(?P<b>{_NUM}) | {_any("编号开头")}(?P<c>{_NUM}) )
        [\]】)>〕]* [:、.\s]* (?P<rest>.*) $
        """,
        re.VERBOSE,
    )


@cache
def _section_name() -> re.Pattern[str]:
    """Return the head of a list within a plan, which says nothing of whose plan it is."""
    return re.compile(
        rf"""
        (?: 附件?:? | [(]? (?: [{ONES}十]{{1,2}} | \d{{1,2}} ) [)、.]+ )?     # 附件:具体工作安排
        {_any("栏目修饰")}* (?:安排|要点) 表? :?
        """,
        re.VERBOSE,
    )


@cache
def _term(which: str) -> re.Pattern[str]:
    """Return what names the first or the second term: 第一学期, 学年(上)."""
    return re.compile(rf"{_any(f'{which}学期')}|学年[(]?{which}[)]?")


def split_plans(document: Sequence[Segment]) -> list[PlanPart]:
    """Return the plans of a document in order; a document without titles is one plan."""
    segments = _without_page_heads(document)
    cuts = _ordinal_cuts(segments) or _repeated_cuts(segments) or _distinct_cuts(segments)
    head_years = _years_of_document(segments)
    if not cuts:
        title, line = _only_title(segments)
        return [PlanPart(title, line, tuple(segments), _years(title, segments, head_years))]
    ends = [*cuts[1:], len(segments)]
    parts = [
        (segments[start], tuple(segments[start + 1 : end]))
        for start, end in zip(cuts, ends, strict=True)
    ]
    before = tuple(segments[: cuts[0]])
    kept = [(head, body) for head, body in parts if _is_substantial(body)]
    if not kept:
        title, line = _only_title(segments)
        return [PlanPart(title, line, tuple(segments), _years(title, segments, head_years))]
    plans = [
        PlanPart(_clean_title(head.text), head.line, body, _years(head.text, body, head_years))
        for head, body in kept
    ]
    if _has_month_heads(before):
        title, line = _only_title(before)
        plans.insert(0, PlanPart(title, line, before, _years(title, before, head_years)))
    return plans


def _clean_title(text: str) -> str:
    """Return a title without the marks and words around it."""
    named = _BOOK_TITLE.search(text)
    if named:
        return named[1]
    return text.strip(" \u3000#*_《》【】[]★☆:：")


def _is_title(segment: Segment) -> bool:
    """Tell whether a segment stands there like a title."""
    text = segment.plain.strip()
    fits = not segment.is_row and MIN_TITLE <= len(text) <= MAX_TITLE
    if not fits or not any_of(LIST, "文种").search(text):
        return False
    if _NO_TITLE.search(text) or _section_name().fullmatch(squeeze(text)):
        return False
    number = read_number(text)
    numbered = number is not None and number.style is not Style.BULLET
    task = any_of(LIST, "任务开头").match(squeeze(text)) is not None
    report = _REPORT.search(text) is not None and any_of(LIST, "归属").search(text) is None
    if numbered or task or report or is_site_text(text) or read_head(text) or week_label(text):
        return False
    return _title_form().fullmatch(squeeze(text)) is not None


def _ordinal(segment: Segment) -> int | None:
    """Return the number of a title such as …计划篇二, 范文三：, 第一篇."""
    text = segment.plain.strip().rstrip(":")
    if segment.is_row or not text or len(text) > MAX_TITLE or text[-1] in ",;。、":
        return None
    start = _ordinal_start().match(text)
    if start and (not start["rest"] or any_of(LIST, "文种").search(start["rest"])):
        found = start["a"] or start["b"] or start["c"]
        return number_of(found) or 0
    end = _ordinal_end().search(text)
    number = read_number(text)
    numbered = number is not None and number.style is not Style.BULLET
    if end and not numbered and not any_of(LIST, "任务开头").match(squeeze(text)):
        return number_of(end["n"]) or 0
    return None


def _ordinal_cuts(segments: Sequence[Segment]) -> list[int]:
    """Return the places of titles that count the plans: 1, 2, 3 …."""
    numbered = [(at, _ordinal(one)) for at, one in enumerate(segments)]
    found = [(at, number) for at, number in numbered if number is not None]
    if {1, 2} <= {number for _, number in found}:
        return [at for at, _ in found]
    if found and min(number for _, number in found) == SECOND_TERM:
        first = next((at for at, one in enumerate(segments) if _is_title(one)), None)
        if first is not None and first < found[0][0]:
            return [first, *(at for at, _ in found)]
    return []


def _repeated_cuts(segments: Sequence[Segment]) -> list[int]:
    """Return the places of a title that stands over several bodies."""
    places: dict[str, list[int]] = {}
    for at, one in enumerate(segments):
        if _is_title(one):
            places.setdefault(squeeze(one.plain), []).append(at)
    return max((found for found in places.values() if len(found) > 1), key=len, default=[])


def _without_page_heads(segments: Sequence[Segment]) -> list[Segment]:
    """Leave out the lines where a title is only the running head of a further page."""
    places = _repeated_cuts(segments)
    heads: set[int] = set()
    kept: list[int] = []
    for place, at in enumerate(places):
        end = places[place + 1] if place + 1 < len(places) else len(segments)
        before = segments[max(kept[-1] + 1, at - _NEAR) : at] if kept else ()
        if kept and _is_substantial(before) and _goes_on(before, segments[at + 1 : end]):
            heads.add(at)
        else:
            kept.append(at)
    return [one for at, one in enumerate(segments) if at not in heads]


def _goes_on(before: Sequence[Segment], body: Sequence[Segment]) -> bool:
    """Tell whether a part takes up the sections or the months of the part before it."""
    sections = _section_values(body)
    if sections:
        return sections[0] != 1
    months, earlier = _months_named(body), _months_named(before)
    if not earlier:
        return False
    numbers = [number.value for one in body[:1] if (number := read_number(one.plain))]
    return months[0] > earlier[-1] if months else bool(numbers) and numbers[0] != 1


def _section_values(body: Sequence[Segment]) -> list[int]:
    """Return the numbers of the sections 一、 二、 …."""
    numbers = (read_number(one.plain) for one in body if not one.is_row)
    return [one.value for one in numbers if one and one.style is Style.CJK and one.value]


def _months_named(body: Sequence[Segment]) -> list[int]:
    """Return the first month of every month head, in lines and in tables."""
    named = (
        read_month_cell(one.cells[0]) if one.is_row else _strong_months(one.plain) for one in body
    )
    return [months[0] for months in named if months]


def _strong_months(text: str) -> tuple[int, ...] | None:
    """Return the months of a strong head."""
    head = read_head(text)
    return head.months if head and head.is_strong else None


def _distinct_cuts(segments: Sequence[Segment]) -> list[int]:
    """Return the places of unlike titles, each followed by sections that begin anew."""
    titles = [at for at, one in enumerate(segments) if _is_title(one)]
    titles = [at for at in titles if not any_of(LIST, "附表").search(segments[at].plain)]
    cuts: list[int] = []
    last_month = 0
    for place, at in enumerate(titles):
        end = titles[place + 1] if place + 1 < len(titles) else len(segments)
        body = segments[at + 1 : end]
        months = _months_named(body) if _has_month_heads(body) else []
        if _begins_anew(body) or (months and (not last_month or months[0] <= last_month)):
            cuts.append(at)
        last_month = months[-1] if months else last_month
    return cuts if len(cuts) > 1 else []


def _begins_anew(body: Sequence[Segment]) -> bool:
    """Tell whether the sections of a part start at 一 and go on to 二."""
    values = _section_values(body)
    return values[:1] == [1] and len(values) > 1


def _is_substantial(body: Sequence[Segment]) -> bool:
    """Tell whether there is a plan under a title, not only a site's words."""
    own = [one for one in body if not is_site_text(one.text)]
    structure = sum(
        1 for one in own if read_number(one.plain) or read_head(one.plain) or one.is_row
    )
    length = sum(len(one.text) for one in own)
    return structure >= _ENOUGH_STRUCTURE or length >= _ENOUGH_TEXT


def _has_month_heads(body: Sequence[Segment]) -> bool:
    """Tell whether strong month heads stand in a part."""
    heads = (read_head(one.plain) for one in body if not one.is_row)
    return sum(1 for head in heads if head and head.is_strong) > 1


def _only_title(segments: Sequence[Segment]) -> tuple[str, int]:
    """Return the title of a document with one plan, and its line."""
    heads = (at for at, one in enumerate(segments) if not one.is_row and _strong_months(one.plain))
    head_at = next(heads, len(segments))
    titles = [one for one in segments[: min(head_at, _TOP)] if _is_title(one)]
    lone = [one for one in titles if not any_of(LIST, "附表").search(one.plain)]
    for one in lone or titles:
        return _clean_title(one.text), one.line
    for one in (*segments[:_TOP], *segments[-20:]):
        named = _BOOK_TITLE.search(one.text[:2000])
        if named:
            return named[1], one.line
    return "", segments[0].line if segments else 1


def _years(title: str, body: Sequence[Segment], document: SchoolYears) -> SchoolYears:
    """Return the year from the title, the document's head or the first lines."""
    own = read_years(title)
    if own.first is not None or _UNKNOWN_YEAR.search(plain(title)):
        return own
    if document.first is not None:
        return document
    for one in body[:_LINES_WITH_YEAR]:
        found = read_years(one.plain[:200])
        if found.first is not None or _UNKNOWN_YEAR.search(one.plain[:200]):
            return found
    return own


def _years_of_document(segments: Sequence[Segment]) -> SchoolYears:
    """Return the year in the first title of the document."""
    for one in segments[:_TOP]:
        if _is_title(one) or _ordinal(one) is not None:
            found = read_years(one.plain)
            if found.first is not None or _UNKNOWN_YEAR.search(one.plain):
                return found
    return SchoolYears(None)


def _of_the_plan(title: str) -> str:
    """Return the part of a title that speaks of the plan: not the year of the review before it."""
    *_, last = any_of(LIST, "总结").split(title)
    return last if any_of(LIST, "计划").search(last) and _YEAR.search(last) else title


def read_years(text: str) -> SchoolYears:
    """Read the year or school year of a title.

    >>> read_years("2025-2026学年第二学期工会工作计划").year_of(3)
    2026
    """
    folded = _of_the_plan(plain(text))
    term = SECOND_TERM if _term("下").search(folded) else 1 if _term("上").search(folded) else None
    if _UNKNOWN_YEAR.search(folded):
        return SchoolYears(None, None, term)
    both = _SCHOOL_YEARS.search(folded)
    if both:
        first = int(both[1])
        if int(both[2]) % 100 == (first + 1) % 100:
            return SchoolYears(first, first + 1, term)
    school = _SCHOOL_YEAR.search(folded)
    if school:
        return SchoolYears(int(school[1]), int(school[1]) + 1, term)
    year = _YEAR.search(folded)
    if year:
        return SchoolYears(int(year[1]), None, term)
    roc = _ROC_YEAR.search(folded)
    if roc:
        return SchoolYears(int(roc[1]) + _ROC_FROM, None, term)
    written = _CJK_YEAR.search(folded)
    return SchoolYears(year_spelt(written[0]) if written else None, None, term)
