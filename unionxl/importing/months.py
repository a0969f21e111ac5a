"""The grammar of months: 三月：, 七、八月份, 一至二月份, 3月上旬, 第一季度（1—3月）….

A head is found at the start of a line; how it is written decides how much it proves. `一、三月份`
has two readings, numbering or group; the document as a whole decides between them.
"""

from __future__ import annotations

import enum
import itertools
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.importing.numbering import Number, Style
from unionxl.importing.text import plain
from unionxl.words.lists import alternatives
from unionxl.words.months import FIGURES, QUARTER, month_number, months_of_quarter
from unionxl.words.numerals import ONES, QUARTERS, year_spelt

_CENTURY = 2000
_LONG_LINE = 500
YEAR_END_FROM = 9  # a month after this one may be followed by one of the next year
_PAIR = "一二|二三|三四|四五|五六|六七|七八|八九|九十"
# Longest first; a pair such as 七八 is two months.
_CJK = rf"十\s?[一二](?![{ONES}十])|" + _PAIR + rf"|十(?![{ONES}])|[{ONES}]"
_NUM = rf"(?:(?<!\d)(?:{FIGURES})(?!\d)|元(?=\s?月)|{_CJK})"
_UNIT = r"\s{0,3}月(?:\s{0,3}份)?"
_RANGE = r"至|到|-{1,2}|~"
_AMBIGUOUS = r"[、,.]"
_LIST = r"[/和及与·&+;]|" + _AMBIGUOUS
_JOIN = rf"\s{{0,3}}(?:{_RANGE}|{_LIST})\s{{0,3}}(?:(?:20\d\d|[次明翌])\s?年\s?)?"
_GROUP = re.compile(
    rf"(?:{_NUM}(?:{_UNIT}(?:{_JOIN}|[\])】]\s?[\[(【]|\s{{0,3}})|{_JOIN})){{0,11}}{_NUM}{_UNIT}",
)
_TOKEN = re.compile(rf"(?P<pair>{_PAIR})|(?P<num>{_NUM})|(?P<range>{_RANGE})")
_BARE_GROUP = re.compile(rf"{_NUM}(?:{_UNIT})?(?:(?:{_JOIN}|\s{{1,3}}){_NUM}(?:{_UNIT})?){{0,11}}")
_DOTTED = re.compile(rf"(?:{FIGURES})(?=\s*:|\s|$)(?!\s*[./-])")
_QUARTER = re.compile(
    rf"第?\s?(?P<n>[{QUARTER}])\s?季\s?度?(?:\s?\(\s?(?P<months>[^()]{{1,12}})\))?"
)

