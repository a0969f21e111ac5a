"""The services by matter equal an independent count; the lists say what their rows say."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.builders import a_book
from tests.samples import sample_book
from unionxl.domain.matter_lists import covers, cures, honours, pairs, quota
from unionxl.domain.matters import (
    Listing,
    matter_causes,
    matter_names,
    matters_listing,
    service_matter,
    service_matters,
)
from unionxl.domain.service_summary import NO_SOURCE, ServiceSummary

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.service_summary import MatterFigures

MEMBERS = """
会员编号 | 姓名 | 工会小组 | 在职状态 | 退休日期
001 | 李敏 | 大班组 | 在职 |
002 | 王芳 | 大班组 | 在职 | 2028-03-01
003 | 刘洋 | 后勤组 | 在职 |
004 | 何静 | | 在职 |
005 | 张婷 | 大班组 | 退休 | 2025-02-01
"""


def _generated(seed: int) -> UnionBook:
    """Return a year of services by chance, with rows that are still to be done."""
    rng = random.Random(seed)  # noqa: S311
    sources = ("", "会费", "拨缴经费", "行政", "个人")
    lines = ["日期|会员编号|姓名|事项|金额|数量|经费来源|事由"]
    names = dict(line.split(" | ")[:2] for line in MEMBERS.split("\n")[2:-1])
    for _ in range(rng.randint(20, 80)):
        number = rng.choice(list(names))
        day = f"2026-{rng.randint(1, 11):02d}-{rng.randint(1, 28):02d}"
        amount = f"{rng.randint(1, 90000) / 100:.2f}" if rng.random() < 0.6 else ""
        quantity = str(rng.randint(1, 9)) if rng.random() < 0.5 else ""
        matter = rng.choice(("五必访", "志愿", "捐款", "体检", "座谈"))
        lines.append(
            f"{day}|{number}|{names[number]}|{matter}|{amount}|{quantity}|{rng.choice(sources)}|"
        )
    return a_book(members=MEMBERS, services="\n".join(lines))


def _frame(book: UnionBook) -> pd.DataFrame:
    groups = {one.member_no: one.group or "未填小组" for one in book.members}
    return pd.DataFrame(
        {
            "matter": one.service_kind,
            "member": one.member_no,
            "group": groups[one.member_no],
            "amount": one.amount or Decimal(0),
            "quantity": one.quantity or Decimal(0),
            "source": one.fund_source or ("个人" if one.service_kind == "捐款" else NO_SOURCE),
        }
        for one in book.service_entries
    )


@pytest.mark.parametrize("seed", [None, *range(12)])
def test_every_figure_equals_an_independent_count(seed: int | None) -> None:
    book = sample_book() if seed is None else _generated(seed)
    frame, figures = _frame(book), {f.matter.name: f for f in ServiceSummary(book).figures()}
    assert set(figures) == set(frame["matter"])
    for name, rows in frame.groupby("matter"):
        one = figures[str(name)]
        assert len(one.turns) == len(rows)
        assert one.person_count == rows["member"].nunique()
        assert (one.amount, one.quantity) == (sum(rows["amount"]), sum(rows["quantity"]))
        paid = rows[rows["amount"] > 0].groupby("source")["amount"]
        assert {s.source: (s.turn_count, s.amount) for s in one.sums} == {
            source: (len(amounts), sum(amounts)) for source, amounts in paid
        }
        by_group = {group.name: group for group in one.groups}
        for group, within in rows.groupby("group"):
            assert by_group[str(group)].turn_count == len(within)
            assert by_group[str(group)].person_count == within["member"].nunique()
            assert by_group[str(group)].amount == sum(within["amount"])
        assert sum(group.turn_count for group in one.groups) == len(rows)


def _one(book: UnionBook, matter: str) -> tuple[MatterFigures, ServiceSummary]:
    summary = ServiceSummary(book)
    return next(one for one in summary.figures() if one.matter.name == matter), summary


def test_a_row_without_a_day_is_still_to_be_done() -> None:
    services = """
    日期 | 发生日期 | 会员编号 | 事项 | 金额
    2026-03-02 | | 001 | 五必访 | 100
     | 2026-03-09 | 002 | 五必访 |
    """
    one, _ = _one(a_book(members=MEMBERS, services=services), "五必访")
    assert (len(one.turns), one.open_count, one.person_count) == (1, 1, 1)


def test_who_should_have_it_is_said_by_the_duties_first() -> None:
    services = "日期|会员编号|姓名|事项\n2026-03-02|001|李敏|体检\n2026-03-02|005|张婷|体检"
    one, _ = _one(a_book(members=MEMBERS, services=services), "体检")
    assert one.due is None
    duties = "事项 | 对象 | 服务事项\n健康检查 | 在职会员 | 服务台账：体检"
    one, _ = _one(a_book(members=MEMBERS, services=services, duties=duties), "体检")
    assert one.due is not None
    assert ([m.name for m in one.due], [m.name for m in one.covered]) == (
        ["李敏", "王芳", "刘洋", "何静"],
        ["李敏"],
    )
    assert [m.name for m in one.lacking] == ["王芳", "刘洋", "何静"]


def test_a_nomination_is_no_cure_and_a_claim_no_insurance() -> None:
    services = """
    日期 | 会员编号 | 事项 | 事由 | 金额
    2026-03-02 | 001 | 疗休养 | 推荐 |
    2026-07-02 | 002 | 疗休养 | 参加 |
    2026-07-02 | 003 | 医疗互助 | 理赔 | 900
    """
    book = a_book(members=MEMBERS, services=services)
    assert [m.name for m in _one(book, "疗休养")[0].covered] == ["王芳"]
    insured, summary = _one(book, "医疗互助")
    assert insured.covered == ()
    # Whose claim it is does not show: not even by the group.
    assert all(not group.turn_count for group in insured.groups)
    cover = covers(insured, summary)
    assert (cover.claim_count, cover.claimed) == (1, (("互助保障", Decimal(900)),))


def test_insured_until_when_and_who_is_not() -> None:
    services = """
    日期 | 会员编号 | 事项 | 事由 | 到期日期
    2026-01-10 | 001 | 医疗互助 | 参保 | 2026-11-29
    2026-01-10 | 002 | 医疗互助 | 参保 | 2026-11-30
    2026-06-10 | 003 | 医疗互助 | 参保 | 2026-07-31
    2026-07-10 | 003 | 医疗互助 | 续保 | 2027-07-31
    """
    figures, summary = _one(a_book(members=MEMBERS, services=services), "医疗互助")
    cover = covers(figures, summary)
    assert cover.until == ((dt.date(2026, 11, 30), 1), (dt.date(2027, 7, 31), 1))
    assert [(m.name, end) for m, end in cover.lapsed] == [("李敏", dt.date(2026, 11, 29))]
    assert ([m.name for m in cover.never], cover.insured_count) == (["何静"], 2)
    history = "会员编号|姓名|服务事项|最近日期|累计次数\n004|何静|医疗互助|2025-12-01|1"
    figures, summary = _one(a_book(members=MEMBERS, services=services, history=history), "医疗互助")
    cover = covers(figures, summary)
    assert ([m.name for m in cover.before], cover.never) == (["何静"], ())


def test_cures_are_listed_by_how_long_ago_the_last_was() -> None:
    services = "日期|会员编号|事项|事由\n2026-07-02|003|疗休养|参加\n2026-07-02|004|疗休养|推荐"
    history = """
    会员编号 | 姓名 | 服务事项 | 最近日期 | 累计次数
    001 | 李敏 | 疗休养 | 2021-07-01 | 1
    002 | 王芳 | 疗休养 | 2019-07-01 | 2
    003 | 刘洋 | 疗休养 | 2020-07-01 | 1
    """
    figures, summary = _one(a_book(members=MEMBERS, services=services, history=history), "疗休养")
    told = [
        (s.member.name, s.last_on, s.this_year, s.retires_soon) for s in cures(figures, summary)
    ]
    assert told == [
        ("何静", None, ("推荐",), False),
        ("王芳", dt.date(2019, 7, 1), (), True),
        ("李敏", dt.date(2021, 7, 1), (), False),
        ("刘洋", dt.date(2026, 7, 2), ("参加",), False),
    ]
    # What is known of earlier years is listed before anything is entered in this one.
    assert len(cures(*_one(a_book(members=MEMBERS, history=history), "疗休养"))) == 4


def test_pairs_with_start_end_and_lessons() -> None:
    services = """
    日期 | 会员编号 | 姓名 | 事项 | 事由 | 相关人 | 数量 | 到期日期
    2026-03-02 | 001 | 李敏 | 结对 | 签约 | 王芳 | | 2027-03-01
    2026-04-02 | 001 | 李敏 | 结对 | 听课 | 王 芳 | 3 |
    2026-05-02 | 001 | 李敏 | 结对 | 听课 | | 4 |
    2026-03-02 | 003 | 刘洋 | 结对 | 签约 | 外校老师 | | 2026-06-30
    2026-03-02 | 004 | 何静 | 结对 | 签约 | | |
    2026-03-02 | 002 | 王芳 | 结对 | 签约 | 张婷 | | 2027-03-01
    2026-03-03 | 002 | 王芳 | 结对 | 听课 | 张婷 | 1 | 2027-06-01
    """
    figures, summary = _one(a_book(members=MEMBERS, services=services), "结对")
    told = [
        (p.pupil, p.mentor, p.started_on, p.ends_on, p.lesson_count, p.state_on(summary.on))
        for p in pairs(figures.turns, summary)
    ]
    start = dt.date(2026, 3, 2)
    assert told == [
        ("李敏", "王芳", start, dt.date(2027, 3, 1), Decimal(7), "进行中"),
        ("刘洋", "外校老师", start, dt.date(2026, 6, 30), Decimal(0), "已到期"),
        ("何静", "", start, None, Decimal(0), "没有写到期日期"),
        ("王芳", "张婷", start, dt.date(2027, 6, 1), Decimal(1), "到期日期有几个，请核对"),
    ]


def test_honours_by_level_with_the_day_of_publication() -> None:
    services = """
    日期 | 会员编号 | 事项 | 内容 | 事由
    2026-09-10 | 001 | 评优 | 区优秀教师 | 区县
    2026-09-10 | 002 | 评优 | 先进 | 校
    2026-09-10 | 003 | 评优 | 先进 | 校
    """
    disclosures = """
    公开日期 | 事项 | 类别
    2026-07-12 | 名单 | 评优
    2026-09-11 | 名单 | 评优
    2026-09-01 | 经费 | 经费
    """
    figures, summary = _one(
        a_book(members=MEMBERS, services=services, disclosures=disclosures), "评优"
    )
    told = [(h.level, h.name, h.person_count, h.published_on) for h in honours(figures, summary)]
    day = dt.date(2026, 7, 12)  # sixty days before, to the day
    assert told == [("校", "先进", 2, day), ("区县", "区优秀教师", 1, day)]
    assert [quota(Decimal("0.05"), count) for count in (19, 20, 40)] == [0, 1, 2]


def test_what_is_said_of_matters_holds_together() -> None:
    names, causes = matter_names(), matter_causes()
    assert len(names) == len(set(names))
    assert len(",".join(names)) < 255  # what a list in a cell may hold
    assert len(",".join(causes)) < 255
    for one in service_matters():
        assert set(one.done) <= set(one.causes)
        assert bool(one.most) <= bool(one.unit)
    assert all(matters_listing(listing) for listing in Listing if listing)
    assert service_matter(" 志愿 ").unit == "小时"
    assert service_matter("座谈").name == "座谈"


def test_what_is_dated_later_than_today_is_still_to_be_done() -> None:
    services = "日期|姓名|事项\n2026-11-03|李敏|体检\n2026-12-08|王芳|体检"
    book = a_book(members=MEMBERS, services=services, as_of=dt.date(2026, 11, 30))
    (figures,) = ServiceSummary(book).figures()
    assert (len(figures.turns), figures.open_count, figures.person_count) == (1, 1, 1)
