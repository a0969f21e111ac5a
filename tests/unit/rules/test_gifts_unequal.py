"""Gifts for one cause in two standards: named one by one, or in rows that name nobody."""

from __future__ import annotations

import pytest

from tests.assertions import findings_of
from tests.builders import a_book

NAMES = ("王芳", "李强", "张敏", "赵刚", "孙丽", "周平")
MEMBERS = "会员编号 | 姓名 | 性别 | 在职状态\n" + "\n".join(
    f"{number:03d} | {name} | 女 | 在职" for number, name in enumerate(NAMES, start=1)
)
SERVICES = "日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额"
LEDGER = "日期 | 凭证号 | 摘要 | 支出金额 | 事由 | 人数 | 发放方式"


def _told(*amounts: str, kind: str = "节日慰问 | 中秋慰问品") -> list[str]:
    """Return what is told of members who got these amounts, in the order of the roll."""
    rows = [
        f"2026-09-18 | {number:03d} | {NAMES[number - 1]} | {kind} | {amount}"
        for number, amount in enumerate(amounts, start=1)
    ]
    book = a_book(members=MEMBERS, services="\n".join((SERVICES, *rows)))
    return [one.message for one in findings_of(book, "gifts-unequal")]


def _told_of(*rows: tuple[int, int]) -> list[str]:
    """Return what is told of ledger rows for so many heads, each so much a head."""
    lines = [
        f"2026-09-18 | 记-{number} | 中秋慰问品 | {heads * each} | 中秋 | {heads} | 实物"
        for number, (heads, each) in enumerate(rows, start=1)
    ]
    book = a_book(members=MEMBERS, ledger="\n".join((LEDGER, *lines)))
    return [one.message for one in findings_of(book, "gifts-unequal")]


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (("200", "200", "500", "500"), "每人 200.00 元的 2 人、每人 500.00 元的 2 人"),
        (
            ("200", "200", "200", "500", "500", "500"),
            "每人 200.00 元的 3 人、每人 500.00 元的 3 人",
        ),
        (
            ("500", "500", "500", "500", "500", "200"),
            "每人 200.00 元的 1 人、每人 500.00 元的 5 人",
        ),
        (
            ("200", "300", "500", "600"),
            "每人 200.00 元的 1 人、每人 300.00 元的 1 人、每人 500.00 元的 1 人",
        ),
    ],
)
def test_two_standards_for_a_festival_are_told(amounts: tuple[str, ...], told: str) -> None:
    (message,) = _told(*amounts)
    assert message.startswith(f"中秋节慰问标准不一：{told}")


def test_one_who_got_more_than_most_is_named() -> None:
    (message,) = _told("200", "200", "200", "200", "200", "500")
    assert "「孙丽」" not in message
    assert "「周平」500.00 元，比多数人多" in message


def test_a_cake_that_grew_dearer_in_the_year_is_fine() -> None:
    assert _told("98", "98", "100", "100", kind="生日 | 生日蛋糕") == []


def test_rows_for_parts_of_the_members_are_compared() -> None:
    (message,) = _told_of((4, 200), (2, 500))
    assert message == "中秋节慰问标准不一：每人 200.00 元的 4 人、每人 500.00 元的 2 人。"


@pytest.mark.parametrize("rows", [((4, 200), (2, 200)), ((6, 200), (6, 80)), ((6, 200),)])
def test_rows_alike_or_for_the_same_heads_are_fine(rows: tuple[tuple[int, int], ...]) -> None:
    assert _told_of(*rows) == []
