"""The sheet of the figures that hold for a union, and the same figures on the command line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.builders import a_book, standards
from unionxl.operations.findings import explain
from unionxl.operations.limits import limits_of
from unionxl.operations.request import Request
from unionxl.views.standards_sheet import standards_sheet

if TYPE_CHECKING:
    from unionxl.views.layout import SheetSpec

DAY = dt.date(2026, 11, 29)
NOON = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


def rows_of(place: str, limits: str = "") -> dict[object, list[object]]:
    book = a_book(settings={"执行标准": place}, limits=limits, as_of=DAY)
    return {
        row[0].value: [cell.value for cell in row[1:]]
        for block in _sheet(book).blocks
        for row in block.rows
        if len(row) == 8
    }


def _sheet(book: object) -> SheetSpec:
    return standards_sheet(book, standards())  # type: ignore[arg-type]  # a book


def text_of(place: str) -> str:
    book = a_book(settings={"执行标准": place}, as_of=DAY)
    cells = (cell for block in _sheet(book).blocks for row in block.rows for cell in row)
    return "\n".join(str(cell.value) for cell in cells)


def test_a_figure_stands_with_its_document_its_place_and_the_day_it_was_read() -> None:
    assert rows_of("河南")["节日慰问"] == [
        *("元每人每年", "2500", "河南", "《关于调整基层工会职工集体福利支出标准的通知》"),
        *("2023年1月1日起", "2026年11月29日", "转载"),
    ]


def test_an_old_figure_says_that_it_is_old() -> None:
    assert "所读的页面是 2020 年的，数额可能已提高" in str(rows_of("广东")["节日慰问"][-1])


def test_a_city_shows_whose_figures_it_uses() -> None:
    rows = rows_of("陕西省铜川市")
    assert rows["春秋游天数"][2] == "铜川"
    assert rows["节日慰问"][2] == "陕西"
    assert rows["春秋游次数"][2] == "铜川"


def test_the_unions_own_row_stands_first() -> None:
    own = "标准编号 | 事项 | 限额 | 文件\nfestival-gift-a-year | 节日慰问 | 1800 | 校工会决定"
    assert rows_of("河南", own)["节日慰问"][1:4] == ["1800", "本单位支出标准", "校工会决定"]


def test_what_was_not_read_is_named() -> None:
    text = text_of("海南")
    assert "二、没有查到，未设限额，未检查" in text
    assert "节日慰问" in text.rpartition("未检查")[2]


def test_a_rule_is_explained_with_the_figures_of_a_place() -> None:
    request = Request(values={"place": "贵州", "of_file": None}, at=NOON)
    lines = list(limits_of(explain("fee-over-limit"), request))
    assert lines[0] == "限额（贵州，2026年11月29日）："
    assert (
        "  裁判费（半天） 300（元每人每半天），"
        "贵州：贵州省总工会十二项措施，2026年11月29日核对（转载；"
        "慰问额在页面后半，没有读到；劳模疗休养每人每天 800）"
    ) in lines
    assert "  讲课费（元每次）：未设限额，未检查" in lines


def test_without_a_place_no_figures_are_told() -> None:
    request = Request(values={"place": None, "of_file": None}, at=NOON)
    assert list(limits_of(explain("fee-over-limit"), request)) == []