_YEAR = re.compile(
    rf"""
    # 2026年, 二〇二六年, 次年, 20xx年
    (?:(?P<digits>(?:19|20)\d\d)|(?P<cjk>二[〇零O0][〇零{ONES}O0]{{2}}|[〇零{ONES[:2]}][〇零{ONES}](?=\s?年))|
    (?:20)?[xX*_]{{2,4}})\s?(?:年度?|[./-](?=\s?\d))\s?|(?P<next>次年|翌年|明年|来年|下年
    |下一年)(?:的|度)?\s?|(?:今年|本年|当年)度?\s?
    """,
    re.VERBOSE,
)
_DECOR = re.compile(
    rf"""
    # 第3周(…, ★【…
    (?:\s{{0,8}}第\s?(?:\d{{1,2}}|[{ONES}十]{{1,3}})(?:\s?-\s?\d{{1,2}})?\s?周
    (?=\s*[(\[\d:]):?)?[\s#*_★☆◆◇■□●〇▲△▪►▶➢※>"'“‘\[【〔(<《「『•·]{{0,12}}(?:第(?=\d))?
    """,
    re.VERBOSE,
)
_CLOSE = re.compile(r"[\s\])】〕>》」』\"'”’*_]{1,6}")
_DAY = rf"(?:\d{{1,2}}|[廿十{ONES}]{{1,3}})\s?[日号]"
_PART = re.compile(
    rf"""
    # 8日-10日, 上旬, 第二周, 底前
    \s?(?:{_DAY}(?:\s?(?:{_RANGE}|、|,)\s?(?:(?P<to>{_NUM})\s?月\s?)?{_DAY})*|\d{{1,2}}\s?
    (?:{_RANGE})\s?(?:(?P<to2>{_NUM})\s?月\s?)?{_DAY}|[上中下](?:\s?[、,至到/-]\s?[中下])?旬
    (?:\s?[至到-]\s?(?:(?P<to3>{_NUM})\s?月)?[上中下]旬)?|[上下]半月|第?[{QUARTERS}五1-5]周
    |[初底末](?!级|中)(?:\s?(?:{_RANGE})\s?(?P<to4>{_NUM})\s?月(?:[初底末]|[上中下]旬)?)?)(?:左右|前后|之前|以前|前|后|起)?
    """,
    re.VERBOSE,
)
_LABEL = re.compile(
    r"""
    # 的主要工作安排如下
    \s?的?(?:(?:主要|重点|具体|主题|工会|中心)?(?:工作|活动|任务|内容)(?:内容|安排|计划|要点
    |重点|任务|主题|要求)?|安排|计划|要点|重点)(?:如下)?(?=\s*(?:$|[:\n\])】*]))
    """,
    re.VERBOSE,
)
_REMARK = re.compile(rf"\s?\((?!\s?[\d{ONES}十]{{1,2}}\s?\))(?P<remark>[^()]{{1,30}})\)")
_COLON = re.compile(r"\s*(?::|-{1,2}>|=)\s*")
_NOTHING_MORE = re.compile(r"[ \t*_#]*\Z")
_MARK = re.compile(r"\s*(?:[、,.。;|]|-{1,2}|~)\s*")
_ITEM_START = re.compile(
    rf"\s*(?:\d{{1,2}}\s?[.、,)](?!\d)|\(\s?[\d{ONES}十]{{1,2}}\s?\)|[①-⑳⑴-⑽⒈-⒛])"
)
_SUMMER = re.compile(r"(?:暑\s?假|暑\s?期)(?:期间|中)?")


class HeadKind(enum.IntEnum):
    """How a head is written, from a word in running text to a line of its own."""

    GLUED = 1
    SPACE = 2
    MARK = 3
    COLON = 4
    ALONE = 5


@dataclass(frozen=True, slots=True)
class MonthHead:
    """A month named at the start of a text.

    `rest_at` is where the text of the head's line goes on. `number` is the number in front of
    the head, or, when `without_number` is given, the first number of a group that may also be
    numbering. `precise` is the head as written where it says more than a month; `doubt` is which
    other months it may name.
    """

    months: tuple[int, ...]
    kind: HeadKind
    rest_at: int
    year: int | None = None
    next_year: bool = False
    number: Number | None = None
    without_number: tuple[int, ...] | None = None
    precise: str = ""
    remark: str = ""
    has_day: bool = False
    doubt: str = ""

    @property
    def is_strong(self) -> bool:
        """Whether the way it is written alone makes it a head."""
        return self.kind >= HeadKind.COLON

    def read_as_numbered(self) -> MonthHead:
        """Return the reading in which the first number is not a month."""
        if self.without_number is None:
            return self
        return replace(self, months=self.without_number, without_number=None)


class MonthSpan(tuple[int, ...]):
    """Months that a document names as one stretch of time: 3-5月, 第一季度, 七八月."""

    __slots__ = ()


SUMMER_MONTHS = MonthSpan((7, 8))


@dataclass(frozen=True, slots=True)
class _Named:
    """Months named at one place."""

    months: tuple[int, ...]
    end: int
    first_may_number: bool = False


def span(first: int, last: int) -> tuple[int, ...]:
    """Return the months from one to another; a later start means over the year's end.

    >>> span(11, 2)
    (11, 12, 1, 2)
    """
    length = (last - first) % MONTHS_A_YEAR + 1
    return MonthSpan((first - 1 + step) % MONTHS_A_YEAR + 1 for step in range(length))


def _number(text: str) -> int:
    """Return the month a single number names."""
    return month_number(text.replace(" ", "")) or 0


