from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_workbook
from unionxl.errors import DocumentError
from unionxl.operations.holidays import record_notice

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook

NOTICES = Path(__file__).resolve().parents[1] / "domain" / "notice_texts"
TODAY = dt.date(2026, 1, 5)


def _days(workbook: FakeWorkbook) -> list[tuple[object, ...]]:
    return [row[:3] for row in workbook.tables["Holidays"].rows]


def test_a_notice_fills_the_table_and_reading_it_again_changes_nothing() -> None:
    workbook = a_workbook()
    outcome = record_notice(workbook, str(NOTICES / "2026.txt"), as_of=TODAY)
    assert "2026 年放假 33 天，调休上班 6 天" in outcome.summary
    assert len(_days(workbook)) == 39
    once = dict(workbook.tables)
    saves = workbook.save_count
    assert (
        "已是这份通知的内容"
        in record_notice(workbook, str(NOTICES / "2026.txt"), as_of=TODAY).summary
    )
    assert (workbook.tables, workbook.save_count) == (once, saves)


def test_wrong_rows_of_the_year_are_replaced_and_other_years_stay() -> None:
    workbook = a_workbook()
    record_notice(workbook, str(NOTICES / "2025.txt"), as_of=TODAY)
    before = _days(workbook)
    wrong = (dt.date(2026, month, day) for month in (1, 3) for day in range(1, 31))
    for day in wrong:
        workbook.append_rows("Holidays", [{"年度": 2026, "日期": day, "性质": "放假"}])
    record_notice(workbook, str(NOTICES / "2026.txt"), as_of=TODAY)
    days = _days(workbook)
    assert days[: len(before)] == before
    of_2026 = [row for row in days if row[0] == 2026]
    assert len(of_2026) == 39
    assert (2026, dt.date(2026, 10, 10), "上班") in of_2026


def test_a_notice_that_contradicts_itself_changes_nothing(tmp_path: Path) -> None:
    text = (NOTICES / "2026.txt").read_text("utf-8").replace("1月4日（周日）", "1月4日（周一）")
    path = tmp_path / "通知.txt"
    path.write_text(text, encoding="utf-8")
    workbook = a_workbook()
    with pytest.raises(DocumentError, match="请"):
        record_notice(workbook, str(path), as_of=TODAY)
    assert (workbook.save_count, _days(workbook)) == (0, [])


def test_a_text_that_is_no_notice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "随笔.txt"
    path.write_text("今天天气很好。", encoding="utf-8")
    with pytest.raises(DocumentError) as stop:
        record_notice(a_workbook(), str(path), as_of=TODAY)
    assert str(stop.value) == (
        "放假通知《随笔.txt》：第 1 行：没有找到这是哪一年的通知。未作改动。"
        "请核对文件里是不是国务院办公厅放假通知的全文（一字不改），再试一次。"
    )
