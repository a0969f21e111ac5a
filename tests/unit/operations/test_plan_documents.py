from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import docx
import pytest

from tests.fakes import a_block, a_workbook
from tests.plan_trips import read_again, told_by_document, told_by_plan, written
from tests.shared import need_shared
from unionxl.errors import ReportError, RequestError
from unionxl.importing.documents import read_document, text_lines
from unionxl.importing.parser import parse_plan
from unionxl.operations.plan_documents import OWN_PLAN, write_plan, write_plan_document
from unionxl.operations.plans import import_plan
from unionxl.operations.request import Request
from unionxl.reporting.plan_facts import READ_IF_THERE
from unionxl.tables.plan import PLAN
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome

NOW = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
TODAY = NOW.date()
PROSE = """2026年溪谷小学工会工作计划
一、指导思想
以服务会员为中心，做好全年工作。
坚持民主公开。
二、工作重点
（一）加强学习
组织好读书活动。
三、具体安排
三月份：
1、插花活动（女工委员）
2、植树（暂定）
"""


def a_year(path: Path | None = None, **settings: str) -> FakeWorkbook:
    workbook = a_workbook(
        a_block(PLAN, {"编号": "P001", "月份": "3月", "工作内容": "插花", "状态": "暂定"}),
        settings={"年度": 2026, "单位名称": "溪谷小学", "指导思想": "", **settings},
    )
    if path is not None:
        workbook.path = path
    return workbook


def an_import(workbook: FakeWorkbook, text: str = PROSE) -> Outcome:
    result = parse_plan(text_lines(text))
    return import_plan(
        workbook, result.plans[0], result, "计划.txt", year=None, as_of=TODAY
    ).outcome


def the_guiding_text(workbook: FakeWorkbook) -> object:
    rows = workbook.read_table("Settings").rows
    (found,) = [row[1] for row in rows if row[0] == "指导思想"]
    return found


def test_the_document_is_written_and_counted(tmp_path: Path) -> None:
    target = tmp_path / "计划.docx"
    outcome = write_plan_document(a_year(), target, as_of=TODAY)
    assert outcome.summary == f"已写好 {target}，共 1 项。请在 Word 中补写斜体的部分。"
    assert outcome.made == target
    (item,) = parse_plan(read_document(target)).plans[0].items
    assert (item.months, item.text, item.tentative) == ((3,), "插花", True)


def test_a_document_that_exists_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "计划.docx"
    target.write_bytes(b"edited")
    with pytest.raises(RequestError, match="已有同名文件"):
        write_plan_document(a_year(), target, as_of=TODAY)
    assert target.read_bytes() == b"edited"


def test_another_ending_and_another_form_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"须以 \.docx 结尾"):
        write_plan_document(a_year(), tmp_path / "计划.pdf", as_of=TODAY)
    with pytest.raises(RequestError, match="没有“tabel”这种样子"):
        write_plan_document(a_year(), tmp_path / "计划.docx", as_of=TODAY, form="tabel")


def test_a_click_takes_a_free_name_beside_the_workbook(tmp_path: Path) -> None:
    workbook = a_year(tmp_path / "工会.xlsm")
    request = Request(NOW, given=workbook)
    names = [made.name for _ in range(2) if (made := write_plan(request).made)]
    assert names == ["2026年工会工作计划.docx", "2026年工会工作计划（2）.docx"]


def test_the_clerks_own_template_is_used_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    workbook = a_year(tmp_path / "工会.xlsm")
    own = docx.Document()
    own.add_paragraph("{{ 标题 }}，{{ 年度 }}")
    own.save(str(tmp_path / OWN_PLAN))
    made = write_plan(Request(NOW, given=workbook)).made
    assert made is not None
    text = docx.Document(io.BytesIO(made.read_bytes())).paragraphs[0].text
    assert text == "溪谷小学2026年度工会工作计划，2026"
    own.add_paragraph("{{ 没有的 }}")
    own.save(str(tmp_path / OWN_PLAN))
    with pytest.raises(ReportError, match="“没有的”不是可用的名称"):
        write_plan(Request(NOW, given=workbook))


def test_the_import_keeps_the_guiding_text_for_the_document() -> None:
    workbook = a_year()
    outcome = an_import(workbook)
    assert the_guiding_text(workbook) == "以服务会员为中心，做好全年工作。\n坚持民主公开。"
    assert "文档里的“指导思想”（24 字）已填入《设置》，写计划文档时使用。" in outcome.notes


def test_what_the_clerk_wrote_stays() -> None:
    workbook = a_year(指导思想="自己写的。")
    outcome = an_import(workbook)
    assert the_guiding_text(workbook) == "自己写的。"
    assert not any("指导思想" in note for note in outcome.notes)


def test_a_workbook_of_an_earlier_version_gets_the_row() -> None:
    workbook = a_workbook(a_block(PLAN), settings={"年度": 2026})
    an_import(workbook)
    assert the_guiding_text(workbook) == "以服务会员为中心，做好全年工作。\n坚持民主公开。"
    assert read_book(workbook, as_of=TODAY, tables=())[0].settings.guiding_text


def test_an_import_that_adds_nothing_fills_nothing() -> None:
    workbook = a_year()
    an_import(workbook, PROSE.partition("一、")[0] + PROSE.partition("三、")[2])
    assert the_guiding_text(workbook) == ""
    an_import(workbook)
    assert the_guiding_text(workbook) == ""


@pytest.mark.shared
@pytest.mark.parametrize("form", ["table", "list"])
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_the_real_plans_are_read_back(name: str, form: str) -> None:
    (path,) = need_shared("plans").glob(f"{name}_*.txt")
    result = parse_plan(read_document(path))
    for plan in result.plans:
        if not plan.has_arrangement:
            continue
        year = plan.year or 2026
        workbook = a_workbook(a_block(PLAN), settings={"年度": year})
        import_plan(workbook, plan, result, path.name, year=year, as_of=dt.date(year, 1, 5))
        book, _ = read_book(
            workbook, as_of=dt.date(year, 1, 5), tables=(PLAN,), if_there=READ_IF_THERE
        )
        again = told_by_document(read_again(written(book, form)), year)
        assert again == told_by_plan(book)
        assert sum(again.values()) == len(plan.items) + len(plan.unscheduled)
