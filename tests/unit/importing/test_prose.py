from __future__ import annotations

import pytest

from tests.unit.importing.reading import read
from unionxl.importing.prose import MOST_CHARACTERS, guiding_text

WORKS = "三、具体安排\n三月份：\n1、插花\n四月份：\n1、读书\n"


def the_text(document: str) -> str:
    result = read(document)
    return guiding_text(result, result.plans[0])


@pytest.mark.parametrize(
    "prose",
    [
        "一、指导思想\n围绕中心，服务会员。\n二、工作重点\n（一）学习\n认真读书。\n",
        "一、指导思想：围绕中心，服务会员。\n二、工作重点\n认真读书。\n",
        "（一）总体要求\n围绕中心，服务会员。\n（二）工作重点\n认真读书。\n",
        "指导思想\n围绕中心，服务会员。\n一、工作重点\n认真读书。\n",
        "一、工作重点\n认真读书。\n二、总体思路\n围绕中心，服务会员。\n",
    ],
)
def test_the_section_is_kept_as_it_was_written(prose: str) -> None:
    assert the_text(f"2026年工会工作计划\n{prose}{WORKS}") == "围绕中心，服务会员。"


def test_paragraphs_stay_apart() -> None:
    prose = "一、指导思想\n围绕中心，服务会员。\n坚持公开民主，办好实事。\n"
    assert the_text(f"2026年工会工作计划\n{prose}二、重点\n{WORKS}") == (
        "围绕中心，服务会员。\n坚持公开民主，办好实事。"
    )


def test_without_such_a_section_the_opening_is_kept() -> None:
    prose = "新的一年，校工会将围绕中心、服务大局，办好会员的实事。\n一、工作重点\n认真读书。\n"
    assert the_text(f"2026年工会工作计划\n{prose}{WORKS}") == prose.splitlines()[0]


def test_nothing_is_taken_from_the_works_or_another_plan() -> None:
    assert the_text(f"2026年工会工作计划\n{WORKS}") == ""
    result = read(
        f"2025年工会工作计划\n{WORKS}2026年工会工作计划\n一、指导思想\n做好工作。\n{WORKS}"
    )
    assert guiding_text(result, result.plans[0]) == ""
    assert guiding_text(result, result.plans[1]) == "做好工作。"


def test_a_long_text_ends_with_a_paragraph_and_a_longer_one_is_cut() -> None:
    long = "围绕中心。" * 300
    prose = f"一、指导思想\n{long}\n{long}\n二、重点\n"
    assert the_text(f"2026年工会工作计划\n{prose}{WORKS}") == long
    prose = f"一、指导思想\n{long * 2}\n二、重点\n"
    assert the_text(f"2026年工会工作计划\n{prose}{WORKS}") == (long * 2)[:MOST_CHARACTERS]
