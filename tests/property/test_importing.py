from __future__ import annotations

import contextlib
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.importing.reading import read
from unionxl.errors import DocumentError
from unionxl.importing import layout
from unionxl.importing.documents import read_bytes
from unionxl.importing.encodings import decode
from unionxl.importing.model import Line
from unionxl.importing.months import find_months, read_head, unscheduled_head
from unionxl.importing.numbering import read_number
from unionxl.importing.parser import parse_plan
from unionxl.importing.text import plain

PARTS = st.sampled_from(
    [
        *(
            "三月",
            "3月份",
            "一、",
            "1、",
            "2.",
            "（1）",
            "①",
            "十二月",
            "七、八月份",
            "第一季度",
            "2026年",
        ),
        *("：", "。", "；", "、", "\t", "   ", "\n", "\n\n", "\v", "“", "”", "（", "）", "-", "|"),
        *(
            "春游",
            "庆三八",
            "（待定）",
            "工作安排",
            "工会计划",
            "月份\t内容",
            "续表",
            "全年",
            "上旬",
            "附件",
        ),
        *("工会委员会", "2026年3月1日", "时间：", "活动：", "了", "篇一", "篇二", "x", "7"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PARTS, max_size=60).map("".join))
# Works of one length with a number, so that each is an item wherever it stands.
WORKS = st.lists(
    st.sampled_from(["春游", "插花", "读书会", "羽毛球赛", "座谈", "义诊"]), max_size=4
)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_result(text: str) -> None:
    result = read(text)
    assert result.plans
    for plan in result.plans:
        for item in plan.items:
            assert item.months
            assert all(1 <= month <= 12 for month in item.months)
            item.calendar_months(2026)


@given(st.lists(st.tuples(TEXTS, st.lists(st.integers(0, 5), max_size=3)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_rows_give_a_result(rows: list[tuple[str, list[int]]]) -> None:
    lines = [Line(at, text, tuple(merged)) for at, (text, merged) in enumerate(rows, start=1)]
    assert parse_plan(lines).plans


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        decode(data)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_no_text_of_an_item_is_invented(text: str) -> None:
    source = "".join(
        "".join(re.split(r"\s+", line))
        for line in re.split(r"[\n\v]", text)
        if not layout.is_page_furniture(line)
    )
    kept = _letters(source)
    for plan in read(text).plans:
        for item in (*plan.items, *plan.unscheduled):
            for part in re.split(r"[^\u3400-\u9fff]+", item.text):
                assert part in kept or _letters(part) in kept


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_no_line_of_an_arrangement_is_lost_in_silence(text: str) -> None:
    result = read(text)
    told = {unread.line for unread in result.not_understood}
    items = [item for plan in result.plans for item in (*plan.items, *plan.unscheduled)]
    named = {item.line for item in items}
    if not items:
        return
    joined = "".join(item.text + (item.note or "") + item.owner for item in items)
    for number, line in enumerate(text.split("\n"), start=1):
        if not min(named) < number < max(named) or number in told | named:
            continue
        assert _says_nothing(line) or _letters(line) in _letters(joined), (number, line)


@given(st.lists(WORKS, min_size=2, max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_plain_list_by_month_is_read_back_as_it_was_written(months: list[list[str]]) -> None:
    text = "".join(
        f"{month}月份：\n" + "".join(f"{at}、{work}\n" for at, work in enumerate(works, 1))
        for month, works in enumerate(months, 1)
    )
    found = [(item.months, item.text) for plan in read(text).plans for item in plan.items]
    assert found == [((month,), work) for month, works in enumerate(months, 1) for work in works]


def _letters(text: str) -> str:
    """Return the Chinese characters of a text."""
    return "".join(re.findall(r"[\u3400-\u9fff]", text))


def _says_nothing(line: str) -> bool:
    """Tell whether a line is a head, a title, or furniture of the page."""
    folded = plain(line).strip()
    number = read_number(folded, expected=None)
    rest = folded[number.end :] if number else folded
    return (
        not _letters(line)
        or layout.is_page_furniture(line)
        or read_head(rest) is not None
        or bool(find_months(rest))
        or unscheduled_head(rest) is not None
        or layout.is_arrangement_title(rest)
        or _is_words_of_a_frame(rest)
    )


def _is_words_of_a_frame(text: str) -> bool:
    """Tell whether a text has only words of titles, table headers and sub-heads."""
    frame = (
        r"月份|内容|工作安排|工会计划|篇[一二]|上旬|续表|附件|工会委员会|2026年|[一二三七、：:\W\d]"
    )
    return re.sub(frame, "", text) == ""


_WORKS = st.sampled_from(
    (
        "插花比赛",
        "扫码入会登记",
        "编印小报，推荐阅读",
        "走访退休教师",
        "召开教代会，审议报告",
        "春季运动会",
    )
)
_LINES = st.one_of(
    st.builds("{}、{}".format, st.integers(1, 9), _WORKS),
    st.builds("• {}".format, _WORKS),
    st.builds("{}：{}".format, st.sampled_from(("负责人", "时间", "地点", "主题")), _WORKS),
    st.sampled_from(
        (
            *(
                "三月份：",
                "四月：",
                "五月份",
                "第二季度：",
                "全年：",
                "一、指导思想",
                "二、工作安排",
            ),
            *(
                "扫码关注公众号，获取更多范文",
                "某某小学工会",
                "2026年3月1日",
                "主要节日：3月8日妇女节",
            ),
            *("2026年3月1日", "主要节日：3月8日妇女节", "总之，我们将努力做好各项工作。"),
            *("- 3 -", "月份\t工作内容", "六月\t体检", "—END—"),
        )
    ),
    _WORKS,
)
_WORD = re.compile(r"[\u3400-\u9fff]+")
_NUMBER = re.compile(
    "^[一二三四五六七八九]、"
)  # counts the lines, as 1、 does; says nothing itself


@given(st.lists(_LINES, min_size=1, max_size=25))
def test_every_word_of_a_document_is_in_an_item_or_told(rows: list[str]) -> None:
    result = parse_plan([Line(at, text) for at, text in enumerate(rows, start=1)])
    items = [item for plan in result.plans for item in (*plan.items, *plan.unscheduled)]
    shown = [(item.line, text) for item in items for text in (item.text, item.owner, item.note)]
    shown += [(item.line, one.text + one.label) for item in items for one in item.details]
    shown += [(one.line, one.text) for one in (*result.not_understood, *result.left_over)]
    shown += [(plan.line, plan.title) for plan in result.plans]
    text = "".join(text or "" for _, text in shown)
    for row in rows:
        if _is_frame(row):
            continue
        missing = [word for word in _WORD.findall(_NUMBER.sub("", row)) if word not in text]
        assert not missing, (row, shown)


def _is_frame(row: str) -> bool:
    """Tell whether a line only says where items stand: a month, a header, 全年."""
    return "月" in row or "季度" in row or row == "全年："


_TAGS = st.sampled_from(
    (
        *("<table>", "</table>", "<tr>", "</tr>", "<td rowspan=2>", "<td colspan=99>", "</td>"),
        *("<br>", "<p>", "</p>", "<li>", "<ol>", "</ol>", "<script>", "</script>", "<!--", "<td"),
        *("三月", "1、插花", "\t", "\n", "&nbsp;", "&#0;", "<html>", "<?xml version='1.0'?>"),
    )
)


@given(st.lists(_TAGS, max_size=40))
def test_any_web_page_is_read_or_refused(parts: list[str]) -> None:
    with contextlib.suppress(DocumentError):
        parse_plan(read_bytes(("<html>" + "".join(parts)).encode()))


@given(st.lists(st.sampled_from((",", '"', "\n", "\r", "三月", "插花", "月份,内容\n", "，"))))
def test_any_csv_file_is_read_or_refused(parts: list[str]) -> None:
    with contextlib.suppress(DocumentError):
        parse_plan(read_bytes("".join(parts).encode(), is_csv=True))