def _months_of(text: str) -> tuple[int, ...]:
    """Return the months of a group's text, () when they make no sense."""
    months: list[int] = []
    open_range = False
    tokens = list(_TOKEN.finditer(text))
    for token in tokens:
        if token["range"]:
            open_range = True
            continue
        found = [_number(char) for char in token["pair"] or ""]
        found = found or [_number(token["num"])]
        if open_range and months:
            found = list(span(months.pop(), found[0])) + found[1:]
        open_range = False
        months.extend(found)
    is_span = len(months) > 1 and (
        (bool(tokens[0]["pair"]) and len(tokens) == 1)
        or [bool(token["range"]) for token in tokens] == [False, True, False]
    )
    named = MonthSpan(months) if is_span else tuple(months)
    return named if _rises(months) else ()


def _rises(months: list[int]) -> bool:
    """Tell whether months follow each other, over the year's end at most once."""
    falls = [(one, after) for one, after in itertools.pairwise(months) if after <= one]
    over_year_end = all(one > YEAR_END_FROM and after < one - 1 for one, after in falls)
    return len(set(months)) == len(months) and len(falls) <= 1 and over_year_end


def _read_group(text: str, at: int) -> _Named | None:
    """Read 三月, 七、八月份, 1-2月 … at a place."""
    match = _GROUP.match(text, at)
    if not match:
        return None
    written = match[0]
    first = re.match(rf"({_NUM})\s{{0,3}}{_AMBIGUOUS}\s{{0,3}}(?=\S)", written)
    return _Named(_months_of(written), match.end(), first is not None)


def _read_quarter(text: str, at: int) -> _Named | None:
    """Read 第一季度 or 第一季度（1—3月）."""
    match = _QUARTER.match(text, at)
    if not match:
        return None
    named = read_month_cell(match["months"]) if match["months"] else None
    whole = MonthSpan(months_of_quarter(_number(match["n"])))
    return _Named(named or whole, match.end())


def _read_dotted(text: str, at: int) -> _Named | None:
    """Read the month of 2025.3 or 2025/3 behind its year."""
    match = _DOTTED.match(text, at)
    return _Named((int(match[0]),), match.end()) if match else None


def read_month_cell(cell: str) -> tuple[int, ...] | None:
    r"""Read a table cell that holds months and nothing else: 三, 3月, 七、八, 九 月 份, 1-2.

    >>> read_month_cell("七、八"), read_month_cell("九\\v月份"), read_month_cell("春游")
    ((7, 8), (9,), None)
    """
    text = "".join(plain(cell).split()).strip(":。;、,()[]【】*")
    if _BARE_GROUP.fullmatch(text):
        return _months_of(text) or None
    quarter = _read_quarter(text, 0)
    if quarter and quarter.end == len(text):
        return quarter.months
    return SUMMER_MONTHS if _SUMMER.fullmatch(text) else None


def _read_year(text: str, at: int) -> tuple[int | None, bool, int]:
    """Read a year in front of the month: year, whether it says next year, end."""
    match = _YEAR.match(text, at)
    if not match:
        return None, False, at
    year = int(match["digits"]) if match["digits"] else None
    if match["cjk"]:
        year = year_spelt(match["cjk"])
        year += _CENTURY if year < _CENTURY else 0  # 一一年一月
    return year, match["next"] is not None, match.end()


