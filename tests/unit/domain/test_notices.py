from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from unionxl.domain.holidays import DayOffKind
from unionxl.domain.notices import parse_notice
from unionxl.resources import load_holidays

if TYPE_CHECKING:
    from unionxl.domain.holidays import HolidayDay

TEXTS = Path(__file__).parent / "notice_texts"
LOADED = {holiday.day: holiday for holiday in load_holidays()}
YEARS = [2007, *range(2010, 2027)]
# Days that a later notice of the same year took over.
REPLACED = {dt.date(2019, 5, 1), dt.date(2020, 2, 1)}


def _text(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def _days(holidays: tuple[HolidayDay, ...], kind: DayOffKind) -> list[str]:
    return [f"{holiday.day:%m-%d}" for holiday in holidays if holiday.kind is kind]


def _read(body: str, year: int = 2026) -> tuple[tuple[HolidayDay, ...], list[str]]:
    holidays, problems = parse_notice(body, year)
    return holidays, [problem.what for problem in problems]


@pytest.mark.parametrize("year", YEARS)
def test_the_notice_of_a_year_gives_the_days_of_the_data_file(year: int) -> None:
    holidays, problems = parse_notice(_text(str(year)))
    assert problems == ()
    (document_no,) = {holiday.document_no for holiday in holidays}
    expected = {day for day, holiday in LOADED.items() if holiday.document_no == document_no}
    assert {holiday.day for holiday in holidays} - REPLACED == expected
    assert all(LOADED[day.day] == day for day in holidays if day.day not in REPLACED)


def test_a_notice_that_changes_one_festival_is_read() -> None:
    holidays, problems = parse_notice(_text("2019-adjusted"))
    assert problems == ()
    assert {holiday.name for holiday in holidays} == {"劳动节"}
    assert all(LOADED[holiday.day] == holiday for holiday in holidays)
    assert len(holidays) == 6


def test_the_extension_of_2020_is_data_because_it_names_no_first_day() -> None:
    text = """国务院办公厅关于延长2020年春节假期的通知
    国办发明电〔2020〕1号
    一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。"""
    holidays, problems = parse_notice(text)
    assert holidays == ()
    assert [problem.what for problem in problems] == ["没有找到放假安排。"]
    assert LOADED[dt.date(2020, 2, 1)].document_no == "国办发明电〔2020〕1号"


@pytest.mark.parametrize(
    "line",
    [
        "五、端午节：6月19日（周五）至21日（周日）放假，共3天。",
        "5. 端午节：6月19日（星期五）至21日（星期日）放假，共3天。",
        "（五）端午节:6月19日至21日放假,共3天",
        "——端午节：6月19日至21日放假，共3天。",
        "端午节：６月１９日至２１日放假，共３天。",
        "五、 端午节： 6 月 19 日 — 21 日 放假， 共 3 天 。",
        "端午：6月19日-6月21日放假，共3天。",
        "端午节：2026年6月19日到2026年6月21日放假，共3天。",
        "端午节：6月19—21日放假，共3天。",
        "端午节：6月19日（农历五月初五、周五）放假，与周末连休。",
        "端午节：\n6月19日（周五）至21日（周日）放假，\n共3天。",
        "端午节：6月19日放假，6月20日、21日调休，共3天。",
        "五、2026年端午节：6月19日至21日放假，共3天。",
        "端午节假期：6月19日至21日，共3天，放假调休。",
    ],
)
def test_one_arrangement_is_read_in_its_many_forms(line: str) -> None:
    holidays, problems = _read(line)
    assert problems == []
    assert {holiday.name for holiday in holidays} == {"端午节"}
    assert _days(holidays, DayOffKind.OFF) == ["06-19", "06-20", "06-21"]


@pytest.mark.parametrize(
    "line",
    [
        "元旦：1月1日至3日放假，共3天。1月4日（周日）上班。",
        "元旦：1月1日至3日放假，共3天；1月4日上班。",
        "元旦：1月1日至3日放假，共3天。\n1月4日（星期日）上班。",
        "新年：1月1日至3日放假，共3天，1月4日，上班。",
    ],
)
def test_make_up_days_are_read_in_their_many_forms(line: str) -> None:
    holidays, problems = _read(line)
    assert problems == []
    assert _days(holidays, DayOffKind.MAKEUP) == ["01-04"]
    assert _days(holidays, DayOffKind.OFF) == ["01-01", "01-02", "01-03"]


@pytest.mark.parametrize("year", [2014, 2025, 2026])
def test_a_notice_that_lost_its_line_breaks_reads_the_same(year: int) -> None:
    in_one_line = _text(str(year)).replace("\n", "")
    assert parse_notice(in_one_line) == parse_notice(_text(str(year)))


def test_a_notice_wrapped_at_thirty_characters_reads_the_same() -> None:
    lines = _text("2026").splitlines()
    wrapped = "\n".join(line[at : at + 30] for line in lines for at in range(0, len(line), 30))
    assert parse_notice(wrapped) == parse_notice(_text("2026"))


def test_a_list_of_make_up_days_may_be_parted_by_commas() -> None:
    holidays, problems = _read(
        "国庆节：10月1日至7日放假，共7天。9月20日（周日），10月10日（周六）上班。"
    )
    assert problems == []
    assert _days(holidays, DayOffKind.MAKEUP) == ["09-20", "10-10"]


def test_a_holiday_may_begin_in_the_year_before() -> None:
    holidays, problems = _read("元旦：2022年12月31日至2023年1月2日放假，共3天。", 2023)
    assert problems == []
    assert [str(holiday.day) for holiday in holidays] == ["2022-12-31", "2023-01-01", "2023-01-02"]
    assert {holiday.year for holiday in holidays} == {2023}


def test_the_weekend_day_before_a_day_in_lieu_is_off_too() -> None:
    holidays, problems = _read("清明节：4月5日放假，4月7日（星期一）补休。", 2014)
    assert problems == []
    assert _days(holidays, DayOffKind.OFF) == ["04-05", "04-06", "04-07"]


def test_that_work_goes_on_as_usual_is_no_make_up_day() -> None:
    holidays, problems = _read("元旦：1月1日至3日放假，共3天。1月5日（周一）起正常上班。")
    assert problems == []
    assert _days(holidays, DayOffKind.MAKEUP) == []


def test_the_recommendation_of_further_days_off_gives_none() -> None:
    holidays, problems = _read(
        "春节：2月10日至17日放假调休，共8天。2月4日上班。鼓励各单位安排职工在除夕（2月9日）休息。",
        2024,
    )
    assert problems == []
    assert dt.date(2024, 2, 9) not in {holiday.day for holiday in holidays}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (
            "端午节：6月19日（周四）至21日（周日）放假，共3天。",
            "端午节：2026年6月19日（星期五）写成了星期四。",
        ),
        ("端午节：6月19日至21日放假，共4天。", "端午节：写的是 4 天，按日期数是 3 天。"),
        ("端午节：6月19日至21日放假2天。", "端午节：写的是 2 天，按日期数是 3 天。"),
        (
            "元旦：1月1日至3日放假，共3天。1月5日上班。",
            "元旦：2026年1月5日（星期一）不是周末，却写着上班。",
        ),
        ("元旦：1月1日至3日放假，共3天。1月32日上班。", "元旦：2026年没有1月32日。"),
        ("清明节：2月30日放假。", "清明节：2026年没有2月30日。"),
        (
            "端午节：6月21日至19日放假。",
            "端午节：2026年6月19日（星期五）早于2026年6月21日（星期日）。",
        ),
        ("元旦：1月4日上班。", "元旦：没有写哪天放假。"),
        ("国庆节：10月1日至7日。", "国庆节：2026年10月1日（星期四）没有写是放假还是上班。"),
        (
            "元旦：1月1日至4日放假，共4天。1月4日上班。",
            "元旦：2026年1月4日（星期日）既写着放假，又写着上班。",
        ),
        ("元旦：0月5日放假。", "元旦：“5日”没有写月份。"),
        ("端午节：19日放假。", "端午节：“19日”没有写月份。"),
        (
            "国庆节：10月1日放假，与周末连休。",
            "国庆节：写的是与周末连休，放假那天却不挨着周末。",
        ),
        ("国庆节：自10月1日起放假7天。", "国庆节：“自10月1日起放假7天”没有写清是哪几天。"),
        (
            "元旦：1月1日至3日放假，1月4日（周日）起上班。",
            "元旦：“1月4日(周日)起上班”没有写清是哪几天。",
        ),
        ("中秋：另行通知。", "中秋节：没有写哪天放假。"),
        ("6月19日至21日放假，共3天。", "没有写是哪个节日。"),
    ],
)
def test_an_item_that_contradicts_itself_is_named_and_nothing_of_it_is_taken(
    line: str, what: str
) -> None:
    assert _read(line) == ((), [what])


