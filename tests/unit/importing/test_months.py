from __future__ import annotations

import pytest

from unionxl.importing.months import HeadKind, find_months, read_head, read_month_cell, span
from unionxl.importing.text import plain


@pytest.mark.parametrize(
    ("text", "months", "kind"),
    [
        ("三月：", (3,), HeadKind.COLON),
        ("一月份：", (1,), HeadKind.COLON),
        ("二月份", (2,), HeadKind.ALONE),
        ("４ 月 份 ：", (4,), HeadKind.COLON),
        ("【三月】", (3,), HeadKind.ALONE),
        ("（十一月份）", (11,), HeadKind.ALONE),
        ("## 五月", (5,), HeadKind.ALONE),
        ("元月：", (1,), HeadKind.COLON),
        ("七、八月份：", (7, 8), HeadKind.COLON),
        ("七八月份", (7, 8), HeadKind.ALONE),
        ("九十月份：", (9, 10), HeadKind.COLON),
        ("六七、八月：", (6, 7, 8), HeadKind.COLON),
        ("一至二月份：", (1, 2), HeadKind.COLON),
        ("七月份至八月份：", (7, 8), HeadKind.COLON),
        ("十一月份 十二月份：", (11, 12), HeadKind.COLON),
        ("七月、八月：", (7, 8), HeadKind.COLON),
        ("1—2月", (1, 2), HeadKind.ALONE),
        ("7～8月份", (7, 8), HeadKind.ALONE),
        ("11月-2月：", (11, 12, 1, 2), HeadKind.COLON),
        ("十二、一月：", (12, 1), HeadKind.COLON),
        ("第一季度（1—3月）", (1, 2, 3), HeadKind.ALONE),
        ("第四季度：", (10, 11, 12), HeadKind.COLON),
        ("暑假：", (7, 8), HeadKind.COLON),
        ("三月份工作安排", (3,), HeadKind.ALONE),
        ("四月、植树", (4,), HeadKind.MARK),
        ("四月 植树", (4,), HeadKind.SPACE),
        ("四月植树", (4,), HeadKind.GLUED),
        ("四月1、植树", (4,), HeadKind.COLON),
        ("⼆⽉：", (2,), HeadKind.COLON),
    ],
)
def test_a_month_head_is_read_in_every_form(
    text: str, months: tuple[int, ...], kind: HeadKind
) -> None:
    head = read_head(plain(text))
    assert head is not None
    assert (head.months, head.kind) == (months, kind)


@pytest.mark.parametrize(
    "text",
    [
        "三个月内完成",
        "第三届月度评选",
        "13月：",
        "0月：",
        "三八节",
        "本月：",
        "五一：",
        "每月：",
        "正月：",
        "",
    ],
)
def test_other_text_is_no_month_head(text: str) -> None:
    assert read_head(plain(text)) is None


@pytest.mark.parametrize(
    ("text", "precise"),
    [
        ("9月10日：表彰", "9月10日"),
        ("3月上旬：例会", "3月上旬"),
        ("3月28日-4月5日：周活动", "3月28日-4月5日"),
        ("十二月底：总结", "十二月底"),
    ],
)
def test_a_day_in_a_head_is_kept(text: str, precise: str) -> None:
    head = read_head(plain(text))
    assert head is not None
    assert head.precise == precise


def test_days_over_a_month_end_name_both_months() -> None:
    head = read_head(plain("3月28日—4月5日：清明主题周"))
    assert head is not None
    assert head.months == (3, 4)


def test_a_year_before_the_month_is_read() -> None:
    for text in ("2026年3月：", "二〇二六年三月：", "2026.3："):
        head = read_head(plain(text))
        assert head is not None
        assert (head.year, head.months) == (2026, (3,))


def test_next_year_is_told_from_this_year() -> None:
    head, this = read_head("次年1月:"), read_head("今年1月:")
    assert head is not None
    assert head.next_year
    assert this is not None
    assert not this.next_year


def test_a_first_number_may_be_a_month_or_a_number() -> None:
    head = read_head("一、二月份:")
    assert head is not None
    assert (head.months, head.read_as_numbered().months) == ((1, 2), (2,))


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("一", (1,)),
        ("十二", (12,)),
        ("七、八", (7, 8)),
        ("3", (3,)),
        ("3月", (3,)),
        ("九\v月\v份", (9,)),
        ("1-2", (1, 2)),
        ("（三月）", (3,)),
        ("春游", None),
        ("", None),
        ("13", None),
    ],
)
def test_a_month_cell_holds_months_and_nothing_else(
    cell: str, months: tuple[int, ...] | None
) -> None:
    assert read_month_cell(cell) == months


def test_a_span_may_go_over_the_year_end() -> None:
    assert span(9, 1) == (9, 10, 11, 12, 1)
    assert span(4, 4) == (4,)


def test_months_are_found_in_prose() -> None:
    assert find_months("结合三月份和10月的活动,三个月后检查") == (3, 10)
