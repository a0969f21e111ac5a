"""五、十月份: May and October, or October behind the number five."""

from __future__ import annotations

import pytest

from tests.unit.importing.reading import read

TITLE = "2026年工会工作计划\n"


def months_of(text: str) -> list[tuple[int, ...]]:
    return [item.months for plan in read(TITLE + text).plans for item in plan.items]


def doubts_of(text: str) -> list[str]:
    return [item.doubt for plan in read(TITLE + text).plans for item in plan.items]


@pytest.mark.parametrize(
    ("head", "months"),
    [
        ("五、十月份：", (5, 10)),
        ("七、八月份：", (7, 8)),
        ("一、九月份：", (1, 9)),
        ("3、9月：", (3, 9)),
        ("3、9、12月：", (3, 9, 12)),
    ],
)
@pytest.mark.parametrize("before", ["二月份", "六月份", "十一月份"])
def test_a_group_of_months_stays_one_whatever_month_came_before(
    head: str, months: tuple[int, ...], before: str
) -> None:
    text = f"{before}：\n1、读书会\n{head}\n1、座谈会\n2、公开经费\n"
    assert months_of(text)[1:] == [months, months]
    assert not any(doubts_of(text))


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("五、十月份", (5, 10)),
        ("3、9月", (3, 9)),
        ("3、9、10月", (3, 9, 10)),
        ("一、九月", (1, 9)),
    ],
)
def test_a_group_of_months_in_a_cell_is_one(cell: str, months: tuple[int, ...]) -> None:
    text = f"月份\t工作内容\n六月\t1. 读书会\n{cell}\t1. 座谈会\n十二月\t1. 总结\n"
    assert months_of(text) == [(6,), months, (12,)]


def test_heads_that_count_up_are_numbered() -> None:
    assert months_of("一、三月：\n1、甲会\n二、五月：\n1、乙会\n三、九月：\n1、丙会") == [
        (3,),
        (5,),
        (9,),
    ]
    text = "四、重点\n认真去做。\n五、十月份工作：\n1、甲会\n六、十一月份工作：\n1、乙会"
    assert months_of(text) == [(10,), (11,)]
    assert not any(doubts_of(text))


def test_a_number_that_is_no_list_of_months_counts_one_head() -> None:
    assert months_of("五月份：\n1. 五月工作安排\n2. 座谈会\n九月份：\n1. 表彰") != [(1, 5), (9,)]


def test_a_head_with_two_readings_is_doubtful() -> None:
    behind_a_section = "四、重点\n认真去做。\n五、十月份工作：\n1、座谈会\n2、慰问会员"
    assert months_of(behind_a_section) == [(10,), (10,)]
    assert (
        doubts_of(behind_a_section)
        == ["这一段的月份有两种读法，按 10 月排入，也可能是 5、10 月，请核对"] * 2
    )
    among_months = "四、具体安排\n三月份：\n1、读书\n五、十月份：\n1、座谈会\n十一月：\n1、慰问"
    assert months_of(among_months) == [(3,), (5, 10), (11,)]
    assert doubts_of(among_months) == [
        "",
        "这一段的月份有两种读法，按 5、10 月排入，也可能是 10 月，请核对",
        "",
    ]
    skipping = "一、三月：\n1、座谈会\n三、五月：\n1、慰问"
    assert months_of(skipping) == [(3,), (5,)]
    assert doubts_of(skipping)[1]