def test_a_bad_item_leaves_the_others_and_tells_its_line() -> None:
    text = _text("2026").replace("6月19日（周五）", "6月19日（周六）")
    holidays, (problem,) = parse_notice(text)
    assert {holiday.name for holiday in holidays} >= {"元旦", "国庆节"}
    assert "端午节" not in {holiday.name for holiday in holidays}
    assert str(problem) == (
        "通知第 11 行：端午节：2026年6月19日（星期五）写成了星期六。请对照通知原文核对后再读一次。"
    )


def test_a_festival_that_the_whole_year_should_have_is_missed() -> None:
    text = "\n".join(line for line in _text("2026").splitlines() if "端午节：" not in line)
    holidays, (problem,) = parse_notice(text)
    assert problem.what == "没有找到端午节的放假安排。"
    assert len(holidays) == 36


def test_the_title_decides_the_year_and_another_wish_is_reported() -> None:
    holidays, problems = parse_notice(_text("2026"), 2027)
    assert {holiday.year for holiday in holidays} == {2026}
    assert [problem.what for problem in problems] == ["标题写的是 2026 年，要读的是 2027 年。"]


def test_two_items_that_disagree_about_a_day_are_reported() -> None:
    holidays, problems = _read(
        "中秋节：9月25日至27日放假，共3天。\n国庆节：10月1日至7日放假。9月27日上班。"
    )
    assert {holiday.name for holiday in holidays} == {"中秋节"}
    assert problems == ["国庆节：2026年9月27日（星期日）既写着放假，又写着上班。"]


@pytest.mark.parametrize("text", ["", "今天天气很好。", "元旦：1月1日放假。"])
def test_a_text_without_a_year_gives_nothing_and_says_so(text: str) -> None:
    holidays, (problem,) = parse_notice(text)
    assert holidays == ()
    assert problem.what == "没有找到这是哪一年的通知。"


def test_a_text_without_arrangements_says_so() -> None:
    assert _read("2026年工作计划\n三月：开展活动。") == ((), ["没有找到放假安排。"])


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "（）", "【】"])
def test_the_document_number_is_read_in_any_brackets(brackets: str) -> None:
    left, right = brackets[0], brackets[1]
    text = _text("2026").replace("〔", left).replace("〕", right)
    holidays, _ = parse_notice(text)
    assert {holiday.document_no for holiday in holidays} == {"国办发明电〔2025〕7号"}
