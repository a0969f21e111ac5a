"""Which figure holds: by place, by day, by the clerk's own sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import BY_ARGUMENT, rows_of
from tests.fakes import a_block, a_workbook
from unionxl.domain.places import place_name
from unionxl.domain.policy import Citation, Confidence, Limit, Policy
from unionxl.domain.source import SourceRef
from unionxl.resources import load_limits, load_places, load_standards
from unionxl.workbook.book.reader import read_book

DAY = dt.date(2026, 6, 30)
FESTIVAL = "festival-gift-a-year"
PROVINCES = ("上海", "天津", "重庆")  # nothing lies within them


def a_limit(amount: str | None = "100", **changes: object) -> Limit:
    limit = Limit(
        limit_id=FESTIVAL,
        province="安徽",
        matter="节日慰问",
        measure="元每人每年",
        amount=None if amount is None else Decimal(amount),
        valid_from=None,
        valid_to=None,
        document="通知",
        document_no="",
        article="",
        confidence="",
        source=SourceRef("支出标准", 4),
    )
    return replace(limit, **changes)  # type: ignore[arg-type]  # any field may change


def figure(policy: Policy, limit_id: str = FESTIVAL, day: dt.date = DAY) -> Decimal | None:
    limit = policy.limit_on(limit_id, day)
    return limit.amount if limit else None


@pytest.mark.parametrize(
    ("province", "amount"),
    [
        *(("安徽", 2200), ("安徽省", 2200), ("山东", 2000), ("四川省", 2200), ("重庆市", 2400)),
        *(("河南", 2500), ("广东", 2500), ("内蒙古", 2500), ("福建", 1800), ("黑龙江", 1800)),
        *(("青岛市", 2000), ("浙江省宁波市", 1500), ("深圳", 2500), ("铜川", 2200)),
    ],
)
def test_a_province_has_its_own_figure(province: str, amount: int) -> None:
    assert figure(Policy.of(province, load_standards(), ())) == amount


@pytest.mark.parametrize("province", ["", "海南", "上海", "湖北", "贵州", "云南省昆明市", "火星"])
def test_what_was_not_read_is_not_set(province: str) -> None:
    assert figure(Policy.of(province, load_standards(), ())) is None


def test_the_day_decides_between_an_old_figure_and_a_new_one() -> None:
    policy = Policy.of("安徽", load_standards(), ())
    assert figure(policy, day=dt.date(2025, 8, 20)) == 2000
    assert figure(policy, day=dt.date(2025, 8, 21)) == 2200
    shandong = Policy.of("山东", load_standards(), ())
    assert figure(shandong, day=dt.date(2019, 6, 23)) == 1600
    assert figure(shandong, day=dt.date(2019, 6, 24)) == 2000
    henan = Policy.of("河南", load_standards(), ())
    assert figure(henan, day=dt.date(2022, 12, 31)) == 2000
    assert figure(henan, day=dt.date(2023, 1, 1)) == 2500


def test_the_place_outranks_the_nation() -> None:
    assert figure(Policy.of("宁夏", load_standards(), ()), "prize-share") == Decimal("0.3333")
    assert figure(Policy.of("浙江", load_standards(), ()), "prize-share") == Decimal("0.6667")


@pytest.mark.parametrize(
    ("place", "days", "whose"),
    [("铜川市", 2, "铜川"), ("陕西", None, None), ("青岛", 1, "山东"), ("广州", None, None)],
)
def test_a_city_has_what_its_province_has_and_says_whose_it_is(
    place: str, days: int | None, whose: str | None
) -> None:
    limit = Policy.of(place, load_standards(), ()).limit_on("outing-days", DAY)
    assert (limit.amount if limit else None) == days
    assert (limit.citation.place if limit else None) == whose


def test_what_the_nation_has_no_figure_for_is_not_set() -> None:
    for province in ("海南", "云南", ""):
        policy = Policy.of(province, load_standards(), ())
        assert figure(policy, "outing-days") is None
        assert figure(policy, "dues-top-up-factor") is None


def test_a_figure_for_one_occasion_is_that_of_no_other() -> None:
    policy = Policy.of("重庆", load_standards(), ())
    named = policy.limit_for("prize-each", "元旦联欢奖品", DAY)
    assert named is not None
    assert named.amount == 200
    assert policy.limit_for("prize-each", "拔河比赛奖品", DAY) is None


def test_a_citation_says_whose_it_is_when_it_was_read_and_what_is_doubtful() -> None:
    limit = Policy.of("天津", load_standards(), ()).limit_on(FESTIVAL, DAY)
    assert limit is not None
    assert str(limit.citation) == (
        "《天津市基层工会经费收支管理办法》（2017年9月22日修订）及2019年标准，2026年11月29日核对，"
        "所读的页面是 2019-2020 年的，数额可能已提高"
    )
    assert str(Citation("十项措施", place="辽宁", confidence=Confidence.COPIED)) == "辽宁十项措施"


def test_the_clerks_row_replaces_the_shipped_one_also_when_empty() -> None:
    assert figure(Policy.of("安徽", load_standards(), (a_limit("1800"),))) == 1800
    assert figure(Policy.of("安徽", load_standards(), (a_limit(None),))) is None
    assert figure(Policy.of("安徽", load_standards(), (a_limit("1800", province="山东"),))) == 2200


def test_a_row_without_place_is_the_unions_own() -> None:
    own = a_limit("1500", province="")
    assert figure(Policy.of("安徽", load_standards(), (own, a_limit("1800")))) == 1500


def test_a_row_with_a_number_of_the_clerks_own_goes_by_its_matter() -> None:
    own = a_limit("1500", limit_id="标准一", province="")
    assert figure(Policy.of("安徽", load_standards(), (own,))) == 1500


@pytest.mark.parametrize(
    ("matter", "limit_id"),
    [
        ("会员生日慰问标准", "birthday-gift-a-year"),
        ("文体活动工作餐", "event-meal"),
        ("大额支出（集体研究）", "single-payment"),
        ("直系亲属 去世", "death-of-kin"),
    ],
)
def test_a_row_is_known_by_its_words(matter: str, limit_id: str) -> None:
    own = a_limit("55", limit_id="7", province="", matter=matter)
    assert figure(Policy.of("安徽", load_standards(), (own,)), limit_id) == 55


def test_limits_of_single_festivals_are_found_by_name() -> None:
    found = Policy.of("重庆", load_standards(), ()).limits_below("festival-gift", DAY)
    assert found["春节"].amount == 1000
    assert found["中秋节"].amount == 200
    assert len(found) == 7


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("V1", Confidence.READ),
        ("转载", Confidence.COPIED),
        ("K", Confidence.UNVERIFIED),
        ("?", Confidence.UNVERIFIED),
        ("听说的", Confidence.UNVERIFIED),
        ("已确认", Confidence.CONFIRMED),
        ("", Confidence.OWN),
    ],
)
def test_confidence_is_read_as_word_or_mark(text: str, confidence: Confidence) -> None:
    assert Confidence.of(text) is confidence


def test_a_citation_says_what_is_known() -> None:
    assert str(Citation("《办法》", "〔2017〕32号", "第九条", Confidence.COPIED)) == (
        "《办法》〔2017〕32号，第九条"
    )
    assert str(Citation("", "皖工发〔2025〕18号")) == "皖工发〔2025〕18号（未核实）"
    assert str(a_limit(document="").citation) == "本单位支出标准"


def test_places_have_short_names() -> None:
    assert place_name("新疆维吾尔自治区") == "新疆"
    assert place_name(" 上海市 ") == "上海"


def test_every_shipped_figure_has_a_matter() -> None:
    known = {matter.limit_id for matter in load_standards().matters}
    ours = {limit.limit_id for limit in load_limits() if limit.document == "本程序的提醒界限"}
    for limit in load_limits():
        assert limit.limit_id.partition(":")[0] in known | ours


def test_every_shipped_figure_says_when_it_was_read_and_what_is_old_says_so() -> None:
    for limit in load_limits():
        assert limit.checked_on
        read = limit.page_date
        in_force = limit.valid_to is None or limit.valid_to.year >= 2026
        if in_force and read is not None and limit.confidence == "转载" and read.year < 2021:
            assert "可能已提高" in limit.doubt, limit


def test_every_place_of_a_figure_is_known() -> None:
    places = load_places()
    for limit in load_limits():
        assert limit.province in {*places, *places.values(), "全国", *PROVINCES}


def test_every_shipped_figure_has_a_source_and_a_place() -> None:
    for limit in load_limits():
        assert limit.amount is not None
        assert limit.amount > 0
        assert limit.province
        assert limit.matter
        assert limit.measure
        assert limit.document or limit.document_no
        assert limit.confidence in {one.value for one in Confidence}
        assert (limit.valid_from or dt.date.min) <= (limit.valid_to or dt.date.max)


def test_no_two_shipped_figures_hold_on_one_day() -> None:
    seen: dict[tuple[str, str], list[Limit]] = {}
    for limit in load_limits():
        for other in seen.setdefault((limit.limit_id, limit.province), []):
            starts = max(limit.valid_from or dt.date.min, other.valid_from or dt.date.min)
            ends = min(limit.valid_to or dt.date.max, other.valid_to or dt.date.max)
            assert starts > ends, (limit, other)
        seen[limit.limit_id, limit.province].append(limit)


def test_shipped_words_and_bans_cite_what_they_rest_on() -> None:
    standards = load_standards()
    citations = [
        *(word.citation for word in standards.flagged_words),
        *(ban.citation for ban in standards.payment_bans),
        *(duty.citation for duty in standards.year_duties),
        *(one for ones in standards.citations.values() for one in ones),
    ]
    for citation in citations:
        assert citation.address
        assert citation.document or citation.document_no


@pytest.mark.parametrize(
    ("row", "amount", "advice"),
    [
        (
            "dues-rate:合同 | 合同制会费比例 | 0.5",
            None,
            "请核对；若是 0.5%，请连同百分号写成 0.5%。",
        ),
        ("dues-rate:合同 | 合同制会费比例 | 0.005", Decimal("0.005"), ""),
        ("prize-share | 获奖面 | 30", None, "请核对；若是 30%，请连同百分号写成 30%。"),
        ("prize-share | 获奖面 | 0.3", Decimal("0.3"), ""),
        ("festival-gift-a-year | 节日慰问 | 1600", Decimal(1600), ""),
    ],
)
def test_a_share_among_the_limits_is_one_that_can_be(
    row: str, amount: Decimal | None, advice: str
) -> None:
    rows = rows_of(BY_ARGUMENT["limits"], f"标准编号 | 事项 | 限额\n{row}")
    workbook = a_workbook(a_block(BY_ARGUMENT["limits"], *rows), settings={"年度": 2026})
    book, findings = read_book(workbook, as_of=dt.date(2026, 11, 30))
    assert book.limits[0].amount == amount
    assert [one.advice for one in findings] == ([advice] if advice else [])
