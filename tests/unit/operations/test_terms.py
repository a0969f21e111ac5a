from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_workbook
from unionxl.cli_words import stop_text
from unionxl.errors import RequestError
from unionxl.operations.plans import import_chosen
from unionxl.operations.questions import AnswerNeededError, answered
from unionxl.operations.request import Request
from unionxl.tables.settings import TERM_SETTING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.questions import Question

NOW = dt.datetime(2026, 2, 20, tzinfo=dt.UTC)
BY_WEEKS = "{}\n第1周：制订工会工作计划。\n第2周：女教工插花。\n第5周：教代会。\n"
SPRING, AUTUMN = "2025-2026学年第二学期工会工作安排", "2026-2027学年第一学期工会工作安排"
MARCH = dt.date(2026, 3, 2)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "周次.txt"
    path.write_text(BY_WEEKS.format(SPRING), "utf-8")
    return path


def _import(
    workbook: FakeWorkbook, document: Path, answers: Mapping[str, int] | None = None
) -> Outcome:
    return import_chosen(Request(NOW, str(document), answers or {}, given=workbook))


def _with_setting(value: dt.date | None) -> FakeWorkbook:
    return a_workbook(settings={TERM_SETTING: value})


def _kept(workbook: FakeWorkbook) -> list[object]:
    rows = workbook.tables["Settings"].rows
    return [row[1] for row in rows if row[0] == TERM_SETTING]


def _days(workbook: FakeWorkbook) -> list[tuple[object, ...]]:
    block = workbook.tables["Plan"]
    places = [block.position(one) for one in ("月份", "起始日期", "结束日期", "工作内容")]
    return [tuple(row[at] for at in places) for row in block.rows]


def test_weeks_without_a_first_day_are_asked_for_once(document: Path) -> None:
    workbook = _with_setting(None)
    asked: list[Question] = []

    def ask(question: Question) -> int:
        asked.append(question)
        return question.choices[0].key

    outcome = answered(lambda answers: _import(workbook, document, answers), ask)
    assert asked[0].prompts()[0] == (
        "文档 周次.txt：计划按“第几周”写，没有写明第1周从哪天算起。\n\n"
        "第1周从2026年3月2日（周一）算起，并记入《设置》吗？（点“否”看下一个）"
    )
    assert _kept(workbook) == [MARCH]
    assert outcome.notes[0] == "第1周从2026年3月2日算起，已记入《设置》的“学期起始日”。"
    days = (dt.date(2026, 3, 30), dt.date(2026, 4, 5))
    assert _days(workbook)[2] == ("3-4月", *days, "教代会。")
    answered(lambda answers: _import(workbook, document, answers), ask)
    assert len(asked) == 1


def test_the_setting_dates_the_weeks(document: Path) -> None:
    workbook = _with_setting(MARCH)
    assert not _import(workbook, document).notes
    assert _days(workbook)[0][1:3] == (MARCH, dt.date(2026, 3, 8))


def test_a_workbook_without_the_setting_gets_its_row(document: Path) -> None:
    workbook = a_workbook()
    outcome = _import(workbook, document, {"term": 20260302})
    assert outcome.notes[0] == (
        "《设置》里没有“学期起始日”一行，已在表末补上：第1周从2026年3月2日算起。"
    )
    assert _kept(workbook) == ["2026-03-02"]
    assert not _import(workbook, document).notes, "it is read again"


def test_the_day_of_another_term_is_asked_for_again(document: Path) -> None:
    document.write_text(BY_WEEKS.format(AUTUMN), "utf-8")
    with pytest.raises(AnswerNeededError) as stop:
        _import(_with_setting(MARCH), document)
    assert stop.value.what.startswith("《设置》的“学期起始日”是2026年3月2日，不在这个学期。")
    assert [choice.word for choice in stop.value.question.choices] == [
        "2026-08-31",
        "2026-09-07",
        "2026-08-24",
    ]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("第二学期工会工作安排", "2026-03-02"),
        ("2026年春季学期工会工作安排", "2026-03-02"),
        ("2026年秋季学期工会工作安排", "2026-08-31"),
        ("第一学期工会工作安排", "2026-08-31"),
    ],
)
def test_a_title_without_school_years_says_its_term_too(
    document: Path, title: str, first: str
) -> None:
    document.write_text(BY_WEEKS.format(title), "utf-8")
    with pytest.raises(AnswerNeededError) as stop:
        _import(_with_setting(None), document)
    assert stop.value.question.choices[0].word == first


def test_the_command_line_names_its_option(document: Path) -> None:
    with pytest.raises(AnswerNeededError) as stop:
        _import(_with_setting(None), document)
    assert stop_text(stop.value).endswith(
        "请用 --term-start 写明第1周的星期一，如 --term-start 2026-03-02。"
    )


def test_an_answer_that_is_no_day_is_refused(document: Path) -> None:
    with pytest.raises(RequestError, match="“31”不是日期"):
        _import(_with_setting(None), document, {"term": 31})


def test_what_has_a_month_can_be_imported_without_the_weeks(document: Path) -> None:
    text = f"{BY_WEEKS.format(SPRING)}七月份：\n1、走访慰问困难教工\n2、召开委员会\n"
    document.write_text(text, "utf-8")
    workbook = _with_setting(None)
    with pytest.raises(AnswerNeededError) as stop:
        _import(workbook, document)
    months = stop.value.question.choices[-1]
    assert months.label == "只导入写明了月份的 2 项"
    outcome = _import(workbook, document, {"term": months.key})
    assert outcome.summary == "已导入《年度计划》2 项。"
    assert sum("没有写明第1周从哪天算起" in note for note in outcome.notes) == 3
    assert _kept(workbook) == [None]
