"""Help in hardship by season and payer, against the ledger; the class of a family at its limits."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.builders import a_book
from unionxl.domain.hardship import BY_ACCIDENT, DEEP, RELATIVE, UNDECIDED, class_of
from unionxl.domain.service_summary import ServiceSummary
from unionxl.domain.warmth import season_of, warmth_of

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.warmth import Warmth

MEMBERS = "\n".join(
    ["会员编号 | 姓名 | 在职状态", *(f"{n:03d} | 会员{n} | 在职" for n in range(1, 9))]
)
HEAD = "日期|会员编号|姓名|事项|内容|金额|经费来源|凭证号"
MINIMUM = Decimal(800)


def _read(book: UnionBook) -> Warmth:
    return warmth_of(ServiceSummary(book))


@pytest.mark.parametrize(
    ("heads", "income", "spent", "cause", "expected"),
    [
        (3, "28799.64", "0", "", DEEP),  # 799.99 a head and month
        (3, "28800.00", "0", "", RELATIVE),  # exactly the minimum is not below it
        (3, "57599.64", "0", "", RELATIVE),
        (3, "57600.00", "0", "", UNDECIDED),  # exactly twice as much
        (3, "100000", "71200.36", "", DEEP),
        (1, "200000", "160000.01", "意外事故", BY_ACCIDENT),
        (1, "200000", "160000.00", "意外事故", UNDECIDED),  # exactly four fifths is not more
        (1, "200000", "160000.01", "子女上学", UNDECIDED),
        (2, "10000", "30000", "", DEEP),
        (0, "10000", "0", "", UNDECIDED),
        (None, "10000", "0", "", UNDECIDED),
        (3, "", "0", "", UNDECIDED),
        (3, "3.6", "", "", UNDECIDED),
        (3, "28800.00", "", "", RELATIVE),
    ],
)
def test_the_class_of_a_family(
    heads: int | None, income: str, spent: str, cause: str, expected: str
) -> None:
    rows = "姓名|家庭人口|家庭年收入|家庭年支出|主要致困原因"
    count = "" if heads is None else heads
    book = a_book(hardship=f"{rows}\n会员1|{count}|{income}|{spent}|{cause}")
    (file,) = book.hardship_files
    assert class_of(file, MINIMUM) == expected
    assert class_of(file, None) == UNDECIDED


@pytest.mark.parametrize(
    ("heads", "income", "doubt"),
    [
        (0, "3000", "家庭人口是 0"),
        (None, "3000", "没有填家庭人口"),
        (3, "3.6", "家庭年收入不到 100 元，像是按万元填的"),
        (3, "100", ""),
        (3, "0", ""),
        (None, "", ""),
    ],
)
def test_figures_that_say_nothing(heads: int | None, income: str, doubt: str) -> None:
    count = "" if heads is None else heads
    book = a_book(hardship=f"姓名|家庭人口|家庭年收入\n会员1|{count}|{income}")
    assert book.hardship_files[0].doubt == doubt


@pytest.mark.parametrize(
    ("day", "matter", "content", "season"),
    [
        ("2026-01-20", "送温暖", "米、油", "元旦春节"),
        ("2026-02-28", "困难帮扶", "", "元旦春节"),
        ("2026-03-01", "送温暖", "", "日常"),
        ("2026-03-01", "送温暖", "春节慰问补发", "元旦春节"),
        ("2026-04-19", "送温暖", "", "日常"),
        ("2026-04-20", "送温暖", "", "五一"),
        ("2026-05-10", "送温暖", "", "五一"),
        ("2026-06-30", "送温暖", "", "日常"),
        ("2026-07-01", "送温暖", "", "送清凉"),
        ("2026-08-20", "送温暖", "", "送清凉"),
        ("2026-08-20", "送温暖", "子女升学补助", "金秋助学"),
        ("2026-08-20", "金秋助学", "", "金秋助学"),
        ("2026-09-30", "困难帮扶", "", "金秋助学"),
        ("2026-10-01", "困难帮扶", "", "日常"),
        ("2026-12-31", "送温暖", "", "元旦春节"),
    ],
)
def test_the_season_of_a_row(day: str, matter: str, content: str, season: str) -> None:
    book = a_book(services=f"日期|姓名|事项|内容\n{day}|会员1|{matter}|{content}")
    assert season_of(book.service_entries[0]) == season


@pytest.mark.parametrize("seed", range(12))
def test_sums_by_season_equal_an_independent_count(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same years every time
    by_month = {1: "元旦春节", 2: "元旦春节", 7: "送清凉", 8: "送清凉", 9: "金秋助学", 11: "日常"}
    payers = {"会费": "工会", "拨缴经费": "工会", "": "工会", "上级补助": "上级", "行政": "行政"}
    payers |= {"个人": "其他", "互助保障": "其他"}
    rows = []
    for _ in range(rng.randint(5, 60)):
        month, source = rng.choice(list(by_month)), rng.choice(list(payers))
        number, kind = rng.randint(1, 8), rng.choice(("送温暖", "困难帮扶", "节日慰问", "生日"))
        cents = rng.choice((0, rng.randint(1, 99999)))
        rows.append((month, number, kind, Decimal(cents) / 100, source))
    lines = [
        f"2026-{month:02d}-15|{number:03d}|会员{number}|{kind}|米|{amount or ''}|{source}|"
        for month, number, kind, amount, source in rows
    ]
    frame = pd.DataFrame(rows, columns=["month", "number", "kind", "amount", "source"])
    frame = frame[frame["kind"].isin(("送温暖", "困难帮扶"))]
    frame["season"], frame["payer"] = frame["month"].map(by_month), frame["source"].map(payers)
    expected = {
        names: (within["number"].nunique(), len(within), sum(within["amount"]))
        for names, within in frame.groupby(["season", "payer"])
    }
    warmth = _read(a_book(members=MEMBERS, services="\n".join((HEAD, *lines))))
    assert {
        (one.season, one.payer): (one.household_count, one.turn_count, one.amount)
        for one in warmth.sums()
    } == expected
    assert warmth.sum_of().amount == sum(frame["amount"])


def _differences(services: str, ledger: str = "") -> list[tuple[str, Decimal, Decimal]]:
    book = a_book(members=MEMBERS, services=f"{HEAD}\n{services}", ledger=ledger)
    return [(one.what, one.given, one.booked) for one in _read(book).differences]


LEDGER = "日期|凭证号|摘要|科目编码|支出金额\n2026-01-20|记-9|春节送温暖|502|500"


def test_services_and_ledger_that_agree_have_no_difference() -> None:
    two = "2026-01-20|001|会员1|送温暖|米|300|会费|记-9\n2026-01-20|002|会员2|送温暖|米|200||记-9"
    assert _differences(two, LEDGER) == []
    others = "2026-01-20|001|会员1|送温暖|米|300|行政|\n2026-01-20|002|会员2|送温暖|米|200|个人|"
    assert _differences(others) == []


def test_every_difference_is_named() -> None:
    rows = """2026-01-20|001|会员1|送温暖|米|300.01|会费|记-9
    2026-02-20|002|会员2|困难帮扶|米|200|会费|记-10
    2026-03-20|003|会员3|送温暖|米|50||"""
    ledger = f"{LEDGER}\n2026-09-01|记-30|困难职工子女助学金|502|2000"
    assert _differences(rows, ledger) == [
        ("凭证 记-9", Decimal("300.01"), Decimal(500)),
        ("凭证 记-10，台账中没有", Decimal(200), Decimal(0)),
        ("没有凭证号的 1 行", Decimal(50), Decimal(0)),
        ("台账 记-30，没有服务登记", Decimal(0), Decimal(2000)),
    ]


def test_a_voucher_that_paid_for_other_gifts_too_is_compared_as_a_whole() -> None:
    rows = "2026-01-20|001|会员1|送温暖|米|300||记-9\n2026-01-20|002|会员2|节日慰问|糖|200||记-9"
    assert _differences(rows, LEDGER) == []


def test_open_files_without_help_are_named() -> None:
    files = """
    会员编号 | 姓名 | 困难类别 | 状态 | 注销日期
    001 | 会员1 | 深度困难 | 在档 |
    002 | 会员2 | 相对困难 | 在档 |
    003 | 会员3 | 相对困难 | 注销 | 2026-02-01
    """
    book = a_book(
        members=MEMBERS, hardship=files, services=f"{HEAD}\n2026-01-20|001|会员1|送温暖|米|||"
    )
    warmth = _read(book)
    assert [one.member_name for one in warmth.without_help] == ["会员2"]
    assert [(one.name, one.category) for one in warmth.helps] == [("会员1", "深度困难")]
    assert len(_read(replace(book, service_entries=())).without_help) == 2
