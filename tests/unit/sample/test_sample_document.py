from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest

from tests.validators import sdk_errors
from unionxl.sample.days import SampleDays
from unionxl.sample.document import plan_document
from unionxl.sample.plan import plan_lines
from unionxl.sample.year import completed_plan

if TYPE_CHECKING:
    from pathlib import Path

YEARS = range(2024, 2033)
NAMES = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
HEADS: dict[tuple[int, ...], str] = {
    **{(month,): f"{name}月" for month, name in enumerate(NAMES, start=1)},
    (7, 8): "七、八月",
}


def _rows(year: int) -> list[tuple[str, list[str]]]:
    table = docx.Document(io.BytesIO(plan_document(year))).tables[0]
    return [(row.cells[0].text, row.cells[1].text.splitlines()) for row in table.rows]


@pytest.mark.parametrize("year", YEARS)
def test_the_table_holds_every_item_under_its_month(year: int) -> None:
    header, *rows = _rows(year)
    assert header == ("月份", ["工作内容"])
    found = [(head, text) for head, texts in rows for text in texts]
    wanted = [(HEADS[line.months], line.text) for line in plan_lines(year)]
    assert [(head, re.sub(r"^\d+\. ", "", text)) for head, text in found] == wanted
    assert len(found) == 45
    assert len(rows) == 11


@pytest.mark.parametrize("year", YEARS)
def test_items_are_numbered_from_one_in_every_month(year: int) -> None:
    for _, texts in _rows(year)[1:]:
        numbers = [int(text.partition(". ")[0]) for text in texts]
        assert numbers == list(range(1, len(texts) + 1))


@pytest.mark.parametrize(
    ("year", "festival", "head"),
    [
        (2025, "中秋", "十月"),
        (2026, "中秋", "九月"),
        (2026, "元宵", "三月"),
        (2028, "春节", "一月"),
        (2028, "端午", "五月"),
    ],
)
def test_lunar_festivals_move_with_the_year(year: int, festival: str, head: str) -> None:
    assert [month for month, texts in _rows(year) for text in texts if festival in text] == [head]


def test_the_completed_works_are_those_of_the_document_in_its_order() -> None:
    completed = completed_plan(2026, through=dt.date(2026, 3, 15))
    assert [row["工作内容"] for row in completed] == [line.text for line in plan_lines(2026)]
    assert completed[0]["编号"] == "P016"


def test_the_document_names_unit_and_year_and_is_signed() -> None:
    texts = [p.text for p in docx.Document(io.BytesIO(plan_document(2027))).paragraphs]
    assert texts[0] == "晨露幼儿园工会2027年工作计划"
    assert texts[-2:] == ["晨露幼儿园工会委员会", "2027年1月5日"]
    assert "一、指导思想" in texts
    assert not any("{" in text or "#" in text for text in texts)


def test_the_same_year_gives_the_same_bytes() -> None:
    assert plan_document(2026) == plan_document(2026)


def test_parts_are_dated_alike_and_packed() -> None:
    with ZipFile(io.BytesIO(plan_document(2026))) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_validator_of_office_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(plan_document(2026))
    assert sdk_errors(path) == []


@pytest.mark.parametrize("year", YEARS)
def test_days_of_the_sample_are_worked_and_in_the_month_that_was_asked(year: int) -> None:
    days = SampleDays.of(year)
    for month in range(1, 13):
        assert len(days.workdays(month)) >= 14
        for day in (1, 15, 31):
            found = days.near(month, day)
            assert found.month == month
            assert days.is_workday(found)
