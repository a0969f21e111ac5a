from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan_trips import read_again, told_by_document, told_by_plan, written
from tests.unit.views.years import an_item, empty_year
from unionxl.domain.period import Month
from unionxl.domain.plan import ListedMonths, PlanStatus

if TYPE_CHECKING:
    from tests.plan_trips import Told
    from unionxl.domain.plan import WorkItem

WORKS = (
    *("春季登山", "召开委员会会议；布置工作", "“三八”节插花活动", "第2期讲座（线上）"),
    *(
        "五、四青年座谈",
        "一日捐",
        "七一表彰",
        "教工运动会：预赛、决赛",
        "2026年表彰",
    ),
    *(
        "整理台账，1.分类 2.装订",
        "十月歌会",
        "评优。",
        "（一）学习（二）参观",
        "公众号推送、扫码答题",
    ),
)
OWNERS = ("", "李敏", "工会主席", "王芳、李敏", "文体委员", "各小组组长")


def _listed(months: set[Month]) -> ListedMonths:
    return ListedMonths(sorted(months))


YEAR = [Month(2026, number) for number in range(1, 13)]
LISTED = st.sets(st.sampled_from(YEAR), min_size=1, max_size=12).map(_listed)
ANYWHERE = st.sets(
    st.builds(Month, st.sampled_from([2025, 2026, 2026, 2026, 2027]), st.integers(1, 12)),
    min_size=1,
    max_size=6,
).map(_listed)


def _stretch(start: Month, length: int) -> tuple[Month, ...]:
    months = [start]
    while len(months) < length:
        months.append(months[-1].next)
    return tuple(months)


SPANS = st.builds(_stretch, st.sampled_from(YEAR), st.integers(2, 9))


def _items(months: st.SearchStrategy[tuple[Month, ...]]) -> st.SearchStrategy[list[WorkItem]]:
    one = st.builds(
        lambda named, text, owner, status: an_item(
            "P001", (), text, planned_months=named, owner=owner, status=status
        ),
        months,
        st.sampled_from(WORKS),
        st.sampled_from(OWNERS),
        st.sampled_from([PlanStatus.NOT_STARTED, PlanStatus.DONE, PlanStatus.TENTATIVE]),
    )
    return st.lists(one, max_size=12)


MAY = an_item("P000", (5,), "庆五一座谈")


@given(_items(st.one_of(LISTED, SPANS, st.just(()))), st.sampled_from(["table", "list"]))
@settings(max_examples=40, deadline=None)
def test_any_plan_is_read_back_as_it_was_written(items: list[WorkItem], form: str) -> None:
    book = replace(empty_year(), work_items=(MAY, *items))
    assert told_by_document(read_again(written(book, form)), 2026) == told_by_plan(book)


def test_a_text_that_begins_like_the_next_number_stands_among_others() -> None:
    texts = ("春季登山", "秋游", "合唱", "五、四青年座谈")
    items = [an_item("P001", (), text, planned_months=()) for text in texts]
    book = replace(empty_year(), work_items=(MAY, *items))
    for form in ("table", "list"):
        assert told_by_document(read_again(written(book, form)), 2026) == told_by_plan(book)


@given(_items(ANYWHERE), st.sampled_from(["table", "list"]))
@settings(max_examples=20, deadline=None)
def test_months_of_any_years_are_read_back_month_by_month(items: list[WorkItem], form: str) -> None:
    book = replace(empty_year(), work_items=(MAY, *items))
    told = told_by_document(read_again(written(book, form)), 2026)
    assert _by_month(told) == _by_month(told_by_plan(book))


def _by_month(told: Counter[Told]) -> Counter[tuple[Month, str, str, bool]]:
    return Counter(
        (month, one.text, one.owner, one.is_tentative)
        for one in told.elements()
        for month in one.months
    )
