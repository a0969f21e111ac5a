from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.samples import sample_book
from tests.unit.views.years import an_item, empty_year
from unionxl.domain.evidence import EvidenceItem
from unionxl.domain.source import SourceRef
from unionxl.tables.all import TABLES
from unionxl.tables.registers import count_evidence, registers, rows_by_sheet


def an_evidence(source: str, needed: int | None = None) -> EvidenceItem:
    return EvidenceItem("K1", "", "内容", None, source, needed, None, "", SourceRef("考核清单", 4))


@pytest.mark.parametrize(
    ("source", "counted"),
    [
        ("服务台账", 952),
        ("《服务台账》", 952),
        ("服务台账：五必访", 27),
        ("服务台账:五必访", 27),
        ("服务台账：没有的事项", 0),
        ("会员：困难职工", 2),
        ("活动台账：文体活动", 17),
        ("公开：经费", 5),
        ("会议记录本", None),
        ("", None),
    ],
)
def test_rows_are_counted_where_the_source_says(source: str, counted: int | None) -> None:
    book = replace(sample_book(), evidence_items=(an_evidence(source),))
    assert count_evidence(book)[0].counted == counted


@pytest.mark.parametrize(("needed", "missing"), [(30, 3), (27, 0), (1, 0), (None, None)])
def test_what_is_missing_is_counted(needed: int | None, missing: int | None) -> None:
    book = replace(sample_book(), evidence_items=(an_evidence("服务台账：五必访", needed),))
    assert count_evidence(book)[0].missing_count == missing


def test_gaps_are_named_and_counted() -> None:
    items = (an_item("P1", (1,), "甲"), an_item("P2", (2,), "乙"), an_item("P3", (3,), "丙"))
    book = replace(empty_year(), work_items=items, as_of=dt.date(2026, 3, 31))
    plan = registers(book)[0]
    assert (plan.name, plan.row_count, plan.last_on) == ("年度计划", 3, None)
    assert plan.gaps == (("已过计划时间未办结", 2),)


def test_every_register_is_a_sheet_of_the_workbook() -> None:
    assert set(rows_by_sheet(empty_year())) <= {table.sheet for table in TABLES}


def test_an_empty_year_has_every_register_without_rows() -> None:
    assert {register.row_count for register in registers(empty_year())} == {0}
