"""Payments in the words of clerks: what auditors object to is told for that reason, the rest not.

Each payment is a row of its own; the rules that read the words of a row run over all of them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.assertions import RULES
from tests.builders import FIRST_ROW, a_book, standards
from unionxl.rules import run_rules
from unionxl.rules.finding import Severity

if TYPE_CHECKING:
    from unionxl.rules.finding import Finding

FOLDER = Path(__file__).resolve().parents[2] / "findings"
DAYS = {
    "春节": "02-09",
    "清明": "04-02",
    "劳动": "04-28",
    "端午": "06-15",
    "中秋": "09-20",
    "国庆": "09-28",
    "元旦": "12-29",
}
MEMBERS = "会员编号 | 姓名 | 在职状态\n" + "\n".join(
    f"{number} | {name} | 在职"
    for number, name in enumerate(("枫小丙", "荷小甲", "荷小乙", "杏小丁", "棠小丁"), start=1)
)
WORD, EMPLOYER = "forbidden-purpose-word", "employer-cost-in-union-ledger"
FORM, CAUSE, FESTIVAL = "gift-paid-as-cash", "cash-without-cause", "gift-outside-festival"
FAMILY, STRANGERS = "family-paid-by-union", "gift-to-non-member"
# The rules that read one row, each with what of its message says the reason; "" for any message.
TELLING: dict[str, tuple[tuple[str, str], ...]] = {
    "卡券": ((WORD, "购物卡"), (WORD, "健身"), (WORD, "奖金"), (WORD, "津贴"), (FORM, "")),
    "津贴补贴": ((WORD, "津贴"), (CAUSE, ""), (FORM, ""), (EMPLOYER, ""), (FESTIVAL, "")),
    "吃喝": ((WORD, "吃喝"), ("event-meal-over-standard", ""), (WORD, "请客"), (EMPLOYER, "")),
    "烟酒": ((WORD, "烟酒"), (WORD, "吃喝")),
    "行政费用": ((EMPLOYER, ""), (WORD, "行政"), (WORD, "津贴"), (WORD, "个人"), (FESTIVAL, "")),
    "党务": ((EMPLOYER, ""), (FESTIVAL, "")),
    "旅游": (
        (WORD, "旅游"),
        ("outing-elsewhere", ""),
        ("outing-to-famous-place", ""),
        (FAMILY, ""),
        (EMPLOYER, ""),
    ),
    "娱乐": ((WORD, "娱乐"),),
    "送礼": ((WORD, "送礼"),),
    "出借投资": ((WORD, "出借"), (WORD, "集资")),
    "捐赠": ((WORD, "捐赠"),),
    "家属": ((WORD, "家属"), (FAMILY, ""), (FESTIVAL, "")),
    "非年节": ((FESTIVAL, ""), (WORD, "普遍发放")),
    "非会员": ((WORD, "不是会员"), (STRANGERS, ""), (EMPLOYER, ""), ("gifts-unequal", "")),
    "保险": ((WORD, "行政"),),
    "罚款": ((WORD, "罚款"),),
    "个人费用": ((WORD, "个人"), (WORD, "行政"), (WORD, "吃喝"), (EMPLOYER, "")),
    "设备": (("capital-goods-as-current", ""),),
    "套取": ((WORD, "套取"), (EMPLOYER, "")),
    "奖品": ((CAUSE, ""), (WORD, ""), ("prizes-drawn", ""), (FESTIVAL, "")),
    "保健": ((EMPLOYER, ""), (WORD, ""), (FESTIVAL, "")),
}
RULE_IDS = sorted({rule_id for one in TELLING.values() for rule_id, _ in one} - {STRANGERS})


def _rows(name: str) -> list[dict[str, str]]:
    header, *lines = (FOLDER / f"payments-{name}.txt").read_text("utf-8").splitlines()
    columns = header.split(" | ")
    return [dict(zip(columns, line.split(" | "), strict=True)) for line in lines]


def _day(row: dict[str, str]) -> str:
    told = row["事由"] + row["摘要"]
    return next((day for festival, day in DAYS.items() if festival in told), "05-12")


@cache
def _told(name: str) -> dict[str, list[Finding]]:
    """Return what the rules say of each payment of a table, by its words."""
    rows = _rows(name)
    columns = ("日期", "凭证号", *(column for column in rows[0] if column != "类别"))
    lines = [
        " | ".join((f"2026-{_day(row)}", f"记-{number}", *(row[one] for one in columns[2:])))
        for number, row in enumerate(rows, start=1)
    ]
    ledger = "\n".join((" | ".join(columns), *lines))
    book = a_book(settings={"执行标准": "山东", "科目版本": "2021"}, members=MEMBERS, ledger=ledger)
    told: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in run_rules(book, standards(), [RULES[one] for one in RULE_IDS]):
        for place in {place.row for place in finding.sources}:
            told[rows[place - FIRST_ROW]["摘要"]].append(finding)
    return told


FORBIDDEN = [(row["类别"], row["摘要"]) for row in _rows("forbidden")]
ALLOWED = [row["摘要"] for row in _rows("allowed")]


@pytest.mark.parametrize(("kind", "words"), FORBIDDEN)
def test_what_auditors_object_to_is_told_for_that_reason(kind: str, words: str) -> None:
    found = _told("forbidden")[words]
    reasons = TELLING[kind]
    assert any(
        one.rule_id == rule_id and part in one.message for one in found for rule_id, part in reasons
    ), [str(one) for one in found]


@pytest.mark.parametrize("words", ALLOWED)
def test_what_is_allowed_asks_for_no_correction(words: str) -> None:
    found = _told("allowed")[words]
    assert [str(one) for one in found if one.severity is not Severity.NOTE] == []


def test_hardly_anything_allowed_gets_a_hint() -> None:
    hinted = [words for words in ALLOWED if _told("allowed")[words]]
    assert len(hinted) <= len(ALLOWED) * 0.04, hinted