def _read_tail(text: str, named: _Named) -> tuple[_Named, int, str, bool]:
    """Read what narrows the months: days, 上旬, a remark in brackets."""
    months, at = named.months, named.end
    part = _PART.match(text, at)
    if part:
        to = part["to"] or part["to2"] or part["to3"] or part["to4"]
        if to:
            to_there = dict.fromkeys(months[:-1] + span(months[-1], _number(to)))
            months = MonthSpan(to_there) if len(months) == 1 else tuple(to_there)
        at = part.end()
    label = _LABEL.match(text, at)
    at = label.end() if label else at
    at = _skip(_CLOSE, text, at)
    remark = _REMARK.match(text, at)
    after = _skip(_CLOSE, text, remark.end()) if remark else at
    label = _LABEL.match(text, after)
    end = label.end() if label else after
    has_day = part is not None
    return (
        _Named(months, at, named.first_may_number),
        end,
        remark["remark"] if remark else "",
        has_day,
    )


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the place after a pattern that may be absent."""
    match = pattern.match(text, at)
    return match.end() if match else at


def _kind_at(text: str, at: int) -> tuple[HeadKind, int]:
    """Tell how the head ends and where the text after it begins."""
    if _NOTHING_MORE.match(text, at):
        return HeadKind.ALONE, len(text)
    colon = _COLON.match(text, at)
    if colon:
        return HeadKind.COLON, colon.end()
    if _ITEM_START.match(text, at):
        return HeadKind.COLON, at
    mark = _MARK.match(text, at)
    if mark:
        return HeadKind.MARK, mark.end()
    if text[at].isspace() or text[at - 1].isspace() or text[at - 1] in "])】〕》":
        return HeadKind.SPACE, at
    return HeadKind.GLUED, at


def read_head(text: str, *, number: Number | None = None, at: int = 0) -> MonthHead | None:
    """Read a month head at the start of a plain text; one line is asked for many times over.

    Args:
        text: The plain text.
        number: The item number that stood before `at`, if any.
        at: Where to begin, after an item number.
    """
    is_short = len(text) <= _LONG_LINE
    return _line_head(text, number, at) if is_short else _head_at(text, number, at)


@lru_cache(maxsize=1 << 16)
def _line_head(text: str, number: Number | None, at: int) -> MonthHead | None:
    return _head_at(text, number, at)


def _head_at(text: str, number: Number | None, at: int) -> MonthHead | None:
    """Read the head at a place."""
    start = _skip(_DECOR, text, at)
    year, next_year, begin = _read_year(text, start)
    named = _read_group(text, begin) or _read_quarter(text, begin)
    if named is None and year and text[begin - 1] in "./-":
        named = _read_dotted(text, begin)
    summer = None if named else _SUMMER.match(text, begin)
    if summer:
        named = _Named(SUMMER_MONTHS, summer.end())
    if named is None or not named.months:
        return None
    narrowed, end, remark, has_day = _read_tail(text, named)
    kind, rest_at = _kind_at(text, end)
    without_number = narrowed.months[1:] if narrowed.first_may_number and number is None else None
    if without_number == ():
        without_number = None
    if summer and kind < HeadKind.COLON:
        return None
    return MonthHead(
        months=narrowed.months,
        kind=kind,
        rest_at=rest_at,
        year=year,
        next_year=next_year,
        number=_first_number(text, begin, narrowed.months[0]) if without_number else number,
        without_number=without_number,
        precise=text[begin : narrowed.end].strip(" )]】") if has_day else "",
        remark=remark,
        has_day=has_day,
    )


def _first_number(text: str, at: int, value: int) -> Number:
    """Return the first number of a group, which may also count the heads."""
    return Number(Style.ARABIC if text[at].isdigit() else Style.CJK, value, 0)


@cache
def _unscheduled() -> re.Pattern[str]:
    """Return a head without a month: 全年:, 【每月工作】, 第一学期."""
    return re.compile(
        rf"""
        \s* [\[【(<《]? \s*
        ( (?:贯穿)? (?: {alternatives("times", "没有月份")} )
          (?: 期间 | 的 | 性 | 各项 | 主要 | 重点 | 开展 | 进行 )*
          (?: 工作 | 活动 | 事项 | 任务 )? (?: 安排 | 内容 | 要点 )? )
        \s* [\])】>》]? \s* (?P<colon> : | $ )
        """,
        re.VERBOSE,
    )


def unscheduled_label(text: str) -> str:
    """Return a head that names a time but no month, such as 全年 or 每学期; "" when it is none."""
    match = _unscheduled().match(plain(text))
    return match[1].strip() if match else ""


def unscheduled_head(text: str) -> tuple[str, int] | None:
    """Return the label of a plain text's head without a month, and where its text goes on."""
    match = _unscheduled().match(text)
    return (match[1].strip(), match.end()) if match else None


def find_months(text: str) -> tuple[int, ...]:
    """Return the months named anywhere in a plain text, in the order named."""
    found: list[int] = []
    for match in _GROUP.finditer(text):
        before = text[max(0, match.start() - 1) : match.start()]
        if before not in {"个", "第", "."}:
            found.extend(_months_of(match[0]))
    return tuple(dict.fromkeys(found))
