from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from unionxl import resources
from unionxl.domain.festivals import festival_month, festival_on, festival_rule_is_readable
from unionxl.domain.holidays import DayOffKind
from unionxl.errors import UnionXLError
from unionxl.tables.all import TABLES
from unionxl.tables.festivals import FESTIVALS
from unionxl.words import lists

if TYPE_CHECKING:
    from pathlib import Path

MARKS = {"V1", "V2", "K", "未核实"}
GIFT_FESTIVALS = {"元旦", "除夕", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


def _unpacked_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that the package lies in another folder, with data files inside it."""
    package = folder / "unionxl"
    (package / "templates").mkdir(parents=True)
    monkeypatch.setattr(lists, "__file__", str(package / "words" / "lists.py"))
    resources._rows.cache_clear()
    return package / "templates"


@pytest.fixture(autouse=True)
def _forget_files() -> None:
    resources._rows.cache_clear()


def test_the_data_files_beside_the_source_are_found() -> None:
    assert (lists.templates_folder() / "holidays.toml").is_file()


def test_the_data_files_inside_an_installed_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = _unpacked_in(tmp_path, monkeypatch)
    assert lists.templates_folder() == templates


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"[[notice",
        b"\xff\xfe",
        b"notice = 3",
        b"[[other]]\nyear = 2026\n",
        b"[[notice]]\nyear = 2026\n",
        b"[[notice]]\nyear = 2026\ndocument_no = ''\nholiday = [{ name = 'x', off = [1] }]\n",
    ],
)
def test_a_data_file_that_cannot_be_read_is_named(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = _unpacked_in(tmp_path, monkeypatch)
    if content is not None:
        (templates / "holidays.toml").write_bytes(content)
    with pytest.raises(UnionXLError, match=r"^数据文件 holidays\.toml：.*请恢复原来的文件"):
        resources.load_holidays()


def test_every_year_from_2007_to_2026_has_its_notice() -> None:
    notices = resources.load_notices()
    assert sorted({notice.year for notice in notices}) == list(range(2007, 2027))
    assert [notice.title for notice in notices if "部分节假日安排" not in notice.title] == [
        "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
        "国务院办公厅关于调整2019年劳动节假期安排的通知",
        "国务院办公厅关于延长2020年春节假期的通知",
    ]


def test_a_notice_without_a_verified_number_leaves_it_blank() -> None:
    for notice in resources.load_notices():
        assert notice.confidence in MARKS
        assert (notice.document_no == "") == (notice.confidence == "未核实")
        assert notice.address.startswith("www.gov.cn/")
        assert notice.issued_on is None or notice.issued_on < dt.date(notice.year, 10, 1)


def test_every_day_stands_once_and_make_up_days_are_weekend_days() -> None:
    holidays = resources.load_holidays()
    days = [holiday.day for holiday in holidays]
    assert days == sorted(set(days))
    for holiday in holidays:
        assert abs(holiday.day.year - holiday.year) <= 1
        assert holiday.kind is DayOffKind.OFF or holiday.day.weekday() >= 5


def test_every_festival_has_a_rule_that_can_be_read_and_falls_in_2026() -> None:
    for festival in resources.load_festivals():
        assert festival_rule_is_readable(festival.rule)
        assert festival_on(festival, 2026) or festival_month(festival)


def test_only_the_festivals_of_the_rule_on_union_money_allow_gifts() -> None:
    allowed = {f.name for f in resources.load_festivals() if f.gift_allowed}
    assert allowed == GIFT_FESTIVALS


def test_no_spelling_belongs_to_two_festivals() -> None:
    festivals = resources.load_festivals()
    words = [word for festival in festivals for word in (festival.name, *festival.spellings)]
    assert len(words) == len(set(words))
    assert "十一" not in words  # it begins 十一月


def test_every_row_of_the_data_files_says_how_sure_it_is() -> None:
    for name, key in (("festivals.toml", "festival"), ("duties.toml", "duty")):
        for row in resources._rows(name, key):
            assert row["confidence"] in MARKS
            assert row["source"]


def test_suggested_duties_leave_the_day_they_count_from_to_the_clerk() -> None:
    duties = {duty.name: duty for duty in resources.load_duties()}
    assert duties["女职工健康检查"].every_months == 24
    assert duties["普访（家访全体会员）"].every_months == 36
    assert duties["医疗互助参保、续保"].every_months == 12
    assert duties["上缴工会经费"].every_months == 6
    assert duties["五必访"].every_months is None
    assert all(duty.starts_on is None and duty.basis for duty in duties.values())


def test_the_example_of_an_assessment_list_gives_no_points_that_were_not_read() -> None:
    items = resources.load_evidence()
    sheets = {table.sheet for table in TABLES} | {""}
    assert all(item.points is None and item.own_score is None for item in items)
    assert {item.remark for item in items} == {"示例，以本地考核细则为准"}
    assert {item.counted_from.partition("：")[0] for item in items} <= sheets
    assert [item.evidence_no for item in items] == [str(n) for n in range(1, len(items) + 1)]


def test_the_names_of_festivals_fit_their_table() -> None:
    names = [festival.name for festival in resources.load_festivals()]
    assert len(names) == len(set(names))
    assert FESTIVALS.key == "名称"


def test_the_guide_names_every_day_that_is_not_printed() -> None:
    guide = (lists.templates_folder() / "guide.toml").read_text("utf-8")
    (told,) = (line for line in guide.splitlines() if "不印在日历上" in line)
    kept = told[told.index("程序自带") :]
    for festival in resources.load_festivals():
        assert (festival.name in kept) is not festival.is_shown, festival.name
