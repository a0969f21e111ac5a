"""Turns of dues add up, and money of other times is told apart."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from tests.assertions import assert_finds_nothing, findings_of
from tests.builders import a_book
from tests.sheet_text import render_text
from unionxl.domain.year_end import year_end
from unionxl.reporting.report_facts import report_facts
from unionxl.rules.joining import joined
from unionxl.views.dues_sheet import dues_sheet
from unionxl.views.year_charts import dues_by_period

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

MEMBERS = """
会员编号 | 姓名 | 月缴费基数
001 | 甲某 | 4000
002 | 乙某 | 5000
003 | 丙某 |
"""
TODAY = dt.date(2026, 11, 20)


def book(dues: str, **settings: str) -> UnionBook:
    told = {name: value for name, value in settings.items() if value}
    return a_book(members=MEMBERS, dues=dues, settings=told, as_of=TODAY)


def paid(number: str, months: range, amount: str) -> str:
    return "\n".join(f"{number} 2026-{month:02d} {amount}" for month in months)


def turns(text: str) -> dict[str, int]:
    return {word: int(count) for word, count in re.findall(r"(\S{2,8}?) (\d+) 人次", text)}


def test_turns_of_those_without_a_base_add_up() -> None:
    rows = (paid("001", range(1, 11), "20"), paid("002", range(1, 8), "25"))
    one = book("\n".join((*rows, paid("003", range(1, 6), "20"))))
    for text in (
        dues_by_period(year_end(one)).title,
        str(report_facts(one, year_end(one))["会费概述"]),
    ):
        found = re.search(
            r"应缴 (\d+) 人次，已缴 (\d+) 人次.*到期欠缴 (\d+) 人次"
            r".*到期应缴无法计算 (\d+) 人次（其中 (\d+) 人次有实缴，已算作已缴）",
            text,
        )
        assert found, text
        due, came, short, unknown, of_them = map(int, found.groups())
        assert (due, came, short, unknown, of_them) == (30, 22, 3, 10, 5)
        assert due == came + short + unknown - of_them


def test_nothing_is_said_in_brackets_where_nobody_paid_unasked() -> None:
    title = dues_by_period(year_end(book(paid("001", range(1, 11), "20")))).title
    assert "到期应缴无法计算 10 人次" in title
    assert "其中" not in title


def test_money_of_months_before_the_first_one_kept_is_told() -> None:
    rows = f"{paid('001', range(7, 10), '20')}\n{paid('002', range(9, 11), '25')}"
    title = dues_by_period(year_end(book(rows, 启用月份="9月"))).title
    assert "实缴 110.00 元（含启用前的月份 40.00 元）" in title
    whole = dues_by_period(year_end(book(rows))).title
    assert "启用前" not in whole


def test_money_before_the_first_month_within_a_quarter_is_told() -> None:
    title = dues_by_period(
        year_end(book("001 2026-07 20\n001 2026-09 20", 启用月份="9月", 会费周期="按季"))
    ).title
    assert "（含启用前的月份 20.00 元）" in title


def test_rows_of_other_years_are_found_and_named_alike_on_the_sheet() -> None:
    one = book("001 2025-12 20\n001 2026-01 20\n002 2025-12 25\n002 2027-01 25\n009 2026-01 9")
    found = findings_of(one, "dues-of-another-year")
    assert [(case.sources[0].row, case.facts["of_year"]) for case in found] == [
        (4, 2025),
        (6, 2025),
        (7, 2027),
    ]
    assert "2025年12月的会费 20.00 元不是 2026 年的，没有列入《会费收缴表》" in found[0].message
    assert "等 2 行是2025年的会费，合计 45.00 元" in joined(found)[0].message
    text = render_text(dues_sheet(one))
    assert "《会费》表另有 70.00 元是别的年度的月份，未列入本表。" in text
    assert "《会费》表另有 9.00 元与会员对不上，未列入本表。" in text


def test_a_year_of_its_own_is_not_spoken_of() -> None:
    assert_finds_nothing(book(paid("001", range(1, 13), "20")), "dues-of-another-year")
